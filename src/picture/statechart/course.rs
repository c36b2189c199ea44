//! The course of a case through a procedure.

use crate::calendar::Day;
use crate::ids::{StateId, TransitionId};
use crate::procedure::{Procedure, Transition, Trigger};
use crate::replay::{Fit, Happening, Replay};
use crate::report::words::{self, quoted};
use crate::scenario::{MachineIx, What};
use crate::text::Lang;

/// A step of a course: an act that moved the case or left it, or a deadline that ran out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Which step it is, from 1.
    pub number: usize,
    /// Whether it is certain: of all possible cases, and documented.
    pub certain: bool,
    /// The state before.
    pub from: StateId,
    /// The state after.
    pub to: StateId,
    /// The transition taken; none where the state was only observed.
    pub transition: Option<TransitionId>,
    /// What happened, in a line.
    pub says: String,
}

impl Step {
    /// How it is marked in the picture: its number, with a question mark if it is not certain.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("{}{}", self.number, if self.certain { "" } else { "?" })
    }
}

/// The course of a case, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course {
    /// Whose course it is.
    pub title: String,
    /// The day on which it is looked at.
    pub day: Day,
    /// What happened, in the order of time.
    pub steps: Vec<Step>,
    /// The states in which the case may be that day.
    pub states: Vec<StateId>,
}

/// The edition that shows the course of a machine best: that of its last act that took effect, else the one under
/// which it stands.
#[must_use]
pub fn edition(replay: &Replay<'_>, machine: MachineIx) -> usize {
    let own = |event: usize| replay.scenario.events.get(event).is_some_and(|event| event.machine == machine);
    let done = replay.events.iter().rev().filter(|judged| own(judged.event)).flat_map(|judged| &judged.possible);
    let last = done.filter(|possible| possible.outcome.took_effect).find_map(|possible| possible.edition);
    last.or(replay.machines.get(machine).map(|report| report.edition)).unwrap_or(0)
}

/// The course of a machine in a replay, in the ids of the edition that is drawn. What happened under other editions is
/// told by the names that both have in common.
#[must_use]
pub fn course(replay: &Replay<'_>, machine: MachineIx, drawn: &Procedure, lang: Lang) -> Course {
    let scenario = &replay.scenario;
    let editions = scenario.editions(machine);
    let mut found: Vec<(i64, u8, Vec<Step>)> = Vec::new();
    let mut reached = i64::MIN;
    for judged in &replay.events {
        let Some(event) = scenario.events.get(judged.event).filter(|event| event.machine == machine) else { continue };
        let when = words::any_of(&judged.dates, lang);
        // The order of the file is that of the facts.
        let first = judged.dates.iter().map(|at| i64::from(at.day.number()) * 1440 + i64::from(at.earliest().number()));
        reached = first.min().map_or(reached, |first| first.max(reached));
        let mut steps = Vec::new();
        match event.what {
            What::Act { .. } => {
                for possible in judged.possible.iter().filter(|possible| possible.outcome.took_effect) {
                    let (outcome, own) = (possible.outcome, editions.get(possible.ids));
                    let label = outcome.transition.map_or("", |id| cause(own, own.transition(id), lang));
                    let verdict = judged.verdict.map_or("", |verdict| words::verdict(verdict, lang));
                    let says = format!("{when}{} {} ({verdict})", colon(lang), quoted(label, lang));
                    steps.extend(moved(own, drawn, outcome.from, outcome.to, outcome.transition, says));
                }
            }
            What::Is { .. } => {
                for (edition, fit) in &judged.fits {
                    let Fit::Undocumented { from, by, .. } = fit else { continue };
                    let own = editions.get(*edition);
                    let mut at = *from;
                    for id in by {
                        let transition = own.transition(*id);
                        let to = transition.to.unwrap_or(at);
                        let observed = quoted(own.state(to).label.get(lang), lang);
                        let label = quoted(cause(own, transition, lang), lang);
                        let says = match lang {
                            Lang::En => format!("{when}: {observed}, presumably by {label}; not documented"),
                            Lang::Fr => format!("{when} : {observed}, sans doute par {label} ; non documenté"),
                        };
                        steps.extend(moved(own, drawn, at, to, Some(*id), says).map(|s| Step { certain: false, ..s }));
                        at = to;
                    }
                }
            }
        }
        steps.dedup_by(|a, b| (a.from, a.to, a.transition) == (b.from, b.to, b.transition));
        let documented = matches!(event.what, What::Act { .. });
        let certain = documented && judged.possible.iter().all(|possible| possible.outcome.took_effect);
        let alone = steps.windows(2).all(|pair| matches!(pair, [a, b] if (a.to, a.transition) == (b.to, b.transition)));
        steps.iter_mut().for_each(|step| step.certain = certain && alone);
        found.push((reached, 1, steps));
    }
    for passed in replay.passed.iter().filter(|passed| passed.machine == machine) {
        let Happening::Expired { deadline, from, to, transition: Some(transition) } = passed.what else { continue };
        let own = editions.get(passed.edition);
        let label = quoted(own.deadline(deadline).label.get(lang), lang);
        let lasts = words::ends(&passed.lasts, lang);
        let says = match lang {
            Lang::En => format!("{label} ran out (last day: {lasts})"),
            Lang::Fr => format!("expiration de {label} (dernier jour : {lasts})"),
        };
        let at = passed.lasts.iter().map(|end| end.last_minute().earliest).min().unwrap_or(i64::MIN);
        let step = moved(own, drawn, from, to, Some(transition), says);
        found.push((at, 0, step.map(|step| Step { certain: passed.certain, ..step }).into_iter().collect()));
    }
    found.sort_by_key(|(at, rank, _)| (*at, *rank));
    let mut steps = Vec::new();
    let mut number = 0;
    for (_, _, happened) in found {
        number += usize::from(!happened.is_empty());
        steps.extend(happened.into_iter().map(|step| Step { number, ..step }));
    }
    let mut states: Vec<StateId> = Vec::new();
    let mut title = String::new();
    if let (Some(report), Some(machine)) = (replay.machines.get(machine), scenario.machines.get(machine)) {
        let own = editions.get(report.edition);
        states.extend(report.states.iter().filter_map(|state| drawn.state_named(&own.state(*state).name)));
        let day = words::day(replay.as_of, lang);
        title = match lang {
            Lang::En => format!("The course of {}, as of {day}", quoted(machine.label.get(lang), lang)),
            Lang::Fr => format!("Le parcours de {}, au {day}", quoted(machine.label.get(lang), lang)),
        };
    }
    states.dedup();
    Course { title, day: replay.as_of, steps, states }
}

fn colon(lang: Lang) -> &'static str {
    words::say(lang, ":", " :")
}

/// The act or the deadline of a transition, for people.
fn cause<'p>(procedure: &'p Procedure, transition: &Transition, lang: Lang) -> &'p str {
    match transition.trigger {
        Trigger::Act(act) => procedure.act(act).label.get(lang),
        Trigger::Over(deadline) => procedure.deadline(deadline).label.get(lang),
    }
}

/// A step of one edition in the ids of another.
fn moved(
    own: &Procedure,
    drawn: &Procedure,
    from: StateId,
    to: StateId,
    transition: Option<TransitionId>,
    says: String,
) -> Option<Step> {
    let state = |id: StateId| drawn.state_named(&own.state(id).name);
    let (from, to) = (state(from)?, state(to)?);
    let same = transition.and_then(|id| {
        let theirs = own.transition(id);
        if own.edition() == drawn.edition() {
            return Some(id);
        }
        let trigger = match theirs.trigger {
            Trigger::Act(act) => Trigger::Act(drawn.act_named(&own.act(act).name)?),
            Trigger::Over(deadline) => Trigger::Over(drawn.deadline_named(&own.deadline(deadline).name)?),
        };
        let leads = |t: &Transition| t.trigger == trigger && t.from.contains(from) && t.to.unwrap_or(from) == to;
        drawn.transitions().find(|(_, transition)| leads(transition)).map(|(id, _)| id)
    });
    Some(Step { number: 0, certain: true, from, to, transition: same, says })
}
