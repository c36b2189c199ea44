//! What a case may become, whatever its dates: the engine on a skeleton, under every supposition that matters.

use crate::engine::Occurrence;
use crate::engine::{Case, ClockState, NoTrace, Outcome, Scope, Verdict, Views, branches, evaluate, expire};
use crate::ids::{DeadlineId, PropertyId, TransitionId};
use crate::value::Value;

use super::details::Way;
use super::skeleton::{Skeleton, Supposable, placeholder};

/// What was supposed of atoms, in the order in which it was asked.
pub(super) type Supposed = Vec<(usize, bool)>;

/// A case after a lawful act, or after a deadline that ran out.
pub(super) struct After {
    pub case: Case,
    pub supposed: Supposed,
    pub transition: Option<TransitionId>,
}

/// Everything that an act may lawfully lead to.
pub(super) fn acts(skeleton: &Skeleton, case: &Case, way: &Way, views: Views) -> Vec<After> {
    let mut found = Vec::new();
    let mut case = case.clone();
    act_under(skeleton, &mut case, way, views, &mut Vec::new(), &mut found);
    found
}

/// Whether an act may be lawful in some way, as far as can be told before its details are.
pub(super) fn may_be_lawful(skeleton: &Skeleton, case: &Case, way: &Way, views: Views) -> bool {
    let details = vec![Value::Unknown; way.details.len()];
    let act = Occurrence { act: way.act, on: placeholder(), by: None, details: &details };
    branches(&skeleton.procedure, case, &act, views).iter().any(|(_, outcome)| outcome.verdict != Verdict::Illegal)
}

fn act_under(
    skeleton: &Skeleton,
    case: &mut Case,
    way: &Way,
    views: Views,
    supposed: &mut Supposed,
    found: &mut Vec<After>,
) {
    let occurrence = Occurrence { act: way.act, on: placeholder(), by: way.by, details: &way.details };
    let courses = branches(&skeleton.procedure, case, &occurrence, views);
    let open = courses.iter().find_map(|(_, outcome)| undecided(skeleton, case, way, outcome, supposed));
    if let Some((atom, may)) = open {
        for truth in may {
            with(skeleton, case, atom, *truth, supposed, &mut |case, supposed| {
                act_under(skeleton, case, way, views, supposed, found);
            });
        }
        return;
    }
    for (mut after, outcome) in courses {
        if outcome.took_effect && outcome.verdict <= Verdict::Irregular {
            skeleton.normal(&mut after);
            found.push(After { case: after, supposed: supposed.clone(), transition: outcome.transition });
        }
    }
}

/// Supposes something for a while.
fn with(
    skeleton: &Skeleton,
    case: &mut Case,
    atom: usize,
    truth: bool,
    supposed: &mut Supposed,
    then: &mut dyn FnMut(&mut Case, &mut Supposed),
) {
    let Some(slot) = skeleton.atoms.get(atom).map(|atom| atom.slot) else { return };
    case.suppose_slot(slot, Value::Boolean(truth));
    supposed.push((atom, truth));
    then(case, supposed);
    supposed.pop();
    case.suppose_slot(slot, Value::Unknown);
}

/// An atom that an outcome still depends on, with what it may be.
fn undecided(
    skeleton: &Skeleton,
    case: &Case,
    way: &Way,
    outcome: &Outcome,
    supposed: &Supposed,
) -> Option<(usize, &'static [bool])> {
    let transition = outcome.transition?;
    let judged = outcome.verdict == Verdict::Undetermined || guard_is_open(skeleton, case, transition);
    let asked = if judged { skeleton.asked(transition) } else { &[] };
    let written = if outcome.verdict == Verdict::Illegal { &[] } else { skeleton.written(transition) };
    first_open(skeleton, case, asked.iter().chain(written), (Some(transition), Some(way)), supposed)
}

fn first_open<'i>(
    skeleton: &Skeleton,
    case: &Case,
    mut atoms: impl Iterator<Item = &'i usize>,
    (transition, way): (Option<TransitionId>, Option<&Way>),
    supposed: &Supposed,
) -> Option<(usize, &'static [bool])> {
    atoms.find_map(|atom| {
        if supposed.iter().any(|(known, _)| known == atom) {
            return None;
        }
        match skeleton.supposable(*atom, case, transition, way) {
            Supposable::Either => Some((*atom, &[true, false][..])),
            Supposable::Only(true) => Some((*atom, &[true][..])),
            Supposable::Only(false) => Some((*atom, &[false][..])),
            Supposable::Never => None,
        }
    })
}

fn guard_is_open(skeleton: &Skeleton, case: &Case, transition: TransitionId) -> bool {
    let Some(guard) = skeleton.procedure.transition(transition).guard else { return false };
    truth(skeleton, case, guard).is_none()
}

fn truth(skeleton: &Skeleton, case: &Case, condition: crate::condition::ExprId) -> Option<bool> {
    let scope = Scope { procedure: &skeleton.procedure, case, on: None, act: None, views: &[], starting: &[] };
    evaluate(&scope, condition, &mut NoTrace).truth()
}

/// Deadlines whose end may move a case.
pub(super) fn running(skeleton: &Skeleton, case: &Case) -> Vec<DeadlineId> {
    let runs = |id: &DeadlineId| case.clock(*id).state == ClockState::Running;
    skeleton.procedure.expiring.iter().copied().filter(runs).collect()
}

/// Everything that the end of a deadline may lead to.
pub(super) fn ends(skeleton: &Skeleton, case: &Case, deadline: DeadlineId) -> Vec<After> {
    let mut found = Vec::new();
    let mut case = case.clone();
    end_under(skeleton, &mut case, deadline, &mut Vec::new(), &mut found);
    found
}

fn end_under(
    skeleton: &Skeleton,
    case: &mut Case,
    deadline: DeadlineId,
    supposed: &mut Supposed,
    found: &mut Vec<After>,
) {
    let candidates = skeleton.procedure.deadline(deadline).expiry.iter();
    let here: Vec<TransitionId> =
        candidates.copied().filter(|t| skeleton.procedure.transition(*t).from.contains(case.state())).collect();
    let open = here.iter().find_map(|t| {
        let atoms = skeleton.asked(*t).iter().chain(skeleton.written(*t));
        first_open(skeleton, case, atoms, (Some(*t), None), supposed)
    });
    if let Some((atom, may)) = open {
        for truth in may {
            with(skeleton, case, atom, *truth, supposed, &mut |case, supposed| {
                end_under(skeleton, case, deadline, supposed, found);
            });
        }
        return;
    }
    let mut after = case.clone();
    let mut taken = None;
    let told = expire(&skeleton.procedure, &mut after, deadline, &mut |passage| {
        if let crate::engine::Passage::Expired { transition, .. } = passage {
            taken = transition;
        }
    });
    if told {
        skeleton.normal(&mut after);
        found.push(After { case: after, supposed: supposed.clone(), transition: taken });
    }
}

/// Whether a property's condition may come out so in a case, whatever is seen of other machines.
pub(super) fn may_come_out(skeleton: &Skeleton, case: &Case, property: PropertyId, wanted: bool) -> bool {
    let condition = skeleton.procedure.property(property).form.condition();
    let scope = Scope { procedure: &skeleton.procedure, case, on: None, act: None, views: &[], starting: &[] };
    evaluate(&scope, condition, &mut NoTrace).truth() != Some(!wanted)
}

/// Whether what a case waits for has come, or may have, whatever its dates: it is not told to be missing any more. What
/// is seen of other machines is not looked at.
pub(super) fn has_come(skeleton: &Skeleton, case: &Case) -> bool {
    let Some(known) = skeleton.waiting.filter(|_| skeleton.waits(case)) else { return false };
    !skeleton.original.property(known.written).reads.watched
        && outcomes(skeleton, case, known.written, false, &[]).is_empty()
}

/// Every supposition under which a property's condition comes out so in a case.
pub(super) fn outcomes(
    skeleton: &Skeleton,
    case: &Case,
    property: PropertyId,
    wanted: bool,
    views: Views,
) -> Vec<Supposed> {
    let mut found = Vec::new();
    let mut case = case.clone();
    outcomes_under(skeleton, &mut case, (property, wanted), views, &mut Vec::new(), &mut found);
    found
}

fn outcomes_under(
    skeleton: &Skeleton,
    case: &mut Case,
    (property, wanted): (PropertyId, bool),
    views: Views,
    supposed: &mut Supposed,
    found: &mut Vec<Supposed>,
) {
    let condition = skeleton.procedure.property(property).form.condition();
    let scope = Scope { procedure: &skeleton.procedure, case, on: None, act: None, views, starting: &[] };
    match evaluate(&scope, condition, &mut NoTrace).truth() {
        Some(holds) if holds == wanted => found.push(supposed.clone()),
        Some(_) => {}
        None => {
            let atoms = skeleton.of_property(property).iter();
            if let Some((atom, may)) = first_open(skeleton, case, atoms, (None, None), supposed) {
                for truth in may {
                    with(skeleton, case, atom, *truth, supposed, &mut |case, supposed| {
                        outcomes_under(skeleton, case, (property, wanted), views, supposed, found);
                    });
                }
            }
        }
    }
}
