//! Maps that are wrong say where, and what would be right.

use super::register::{FINES_MAP, checked, editions, fines};

/// What is wrong with the map of fines once a part of it is another.
#[track_caller]
fn wrong(from: &str, to: &str) -> Vec<String> {
    assert!(FINES_MAP.contains(from), "{from}");
    checked(&FINES_MAP.replace(from, to), fines()).unwrap_err()
}

#[test]
fn names_that_do_not_exist() {
    assert_eq!(wrong("act: send\n", "act: sent\n"), ["17:10 there is no act `sent` in `it-road-fine`"]);
    let found = wrong("{ cents: { field: expense", "{ cent: { field: expense");
    assert_eq!(found, ["18:16 the act `send` has no detail `cent`"]);
    assert_eq!(
        wrong("notify\n  Payment", "{ act: notify, by: cop }\n  Payment"),
        ["19:48 there is no role `cop` in `it-road-fine`"]
    );
    assert_eq!(
        wrong("date: time:timestamp", "date: { field: time:timestamp, zone: Europe/Roma }"),
        ["9:38 there is no time zone `Europe/Roma`"]
    );
    assert_eq!(wrong("activities:", "activites:").len(), 1);
}

#[test]
fn details() {
    assert_eq!(
        wrong("    details: { cents: { field: paymentAmount, times: 100 } }\n", ""),
        ["21:10 `pay` needs the detail `cents`"]
    );
    assert_eq!(wrong("abroad: { is: false }", "abroad: { is: no }"), ["15:21 `no` is not a boolean"]);
    assert_eq!(
        wrong("abroad: { is: false }", "abroad: { field: x, times: 100 }"),
        ["15:34 only a number is multiplied"]
    );
    assert_eq!(
        wrong("abroad: { is: false }", "abroad: { words: { x: true } }"),
        ["15:15 a detail needs a `field`, or what it always `is`"]
    );
    assert_eq!(wrong("abroad: { is: false }", "abroad: { is: false, field: x }").len(), 1);
    assert_eq!(wrong("field: expense, times: 100", "field: expense, times: 0"), ["18:48 `times` is at least 1"]);
}

#[test]
fn who_acts_must_be_told() {
    let editions = editions("graduated-response");
    // A referral comes from the rights holders or from the prosecutor.
    let map = "map: m\ncase: c\nact: a\ndate: d\nactivities:\n  x: { act: refer, details: { facts: f } }\n";
    let found = checked(map, editions).unwrap_err();
    assert_eq!(found.first().map(String::as_str), Some("6:13 who does `refer`?"));
    assert!(checked(&format!("role: r\n{map}"), editions).is_ok());
    assert!(checked(&map.replace("refer,", "refer, by: prosecutor,"), editions).is_ok());
}

#[test]
fn the_schema_knows_every_key() {
    let schema = greffe::syntax::schema::map();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let map: serde_json::Value = serde_yaml::from_str(FINES_MAP).unwrap();
    let errors: Vec<String> = validator.iter_errors(&map).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let wrong: serde_json::Value = serde_yaml::from_str(&FINES_MAP.replace("case:", "cases:")).unwrap();
    assert!(!validator.is_valid(&wrong));
}
