//! Stands in for the reports until they are there. Nothing but `use` lines names it.
#![allow(dead_code, clippy::unnecessary_wraps, reason = "a stand-in")]

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

        pub fn text(
            _: &Counting,
            _: Stamp,
            _: Length,
            due: &Due,
            _: &[Step],
            _: &super::text::Style,
        ) -> String {
            format!("{}\n", due.last)
        }

        pub fn json(_: &Counting, start: Stamp, length: Length, due: &Due, _: &[Step]) -> Value {
            json!({ "start": start.to_string(), "period": length.to_string(), "due": due.last.to_string() })
        }
    }
}
