//! Simulation: against theory where theory has an answer, against the engine, and against itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;
mod golden;

use std::path::Path;

use common::contested;
use greffe::diagnostic::{Diagnostics, Style, render_all};
use greffe::engine::Verdict;
use greffe::generate::Drive;
use greffe::library::{Library, Memory, Nothing, What, shipped};
use greffe::report::simulate::{Run, json};
use greffe::simulate::{Experiment, Interval, Ran, Study, courses, lower, simulate};
use greffe::system::System;
use greffe::text::Lang;

/// One desk: a case waits, is served, and ends. A claim lapses if it is not served within ten days.
const DESK: &str = r#"
procedure: desk
edition: 2020-01-01
title: "A desk (fictitious)"
time_zone: Europe/Paris
counting: { rule: civil }
law:
  rule: { cite: "Rule of the desk", status: verified }
roles:
  clerk: { authority: true }
states:
  waiting: { initial: true }
  claimed: {}
  served: { final: true }
  lapsed: { final: true }
acts:
  claim: { by: clerk }
  serve: { by: clerk }
deadlines:
  patience: { counted_from: act.on, lasts: 10 days, basis: rule }
transitions:
  - { act: claim, from: waiting, to: claimed, basis: rule, starts: patience }
  - { act: serve, from: [waiting, claimed], to: served, basis: rule }
  - { when_over: patience, from: claimed, to: lapsed }
"#;

/// The study of a text that is to be put after the head of a study of the desk.
fn try_study(text: &str) -> Result<Study, String> {
    try_study_of("desk", text)
}

fn try_study_of(procedure: &str, text: &str) -> Result<Study, String> {
    let text = format!("study: test\ntitle: Test\nprocedure: {procedure}\n{text}");
    let permit = |first, until, most| contested::edition(first, until, most, contested::READINGS);
    let files = [
        ("procedures/desk.yaml", DESK.to_owned()),
        ("procedures/permit-2011-01-01.yaml", permit("2011-01-01", "2011-01-31", 50)),
        ("procedures/permit-2011-02-01.yaml", permit("2011-02-01", "2011-06-30", 100)),
        ("test.yaml", text),
    ];
    let files: Memory = files.into_iter().collect();
    let mut library = Library::new(files);
    let opened = library.open_file(Path::new("test.yaml")).unwrap();
    let mut found = Diagnostics::new();
    let study = match opened.what {
        What::Study(id) => library.study(id).and_then(|parts| lower(&parts, &mut found)),
        _ => None,
    };
    found.extend(library.diagnostics().iter().cloned());
    found.sort();
    study.filter(|_| found.is_empty()).ok_or_else(|| render_all(&found, library.sources(), Style::default()))
}

fn study(text: &str) -> Study {
    try_study(text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn shipped_study(name: &str) -> Study {
    let mut library = Library::new(Nothing);
    let What::Study(id) = library.open_study(name).unwrap().what else { panic!("{name} is a study") };
    let mut found = Diagnostics::new();
    let study = library.study(id).and_then(|parts| lower(&parts, &mut found));
    found.extend(library.diagnostics().iter().cloned());
    let shown = render_all(&found, library.sources(), Style::default());
    assert!(found.is_empty(), "{name}:\n{shown}");
    study.unwrap()
}

fn ran(study: &Study, replications: u32) -> Ran {
    simulate(study, Experiment { replications, threads: 2 }, &mut |_| {})
}

fn measured(study: &Study, ran: &Ran, name: &str) -> Interval {
    let at = study.measures.iter().position(|measure| measure.name == name).expect(name);
    ran.measures[at].expect(name)
}

/// A queue: `capacity` serves cases that arrive at random, 120 a day. Figures that it does not use are left out.
fn queue_of(capacity: &str, unused: &[&str]) -> Study {
    let full = format!(
        "
starts: 2020-01-01
ends: 2021-12-31
observed_from: 2020-02-01
seed: 7
figures:
  arriving: {{ value: 120, assumed: test }}
  one: {{ value: 1, assumed: test }}
  three: {{ value: 3, assumed: test }}
  served_a_day: {{ value: 180, assumed: test }}
  short: {{ value: 8 minutes, assumed: test }}
  long: {{ value: 24 minutes, assumed: test }}
arrivals:
  - {{ a_day: arriving }}
capacities:
  desk: {capacity}
behaviour:
  waiting:
    - {{ do: serve, needs: desk }}
measures:
  wait: {{ wait_for: desk }}
  queue: {{ queue_for: desk }}
  busy: {{ utilisation_of: desk }}
"
    );
    let kept = full.lines().filter(|line| !unused.iter().any(|name| line.starts_with(&format!("  {name}:"))));
    study(&kept.map(|line| format!("{line}\n")).collect::<String>())
}

/// A mean lies within a share of what theory says; the shares below are six standard errors or more.
fn near(found: f64, theory: f64, share: f64) {
    assert!((found / theory - 1.0).abs() < share, "{found} is not near {theory}");
}

#[test]
fn one_server_waits_as_theory_says() {
    let study =
        queue_of("{ servers: one, takes: { exponential: { mean: short } } }", &["three", "served_a_day", "long"]);
    let ran = ran(&study, 4);
    // M/M/1: λ = 120 a day, µ = 180 a day.
    near(measured(&study, &ran, "wait").mean, (120.0 / 180.0) / (180.0 - 120.0), 0.08);
    near(measured(&study, &ran, "busy").mean, 120.0 / 180.0, 0.02);
}

#[test]
fn three_servers_wait_as_erlang_says() {
    let study =
        queue_of("{ servers: three, takes: { exponential: { mean: long } } }", &["one", "served_a_day", "short"]);
    let ran = ran(&study, 4);
    // M/M/3: offered load a = 2, so that the probability to wait (Erlang's C formula) is 4/9.
    near(measured(&study, &ran, "wait").mean, (4.0 / 9.0) / (3.0 * 60.0 - 120.0), 0.1);
    near(measured(&study, &ran, "busy").mean, 2.0 / 3.0, 0.02);
}

#[test]
fn so_many_a_day_wait_as_theory_says() {
    let study = queue_of("{ a_day: served_a_day }", &["one", "three", "short", "long"]);
    let ran = ran(&study, 4);
    // M/D/1: half the wait of M/M/1.
    near(measured(&study, &ran, "wait").mean, (120.0 / 180.0) / (2.0 * (180.0 - 120.0)), 0.06);
    near(measured(&study, &ran, "busy").mean, 120.0 / 180.0, 0.02);
}

#[test]
fn as_many_wait_as_arrive_while_one_waits() {
    for order in ["first_in_first_out", "last_in_first_out", "random"] {
        let capacity = format!("{{ servers: one, takes: {{ exponential: {{ mean: short }} }}, order: {order} }}");
        let study = queue_of(&capacity, &["three", "served_a_day", "long"]);
        let ran = ran(&study, 2);
        // Little's law, whatever the order: both sides are of the same cases, but for those at the ends.
        let arriving = ran.tallies.iter().map(|tally| tally.capacities[0].waits.count as f64).sum::<f64>() / 2.0;
        let days = f64::from(study.ends.number() - study.observed_from.number() + 1);
        near(measured(&study, &ran, "queue").mean, arriving / days * measured(&study, &ran, "wait").mean, 0.01);
    }
}

#[test]
fn the_order_changes_who_waits_and_not_how_long_on_average() {
    let of = |order: &str| {
        let capacity = format!("{{ servers: one, takes: {{ exponential: {{ mean: short }} }}, order: {order} }}");
        let study = queue_of(&capacity, &["three", "served_a_day", "long"]);
        let ran = ran(&study, 2);
        let waits = ran.tallies[0].capacities[0].waits.clone();
        (waits.mean, waits.quantiles[2], waits.longest)
    };
    let (first, random, last) = (of("first_in_first_out"), of("random"), of("last_in_first_out"));
    near(random.0, first.0, 0.08);
    near(last.0, first.0, 0.08);
    assert!(last.1 < random.1 && random.1 < first.1, "medians: {last:?} {random:?} {first:?}");
    assert!(last.2 > random.2 && random.2 > first.2, "longest: {last:?} {random:?} {first:?}");
}

/// How long cases take whose only delay has a distribution: mean and median, in days.
fn delay(figures: &str, after: &str) -> (f64, f64) {
    let study = study(&format!(
        "
starts: 2020-01-01
ends: 2022-12-31
figures:
  arriving: {{ value: 40, assumed: test }}
{figures}
arrivals:
  - {{ a_day: arriving, until: 2021-12-31 }}
behaviour:
  waiting:
    - {{ do: serve, after: {after} }}
"
    ));
    let closure = ran(&study, 1).tallies[0].closure.clone();
    (closure.mean / 86_400.0, f64::from(closure.quantiles[2]) / 86_400.0)
}

#[test]
fn delays_have_the_means_and_medians_of_their_distributions() {
    let figure = |name: &str, days: f64| format!("  {name}: {{ value: {days} days, assumed: test }}\n");
    let moments = figure("m", 9.0) + &figure("s", 4.5);
    let triple = figure("a", 2.0) + &figure("b", 5.0) + &figure("c", 14.0);
    // Some 29,000 cases: means are within 4 % by eight standard errors of the widest.
    for (figures, after, mean, median) in [
        (figure("m", 9.0), "{ exponential: { mean: m } }", 9.0, 9.0 * 2.0_f64.ln()),
        // Gamma of shape 4: the median is 3.672 times the scale.
        (moments.clone(), "{ gamma: { mean: m, standard_deviation: s } }", 9.0, 3.672_06 * 2.25),
        (moments.clone(), "{ lognormal: { mean: m, standard_deviation: s } }", 9.0, 9.0 / 1.25_f64.sqrt()),
        // Normal above nothing, at two standard deviations: the mean rises by s φ(2)/Φ(2).
        (moments, "{ normal: { mean: m, standard_deviation: s } }", 9.0 + 4.5 * 0.053_991 / 0.977_25, 9.129),
        (figure("a", 2.0) + &figure("c", 14.0), "{ uniform: { least: a, most: c } }", 8.0, 8.0),
        (triple.clone(), "{ triangular: { least: a, mode: b, most: c } }", 7.0, 14.0 - 54.0_f64.sqrt()),
        (triple, "{ empirical: [a, b, c] }", 7.0, 5.0),
        (figure("m", 9.0), "m", 9.0, 9.0),
    ] {
        let found = delay(&figures, after);
        near(found.0, mean, 0.04);
        near(found.1, median, 0.04);
    }
}

#[test]
fn deadlines_that_run_out_are_counted_and_end_the_wait() {
    let study = study(
        "
starts: 2020-01-01
ends: 2020-03-31
figures:
  arriving: { value: 20, assumed: test }
  served: { value: 5, assumed: test }
arrivals:
  - { a_day: arriving, pattern: regular, until: 2020-01-31 }
capacities:
  desk: { a_day: served }
behaviour:
  waiting:
    - { do: claim }
  claimed:
    - { do: serve, needs: desk }
measures:
  arrived: { arrivals: true }
  served: { acts: serve }
  lapsed: { expired: patience }
  empty: { empty: claimed }
  waiting: { stock: claimed, on: 2020-01-31 }
",
    );
    let ran = ran(&study, 1);
    let value = |name: &str| measured(&study, &ran, name).mean;
    assert_eq!(value("arrived"), 620.0);
    assert_eq!(value("served") + value("lapsed"), 620.0);
    // Five a day from 1 January until the claims of 31 January lapse with 10 February.
    near(value("served"), 5.0 * 41.0, 0.02);
    // What lapses on the midnight after 10 February is gone on the 11th.
    assert_eq!(study.day(41).to_string(), "2020-02-11");
    assert_eq!(value("empty"), f64::from(study.day(41).number()));
    // Of the last eleven days' claims those that were not served.
    assert!((150.0..=225.0).contains(&value("waiting")), "{}", value("waiting"));
}

#[test]
fn what_the_law_does_not_allow_is_not_done_and_counted_with_its_reason() {
    let study = study(
        "
starts: 2020-01-01
ends: 2020-02-29
figures:
  arriving: { value: 1, assumed: test }
  late: { value: 30 days, assumed: test }
arrivals:
  - { a_day: arriving, pattern: regular, until: 2020-01-10 }
behaviour:
  waiting:
    - { do: claim }
  lapsed:
    - { do: serve, after: late }
",
    );
    let ran = ran(&study, 1);
    let tally = &ran.tallies[0];
    let serve = study.names.acts.iter().position(|(name, _)| name == "serve").unwrap();
    assert!(tally.acts.keys().all(|(act, _)| *act != serve));
    let refused: Vec<_> = tally.refused.iter().collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0.why.refusal.map(|refusal| refusal.word()), Some("too_late"));
    assert_eq!(refused[0].1.iter().sum::<u32>(), 10);
}

#[test]
fn shipments_take_all_that_wait_and_closed_days_take_none() {
    let study = study(
        "
starts: 2020-01-06
ends: 2020-02-02
figures:
  arriving: { value: 10, assumed: test }
  week: { value: 7 days, assumed: test }
opening:
  office: { days: [monday, tuesday, wednesday, thursday, friday], hours: [09:00, 17:00] }
arrivals:
  - { a_day: arriving, pattern: regular, open: office, until: 2020-01-19 }
capacities:
  discs: { every: week, since: 2020-01-13 }
behaviour:
  waiting:
    - { do: serve, needs: discs }
measures:
  direct: { acts: serve, until: 2020-01-12 }
  shipped: { acts: serve, since: 2020-01-20, until: 2020-01-20 }
  all: { acts: serve }
",
    );
    let ran = ran(&study, 1);
    let value = |name: &str| measured(&study, &ran, name).mean;
    assert_eq!((value("direct"), value("shipped"), value("all")), (50.0, 50.0, 100.0));
    let days: Vec<u32> = ran.tallies[0].arrivals[..7].to_vec();
    assert_eq!(days, [10, 10, 10, 10, 10, 0, 0]);
}

#[test]
fn decisions_happen_as_often_as_they_are_said_to() {
    let study = study(
        "
starts: 2020-01-01
ends: 2020-12-31
figures:
  arriving: { value: 50, assumed: test }
  some: { value: 30 %, assumed: test }
  most: { value: 60 %, assumed: test }
arrivals:
  - { a_day: arriving, until: 2020-12-01 }
behaviour:
  waiting:
    - either:
        - { share: some, then: [{ do: claim }] }
        - { share: most, then: [{ do: serve }] }
measures:
  arrived: { arrivals: true }
  claimed: { acts: claim }
  served: { acts: serve }
",
    );
    let ran = ran(&study, 4);
    let value = |name: &str| measured(&study, &ran, name).mean;
    near(value("claimed") / value("arrived"), 0.3, 0.04);
    near(value("served") / value("arrived"), 0.6, 0.03);
}

/// A study of the referral channel with what is done to the link, and what a case does when it is idle.
fn channel(link: &str, idle: &str) -> Result<Study, String> {
    try_study_of(
        "referral-channel",
        &format!(
            "
starts: 2011-05-01
ends: 2011-05-31
timing: days
figures:
  referred: {{ value: 10, assumed: test }}
arrivals:
  - {{ a_day: referred, pattern: regular }}
watches:
  link:
    acts: {link}
behaviour:
  idle:
    - {idle}
  minuted:
    - {{ do: send_over_link }}
measures:
  minuted: {{ acts: draw_minutes }}
  sent: {{ acts: send_over_link }}
  not_sent: {{ refused: send_over_link }}
"
        ),
    )
}

const MINUTES: &str = "{ do: draw_minutes, by: sworn_agent, with: { facts: 2011-05-01 } }";

#[test]
fn how_a_watched_machine_stands_decides_what_is_lawful_on_each_day() {
    let link = "[{ on: 2011-05-04, do: connect, by: hadopi }, { on: 2011-05-11, do: suspend },
                 { on: 2011-05-21, do: restore, by: hadopi }]";
    let study = channel(link, MINUTES).unwrap();
    let ran = ran(&study, 1);
    // In service from 4 to 10 May, and from 21 to 31 May.
    assert_eq!(measured(&study, &ran, "sent").mean, 10.0 * (7.0 + 11.0));
    assert_eq!(measured(&study, &ran, "not_sent").mean, 10.0 * (3.0 + 10.0));
    let send = study.names.acts.iter().position(|(name, _)| name == "send_over_link").unwrap();
    let days = ran.tallies[0].acts.iter().find(|((act, _), _)| *act == send).unwrap().1;
    let open: Vec<usize> = (0..31).filter(|day| days[*day] > 0).map(|day| day + 1).collect();
    assert_eq!(open, (4..=10).chain(21..=31).collect::<Vec<_>>());
    // A machine of which nothing is said stays as it is at first.
    let study = channel("[]", MINUTES).unwrap();
    assert_eq!(measured(&study, &self::ran(&study, 1), "sent").mean, 0.0);
}

#[test]
fn who_acts_is_judged_in_cases_and_in_watched_machines() {
    let study = channel("[{ on: 2011-05-04, do: connect }]", &MINUTES.replace("sworn_agent", "commission")).unwrap();
    let ran = ran(&study, 1);
    assert_eq!(measured(&study, &ran, "minuted").mean, 0.0);
    let refused: Vec<_> = ran.tallies[0].refused.keys().filter_map(|refused| refused.why.refusal).collect();
    assert_eq!(refused.iter().map(|refusal| refusal.word()).collect::<Vec<_>>(), ["wrong_role"]);
    for (link, fault) in [
        ("[{ on: 2011-05-04, do: connect, by: rights_holder }]", "`connect` would not be lawful then"),
        ("[{ on: 2011-05-04, do: suspend }]", "`suspend` would not be lawful then"),
        ("[{ on: 2011-05-04, do: connect, by: hadopy }]", "no role is called `hadopy`"),
        ("[{ on: 2011-05-04, do: conect }]", "no act is called `conect`"),
    ] {
        let shown = channel(link, MINUTES).unwrap_err();
        assert!(shown.contains(fault), "{link}:\n{shown}");
    }
}

#[test]
fn referrals_wait_for_discs_as_long_as_their_interval_says() {
    let mut study = shipped_study("channel");
    study.vary.clear();
    let ran = ran(&study, 1);
    let value = |name: &str| measured(&study, &ran, name).mean;
    // Fifteen days over the link, at 71,613 a day; then none.
    near(value("over_link"), 15.0 * 71_613.0, 0.001);
    assert_eq!(value("over_cut_link"), 0.0);
    // A disc every seven days: a wait is uniform between nothing and seven days.
    near(value("wait"), 3.5, 0.01);
    near(value("over_a_day"), 6.0 / 7.0, 0.01);
    near(value("over_three_days"), 4.0 / 7.0, 0.01);
}

#[test]
fn a_single_long_run_has_intervals_by_batch_means() {
    let mut study =
        queue_of("{ servers: one, takes: { exponential: { mean: short } } }", &["three", "served_a_day", "long"]);
    let theory = (120.0 / 180.0) / (180.0 - 120.0);
    let (mut given, mut covering) = (0, 0);
    for seed in 1..=20 {
        study.seed = seed;
        let ran = ran(&study, 1);
        let wait = measured(&study, &ran, "wait");
        let Some(half) = wait.half else { continue };
        given += 1;
        covering += u32::from((wait.mean - theory).abs() <= half);
        assert!(half < 0.2 * theory, "{half}");
    }
    // Nineteen of twenty give one, and nineteen of twenty of these cover; five times the standard error is left.
    assert!(given >= 14 && covering + 5 >= given, "{covering} of {given}");
    // What is counted up to a day has none.
    let counted = shipped_study("channel");
    let ran = ran(&counted, 1);
    assert_eq!(measured(&counted, &ran, "on_disc").half, None);
}

#[test]
fn figures_at_their_bounds_are_as_if_the_study_said_so() {
    let text = |value: &str, more: &str| {
        format!(
            "
starts: 2020-01-01
ends: 2020-03-31
figures:
  arriving: {{ value: 20, assumed: test }}
  served: {{ value: {value}, between: [5, 15], assumed: test }}
arrivals:
  - {{ a_day: arriving }}
capacities:
  desk: {{ a_day: served }}
behaviour:
  waiting:
    - {{ do: claim }}
  claimed:
    - {{ do: serve, needs: desk }}
measures:
  lapsed: {{ expired: patience }}
{more}"
        )
    };
    let ten = study(&text("10", "sensitivity: [served]\n"));
    let bounds = ran(&ten, 2).bounds;
    assert_eq!(bounds.iter().map(|at| at.upper).collect::<Vec<_>>(), [false, true]);
    for (at, value) in bounds.iter().zip(["5", "15"]) {
        assert_eq!(at.measures, ran(&study(&text(value, "")), 2).measures);
    }
    let shown = try_study(&text("10", "sensitivity: [arriving]\n")).unwrap_err();
    assert!(shown.contains("the figure `arriving` has no bounds"), "{shown}");
}

#[test]
fn what_a_figure_was_chosen_for_is_told_from_what_is_predicted() {
    let text = "
starts: 2020-01-01
ends: 2020-01-31
sources:
  report: { publisher: Desk, date: 2020-02-01 }
figures:
  arriving: { value: 20, assumed: test, chosen_for: arrived }
arrivals:
  - { a_day: arriving, pattern: regular }
behaviour:
  waiting:
    - { do: serve }
measures:
  arrived: { arrivals: true, published: { value: 620, source: report } }
  served: { acts: serve, published: { value: 500, source: report } }
  lapsed: { expired: patience }
";
    let study = study(text);
    let ran = ran(&study, 2);
    let run = Run { study: &study, ran: &ran, replications: 2 };
    let style = greffe::report::text::Style { color: false, width: 120, lang: Lang::En, explain: false };
    let shown = greffe::report::simulate::text(&run, &style);
    let line = |of: &str| shown.lines().filter(|line| line.contains(of)).nth(1).unwrap_or_default().to_owned();
    assert!(line("(1)").contains("620 [1]") && line("(1)").ends_with("chosen"), "{shown}");
    assert!(line("(2)").contains("+24.0") && line("(2)").ends_with("prediction"), "{shown}");
    let chosen: Vec<bool> =
        json(&run, Lang::En)["measures"].as_array().unwrap().iter().map(|m| m["chosen"] == true).collect();
    assert_eq!(chosen, [true, false, false]);
    let shown = try_study(&text.replace("chosen_for: arrived", "chosen_for: lapsed")).unwrap_err();
    assert!(shown.contains("the measure `lapsed` has no published number"), "{shown}");
}

fn as_json(study: &Study, threads: usize) -> String {
    let ran = simulate(study, Experiment { replications: 3, threads }, &mut |_| {});
    json(&Run { study, ran: &ran, replications: 3 }, Lang::En).to_string()
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let mut study = queue_of("{ a_day: served_a_day, order: random }", &["one", "three", "short", "long"]);
    study.ends = study.starts.plus(60).unwrap();
    let one = as_json(&study, 1);
    assert_eq!(one, as_json(&study, 4));
    study.seed += 1;
    assert_ne!(one, as_json(&study, 1));
}

/// Ten requests in January, each granted in February for more than the text of January allows.
fn permits(said: &str) -> Result<Study, String> {
    let text = format!(
        "
{said}
starts: 2011-01-20
ends: 2011-03-31
timing: days
figures:
  asked: {{ value: 1, assumed: test }}
  last: {{ value: 2011-01-29, assumed: test }}
  waiting: {{ value: 20 days, assumed: test }}
arrivals:
  - {{ a_day: asked, pattern: regular, until: last }}
behaviour:
  open:
    - {{ do: ask }}
  asked:
    - {{ do: grant, with: {{ amount: 80 }}, after: waiting }}
measures:
  granted: {{ acts: grant }}
  refused: {{ refused: grant }}
"
    );
    try_study_of("permit", &text)
}

#[test]
fn a_study_of_contested_law_says_which_reading_it_takes() {
    for (by, granted, refused) in [("act", 10.0, 0.0), ("first_act", 0.0, 10.0)] {
        let study = permits(&format!("applies_by: {by}")).unwrap_or_else(|errors| panic!("{errors}"));
        let ran = ran(&study, 1);
        assert_eq!(
            (measured(&study, &ran, "granted").mean, measured(&study, &ran, "refused").mean),
            (granted, refused)
        );
    }
    let unsaid = permits("").unwrap_err();
    assert!(unsaid.contains("which edition of `permit` governs a case is contested"), "{unsaid}");
    assert!(
        unsaid.contains("`applies_by: first_act` (by the request) or `applies_by: act` (by the grant)"),
        "{unsaid}"
    );
    let settled = try_study("applies_by: first_act\nstarts: 2020-01-01\nends: 2020-01-02\narrivals: []\nbehaviour: {}")
        .unwrap_err();
    assert!(settled.contains("`first_act` is not a reading of `desk`"), "{settled}");
}

#[test]
fn simulated_courses_replay_with_the_same_verdicts() {
    for name in ["link-cut", "phases", "discs"] {
        let mut study = shipped_study(name);
        study.weight *= 50;
        let system = System::of(&study.editions);
        let courses = courses(&study, 40);
        assert!(courses.len() >= 30, "{name}: {}", courses.len());
        let mut done = 0;
        for course in &courses {
            let outcomes = Drive::new(&system).run(course, &mut ()).expect("an edition is in force");
            assert_eq!(outcomes.len(), course.len());
            for outcome in &outcomes {
                assert!(matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular), "{name}: {outcome:?}");
            }
            done += outcomes.len();
        }
        assert!(done > 2 * courses.len(), "{name}: {done} acts");
    }
}

#[test]
fn every_shipped_study_is_without_fault_and_says_what_its_figures_rest_on() {
    let names: Vec<&str> = (shipped().iter())
        .filter(|file| file.kind == greffe::library::Kind::Study)
        .map(|file| file.name.as_str())
        .collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        let study = shipped_study(name);
        assert!(study.title.fr.is_some() && study.measures.iter().all(|measure| measure.label.fr.is_some()), "{name}");
        assert!(study.figures.iter().all(|figure| figure.label.fr.is_some()), "{name}");
    }
}

#[test]
fn the_stock_lasts_until_two_months_after_the_cut_or_less_by_its_order() {
    let mut study = shipped_study("link-cut");
    study.vary.truncate(1);
    let ran = simulate(&study, Experiment { replications: 2, threads: 2 }, &mut |_| {});
    let dry: Vec<i32> = ran.points.iter().map(|point| point.measures[0].unwrap().mean.round() as i32).collect();
    let day = |text: &str| text.parse::<greffe::calendar::Day>().unwrap().number();
    // First in, first out and at random: what came on 16 May is erased on 16 July. Last in, first out: by then the
    // newest are worked off; 15,000 a day against 71,613 leave the older ones to be erased first.
    assert_eq!(dry[..2], [day("2011-07-16"), day("2011-07-16")]);
    assert!((day("2011-07-01")..=day("2011-07-08")).contains(&dry[2]), "{dry:?}");
}

#[test]
fn faults_are_shown_at_their_places() {
    let shown = try_study(
        "
starts: 2020-01-01
ends: 2020-12-31
figures:
  arriving: { value: 50 }
  rate: { value: 2 months, assumed: test }
  share: { value: 90 %, assumed: test, between: [10 %, 20 %] }
  unused: { value: 3, assumed: test }
arrivals:
  - { a_day: ariving }
capacities:
  desk: { a_day: share, takes: share }
behaviour:
  wating:
    - { do: serve }
  waiting:
    - { do: [claim, sreve], after: 3 days, needs: desk }
    - either: [{ share: share, then: [{ do: serve }] }, { share: share, then: [] }]
  claimed:
    - {}
duties:
  nothing: { do: serve }
measures:
  two: { acts: serve, refused: serve }
  when: { stock: waiting }
vary:
  - { figure: share, over: [3 days] }
  - { order_of: desk, over: [fifo] }
",
    )
    .unwrap_err();
    golden::matches(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulate/faults.txt"), &shown);
}

#[test]
fn the_example_of_the_documentation_is_without_fault() {
    let page = include_str!("../docs/simulate.md");
    let example = page.split("```yaml study\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let files: Memory = [("example.yaml", example.to_owned())].into_iter().collect();
    let mut library = Library::new(files);
    let What::Study(id) = library.open_file(Path::new("example.yaml")).unwrap().what else { panic!("it is a study") };
    let mut found = Diagnostics::new();
    let study = library.study(id).and_then(|parts| lower(&parts, &mut found));
    found.extend(library.diagnostics().iter().cloned());
    assert!(found.is_empty(), "{}", render_all(&found, library.sources(), Style::default()));
    // Every key of the format has its place on the page.
    let schema = greffe::syntax::schema::study().to_string();
    assert!(study.is_some() && schema.len() > 1000);
    let schema = greffe::syntax::schema::study();
    let objects = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for key in objects.flat_map(|object| object["properties"].as_object().into_iter().flatten()).map(|(key, _)| key) {
        let of_sources =
            ["publisher", "url", "file", "date", "inferred", "not_before", "not_after"].contains(&key.as_str());
        assert!(of_sources || page.contains(&format!("`{key}")) || page.contains(&format!("{key}:")), "{key}");
    }
}

#[test]
fn plots_and_tables_hold_what_was_counted() {
    let study = queue_of("{ a_day: served_a_day }", &["one", "three", "short", "long"]);
    let ran = ran(&study, 2);
    let run = Run { study: &study, ran: &ran, replications: 2 };
    let series = greffe::report::simulate::series_csv(&run);
    let arrived: f64 = (series.lines().filter(|line| line.contains(",arrivals,")))
        .map(|line| line.split(',').nth(3).unwrap().parse::<f64>().unwrap())
        .sum();
    let counted: u64 = ran.tallies.iter().flat_map(|tally| &tally.arrivals).map(|count| u64::from(*count)).sum();
    assert_eq!(arrived, counted as f64 / 2.0);
    let measures = greffe::report::simulate::measures_csv(&run);
    assert_eq!(measures.lines().count(), 1 + study.measures.len());
    let plots = greffe::picture::study::plots(&run, Lang::En);
    assert_eq!(plots.len(), 2);
    for (name, svg) in plots {
        assert!(name.ends_with(".svg") && svg.starts_with("<?xml") && svg.contains("<path"), "{name}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
}
