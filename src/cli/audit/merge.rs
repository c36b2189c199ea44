//! `greffe audit merge`

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use greffe::page::audit::Judged;
use greffe::report::audit::{self, Summary, Unlike};
use serde_json::Value;

use super::super::terminal::Terminal;
use super::super::{Format, Lang, Status};
use super::{page, style};

/// Adds up the summaries of parts of a register
#[derive(clap::Args)]
pub struct Args {
    /// What `greffe audit --format json` or `--format ndjson` wrote; `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Write a page to be read in a browser too
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Reads summaries and adds them up.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut all: Option<Summary> = None;
    for path in &args.files {
        let summaries = match read(path) {
            Ok(summaries) => summaries,
            Err(error) => {
                terminal.error(&format!("`{path}` cannot be added: {error}"), None);
                return Status::BadInput;
            }
        };
        for summary in summaries {
            let Some(sum) = &mut all else {
                all = Some(summary);
                continue;
            };
            if let Err(unlike) = sum.merge(&summary) {
                terminal.error(&format!("`{path}` cannot be added: it {}", why(unlike)), None);
                return Status::BadInput;
            }
        }
    }
    let Some(sum) = all else {
        terminal.error("there is no summary in these files", Some("`greffe audit --format json` writes one"));
        return Status::BadInput;
    };
    let files: Vec<String> = args.files.iter().map(|file| page::called(file)).collect();
    let judged = Judged { files: &files, map: None, editions: None, faults: &[] };
    if page::write(args.html.as_deref(), &sum, &judged, args.lang, terminal).is_none() {
        return Status::BadInput;
    }
    match args.format {
        Format::Text => terminal.out(&audit::text(&sum, &style(args.lang, terminal))),
        Format::Json => terminal.json(&serde_json::to_value(&sum).unwrap_or_default()),
    }
    if sum.is_lawful() { Status::Fine } else { Status::No }
}

/// The summaries of a file: one, or those among lines of verdicts.
fn read(path: &str) -> Result<Vec<Summary>, String> {
    let mut text = String::new();
    let read = if path == "-" {
        std::io::stdin().lock().read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|error| error.to_string())?;
    let mut summaries = Vec::new();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let mut value = value.map_err(|error| error.to_string())?;
        let own = value.get_mut("summary").map(Value::take);
        let summary = match own {
            Some(summary) => summary,
            None if value.get("greffe_audit").is_some() => value,
            None => continue,
        };
        summaries.push(serde_json::from_value(summary).map_err(|error| format!("it is no summary: {error}"))?);
    }
    Ok(summaries)
}

fn why(unlike: Unlike) -> &'static str {
    match unlike {
        Unlike::Version => "is of another version of the format",
        Unlike::Procedure => "is about another procedure",
        Unlike::Register => "is about another register",
        Unlike::AsOf => "looks at another day",
        Unlike::Readings => "judges under other editions",
    }
}
