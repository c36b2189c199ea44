//! `greffe list`

use std::path::{Path, PathBuf};

use greffe::library::{Library, Listed};
use greffe::text;
use serde_json::{Value, json};

use super::disk::{Disk, walk};
use super::terminal::Terminal;
use super::{Format, Lang, Status};

const EXAMPLES: &str = "\
Procedures are shown with the first and the last day of each edition. What stands in the folders
`procedures` and `scenarios` of the working directory is shown with its file.";

/// Lists the procedures, systems, scenarios and studies that can be used by name
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Prints what there is.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let local: Vec<PathBuf> =
        ["procedures", "scenarios"].iter().flat_map(|folder| walk(Path::new(folder)).unwrap_or_default()).collect();
    let listed = library.list(&local);
    match args.format {
        Format::Json => terminal.json(&json(&listed)),
        Format::Text => terminal.out(&show(&listed, args.lang.into(), terminal.color(), terminal.width())),
    }
    Status::Fine
}

fn json(listed: &Listed) -> Value {
    let procedures = listed.procedures.iter().map(|procedure| {
        let editions = procedure.editions.iter().map(|edition| {
            json!({
                "edition": edition.from,
                "until": edition.until,
                "title": title(&edition.title),
                "file": edition.file,
                "shipped": edition.shipped,
            })
        });
        json!({ "procedure": procedure.name, "editions": editions.collect::<Vec<_>>() })
    });
    let systems = listed.systems.iter().map(|system| {
        json!({
            "system": system.name,
            "title": title(&system.title),
            "file": system.file,
            "shipped": system.shipped,
        })
    });
    let studies = listed.studies.iter().map(|study| {
        json!({ "study": study.name, "title": title(&study.title), "file": study.file, "shipped": study.shipped })
    });
    let scenarios = listed.scenarios.iter().map(|scenario| {
        json!({
            "scenario": scenario.name,
            "title": title(&scenario.title),
            "extends": scenario.extends,
            "file": scenario.file,
            "shipped": scenario.shipped,
        })
    });
    json!({
        "procedures": procedures.collect::<Vec<_>>(),
        "systems": systems.collect::<Vec<_>>(),
        "scenarios": scenarios.collect::<Vec<_>>(),
        "studies": studies.collect::<Vec<_>>(),
        "unreadable": listed.unreadable,
    })
}

fn title(title: &text::Text) -> Value {
    json!({ "en": title.en, "fr": title.fr })
}

fn show(listed: &Listed, lang: text::Lang, color: bool, width: usize) -> String {
    let (bold, dim, reset) = if color { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let words = match lang {
        text::Lang::En => ["Procedures", "Systems", "Scenarios", "Studies", "from", "to", "extends", "cannot be read"],
        text::Lang::Fr => ["Procédures", "Systèmes", "Scénarios", "Études", "du", "au", "à partir de", "illisible"],
    };
    let [procedures, systems, scenarios, studies, from, to, base, broken] = words;
    let mark = |shipped: bool, file: &str| {
        if shipped { String::new() } else { format!("  {dim}{file}{reset}") }
    };
    let mut out = format!("{bold}{procedures}{reset}\n");
    for procedure in &listed.procedures {
        for (index, edition) in procedure.editions.iter().enumerate() {
            if index == 0 {
                let title = wrapped(edition.title.get(lang), width);
                out.push_str(&format!("  {bold}{}{reset}\n{title}", procedure.name));
            }
            let until = edition.until.as_ref().map(|day| format!(" {to} {day}")).unwrap_or_default();
            let mark = mark(edition.shipped, &edition.file);
            out.push_str(&format!("      {from} {}{until}{mark}\n", edition.from));
        }
    }
    if !listed.systems.is_empty() {
        out.push_str(&format!("\n{bold}{systems}{reset}\n"));
    }
    for system in &listed.systems {
        let mark = mark(system.shipped, &system.file);
        let title = wrapped(system.title.get(lang), width);
        out.push_str(&format!("  {bold}{}{reset}{mark}\n{title}", system.name));
    }
    out.push_str(&format!("\n{bold}{scenarios}{reset}\n"));
    for scenario in &listed.scenarios {
        let extends = scenario.extends.as_ref().map(|name| format!("  {dim}{base} {name}{reset}")).unwrap_or_default();
        let mark = mark(scenario.shipped, &scenario.file);
        let title = wrapped(scenario.title.get(lang), width);
        out.push_str(&format!("  {bold}{}{reset}{extends}{mark}\n{title}", scenario.name));
    }
    if !listed.studies.is_empty() {
        out.push_str(&format!("\n{bold}{studies}{reset}\n"));
    }
    for study in &listed.studies {
        let mark = mark(study.shipped, &study.file);
        let title = wrapped(study.title.get(lang), width);
        out.push_str(&format!("  {bold}{}{reset}{mark}\n{title}", study.name));
    }
    for file in &listed.unreadable {
        out.push_str(&format!("\n{file}: {broken} (greffe check {file})\n"));
    }
    out
}

/// A text in lines of a width, each indented.
fn wrapped(text: &str, width: usize) -> String {
    const INDENT: &str = "      ";
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() + INDENT.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{INDENT}{line}\n")).collect()
}
