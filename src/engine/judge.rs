//! Judging one act: which transition it selects, which conditions it meets, and what follows.

use smallvec::SmallVec;

use super::advance;
use super::apply::{apply, starting};
use super::case::{Case, Changed, Occurrence, Views};
use super::eval::{NoTrace, Scope, evaluate, truth};
use crate::condition::ExprId;
use crate::ids::{ActId, DeadlineId, StateId, TransitionId};
use crate::procedure::{Effect, Level, Procedure};
use crate::value::Value;

/// What is said of an act. Ordered from good to bad; `Undetermined` last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// Every rule is kept.
    Legal,
    /// A recommended rule is not kept.
    Irregular,
    /// A required rule is not kept.
    Illegal,
    /// What is known does not decide it.
    Undetermined,
}

/// Why an act is not lawful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Refusal {
    /// The procedure knows no such act from this state.
    NoSuchAct,
    /// The act was possible in the state that this deadline's end has left.
    TooLate(DeadlineId),
    /// A waiting period has not passed.
    TooEarly,
    /// The act is somebody else's.
    WrongRole,
    /// A condition is not met.
    ConditionFailed,
    /// The case has ended.
    CaseClosed,
    /// A value that the judgement needs is not known.
    CannotBeJudged,
}

impl Verdict {
    /// The word used in files and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::Irregular => "irregular",
            Self::Illegal => "illegal",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Refusal {
    /// The word used in files and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoSuchAct => "no_such_act",
            Self::TooLate(_) => "too_late",
            Self::TooEarly => "too_early",
            Self::WrongRole => "wrong_role",
            Self::ConditionFailed => "condition_failed",
            Self::CaseClosed => "case_closed",
            Self::CannotBeJudged => "cannot_be_judged",
        }
    }
}

/// Some of a transition's checks, by their index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct CheckSet(u64);

impl CheckSet {
    fn insert(&mut self, index: usize) {
        self.0 |= 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)).unwrap_or(0);
    }

    /// Whether a check is among them.
    #[must_use]
    pub fn contains(self, index: usize) -> bool {
        u32::try_from(index).ok().and_then(|i| self.0.checked_shr(i)).unwrap_or(0) & 1 == 1
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// As the bits of a word: bit `n` stands for check `n`.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Their indices, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |i| self.contains(*i))
    }
}

/// How the checks of a selected transition came out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Assessment {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not lawful.
    pub refusal: Option<Refusal>,
    /// Checks that failed.
    pub failed: CheckSet,
    /// Checks that could not be judged.
    pub unjudged: CheckSet,
    /// Whether the act takes effect; nothing if that depends on what is not known.
    pub takes_effect: Option<bool>,
}

impl Assessment {
    const LAWFUL: Self = Self {
        verdict: Verdict::Legal,
        refusal: None,
        failed: CheckSet(0),
        unjudged: CheckSet(0),
        takes_effect: Some(true),
    };
}

/// What became of an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Outcome {
    /// The state before.
    pub from: StateId,
    /// The state after.
    pub to: StateId,
    /// The transition selected.
    pub transition: Option<TransitionId>,
    /// Whether it was taken.
    pub took_effect: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not lawful.
    pub refusal: Option<Refusal>,
    /// Checks of the transition that failed.
    pub failed: CheckSet,
    /// Checks of the transition that could not be judged.
    pub unjudged: CheckSet,
}

impl Outcome {
    /// The outcome of an act that the edition in force does not know.
    #[must_use]
    pub fn unknown_act(state: StateId) -> Self {
        Self::refused(state, Refusal::NoSuchAct, Verdict::Illegal)
    }

    /// The outcome of an act of which too little is known to judge it.
    #[must_use]
    pub fn cannot_be_judged(state: StateId) -> Self {
        Self::refused(state, Refusal::CannotBeJudged, Verdict::Undetermined)
    }

    /// The outcome of an act that no transition takes: the case stays in its state.
    #[must_use]
    pub(super) fn refused(state: StateId, refusal: Refusal, verdict: Verdict) -> Self {
        Self {
            from: state,
            to: state,
            transition: None,
            took_effect: false,
            verdict,
            refusal: Some(refusal),
            failed: CheckSet::default(),
            unjudged: CheckSet::default(),
        }
    }
}

/// What [`step`] returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stepped {
    /// The act was judged, and the case moved if the act took effect.
    Done(Outcome),
    /// What happens depends on a value that is not known: the case is as it was when that was found. [`branches`]
    /// gives each possible course.
    Doubtful,
}

/// Lets time pass up to the act, judges it, and moves the case if it takes effect.
pub fn step(procedure: &Procedure, case: &mut Case, act: &Occurrence, views: Views) -> Stepped {
    step_where(procedure, case, act, views, |effect, _| effect)
}

/// The same for who follows lawful courses only: an act that is not lawful leaves the case as time has left it, even if
/// it would stand.
pub fn step_if_lawful(procedure: &Procedure, case: &mut Case, act: &Occurrence, views: Views) -> Stepped {
    let lawful = |verdict| matches!(verdict, Verdict::Legal | Verdict::Irregular);
    step_where(procedure, case, act, views, |effect, verdict| effect && lawful(verdict))
}

/// A step in which `moves` says whether an act that takes effect or not, of a verdict, moves the case.
#[inline(always)]
fn step_where(
    procedure: &Procedure,
    case: &mut Case,
    act: &Occurrence,
    views: Views,
    moves: impl Fn(bool, Verdict) -> bool,
) -> Stepped {
    if advance(procedure, case, act.on, &mut |_| {}).is_some() {
        return Stepped::Doubtful;
    }
    let mut scope = Scope::of_act(procedure, case, act, views);
    let transition = match candidates(&scope, act).next() {
        None => return Stepped::Done(no_transition(procedure, case, act)),
        Some((_, None)) => return Stepped::Doubtful,
        Some((transition, Some(()))) => transition,
    };
    let started = starting(&scope, transition);
    scope.starting = &started;
    let checks = Checked::of(&scope, act, transition);
    if checks.lawful() {
        let lawful = &Assessment::LAWFUL;
        return Stepped::Done(conclude(procedure, case, act, views, transition, (lawful, &started), true));
    }
    let assessment = weigh(procedure, act.act, transition, checks);
    let Some(effect) = assessment.takes_effect else { return Stepped::Doubtful };
    let effect = moves(effect, assessment.verdict);
    Stepped::Done(conclude(procedure, case, act, views, transition, (&assessment, &started), effect))
}

/// Every course that an act may take, where values that are not known decide. The case must have been advanced to
/// the act. One course, the same as [`step`]'s, if nothing unknown matters.
#[must_use]
pub fn branches(procedure: &Procedure, case: &Case, act: &Occurrence, views: Views) -> Vec<(Case, Outcome)> {
    let scope = Scope::of_act(procedure, case, act, views);
    let (selected, possible) = select(&scope, act);
    let mut courses = Vec::with_capacity(1);
    for transition in possible.into_iter().chain(selected) {
        let started = starting(&scope, transition);
        let assessment = assess(&scope.with(&started), act, transition);
        let effects: &[bool] = match assessment.takes_effect {
            Some(true) => &[true],
            Some(false) => &[false],
            None => &[true, false],
        };
        for effect in effects {
            let mut case = case.clone();
            let outcome = conclude(procedure, &mut case, act, views, transition, (&assessment, &started), *effect);
            courses.push((case, outcome));
        }
    }
    if selected.is_none() {
        courses.push((case.clone(), no_transition(procedure, case, act)));
    }
    courses
}

/// The verdict on an act, without doing it. The case must have been advanced to the act.
#[must_use]
pub fn judge(procedure: &Procedure, case: &Case, act: &Occurrence, views: Views) -> Verdict {
    let scope = Scope::of_act(procedure, case, act, views);
    let (selected, possible) = select(&scope, act);
    let verdict_by = |id: TransitionId| assess(&scope.with(&starting(&scope, id)), act, id).verdict;
    let verdict = selected.map_or(Verdict::Illegal, verdict_by);
    let others = possible.iter().map(|id| verdict_by(*id));
    others.fold(verdict, |all, one| if all == one { all } else { Verdict::Undetermined })
}

/// Takes the first transition that an act may select, whatever its conditions say, as when no law is at hand to judge
/// it. False if there is none.
pub fn presume(procedure: &Procedure, case: &mut Case, act: &Occurrence, views: Views) -> Option<TransitionId> {
    let scope = Scope::of_act(procedure, case, act, views);
    let (selected, possible) = select(&scope, act);
    let transition = possible.first().copied().or(selected)?;
    let started = starting(&scope, transition);
    apply(procedure, case, transition, act.on, Some(act), views, &started);
    Some(transition)
}

/// The outcomes of the checks of a transition: whether each holds, where that can be told.
#[must_use]
pub fn check_results(
    procedure: &Procedure,
    case: &Case,
    act: &Occurrence,
    views: Views,
    id: TransitionId,
) -> Vec<Option<bool>> {
    let scope = Scope::of_act(procedure, case, act, views);
    let started = starting(&scope, id);
    let scope = scope.with(&started);
    let checks = procedure.transition(id).checks.iter();
    checks.map(|check| truth(&scope, check.condition, &mut NoTrace)).collect()
}

/// The transition that an act selects, and those before it whose `if` cannot be judged.
#[inline]
fn select(scope: &Scope, act: &Occurrence) -> (Option<TransitionId>, SmallVec<[TransitionId; 2]>) {
    let mut possible = SmallVec::new();
    for (id, holds) in candidates(scope, act) {
        match holds {
            Some(()) => return (Some(id), possible),
            None => possible.push(id),
        }
    }
    (None, possible)
}

/// The transitions that an act may take, in file order, without those whose `if` does not hold; nothing stands beside
/// those where that cannot be judged.
#[inline]
fn candidates(scope: &Scope, act: &Occurrence) -> impl Iterator<Item = (TransitionId, Option<()>)> {
    scope.procedure.serving(scope.case.state(), act.act).iter().filter_map(|id| {
        let holds = match scope.procedure.transition(*id).guard {
            None => Some(true),
            Some(guard) => truth(scope, guard, &mut NoTrace),
        };
        match holds {
            Some(true) => Some((*id, Some(()))),
            Some(false) => None,
            None => Some((*id, None)),
        }
    })
}

/// How the role and the checks of a transition came out.
#[derive(Clone, Copy)]
struct Checked {
    right_role: Option<bool>,
    failed: CheckSet,
    unjudged: CheckSet,
}

impl Checked {
    /// In a scope with the deadlines that the transition would start or prolong.
    #[inline]
    fn of(scope: &Scope, act: &Occurrence, id: TransitionId) -> Self {
        let right_role = act.by.map(|by| scope.procedure.act(act.act).by.contains(&by));
        let (mut failed, mut unjudged) = (CheckSet::default(), CheckSet::default());
        for (index, check) in scope.procedure.transition(id).checks.iter().enumerate() {
            match truth(scope, check.condition, &mut NoTrace) {
                Some(true) => {}
                Some(false) => failed.insert(index),
                None => unjudged.insert(index),
            }
        }
        Self { right_role, failed, unjudged }
    }

    /// Whether nothing stands against the act, as is the rule.
    fn lawful(self) -> bool {
        self.right_role == Some(true) && self.failed.is_empty() && self.unjudged.is_empty()
    }
}

/// Judges an act by the role and the checks of a transition.
fn assess(scope: &Scope, act: &Occurrence, id: TransitionId) -> Assessment {
    weigh(scope.procedure, act.act, id, Checked::of(scope, act, id))
}

/// What follows from a role and from checks.
#[inline(never)]
fn weigh(procedure: &Procedure, act: ActId, id: TransitionId, checked: Checked) -> Assessment {
    let Checked { right_role, failed, unjudged } = checked;
    if checked.lawful() {
        return Assessment::LAWFUL;
    }
    let wrong_role = right_role == Some(false);
    let role_voids = procedure.act(act).effect == Effect::Void;
    let (mut illegal, mut irregular) = (wrong_role, false);
    let mut void = wrong_role && role_voids;
    let mut doubtful = right_role.is_none() && role_voids;
    let (mut early, mut unmet) = (false, false);
    for (index, check) in procedure.transition(id).checks.iter().enumerate() {
        let voids = check.effect == Effect::Void && check.level == Level::Required;
        if failed.contains(index) {
            void |= voids;
            illegal |= check.level == Level::Required;
            irregular |= check.level == Level::Recommended;
            early |= check.not_before.is_some();
            unmet |= check.not_before.is_none() && check.level == Level::Required;
        }
        doubtful |= voids && unjudged.contains(index);
    }
    let unknown = right_role.is_none() || !unjudged.is_empty();
    let verdict = match (illegal, unknown, irregular) {
        (true, _, _) => Verdict::Illegal,
        (_, true, _) => Verdict::Undetermined,
        (_, _, true) => Verdict::Irregular,
        _ => Verdict::Legal,
    };
    let refusal = match () {
        () if wrong_role => Some(Refusal::WrongRole),
        () if verdict == Verdict::Undetermined => Some(Refusal::CannotBeJudged),
        () if early && !unmet => Some(Refusal::TooEarly),
        () if !failed.is_empty() => Some(Refusal::ConditionFailed),
        () => None,
    };
    let takes_effect = match (void, doubtful) {
        (true, _) => Some(false),
        (_, true) => None,
        _ => Some(true),
    };
    Assessment { verdict, refusal, failed, unjudged, takes_effect }
}

#[inline]
fn conclude(
    procedure: &Procedure,
    case: &mut Case,
    act: &Occurrence,
    views: Views,
    transition: TransitionId,
    (assessment, started): (&Assessment, &[Changed]),
    takes_effect: bool,
) -> Outcome {
    let from = case.state();
    if takes_effect {
        apply(procedure, case, transition, act.on, Some(act), views, started);
    }
    Outcome {
        from,
        to: case.state(),
        transition: Some(transition),
        took_effect: takes_effect,
        verdict: assessment.verdict,
        refusal: assessment.refusal,
        failed: assessment.failed,
        unjudged: assessment.unjudged,
    }
}

/// The refusal of an act that has no transition from here.
fn no_transition(procedure: &Procedure, case: &Case, act: &Occurrence) -> Outcome {
    let refusal = match case.expired {
        Some((deadline, left)) if !procedure.serving(left, act.act).is_empty() => Refusal::TooLate(deadline),
        _ if procedure.state(case.state()).is_final => Refusal::CaseClosed,
        _ => Refusal::NoSuchAct,
    };
    Outcome::refused(case.state(), refusal, Verdict::Illegal)
}

/// The values that one check of a transition meets, for an explanation: the same evaluation, told step by step.
#[must_use]
pub fn check_values(
    procedure: &Procedure,
    case: &Case,
    act: &Occurrence,
    views: Views,
    id: TransitionId,
    condition: ExprId,
) -> Vec<(ExprId, Value)> {
    let mut met = Vec::new();
    let scope = Scope::of_act(procedure, case, act, views);
    let started = starting(&scope, id);
    let scope = scope.with(&started);
    evaluate(&scope, condition, &mut met);
    met
}
