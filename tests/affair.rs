//! The TMG affair of 2011, as shipped: what the documented facts say, judged step by step.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::rc::Rc;

use greffe::calendar::Day;
use greffe::engine::{Refusal, Verdict};
use greffe::replay::{Bound, ClaimStatus, DutyStatus, Fit, Judged, Options, Replay, Status, replay};
use greffe::scenario::What;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn with_affair(options: Options, test: impl FnOnce(&Replay)) {
    let procedures = common::shipped();
    let text = common::text("scenarios/tmg-2011.yaml");
    let scenario = common::scenario("tmg-2011.yaml", &text, &procedures).unwrap_or_else(|e| panic!("{e}"));
    test(&replay(Rc::new(scenario), &options));
}

fn event<'r>(replay: &'r Replay, id: &str) -> &'r Judged {
    let index = replay.scenario.events.iter().position(|e| e.id == id).unwrap();
    &replay.events[index]
}

fn unknown(replay: &Replay, name: &str) -> usize {
    replay.scenario.unknowns.iter().position(|u| u.name == name).unwrap()
}

#[test]
fn the_shipped_expectations_are_met_and_nothing_is_illegal() {
    with_affair(Options::default(), |replay| {
        assert_eq!(replay.unmet, []);
        assert!(replay.succeeded());
        assert_eq!(replay.count(Verdict::Illegal), 0);
        assert_eq!(replay.as_of, day("2012-11-30"));
    });
}

/// Received on 16 June at the earliest, three months end on 16 September: 3 days after the answer of 13 September. A
/// notice of 27 June leaves until 27 September: 14 days.
#[test]
fn the_second_answer_has_three_days_to_spare_or_fourteen() {
    with_affair(Options::default(), |replay| {
        let answer = event(replay, "tmg-answer-2");
        assert_eq!(answer.verdict, Some(Verdict::Legal));
        let margin = answer.margin.as_ref().unwrap();
        assert_eq!(margin.latest, (day("2011-09-16"), Bound::Verdict));
        assert_eq!(margin.earliest, (day("2011-07-29"), Bound::Order));
        let notice_date = unknown(replay, "notice_date");
        let latest: Vec<(usize, Day)> =
            margin.readings.iter().filter(|(u, ..)| *u == notice_date).map(|(_, r, _, l)| (*r, l.0)).collect();
        let june_16 = day("2011-09-16");
        assert_eq!(latest, [(0, june_16), (1, june_16), (2, day("2011-09-27"))]);
    });
}

/// The notice's receipt is not known: between the day that it bears and the first answer.
#[test]
fn receipt_of_the_notice_stays_unknown_and_capacity_decides_its_verdict() {
    with_affair(Options::default(), |replay| {
        let notice = event(replay, "tmg-notice");
        let (first, last) = (notice.dates.first().unwrap().day, notice.dates.last().unwrap().day);
        assert_eq!((first, last), (day("2011-06-16"), day("2011-07-29")));
        assert_eq!(notice.verdict, Some(Verdict::Undetermined));
        let addressee = unknown(replay, "tmg-notice.addressee");
        let [dependence] = &notice.depends[..] else { panic!("{:?}", notice.depends) };
        assert_eq!(dependence.unknown, addressee);
        assert_eq!(
            dependence.groups,
            [(vec![0], vec![Verdict::Legal]), (vec![1], vec![Verdict::Illegal])],
            "lawful to a controller, unlawful to a processor"
        );
    });
}

/// Answered on 27 September: in time only if the notice was received on 27 June or later.
#[test]
fn the_societies_answer_depends_on_the_conflict_of_sources() {
    with_affair(Options::default(), |replay| {
        for machine in ["scpp", "sppf", "sacem", "sdrm", "alpa"] {
            let answer = event(replay, &format!("societies-answer.{machine}"));
            assert_eq!(answer.verdict, Some(Verdict::Undetermined), "{machine}");
            let receipt = unknown(replay, &format!("societies-notice.{machine}.on"));
            let on_receipt = answer.depends.iter().find(|d| d.unknown == receipt).unwrap();
            let late = on_receipt.groups.iter().find(|(_, v)| v == &[Verdict::Irregular]).unwrap();
            let days: Vec<String> = late
                .0
                .iter()
                .map(|c| match replay.scenario.unknowns[receipt].candidates[*c].value {
                    greffe::value::Value::Date(stamp) => stamp.day.to_string(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!((days[0].as_str(), days.last().unwrap().as_str()), ("2011-06-16", "2011-06-26"), "{machine}");
        }
        let notice_date = unknown(replay, "notice_date");
        let conflict = replay.conflicts.iter().find(|c| c.unknown == notice_date).unwrap();
        let ids: Vec<&str> = conflict.events.iter().map(|e| replay.scenario.events[*e].id.as_str()).collect();
        assert_eq!(
            ids,
            ["scpp", "sppf", "sacem", "sdrm", "alpa"].map(|m| format!("societies-answer.{m}")),
            "and nothing else depends on it"
        );
    });
}

/// How the case came to the visit, and from the visit to findings, no source tells; the law knows a way.
#[test]
fn unattested_steps_are_undocumented_stretches_and_no_act_is_invented() {
    with_affair(Options::default(), |replay| {
        let unattested = ["decide_inspection", "inform_prosecutor", "draw_minutes", "restore", "connect"];
        for facts in &replay.scenario.events {
            if let What::Act { name, .. } = &facts.what {
                assert!(!unattested.contains(&name.as_str()), "{} is attested by no source", facts.id);
            }
        }
        for id in
            ["tmg-prosecutor", "tmg-findings", "societies-findings.scpp", "link-in-service", "link-in-service-again"]
        {
            let observed = event(replay, id);
            assert!(matches!(observed.fits[..], [(_, Fit::Undocumented { .. })]), "{id}: {:?}", observed.fits);
            assert_eq!(observed.verdict, None, "{id} is not judged");
        }
    });
}

/// What precedes the visit is unknown, so the prosecutor's 24 hours and the hour of entry cannot be judged.
#[test]
fn the_visit_cannot_be_judged_on_what_lies_in_the_stretch() {
    with_affair(Options::default(), |replay| {
        let visit = event(replay, "tmg-visit");
        let [possible] = &visit.possible[..] else { panic!() };
        assert_eq!(possible.outcome.refusal, Some(Refusal::CannotBeJudged));
        assert!(possible.checks.iter().all(|c| c.holds.is_none()), "nothing is known to fail");
        // Before 6h and after 21h it would be illegal whatever the rest.
        let minutes: Vec<(u16, u16, Verdict)> = visit.minutes.clone();
        assert_eq!(
            minutes,
            [(0, 359, Verdict::Illegal), (360, 1260, Verdict::Undetermined), (1261, 1439, Verdict::Illegal)]
        );
    });
}

#[test]
fn the_link_was_still_cut_on_24_october_and_restored_later() {
    with_affair(Options::default(), |replay| {
        for id in ["link-still-cut-june", "link-still-cut-october"] {
            assert_eq!(event(replay, id).fits, [(0, Fit::Confirmed)], "{id}");
        }
        let again = event(replay, "link-in-service-again");
        assert_eq!(again.dates.first().unwrap().to_string(), "2011-10-24T10:11..23:59");
        assert_eq!(again.dates.last().unwrap().day, day("2012-11-30"));
        let link = replay.machines.last().unwrap();
        assert_eq!(replay.scenario.editions(6).get(link.edition).state(link.states[0]).name, "restored");
    });
}

/// The notices ran out under the text of March 2011; the closures of November 2012 are judged under the next edition.
#[test]
fn the_closures_of_2012_are_judged_under_the_edition_in_force_that_day() {
    with_affair(Options::default(), |replay| {
        for machine in ["scpp", "sppf", "sacem", "sdrm", "alpa"] {
            let closure = event(replay, &format!("societies-closure.{machine}"));
            assert_eq!(closure.verdict, Some(Verdict::Legal), "{machine}");
            let index = replay.scenario.machines.iter().position(|m| m.name == machine).unwrap();
            for possible in &closure.possible {
                let edition = replay.scenario.editions(index).get(possible.edition.unwrap()).edition();
                assert_eq!(edition, day("2011-12-31"), "{machine}");
            }
            // The deadline keeps the edition under which it was started.
            let compliance = &replay.machines[index].deadlines[0];
            assert_eq!(replay.scenario.editions(index).get(compliance.edition).edition(), day("2011-03-31"));
        }
        assert_eq!(event(replay, "societies-closed.scpp").fits.len(), 1);
    });
}

#[test]
fn numeramas_deadline_is_possible_and_not_certain() {
    with_affair(Options::default(), |replay| {
        let claim = replay.scenario.claims.iter().position(|c| c.that.is_some()).unwrap();
        assert_eq!(replay.scenario.claims[claim].that.as_ref().unwrap().0, "tmg.compliance == 2011-09-16");
        assert_eq!(replay.claims[claim], ClaimStatus::Possible);
    });
}

#[test]
fn until_shows_the_affair_as_it_stood_in_the_middle_of_the_notice() {
    let until = Options { until: Some(day("2011-08-01")), ..Options::default() };
    with_affair(until, |replay| {
        assert_eq!(event(replay, "tmg-answer-2").status, Status::Later);
        let tmg = &replay.machines[0];
        let procedure = replay.scenario.editions(0).get(tmg.edition);
        assert_eq!(tmg.states.iter().map(|s| procedure.state(*s).name.as_str()).collect::<Vec<_>>(), ["on_notice"]);
        let comply = tmg.duties.iter().find(|d| procedure.duty(d.duty).name == "comply").unwrap();
        assert_eq!(comply.status, [DutyStatus::Discharged], "the first answer came on 29 July");
        let mut acts: Vec<&str> = tmg.next.iter().map(|p| procedure.act(p.act).name.as_str()).collect();
        acts.dedup();
        // Nobody has asked for publication, and no session was held: neither publishing nor any sanction is lawful yet.
        assert_eq!(acts, ["ask_publication", "answer", "close"]);
    });
}
