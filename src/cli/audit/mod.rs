//! `greffe audit`

mod input;
mod merge;
mod output;
mod page;

use std::path::PathBuf;
use std::rc::Rc;
use std::thread;

use clap::ValueEnum;
use greffe::audit::{Audit, CaseEvents, Done, Format as Written, Judge, Map, Order, Reading, Stop, Tell, scenario};
use greffe::calendar::Day;
use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::library::{Finder, Library, What};
use greffe::page::audit::Judged;
use greffe::procedure::Editions;
use greffe::replay::{Options, replay};
use greffe::report::audit::{self as report, Facts};
use greffe::report::text;
use greffe::syntax::{self, map::MapFile};

use self::input::Register;
use self::output::Output;
use super::disk::Disk;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Lang, Status, file, problems};

const EXAMPLES: &str = "\
A map says which columns of the register are the case, the act, the date and each detail: docs/audit.md explains it, \
`greffe schema map` is its schema.

Examples:
  greffe audit it-road-fine fines.xes.gz --map fines.map.yaml
  greffe audit it-road-fine fines.csv --map fines.map.yaml --out verdicts.csv
  greffe audit it-road-fine fines.csv --map fines.map.yaml --html fines.html
  greffe audit it-road-fine fines.csv --map fines.map.yaml --case A1803 --save a1803.yaml
  greffe audit it-road-fine fines.csv --map fines.map.yaml --against 2010-08-13
  greffe audit it-road-fine - --map fines.map.yaml --format ndjson < part.ndjson
  greffe audit merge part-1.json part-2.json

Exit status: 0 if nothing is illegal and no required property breaks, 1 otherwise, 2 for bad input.";

/// Judges every case of a register
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    judge: Option<JudgeArgs>,
}

#[derive(clap::Subcommand)]
enum Command {
    Merge(merge::Args),
}

#[derive(clap::Args)]
struct JudgeArgs {
    /// A procedure, in all its editions: a name or a file
    #[arg(value_name = "PROCEDURE")]
    procedure: String,
    /// The register: XES, CSV, or a JSON object on each line; gzip or not; `-` for standard input
    #[arg(value_name = "LOG")]
    log: String,
    /// What its columns mean
    #[arg(long, value_name = "FILE")]
    map: String,
    /// What the register is written in [default: by its name, or by its first character]
    #[arg(long, value_enum, value_name = "KIND")]
    input: Option<Input>,
    /// Those of a case stand together in the register: nothing is remembered of cases that have ended
    #[arg(long, conflicts_with = "interleaved")]
    sorted: bool,
    /// The events of a case may stand anywhere: all are held in memory
    #[arg(long)]
    interleaved: bool,
    /// Look at each case as it stood on this day [default: on the day of its last event]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Judge everything under the edition of this day, whatever the law in force
    #[arg(long, value_name = "DATE")]
    edition: Option<Day>,
    /// Judge everything under the edition of this day too, and tell which verdicts differ
    #[arg(long, value_name = "DATE")]
    against: Option<Day>,
    /// Show one case as a replay does
    #[arg(long, value_name = "ID")]
    case: Option<String>,
    /// Where to write that case as a scenario
    #[arg(long, value_name = "FILE", requires = "case")]
    save: Option<PathBuf>,
    /// Where to write the verdict on each act: a name that ends in .csv or .ndjson
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a page to be read in a browser too: verdicts, what was not kept, how close to the deadlines acts fall
    #[arg(long, value_name = "FILE", conflicts_with = "case")]
    html: Option<PathBuf>,
    /// Stop at the first line that cannot be read
    #[arg(long)]
    strict: bool,
    /// On how many threads; it changes nothing but the time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// What a register is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Input {
    /// Traces of events
    Xes,
    /// Columns
    Csv,
    /// A JSON object on each line
    Ndjson,
}

/// How the result is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    // For people.
    #[default]
    Text,
    // For programs: the summary, which `greffe audit merge` adds up.
    Json,
    // The verdict on each act, a line each, then the summary on one line.
    Ndjson,
}

impl From<Input> for Written {
    fn from(input: Input) -> Self {
        match input {
            Input::Xes => Self::Xes,
            Input::Csv => Self::Csv,
            Input::Ndjson => Self::Ndjson,
        }
    }
}

/// Judges a register, or adds up what was found in parts of one.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    match (&args.command, &args.judge) {
        (Some(Command::Merge(args)), _) => merge::run(args, terminal),
        (None, Some(args)) => judge(args, terminal).unwrap_or(Status::BadInput),
        // The arguments are required where there is no other command.
        (None, None) => Status::BadInput,
    }
}

/// Nothing where the input cannot be used, which has been told.
fn judge(args: &JudgeArgs, terminal: &mut Terminal) -> Option<Status> {
    let mut library = Library::new(Disk);
    let editions = editions(&args.procedure, &mut library, terminal)?;
    let map = read_map(&args.map, &editions, terminal)?;
    let readings = readings(args, &editions, terminal)?;
    if let Some(case) = &args.case {
        return one_case(args, case, &map, &readings, terminal);
    }
    let done = match judge_all(args, &map, &readings, terminal) {
        Ok(done) => done,
        Err(stop) => {
            tell_stop(&stop, args, &map, terminal);
            return None;
        }
    };
    tell_faults(&done, args, terminal);
    let facts = Facts { map: &map, readings: &readings, as_of: args.as_of, done: &done };
    let summary = report::summary(&facts);
    let judged = Judged {
        files: &[page::called(&args.log)],
        map: Some(&page::called(&args.map)),
        editions: Some(&editions),
        faults: &done.first_faults,
    };
    page::write(args.html.as_deref(), &summary, &judged, args.lang, terminal)?;
    match args.format {
        Format::Text => terminal.out(&report::text(&summary, &style(args.lang, terminal))),
        Format::Json => terminal.json(&serde_json::to_value(&summary).unwrap_or_default()),
        Format::Ndjson => {
            let line = serde_json::json!({ "summary": summary });
            terminal.out(&format!("{line}\n"));
        }
    }
    Some(if summary.is_lawful() { Status::Fine } else { Status::No })
}

fn style(lang: Lang, terminal: &Terminal) -> text::Style {
    text::Style { color: terminal.color(), width: terminal.width(), lang: lang.into(), explain: false }
}

/// All editions of a procedure that can be judged alone.
fn editions(argument: &str, library: &mut Library, terminal: &mut Terminal) -> Option<Editions> {
    let id = match library.open_procedure(argument).map(|opened| opened.what) {
        Ok(What::Procedure(id)) => id,
        Ok(What::Broken) => {
            problems::errors(&library.diagnostics().clone(), library, terminal);
            return None;
        }
        Ok(what) => {
            terminal.error(&format!("`{argument}` is a {}, not a procedure", what.word()), None);
            return None;
        }
        Err(fault) => {
            problems::refuse(*fault, library, terminal);
            return None;
        }
    };
    let Some(editions) = library.editions(id).cloned() else {
        problems::errors(&library.diagnostics().clone(), library, terminal);
        return None;
    };
    if editions.all().iter().any(|procedure| procedure.watches().next().is_some()) {
        let help = "a register has one machine a case; judge what watches others with a scenario";
        terminal.error(&format!("`{}` watches other machines", editions.name()), Some(help));
        return None;
    }
    Some(editions)
}

fn read_map(path: &str, editions: &Editions, terminal: &mut Terminal) -> Option<Map> {
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let bytes = match Disk.read(std::path::Path::new(path), syntax::MAX_BYTES + 8) {
        Ok(bytes) => bytes,
        Err(error) => {
            terminal.error(&format!("cannot read `{path}`: {error}"), None);
            return None;
        }
    };
    let id = sources.add_bytes(path, bytes, &mut found);
    let read: Option<MapFile> = if found.has_errors() { None } else { syntax::read(id, &sources, &mut found) };
    let map = read.and_then(|map| Map::check(&map, editions, &mut found));
    if found.has_errors() {
        found.sort();
        problems::show(&found, &sources, terminal);
        return None;
    }
    map
}

/// The law as it was in force or one edition of it, and what that is compared with.
fn readings(args: &JudgeArgs, editions: &Editions, terminal: &mut Terminal) -> Option<Vec<Reading>> {
    let mut always = |day: Day| {
        let reading = Reading::always(editions, day);
        if reading.is_none() {
            let days: Vec<String> = editions.all().iter().map(|p| p.edition().to_string()).collect();
            let help = format!("editions begin on {}", days.join(", "));
            terminal.error(&format!("no edition of `{}` is in force on {day}", editions.name()), Some(&help));
        }
        reading
    };
    let first = match args.edition {
        None => Reading::in_force(editions),
        Some(day) => always(day)?,
    };
    let mut all = vec![first];
    if let Some(day) = args.against {
        all.push(always(day)?);
    }
    Some(all)
}

fn threads(args: &JudgeArgs) -> usize {
    args.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

fn order(args: &JudgeArgs) -> Order {
    match (args.sorted, args.interleaved) {
        (true, _) => Order::Sorted,
        (_, true) => Order::Interleaved,
        _ => Order::Detect,
    }
}

fn audit<'a>(args: &JudgeArgs, map: &'a Map, readings: &'a [Reading], format: Written) -> Audit<'a> {
    Audit {
        map,
        readings,
        as_of: args.as_of,
        format,
        order: order(args),
        threads: threads(args),
        strict: args.strict,
        tell: None,
    }
}

/// Judges the whole register; once more, in any order, if it turns out not to be sorted.
fn judge_all(args: &JudgeArgs, map: &Map, readings: &[Reading], terminal: &mut Terminal) -> Result<Done, Stop> {
    let mut output = Output::open(args.out.as_deref(), args.format == Format::Ndjson)?;
    let rows = output.rows();
    let tell = move |judge: &Judge, case: &CaseEvents, out: &mut Vec<u8>| {
        if let Some(rows) = rows {
            report::row(rows, map, readings, judge, case, out);
        }
    };
    let tell: &Tell = &tell;
    let mut again = Order::Detect;
    loop {
        let register = Register::open(&args.log, args.input.map(Written::from))?;
        let mut audit = audit(args, map, readings, register.format);
        audit.tell = rows.is_some().then_some(tell);
        if again == Order::Interleaved {
            audit.order = again;
        }
        let mut progress = Progress::bytes(register.bytes);
        let read = register.read.clone();
        let result = audit.run(register.input, &mut |rows| {
            progress.show(read.get());
            output.write(rows)
        });
        progress.clear();
        match result {
            Err(Stop::Interleaved) if args.log != "-" && output.restart()? => {
                terminal.err("note: the events of a case do not stand together; all are held in memory\n");
                again = Order::Interleaved;
            }
            Ok(done) => {
                output.finish()?;
                return Ok(done);
            }
            Err(stop) => return Err(stop),
        }
    }
}

fn tell_stop(stop: &Stop, args: &JudgeArgs, map: &Map, terminal: &mut Terminal) {
    match stop {
        Stop::Io(error) => terminal.error(&format!("`{}` cannot be judged: {error}", args.log), None),
        Stop::NoColumn(missing, known) => {
            let near = greffe::diagnostic::suggest(missing, known.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its columns are {}", known.join(", ")),
            };
            terminal.error(&format!("`{}` has no column `{missing}`", args.log), Some(&help));
        }
        Stop::Fault(fault) => {
            let help = match &fault.unlisted {
                None => "without `--strict` it is counted, and the rest is read".to_owned(),
                Some(name) => {
                    let near = map.near(name).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                    format!("{near}Name it in `{}` under `activities` or `ignore`, or write `ignore: rest`", args.map)
                }
            };
            terminal.error(&format!("{}:{}: {}", args.log, fault.line, fault.message), Some(&help));
        }
        Stop::Interleaved => {
            let help = "`--interleaved` holds all of them in memory";
            terminal.error("the events of a case do not stand together", Some(help));
        }
    }
}

/// The first lines that cannot be read, and how many there are.
fn tell_faults(done: &Done, args: &JudgeArgs, terminal: &mut Terminal) {
    for fault in &done.first_faults {
        terminal.warning(&format!("{}:{}: {}", args.log, fault.line, fault.message), None);
    }
    let rest = done.faults - done.first_faults.len() as u64;
    if rest > 0 {
        terminal.err(&format!("note: {rest} more cannot be read\n"));
    }
}

/// Replays one case of the register.
fn one_case(args: &JudgeArgs, case: &str, map: &Map, readings: &[Reading], terminal: &mut Terminal) -> Option<Status> {
    let register = Register::open(&args.log, args.input.map(Written::from)).map_err(Stop::from);
    let found = register.and_then(|register| audit(args, map, readings, register.format).find(register.input, case));
    let mut events = match found {
        Ok(Some(events)) => events,
        Ok(None) => {
            terminal.error(&format!("`{}` has no case `{case}`", args.log), None);
            return None;
        }
        Err(stop) => {
            tell_stop(&stop, args, map, terminal);
            return None;
        }
    };
    if events.unread > 0 {
        terminal.error(&format!("an event of `{case}` cannot be read"), Some("`--strict` shows where"));
        return None;
    }
    if let Some(as_of) = args.as_of {
        events.events.retain(|event| event.on.day <= as_of);
    }
    let scenario = scenario(map, readings.first()?, &events, args.as_of);
    if let Some(path) = &args.save {
        let mut remarks = vec![format!("A case of {}, as the register has it.", map.title().en)];
        if let Some(day) = readings.first().and_then(|reading| reading.always) {
            remarks.push(format!("Looked at under the edition of {day}, which no scenario can ask for."));
        }
        if let Err(error) = file::write(path, &report::yaml(&scenario, &remarks)) {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            return None;
        }
    }
    let replay = replay(Rc::new(scenario), &Options::default());
    match args.format {
        Format::Text => terminal.out(&text::replay(&replay, &style(args.lang, terminal))),
        Format::Json => terminal.json(&greffe::report::json::replay(&replay, args.lang.into())),
        Format::Ndjson => {
            let value = greffe::report::json::replay(&replay, args.lang.into());
            terminal.out(&format!("{value}\n"));
        }
    }
    Some(if replay.succeeded() { Status::Fine } else { Status::No })
}
