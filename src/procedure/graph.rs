//! What the shape of a machine shows: ambiguous transitions, states without way in or out, deadlines that never start.

use super::model::{ClockChange, DutyDue, Procedure, Transition, Trigger};
use crate::calendar::Day;
use crate::condition::Expr;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{DeadlineId, StateId, StateSet, TransitionId};
use crate::syntax::procedure::ProcedureFile;
use crate::value::Value;

/// Reports what is wrong with a machine's shape. Names are taken from the file, whose order the machine keeps.
pub(super) fn check(procedure: &Procedure, file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    ambiguous(procedure, diagnostics);
    idle_acts(procedure, file, diagnostics);
    states(procedure, file, diagnostics);
    deadlines(procedure, file, diagnostics);
    ties(procedure, file, diagnostics);
    circles(procedure, diagnostics);
}

/// Two transitions of one act from one state, the first of which always wins.
fn ambiguous(procedure: &Procedure, diagnostics: &mut Diagnostics) {
    let same_trigger = |a: &Transition, b: &Transition| a.trigger == b.trigger;
    for (index, (_, later)) in procedure.transitions().enumerate() {
        let shadow = procedure.transitions().take(index).find(|(_, earlier)| {
            let overlap = later.from.intersects(earlier.from);
            same_trigger(earlier, later) && earlier.guard.is_none() && overlap
        });
        let Some((_, earlier)) = shadow else { continue };
        let state =
            later.from.iter().find(|s| earlier.from.contains(*s)).map_or("", |s| procedure.state(s).name.as_str());
        let what = match later.trigger {
            Trigger::Act(act) => format!("the act `{}`", procedure.act(act).name),
            Trigger::Over(deadline) => format!("the end of `{}`", procedure.deadline(deadline).name),
        };
        diagnostics.push(
            Diagnostic::new(Code::E202, format!("two transitions can take {what} from `{state}`"))
                .at(later.span, "never reached: the first one always applies")
                .also(earlier.span, "applies whatever the case")
                .help("add `if:` to the first one, so that it is clear which one the law means"),
        );
    }
}

fn idle_acts(procedure: &Procedure, file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    for ((id, act), (name, _)) in procedure.acts().zip(&file.acts) {
        if !procedure.transitions().any(|(_, t)| t.trigger == Trigger::Act(id)) {
            diagnostics.push(
                Diagnostic::new(Code::E205, format!("the act `{}` has no transition", act.name))
                    .at(name.span, "it would be refused everywhere"),
            );
        }
    }
}

fn states(procedure: &Procedure, file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    let reachable = procedure.reachable(procedure.initial());
    for ((id, state), (name, _)) in procedure.states().zip(&file.states) {
        if !reachable.contains(id) {
            diagnostics.push(
                Diagnostic::new(Code::E206, format!("the state `{}` cannot be reached", state.name))
                    .at(name.span, "no transition leads here from the initial state"),
            );
        }
        let way_out = procedure.transitions().any(|(_, t)| t.from.contains(id) && t.to.is_some_and(|to| to != id));
        if !state.is_final && !way_out {
            diagnostics.push(
                Diagnostic::new(
                    Code::E203,
                    format!("no transition leaves the state `{}`, and it is not final", state.name),
                )
                .at(name.span, "a case would stay here for ever")
                .help("mark it `final: true`, or add a transition"),
            );
        }
    }
}

fn deadlines(procedure: &Procedure, file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    for ((id, deadline), (name, _)) in procedure.deadlines().zip(&file.deadlines) {
        let started = procedure.transitions().any(|(_, t)| {
            t.clocks.iter().any(|(change, d)| *d == id && matches!(change, ClockChange::Start | ClockChange::Restart))
        });
        if !started {
            diagnostics.push(
                Diagnostic::new(Code::E207, format!("the deadline `{}` is never started", deadline.name))
                    .at(name.span, "no transition has it under `starts`"),
            );
        }
        for (_, transition) in procedure.transitions() {
            let restarts = transition.clocks.iter().any(|(change, d)| *d == id && *change == ClockChange::Start);
            let alive = deadline.alive.unwrap_or_default();
            let stays = |s: StateId| alive.contains(s) && alive.contains(transition.to.unwrap_or(s));
            if restarts && transition.from.iter().any(stays) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::E202,
                        format!("`{}` may be running when this transition starts it", deadline.name),
                    )
                    .at(transition.span, "")
                    .also(name.span, "it lives on in these states")
                    .help("say `restarts:` or `extends:`"),
                );
            }
        }
    }
}

/// Deadlines of the same state that end in different states and may end on the same day.
fn ties(procedure: &Procedure, file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    let expiries: Vec<(TransitionId, &Transition)> =
        procedure.transitions().filter(|(_, t)| matches!(t.trigger, Trigger::Over(_))).collect();
    for (index, (_, later)) in expiries.iter().enumerate() {
        for (_, earlier) in expiries.iter().take(index) {
            let (Trigger::Over(a), Trigger::Over(b)) = (earlier.trigger, later.trigger) else { continue };
            let overlap = later.from.intersects(earlier.from);
            // The deadline that is declared first ends first, wherever their transitions stand.
            let (a, b, first) = if a <= b { (a, b, earlier) } else { (b, a, later) };
            if a == b || earlier.to == later.to || !overlap || first.guard.is_some() {
                continue;
            }
            let place = |d: DeadlineId| file.deadlines.get(d.index()).map_or(later.span, |(n, _)| n.span);
            diagnostics.push(
                Diagnostic::new(
                    Code::E209,
                    format!(
                        "`{}` and `{}` may end on the same day",
                        procedure.deadline(a).name,
                        procedure.deadline(b).name
                    ),
                )
                .at(place(b), "ends second, being declared second")
                .also(place(a), "ends first")
                .help("if the law says otherwise, give the transition of one of them an `if`"),
            );
        }
    }
}

/// The end of a deadline in a state.
type EndIn<'p> = (TransitionId, &'p Transition, StateId);

/// Deadlines whose ends start one another anew, none of them counted from its own day: no time might pass between one
/// end and the next, for ever.
fn circles(procedure: &Procedure, diagnostics: &mut Diagnostics) {
    let expiries = procedure.transitions().filter(|(_, t)| matches!(t.trigger, Trigger::Over(_)));
    let ends: Vec<EndIn> = expiries.flat_map(|(id, t)| t.from.iter().map(move |state| (id, t, state))).collect();
    let from_its_day = |id: DeadlineId| {
        procedure.deadline(id).term(None).is_some_and(|term| {
            let mut own = true;
            procedure.exprs().walk(term.counted_from, &mut |_, expr| {
                own &= matches!(expr, Expr::ActOn | Expr::Literal(_) | Expr::Counted { .. });
            });
            own
        })
    };
    let follows = |(_, from, state): &EndIn, (_, then, next): &EndIn| {
        let Trigger::Over(id) = then.trigger else { return false };
        let starts = |(change, known): &(ClockChange, DeadlineId)| {
            *known == id && matches!(change, ClockChange::Start | ClockChange::Restart)
        };
        from.to.unwrap_or(*state) == *next
            && procedure.deadline(id).alive.is_none_or(|alive| alive.contains(*next))
            && from.clocks.iter().any(starts)
            && !from_its_day(id)
    };
    let mut told: Vec<TransitionId> = Vec::new();
    for first in &ends {
        // Everything that may follow at once.
        let mut known: Vec<&EndIn> = vec![first];
        let mut at = 0;
        let mut closes = None;
        while let Some(here) = known.get(at).copied() {
            closes = closes.or(follows(here, first).then_some(here));
            let next = ends.iter().filter(|then| follows(here, then));
            let new: Vec<_> = next.filter(|then| !known.iter().any(|k| (k.0, k.2) == (then.0, then.2))).collect();
            known.extend(new);
            at += 1;
        }
        // A circle is told of once, where it first stands.
        if let (Some(last), Trigger::Over(id)) = (closes, first.1.trigger)
            && !told.contains(&first.0)
        {
            told.extend(known.iter().map(|(id, ..)| *id));
            let name = &procedure.deadline(id).name;
            let mut found =
                Diagnostic::new(Code::E211, format!("`{name}` may run out again as soon as it has run out"));
            found = found.at(first.1.span, "when it has run out, it starts anew, and may be over already");
            if last.0 != first.0 {
                found = found.also(last.1.span, "starts it again");
            }
            diagnostics
                .push(found.help("count it from `act.on`, the day on which it runs out, or do not start it again"));
        }
    }
}

/// A course through the machine's transitions, whatever their conditions.
pub type Path = Vec<TransitionId>;

impl Procedure {
    /// The states that can be reached from one, itself included, if no condition stood in the way.
    #[must_use]
    pub fn reachable(&self, from: StateId) -> StateSet {
        let mut found = StateSet::from_iter([from]);
        loop {
            let before = found;
            for transition in &self.transitions {
                if let Some(to) = transition.to
                    && transition.from.intersects(found)
                {
                    found.insert(to);
                }
            }
            if found == before {
                return found;
            }
        }
    }

    /// The shortest course between two states that may be over by a day, if no condition stood in the way; the first in
    /// file order among equals. Acts take no time; a deadline takes what `runs_to` says of one that runs, else at least
    /// its shortest length. So a course that is found may still be impossible; where none is found, none is possible.
    #[must_use]
    pub fn course(
        &self,
        from: StateId,
        to: StateId,
        (start, end): (Day, Day),
        runs_to: &dyn Fn(DeadlineId) -> Option<Day>,
    ) -> Option<Path> {
        // For each state, the earliest arrival by courses of as many steps as there were rounds, and the course.
        let mut best: Vec<Option<(Day, Path)>> = vec![None; self.states.len()];
        *best.get_mut(from.index())? = Some((start, Vec::new()));
        for _ in 0..=self.states.len() {
            if let Some((_, path)) = best.get(to.index())?.as_ref().filter(|(day, _)| *day <= end) {
                return Some(path.clone());
            }
            let before = best.clone();
            for (id, transition) in self.transitions() {
                for state in transition.from.iter() {
                    let Some((day, path)) = before.get(state.index()).and_then(Option::as_ref) else { continue };
                    let arrival = match transition.trigger {
                        Trigger::Act(_) => *day,
                        Trigger::Over(deadline) => match runs_to(deadline) {
                            Some(last) => (*day).max(last.next()),
                            None => day.plus(self.shortest_length(deadline)).unwrap_or(Day::MAX),
                        },
                    };
                    let target = transition.to.unwrap_or(state);
                    if let Some(place) = best.get_mut(target.index())
                        && place.as_ref().is_none_or(|(known, _)| arrival < *known)
                    {
                        *place = Some((arrival, path.iter().copied().chain([id]).collect()));
                    }
                }
            }
        }
        None
    }

    /// The fewest days that a deadline can take.
    fn shortest_length(&self, id: DeadlineId) -> i32 {
        let lengths =
            self.deadline(id).terms.iter().flat_map(|(act, term)| term.lasts.iter().map(move |l| (*act, l.1)));
        let shortest = lengths.map(|(act, length)| match self.exprs.get(length) {
            Expr::Literal(value) => days_of(*value),
            Expr::ActDetail(detail) => {
                let field = act.and_then(|act| self.act(act).details.get(detail.index()));
                field.and_then(|field| field.between).map_or(0, |(low, _)| days_of(low))
            }
            _ => 0,
        });
        shortest.min().unwrap_or(0)
    }

    /// The states from which one can be reached, itself included, if no condition stood in the way.
    #[must_use]
    pub fn reaching(&self, to: StateId) -> StateSet {
        let mut found = StateSet::from_iter([to]);
        loop {
            let before = found;
            for transition in &self.transitions {
                if transition.to.is_some_and(|target| found.contains(target)) {
                    found = found.union(transition.from);
                }
            }
            if found == before {
                return found;
            }
        }
    }

    /// The transitions that some course from one state to another takes.
    pub fn between(&self, from: StateId, to: StateId) -> impl Iterator<Item = (TransitionId, &Transition)> {
        let on_the_way = StateSet::intersection(self.reachable(from), self.reaching(to));
        self.transitions().filter(move |(_, t)| {
            t.from.intersects(on_the_way) && t.to.is_none_or(|target| on_the_way.contains(target))
        })
    }

    /// The deadline that a duty falls due with, if it does.
    #[must_use]
    pub fn duty_deadline(&self, id: crate::ids::DutyId) -> Option<DeadlineId> {
        match self.duty(id).due {
            DutyDue::Deadline(deadline) => Some(deadline),
            _ => None,
        }
    }
}

/// The fewest days that a length can have: a month has 28 at least.
fn days_of(length: Value) -> i32 {
    match length {
        Value::Period(p) => {
            i32::from(p.years) * 365
                + i32::from(p.months) * 28
                + i32::from(p.weeks) * 7
                + i32::from(p.days)
                + i32::from(p.working_days)
        }
        Value::Duration(d) => i32::try_from(d.minutes / 1440).unwrap_or(i32::MAX),
        _ => 0,
    }
}
