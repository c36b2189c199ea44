//! Writes a synthetic register of road-traffic fines: the attributes of the public log "Road Traffic Fine Management
//! Process" (M. de Leoni and F. Mannhardt, 4TU.Centre for Research Data, 2015), its commonest courses about as often as
//! there, and dates on either side of every deadline. The same arguments give the same bytes. `xes-terse` leaves out what
//! `examples/road-fines/map.yaml` does not read, and blanks: less than half the bytes of an event as the log has it.
//!
//! `cargo run --release --example make_road_fines -- EVENTS [xes|xes-terse|csv|ndjson] [SEED] [mixed]`

use std::io::{self, BufWriter, StdoutLock, Write};

use fastrand::Rng;
use greffe::calendar::Day;

/// Courses by the letters of their events, with how often each comes in a thousand.
const COURSES: [(u32, &str); 26] = [
    (375, "CSNPK"),
    (308, "C$"),
    (135, "CS"),
    (63, "CSNP$"),
    (25, "CSNP$$"),
    (22, "CSN$P$"),
    (21, "CS$"),
    (17, "CSNiPs"),
    (10, "CSNP$K"),
    (4, "CSN$PK"),
    (3, "CSNPis"),
    (3, "C$S"),
    (1, "CSNiPsrn$"),
    (1, "CSNJP$"),
    (1, "Cis"),
    (1, "CSNisPrn$"),
    (1, "CSNJPK"),
    (1, "C$SNP$"),
    (1, "CSNiPsrnK"),
    (1, "CSNP$$$"),
    (1, "CSNPisrn$"),
    (1, "CS$NP$"),
    (1, "CSNiPsrnJ"),
    (1, "CSNPJ$"),
    (1, "C$SNPK"),
    (1, "CSNPJK"),
];

/// One event of a case.
struct Event {
    letter: char,
    on: i32,
    amount: u32,
    total: u32,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let events: u64 = arguments.next().and_then(|n| n.replace('_', "").parse().ok()).unwrap_or(1_000);
    let format = arguments.next().unwrap_or_else(|| "csv".to_owned());
    let mut rng = Rng::with_seed(arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1));
    let mixed = arguments.next().is_some();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let is_xes = format.starts_with("xes");
    if is_xes {
        out.write_all(b"<?xml version='1.0' encoding='UTF-8'?>\n<log>\n  <global scope=\"event\">\n")?;
        out.write_all(b"    <string key=\"concept:name\" value=\"UNKNOWN\"/>\n  </global>\n")?;
    } else if format == "csv" {
        writeln!(out, "{}", COLUMNS.join(","))?;
    }
    let (mut written, mut number) = (0, 0u64);
    let mut waiting: Vec<(i32, String)> = Vec::new();
    while written < events {
        number += 1;
        let case = course(&mut rng);
        written += case.len() as u64;
        let name = format!("{}{number}", ['A', 'N', 'P', 'S', 'V'][rng.usize(..5)]);
        if is_xes {
            let write = if format == "xes" { xes } else { xes_terse };
            write(&mut out, &name, &case, &mut rng)?;
            continue;
        }
        for event in &case {
            let line = if format == "csv" { csv(&name, event, &mut rng) } else { json(&name, event, &mut rng) };
            if mixed {
                waiting.push((event.on, line));
            } else {
                out.write_all(line.as_bytes())?;
            }
        }
    }
    waiting.sort_by_key(|(on, _)| *on);
    for (_, line) in waiting {
        out.write_all(line.as_bytes())?;
    }
    if is_xes {
        out.write_all(b"</log>\n")?;
    }
    out.flush()
}

/// A course with dates and amounts.
fn course(rng: &mut Rng) -> Vec<Event> {
    let mut draw = rng.u32(..COURSES.iter().map(|(weight, _)| weight).sum::<u32>());
    let letters = COURSES.iter().find(|(weight, _)| match draw.checked_sub(*weight) {
        Some(left) => {
            draw = left;
            false
        }
        None => true,
    });
    let letters = letters.map_or("C", |(_, letters)| letters);
    // 1 January 2000 to 27 December 2013, as the log.
    let mut on = 10_957 + rng.i32(0..5_110);
    let mut notified = on;
    let (mut amount, mut expense, mut paid) = (rng.u32(20..160) * 100 + rng.u32(..4) * 25, 0, 0);
    let mut events = Vec::with_capacity(letters.len());
    for letter in letters.chars() {
        on += match letter {
            'C' => 0,
            // Most in time, some about the bounds, few far beyond.
            'S' => match rng.u32(..20) {
                0 => rng.i32(85..95),
                1 => rng.i32(145..155),
                2 => rng.i32(151..400),
                _ => rng.i32(10..90),
            },
            'N' => rng.i32(3..40),
            // In the log on the sixtieth day, always.
            'P' => (notified + 60 - on).max(0) + i32::from(rng.u32(..500) == 0),
            'i' | 'J' => {
                if rng.u32(..8) == 0 {
                    rng.i32(58..70)
                } else {
                    rng.i32(1..40)
                }
            }
            '$' => rng.i32(0..60),
            _ => rng.i32(1..200),
        };
        let mut event = Event { letter, on, amount, total: paid };
        match letter {
            'S' => {
                expense = rng.u32(..70) * 25;
                event.amount = expense;
            }
            'N' => notified = on,
            'P' => {
                amount *= 2;
                event.amount = amount;
            }
            '$' => {
                let owed = (amount + expense).saturating_sub(paid);
                event.amount = if rng.u32(..4) == 0 { owed / 2 + 1 } else { owed };
                paid += event.amount;
                event.total = paid;
            }
            _ => {}
        }
        events.push(event);
    }
    events
}

fn activity(letter: char) -> &'static str {
    match letter {
        'C' => "Create Fine",
        'S' => "Send Fine",
        'N' => "Insert Fine Notification",
        'P' => "Add penalty",
        '$' => "Payment",
        'K' => "Send for Credit Collection",
        'i' => "Insert Date Appeal to Prefecture",
        's' => "Send Appeal to Prefecture",
        'r' => "Receive Result Appeal from Prefecture",
        'n' => "Notify Result Appeal to Offender",
        _ => "Appeal to Judge",
    }
}

/// Cents as the log writes euros.
fn euros(cents: u32) -> String {
    let text = format!("{}.{:02}", cents / 100, cents % 100);
    text.strip_suffix('0').map_or(text.clone(), str::to_owned)
}

/// A day as the log writes it, with the offset of Rome on most days.
fn date(on: i32) -> String {
    let day = Day::from_number(on).unwrap_or(Day::MAX);
    let (_, month, _) = day.ymd();
    format!("{day}T00:00:00.000+0{}:00", if (4..=10).contains(&month) { 2 } else { 1 })
}

/// The attributes of an event: type, key and value.
fn attributes(event: &Event, rng: &mut Rng) -> Vec<(&'static str, &'static str, String)> {
    let mut all: Vec<(&str, &str, String)> = Vec::with_capacity(10);
    let name = ("string", "concept:name", activity(event.letter).to_owned());
    let complete = ("string", "lifecycle:transition", "complete".to_owned());
    let on = ("date", "time:timestamp", date(event.on));
    match event.letter {
        'C' => all.extend([
            ("float", "amount", euros(event.amount)),
            ("string", "org:resource", rng.u32(1..900).to_string()),
            ("string", "dismissal", "NIL".to_owned()),
            name,
            ("string", "vehicleClass", "A".to_owned()),
            ("float", "totalPaymentAmount", "0.0".to_owned()),
            complete,
            on,
            ("int", "article", if rng.bool() { "157" } else { "7" }.to_owned()),
            ("int", "points", "0".to_owned()),
        ]),
        'S' => all.extend([name, complete, ("float", "expense", euros(event.amount)), on]),
        'N' => all.extend([
            ("string", "notificationType", "P".to_owned()),
            name,
            complete,
            ("string", "lastSent", "P".to_owned()),
            on,
        ]),
        'P' => all.extend([("float", "amount", euros(event.amount)), name, complete, on]),
        '$' => all.extend([
            ("float", "totalPaymentAmount", euros(event.total)),
            name,
            complete,
            ("float", "paymentAmount", euros(event.amount)),
            on,
        ]),
        _ => all.extend([name, complete, on]),
    }
    all
}

fn xes(out: &mut BufWriter<StdoutLock>, case: &str, events: &[Event], rng: &mut Rng) -> io::Result<()> {
    writeln!(out, "  <trace>\n    <string key=\"concept:name\" value=\"{case}\"/>")?;
    for event in events {
        out.write_all(b"    <event>\n")?;
        for (kind, key, value) in attributes(event, rng) {
            writeln!(out, "      <{kind} key=\"{key}\" value=\"{value}\"/>")?;
        }
        out.write_all(b"    </event>\n")?;
    }
    out.write_all(b"  </trace>\n")
}

/// The keys that the map reads.
const READ: [&str; 5] = ["concept:name", "time:timestamp", "amount", "expense", "paymentAmount"];

/// A trace with what the map reads, an event a line.
fn xes_terse(out: &mut BufWriter<StdoutLock>, case: &str, events: &[Event], rng: &mut Rng) -> io::Result<()> {
    writeln!(out, "<trace><string key=\"concept:name\" value=\"{case}\"/>")?;
    for event in events {
        out.write_all(b"<event>")?;
        for (kind, key, value) in attributes(event, rng).iter().filter(|(_, key, _)| READ.contains(key)) {
            write!(out, "<{kind} key=\"{key}\" value=\"{}\"/>", value.replace(".000", ""))?;
        }
        out.write_all(b"</event>\n")?;
    }
    out.write_all(b"</trace>\n")
}

/// The columns of a table, as process-mining tools export them.
const COLUMNS: [&str; 15] = [
    "case:concept:name",
    "concept:name",
    "time:timestamp",
    "lifecycle:transition",
    "org:resource",
    "amount",
    "article",
    "dismissal",
    "expense",
    "lastSent",
    "notificationType",
    "paymentAmount",
    "points",
    "totalPaymentAmount",
    "vehicleClass",
];

fn csv(case: &str, event: &Event, rng: &mut Rng) -> String {
    let attributes = attributes(event, rng);
    let mut line = String::from(case);
    for column in &COLUMNS[1..] {
        line.push(',');
        if let Some((.., value)) = attributes.iter().find(|(_, key, _)| key == column) {
            line.push_str(value);
        }
    }
    line.push('\n');
    line
}

fn json(case: &str, event: &Event, rng: &mut Rng) -> String {
    let mut line = format!("{{\"case:concept:name\":\"{case}\"");
    for (kind, key, value) in attributes(event, rng) {
        let quote = if matches!(kind, "float" | "int") { "" } else { "\"" };
        line.push_str(&format!(",\"{key}\":{quote}{value}{quote}"));
    }
    line.push_str("}\n");
    line
}
