//! Stands in for the replay and for its reports until they are there. Nothing but `use` lines names it.
#![allow(dead_code, clippy::unnecessary_wraps, reason = "a stand-in")]

pub mod replay {
    //! Nothing is judged.

    use std::rc::Rc;

    use greffe::calendar::Day;
    use greffe::engine::Verdict;
    use greffe::replay::{Options, Replay};
    use greffe::scenario::Scenario;

    pub fn replay<'a>(scenario: Rc<Scenario<'a>>, options: &Options) -> Replay<'a> {
        Replay {
            as_of: options.until.or(scenario.as_of).unwrap_or(Day::MAX),
            as_of_given: options.until.is_some(),
            scenario,
            events: Vec::new(),
            passed: Vec::new(),
            machines: Vec::new(),
            conflicts: Vec::new(),
            claims: Vec::new(),
            unmet: Vec::new(),
            verdict: Verdict::Legal,
        }
    }
}

pub mod report {
    //! Names only.

    pub mod text {
        use greffe::replay::Replay;
        use greffe::text::Lang;

        pub struct Style {
            pub color: bool,
            pub width: usize,
            pub lang: Lang,
            pub explain: bool,
        }

        pub fn replay(replay: &Replay, style: &Style) -> String {
            format!("{}\n", replay.scenario.title.get(style.lang))
        }
    }

    pub mod json {
        use greffe::replay::Replay;
        use greffe::text::Lang;
        use serde_json::{Value, json};

        pub fn replay(replay: &Replay, _: Lang) -> Value {
            json!({ "scenario": replay.scenario.name })
        }

        pub fn schema() -> Value {
            json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" })
        }
    }

    pub mod deadline {
        use greffe::calendar::{Counting, Due, Length, Stamp, Step};
        use serde_json::{Value, json};

        pub fn text(_: &Counting, _: Stamp, _: Length, due: &Due, _: &[Step], _: &super::text::Style) -> String {
            format!("{}\n", due.last)
        }

        pub fn json(_: &Counting, start: Stamp, length: Length, due: &Due, _: &[Step]) -> Value {
            json!({ "start": start.to_string(), "period": length.to_string(), "due": due.last.to_string() })
        }
    }
}
