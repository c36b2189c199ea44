//! How things stood at each step: a card for each machine, or for several that fared alike.

use maud::{Markup, html};

use super::rich;
use super::steps::{Steps, replay_at};
use crate::replay::{DutyStatus, History, Kept, Replay};
use crate::report::text::{Entry, Report};
use crate::report::view::View;
use crate::report::words::{Heading, Next, PageWord, heading, next, page};
use crate::text::Lang;

/// The parts of a card, in their order.
const PARTS: usize = 6;

/// A line of a card, with the steps at which it stands there.
struct Line {
    part: usize,
    markup: String,
    steps: Vec<usize>,
}

/// The lines of one machine.
type Card = Vec<Line>;

/// The title of a part.
fn title(part: usize, lang: Lang) -> &'static str {
    match part {
        0 => page(PageWord::State, lang),
        1 => heading(Heading::Deadlines, lang),
        2 => heading(Heading::Duties, lang),
        3 => heading(Heading::Awaited, lang),
        4 => heading(Heading::Next, lang),
        _ => next(Next::Coming, lang),
    }
}

/// The cards of all machines.
pub fn cards(report: &Report, replay: &Replay, history: &History, steps: &Steps, case: usize, lang: Lang) -> Markup {
    let mut cards: Vec<Card> = replay.machines.iter().map(|_| Card::new()).collect();
    for (step, standing) in steps.standings(history) {
        let then = replay_at(replay, standing);
        let report = report.of(&then);
        for (machine, card) in cards.iter_mut().enumerate() {
            for (part, mut entry) in lines(&report, &then, machine, lang) {
                // What a rule rests on stands in the lists below; of what may be done it stands nowhere else.
                match part {
                    4 => {}
                    5 => entry.details.clear(),
                    _ => entry.details.retain(|line| !rich::is_labelled(line, heading(Heading::Law, lang), lang)),
                }
                let markup = rich::entry(&entry, case).into_string();
                match card.iter_mut().find(|line| line.part == part && line.markup == markup) {
                    Some(known) => known.steps.push(step),
                    None => card.push(Line { part, markup, steps: vec![step] }),
                }
            }
        }
    }
    let view = View { replay, lang };
    let mut alike: Vec<(Vec<usize>, &Card)> = Vec::new();
    for (machine, card) in cards.iter().enumerate() {
        let same = |other: &Card| {
            other.len() == card.len()
                && other.iter().zip(card).all(|(a, b)| (a.part, &a.markup, &a.steps) == (b.part, &b.markup, &b.steps))
        };
        match alike.iter_mut().find(|(_, other)| same(other)) {
            Some((machines, _)) => machines.push(machine),
            None => alike.push((vec![machine], card)),
        }
    }
    let last = steps.len().saturating_sub(1);
    html! {
        div.cards {
            @for (machines, card) in &alike {
                @let names: Vec<&str> = machines.iter().map(|machine| view.machine(*machine)).collect();
                section.card {
                    h3 { (names.join(", ")) }
                    @for part in 0..PARTS {
                        @let own: Vec<&Line> = card.iter().filter(|line| line.part == part).collect();
                        @let at: Vec<usize> = own.iter().flat_map(|line| line.steps.iter().copied()).collect();
                        @if !own.is_empty() {
                            div data-on=(ranges(at.clone())) hidden[!at.contains(&last)] {
                                h4 { (title(part, lang)) }
                                ul {
                                    @for line in own {
                                        li data-on=(ranges(line.steps.clone())) hidden[!line.steps.contains(&last)] {
                                            (maud::PreEscaped(&line.markup))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The lines of a machine at a step: its state, what runs, what is owed, what may come.
fn lines(report: &Report, then: &Replay, machine: usize, lang: Lang) -> Vec<(usize, Entry)> {
    let view = View { replay: then, lang };
    let Some(own) = then.machines.get(machine) else { return Vec::new() };
    let procedure = view.edition(machine, own.edition);
    let mut all: Vec<(usize, Entry)> = vec![(0, report.state(machine, own, procedure))];
    let running = |kept: &Kept| matches!(kept, Kept::Running | Kept::Suspended | Kept::Unknown);
    for deadline in own.deadlines.iter().filter(|deadline| deadline.kept.iter().any(running)) {
        all.push((1, report.deadline(machine, deadline, view.edition(machine, deadline.edition))));
    }
    for duty in own.duties.iter().filter(|duty| duty.open || duty.status.contains(&DutyStatus::Breached)) {
        all.push((2, report.duty(machine, duty, procedure)));
    }
    all.extend(own.awaited.iter().map(|awaited| (3, report.await_one(machine, awaited, procedure))));
    all.extend(own.next.iter().map(|permission| (4, report.permission(machine, permission, procedure))));
    all.extend(report.coming_of(machine).into_iter().map(|entry| (5, entry)));
    all
}

/// Steps as runs: "0-3 7".
fn ranges(mut steps: Vec<usize>) -> String {
    steps.sort_unstable();
    steps.dedup();
    let runs = steps.chunk_by(|a, b| a + 1 == *b);
    let texts = runs.filter_map(|run| match run {
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
        [] => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}
