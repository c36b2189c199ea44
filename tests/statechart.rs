//! Every shipped procedure, in every edition and both languages, as a statechart: nothing lies on anything else, and
//! nothing is missing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::rc::Rc;
use std::sync::LazyLock;

use greffe::ids::StateSet;
use greffe::picture::geometry::Rect;
use greffe::picture::statechart::{Options, Statechart, course, edition, statechart};
use greffe::procedure::Procedure;
use greffe::replay::{self, replay};
use greffe::text::Lang;

/// The shipped procedures, each edition.
fn editions() -> Vec<Procedure> {
    common::shipped().into_values().flat_map(|editions| editions.all().to_vec()).collect()
}

/// Every chart, with its procedure and a name: of every edition, and of every machine of the affair.
static CHARTS: LazyLock<Vec<(Procedure, Statechart, String)>> = LazyLock::new(|| {
    let mut charts = Vec::new();
    for procedure in editions() {
        for lang in [Lang::En, Lang::Fr] {
            let chart = statechart(&procedure, &Options { lang, ..Options::default() });
            let name = format!("{}@{} {lang:?}", procedure.name(), procedure.edition());
            charts.push((procedure.clone(), chart, name));
        }
    }
    let procedures = common::shipped();
    let affair = common::scenario("tmg-2011", &common::text("scenarios/tmg-2011.yaml"), &procedures).unwrap();
    let replay = replay(Rc::new(affair), &replay::Options::default());
    for machine in 0..replay.scenario.machines.len() {
        let procedure = replay.scenario.editions(machine).get(edition(&replay, machine));
        for lang in [Lang::En, Lang::Fr] {
            let course = course(&replay, machine, procedure, lang);
            assert!(!course.steps.is_empty() && !course.states.is_empty());
            let chart = statechart(procedure, &Options { lang, course: Some(&course), ..Options::default() });
            charts.push((procedure.clone(), chart, format!("machine {machine} of the affair, {lang:?}")));
        }
    }
    charts
});

/// Runs a check on every chart.
fn every_chart(check: impl Fn(&Procedure, &Statechart, &str)) {
    assert!(CHARTS.len() > 50, "{} charts", CHARTS.len());
    CHARTS.iter().for_each(|(procedure, chart, name)| check(procedure, chart, name));
}

#[test]
fn labels_lie_on_no_label_no_state_and_no_other_arrow() {
    every_chart(|_, chart, name| {
        for (index, (label, arrow)) in chart.labels.iter().enumerate() {
            for (other, _) in &chart.labels[index + 1..] {
                assert!(!label.overlaps(*other), "{name}: {label:?} on {other:?}");
            }
            for (state, bounds) in &chart.states {
                assert!(!label.overlaps(*bounds), "{name}: {label:?} on {state:?}");
            }
            for (of, line) in chart.lines.iter().filter(|(of, _)| Some(*of) != *arrow) {
                assert!(!line.iter().any(|point| label.has(*point)), "{name}: arrow {of} through {label:?}");
            }
        }
    });
}

#[test]
fn arrows_pass_no_state_and_touch_their_own_labels_at_most() {
    every_chart(|_, chart, name| {
        for (of, line) in &chart.lines {
            for (state, bounds) in &chart.states {
                assert!(!line.iter().any(|point| bounds.has(*point)), "{name}: arrow {of} through {state:?}");
            }
            for (label, arrow) in &chart.labels {
                if Some(*of) == *arrow {
                    assert!(!line.iter().any(|point| label.has(*point)), "{name}: arrow {of} through its label");
                }
            }
        }
    });
}

#[test]
fn points_of_lines_are_so_close_that_no_label_fits_between() {
    every_chart(|_, chart, name| {
        for (of, line) in &chart.lines {
            for pair in line.windows(2) {
                let (dx, dy) = ((pair[0].x - pair[1].x).abs(), (pair[0].y - pair[1].y).abs());
                // A line of text is 13 pixels high; what is wider than high passes over one within two points.
                assert!(dy < 13.0 || dx < 0.1, "{name}: arrow {of} leaps by {dx} and {dy}");
            }
        }
    });
}

#[test]
fn frames_hold_their_states_and_no_others() {
    every_chart(|procedure, chart, name| {
        for (group, frame) in &chart.frames {
            let inside: StateSet =
                chart.states.iter().filter(|(_, bounds)| frame.holds(*bounds)).map(|(state, _)| *state).collect();
            assert_eq!(inside, *group, "{name}");
            let touched: StateSet =
                chart.states.iter().filter(|(_, bounds)| frame.overlaps(*bounds)).map(|(state, _)| *state).collect();
            assert_eq!(touched, *group, "{name}");
            assert!(procedure.groups().iter().any(|known| known.states == *group), "{name}");
        }
        for (index, (_, frame)) in chart.frames.iter().enumerate() {
            for (_, other) in &chart.frames[index + 1..] {
                assert!(!frame.overlaps(*other) || frame.holds(*other), "{name}: {frame:?} and {other:?}");
            }
        }
    });
}

#[test]
fn every_state_and_transition_is_there_and_the_size_is_fit_to_be_read() {
    every_chart(|procedure, chart, name| {
        let svg = chart.picture.standalone();
        for (_, state) in procedure.states() {
            assert!(svg.contains(&format!("data-state=\"{}\"", state.name)), "{name}: {}", state.name);
        }
        let numbers = svg.split("data-transition=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let numbers: Vec<usize> =
            numbers.flat_map(|list| list.split(' ').map(|n| n.parse().expect("a number"))).collect();
        for (id, _) in procedure.transitions() {
            // Once in the chart, once in the notes.
            assert!(numbers.iter().filter(|n| **n == id.index() + 1).count() >= 2, "{name}: {}", id.index() + 1);
        }
        let sheet = Rect { x: 0.0, y: 0.0, width: chart.picture.width, height: chart.picture.height };
        let boxes = chart.states.iter().map(|(_, b)| b).chain(chart.frames.iter().map(|(_, b)| b));
        assert!(boxes.chain(chart.labels.iter().map(|(b, _)| b)).all(|b| sheet.holds(*b)), "{name}");
        assert!(chart.lines.iter().flat_map(|(_, line)| line).all(|point| sheet.has(*point)), "{name}");
        assert!(chart.picture.width <= 2100.0, "{name}: {} pixels wide", chart.picture.width);
        assert!(svg.len() <= 200_000, "{name}: {} bytes", svg.len());
    });
}

#[test]
fn the_same_procedure_gives_the_same_bytes() {
    for procedure in editions() {
        let again = || statechart(&procedure, &Options::default()).picture.standalone();
        assert_eq!(again(), again());
    }
}
