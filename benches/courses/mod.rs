//! Two lawful courses through the CNIL's enforcement procedure, on any first day.

#![allow(clippy::panic, clippy::expect_used, reason = "a course that names what is not there ends the benchmark")]

use greffe::calendar::{Day, Period, Stamp};
use greffe::engine::{Case, Occurrence, Stepped, Verdict, step};
use greffe::procedure::{Field, Procedure};
use greffe::value::{Type, Value};

/// An act of a course: its name, who does it, how many days after the first and at what time, and its details.
type Written = (&'static str, &'static str, i32, Option<&'static str>, &'static [(&'static str, Given)]);

/// A detail of an act.
#[derive(Clone, Copy)]
pub enum Given {
    Yes,
    /// A word of an enumerated type.
    Word(&'static str),
    Months(u16),
    Euros(i64),
    /// A day, counted from the first.
    On(i32),
}

/// An inspection that the judge authorises beforehand, a public notice, answers, its expiry, and the closure.
pub const CLOSURE: [Written; 15] = [
    ("decide_inspection", "commission", 0, None, &[]),
    ("inform_prosecutor", "commission", 7, Some("10:00"), &[]),
    ("ask_judge", "president", 7, None, &[]),
    ("authorise_beforehand", "judge", 8, None, &[("ground", Given::Word("urgency"))]),
    ("enter", "agents", 9, Some("10:00"), &[("right_told", Given::Yes)]),
    ("draw_minutes", "agents", 10, None, &[]),
    ("summon_person", "agents", 12, None, &[("hearing_on", Given::On(22))]),
    ("hear_person", "agents", 22, None, &[]),
    ("serve_notice", "president", 40, None, &[("dated", Given::On(38)), ("period", Given::Months(3))]),
    ("ask_publication", "president", 45, None, &[]),
    ("publish_notice", "bureau", 50, None, &[]),
    ("answer", "controller", 80, None, &[]),
    ("answer", "controller", 110, None, &[]),
    ("ask_publication", "president", 140, None, &[]), // the notice has run out: a deadline fires before this act
    ("close", "president", 150, None, &[("compliant", Given::Yes), ("published", Given::Yes)]),
];

/// An inspection, a notice that runs out unanswered, a fine, an appeal that is rejected, and the publication.
pub const SANCTION: [Written; 14] = [
    ("decide_inspection", "commission", 0, None, &[]),
    ("inform_prosecutor", "commission", 7, Some("10:00"), &[]),
    ("enter", "agents", 9, Some("10:00"), &[("right_told", Given::Yes)]),
    ("draw_minutes", "agents", 10, None, &[]),
    ("serve_notice", "president", 40, None, &[("dated", Given::On(38)), ("period", Given::Months(3))]),
    ("name_rapporteur", "president", 140, None, &[]), // after the notice has run out
    ("notify_report", "rapporteur", 150, None, &[]),
    ("observe", "controller", 170, None, &[]),
    ("call_session", "committee", 190, None, &[]), // after the period for observations
    ("hold_session", "committee", 230, None, &[]),
    ("fine", "committee", 250, None, &[("euros", Given::Euros(100_000)), ("publish", Given::Yes)]),
    ("appeal", "controller", 300, None, &[]),
    ("reject_appeal", "council", 700, None, &[]),
    ("publish_decision", "committee", 710, None, &[]),
];

/// An act of a course that begins on some day.
pub struct Planned {
    act: greffe::ids::ActId,
    by: greffe::ids::RoleId,
    on: Stamp,
    details: Vec<Value>,
}

impl Planned {
    /// The act, as the engine takes it.
    pub fn occurrence(&self) -> Occurrence<'_> {
        Occurrence { act: self.act, on: self.on, by: Some(self.by), details: &self.details }
    }
}

/// The same course, begun on many days: weekends, holidays, changes of clocks and leap days lie on its way.
pub fn begun_on_many_days(procedure: &Procedure, course: &[Written]) -> Vec<Vec<Planned>> {
    let first = Day::from_ymd(2011, 3, 31).expect("a day");
    (0..64).filter_map(|n| first.plus(n * 11)).map(|day| planned(procedure, course, day)).collect()
}

fn planned(procedure: &Procedure, course: &[Written], first: Day) -> Vec<Planned> {
    let plan = |(name, role, after, time, given): &Written| {
        let act = procedure.act_named(name).expect(name);
        let day = first.plus(*after).expect("a day of the calendar");
        let detail = |field: &Field| {
            let given = given.iter().find(|(name, _)| *name == field.name);
            given.map(|(_, given)| value(*given, &field.ty, first)).or(field.default).unwrap_or(Value::Unknown)
        };
        Planned {
            act,
            by: procedure.role_named(role).expect(role),
            on: time.map_or(Stamp::of_day(day), |time| Stamp::at(day, time.parse().expect("a time"))),
            details: procedure.act(act).details.iter().map(detail).collect(),
        }
    };
    course.iter().map(plan).collect()
}

fn value(given: Given, ty: &Type, first: Day) -> Value {
    match (given, ty) {
        (Given::Yes, _) => Value::Boolean(true),
        (Given::Euros(euros), _) => Value::Integer(euros),
        (Given::Months(months), _) => Value::Period(Period { months, ..Period::default() }),
        (Given::On(after), _) => Value::Date(Stamp::of_day(first.plus(after).expect("a day of the calendar"))),
        (Given::Word(word), Type::Word(words)) => Value::Word(words.position(word).expect(word)),
        (Given::Word(word), _) => panic!("{word} is not enumerated"),
    }
}

/// A course is what it is said to be: every act is legal and moves the case, and the last one ends it.
pub fn assert_lawful(procedure: &Procedure, course: &[Planned], last: &str) {
    let mut case = Case::new(procedure);
    for planned in course {
        match step(procedure, &mut case, &planned.occurrence(), &[]) {
            Stepped::Done(outcome) if outcome.verdict == Verdict::Legal && outcome.took_effect => {}
            other => panic!("{} on {}: {other:?}", procedure.act(planned.act).name, planned.on),
        }
    }
    assert_eq!(procedure.state(case.state()).name, last);
}
