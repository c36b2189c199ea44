//! The two formats as they are read: what is accepted, and what is said about the rest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "syntax/arbitrary.rs"]
mod arbitrary;
#[path = "syntax/schema.rs"]
mod schema;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::syntax::{
    self, Entries, FromNode, Kind, Located, Node, OneOrMany, ProcedureFile, ScenarioFile, Text, UncertainSyntax,
};

const PROCEDURE: &str = include_str!("syntax/procedure.yaml");
const SCENARIO: &str = include_str!("syntax/scenario.yaml");
const HYPOTHESIS: &str = include_str!("syntax/hypothesis.yaml");

/// Reads a text as a `T` and shows everything that was reported.
fn check<T: FromNode>(text: &str) -> (Option<T>, String) {
    check_bytes(text.as_bytes().to_vec())
}

fn check_bytes<T: FromNode>(bytes: Vec<u8>) -> (Option<T>, String) {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add_bytes("f.yaml", bytes, &mut diagnostics);
    let value = syntax::read(file, &sources, &mut diagnostics);
    diagnostics.sort();
    (value, render_all(&diagnostics, &sources, Style::default()))
}

/// Asserts what is reported, line by line; empty lines and the bars of empty lines are left out.
#[track_caller]
fn reports<T: FromNode>(text: &str, expected: &str) {
    let (value, shown) = check::<T>(text);
    assert!(value.is_none(), "it was accepted");
    assert_eq!(lines(&shown), lines(expected), "\n{shown}");
}

fn lines(shown: &str) -> Vec<&str> {
    shown.lines().map(str::trim_end).filter(|line| !line.trim_matches([' ', '|']).is_empty()).collect()
}

fn read<T: FromNode>(text: &str) -> T {
    let (value, shown) = check(text);
    value.unwrap_or_else(|| panic!("{shown}"))
}

#[test]
fn a_procedure_is_read_whole() {
    let file: ProcedureFile = read(PROCEDURE);
    assert_eq!(file.edition.value, "2011-03-31");
    assert_eq!(file.title.en.value, "CNIL inspection, formal notice and sanction");
    assert_eq!(file.roles.names().collect::<Vec<_>>(), ["president", "controller"]);
    assert_eq!(file.acts.lookup("answer").map(|act| act.by.len()), Some(2));
    assert_eq!(file.memory.lookup("urgency").map(|slot| slot.initially.is_none()), Some(true));
    let notice = &file.transitions[0];
    assert_eq!(notice.requires[0].check.value, "compliance <= 3 months from act.on");
    assert_eq!(notice.sets.lookup("urgency").map(|value| value.value.as_str()), Some("true"));
}

#[test]
fn a_scenario_is_read_whole() {
    let file: ScenarioFile = read(SCENARIO);
    assert_eq!(file.machines.names().collect::<Vec<_>>(), ["tmg", "link"]);
    assert!(matches!(file.events[2].on, UncertainSyntax::Unknown(_)));
    assert!(matches!(file.events[1].on, UncertainSyntax::Lasted(_)));
    let Some(UncertainSyntax::Readings(date)) = file.unknowns.lookup("notice_date") else { panic!("no readings") };
    let cited: Vec<usize> = date.readings.iter().map(|reading| reading.cited().count()).collect();
    assert_eq!(cited, [1, 2]);
    assert_eq!(read::<ScenarioFile>(HYPOTHESIS).change.len(), 7);
}

#[test]
fn scalars_stay_as_they_are_written() {
    let list: Vec<Located<String>> =
        read("[007, 2011-06-16, 1.50, 0x10, 150_000, 06:00, yes, true, \"a\\tb\", 'l''été']");
    let texts: Vec<&str> = list.iter().map(|item| item.value.as_str()).collect();
    let expected = ["007", "2011-06-16", "1.50", "0x10", "150_000", "06:00", "yes", "true", "a\tb", "l'été"];
    assert_eq!(texts, expected);
}

#[test]
fn quotes_make_a_text_of_anything() {
    let Kind::List(items) = read::<Node>("[true, 'true', unknown, \"unknown\"]").kind else { panic!("no list") };
    let plain: Vec<_> = items.iter().map(Node::plain).collect();
    assert_eq!(plain, [Some("true"), None, Some("unknown"), None]);
}

#[test]
fn an_alias_is_read_as_what_it_repeats() {
    let map: Entries<Text> = read("a: &t { en: 010, fr: deux }\nb: *t\n");
    assert_eq!(map[0].1, map[1].1);
    assert_eq!(map[1].1.en.value, "010");
}

#[test]
fn parts_of_a_text_have_their_place() {
    let place = |text: &str| {
        let mut sources = SourceMap::new();
        let file = sources.add("f", text);
        let item: OneOrMany<Located<String>> = syntax::read(file, &sources, &mut Diagnostics::new()).unwrap();
        let at = item[0].value.find("on_notise").unwrap();
        sources.slice(item[0].span_of(at..at + "on_notise".len())).to_owned()
    };
    assert_eq!(place("état == on_notise"), "on_notise");
    assert_eq!(place("\"état == on_notise\""), "on_notise");
    assert_eq!(place("'on_notise or x'"), "on_notise");
    assert_eq!(place("'d''accord on_notise'"), "'d''accord on_notise'");
    assert_eq!(place("x or\n  on_notise"), "x or\n  on_notise");
}

#[test]
fn all_errors_of_a_file_are_reported_at_once() {
    reports::<ScenarioFile>(
        r#"scenario: late
titel: Late
sources:
  a: { publisher: Numerama, date: , title: [x] }
machines: [tmg]
events:
  - { on: { not_befor: 2011-05-16 }, machine: tmg, act: x, is: y, certainty: atested }
  - on: 2011-01-01
    machine: tmg
"#,
        r#"error[E003]: unknown key `titel` in a scenario
 --> f.yaml:2:1
2 | titel: Late
  | ^^^^^
  = help: did you mean `title`?
error[E005]: expected a date, or a map that says what is known of it, found nothing
 --> f.yaml:4:33
4 |   a: { publisher: Numerama, date: , title: [x] }
  |                                 ^ nothing is written here
error[E005]: expected one value, found a list
 --> f.yaml:4:44
4 |   a: { publisher: Numerama, date: , title: [x] }
  |                                            ^^^ this is a list
error[E005]: expected a map, found a list
 --> f.yaml:5:11
5 | machines: [tmg]
  |           ^^^^^ this is a list
error[E003]: unknown key `not_befor`
 --> f.yaml:7:13
7 |   - { on: { not_befor: 2011-05-16 }, machine: tmg, act: x, is: y, certainty: atested }
  |             ^^^^^^^^^ expected `not_before`, `not_after`, `from`, `to`, `readings` or `same_as`
  = help: did you mean `not_before`?
error[E006]: `atested` is not one of the words that are allowed here
 --> f.yaml:7:78
7 |   - { on: { not_befor: 2011-05-16 }, machine: tmg, act: x, is: y, certainty: atested }
  |                                                                              ^^^^^^^ expected `attested`, `inferred` or `assumed`
  = help: did you mean `attested`?
error[E004]: an event has neither `act` nor `is`
 --> f.yaml:8:5
8 |   - on: 2011-01-01
  |     ^^ needs one of them
"#,
    );
}

#[test]
fn accents_and_wide_characters_are_underlined() {
    reports::<Entries<Text>>(
        "a: { en: 日本語のé, nl: x }\n",
        "error[E003]: unknown key `nl` in a text
 --> f.yaml:1:17
1 | a: { en: 日本語のé, nl: x }
  |                     ^^
  = note: the keys of a text are `en` and `fr`
",
    );
    reports::<Entries<Text>>(
        "été: x\n",
        "error[E006]: `été` cannot be a name
 --> f.yaml:1:1
1 | été: x
  | ^^^
  = note: a name is made of the letters a to z, digits, `_`, `-` and `.`, and begins with a letter, a digit or `_`
",
    );
}

#[test]
fn a_key_that_stands_twice_is_shown_with_both_places() {
    reports::<Entries<Located<bool>>>(
        "a: true\r\nb: true\r\na: false\r\n",
        "error[E002]: the key `a` stands twice
 --> f.yaml:3:1
1 | a: true
  | - first here
2 | b: true
3 | a: false
  | ^ again here
",
    );
}

#[test]
fn keys_that_exclude_each_other() {
    reports::<ScenarioFile>(
        "scenario: a\ntitle: A\nmachines: { m: { procedure: p } }\nevents:\n  - { on: 2011-01-01, machine: m, act: x, is: y }\n",
        "error[E005]: an event has both `act` and `is`
 --> f.yaml:5:47
5 |   - { on: 2011-01-01, machine: m, act: x, is: y }
  |                                        -      ^ excludes `act`
  |                                        |
  |                                        `act` is here
",
    );
    reports::<ScenarioFile>(
        "scenario: a\ntitle: A\nchange:\n  - { remove: x }\n",
        "error[E004]: `machines` is missing in a scenario
 --> f.yaml:1:11
1 | scenario: a
  |           ^ needs `machines` or a `system`, or `extends` another scenario
error[E004]: a change needs a scenario to change
 --> f.yaml:4:5
4 |   - { remove: x }
  |     ^^^^^^^^^^^^^ needs `extends` above
",
    );
}

#[test]
fn a_transition_of_an_act_needs_a_basis() {
    let without = PROCEDURE.replace("    if: act.urgent\n    basis: lil-45-I-2\n", "");
    let (file, shown) = check::<ProcedureFile>(&without);
    assert!(file.is_none());
    assert!(shown.starts_with("error[E004]: `basis` is missing in a transition\n  --> f.yaml:56:10\n"), "{shown}");
}

#[test]
fn what_is_no_yaml_is_shown_at_its_place() {
    let first = |text: &str| {
        let (value, shown) = check::<Node>(text);
        assert!(value.is_none(), "{text} was accepted");
        lines(&shown).into_iter().take(2).map(str::trim).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(first(""), "error[E001]: the file is empty --> f.yaml:1:1");
    assert_eq!(first("# only a comment"), "error[E001]: the file is empty --> f.yaml:1:17");
    assert_eq!(first("é: \"x"), "error[E001]: unclosed quote --> f.yaml:1:4");
    assert_eq!(first("é: *x"), "error[E001]: alias references unknown anchor --> f.yaml:1:4");
    assert_eq!(first("a: 1\n---\nb: 2"), "error[E001]: a second document begins --> f.yaml:2:1");
    assert_eq!(first("a:\n\tb: 1"), "error[E001]: a tab indents the line --> f.yaml:2:2");
    assert_eq!(first("<<: { a: 1 }"), "error[E001]: merge keys are not read --> f.yaml:1:1");
    assert_eq!(first("a: !foo x"), "error[E001]: unsupported tag `!foo` --> f.yaml:1:9");
    assert_eq!(first("a: &a [*a]"), "error[E001]: an alias stands inside the part that it repeats --> f.yaml:1:8");
}

#[test]
fn a_file_that_is_not_utf8_is_shown_at_its_place() {
    let (_, shown) = check_bytes::<Node>(b"\xef\xbb\xbfa: 1\nb: caf\xe9\n".to_vec());
    assert!(shown.starts_with("error[E001]: the file is not UTF-8\n --> f.yaml:2:7\n"), "{shown}");
    assert!(shown.contains("^ the byte 0xe9 does not belong here"), "{shown}");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(read::<Text>("\u{feff}en: x\r\nfr: y\r\n").fr.unwrap().value, "y");
}

#[test]
fn inputs_are_bounded() {
    let bomb = (1..9).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, n| {
        format!("{text}a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))
    });
    let deep: String = (0..80).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    let deepest = "maps and lists stand more than 64 deep in each other";
    let cases = [
        (bomb, "the aliases of the file unfold to more than 200000 parts"),
        (deep, deepest),
        ("[".repeat(100_000), deepest),
        ("- ".repeat(100_000), deepest),
        (format!("[{}]", "1,".repeat(400_001)), "the file has more than 400000 values"),
        (format!("a: &x 1\nb: [{}]", "*x,".repeat(10_001)), "the file has more than 10000 anchors or aliases"),
        ("x".repeat(4 * 1024 * 1024 + 1), "the file has 4194305 bytes"),
    ];
    for (text, message) in cases {
        let (value, shown) = check::<Node>(&text);
        assert!(value.is_none());
        assert!(shown.starts_with(&format!("error[E007]: {message}\n")), "{}", shown.get(..300).unwrap_or(&shown));
        assert!(shown.len() < 1_000, "a long line is cut");
    }
}

#[test]
fn values_within_values_are_read_on_a_small_stack() {
    let nested = format!("a: {}x{}", "{readings: [{source: s, value: ".repeat(20), "}]}".repeat(20));
    let (value, shown) = check::<Entries<UncertainSyntax>>(&nested);
    assert!(value.is_none());
    assert!(shown.starts_with("error[E005]: a reading is a plain value or a range of dates\n"), "{shown}");
}

#[test]
fn a_huge_text_is_read_and_shown_in_part() {
    let (value, shown) = check::<Located<bool>>(&"x".repeat(2_000_000));
    assert!(value.is_none());
    assert!(shown.lines().nth(3).is_some_and(|line| line.len() < 200), "the source line is cut");
}
