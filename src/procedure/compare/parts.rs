//! What changed in articles, roles, states, groups, memory, watches and acts.

use super::carry::carried_state;
use super::{Aspect, Changes, Entry, Pair, Part, Side, match_up};
use crate::ids::{ActId, ArticleId, CountingId, DetailId, GroupId, RoleId, StateId, StateSet};
use crate::procedure::model::{Act, Field, Group, Procedure, Role};
use crate::procedure::shared::Basis;
use crate::value::{Type, Value};

impl Pair<'_> {
    pub(super) fn same_states(self, a: StateSet, b: StateSet) -> bool {
        self.carried(a) == Some(b)
    }

    /// The states of the earlier edition by their names in the later one; none if one of them is gone.
    fn carried(self, states: StateSet) -> Option<StateSet> {
        states.iter().map(|s| self.carried_state(s)).collect()
    }

    pub(super) fn carried_state(self, state: StateId) -> Option<StateId> {
        carried_state(self.a, self.b, state)
    }

    /// The states of a set that the later edition still has, by its ids.
    pub(super) fn still(self, states: StateSet) -> StateSet {
        states.iter().filter_map(|s| self.carried_state(s)).collect()
    }

    fn role_names<'p>(procedure: &'p Procedure, roles: &[RoleId]) -> Vec<&'p str> {
        let mut names: Vec<&str> = roles.iter().map(|r| procedure.role(*r).name.as_str()).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn same_roles(self, a: &[RoleId], b: &[RoleId]) -> bool {
        Self::role_names(self.a, a) == Self::role_names(self.b, b)
    }

    fn article_names<'p>(procedure: &'p Procedure, basis: &Basis) -> Vec<&'p str> {
        let mut names: Vec<&str> = match basis {
            Basis::Policy => Vec::new(),
            Basis::Articles(ids) => ids.iter().map(|id| procedure.article(*id).name.as_str()).collect(),
        };
        names.sort_unstable();
        names
    }

    pub(super) fn basis(self, changes: &mut Changes, a: &Basis, b: &Basis) {
        let same = Self::article_names(self.a, a) == Self::article_names(self.b, b);
        changes.side(Aspect::Basis, same, Side::Basis(a.clone()), Side::Basis(b.clone()));
    }

    /// Whether two values are the same: words, states and roles by their names.
    fn same_value(self, a: (Value, &Type), b: (Value, &Type)) -> bool {
        match (a, b) {
            ((Value::Word(x), Type::Word(a)), (Value::Word(y), Type::Word(b))) => {
                a.names().get(usize::from(x)) == b.names().get(usize::from(y))
            }
            ((Value::State(x), _), (Value::State(y), _)) => self.carried_state(x) == Some(y),
            ((Value::Role(x), _), (Value::Role(y), _)) => self.same_roles(&[x], &[y]),
            ((Value::Text(x), _), (Value::Text(y), _)) => {
                self.a.vocabulary.texts.get(x.0 as usize) == self.b.vocabulary.texts.get(y.0 as usize)
            }
            ((x, _), (y, _)) => x == y,
        }
    }

    pub(super) fn whole(self, all: &mut Vec<Entry>) {
        let (a, b) = (self.a, self.b);
        let mut changes = Changes::default();
        let side = |name: &str| Side::Written(name.to_owned());
        changes.side(Aspect::Watched, a.name() == b.name(), side(a.name()), side(b.name()));
        changes.text(Aspect::Label, a.title(), b.title());
        changes.side(Aspect::Edition, a.edition() == b.edition(), Side::Day(a.edition()), Side::Day(b.edition()));
        let until = |p: &Procedure| p.until().map_or(Side::Nothing, Side::Day);
        changes.side(Aspect::Until, a.until() == b.until(), until(a), until(b));
        let (x, y) = (a.counting(CountingId::new(0)), b.counting(CountingId::new(0)));
        changes.side(Aspect::Counting, x == y, Side::Counting(x.clone()), Side::Counting(y.clone()));
        let applies = |p: &Procedure| p.applicability().iter().map(|reading| reading.by).collect::<Vec<_>>();
        let (x, y) = (applies(a), applies(b));
        changes.side(Aspect::AppliesBy, x == y, Side::AppliesBy(x), Side::AppliesBy(y));
        let (x, y) = (&a.state(a.initial()), &b.state(b.initial()));
        let same = self.carried_state(a.initial()) == Some(b.initial());
        changes.side(Aspect::Initial, same, Side::Text(x.label.clone()), Side::Text(y.label.clone()));
        if !changes.all.is_empty() {
            all.push(Entry::Changed(Part::Whole, Part::Whole, changes.all));
        }
    }

    pub(super) fn articles(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.articles().collect(), self.b.articles().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Article,
            |x, y| x.name == y.name,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                let (was, is) = (Side::Certainty(x.status), Side::Certainty(y.status));
                changes.side(Aspect::Certainty, x.status == y.status, was, is);
                changes.text(Aspect::Cite, &x.cite, &y.cite);
                let overridden = |procedure: &Procedure, id: Option<ArticleId>| {
                    id.map(|id| (procedure.article(id).name.clone(), Side::Part(Part::Article(id))))
                };
                let (was, is) = (overridden(self.a, x.overridden_by), overridden(self.b, y.overridden_by));
                let same = was.as_ref().map(|(name, _)| name) == is.as_ref().map(|(name, _)| name);
                let side = |s: Option<(String, Side)>| s.map_or(Side::Nothing, |(_, side)| side);
                changes.side(Aspect::OverriddenBy, same, side(was), side(is));
                changes.text(Aspect::Summary, &x.summary, &y.summary);
                let read = |text: &Option<String>| text.clone().map_or(Side::Nothing, Side::Written);
                changes.side(Aspect::ReadIn, x.read_in == y.read_in, read(&x.read_in), read(&y.read_in));
                changes.all
            },
        );
    }

    pub(super) fn roles(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.roles().collect(), self.b.roles().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Role,
            |x: &Role, y| x.name == y.name,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                changes.flag(Aspect::Authority, x.authority, y.authority);
                changes.all
            },
        );
    }

    pub(super) fn states(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.states().collect(), self.b.states().collect());
        let renamed = |old: &str, new: &str| {
            let found = self.a.state_named(old).and_then(|s| self.carried_state(s));
            found.is_some_and(|s| self.b.state(s).name == new)
        };
        match_up(
            all,
            &a,
            &b,
            Part::State,
            |x, y| renamed(&x.name, &y.name),
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                changes.flag(Aspect::Final, x.is_final, y.is_final);
                changes.all
            },
        );
    }

    pub(super) fn groups(self, all: &mut Vec<Entry>) {
        let listed = |p: &'_ Procedure| -> Vec<(GroupId, Group)> {
            p.groups().iter().cloned().enumerate().map(|(i, g)| (GroupId::new(i), g)).collect()
        };
        let (a, b) = (listed(self.a), listed(self.b));
        let a: Vec<_> = a.iter().map(|(id, group)| (*id, group)).collect();
        let b: Vec<_> = b.iter().map(|(id, group)| (*id, group)).collect();
        match_up(
            all,
            &a,
            &b,
            Part::Group,
            |x: &Group, y| x.name == y.name,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                let same = self.same_states(x.states, y.states);
                changes.side(Aspect::Members, same, Side::States(x.states), Side::States(y.states));
                changes.all
            },
        );
    }

    pub(super) fn slots(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (
            self.a.slots().filter(|(_, slot)| slot.history.is_none()).collect(),
            self.b.slots().filter(|(_, slot)| slot.history.is_none()).collect(),
        );
        match_up(
            all,
            &a,
            &b,
            Part::Slot,
            |x, y| x.name == y.name,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                changes.side(Aspect::Type, x.ty == y.ty, Side::Type(x.ty.clone()), Side::Type(y.ty.clone()));
                let same = self.same_value((x.initially, &x.ty), (y.initially, &y.ty));
                let (was, is) = (Side::Value(x.initially, x.ty.clone()), Side::Value(y.initially, y.ty.clone()));
                changes.side(Aspect::Default, same, was, is);
                changes.all
            },
        );
    }

    pub(super) fn watches(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.watches().collect(), self.b.watches().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Watch,
            |x, y| x.name == y.name && x.each == y.each,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                let side = |name: &str| Side::Written(name.to_owned());
                changes.side(Aspect::Watched, x.procedure == y.procedure, side(&x.procedure), side(&y.procedure));
                changes.all
            },
        );
    }

    pub(super) fn acts(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.acts().collect(), self.b.acts().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Act,
            |x, y| x.name == y.name,
            |(i, x), (j, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                let same = self.same_roles(&x.by, &y.by);
                changes.side(Aspect::By, same, Side::Roles(x.by.clone()), Side::Roles(y.by.clone()));
                changes.side(Aspect::Effect, x.effect == y.effect, Side::Effect(x.effect), Side::Effect(y.effect));
                self.details(&mut changes, (i, x), (j, y));
                changes.all
            },
        );
    }

    fn details(self, changes: &mut Changes, (i, x): (ActId, &Act), (j, y): (ActId, &Act)) {
        for (at, new) in y.details.iter().enumerate() {
            let after = Part::Detail(j, DetailId::new(at));
            match x.details.iter().position(|old| old.name == new.name) {
                None => changes.side(Aspect::Detail, false, Side::Nothing, Side::Part(after)),
                Some(was) => {
                    changes.of = Some((Part::Detail(i, DetailId::new(was)), after));
                    if let Some(old) = x.details.get(was) {
                        self.field(changes, old, new);
                    }
                    changes.of = None;
                }
            }
        }
        for (at, old) in x.details.iter().enumerate() {
            if !y.details.iter().any(|new| new.name == old.name) {
                let before = Part::Detail(i, DetailId::new(at));
                changes.side(Aspect::Detail, false, Side::Part(before), Side::Nothing);
            }
        }
    }

    fn field(self, changes: &mut Changes, x: &Field, y: &Field) {
        changes.text(Aspect::Label, &x.label, &y.label);
        changes.side(Aspect::Type, x.ty == y.ty, Side::Type(x.ty.clone()), Side::Type(y.ty.clone()));
        let between = |f: &Field| f.between.map_or(Side::Nothing, |(low, high)| Side::Between(low, high, f.ty.clone()));
        changes.side(Aspect::Between, x.between == y.between, between(x), between(y));
        let default = |f: &Field| f.default.map_or(Side::Nothing, |value| Side::Value(value, f.ty.clone()));
        let same = match (x.default, y.default) {
            (Some(a), Some(b)) => self.same_value((a, &x.ty), (b, &y.ty)),
            (a, b) => a.is_none() && b.is_none(),
        };
        changes.side(Aspect::Default, same, default(x), default(y));
        changes.flag(Aspect::Optional, x.optional, y.optional);
        changes.flag(Aspect::Planned, x.planned, y.planned);
    }
}
