//! Timelines: what is drawn, and that it can be read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::rc::Rc;

use greffe::diagnostic::Diagnostics;
use greffe::library::{Kind, Library, Nothing, What, shipped};
use greffe::picture::geometry::Rect;
use greffe::picture::timeline::{Options, Timeline, draw};
use greffe::replay::{self, replay_history};
use greffe::text::Lang;

/// The timelines of a scenario that comes with the program, in both languages.
fn timelines(name: &str, library: &mut Library) -> [Timeline; 2] {
    let What::Scenario(id) = library.open_scenario(name).expect("it is shipped").what else { panic!("a scenario") };
    let scenario = library.scenario(id, &mut Diagnostics::new()).expect("it has no errors");
    let options = replay::Options { brief: true, ..replay::Options::default() };
    let (replay, history) = replay_history(Rc::new(scenario), &options, false);
    [Lang::En, Lang::Fr].map(|lang| draw(&replay, &history, Options::alone(lang)))
}

/// Nothing that is written covers anything else, or sticks out.
fn assert_legible(name: &str, timeline: &Timeline) {
    let picture = &timeline.picture;
    let paper = Rect { x: 0.0, y: 0.0, width: picture.width, height: picture.height };
    for (index, label) in timeline.labels.iter().enumerate() {
        let bounds = label.bounds;
        assert!(paper.holds(bounds), "{name}: “{}” sticks out: {bounds:?}", label.text);
        for other in timeline.labels.iter().skip(index + 1) {
            let apart = !bounds.grown(-0.5).overlaps(other.bounds.grown(-0.5));
            assert!(apart, "{name}: “{}” covers “{}”", label.text, other.text);
        }
        for sign in &timeline.signs {
            let apart = !bounds.grown(-0.5).overlaps(sign.grown(-0.5));
            assert!(apart, "{name}: “{}” covers a sign at {sign:?}", label.text);
        }
    }
}

#[test]
fn no_label_covers_another_on_any_scenario() {
    let scenarios: Vec<&str> =
        shipped().iter().filter(|file| file.kind == Kind::Scenario).map(|file| file.name.as_str()).collect();
    assert!(scenarios.len() > 300, "{}", scenarios.len());
    // Each thread reads its procedures once.
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for own in scenarios.chunks(scenarios.len().div_ceil(threads)) {
            scope.spawn(move || {
                let mut library = Library::new(Nothing);
                for name in own {
                    timelines(name, &mut library).iter().for_each(|timeline| assert_legible(name, timeline));
                }
            });
        }
    });
}

/// The texts of the brackets of deadlines.
fn deadlines(name: &str) -> Vec<String> {
    let [english, _] = timelines(name, &mut Library::new(Nothing));
    let texts = english.labels.into_iter().map(|label| label.text);
    texts.filter(|text| text.contains(": last day ")).collect()
}

#[test]
fn a_deadline_that_was_prolonged_is_one_bracket() {
    assert_eq!(
        deadlines("2018-french-comments-renewed-twice"),
        [
            "Four weeks to object: last day 29 March 2021, over",
            "Fifteen days for the addressee: last day 21 May 2021, running"
        ]
    );
}

#[test]
fn what_the_sources_leave_open_stays_open() {
    let [english, _] = timelines("tmg-2011", &mut Library::new(Nothing));
    let has = |text: &str| english.labels.iter().any(|label| label.text == text);
    for text in [
        "between 16 June and 29 July 2011",
        "≠ legal if “Noticed as” is controller; illegal if processor",
        "Findings under review or Formal notice running",
        "Time to comply: last day between 16 September and 29 October 2011, kept",
        "≈ 9 months",
        "same course as SCPP",
    ] {
        assert!(has(text), "“{text}” is drawn");
    }
    assert!(english.labels.iter().any(|label| label.text.starts_with("“The day that the notices bear”: 16 June 2011")));
}
