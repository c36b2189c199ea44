//! What changed between two editions of a procedure. Parts are the same if their names are; transitions, which have
//! none, if their cause and the states that they leave are.

mod carry;
mod parts;
mod rules;
mod texts;

pub use carry::carried_state;

use super::model::{AppliesBy, ClockChange, DutyDue, Effect, Procedure, Status};
use super::shared::{Basis, Level, Occasions};
use crate::calendar::{Counting, Day};
use crate::ids::{
    ActId, ArticleId, DeadlineId, DetailId, DutyId, GroupId, PropertyId, RoleId, SlotId, StateId, StateSet,
    TransitionId, WatchId,
};
use crate::text::Text;
use crate::value::{Type, Value};

/// A part of a procedure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The procedure itself.
    Whole,
    /// An article.
    Article(ArticleId),
    /// A role.
    Role(RoleId),
    /// A state.
    State(StateId),
    /// A group of states.
    Group(GroupId),
    /// A slot of memory.
    Slot(SlotId),
    /// A watched machine.
    Watch(WatchId),
    /// An act.
    Act(ActId),
    /// A detail of an act.
    Detail(ActId, DetailId),
    /// A transition.
    Transition(TransitionId),
    /// A condition of a transition, by its place.
    Check(TransitionId, usize),
    /// A deadline.
    Deadline(DeadlineId),
    /// A duty.
    Duty(DutyId),
    /// A property.
    Property(PropertyId),
}

/// What of a part changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aspect {
    /// Its name for people.
    Label,
    /// Its first day in force.
    Edition,
    /// Its last day in force.
    Until,
    /// How it counts.
    Counting,
    /// Which edition governs.
    AppliesBy,
    /// How an article is cited.
    Cite,
    /// How certain it is.
    Certainty,
    /// Where it was read.
    ReadIn,
    /// What it says, in short.
    Summary,
    /// Which article is applied instead.
    OverriddenBy,
    /// Whether a role is an authority.
    Authority,
    /// Whether cases begin there.
    Initial,
    /// Whether cases end there.
    Final,
    /// The members of a group.
    Members,
    /// The type of a value.
    Type,
    /// The bounds of a value.
    Between,
    /// The value where none is given.
    Default,
    /// Whether it may be left out.
    Optional,
    /// Whether it may lie ahead.
    Planned,
    /// The procedure watched.
    Watched,
    /// Who may do it.
    By,
    /// What an unlawful one does.
    Effect,
    /// A detail of an act.
    Detail,
    /// The states that a transition leaves.
    From,
    /// The state that it reaches.
    To,
    /// The condition under which it is so.
    Guard,
    /// What it rests on.
    Basis,
    /// What it does to deadlines.
    Clocks,
    /// What it writes to memory.
    Writes,
    /// A condition that judges.
    Condition,
    /// A number, length or date in a condition.
    Bound,
    /// How strong a rule is.
    Level,
    /// What is said where it is not kept.
    Saying,
    /// From when a deadline is counted.
    CountedFrom,
    /// How long it lasts.
    Lasts,
    /// Where it runs.
    Alive,
    /// Who owes it.
    OwedBy,
    /// With what it arises.
    Arises,
    /// When it falls due.
    Due,
    /// From when it is no longer owed.
    Ends,
    /// What fulfils it.
    DischargedBy,
    /// What kind of property it is.
    Form,
    /// Within which time something is expected.
    Within,
    /// Whether it speaks only of courses on which every duty is kept.
    DutiesKept,
}

/// What an aspect was, or is. Ids are of the edition that it is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Side {
    /// There was, or is, nothing.
    Nothing,
    /// A text for people.
    Text(Text),
    /// A text of the file.
    Written(String),
    /// A number, length, date or time, as it is written in a condition.
    Literal(String),
    /// A text of the file that is an expression.
    Code(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// A way of counting.
    Counting(Counting),
    /// Which edition governs, by each reading.
    AppliesBy(Vec<AppliesBy>),
    /// A certainty.
    Certainty(Status),
    /// A part.
    Part(Part),
    /// Roles.
    Roles(Vec<RoleId>),
    /// States; none stands for the state that is left.
    States(StateSet),
    /// A type.
    Type(Type),
    /// A value of a type.
    Value(Value, Type),
    /// Two bounds of a type.
    Between(Value, Value, Type),
    /// An effect.
    Effect(Effect),
    /// A strength.
    Level(Level),
    /// What a rule rests on.
    Basis(Basis),
    /// What is done to deadlines.
    Clocks(Vec<(ClockChange, DeadlineId)>),
    /// Acts and states.
    Occasions(Occasions),
    /// When a duty falls due, unless that is an expression.
    Due(DutyDue),
    /// How long a deadline lasts.
    Lasts(DeadlineId),
}

/// One change of a part that both editions have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What changed.
    pub aspect: Aspect,
    /// Of which detail or condition, if it is one of a part's: before and after.
    pub of: Option<(Part, Part)>,
    /// What it was.
    pub before: Side,
    /// What it is.
    pub after: Side,
}

/// A part that is not the same in both editions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// The later edition has it.
    Added(Part),
    /// The earlier edition had it.
    Removed(Part),
    /// Both have it, and it changed.
    Changed(Part, Part, Vec<Change>),
}

/// What is not the same in two editions, in the order of a file; of each kind of part, what the later edition has
/// in its order, then what it has no longer.
#[must_use]
pub fn compare(before: &Procedure, after: &Procedure) -> Vec<Entry> {
    let pair = Pair { a: before, b: after };
    let mut all = Vec::new();
    pair.whole(&mut all);
    pair.articles(&mut all);
    pair.roles(&mut all);
    pair.states(&mut all);
    pair.groups(&mut all);
    pair.slots(&mut all);
    pair.watches(&mut all);
    pair.acts(&mut all);
    pair.transitions(&mut all);
    pair.deadlines(&mut all);
    pair.duties(&mut all);
    pair.properties(&mut all);
    all
}

/// Two editions.
#[derive(Clone, Copy)]
struct Pair<'p> {
    a: &'p Procedure,
    b: &'p Procedure,
}

/// The changes of one part.
#[derive(Default)]
struct Changes {
    all: Vec<Change>,
    of: Option<(Part, Part)>,
}

impl Changes {
    /// Notes a change, if there is one.
    fn side(&mut self, aspect: Aspect, same: bool, before: Side, after: Side) {
        if !same {
            self.all.push(Change { aspect, of: self.of, before, after });
        }
    }

    fn text(&mut self, aspect: Aspect, a: &Text, b: &Text) {
        // A text that had no French says the same in English.
        self.side(aspect, a == b, Side::Text(a.clone()), Side::Text(b.clone()));
    }

    fn flag(&mut self, aspect: Aspect, a: bool, b: bool) {
        self.side(aspect, a == b, Side::Flag(a), Side::Flag(b));
    }
}

/// Pairs parts of one kind by name, and notes what is new, gone or changed.
fn match_up<'p, I: Copy, T>(
    all: &mut Vec<Entry>,
    a: &[(I, &'p T)],
    b: &[(I, &'p T)],
    part: impl Fn(I) -> Part,
    same: impl Fn(&T, &T) -> bool,
    mut changes: impl FnMut((I, &'p T), (I, &'p T)) -> Vec<Change>,
) {
    for (after, new) in b {
        match a.iter().find(|(_, old)| same(old, new)) {
            None => all.push(Entry::Added(part(*after))),
            Some((before, old)) => {
                let changes = changes((*before, *old), (*after, *new));
                if !changes.is_empty() {
                    all.push(Entry::Changed(part(*before), part(*after), changes));
                }
            }
        }
    }
    let gone = a.iter().filter(|(_, old)| !b.iter().any(|(_, new)| same(old, new)));
    all.extend(gone.map(|(before, _)| Entry::Removed(part(*before))));
}
