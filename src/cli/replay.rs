//! `greffe replay`

use std::rc::Rc;

use greffe::calendar::Day;
use greffe::diagnostic::{Diagnostics, Severity};
use greffe::library::{Library, Origin, ScenarioId, What};
use greffe::replay::{Options, replay};
use serde_json::Value;

use super::disk::Disk;

use super::terminal::Terminal;
use super::{Format, Lang, Status, problems};
use greffe::report;

const EXAMPLES: &str = "\
Examples:
  greffe replay tmg-2011                      a scenario that comes with the program
  greffe replay scenarios/tmg-2011.yaml       a file
  greffe replay tmg-2011 --until 2011-07-01   how things stood on that day
  greffe replay tmg-2011 --format json --lang fr

Exit status: 0 if nothing is illegal and no required property broken that was not expected to be, and every \
expectation is met; 1 otherwise; 2 for bad input.";

/// Replays scenarios and judges every act
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Scenarios: files, or names of what comes with the program
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Show how things stood on this day
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
    /// Show the values of every condition and the steps of every count
    #[arg(long)]
    explain: bool,
    /// Stop at the first unlawful act
    #[arg(long)]
    strict: bool,
}

/// Replays one scenario after the other.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let mut found = Diagnostics::new();
    let mut scenarios: Vec<ScenarioId> = Vec::new();
    for argument in &args.files {
        match library.open_scenario(argument).map(|opened| opened.what) {
            Ok(What::Scenario(id)) => scenarios.push(id),
            Ok(What::Broken) => {}
            Ok(what @ (What::Procedure(_) | What::System(_) | What::Study(_))) => {
                let kind = what.word();
                let help = format!("a {kind} is law; `greffe check {argument}` checks it");
                terminal.error(&format!("`{argument}` is a {kind}, not a scenario"), Some(&help));
                return Status::BadInput;
            }
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    let checked: Vec<_> = scenarios.iter().map(|id| library.scenario(*id, &mut found)).collect();
    found.extend(library.diagnostics().iter().cloned());
    if found.has_errors() {
        let mut errors = Diagnostics::new();
        errors.extend(found.iter().filter(|d| d.severity == Severity::Error).cloned());
        errors.sort();
        problems::show(&errors, library.sources(), terminal);
        return Status::BadInput;
    }
    mention_warnings(&found, &library, terminal);
    mention_files(&library, terminal);
    let options = Options { until: args.until, strict: args.strict, explain: args.explain, ..Options::default() };
    let mut status = Status::Fine;
    let mut values: Vec<Value> = Vec::new();
    let count = checked.len();
    for (index, scenario) in checked.into_iter().flatten().enumerate() {
        let replay = replay(Rc::new(scenario), &options);
        if !replay.succeeded() {
            status = Status::No;
        }
        match args.format {
            Format::Json => values.push(report::json::replay(&replay, args.lang.into())),
            Format::Text => {
                let style = report::text::Style {
                    color: terminal.color(),
                    width: terminal.width(),
                    lang: args.lang.into(),
                    explain: args.explain,
                };
                if index > 0 {
                    terminal.out("\n");
                }
                terminal.out(&report::text::replay(&replay, &style));
            }
        }
    }
    match (args.format, count, values.first()) {
        (Format::Text, ..) => {}
        (Format::Json, 1, Some(only)) => terminal.json(only),
        (Format::Json, ..) => terminal.json(&Value::Array(values)),
    }
    status
}

/// Warnings are for `check`; here, one line says that there are some in files of the user's own.
fn mention_warnings(found: &Diagnostics, library: &Library, terminal: &mut Terminal) {
    let mut files: Vec<&str> = Vec::new();
    for diagnostic in found {
        let file = diagnostic.place().map_or("", |at| library.sources().get(at.file).name.as_str());
        if !file.is_empty() && !file.starts_with("shipped:") && !files.contains(&file) {
            files.push(file);
        }
    }
    if !files.is_empty() {
        let files = files.join(" ");
        terminal.err(&format!("note: there are warnings; `greffe check {files}` shows them\n"));
    }
}

/// Which files were used, unless all of them come with the program.
fn mention_files(library: &Library, terminal: &mut Terminal) {
    let used = library.used();
    if used.iter().all(|file| matches!(file.origin, Origin::Shipped(_))) {
        return;
    }
    terminal.err("note: these files were used\n");
    let mut told: Vec<String> = Vec::new();
    for file in used {
        let from = match file.origin {
            Origin::Shipped(_) => "comes with the program".to_owned(),
            Origin::Path(path) if file.replaces_shipped => {
                format!("{}, in place of the one that comes with the program", path.display())
            }
            Origin::Path(path) => path.display().to_string(),
        };
        let kind = file.kind.name();
        // The editions of one procedure that come with the program are one line.
        let line = format!("  {kind:<9} {}: {from}\n", file.name);
        if !told.contains(&line) {
            terminal.err(&line);
            told.push(line);
        }
    }
}
