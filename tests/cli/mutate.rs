//! `greffe mutate`

use super::{Folder, golden, greffe, json, root, stderr, stdout};

const PERMIT: &str = r#"procedure: permit
edition: 2020-01-01
title: { en: A permit, fr: Un permis }
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: {}
roles:
  town:  { en: Town, fr: Commune, authority: true }
  owner: { en: Owner, fr: Propriétaire }
states:
  idle:   { en: Nothing asked, fr: Rien de demandé, initial: true }
  asked:  { en: Permit asked for, fr: Permis demandé }
  given:  { en: Permit given, fr: Permis accordé, final: true }
  lapsed: { en: Request lapsed, fr: Demande caduque, final: true }
acts:
  ask:  { en: Request, fr: Demande, by: owner }
  give: { en: Permit, fr: Permis, by: town }
deadlines:
  answer: { en: Time to answer, fr: Délai de réponse, counted_from: act.on, lasts: 2 months, basis: policy }
transitions:
  - { act: ask, from: idle, to: asked, basis: policy, starts: answer }
  - act: give
    from: asked
    to: given
    basis: policy
    requires:
      - check: "act.on >= 10 days from last(ask).on"
        basis: policy
        otherwise_say: { en: neighbours have ten days to object, fr: les voisins ont dix jours pour s'opposer }
  - { when_over: answer, from: asked, to: lapsed }
"#;

/// A law, and scenarios that leave some of its rules untested.
fn permit() -> Folder {
    let folder = Folder::new();
    let scenario = |name: &str, day: &str, expect: &str| {
        format!(
            "scenario: {name}\ntitle: {name}\nmachines: {{ house: {{ procedure: permit }} }}\nevents:\n  - {{ id: \
             request, on: 2020-03-02, machine: house, act: ask, certainty: assumed }}\n  - {{ id: permit, on: {day}, \
             machine: house, act: give, certainty: assumed }}\nexpect:\n{expect}"
        )
    };
    let early =
        "  states: { house: given }\n  verdicts: { permit: illegal }\n  deadlines: { house.answer: 2020-05-02 }\n";
    folder
        .write("procedures/permit.yaml", PERMIT)
        .write("scenarios/in-time.yaml", scenario("in-time", "2020-03-20", "  verdicts: { permit: legal }\n"))
        .write("scenarios/early.yaml", scenario("early", "2020-03-09", early))
        .write("scenarios/wrong.yaml", scenario("wrong", "2020-03-20", "  states: { house: asked }\n"));
    folder
}

#[track_caller]
fn shows(name: &str, folder: &Folder, arguments: &[&str], status: i32) {
    let output = folder.run(arguments);
    assert_eq!(output.status.code(), Some(status), "{}{}", stdout(&output), stderr(&output));
    golden::matches(&root().join("tests/cli/mutate").join(name), &(stderr(&output) + &stdout(&output)));
}

#[test]
fn what_nobody_would_notice_is_told() {
    let folder = permit();
    shows("permit.txt", &folder, &["mutate", "permit"], 1);
    shows("permit-fr.txt", &folder, &["mutate", "permit", "--lang", "fr"], 1);
    shows("listed.txt", &folder, &["mutate", "permit", "--list"], 0);
    let run = json(&folder.run(&["mutate", "permit", "--format", "json"]));
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "mutate"]))).unwrap();
    assert!(validator.is_valid(&run));
    assert_eq!(run["failing"], serde_json::json!(["wrong"]));
    assert_eq!(run["all"].as_u64(), Some(run["killed"].as_u64().unwrap() + run["survived"].as_u64().unwrap()));
    let shifted = |name: &str| {
        let all = run["mutants"].as_array().unwrap();
        all.iter().find(|m| m["mutant"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
    };
    let shorter = shifted("give.requires[0] 10 days -> 9 days");
    assert_eq!((&shorter["result"], &shorter["line"]), (&"survived".into(), &27.into()));
    assert_eq!(shorter["condition"], "act.on >= 9 days from last(ask).on");
    let weaker = shifted("give.requires[0] required -> recommended");
    assert_eq!((&weaker["result"], &weaker["scenario"]), (&"killed".into(), &"early".into()));
}

#[test]
fn a_scenario_for_each_side_of_the_bound_is_enough() {
    let folder = permit();
    folder.write("more/last.yaml", MORE.replace("DAY", "2020-03-12").replace("WHICH", "legal"));
    folder.write("more/ninth.yaml", MORE.replace("DAY", "2020-03-11").replace("WHICH", "illegal"));
    let run = json(&folder.run(&["mutate", "permit", "--scenarios", "more", "--format", "json"]));
    let mutants = run["mutants"].as_array().unwrap();
    let shifted = mutants.iter().filter(|m| m["mutant"].as_str().unwrap().contains("10 days ->"));
    let results: Vec<_> = shifted.map(|m| (m["result"].clone(), m["scenario"].clone())).collect();
    assert_eq!(results, [("killed".into(), "day-2020-03-11".into()), ("killed".into(), "day-2020-03-12".into())]);
}

const MORE: &str = "scenario: day-DAY
title: A day
machines: { house: { procedure: permit } }
events:
  - { id: request, on: 2020-03-02, machine: house, act: ask, certainty: assumed }
  - { id: permit, on: DAY, machine: house, act: give, certainty: assumed }
expect: { verdicts: { permit: WHICH } }
";

#[test]
fn survivors_may_be_accepted() {
    let folder = permit();
    let run = json(&folder.run(&["mutate", "permit", "--format", "json"]));
    let survivors = run["mutants"].as_array().unwrap().iter().filter(|m| m["result"] == "survived");
    let names: Vec<&str> = survivors.map(|m| m["mutant"].as_str().unwrap()).collect();
    let list = |names: &[&str]| {
        let lines: String = names.iter().map(|name| format!("      - {name}\n")).collect();
        format!(
            "survivors_of: permit\nedition: 2020-01-01\nsurvivors:\n  - mutant:\n{lines}    because: {{ en: a draft, fr: \
             une esquisse }}\n"
        )
    };
    folder.write("all.yaml", list(&names));
    let accepted = folder.run(&["mutate", "permit", "--survivors", "all.yaml"]);
    assert_eq!(accepted.status.code(), Some(0), "{}{}", stderr(&accepted), stdout(&accepted));
    let last = stdout(&accepted).lines().last().unwrap().to_owned();
    assert!(last.ends_with(&format!("{0} survived, {0} of them accepted with a reason", names.len())), "{last}");
    // One is left, one is noticed meanwhile, and one was never there.
    let mut stale = names[1..].to_vec();
    stale.extend(["give.requires[0] required -> recommended", "give.requires[7] dropped"]);
    folder.write("stale.yaml", list(&stale));
    shows("stale.txt", &folder, &["mutate", "permit", "--survivors", "stale.yaml"], 1);
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "survivors"]))).unwrap();
    assert!(validator.is_valid(&serde_json::json!({
        "survivors_of": "permit", "edition": "2020-01-01", "survivors": [{ "mutant": "a", "because": "b" }]
    })));
}

#[test]
fn what_cannot_be_used_is_refused() {
    let folder = permit();
    folder.write("other.yaml", "survivors_of: other\nedition: 2020-01-01\n");
    folder.write("bad.yaml", "survivors_of: permit\nsurvivors: [{ mutant: a }]\n");
    shows("unknown.txt", &folder, &["mutate", "permits"], 2);
    shows("no-edition.txt", &folder, &["mutate", "permit@2021-01-01"], 2);
    shows("other.txt", &folder, &["mutate", "permit", "--survivors", "other.yaml"], 2);
    shows("bad.txt", &folder, &["mutate", "permit", "--survivors", "bad.yaml"], 2);
    shows("missing.txt", &folder, &["mutate", "permit", "--survivors", "missing.yaml"], 2);
    shows("procedure.txt", &folder, &["mutate", "permit", "--scenarios", "procedures/permit.yaml"], 2);
    folder.write("broken/a.yaml", "scenario: a\ntitle: A\nmachines: { house: { procedure: permits } }\n");
    shows("broken.txt", &folder, &["mutate", "permit", "--scenarios", "broken"], 2);
}

#[test]
fn each_edition_is_changed_in_turn() {
    let editions =
        |argument: &str| json(&greffe(&["mutate", argument, "--list", "--format", "json"]))["editions"].clone();
    let all = editions("cnil-urgency");
    assert!(all.as_array().unwrap().len() > 1);
    assert_eq!(editions("cnil-urgency@2011-03-31"), serde_json::json!(["2011-03-31"]));
}
