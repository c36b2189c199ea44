//! The statecharts of the procedures, with what lights up in them at each step.

use maud::{Markup, html};

use super::place::Place;
use super::rich;
use super::steps::Steps;
use crate::ids::{StateId, TransitionId};
use crate::picture::statechart;
use crate::procedure::{Procedure, Trigger};
use crate::replay::{Happening, History, Replay};
use crate::report::text::{Item, Report};
use crate::report::view::View;
use crate::report::words::{self, Heading, PageWord, heading, page};
use crate::scenario::MachineIx;
use crate::text::Lang;

/// The charts of a case: one for each edition that governs some machine in the end.
pub fn charts(report: &Report, replay: &Replay, history: &History, steps: &Steps, place: &Place, lang: Lang) -> Markup {
    let view = View { replay, lang };
    let mut editions: Vec<((usize, usize), Vec<MachineIx>)> = Vec::new();
    for (machine, own) in replay.machines.iter().enumerate() {
        let procedure = view.scenario().machines.get(machine).map_or(0, |m| m.procedure);
        match editions.iter_mut().find(|(key, _)| *key == (procedure, own.edition)) {
            Some((_, machines)) => machines.push(machine),
            None => editions.push(((procedure, own.edition), vec![machine])),
        }
    }
    html! {
        section aria-labelledby=(place.section("charts")) {
            h2 id=(place.section("charts")) { (page(PageWord::Charts, lang)) }
            @for (number, ((_, edition), machines)) in editions.iter().enumerate() {
                @if let Some(first) = machines.first() {
                    @let procedure = view.edition(*first, *edition);
                    @let select = format!("page:chart-{}-{number}", place.index);
                    div.chart {
                        h3 { (procedure.title().get(lang)) }
                        p.quiet {
                            (heading(Heading::Edition, lang)) " " (words::day(procedure.edition(), lang))
                            " · " (names(view, machines))
                        }
                        @if machines.iter().any(|machine| statechart::edition(replay, *machine) != *edition) {
                            p.quiet { (page(PageWord::OtherEdition, lang)) }
                        }
                        @if machines.len() > 1 {
                            p.scripted hidden {
                                label for=(select) { (page(PageWord::LitMachine, lang)) } " "
                                select id=(select) autocomplete="off" {
                                    @for machine in machines { option value=(machine) { (view.machine(*machine)) } }
                                }
                            }
                        }
                        @for machine in machines {
                            (trace(report, view, history, steps, (*machine, *edition)))
                        }
                        div.scroll tabindex="0" role="group" aria-label=(procedure.title().get(lang)) {
                            (chart(procedure, format!("page:chart-{}-{number}-", place.index), lang))
                        }
                    }
                }
            }
        }
    }
}

fn names(view: View, machines: &[MachineIx]) -> String {
    let names: Vec<&str> = machines.iter().map(|machine| view.machine(*machine)).collect();
    names.join(", ")
}

fn chart(procedure: &Procedure, prefix: String, lang: Lang) -> Markup {
    let options = statechart::Options { lang, prefix, without_notes: true, ..statechart::Options::default() };
    rich::inline(&statechart::statechart(procedure, &options).picture)
}

/// At each step at which something changes: the possible states of a machine, and the transitions taken since the step
/// before; states by name, transitions by their numbers in the chart.
fn trace(
    report: &Report,
    view: View,
    history: &History,
    steps: &Steps,
    (machine, edition): (MachineIx, usize),
) -> Markup {
    let drawn = view.edition(machine, edition);
    let taken = taken(report, view, steps, (machine, edition));
    let mut lines: Vec<(usize, String, String)> = Vec::new();
    for (step, standing) in steps.standings(history) {
        let Some(own) = standing.machines.get(machine) else { continue };
        let procedure = view.edition(machine, own.edition);
        let states: Vec<&str> =
            own.states.iter().filter_map(|s| Some(&*drawn.state(same_state(procedure, drawn, *s)?).name)).collect();
        let new: Vec<String> = taken.iter().filter(|(at, _)| *at == step).map(|(_, n)| n.to_string()).collect();
        let (states, new) = (states.join(" "), new.join(" "));
        if !new.is_empty() || lines.last().is_none_or(|(_, known, _)| *known != states) {
            lines.push((step, states, new));
        }
    }
    html! {
        ol.trace hidden data-machine=(machine) {
            @for (step, states, new) in &lines { li data-step=(step) data-states=(states) data-taken=(new) {} }
        }
    }
}

/// The transitions of the edition drawn that a machine took in some possible case, with the step.
fn taken(report: &Report, view: View, steps: &Steps, (machine, edition): (MachineIx, usize)) -> Vec<(usize, usize)> {
    let drawn = view.edition(machine, edition);
    let mut all: Vec<(usize, usize)> = Vec::new();
    let mut add = |item: Item, own: &Procedure, id: TransitionId, (from, to): (StateId, StateId)| {
        let step = steps.span(report, &[item]).0;
        if let Some(number) = same_transition(own, drawn, id, (from, to))
            && !all.contains(&(step, number))
        {
            all.push((step, number));
        }
    };
    for (index, judged) in view.replay.events.iter().enumerate() {
        if view.event(judged.event).is_none_or(|event| event.machine != machine) {
            continue;
        }
        for possible in judged.possible.iter().filter(|possible| possible.outcome.took_effect) {
            let own = view.edition(machine, possible.ids);
            if let Some(id) = possible.outcome.transition {
                add(Item::Event(index), own, id, (possible.outcome.from, possible.outcome.to));
            }
        }
    }
    for (index, passed) in view.replay.passed.iter().enumerate().filter(|(_, passed)| passed.machine == machine) {
        if let Happening::Expired { transition: Some(id), from, to, .. } = passed.what {
            add(Item::Passed(index), view.edition(machine, passed.edition), id, (from, to));
        }
    }
    all
}

/// A state of one edition in another.
fn same_state(own: &Procedure, drawn: &Procedure, state: StateId) -> Option<StateId> {
    if std::ptr::eq(own, drawn) { Some(state) } else { drawn.carried_state(&own.state(state).name) }
}

/// The number, from 1, of a transition of one edition in another: the one that the same act or deadline takes between
/// the same states.
fn same_transition(
    own: &Procedure,
    drawn: &Procedure,
    id: TransitionId,
    (from, to): (StateId, StateId),
) -> Option<usize> {
    if std::ptr::eq(own, drawn) {
        return Some(id.index() + 1);
    }
    let trigger = match own.transition(id).trigger {
        Trigger::Act(act) => Trigger::Act(drawn.act_named(&own.act(act).name)?),
        Trigger::Over(deadline) => Trigger::Over(drawn.deadline_named(&own.deadline(deadline).name)?),
    };
    let (from, to) = (same_state(own, drawn, from)?, same_state(own, drawn, to)?);
    let fits = |other: &crate::procedure::Transition| {
        other.trigger == trigger && other.from.contains(from) && other.to.unwrap_or(from) == to
    };
    drawn.transitions().find(|(_, other)| fits(other)).map(|(id, _)| id.index() + 1)
}
