//! Reports of the shipped content, in both formats and both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "report/world.rs"]
mod world;

use greffe::calendar::{Counting, Day, Holidays, Length, Roll, Rule, Stamp};
use greffe::diagnostic::Diagnostics;
use greffe::engine::Refusal;
use greffe::replay::{Replay, Unmet};
use greffe::report::text::{self, Style};
use greffe::report::{deadline, json, words};
use greffe::text::Lang;
use unicode_width::UnicodeWidthStr;

const LANGS: [Lang; 2] = [Lang::En, Lang::Fr];

fn plain(replay: &Replay, width: usize, lang: Lang, explain: bool) -> String {
    text::replay(replay, &Style { color: false, width, lang, explain })
}

/// Without the codes of colours.
fn stripped(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').map_or("", |(_, rest)| rest))
}

/// One line, whatever the width.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(replay: &Replay) {
    for lang in LANGS {
        for width in [40, 80, 99, 100, 120, 200] {
            for explain in [false, true] {
                let text = plain(replay, width, lang, explain);
                for line in text.lines() {
                    assert!(line.width() <= width, "{width}: {line}");
                    assert_eq!(line.trim_end(), line);
                }
                assert!(!text.contains('\u{1b}'));
                let coloured = text::replay(replay, &Style { color: true, width, lang, explain });
                assert_eq!(stripped(&coloured), text);
                assert_ne!(coloured, text);
            }
        }
    }
}

#[test]
fn lines_fit_and_colour_only_supports() {
    let procedures = world::procedures();
    fits(&world::tmg(&procedures, false));
    fits(&world::tmg(&procedures, true));
    fits(&world::tmg_until(&procedures, "2011-08-01"));
}

#[test]
fn every_hypothesis_has_its_report() {
    let (library, scenarios) = world::hypothetical();
    assert!(scenarios.len() > 200, "{} hypotheses", scenarios.len());
    for (path, id) in scenarios {
        let mut diagnostics = Diagnostics::new();
        let scenario = library.scenario(id, &mut diagnostics).unwrap_or_else(|| panic!("{path} is refused"));
        let replay = world::replay(scenario, true);
        for lang in LANGS {
            let text = plain(&replay, 80, lang, true);
            assert!(text.lines().all(|line| line.width() <= 80), "{path}");
            let value = json::replay(&replay, lang);
            assert_eq!(value["events"].as_array().map(Vec::len), Some(replay.events.len()), "{path}");
        }
    }
}

#[test]
fn the_timeline_tells_what_was_found() {
    let procedures = world::procedures();
    let replay = world::tmg(&procedures, false);
    let text = flat(&plain(&replay, 120, Lang::En, false));
    for wanted in [
        "SCPP, SPPF, SACEM, SDRM, ALPA: Answer to the notice",
        "margin: 3 days to spare if “The day that the notices bear” is 16 June 2011, 14 days to spare if 27 June 2011; legal from 29 July \
         2011 on (bounded by the order of events)",
        "legal on every day from 29 July 2011 to 13 September 2011 (bounded by the order of events)",
        "irregular if “Formal notice received” falls up to 26 June 2011; legal if from 27 June 2011 on",
        "legal if “Noticed as” is controller; illegal if processor",
        "law: Loi n° 78-17, art. 45, I, al. 3 (verified)",
        "~ the answer comes after the notice's period: the act falls on 27 September 2011; “Time to comply” runs to 16 \
         September 2011 (recommended)",
        "no edition of the procedure at hand is in force on 16 November 2012",
        "illegal from 00:00 to 05:59; undetermined from 06:00 to 21:00; illegal from 21:01 to 23:59",
        "“The day that the notices bear” 16 June 2011: Numerama [",
        "verdicts that depend on it: “Answer to the notice” (SCPP, SPPF, SACEM, SDRM, ALPA)",
        "? possible Numerama: the last day of “Time to comply” of TMG is 16 September 2011",
        "⧗ ran out SCPP, SPPF, SACEM, SDRM, ALPA: Time to comply has run out",
        "3 months from a day between 16 June and 29 July 2011, started by “Formal notice received” (civil count)",
        "38 acts and observations:",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{}", plain(&replay, 120, Lang::En, false));
    }
    assert!(!text.contains("What may be done next"));
}

#[test]
fn french_is_complete() {
    let procedures = world::procedures();
    let mut replay = world::tmg_until(&procedures, "2011-08-01");
    replay.unmet = vec![Unmet { expectation: 0, found: vec!["on_notice".into()] }];
    let text = flat(&plain(&replay, 80, Lang::Fr, true));
    for wanted in [
        "tmg-2011 · au 1er août 2011",
        "entre le 13 et le 17 mai 2011",
        "→ peut si TMG, SCPP, SPPF, SACEM, SDRM, ALPA : Clôture — Présidence de la CNIL",
        "condition : la clôture suppose que le responsable s'est conformé à la mise en demeure",
        "▷ en cours SCPP, SPPF, SACEM, SDRM, ALPA : Délai de mise en conformité, dernier jour entre le 16 septembre et le \
         1er novembre 2011 de 46 à 92 jours restants",
        "✗ déçue tmg : attendu closed, trouvé on_notice",
        "+ 3 mois → 16 septembre 2011",
        "dernier jour : vendredi 16 septembre 2011, jusqu'à 24 h 00",
        "1 attente est déçue",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{}", plain(&replay, 120, Lang::Fr, true));
    }
    for foreign in ["Timeline", "last day", "to spare", "undetermined", "until ", " law:"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_failed_condition_is_told_with_its_operands() {
    let procedures = world::procedures();
    let path = "scenarios/hypothetical/evidence-one-day-late.yaml";
    let replay = world::replay(world::scenario(path, &procedures), false);
    let text = flat(&plain(&replay, 120, Lang::En, false));
    let wanted =
        "~ the answer comes after the notice's period: the act falls on 17 September 2011; “Time to comply” runs to";
    assert!(text.contains(wanted), "{}", plain(&replay, 120, Lang::En, false));
    let value = json::replay(&replay, Lang::En);
    let answer = value["events"].as_array().unwrap().iter().find(|e| e["id"] == "answer").unwrap();
    assert_eq!(answer["verdict"], "irregular");
    assert_eq!(answer["refusal"], "condition_failed");
    assert_eq!(answer["on"], "2011-09-17");
    assert_eq!(answer["checks"][0]["holds"], false);
    assert_eq!(answer["basis"][0]["article"], "lil-45-I-2");
}

#[test]
fn the_json_follows_its_schema() {
    let procedures = world::procedures();
    let validator = jsonschema::validator_for(&json::schema()).unwrap();
    for replay in [world::tmg(&procedures, true), world::tmg_until(&procedures, "2011-08-01")] {
        for lang in LANGS {
            let value = json::replay(&replay, lang);
            let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            assert_eq!(value.to_string(), json::replay(&replay, lang).to_string());
        }
    }
}

#[test]
fn the_json_has_the_names_that_were_promised() {
    let procedures = world::procedures();
    let value = json::replay(&world::tmg(&procedures, false), Lang::En);
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "scenario",
            "title",
            "as_of",
            "verdict",
            "succeeded",
            "summary",
            "events",
            "happenings",
            "machines",
            "conflicts",
            "claims",
            "notes",
            "expectations",
            "sources"
        ]
    );
    let event = |id: &str| value["events"].as_array().unwrap().iter().find(|e| e["id"] == id).unwrap();
    let answer = event("tmg-answer-2");
    assert_eq!(answer["machine"], "tmg");
    assert_eq!(answer["act"], "answer");
    assert_eq!(answer["by"], "controller");
    assert_eq!(answer["from"], "on_notice");
    assert_eq!(answer["margin"]["days_after"], 3);
    assert_eq!(answer["margin"]["bounded_by"]["earliest"], "order_of_events");
    assert_eq!(answer["margin"]["readings"][2]["days_after"], 14);
    assert_eq!(event("tmg-notice")["on"]["not_before"], "2011-06-16");
    assert_eq!(event("link-media")["on"]["from"], "2011-05-16");
    assert_eq!(value["machines"]["tmg"]["state"], "closed");
    // The day of receipt is not known, so there is no one last day; the first possible one is 16 September.
    assert!(value["machines"]["tmg"]["deadlines"]["compliance"]["last"].is_null());
    assert_eq!(value["machines"]["tmg"]["deadlines"]["compliance"]["counts"][0]["last"], "2011-09-16");
}

#[test]
fn a_deadline_is_counted_step_by_step() {
    let counting = Counting {
        rule: Rule::Franc,
        roll: Roll::NextWorkingDay,
        holidays: Holidays::France,
        zone: chrono_tz::Europe::Paris,
    };
    let (start, length): (Stamp, Length) = ("2011-06-16".parse().unwrap(), "3 months".parse().unwrap());
    let (due, steps) = counting.steps(start, length).unwrap();
    let style = Style::default();
    assert_eq!(
        deadline::text(&counting, start, length, &due, &steps, &style),
        "Monday, 19 September 2011\n\
         3 months from 16 June 2011 · free period (délai franc), moved to the next\n\
         working day (holidays: fr)\n\
         \n  1. 16 June 2011: the day of the act is not counted\n  \
         2. + 3 months → 16 September 2011\n  \
         3. the day of the term is not counted either: 17 September 2011\n  \
         4. 17 September 2011 is not a working day (Saturday): moved to 19 September\n     2011\n  \
         5. last day: Monday, 19 September 2011, until 24:00\n"
    );
    let value = deadline::json(&counting, start, length, &due, &steps, Lang::Fr);
    assert_eq!(value["due"], "2011-09-19");
    assert_eq!(value["nominal"], "2011-09-17");
    assert_eq!(value["rolled"], true);
    assert_eq!(value["counting"]["rule"], "franc");
    assert_eq!(value["steps"][1]["kind"], "months_added");
    assert_eq!(
        value["steps"][3]["text"],
        "le 17 septembre 2011 n'est pas un jour ouvré (samedi) : report au 19 septembre 2011"
    );
    let validator = jsonschema::validator_for(&deadline::schema()).unwrap();
    assert!(validator.is_valid(&value));
}

#[test]
fn dates_are_written_as_they_are_said() {
    let stamp = |text: &str| text.parse::<Stamp>().unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let both = |say: &dyn Fn(Lang) -> String| LANGS.map(say);
    assert_eq!(both(&|l| words::day(day("2011-06-01"), l)), ["1 June 2011", "1er juin 2011"]);
    assert_eq!(
        both(&|l| words::stamp(stamp("2011-10-24T10:05"), l)),
        ["24 October 2011, 10:05", "24 octobre 2011 à 10 h 05"]
    );
    assert_eq!(
        both(&|l| words::window(stamp("2011-06-16"), stamp("2011-07-29"), l)),
        ["between 16 June and 29 July 2011", "entre le 16 juin et le 29 juillet 2011"]
    );
    assert_eq!(
        both(&|l| words::window(stamp("2011-10-24T10:11"), stamp("2012-11-30"), l)),
        [
            "between 24 October 2011, 10:11 and 30 November 2012",
            "entre le 24 octobre 2011 à 10 h 11 et le 30 novembre 2012"
        ]
    );
    assert_eq!(
        both(&|l| words::any_of(&[stamp("2011-06-16"), stamp("2011-06-27")], l)),
        ["16 or 27 June 2011", "16 ou 27 juin 2011"]
    );
    assert_eq!(both(&|l| words::number(1_500_000, l)), ["1,500,000", "1\u{a0}500\u{a0}000"]);
    assert_eq!(both(&|l| words::days(0, l)), ["0 days", "0 jour"]);
    assert_eq!(both(&|l| words::days(1, l)), ["1 day", "1 jour"]);
    assert_eq!(both(&|l| words::spare(3, l)), ["3 days to spare", "3 jours de marge"]);
    assert_eq!(
        both(&|l| words::length("1 year 2 months".parse().unwrap(), l)),
        ["1 year and 2 months", "1 an et 2 mois"]
    );
    assert_eq!(both(&|l| words::left(0, l)), ["ends on this day", "expire ce jour"]);
}

#[test]
fn refusals_are_sentences() {
    let say = |refusal, lang| words::refusal(refusal, "Closure", "Findings", "Time to comply", &["President"], lang);
    let procedures = world::procedures();
    let compliance = procedures[0].get(0).deadline_named("compliance").unwrap();
    assert_eq!(say(Refusal::TooLate(compliance), Lang::En), "too late: “Time to comply” had run out");
    assert_eq!(
        say(Refusal::NoSuchAct, Lang::En),
        "no such act from this state: nothing allows “Closure” from “Findings”"
    );
    assert_eq!(say(Refusal::WrongRole, Lang::En), "wrong role: “Closure” is for President");
    assert_eq!(say(Refusal::CaseClosed, Lang::Fr), "affaire close : rien ne suit « Findings »");
}
