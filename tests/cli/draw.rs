//! `greffe draw`: where a picture goes, in which format, and what cannot be drawn.

use super::{Folder, greffe, prints, root, stderr, stdout};

/// What it prints; it must have nothing else to say.
fn drawn(arguments: &[&str]) -> String {
    let output = greffe(&[&["draw"], arguments].concat());
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{arguments:?}");
    stdout(&output)
}

#[test]
fn the_format_is_that_of_the_file_s_name() {
    let folder = Folder::new();
    for (name, begins) in [("a.svg", "<?xml"), ("a.dot", "digraph \"company-accounts\" {"), ("a.mmd", "---\ntitle: ")] {
        folder.write(name, "what was there before");
        let output = folder.run(&["draw", "company-accounts", "-o", name]);
        assert_eq!((output.status.code(), stdout(&output).as_str(), stderr(&output).as_str()), (Some(0), "", ""));
        let text = std::fs::read_to_string(folder.0.join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {text}");
        let format = name.trim_start_matches("a.");
        assert_eq!(text, drawn(&["company-accounts", "--format", format]), "the same to standard output");
    }
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 3, "nothing is left beside them");
    assert!(drawn(&["company-accounts", "-o", "-"]).starts_with("<?xml"));
    assert!(drawn(&["company-accounts"]).starts_with("<?xml"));
}

#[test]
fn a_day_chooses_the_edition() {
    let of = |arguments: &[&str]| drawn(&[arguments, &["--format", "mmd"]].concat()).lines().nth(1).unwrap().to_owned();
    let text_of_2011 = "title: \"CNIL: inspection, formal notice and sanction (2011)\"";
    assert_eq!(of(&["cnil-enforcement@2011-03-31"]), text_of_2011);
    assert_eq!(of(&["cnil-enforcement@2011-12-30"]), text_of_2011);
    assert_eq!(of(&["cnil-enforcement", "--on", "2011-06-16"]), text_of_2011);
    assert_ne!(of(&["cnil-enforcement", "--on", "2011-12-31"]), text_of_2011);
    // TMG's case was closed under it, whatever is in force when one looks.
    assert_eq!(of(&["cnil-enforcement", "--scenario", "tmg-2011", "--machine", "tmg"]), text_of_2011);
}

#[test]
fn a_course_is_followed_to_the_day() {
    let course = |day: &str| {
        let machine = ["cnil-enforcement", "--scenario", "tmg-2011", "--machine", "tmg"];
        drawn(&[&machine[..], &["--on", day]].concat())
    };
    let here = |svg: &str| {
        let states = svg.split("class=\"state here\"").skip(1);
        let name =
            |rest: &str| rest.split("data-state=\"").nth(1).and_then(|r| r.split('"').next()).unwrap().to_owned();
        states.map(name).collect::<Vec<_>>()
    };
    let running = course("2011-08-01");
    assert_eq!(here(&running), ["on_notice"]);
    assert!(running.contains("here on 1 August 2011") && !running.contains("24 October 2011"));
    let closed = course("2011-11-01");
    assert_eq!(here(&closed), ["closed"]);
    assert!(closed.contains("24 October 2011: “Closure” (legal)"));
    // The notice reached TMG on a day that is not known: that its period ran out before the closure is not certain.
    assert!(closed.contains(">7?</text>") && closed.contains(">8</text>"));
}

#[test]
fn french_is_french() {
    let svg = drawn(&["hadopi-interconnection", "--lang", "fr", "--scenario", "tmg-2011"]);
    for part in ["lang=\"fr\"", "Suspension du lien", "sans doute par", "Transitions, conditions et articles"] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("presumably"));
    assert!(!drawn(&["hadopi-interconnection", "--no-notes"]).contains("Transitions, their conditions"));
}

#[test]
fn markup_in_every_text_stays_text() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(root().join("procedures/hadopi-interconnection.yaml")).unwrap();
    let hostile = "</text><script>alert(1)</script>&amp; ]]> \\\\\\\" --> s0 ; %% \\u0001\\u0008";
    let text = text.replace("en: \"", &format!("en: \"{hostile}")).replace("cite: \"", &format!("cite: \"{hostile}"));
    folder.write("hostile.yaml", &text);
    for format in ["svg", "dot", "mmd"] {
        let output = folder.run(&["draw", "hostile.yaml", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let drawn = stdout(&output);
        assert!(drawn.contains("alert(1)"), "the text is there: {drawn}");
        match format {
            "svg" => {
                assert!(!drawn.contains("<script"), "{drawn}");
                assert!(!drawn.chars().any(|c| c.is_control() && c != '\n'));
            }
            // Every quotation mark within a string has a backslash before it: quotes open and close.
            "dot" => assert!(
                drawn
                    .lines()
                    .all(|line| { line.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 0 })
            ),
            _ => assert!(drawn.lines().skip(3).all(|line| !line.contains(';') && line.matches(" : ").count() <= 1)),
        }
    }
}

#[test]
fn graphviz_gets_every_state_and_balanced_frames() {
    let dot = drawn(&["cnil-enforcement@2022-04-11", "--format", "dot"]);
    for state in ["no_case", "findings", "on_notice", "sanctioned", "rebutted", "closed"] {
        let node = |line: &&str| line.trim_start().starts_with(&format!("\"{state}\" [label="));
        assert_eq!(dot.lines().filter(node).count(), 1, "{state}");
    }
    assert_eq!(dot.matches('{').count(), dot.matches('}').count());
    assert_eq!(dot.matches("subgraph cluster_").count(), 4);
    assert_eq!(dot.matches("peripheries=2").count(), 4, "final states have a double border");
    assert!(dot.contains("style=dashed"), "ends of deadlines are dashed");
}

#[test]
fn what_cannot_be_drawn() {
    prints("draw/extension.txt", &["draw", "company-accounts", "-o", "accounts.png"], 2);
    prints("draw/which-edition.txt", &["draw", "cnil-enforcement"], 2);
    prints("draw/no-edition.txt", &["draw", "cnil-enforcement", "--on", "1999-01-01"], 2);
    prints("draw/which-machine.txt", &["draw", "cnil-enforcement", "--scenario", "tmg-2011"], 2);
    prints("draw/no-machine.txt", &["draw", "company-accounts", "--scenario", "tmg-2011"], 2);
    let accounts = ["draw", "cnil-enforcement", "--scenario", "tmg-2011", "--machine", "hadopi"];
    prints("draw/other-machine.txt", &accounts, 2);
    prints("draw/other-scenario.txt", &["draw", "company-accounts", "--scenario", "company-accounts"], 2);
    let nowhere = Folder::new().run(&["draw", "company-accounts", "--format", "svg", "-o", "."]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).starts_with("error: cannot write `.`"), "{}", stderr(&nowhere));
}
