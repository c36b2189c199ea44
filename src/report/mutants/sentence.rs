//! A mutant as the second half of a sentence: "… if “Closure” could be done by anybody".

use crate::condition::ExprId;
use crate::ids::{DeadlineId, StateId, TransitionId};
use crate::mutate::{Change, Item, List, Mutant, Site};
use crate::procedure::{ClockChange, Effect, Level, Procedure, Trigger};
use crate::report::law::Law;
use crate::report::words::{length, quoted};
use crate::text::Lang;

/// What would be otherwise.
pub(super) fn sentence(procedure: &Procedure, mutant: &Mutant, lang: Lang) -> String {
    Teller { law: Law { procedure, lang }, mutant }.sentence()
}

/// What a condition says to whoever breaks it.
pub(super) fn rule(procedure: &Procedure, mutant: &Mutant, lang: Lang) -> Option<String> {
    let Site::Check(id, index) = mutant.site else { return None };
    let said = procedure.transition(id).checks.get(index)?.otherwise_say.as_ref()?;
    Some(said.get(lang).to_owned())
}

/// The text of a condition; with its bound shifted, if that is what changes.
pub(super) fn condition(procedure: &Procedure, mutant: &Mutant) -> Option<String> {
    let root = root(procedure, mutant.site)?;
    let text = procedure.exprs().text(root);
    let Change::Bound { literals, to, .. } = &mutant.change else { return Some(text.to_owned()) };
    let literal = *literals.first()?;
    let written = procedure.exprs().text(literal);
    // The same bound may stand twice: the one that changes is found by how many come before it.
    let mut before = 0;
    let mut met = false;
    procedure.exprs().walk(root, &mut |id, _| {
        met |= id == literal;
        before += usize::from(!met && procedure.exprs().text(id) == written);
    });
    let (at, _) = text.match_indices(written).nth(before)?;
    let to = Law { procedure, lang: Lang::En }.value(*to, None).replace(" and ", " ").replace(',', "_");
    Some(format!("{}{to}{}", text.get(..at)?, text.get(at + written.len()..)?))
}

/// The condition or date that a rule is.
fn root(procedure: &Procedure, site: Site) -> Option<ExprId> {
    match site {
        Site::Check(id, index) => procedure.transition(id).checks.get(index).map(|check| check.condition),
        Site::Guard(id) => procedure.transition(id).guard,
        Site::DutyGuard(id) => procedure.duty(id).guard,
        Site::Choice(id, index) => procedure.deadline(id).terms.first()?.1.lasts.get(index)?.0,
        _ => None,
    }
}

struct Teller<'m> {
    law: Law<'m>,
    mutant: &'m Mutant,
}

impl Teller<'_> {
    fn pick(&self, en: String, fr: String) -> String {
        match self.law.lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }

    fn quoted(&self, text: &str) -> String {
        quoted(text, self.law.lang)
    }

    /// The act, deadline or duty whose rule it is.
    fn subject(&self) -> String {
        let procedure = self.law.procedure;
        let text = match self.mutant.site {
            Site::Check(id, _) | Site::Guard(id) | Site::Transition(id) => match procedure.transition(id).trigger {
                Trigger::Act(act) => self.law.act(act),
                Trigger::Over(deadline) => self.law.deadline(deadline),
            },
            Site::Act(id) => self.law.act(id),
            Site::Deadline(id) | Site::CountedFrom(id) | Site::Length(id, _) | Site::Choice(id, _) => {
                self.law.deadline(id)
            }
            Site::Duty(id) | Site::Due(id) | Site::DutyGuard(id) => procedure.duty(id).label.get(self.law.lang),
        };
        self.quoted(text)
    }

    fn sentence(&self) -> String {
        let of = self.subject();
        let procedure = self.law.procedure;
        match &self.mutant.change {
            Change::Bound { from, to, .. } => {
                let (from, to) = (self.law.value(*from, None), self.law.value(*to, None));
                self.bound(&of, &from, &to)
            }
            Change::Recurrence { from, to } => {
                self.bound(&of, &length(*from, self.law.lang), &length(*to, self.law.lang))
            }
            Change::Strictness { from, to, .. } => {
                let (from, to) = (from.symbol(), to.symbol());
                self.pick(
                    format!("{of} had `{to}` in the place of `{from}`"),
                    format!("{of} portait `{to}` au lieu de `{from}`"),
                )
            }
            Change::Dropped => self.dropped(&of),
            Change::Part { lost, .. } => {
                let lost = procedure.exprs().text(*lost);
                self.pick(
                    format!("a condition of {of} went without `{lost}`"),
                    format!("une condition de {of} était privée de `{lost}`"),
                )
            }
            Change::Level(Level::Recommended) => self.pick(
                format!("this condition of {of} were only recommended"),
                format!("cette condition de {of} n'était que recommandée"),
            ),
            Change::Level(Level::Required) => self.pick(
                format!("this recommendation on {of} were binding"),
                format!("cette recommandation sur {of} était impérative"),
            ),
            Change::AnyRole => {
                self.pick(format!("anybody could do {of}"), format!("n'importe qui pouvait accomplir {of}"))
            }
            Change::WithoutRole(role) => {
                let role = procedure.role(*role).label.get(self.law.lang);
                self.pick(format!("{role} could not do {of}"), format!("{role} ne pouvait accomplir {of}"))
            }
            Change::Effect(Effect::Stands) => self.pick(
                format!("an unlawful {of} stood until annulled"),
                format!("{of} valait jusqu'à annulation malgré l'illégalité"),
            ),
            Change::Effect(Effect::Void) => self
                .pick(format!("an unlawful {of} had no effect"), format!("{of} était sans effet en cas d'illégalité")),
            Change::To(to) => self.target(&of, *to),
            Change::ClockKept(index) => self.clock(&of, *index),
            Change::LivesOn => self.pick(
                format!("{of} were not stopped by leaving its states"),
                format!("{of} n'était pas interrompu à la sortie de ses états"),
            ),
            Change::StoppedIn(state) => {
                let state = self.quoted(self.law.state(*state));
                self.pick(format!("{of} were stopped in {state}"), format!("{of} était interrompu dans {state}"))
            }
            Change::NotWritten(index) => {
                let slot = self.transition().and_then(|id| procedure.transition(id).sets.get(*index));
                let slot = slot.map_or("", |(slot, _)| procedure.slot(*slot).label.get(self.law.lang));
                let slot = self.quoted(slot);
                self.pick(format!("{of} did not change {slot}"), format!("{of} ne changeait pas {slot}"))
            }
            Change::Removed => self.removed(&of),
            Change::Without(list, item) => self.without(&of, *list, *item),
            Change::Undated => {
                self.pick(format!("{of} fell due on no fixed day"), format!("{of} n'avait pas d'échéance"))
            }
        }
    }

    fn transition(&self) -> Option<TransitionId> {
        match self.mutant.site {
            Site::Transition(id) => Some(id),
            _ => None,
        }
    }

    fn bound(&self, of: &str, from: &str, to: &str) -> String {
        self.pick(format!("{of} had {to} in the place of {from}"), format!("{of} portait {to} au lieu de {from}"))
    }

    fn dropped(&self, of: &str) -> String {
        match self.mutant.site {
            Site::Choice(..) => self.pick(
                format!("this length of {of} were never chosen"),
                format!("cette durée de {of} n'était jamais retenue"),
            ),
            Site::DutyGuard(_) => self.pick(format!("{of} arose in every case"), format!("{of} naissait en tout cas")),
            Site::Guard(_) => {
                self.pick(format!("{of} did this in every case"), format!("{of} faisait ceci en tout cas"))
            }
            _ => self.pick(
                format!("{of} did not have to meet this condition"),
                format!("{of} n'avait pas à remplir cette condition"),
            ),
        }
    }

    fn target(&self, of: &str, to: Option<StateId>) -> String {
        let by_time = self.transition().map(|id| self.law.procedure.transition(id).trigger);
        let of = match by_time {
            Some(Trigger::Over(_)) => &self.pick(format!("the end of {of}"), format!("l'échéance de {of}")),
            _ => of,
        };
        let was = self.transition().and_then(|id| self.law.procedure.transition(id).to);
        let name = |state: StateId| self.quoted(self.law.state(state));
        match (to, was) {
            (Some(to), Some(was)) => {
                let (to, was) = (name(to), name(was));
                self.pick(format!("{of} led to {to}, and not to {was}"), format!("{of} menait à {to}, et non à {was}"))
            }
            (Some(to), None) => {
                let to = name(to);
                self.pick(format!("{of} led to {to}"), format!("{of} menait à {to}"))
            }
            (None, was) => {
                let was = was.map(name).unwrap_or_default();
                self.pick(format!("{of} did not lead to {was}"), format!("{of} ne menait pas à {was}"))
            }
        }
    }

    fn clock(&self, of: &str, index: usize) -> String {
        let changed = self.transition().and_then(|id| self.law.procedure.transition(id).clocks.get(index).copied());
        let Some((change, deadline)) = changed else { return String::new() };
        let (deadline, of): (String, &str) = (self.name(deadline), of);
        let (en, fr) = match change {
            ClockChange::Start => ("start", "n'ouvrait pas"),
            ClockChange::Restart => ("start anew", "ne rouvrait pas"),
            ClockChange::Extend => ("extend", "ne prolongeait pas"),
            ClockChange::Suspend => ("suspend", "ne suspendait pas"),
            ClockChange::Resume => ("resume", "ne reprenait pas"),
            ClockChange::Stop => ("stop", "n'interrompait pas"),
        };
        self.pick(format!("{of} did not {en} {deadline}"), format!("{of} {fr} {deadline}"))
    }

    fn name(&self, id: DeadlineId) -> String {
        self.quoted(self.law.deadline(id))
    }

    fn removed(&self, of: &str) -> String {
        let Some(id) = self.transition() else { return String::new() };
        let transition = self.law.procedure.transition(id);
        let from = self.law.states(transition.from);
        match transition.trigger {
            Trigger::Act(_) => self.pick(
                format!("{of} were not possible here ({from})"),
                format!("{of} n'était pas possible ici ({from})"),
            ),
            Trigger::Over(_) => self.pick(
                format!("the end of {of} changed nothing ({from})"),
                format!("l'échéance de {of} ne changeait rien ({from})"),
            ),
        }
    }

    fn without(&self, of: &str, list: List, item: Item) -> String {
        let item = match item {
            Item::Act(act) => self.quoted(self.law.act(act)),
            Item::State(state) => self.quoted(self.law.state(state)),
        };
        let (en, fr) = match list {
            List::Arises => ("raise", "ne faisait pas naître"),
            List::Ends => ("end", "ne mettait pas fin à"),
            List::DischargedBy => ("fulfil", "ne valait pas exécution de"),
        };
        self.pick(format!("{item} did not {en} {of}"), format!("{item} {fr} {of}"))
    }
}
