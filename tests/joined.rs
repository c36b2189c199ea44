//! Scenarios that name a system: whose properties break, in which possible worlds; and proofs that replays never
//! contradict.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "joined/agreement.rs"]
mod agreement;
#[path = "joined/details.rs"]
mod details;
#[path = "common/dice.rs"]
mod dice;
#[path = "joined/drawn.rs"]
mod drawn;
#[path = "joined/drawn_conditions.rs"]
mod drawn_conditions;
#[path = "joined/possible.rs"]
mod possible;
#[path = "joined/random.rs"]
mod random;
#[path = "joined/shown.rs"]
mod shown;
#[path = "joined/twins.rs"]
mod twins;

use std::rc::Rc;

use greffe::calendar::End;
use greffe::diagnostic::{Diagnostics, Style, render_all};
use greffe::library::{Library, Memory, What};
use greffe::replay::{Happening, Options, replay};

const HOUSE: [(&str, &str); 3] = [
    ("door.yaml", include_str!("joined/door.yaml")),
    ("lamp.yaml", include_str!("joined/lamp.yaml")),
    ("house.yaml", include_str!("joined/house.yaml")),
];

/// A library with the house, and a scenario of its own.
fn library(scenario: &str) -> Library {
    let files = HOUSE.iter().copied().chain([("scenario.yaml", scenario)]);
    Library::new(files.collect::<Memory>())
}

/// A property that a replay finds broken.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Broken {
    /// The machine or the system.
    of: String,
    name: String,
    on: Vec<String>,
    certain: bool,
    following: Option<String>,
}

/// What is wrong with a scenario; else the properties that a replay of it finds broken.
fn broken(scenario: &str) -> Result<Vec<Broken>, String> {
    let mut library = library(scenario);
    let opened = library.open_scenario("./scenario.yaml").unwrap();
    let mut found = Diagnostics::new();
    let checked = match opened.what {
        What::Scenario(id) => library.scenario(id, &mut found),
        _ => None,
    };
    found.extend(library.diagnostics().iter().cloned());
    let Some(checked) = checked.filter(|_| !found.has_errors()) else {
        return Err(render_all(&found, library.sources(), Style::default()));
    };
    let replay = replay(Rc::new(checked), &Options::default());
    let told = replay.passed.iter().filter_map(|passed| {
        let Happening::Broken { property, following } = passed.what else { return None };
        let facts = &replay.scenario;
        Some(Broken {
            of: facts.name_of(passed.machine).to_owned(),
            name: facts.editions(passed.machine).get(passed.edition).property(property).name.clone(),
            on: passed.lasts.iter().map(End::to_string).collect(),
            certain: passed.certain,
            following: following.map(|ix| facts.events[ix].id.clone()),
        })
    });
    Ok(told.collect())
}

/// The names of what breaks in every possible world.
fn certain(scenario: &str) -> Vec<String> {
    let all = broken(scenario).unwrap_or_else(|error| panic!("{error}\n{scenario}"));
    all.into_iter().filter(|broken| broken.certain).map(|broken| broken.name).collect()
}
