//! From a scenario as written, its changes made, to a checked one.

use super::facts::{Unknowns, published};
use super::lowering::Lowering;
use super::model::{Event, Joint, Scenario, Source, What};
use super::sayings::Known;
use crate::calendar::Stamp;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::procedure::TextIds;
use crate::syntax::Located;
use crate::syntax::scenario::ScenarioFile;
use crate::system::{ProcedureSource, System, machines};
use crate::text::Text;

/// How many events a scenario may have.
const MAX_EVENTS: usize = 10_000;
/// The source that stands for the author's own assumption.
const HYPOTHESIS: &str = "hypothesis";

/// Checks a scenario and builds it. `file` has been expanded, and merged with what it extends; its machines begin with
/// those of `system`, if it names one.
///
/// Everything found wrong goes to `diagnostics`; the scenario is returned if there was no error.
pub fn lower<'a>(
    file: &ScenarioFile,
    procedures: ProcedureSource<'_, 'a>,
    system: Option<&System<'a>>,
    diagnostics: &mut Diagnostics,
) -> Option<Scenario<'a>> {
    let before = diagnostics.errors();
    let lowering = Lowering {
        file,
        own: file.scenario.span.file,
        diagnostics,
        sources: Vec::new(),
        cited: Vec::new(),
        shared: Vec::new(),
        unknowns: Unknowns::default(),
        texts: Vec::new(),
    };
    let (scenario, errors) = lowering.run(procedures, system)?;
    (errors == before).then_some(scenario)
}

impl<'f> Lowering<'f, '_> {
    pub(super) fn run<'a>(
        mut self,
        find: ProcedureSource<'_, 'a>,
        system: Option<&System<'a>>,
    ) -> Option<(Scenario<'a>, usize)> {
        let (file, before) = (self.file, self.diagnostics.errors());
        if file.events.len() > MAX_EVENTS {
            self.diagnostics.push(
                Diagnostic::new(Code::E007, format!("a scenario has at most {MAX_EVENTS} events"))
                    .at(file.scenario.span, format!("this one has {}", file.events.len())),
            );
            return None;
        }
        self.sources();
        let (procedures, machines) = machines(&file.machines, find, self.diagnostics)?;
        // Texts that procedures mention come first, so that equal texts have equal numbers everywhere.
        for editions in &procedures {
            for procedure in editions.all() {
                for text in &procedure.vocabulary.texts {
                    self.texts.text_id(text);
                }
            }
        }
        let as_of = file.as_of.as_ref().and_then(|d| self.day(d));
        let mut events = Vec::new();
        let mut open: Vec<(usize, Option<Stamp>, Option<Stamp>)> = Vec::new();
        self.distinct_ids();
        for syntax in &file.events {
            let machine = syntax.machine.first().and_then(|name| self.machine(name, &machines));
            let Some(machine) = machine else { continue };
            let editions = procedures[machines[machine].procedure];
            let own = |event: &&Event| event.machine == machine && matches!(event.what, What::Act { .. });
            let first = events.iter().find(own).map(|event: &Event| event.on);
            if let Some((event, bounds)) = self.event(syntax, machine, editions, first) {
                if let Some((low, high)) = bounds {
                    open.push((events.len(), low, high));
                }
                events.push(event);
            }
        }
        self.bound(&mut events, &open, &procedures, &machines, as_of);
        self.order(&events);
        self.detail_dates(&events, &procedures, &machines);
        self.source_dates(&events);
        self.contested(&events, &machines, &procedures);
        let claims = self.claims(&machines, &procedures);
        let notes = self.notes(&machines);
        self.references(&claims);
        let observer = system.and_then(|system| system.observer.as_ref());
        let known = Known { machines: &machines, procedures: &procedures, observer };
        let expectations = self.expectations(&known, &events);
        let errors = self.diagnostics.errors();
        if errors == before {
            self.uncited();
        }
        let scenario = Scenario {
            name: file.scenario.value.clone(),
            title: (&file.title).into(),
            extends: file.extends.as_ref().map(|e| e.value.clone()),
            as_of,
            joint: system.and_then(Joint::of),
            procedures,
            sources: self.sources,
            unknowns: self.unknowns.all,
            machines,
            events,
            claims,
            notes,
            expectations,
            texts: self.texts,
        };
        Some((scenario, errors))
    }

    pub(super) fn sources(&mut self) {
        for (name, syntax) in &self.file.sources {
            if name.value == HYPOTHESIS {
                self.diagnostics.push(
                    Diagnostic::new(Code::E102, "`hypothesis` is the author's own assumption")
                        .at(name.span, "choose another name"),
                );
            }
            self.sources.push(Source {
                name: name.value.clone(),
                publisher: (&syntax.publisher).into(),
                title: syntax.title.as_ref().map(Text::from),
                published: published(&syntax.date, self.diagnostics).unwrap_or_default(),
                file: syntax.file.as_ref().map(|f| f.value.clone()),
                url: syntax.url.as_ref().map(|u| u.value.clone()),
                note: syntax.note.as_ref().map(Text::from),
            });
        }
        self.sources.push(Source {
            name: HYPOTHESIS.into(),
            publisher: Text::default(),
            title: Some(Text { en: "hypothesis".into(), fr: Some("hypothèse".into()) }),
            published: super::model::Published::default(),
            file: None,
            url: None,
            note: None,
        });
        self.cited = vec![false; self.sources.len()];
    }

    pub(super) fn distinct_ids(&mut self) {
        let file = self.file;
        let ids = (file.events.iter().filter_map(|e| e.id.as_ref()))
            .chain(file.claims.iter().filter_map(|c| c.id.as_ref()))
            .chain(file.notes.iter().filter_map(|n| n.id.as_ref()));
        let mut seen: Vec<&Located<String>> = Vec::new();
        for id in ids {
            match seen.iter().find(|s| s.value == id.value) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("the id `{}` is given twice", id.value))
                        .at(id.span, "")
                        .also(first.span, "first given here"),
                ),
                None => seen.push(id),
            }
        }
    }

    pub(super) fn uncited(&mut self) {
        let file = self.file;
        for ((name, _), cited) in file.sources.iter().zip(&self.cited) {
            if !cited && name.span.file == self.own {
                self.diagnostics.push(
                    Diagnostic::new(Code::E406, format!("the source `{}` is never cited", name.value))
                        .at(name.span, ""),
                );
            }
        }
    }
}
