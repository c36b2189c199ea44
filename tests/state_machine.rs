//! A program of one's own, tested against the engine with proptest-state-machine: the law is the reference state
//! machine, the program is the system under test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::marker::PhantomData;
use std::sync::LazyLock;

use common::{procedures, text};
use greffe::calendar::{Day, End, Period, Stamp};
use greffe::engine::{Case, ClockState, Occurrence, Stepped, Verdict, advance, judge, step};
use greffe::procedure::{Procedure, Trigger};
use greffe::value::Value;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

/// The program under test: it follows the notices of an office, and tells until when each may be answered. It has its
/// own calendar and knows nothing of greffe.
mod tracker {
    use chrono::{Datelike, Months, NaiveDate};

    /// What the program takes for the law. A wrong program is one that takes something else for it.
    pub trait Rules {
        fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
            day + Months::new(months)
        }

        fn is_over(last: NaiveDate, today: NaiveDate) -> bool {
            today > last
        }
    }

    pub struct Right;

    impl Rules for Right {}

    /// Takes what is left of a month that is too short into the next one: 31 January and a month is 3 March.
    pub struct Overflowing;

    impl Rules for Overflowing {
        fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
            let first = day.with_day(1).unwrap() + Months::new(months);
            first + chrono::Days::new(u64::from(day.day0()))
        }
    }

    /// Takes the last day of the period for the first day after it.
    pub struct Hasty;

    impl Rules for Hasty {
        fn is_over(last: NaiveDate, today: NaiveDate) -> bool {
            today >= last
        }
    }

    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Stage {
        Investigated,
        OnNotice { until: NaiveDate },
        PeriodOver,
        BeforeTheCommittee,
        Closed,
    }

    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Letter {
        Notice { months: u32, days: u32, urgent: bool },
        Answer,
        Closure { compliant: bool },
        RapporteurNamed,
    }

    pub struct File<R> {
        pub stage: Stage,
        rules: std::marker::PhantomData<R>,
    }

    impl<R: Rules> File<R> {
        pub fn open() -> Self {
            Self { stage: Stage::Investigated, rules: std::marker::PhantomData }
        }

        pub fn new_day(&mut self, today: NaiveDate) {
            if let Stage::OnNotice { until } = self.stage
                && R::is_over(until, today)
            {
                self.stage = Stage::PeriodOver;
            }
        }

        pub fn arrives(&mut self, letter: Letter, today: NaiveDate) {
            self.new_day(today);
            self.stage = match letter {
                Letter::Notice { months, days, .. } => {
                    let until = R::months_after(today, months) + chrono::Days::new(u64::from(days));
                    Stage::OnNotice { until }
                }
                Letter::Answer => self.stage,
                Letter::Closure { .. } => Stage::Closed,
                Letter::RapporteurNamed => Stage::BeforeTheCommittee,
            };
        }
    }
}

use tracker::{File, Hasty, Letter, Overflowing, Right, Rules, Stage};

/// The law of 2011.
static LAW: LazyLock<Procedure> = LazyLock::new(|| {
    let path = "procedures/cnil-enforcement-2011-03-31.yaml";
    procedures(&[(path, text(path))]).remove("cnil-enforcement").unwrap().get(0).clone()
});

/// An act of the law with its details; those not given have their default.
struct Act {
    name: &'static str,
    by: &'static str,
    given: Vec<(&'static str, Value)>,
}

impl Act {
    fn new(name: &'static str, by: &'static str, given: &[(&'static str, Value)]) -> Self {
        Self { name, by, given: given.to_vec() }
    }

    /// What the law calls a letter.
    fn of(letter: Letter, on: Day) -> Self {
        match letter {
            Letter::Notice { months, days, urgent } => {
                let part = |number: u32| u16::try_from(number).unwrap();
                let period = Period { months: part(months), days: part(days), ..Period::default() };
                let dated = Value::Date(Stamp::of_day(on));
                let given = [("dated", dated), ("period", Value::Period(period)), ("urgent", Value::Boolean(urgent))];
                Self::new("serve_notice", "president", &given)
            }
            Letter::Answer => Self::new("answer", "controller", &[]),
            Letter::Closure { compliant } => {
                let given = [("compliant", Value::Boolean(compliant)), ("published", Value::Boolean(false))];
                Self::new("close", "president", &given)
            }
            Letter::RapporteurNamed => Self::new("name_rapporteur", "president", &[]),
        }
    }

    /// Hands the act to `work` as the engine takes it.
    fn on<T>(&self, on: Day, work: impl FnOnce(&Occurrence) -> T) -> T {
        let act = LAW.act_named(self.name).expect(self.name);
        let detail = |name: &str| self.given.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        let fields = LAW.act(act).details.iter();
        let details: Vec<Value> =
            fields.map(|field| detail(&field.name).or(field.default).unwrap_or(Value::Unknown)).collect();
        work(&Occurrence { act, on: Stamp::of_day(on), by: LAW.role_named(self.by), details: &details })
    }
}

/// A case as the law knows it, and what day it is.
#[derive(Clone, Debug)]
struct Known {
    case: Case,
    today: Day,
}

impl Known {
    /// A case in which somebody was heard and the findings are written: a notice may be served.
    fn investigated(today: Day) -> Self {
        let mut known = Self { case: Case::new(&LAW), today };
        let hearing = today.plus(8).unwrap();
        let hearing_on = ("hearing_on", Value::Date(Stamp::of_day(hearing)));
        let acts = [
            (today, Act::new("decide_inspection", "commission", &[])),
            (today, Act::new("summon_person", "agents", &[hearing_on])),
            (hearing, Act::new("hear_person", "agents", &[])),
            (hearing, Act::new("draw_minutes", "agents", &[])),
        ];
        for (on, act) in acts {
            let stepped = act.on(on, |act| step(&LAW, &mut known.case, act, &[]));
            let Stepped::Done(outcome) = stepped else { panic!("{}: {stepped:?}", act.name) };
            assert_eq!(outcome.verdict, Verdict::Legal, "{}", act.name);
        }
        known.today = hearing;
        known
    }

    fn state(&self) -> &str {
        &LAW.state(self.case.state()).name
    }

    /// The last day of the notice, while it runs.
    fn last_day(&self) -> Option<Day> {
        let clock = self.case.clock(LAW.deadline_named("compliance").unwrap());
        match clock.last {
            End::Day(day) if clock.state == ClockState::Running => Some(day),
            _ => None,
        }
    }

    /// Whether the law knows the act from the state of the case, be it lawful or not.
    fn knows(&self, letter: Letter) -> bool {
        let act = LAW.act_named(Act::of(letter, self.today).name).unwrap();
        LAW.transitions().any(|(_, rule)| rule.trigger == Trigger::Act(act) && rule.from.contains(self.case.state()))
    }

    fn day_of(&self, when: When) -> Option<Day> {
        match when {
            When::On(day) => Some(day),
            When::BesideTheLast(days) => self.last_day()?.plus(days),
        }
        .filter(|day| *day >= self.today)
    }

    fn wait_until(&mut self, day: Day) {
        assert!(advance(&LAW, &mut self.case, Stamp::of_day(day), &mut |_| {}).is_none());
        self.today = day;
    }
}

/// When something happens: on the same day, or as close to a deadline, in the smaller courses that are tried as well.
#[derive(Clone, Copy, Debug)]
enum When {
    On(Day),
    BesideTheLast(i32),
}

/// A letter, or only a new day.
#[derive(Clone, Debug)]
struct Happening {
    when: When,
    letter: Option<Letter>,
}

/// The law as a reference state machine.
struct Law;

impl ReferenceStateMachine for Law {
    type State = Known;
    type Transition = Happening;

    fn init_state() -> BoxedStrategy<Known> {
        let first = Day::from_ymd(2011, 4, 1).unwrap();
        (0..600).prop_map(move |days| Known::investigated(first.plus(days).unwrap())).boxed()
    }

    fn transitions(known: &Known) -> BoxedStrategy<Happening> {
        let letters = [
            (any::<bool>(), 0u32..4, 0u32..30)
                .prop_map(|(urgent, months, days)| Letter::Notice { months, days, urgent })
                .boxed(),
            Just(Letter::Answer).boxed(),
            any::<bool>().prop_map(|compliant| Letter::Closure { compliant }).boxed(),
            Just(Letter::RapporteurNamed).boxed(),
        ];
        let examples = [
            Letter::Notice { months: 1, days: 0, urgent: false },
            Letter::Answer,
            Letter::Closure { compliant: true },
            Letter::RapporteurNamed,
        ];
        let possible = letters.into_iter().zip(examples).filter(|(_, letter)| known.knows(*letter));
        let mut what: Vec<BoxedStrategy<Option<Letter>>> = vec![Just(None).boxed()];
        what.extend(possible.map(|(letter, _)| letter.prop_map(Some).boxed()));
        let beside = if known.last_day().is_some() { 2 } else { 0 };
        let today = known.today;
        let later = (0..20).prop_map(move |days| When::On(today.plus(days).unwrap()));
        let when = prop_oneof![2 => later, beside => (-1..=1).prop_map(When::BesideTheLast)];
        (when, proptest::strategy::Union::new(what)).prop_map(|(when, letter)| Happening { when, letter }).boxed()
    }

    /// Only what is lawful: the program is not asked to judge.
    fn preconditions(known: &Known, happening: &Happening) -> bool {
        let Some(day) = known.day_of(happening.when) else { return false };
        let Some(letter) = happening.letter else { return true };
        let mut then = known.clone();
        then.wait_until(day);
        let verdict = Act::of(letter, day).on(day, |act| judge(&LAW, &then.case, act, &[]));
        matches!(verdict, Verdict::Legal | Verdict::Irregular)
    }

    fn apply(mut known: Known, happening: &Happening) -> Known {
        let Some(day) = known.day_of(happening.when) else { return known };
        known.wait_until(day);
        if let Some(letter) = happening.letter {
            Act::of(letter, day).on(day, |act| step(&LAW, &mut known.case, act, &[]));
        }
        known
    }
}

/// The program beside the law.
struct Program<R>(PhantomData<R>);

fn date(day: Day) -> chrono::NaiveDate {
    let (year, month, day) = day.ymd();
    chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl<R: Rules> StateMachineTest for Program<R> {
    type SystemUnderTest = File<R>;
    type Reference = Law;

    fn init_test(_: &Known) -> File<R> {
        File::open()
    }

    fn apply(mut file: File<R>, known: &Known, happening: Happening) -> File<R> {
        match happening.letter {
            Some(letter) => file.arrives(letter, date(known.today)),
            None => file.new_day(date(known.today)),
        }
        file
    }

    fn check_invariants(file: &File<R>, known: &Known) {
        let (state, until) = match file.stage {
            Stage::Investigated => ("findings", None),
            Stage::OnNotice { until } => ("on_notice", Some(until)),
            Stage::PeriodOver => ("notice_expired", None),
            Stage::BeforeTheCommittee => ("rapporteur_named", None),
            Stage::Closed => ("closed", None),
        };
        assert_eq!((state, until), (known.state(), known.last_day().map(date)), "on {}", known.today);
    }
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

prop_state_machine! {
    #![proptest_config(config(400))]

    #[test]
    fn the_right_program_agrees_with_the_law(sequential 1..12 => Program<Right>);
}

/// The smallest course on which a program and the law disagree.
fn disagreement<R: Rules>() -> Vec<Happening> {
    // One day in a hundred or so is followed by a month too short for it.
    let config = config(5_000);
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config.clone(), rng);
    let result = runner.run(&Law::sequential_strategy(1..12), |(known, happenings, seen)| {
        Program::<R>::test_sequential(config.clone(), known, happenings, seen);
        Ok(())
    });
    match result {
        Err(TestError::Fail(_, (_, happenings, _))) => happenings,
        other => panic!("no disagreement is found: {other:?}"),
    }
}

#[test]
fn a_program_that_overflows_short_months_is_found_out_by_one_notice() {
    let happenings = disagreement::<Overflowing>();
    let [Happening { when: When::On(served), letter: Some(Letter::Notice { months: 1.., .. }) }] = happenings[..]
    else {
        panic!("{happenings:?}")
    };
    assert!(served.ymd().2 > 28, "{served}");
}

#[test]
fn a_program_that_ends_a_period_on_its_last_day_is_found_out_by_that_day() {
    let happenings = disagreement::<Hasty>();
    let [notice, last] = &happenings[..] else { panic!("{happenings:?}") };
    assert!(matches!(notice.letter, Some(Letter::Notice { .. })), "{notice:?}");
    assert!(matches!(last, Happening { letter: None, .. }), "{last:?}");
}
