//! The checked model of a procedure: what the law says, with every name resolved and every type known.
//!
//! Only the checker builds a [`Procedure`]; whoever holds one holds a machine without unknown names, type
//! errors or ambiguous transitions.

use super::property::Property;
use super::shared::{Basis, Level, Occasions, Reads};
use super::unasked::KnownFlaw;
use crate::calendar::{Counting, Day, Length};
use crate::condition::{ExprId, Exprs, History, Vocabulary};
use crate::diagnostic::Span;
use crate::ids::{
    ActId, ArticleId, CountingId, DeadlineId, DetailId, DutyId, RoleId, SlotId, StateId, StateSet, TransitionId,
};
use crate::text::Text;
use crate::value::{Type, Value};

/// How certain it is that an article says what is written of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// The text of the rule was read.
    Verified,
    /// Read in a secondary source or in the press only.
    Secondary,
    /// Inferred or computed.
    Inferred,
    /// Commonly stated, not confirmed.
    Unconfirmed,
    /// Nothing was read.
    NotFound,
}

/// An article of law.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its name in the file.
    pub name: String,
    /// How it is cited.
    pub cite: Text,
    /// How certain its content is.
    pub status: Status,
    /// Where, and for which date, the text was read.
    pub read_in: Option<String>,
    /// What it says, in short.
    pub summary: Text,
    /// The article that is applied instead.
    pub overridden_by: Option<ArticleId>,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Whether its decisions stand until annulled.
    pub authority: bool,
}

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Whether the case ends there.
    pub is_final: bool,
}

/// A group of states.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its members.
    pub states: StateSet,
}

/// A typed field: a detail of an act.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Its type.
    pub ty: Type,
    /// The bounds within which it can be written.
    pub between: Option<(Value, Value)>,
    /// Its value where none is given.
    pub default: Option<Value>,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether a date may lie after the act.
    pub planned: bool,
}

/// A slot of memory.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name, or the history that it holds, as written in conditions.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Its type.
    pub ty: Type,
    /// Its value in a new case.
    pub initially: Value,
    /// The piece of history that it holds, unless it was declared.
    pub history: Option<History>,
}

/// What an unlawful act does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing.
    Void,
    /// What a lawful one does, until it is annulled or withdrawn.
    Stands,
}

/// An act.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Who may do it.
    pub by: Vec<RoleId>,
    /// What it does when it is unlawful.
    pub effect: Effect,
    /// Its details.
    pub details: Vec<Field>,
    /// The slots that remember it.
    pub remembered: Remembered,
    /// Where it stands in the file.
    pub span: Span,
}

/// The slots in which an act that took effect is remembered.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// That it was done.
    pub done: Option<SlotId>,
    /// When it was last done.
    pub on: Option<SlotId>,
    /// Details of the last one.
    pub details: Vec<(DetailId, SlotId)>,
}

/// How a deadline's dates are computed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// The date from which it is counted.
    pub counted_from: ExprId,
    /// Its length: the first choice whose condition holds.
    pub lasts: Vec<(Option<ExprId>, ExprId)>,
}

/// A deadline.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// How its dates are computed, for each act that starts or prolongs it; the first serves any other transition.
    pub terms: Vec<(Option<ActId>, Term)>,
    /// What it rests on.
    pub basis: Basis,
    /// How it is counted.
    pub counting: CountingId,
    /// The states in which it lives; none: it is never stopped by leaving a state.
    pub alive: Option<StateSet>,
    /// The transitions that its end may take, in file order.
    pub expiry: Vec<TransitionId>,
    /// Where it stands in the file.
    pub span: Span,
}

/// What makes a transition happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trigger {
    /// An act.
    Act(ActId),
    /// The end of a deadline.
    Over(DeadlineId),
}

/// What a transition does to a deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockChange {
    /// Starts it.
    Start,
    /// Starts it anew, whether or not it runs.
    Restart,
    /// Prolongs it, counted from its nominal last day.
    Extend,
    /// Stops the clock for a while.
    Suspend,
    /// Lets it run on, later by the days suspended.
    Resume,
    /// Stops it for good.
    Stop,
}

/// A transition.
#[derive(Clone, Debug)]
pub struct Transition {
    /// What makes it happen.
    pub trigger: Trigger,
    /// The states it may leave.
    pub from: StateSet,
    /// The state it reaches; none: the one it left.
    pub to: Option<StateId>,
    /// The condition that selects it.
    pub guard: Option<ExprId>,
    /// What it rests on.
    pub basis: Basis,
    /// What it does to deadlines.
    pub clocks: Vec<(ClockChange, DeadlineId)>,
    /// What it writes to memory.
    pub sets: Vec<(SlotId, ExprId)>,
    /// The conditions that judge it, at most 64.
    pub checks: Vec<Check>,
    /// What its conditions and assignments look at besides the case and the act's details.
    pub reads: Reads,
    /// Where it stands in the file.
    pub span: Span,
}

/// A condition that judges a transition.
#[derive(Clone, Debug)]
pub struct Check {
    /// The condition.
    pub condition: ExprId,
    /// The first day or minute allowed, if this is a waiting period.
    pub not_before: Option<ExprId>,
    /// What it rests on.
    pub basis: Basis,
    /// What the act does when it fails.
    pub effect: Effect,
    /// How strong it is.
    pub level: Level,
    /// What to say when it fails.
    pub otherwise_say: Option<Text>,
    /// Where it stands in the file.
    pub span: Span,
}
/// When a duty falls due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DutyDue {
    /// On no fixed day.
    Open,
    /// With a deadline.
    Deadline(DeadlineId),
    /// On a date settled when it arises.
    On(ExprId),
    /// Again and again: occurrence n is due n times this length after the first trigger.
    Every(Length),
}

/// A duty: owed, not forced.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Who owes it.
    pub owed_by: Vec<RoleId>,
    /// What it rests on.
    pub basis: Basis,
    /// What sets it off.
    pub arises: Occasions,
    /// A condition, judged when it arises.
    pub guard: Option<ExprId>,
    /// When it falls due.
    pub due: DutyDue,
    /// From when on it is no longer owed.
    pub ends: Occasions,
    /// What fulfils it.
    pub discharged_by: Occasions,
    /// How strong it is.
    pub level: Level,
    /// Where it stands in the file.
    pub span: Span,
}

/// A watched machine or list of machines.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The name under which conditions read it.
    pub name: String,
    /// Whether it is a list.
    pub each: bool,
    /// The procedure watched.
    pub procedure: String,
    /// Whether a condition reads its deadlines.
    pub deadlines_read: bool,
}

/// Which date decides the edition that governs an act.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AppliesBy {
    /// The act's own.
    Act,
    /// That of the case's first act: open cases stay under the old text.
    FirstAct,
}

/// One reading of the date that decides the edition that governs an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applicability {
    /// Which date decides.
    pub by: AppliesBy,
    /// What the reading is called for people; its word where the file gives no name.
    pub label: Text,
    /// The articles on which it rests; none where the law is not contested.
    pub basis: Basis,
}

/// One edition of a procedure, compiled and checked.
#[derive(Clone, Debug)]
pub struct Procedure {
    pub(crate) name: String,
    pub(crate) edition: Day,
    pub(crate) until: Option<Day>,
    pub(crate) title: Text,
    /// At least one.
    pub(crate) applies: Vec<Applicability>,
    pub(crate) countings: Vec<Counting>,
    pub(crate) articles: Vec<Article>,
    pub(crate) roles: Vec<Role>,
    pub(crate) states: Vec<State>,
    pub(crate) initial: StateId,
    pub(crate) groups: Vec<Group>,
    /// States whose name has changed: the state by its name in the edition before.
    pub(crate) carry: Vec<(String, StateId)>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) watches: Vec<Watch>,
    pub(crate) acts: Vec<Act>,
    pub(crate) deadlines: Vec<Deadline>,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) properties: Vec<Property>,
    /// What the file knows that a proof finds of its rules.
    pub(crate) known: Vec<KnownFlaw>,
    pub(crate) exprs: Exprs,
    pub(crate) vocabulary: Vocabulary,
    /// For each state and act, where its transitions stand in `served`.
    pub(crate) table: Vec<(u16, u16)>,
    pub(crate) served: Vec<TransitionId>,
    /// For each transition, the duties that it may raise, end or fulfil.
    pub(crate) settled: Vec<Box<[DutyId]>>,
    /// Deadlines whose end moves the case.
    pub(crate) expiring: Vec<DeadlineId>,
    /// Where it was read.
    pub(crate) span: Span,
}

impl Deadline {
    /// How its dates are computed when an act starts it. Every deadline has at least one term.
    #[must_use]
    pub fn term(&self, act: Option<ActId>) -> Option<&Term> {
        let own = self.terms.iter().find(|(by, _)| *by == act);
        own.or(self.terms.first()).map(|(_, term)| term)
    }
}
