//! What a typed machine holds, and which law it refuses to run under.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::process::Command;

use greffe::calendar::{Period, Stamp};
use greffe::engine::{ClockState, Passage, Refusal, Verdict};
use greffe::typed::cnil_enforcement_2011_03_31 as cnil;
use greffe::typed::hadopi_interconnection_2010_03_07 as hadopi;
use greffe::typed::{Law, Machine, OtherLaw, Sight};

use cnil::{OnNoticeOrNoticeExpired as Noticed, acts, by};

fn on(text: &str) -> Stamp {
    text.parse().unwrap()
}

fn findings() -> cnil::Findings<'static> {
    let case = cnil::NoCase::open(cnil::Law::shipped().unwrap());
    let case = case.decide_inspection(on("2011-05-02"), by::Commission, acts::DecideInspection::new()).unwrap().state;
    let informed = on("2011-05-16T10:00");
    let case = case.inform_prosecutor(informed, by::Commission, acts::InformProsecutor::new()).unwrap().state;
    let case = case.enter(on("2011-05-17T11:00"), by::Agents, acts::Enter::new(true)).unwrap().state;
    case.draw_minutes(on("2011-05-18"), by::Agents, acts::DrawMinutes::new()).unwrap().state
}

fn notice(months: u16) -> acts::ServeNotice {
    acts::ServeNotice::new(on("2011-06-16"), Period { months, ..Period::default() })
}

#[test]
fn a_deadline_is_read_where_it_runs_and_where_its_end_has_led() {
    let served = findings().serve_notice(on("2011-06-16"), by::President, notice(3)).unwrap().state;
    let compliance = served.compliance().unwrap();
    assert_eq!((compliance.last.to_string().as_str(), compliance.state), ("2011-09-16", ClockState::Running));
    assert!(matches!(served.fork().at(on("2011-09-16")).state, Noticed::OnNotice(_)));
    let passed = served.at(on("2011-09-17"));
    assert_eq!(passed.breaches().map(|breach| breach.duty.name.as_str()).collect::<Vec<_>>(), ["comply"]);
    let Noticed::NoticeExpired(expired) = passed.state else { panic!("it has run out") };
    assert_eq!(expired.compliance().unwrap().state, ClockState::Over);
}

#[test]
fn an_unlawful_act_of_an_authority_stands() {
    let refused = findings().serve_notice(on("2011-06-16"), by::President, notice(4)).unwrap_err();
    assert_eq!(refused.refusal, Refusal::ConditionFailed);
    assert_eq!(refused.judged.verdict(), Verdict::Illegal);
    assert_eq!(
        refused.to_string(),
        "condition failed: a notice gives at most three months from receipt (Décret n° 2005-1309, art. 73)"
    );
    assert!(matches!(refused.became, cnil::FindingsOrOnNotice::OnNotice(_)));
}

#[test]
fn an_act_that_a_deadline_s_end_has_overtaken_is_judged_in_what_the_case_has_become() {
    let served = findings().serve_notice(on("2011-06-16"), by::President, notice(3)).unwrap().state;
    let answered = served.answer(on("2011-09-27"), by::Controller).unwrap();
    assert_eq!(answered.judged.verdict(), Verdict::Irregular);
    let said: Vec<&str> =
        answered.judged.failed().filter_map(|check| Some(check.otherwise_say.as_ref()?.en.as_str())).collect();
    assert_eq!(said, ["the answer comes after the notice's period"]);
    assert!(matches!(answered.judged.passages(), [Passage::Expired { .. }, Passage::Breached { .. }]));
    assert!(matches!(answered.state, Noticed::NoticeExpired(_)));
}

#[test]
fn a_machine_runs_only_under_the_law_that_it_was_generated_from() {
    let all = common::shipped();
    assert!(cnil::Law::of(&all["cnil-enforcement"]).is_ok());
    let other = cnil::Law::of(&all["hadopi-interconnection"]).unwrap_err();
    assert_eq!(
        other.to_string(),
        "the machine was generated from `cnil-enforcement`, and this is `hadopi-interconnection`"
    );

    let text = common::text("procedures/hadopi-interconnection.yaml");
    let changed = |from: &str, to: &str| {
        let watched =
            ["cnil-enforcement-2011-03-31"].map(|name| (name, common::text(&format!("procedures/{name}.yaml"))));
        let [watched] = watched;
        let mut law = common::procedures(&[watched, ("link", text.replace(from, to))]);
        law.remove("hadopi-interconnection").unwrap()
    };
    let later = changed("edition: 2010-03-07", "edition: 2010-03-08");
    let error = hadopi::Law::of(&later).unwrap_err().to_string();
    assert!(error.ends_with("and there is only `hadopi-interconnection@2010-03-08`"), "{error}");
    // What a case can do has changed; the words and conditions may.
    for (from, to) in [("to: restored", "to: connected"), ("by: rights_holder", "by: hadopi")] {
        let error = hadopi::Law::of(&changed(from, to)).unwrap_err();
        assert_eq!(error, OtherLaw::Changed("hadopi-interconnection@2010-03-07".into()), "{from}");
    }
    assert!(hadopi::Law::of(&changed("en: \"Link cut\"", "en: \"Cut\"")).is_ok());

    #[derive(Clone, Copy, Debug)]
    struct Own;
    impl Machine for Own {
        const PROCEDURE: &'static str = "my-own";
        const EDITION: &'static str = "2011-01-01";
        const FINGERPRINT: u64 = 0;
    }
    let error = Law::<Own>::shipped().unwrap_err().to_string();
    assert_eq!(error, "no procedure called `my-own` comes with greffe");
}

#[test]
fn only_what_is_watched_can_be_shown() {
    let law = hadopi::Law::shipped().unwrap();
    let case = findings();
    assert!(hadopi::seen(law, &[case.sight(), case.sight()]).is_ok());
    let link = hadopi::NotConnected::open(law);
    let error = hadopi::seen(law, &[link.sight()]).unwrap_err().to_string();
    assert!(
        error.contains("watches `cnil-enforcement`") && error.ends_with("this is `hadopi-interconnection@2010-03-07`")
    );
    // An edition is known by its place among those shipped.
    let misplaced = Sight::of(17, case.law().procedure(), case.case());
    assert!(hadopi::seen(law, &[misplaced]).is_err());
}

#[test]
fn the_example_runs() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--all-features", "--example", "tmg_typed"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in ["  the last day to comply is 2011-09-16", "  closed: Closed after compliance, legal", "  irregular"] {
        assert!(printed.lines().any(|printed| printed == line), "{line}\n{printed}");
    }
}
