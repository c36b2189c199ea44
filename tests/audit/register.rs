//! Registers made for a test, and what is found of them.

use std::io;
use std::sync::OnceLock;

use greffe::audit::{Audit, CaseEvents, Done, Format, Judge, Map, Order, Reading, Stop};
use greffe::calendar::Day;
use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::library::{Library, Nothing, What};
use greffe::procedure::Editions;
use greffe::report::audit::{self as report, Facts, Rows, Summary};
use greffe::syntax::{self, map::MapFile};

/// An event of a register of fines, by the names of the log's columns.
#[derive(Clone, Debug)]
pub struct Line {
    pub case: String,
    pub columns: Vec<(&'static str, String)>,
}

/// The columns of a register of fines.
pub const COLUMNS: [&str; 5] = ["concept:name", "time:timestamp", "amount", "expense", "paymentAmount"];

pub fn line(case: impl Into<String>, activity: &str, on: &str, amount: Option<(&'static str, &str)>) -> Line {
    let mut columns = vec![("concept:name", activity.to_owned()), ("time:timestamp", on.to_owned())];
    columns.extend(amount.map(|(column, amount)| (column, amount.to_owned())));
    Line { case: case.into(), columns }
}

pub fn csv(lines: &[Line]) -> Vec<u8> {
    let mut text = format!("case:concept:name,{}\n", COLUMNS.join(","));
    for line in lines {
        text.push_str(&field(&line.case));
        for column in COLUMNS {
            text.push(',');
            let found = line.columns.iter().find(|(name, _)| *name == column);
            text.push_str(&found.map(|(_, value)| field(value)).unwrap_or_default());
        }
        text.push('\n');
    }
    text.into_bytes()
}

fn field(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

pub fn ndjson(lines: &[Line]) -> Vec<u8> {
    let object = |line: &Line| {
        let case = [("case:concept:name".to_owned(), line.case.clone().into())];
        let columns = line.columns.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into()));
        serde_json::Value::Object(case.into_iter().chain(columns).collect())
    };
    lines.iter().map(|line| format!("{}\n", object(line))).collect::<String>().into_bytes()
}

/// Lines of one case in a row make a trace.
pub fn xes(lines: &[Line]) -> Vec<u8> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut text = String::from("<?xml version='1.0' encoding='UTF-8'?>\n<!-- a </trace> that is none -->\n<log>\n");
    text.push_str("  <global scope=\"trace\"><string key=\"concept:name\" value=\"none\"/></global>\n");
    for trace in lines.chunk_by(|a, b| a.case == b.case) {
        let case = escape(&trace[0].case);
        text.push_str(&format!("  <trace>\n    <string key=\"concept:name\" value=\"{case}\"/>\n"));
        for line in trace {
            text.push_str("    <event>\n");
            for (key, value) in &line.columns {
                let value = escape(value);
                text.push_str(&format!("      <string key=\"{key}\" value=\"{value}\">"));
                // An attribute of an attribute is nobody's.
                text.push_str("<string key=\"amount\" value=\"7\"/></string>\n");
            }
            text.push_str("    </event>\n");
        }
        text.push_str("  </trace>\n");
    }
    text.push_str("</log>\n");
    text.into_bytes()
}

pub fn editions(name: &str) -> &'static Editions {
    let mut library = Library::new(Nothing);
    let What::Procedure(id) = library.open_procedure(name).unwrap().what else { panic!("{name}") };
    Box::leak(Box::new(library.editions(id).unwrap().clone()))
}

pub fn fines() -> &'static Editions {
    static FINES: OnceLock<&Editions> = OnceLock::new();
    FINES.get_or_init(|| editions("it-road-fine"))
}

/// A map, or what is wrong with it.
pub fn checked(text: &str, editions: &Editions) -> Result<Map, Vec<String>> {
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let file = sources.add("map.yaml", text);
    let read: Option<MapFile> = syntax::read(file, &sources, &mut found);
    let map = read.and_then(|file| Map::check(&file, editions, &mut found));
    found.sort();
    let told = |diagnostic: &greffe::diagnostic::Diagnostic| {
        let place = diagnostic.place().map(|span| sources.line_column(span));
        format!("{}:{} {}", place.map_or(0, |p| p.0), place.map_or(0, |p| p.1), diagnostic.headline)
    };
    map.ok_or_else(|| found.iter().map(told).collect())
}

pub const FINES_MAP: &str = include_str!("../../examples/road-fines/map.yaml");

pub fn fines_map() -> &'static Map {
    static MAP: OnceLock<Map> = OnceLock::new();
    MAP.get_or_init(|| checked(FINES_MAP, fines()).unwrap())
}

/// How a register is judged.
#[derive(Clone)]
pub struct How {
    pub format: Format,
    pub order: Order,
    pub threads: usize,
    pub strict: bool,
    pub as_of: Option<Day>,
    pub readings: Vec<Reading>,
}

impl How {
    pub fn new(format: Format) -> Self {
        let readings = vec![Reading::in_force(fines())];
        Self { format, order: Order::Detect, threads: 1, strict: false, as_of: None, readings }
    }
}

/// What is found, and the verdict on each act as lines of CSV.
pub fn judge(map: &Map, register: &[u8], how: &How) -> Result<(Done, Summary, String), Stop> {
    let readings = &how.readings;
    let tell = |judge: &Judge, case: &CaseEvents, out: &mut Vec<u8>| {
        report::row(Rows::Csv, map, readings, judge, case, out);
    };
    let mut rows = Vec::new();
    let done = audit(map, how, Some(&tell)).run(register, &mut |lines: &[u8]| -> io::Result<()> {
        rows.extend_from_slice(lines);
        Ok(())
    })?;
    let summary = report::summary(&Facts { map, readings, as_of: how.as_of, done: &done });
    Ok((done, summary, String::from_utf8(rows).unwrap()))
}

pub fn audit<'a>(map: &'a Map, how: &'a How, tell: Option<&'a greffe::audit::Tell<'a>>) -> Audit<'a> {
    Audit {
        map,
        readings: &how.readings,
        as_of: how.as_of,
        format: how.format,
        order: how.order,
        threads: how.threads,
        strict: how.strict,
        tell,
    }
}
