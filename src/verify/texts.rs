//! What a property says under each edition. A property that the editions word differently is as many questions.

use crate::condition::ExprId;
use crate::procedure::{Editions, Form, Procedure, Property};
use crate::system::{MachineIx, System};

/// Consecutive editions that word a property alike: the first and the last of them.
pub(super) type Run = (usize, usize);

/// Stands between a property's name and the first day of the edition that words it so. No file can write it.
const SINCE: char = '@';

/// The name of a property without the edition that words it so.
pub(super) fn base(name: &str) -> &str {
    name.split(SINCE).next().unwrap_or(name)
}

/// The procedures of a system, in which properties that their editions word differently have a name for each wording.
pub(super) struct Reworded {
    procedures: Vec<Editions>,
}

impl Reworded {
    pub fn new(system: &System) -> Self {
        Self { procedures: system.procedures.iter().map(|editions| reworded(editions)).collect() }
    }

    /// The system with them.
    pub fn system<'s>(&'s self, system: &System<'s>) -> System<'s> {
        System { procedures: self.procedures.iter().collect(), ..system.clone() }
    }
}

fn reworded(editions: &Editions) -> Editions {
    let all = editions.all();
    all.iter().enumerate().fold(editions.clone(), |changed, (index, edition)| {
        let mut edition = edition.clone();
        let mut renamed = false;
        for property in &mut edition.properties {
            // An edition goes on waiting for what was waited for under the one before it: that is one question.
            let apart = !matches!(property.form, Form::Following { .. });
            let runs = runs(all, &property.name);
            if apart && runs.len() > 1 {
                let run = runs.iter().find(|(first, last)| (*first..=*last).contains(&index));
                let since = all.get(run.map_or(index, |run| run.0)).map_or_else(|| edition.edition, Procedure::edition);
                property.name = format!("{}{SINCE}{since}", property.name);
                renamed = true;
            }
        }
        if renamed { changed.with(index, edition) } else { changed }
    })
}

/// The wordings of a property of a machine, or of the system.
pub(super) fn wordings(system: &System, machine: Option<MachineIx>, name: &str) -> Vec<Run> {
    match (machine, &system.observer) {
        (Some(machine), _) => runs(system.editions(machine).all(), name),
        (None, Some(observer)) => runs(std::slice::from_ref(observer.procedure), name),
        (None, None) => Vec::new(),
    }
}

/// The runs of editions that word a property alike.
fn runs(all: &[Procedure], name: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<Wording> = None;
    for (index, edition) in all.iter().enumerate() {
        let here = edition.properties().find(|(_, property)| property.name == name);
        let here = here.map(|(_, property)| Wording::of(edition, property));
        match (runs.last_mut(), &here) {
            (Some(run), Some(_)) if here == before => run.1 = index,
            (_, Some(_)) => runs.push((index, index)),
            (_, None) => {}
        }
        before = here;
    }
    runs
}

/// What makes a property's text the same as another's.
#[derive(PartialEq)]
struct Wording<'p> {
    form: std::mem::Discriminant<Form>,
    condition: &'p str,
    cue: Option<&'p [String]>,
    within: Option<(crate::calendar::Length, &'p crate::calendar::Counting)>,
    duties_kept: bool,
    known: bool,
    level: crate::procedure::Level,
}

impl<'p> Wording<'p> {
    fn of(procedure: &'p Procedure, property: &'p Property) -> Self {
        let condition: ExprId = property.form.condition();
        let within = match &property.form {
            Form::Following { within, .. } => within.map(|(length, by)| (length, procedure.counting(by))),
            _ => None,
        };
        Self {
            form: std::mem::discriminant(&property.form),
            condition: procedure.exprs().text(condition),
            cue: property.form.cue().map(|cue| cue.names.as_slice()),
            within,
            duties_kept: property.duties_kept,
            known: property.known.is_some(),
            level: property.level,
        }
    }
}
