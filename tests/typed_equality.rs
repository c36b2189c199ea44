//! The typed machines and the engine, driven with the same random courses, lawful and not: every state, all that is
//! remembered, every deadline, verdict and refusal is the same.
//!
//! The courses are drawn from fixed seeds; `TYPED_CASES=5000` draws more of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::BTreeSet;

use greffe::calendar::{Day, Minute, Period, Stamp};
use greffe::engine::{Case, Occurrence, Outcome, Passage, Refusal, Stepped, Verdict, View, Views, advance, step};
use greffe::ids::RoleId;
use greffe::procedure::{Act, Procedure};
use greffe::typed::cnil_enforcement_2011_03_31 as cnil;
use greffe::typed::hadopi_interconnection_2010_03_07 as hadopi;
use greffe::typed::{Breach, Judged};
use greffe::value::{Type, Value};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use cnil::acts;

/// What is drawn, from a string of bytes, so that a failure shrinks.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % n
    }

    /// Mostly the first.
    fn mostly<T>(&mut self, usual: T, other: T) -> T {
        if self.below(8) == 7 { other } else { usual }
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn finished(&self) -> bool {
        self.0.len() == 0
    }

    /// The same day or a later one, with or without a time.
    fn later(&mut self, than: Stamp) -> Stamp {
        let days = self.pick(&[0, 1, 1, 2, 5, 9, 20, 33, 61, 95, 130, 1, 3, 10]);
        let day = than.day.plus(days).unwrap();
        match self.below(4) {
            0 => Stamp::of_day(day),
            1 => Stamp::at(day, Minute::new(185).unwrap()),
            _ => Stamp::at(day, Minute::new(600).unwrap()),
        }
    }

    fn period(&mut self) -> Period {
        let months = |months| Period { months, ..Period::default() };
        let days = |days| Period { days, ..Period::default() };
        self.pick(&[months(3), months(1), days(20), days(10), days(7), days(3), months(4), months(2)])
    }
}

/// A detail's value as the engine takes it, from its type in the procedure and not from the generated module.
trait Detail {
    fn value(self, ty: &Type) -> Value;
}

impl Detail for bool {
    fn value(self, _: &Type) -> Value {
        Value::Boolean(self)
    }
}

impl Detail for i64 {
    fn value(self, _: &Type) -> Value {
        Value::Integer(self)
    }
}

impl Detail for Option<i64> {
    fn value(self, _: &Type) -> Value {
        self.map_or(Value::Unknown, Value::Integer)
    }
}

impl Detail for Stamp {
    fn value(self, _: &Type) -> Value {
        Value::Date(self)
    }
}

impl Detail for Period {
    fn value(self, _: &Type) -> Value {
        Value::Period(self)
    }
}

fn word(name: &str, ty: &Type) -> Value {
    let Type::Word(words) = ty else { panic!("{name} is not enumerated") };
    Value::Word(words.position(name).unwrap())
}

impl Detail for acts::Ground {
    fn value(self, ty: &Type) -> Value {
        word(if self == Self::RiskOfDestruction { "risk_of_destruction" } else { "other" }, ty)
    }
}

impl Detail for acts::Addressee {
    fn value(self, ty: &Type) -> Value {
        word(if self == Self::Controller { "controller" } else { "processor" }, ty)
    }
}

impl Detail for acts::Domicile {
    fn value(self, ty: &Type) -> Value {
        word(if self == Self::Overseas { "overseas" } else { "abroad" }, ty)
    }
}

/// An act, as the typed machine takes it and as the engine does.
struct Drawn<A> {
    typed: A,
    values: Vec<Value>,
}

/// Draws the details of an act once, for both.
macro_rules! act {
    ($act:ident, $variant:ident { $($field:ident: $value:expr),* $(,)? }) => {{
        $(let $field = $value;)*
        let ty = |name: &str| &$act.details.iter().find(|field| field.name == name).unwrap().ty;
        let told = [$((stringify!($field), Detail::value($field, ty(stringify!($field))))),*];
        let value = |name: &str| told.iter().find(|(told, _)| *told == name).unwrap().1;
        let values = $act.details.iter().map(|field| value(&field.name)).collect();
        Drawn { typed: cnil::AnyAct::$variant(acts::$variant { $($field),* }), values }
    }};
    ($variant:ident) => { Drawn { typed: cnil::AnyAct::$variant, values: Vec::new() } };
}

fn drawn(act: &Act, on: Stamp, dice: &mut Dice) -> Drawn<cnil::AnyAct> {
    match act.name.as_str() {
        "decide_inspection" => act!(act, DecideInspection { committee_member: dice.mostly(false, true) }),
        "inform_prosecutor" => act!(act, InformProsecutor { in_writing: dice.mostly(true, false) }),
        "ask_judge" => act!(AskJudge),
        "authorise_beforehand" => {
            act!(act, AuthoriseBeforehand { ground: dice.mostly(acts::Ground::RiskOfDestruction, acts::Ground::Other) })
        }
        "enter" => act!(
            act,
            Enter {
                right_told: dice.mostly(true, false),
                private_home: dice.mostly(false, true),
                committee_member: dice.mostly(false, true),
            }
        ),
        "object" => act!(Object),
        "authorise" => act!(Authorise),
        "summon_person" => act!(act, SummonPerson { hearing_on: dice.later(on) }),
        "hear_person" => act!(HearPerson),
        "record_absence" => act!(RecordAbsence),
        "draw_minutes" => {
            act!(act, DrawMinutes { both_sides: dice.mostly(true, false), failure_explained: dice.mostly(true, false) })
        }
        "no_further_action" => act!(NoFurtherAction),
        "serve_notice" => act!(
            act,
            ServeNotice {
                dated: on,
                period: dice.period(),
                urgent: dice.mostly(false, true),
                addressee: dice.mostly(acts::Addressee::Controller, acts::Addressee::Processor),
            }
        ),
        "ask_publication" => act!(AskPublication),
        "publish_notice" => act!(PublishNotice),
        "answer" => act!(Answer),
        "close" => act!(act, Close { compliant: dice.mostly(true, false), published: dice.mostly(false, true) }),
        "name_rapporteur" => act!(act, NameRapporteur { from_committee: dice.mostly(false, true) }),
        "notify_report" => {
            act!(act, NotifyReport { domicile: dice.mostly(acts::Domicile::Overseas, acts::Domicile::Abroad) })
        }
        "observe" => act!(Observe),
        "call_session" => act!(CallSession),
        "hold_session" => act!(act, HoldSession { bureau_member: dice.mostly(false, true) }),
        "decide_no_sanction" => act!(DecideNoSanction),
        "warn" => act!(
            act,
            Warn {
                reasoned: dice.mostly(true, false),
                remedies_stated: dice.mostly(true, false),
                publish: dice.below(2) == 0,
                domicile: dice.mostly(acts::Domicile::Overseas, acts::Domicile::Abroad),
            }
        ),
        "fine" => act!(
            act,
            Fine {
                euros: dice.pick(&[1_000, 150_000, 150_001, 300_001]),
                against_state: dice.mostly(false, true),
                complied: dice.mostly(false, true),
                repeat_within_five_years: dice.mostly(false, true),
                firm: dice.mostly(false, true),
                turnover: dice.pick(&[None, Some(1_000_000)]),
                reasoned: dice.mostly(true, false),
                remedies_stated: dice.mostly(true, false),
                publish: dice.below(2) == 0,
                domicile: dice.mostly(acts::Domicile::Overseas, acts::Domicile::Abroad),
            }
        ),
        "enjoin" => act!(
            act,
            Enjoin {
                article_22: dice.mostly(true, false),
                complied: dice.mostly(false, true),
                reasoned: dice.mostly(true, false),
                remedies_stated: dice.mostly(true, false),
                publish: dice.below(2) == 0,
                domicile: dice.mostly(acts::Domicile::Overseas, acts::Domicile::Abroad),
            }
        ),
        "withdraw_authorisation" => act!(
            act,
            WithdrawAuthorisation {
                article_25: dice.mostly(true, false),
                complied: dice.mostly(false, true),
                reasoned: dice.mostly(true, false),
                remedies_stated: dice.mostly(true, false),
                publish: dice.below(2) == 0,
                domicile: dice.mostly(acts::Domicile::Overseas, acts::Domicile::Abroad),
            }
        ),
        "appeal" => act!(Appeal),
        "annul" => act!(Annul),
        "reject_appeal" => act!(RejectAppeal),
        "publish_decision" => act!(PublishDecision),
        other => panic!("{other} is new"),
    }
}

fn role(name: &str) -> cnil::Role {
    use cnil::Role::*;
    let all = [
        ("commission", Commission),
        ("president", President),
        ("bureau", Bureau),
        ("committee", Committee),
        ("rapporteur", Rapporteur),
        ("agents", Agents),
        ("judge", Judge),
        ("council", Council),
        ("site_manager", SiteManager),
        ("controller", Controller),
    ];
    all.into_iter().find(|(known, _)| *known == name).unwrap().1
}

/// What has come up in all courses, so that equality is not of nothing.
#[derive(Default)]
struct Met {
    states: BTreeSet<String>,
    refusals: BTreeSet<&'static str>,
    verdicts: BTreeSet<&'static str>,
    expiries: usize,
    breaches: usize,
}

impl Met {
    fn passages(&mut self, passages: &[Passage]) {
        for passage in passages {
            match passage {
                Passage::Expired { .. } => self.expiries += 1,
                Passage::Breached { .. } => self.breaches += 1,
            }
        }
    }
}

/// The engine alone: what passed before an act, and what became of it.
fn engine(procedure: &Procedure, case: &mut Case, act: &Occurrence, views: Views) -> (Vec<Passage>, Option<Outcome>) {
    let mut passages = Vec::new();
    if advance(procedure, case, act.on, &mut |passage| passages.push(passage)).is_some() {
        return (passages, None);
    }
    match step(procedure, case, act, views) {
        Stepped::Done(outcome) => (passages, Some(outcome)),
        Stepped::Doubtful => (passages, None),
    }
}

fn breached<'p>(all: impl Iterator<Item = Breach<'p>>) -> Vec<(String, u32)> {
    all.map(|breach| (breach.duty.name.clone(), breach.occurrence)).collect()
}

/// An act returns what the engine found: `refusal` is nothing for an act that is done.
fn agree(
    procedure: &Procedure,
    (judged, refusal): (&Judged, Option<Refusal>),
    (passages, outcome): &(Vec<Passage>, Option<Outcome>),
    met: &mut Met,
) -> Result<(), TestCaseError> {
    met.passages(passages);
    prop_assert_eq!(judged.outcome(), *outcome);
    prop_assert_eq!(judged.passages(), &passages[..]);
    let expected: Vec<(String, u32)> = (passages.iter())
        .filter_map(|passage| match passage {
            Passage::Breached { duty, occurrence, .. } => Some((procedure.duty(*duty).name.clone(), *occurrence)),
            Passage::Expired { .. } => None,
        })
        .collect();
    prop_assert_eq!(breached(judged.breaches()), expected);
    let Some(found) = outcome else {
        prop_assert_eq!(refusal, Some(Refusal::CannotBeJudged));
        return Ok(());
    };
    met.verdicts.insert(found.verdict.word());
    prop_assert_eq!(judged.verdict(), found.verdict);
    let done = found.took_effect && matches!(found.verdict, Verdict::Legal | Verdict::Irregular);
    prop_assert_eq!(refusal.is_none(), done);
    if let Some(refusal) = refusal {
        met.refusals.insert(refusal.word());
        prop_assert_eq!(found.refusal, Some(refusal));
    }
    prop_assert_eq!(judged.failed().count(), found.failed.iter().count());
    Ok(())
}

/// The type is the state's, and what it holds is the engine's case.
fn same_case(procedure: &Procedure, shown: &str, held: &Case, case: &Case) -> Result<(), TestCaseError> {
    let name = &procedure.state(case.state()).name;
    let ty: String = name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    prop_assert!(shown.starts_with(&format!("{ty}({ty}(")), "{shown} in {name}");
    prop_assert_eq!(held, case);
    Ok(())
}

/// Both machines through one course; the typed one as it ends.
fn course(law: cnil::Law<'static>, dice: &mut Dice, met: &mut Met) -> Result<cnil::AnyState<'static>, TestCaseError> {
    let procedure = law.procedure();
    let mut case = Case::new(procedure);
    let mut state = cnil::AnyState::from(cnil::NoCase::open(law));
    let mut now = Stamp::at(Day::from_ymd(2011, 4, 4).unwrap(), Minute::new(480).unwrap());
    for _ in 0..30 {
        if dice.finished() {
            break;
        }
        now = dice.later(now);
        if dice.below(10) == 9 {
            let mut passages = Vec::new();
            let doubt = advance(procedure, &mut case, now, &mut |passage| passages.push(passage));
            let passed = state.at(now);
            prop_assert_eq!(&passed.passages, &passages);
            prop_assert_eq!(passed.doubtful, doubt.is_some());
            met.passages(&passages);
            state = passed.state;
        } else {
            // Mostly an act that the state knows.
            let known: Vec<_> = (procedure.acts().map(|(id, _)| id))
                .filter(|id| !procedure.serving(case.state(), *id).is_empty())
                .collect();
            let all: Vec<_> = procedure.acts().map(|(id, _)| id).collect();
            let id = if known.is_empty() || dice.below(6) == 5 { dice.pick(&all) } else { dice.pick(&known) };
            let act = procedure.act(id);
            let by = dice.mostly(act.by[0], RoleId::new(7));
            let Drawn { typed, values } = drawn(act, now, dice);
            let occurrence = Occurrence { act: id, on: now, by: Some(by), details: &values };
            let found = engine(procedure, &mut case, &occurrence, &[]);
            state = match state.act(now, role(&procedure.role(by).name), typed) {
                Ok(done) => {
                    agree(procedure, (&done.judged, None), &found, met)?;
                    done.state
                }
                Err(refused) => {
                    agree(procedure, (&refused.judged, Some(refused.refusal)), &found, met)?;
                    refused.became
                }
            };
        }
        same_case(procedure, &format!("{state:?}"), state.case(), &case)?;
        met.states.insert(state.state_name().to_owned());
        let clock = |name| Some(case.clock(procedure.deadline_named(name).unwrap())).filter(|clock| clock.is_known());
        prop_assert_eq!(state.compliance(), clock("compliance"));
        prop_assert_eq!(state.observations(), clock("observations"));
        prop_assert_eq!(state.appeal_period(), clock("appeal_period"));
    }
    Ok(state)
}

/// The link, which watches some cases.
fn link(cases: &[cnil::AnyState<'static>], dice: &mut Dice, met: &mut Met) -> Result<(), TestCaseError> {
    let law = hadopi::Law::shipped().unwrap();
    let procedure = law.procedure();
    let mut case = Case::new(procedure);
    let mut state = hadopi::AnyState::from(hadopi::NotConnected::open(law));
    let views = vec![
        (cases.iter())
            .map(|seen| View { edition: 0, procedure: seen.law().procedure(), case: seen.case() })
            .collect::<Vec<_>>(),
    ];
    let sights: Vec<_> = cases.iter().map(|seen| seen.sight()).collect();
    let seen = hadopi::seen(law, &sights).unwrap();
    let mut now = Stamp::of_day(Day::from_ymd(2011, 5, 16).unwrap());
    for _ in 0..8 {
        now = dice.later(now);
        let (name, typed) = dice.pick(&[
            ("connect", 0),
            ("suspend", 1),
            ("deliver_media", 2),
            ("restore", 3),
            ("suspend", 1),
            ("restore", 3),
        ]);
        let typed = match typed {
            0 => hadopi::AnyAct::Connect,
            1 => hadopi::AnyAct::Suspend,
            2 => hadopi::AnyAct::DeliverMedia,
            _ => hadopi::AnyAct::Restore,
        };
        let act = procedure.act_named(name).unwrap();
        let (right, wrong) = match name {
            "deliver_media" => (hadopi::Role::RightsHolder, hadopi::Role::Hadopi),
            _ => (hadopi::Role::Hadopi, hadopi::Role::RightsHolder),
        };
        let by = dice.mostly(right, wrong);
        let named = if by == hadopi::Role::Hadopi { "hadopi" } else { "rights_holder" };
        let occurrence = Occurrence { act, on: now, by: procedure.role_named(named), details: &[] };
        let found = engine(procedure, &mut case, &occurrence, &views);
        state = match state.act(now, by, typed, &seen) {
            Ok(done) => {
                agree(procedure, (&done.judged, None), &found, met)?;
                done.state
            }
            Err(refused) => {
                agree(procedure, (&refused.judged, Some(refused.refusal)), &found, met)?;
                refused.became
            }
        };
        same_case(procedure, &format!("{state:?}"), state.case(), &case)?;
        met.states.insert(state.state_name().to_owned());
    }
    Ok(())
}

fn run(test: impl Fn(Vec<u8>) -> Result<(), TestCaseError>) {
    let cases = std::env::var("TYPED_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1500);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let bytes = prop::collection::vec(any::<u8>(), 40..300);
    if let Err(error) = runner.run(&bytes, test) {
        panic!("{error}");
    }
}

#[test]
fn the_cnil_s_typed_machine_is_the_engine() {
    let met = RefCell::new(Met::default());
    let law = cnil::Law::shipped().unwrap();
    run(|bytes| course(law, &mut Dice(bytes.iter()), &mut met.borrow_mut()).map(|_| ()));
    let met = met.into_inner();
    let all: BTreeSet<String> = law.procedure().states().map(|(_, state)| state.name.clone()).collect();
    assert_eq!(met.states, all);
    for refusal in
        ["no_such_act", "too_late", "too_early", "wrong_role", "condition_failed", "case_closed", "cannot_be_judged"]
    {
        assert!(met.refusals.contains(refusal), "{refusal} never came up");
    }
    assert_eq!(met.verdicts.len(), 4, "{:?}", met.verdicts);
    assert!(met.expiries > 50 && met.breaches > 50);
}

#[test]
fn the_link_s_typed_machine_is_the_engine() {
    let met = RefCell::new(Met::default());
    let law = cnil::Law::shipped().unwrap();
    run(|bytes| {
        let mut own = Dice(bytes[..24].iter());
        let (first, second) = bytes[24..].split_at((bytes.len() - 24) / 2);
        let watched = |part: &[u8]| course(law, &mut Dice(part.iter()), &mut Met::default());
        let cases = [watched(first)?, watched(second)?];
        let shown = own.below(3);
        link(&cases[..shown], &mut own, &mut met.borrow_mut())
    });
    let met = met.into_inner();
    assert_eq!(met.states.len(), 4, "{:?}", met.states);
    assert!(met.verdicts.contains("irregular") && met.verdicts.contains("legal"), "{:?}", met.verdicts);
}
