//! The verdict on each act of a register, a line each.

use std::io::Write;

use serde_json::{Map as Object, Value};

use crate::audit::{CaseEvents, Entry, Judge, Map, Reading, Why, basis, whys};
use crate::procedure::Basis;

/// How lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rows {
    /// Columns with commas between them.
    Csv,
    /// JSON objects.
    Ndjson,
}

const COLUMNS: [&str; 10] = ["case", "on", "act", "verdict", "refusal", "articles", "edition", "from", "to", "against"];

/// The line above all others, if there is one.
#[must_use]
pub fn header(rows: Rows) -> String {
    match rows {
        Rows::Csv => format!("{}\n", COLUMNS.join(",")),
        Rows::Ndjson => String::new(),
    }
}

/// The lines of the last case that was judged. `against` is the verdict under the second reading, if there is one.
pub fn row(rows: Rows, map: &Map, readings: &[Reading], judge: &Judge, case: &CaseEvents, out: &mut Vec<u8>) {
    let (Some(reading), Some(found)) = (readings.first(), judge.found(0)) else { return };
    let name = case.name();
    let against = judge.found(1);
    for (index, (event, entry)) in case.events.iter().zip(&found.entries).enumerate() {
        let procedure = reading.editions.get(entry.edition);
        let act = map.activities().get(usize::from(event.activity)).map_or("", |activity| &activity.act);
        let day = reading.always.unwrap_or_else(|| procedure.edition());
        let against = against.and_then(|found| found.entries.get(index)).map(|entry| entry.outcome.verdict.word());
        let values = [
            &*name,
            &event.on.to_string(),
            act,
            entry.outcome.verdict.word(),
            entry.outcome.refusal.map_or("", |refusal| refusal.word()),
            &articles(reading, entry),
            &day.to_string(),
            &procedure.state(entry.outcome.from).name,
            &procedure.state(entry.outcome.to).name,
            against.unwrap_or(""),
        ];
        write(rows, &values, out);
    }
}

/// The articles of the rules that an act does not keep.
fn articles(reading: &Reading, entry: &Entry) -> String {
    if entry.outcome.refusal.is_none() && entry.governed {
        return String::new();
    }
    let procedure = reading.editions.get(entry.edition);
    let mut names: Vec<&str> = Vec::new();
    for why in whys(entry).into_iter().filter(|why| !matches!(why, Why::NoEdition)) {
        if let Basis::Articles(all) = basis(procedure, why) {
            for id in all {
                let name = &*procedure.article(*id).name;
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    names.join(" ")
}

fn write(rows: Rows, values: &[&str], out: &mut Vec<u8>) {
    match rows {
        Rows::Csv => {
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                if value.contains([',', '"', '\n', '\r']) {
                    out.extend_from_slice(format!("\"{}\"", value.replace('"', "\"\"")).as_bytes());
                } else {
                    out.extend_from_slice(value.as_bytes());
                }
            }
            out.push(b'\n');
        }
        Rows::Ndjson => {
            let said = COLUMNS.iter().zip(values).filter(|(_, value)| !value.is_empty());
            let object: Object<String, Value> =
                said.map(|(column, value)| ((*column).to_owned(), Value::from(*value))).collect();
            // Memory takes every byte.
            let _ = writeln!(out, "{}", Value::Object(object));
        }
    }
}
