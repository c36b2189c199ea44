//! `greffe next`

use serde_json::Value;

use super::{greffe, json, prints};

fn role<'a>(outlook: &'a Value, role: &str) -> &'a Value {
    outlook["roles"].as_array().unwrap().iter().find(|r| r["role"] == role).unwrap()
}

fn names<'a>(list: &'a Value, key: &[&str]) -> Vec<&'a str> {
    let name = |entry: &'a Value| key.iter().fold(entry, |entry, key| &entry[*key]).as_str().unwrap();
    list.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn the_affair_looks_ahead() {
    prints("next/tmg-en.txt", &["next", "tmg-2011", "--on", "2011-07-01"], 0);
    prints("next/tmg-fr.txt", &["next", "tmg-2011", "--on", "2011-07-01", "--lang", "fr"], 0);
}

#[test]
fn an_unanswered_notice() {
    // Received on 16 June for three months: answered by 16 September, or the notice has expired.
    let before = json(&greffe(&["next", "evidence-on-the-last-day", "--on", "2011-09-01", "--format", "json"]));
    let controller = role(&before, "Data controller");
    assert_eq!(names(&controller["must"], &["name"]), ["comply"]);
    assert_eq!(controller["must"][0]["duty"]["due"][0], "2011-09-16");
    assert_eq!(names(&controller["may"], &["next", "act"]), ["answer"]);
    let coming = before["coming"].as_array().unwrap();
    let ends: Vec<_> = coming.iter().map(|c| (c["kind"].as_str(), c["name"].as_str(), c["last"][0].as_str())).collect();
    let last = Some("2011-09-16");
    assert!(ends.contains(&(Some("expired"), Some("compliance"), last)), "{ends:?}");
    assert!(ends.contains(&(Some("breached"), Some("comply"), last)), "{ends:?}");
    assert_eq!(before["coming"][0]["to"].as_str().or(before["coming"][1]["to"].as_str()), Some("notice_expired"));
}

#[test]
fn the_end_of_a_deadline_takes_acts_away() {
    let after = json(&greffe(&["next", "appeal-one-day-late", "--on", "2012-06-30", "--format", "json"]));
    let all: Vec<&Value> =
        after["roles"].as_array().unwrap().iter().flat_map(|r| r["no_longer"].as_array().unwrap()).collect();
    let appeal = all.iter().find(|lost| lost["act"] == "appeal").unwrap();
    assert_eq!((appeal["state"].as_str(), appeal["deadline"].as_str()), (Some("sanctioned"), Some("appeal_period")));
    assert!(appeal["last"].as_str().is_some() && appeal["event"].is_null());
    let notice = all.iter().find(|lost| lost["act"] == "decide_inspection").unwrap();
    assert!(notice["event"].as_str().is_some() && notice["deadline"].is_null());
}

#[test]
fn without_a_day_it_is_the_scenario_s_own() {
    let outlook = json(&greffe(&["next", "lawful-visit", "--format", "json"]));
    assert_eq!(outlook["on"], "2011-05-12");
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "next"]))).unwrap();
    for name in ["tmg-2011", "lawful-visit", "four-month-notice", "link-never-restored"] {
        let outlook = json(&greffe(&["next", name, "--format", "json"]));
        assert!(validator.is_valid(&outlook), "{name}");
    }
}

#[test]
fn what_cannot_be_looked_at() {
    prints("next/procedure.txt", &["next", "cnil-enforcement"], 2);
    assert_eq!(greffe(&["next", "procedures/none.yaml"]).status.code(), Some(2));
    assert_eq!(greffe(&["next", "tmg-2011", "--on", "2011-7-1"]).status.code(), Some(2));
}
