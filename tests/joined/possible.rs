//! What is broken where dates are uncertain: compared with a replay for every combination of the possible dates.

use super::{Broken, broken, certain};

/// An event: its machine and act, and its first and last possible day in March 2011.
type Fact = (&'static str, &'static str, u32, u32);

fn scenario(facts: &[Fact], as_of: &str) -> String {
    let mut text = format!("scenario: s\ntitle: S\nsystem: house\nas_of: {as_of}\nevents:\n");
    for (machine, act, first, last) in facts {
        let on = if first == last {
            format!("2011-03-{first:02}")
        } else {
            format!("{{ not_before: 2011-03-{first:02}, not_after: 2011-03-{last:02} }}")
        };
        text.push_str(&format!("  - {{ on: {on}, machine: {machine}, act: {act}, sources: hypothesis }}\n"));
    }
    text
}

/// The facts on every combination of their possible days that keeps the order of each machine.
fn definite(facts: &[Fact]) -> Vec<Vec<Fact>> {
    let mut all: Vec<Vec<Fact>> = vec![Vec::new()];
    for (machine, act, first, last) in facts {
        let days = |known: &Vec<Fact>| {
            let before = known.iter().rev().find(|fact| fact.0 == *machine).map_or(0, |fact| fact.2);
            (*first.max(&before)..=*last).collect::<Vec<_>>()
        };
        let with = |known: &Vec<Fact>, day: u32| known.iter().copied().chain([(*machine, *act, day, day)]).collect();
        all = all.iter().flat_map(|known| days(known).into_iter().map(|day| with(known, day))).collect();
    }
    all
}

const SHAPES: [&[Fact]; 9] = [
    &[("door", "open", 1, 1), ("lamp", "light", 2, 2)],
    &[("door", "open", 1, 4), ("lamp", "light", 2, 6)],
    &[("lamp", "light", 1, 3), ("door", "open", 2, 5), ("lamp", "quench", 4, 6)],
    &[("door", "open", 1, 3), ("door", "shut", 2, 5), ("lamp", "light", 3, 5)],
    &[("door", "open", 1, 2), ("door", "wall", 5, 7), ("lamp", "light", 3, 8)],
    &[("lamp", "light", 1, 2), ("lamp", "quench", 3, 4), ("door", "open", 5, 6), ("lamp", "light", 6, 12)],
    &[("door", "open", 3, 3), ("lamp", "light", 3, 3)],
    &[("lamp", "light", 3, 3), ("door", "open", 3, 3), ("door", "wall", 4, 9)],
    &[("door", "open", 1, 1), ("door", "open", 6, 8), ("lamp", "light", 7, 9)],
];

#[test]
fn certain_just_if_in_every_world_and_told_if_in_some() {
    let mut seen = [0, 0, 0];
    for facts in SHAPES {
        for as_of in ["2011-03-09", "2011-03-12", "2011-04-01"] {
            let text = scenario(facts, as_of);
            let told: Vec<Broken> = broken(&text).unwrap_or_else(|error| panic!("{error}"));
            let worlds: Vec<Vec<String>> =
                definite(facts).iter().map(|facts| certain(&scenario(facts, as_of))).collect();
            let names: Vec<String> = super::HOUSE[2]
                .1
                .lines()
                .filter_map(|l| l.strip_prefix("  ")?.split_once(": {"))
                .map(|(name, _)| name.to_owned())
                .collect();
            for name in &names {
                let broken = worlds.iter().filter(|world| world.contains(name)).count();
                let told = told.iter().find(|told| told.name == *name);
                match told {
                    Some(told) if told.certain => {
                        assert_eq!(broken, worlds.len(), "{name} is not broken everywhere\n{text}")
                    }
                    Some(_) => seen[1] += 1,
                    None => assert_eq!(broken, 0, "{name} may be broken\n{text}"),
                }
                seen[0] += usize::from(told.is_some_and(|told| told.certain));
                seen[2] += usize::from(told.is_none());
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 10), "each comes about: {seen:?}");
}

/// With one possible day for each event there is one world, and nothing is left open.
#[test]
fn what_is_certain_is_told_so() {
    for facts in SHAPES {
        for facts in definite(facts) {
            let told = broken(&scenario(&facts, "2011-04-01")).unwrap();
            assert!(told.iter().all(|told| told.certain && told.on.len() == 1), "{facts:?}: {told:?}");
        }
    }
}

/// Opened on 1 March, the door falls shut after 4 March; lit on the 2nd, the lamp burns out after the 12th.
#[test]
fn the_days_are_those_of_the_breach() {
    let facts = [("door", "open", 1, 1), ("lamp", "light", 2, 2)];
    let told = broken(&scenario(&facts, "2011-04-01")).unwrap();
    let told: Vec<(&str, &str, &str)> =
        told.iter().map(|t| (t.of.as_str(), t.name.as_str(), t.on[0].as_str())).collect();
    assert_eq!(told, [("house", "never_lit_and_open", "2011-03-02"), ("house", "shut_before_it_is_lit", "2011-03-02")],);
    // Lit on the 8th, it is not lit within five days from the 1st: until the 6th.
    let facts = [("door", "open", 1, 1), ("lamp", "light", 8, 8)];
    let told = broken(&scenario(&facts, "2011-04-01")).unwrap();
    assert_eq!(
        told.iter().map(|t| (t.name.as_str(), t.on[0].as_str())).collect::<Vec<_>>(),
        [("lit_once_open", "2011-03-06")]
    );
}
