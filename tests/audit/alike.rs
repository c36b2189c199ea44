//! However a register is read, the same is found.

use std::io::Write;

use greffe::audit::{Format, Order, Stop};
use proptest::prelude::*;

use super::register::{How, Line, csv, fines_map, judge, line, ndjson, xes};

/// Fines of some cases, sorted by case.
fn fines(cases: usize, seed: u64) -> Vec<Line> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut lines = Vec::new();
    for case in 0..cases {
        let name = format!("N{case}");
        let mut on = rng.i32(11_000..15_900);
        let day = |on: i32| greffe::calendar::Day::from_number(on).unwrap().to_string();
        lines.push(line(&*name, "Create Fine", &day(on), Some(("amount", "35.0"))));
        on += rng.i32(80..160);
        lines.push(line(&*name, "Send Fine", &day(on), Some(("expense", "11.5"))));
        on += rng.i32(1..20);
        lines.push(line(&*name, "Insert Fine Notification", &day(on), None));
        on += rng.i32(58..62);
        match rng.u32(..3) {
            0 => lines.push(line(&*name, "Add penalty", &day(on), Some(("amount", "70")))),
            1 => lines.push(line(&*name, "Insert Date Appeal to Prefecture", &day(on), None)),
            _ => lines.push(line(&*name, "Payment", &day(on), Some(("paymentAmount", "46.50")))),
        }
    }
    lines
}

#[test]
fn xes_csv_and_ndjson_of_the_same_events_are_judged_alike() {
    let lines = fines(500, 1);
    let (_, summary, rows) = judge(fines_map(), &csv(&lines), &How::new(Format::Csv)).unwrap();
    assert_eq!((summary.cases, summary.acts), (500, 2000));
    assert!(summary.readings[0].cases[2] > 50, "some are illegal: {:?}", summary.readings[0].cases);
    for (register, format) in [(xes(&lines), Format::Xes), (ndjson(&lines), Format::Ndjson)] {
        let (_, other, other_rows) = judge(fines_map(), &register, &How::new(format)).unwrap();
        assert_eq!(other, summary);
        assert_eq!(other_rows, rows);
    }
}

#[test]
fn tags_and_fields_may_be_written_in_any_way() {
    let lines = fines(60, 6);
    let (plain_csv, plain_xes) = (csv(&lines), xes(&lines));
    let (_, summary, rows) = judge(fines_map(), &plain_csv, &How::new(Format::Csv)).unwrap();
    let same = |format: Format, register: &[u8], how: &str| {
        assert!(![&plain_csv, &plain_xes].contains(&&register.to_vec()), "{how} is another way");
        let (done, other, other_rows) = judge(fines_map(), register, &How::new(format)).unwrap();
        assert_eq!((done.faults, done.first_faults), (0, Vec::new()), "{how}");
        assert!(other == summary && other_rows == rows, "{how}");
    };
    let text = String::from_utf8(plain_xes.clone()).unwrap();
    for (how, register) in [
        (
            "blanks in tags",
            text.replace("\"/>", "\" />").replace("<string", "<string\n").replace("</event>", "</event >"),
        ),
        ("single quotes", text.replace('"', "'")),
        ("Windows line ends", text.replace('\n', "\r\n")),
        ("no blanks between tags", text.replace('\n', "").replace("  ", "")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("a byte order mark before the log", format!("\u{feff}{}", &text[text.find("<log>").unwrap()..])),
        ("entities", text.replace("Create Fine", "Create&#32;Fine").replace("Send Fine", "&#x53;end Fine")),
        ("comments", text.replace("<event>", "<!-- \"><event> --><event><!-- <trace> -->")),
        ("what is no element", text.replace("</event>", "<?a </event> ?><![CDATA[</event>]]></event>")),
        ("other attributes of elements", text.replace("<string ", "<string xmlns:a='>' b=\"/>\" ")),
        (
            "a list",
            text.replace(
                "<event>",
                "<event><list key=\"amount\"><values><int key=\"amount\" value=\"1\"/></values></list>",
            ),
        ),
    ] {
        same(Format::Xes, register.as_bytes(), how);
    }
    let text = String::from_utf8(plain_csv.clone()).unwrap();
    let quoted = |line: &str| line.split(',').map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join(",");
    for (how, register) in [
        ("quotes", text.lines().map(|line| quoted(line) + "\n").collect()),
        ("Windows line ends", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("semicolons", text.replace(',', ";")),
        ("empty lines", text.replace('\n', "\n\n")),
        ("no end of the last line", text.trim_end().to_owned()),
        ("long lines", text.lines().map(|line| format!("{},{line}\n", line.replace(',', " ").repeat(3))).collect()),
    ] {
        same(Format::Csv, register.as_bytes(), how);
    }
}

#[test]
fn any_number_of_threads_finds_the_same() {
    // Several chunks for each thread.
    let lines = fines(12_000, 2);
    let register = csv(&lines);
    let how = How::new(Format::Csv);
    let (_, one, one_rows) = judge(fines_map(), &register, &how).unwrap();
    for threads in [2, 3, 8] {
        let (_, other, rows) = judge(fines_map(), &register, &How { threads, ..how.clone() }).unwrap();
        assert_eq!(other, one);
        assert!(rows == one_rows, "the lines are those of the register, in its order");
        let how = How { threads, order: Order::Interleaved, ..how.clone() };
        let (_, other, rows) = judge(fines_map(), &register, &how).unwrap();
        assert_eq!(other, one);
        assert!(rows == one_rows, "cases are told in the order in which they begin");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_cases_and_of_lines_changes_nothing(seed in 0u64..1000, shuffle in 0u64..1000) {
        let lines = fines(40, seed);
        let mut rng = fastrand::Rng::with_seed(shuffle);
        let (_, sorted, rows) = judge(fines_map(), &csv(&lines), &How::new(Format::Csv)).unwrap();
        let mut cases: Vec<Vec<Line>> = lines.chunk_by(|a, b| a.case == b.case).map(<[Line]>::to_vec).collect();
        rng.shuffle(&mut cases);
        let (_, other, _) = judge(fines_map(), &csv(&cases.concat()), &How::new(Format::Csv)).unwrap();
        prop_assert_eq!(&other, &sorted);
        // Events of all cases in any order, those of one in their own.
        let mut mixed = Vec::new();
        while !cases.is_empty() {
            let case = rng.usize(..cases.len());
            mixed.push(cases[case].remove(0));
            cases.retain(|case| !case.is_empty());
        }
        let how = How { order: Order::Interleaved, ..How::new(Format::Csv) };
        let (_, other, other_rows) = judge(fines_map(), &csv(&mixed), &how).unwrap();
        prop_assert_eq!(&other, &sorted);
        let sort = |rows: &str| {
            let mut rows: Vec<String> = rows.lines().map(str::to_owned).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(sort(&other_rows), sort(&rows));
    }
}

#[test]
fn a_case_that_goes_on_after_another_is_noticed() {
    let mut lines = fines(3, 3);
    let stray = lines.remove(1);
    lines.push(stray);
    for threads in [1, 2] {
        let found = judge(fines_map(), &csv(&lines), &How { threads, ..How::new(Format::Csv) });
        assert!(matches!(found, Err(Stop::Interleaved)));
    }
}

#[test]
fn events_out_of_order_are_judged_by_their_dates_and_counted() {
    let mut lines = fines(3, 4);
    let (_, sorted, _) = judge(fines_map(), &csv(&lines), &How::new(Format::Csv)).unwrap();
    lines.swap(4, 6);
    let (_, other, _) = judge(fines_map(), &csv(&lines), &How::new(Format::Csv)).unwrap();
    assert_eq!(other.reordered, 1);
    assert_eq!(greffe::report::audit::Summary { reordered: 0, ..other }, sorted);
}

#[test]
fn until_a_day() {
    let lines = [
        line("A", "Create Fine", "2009-01-05", Some(("amount", "35"))),
        line("A", "Payment", "2009-08-01", Some(("paymentAmount", "35"))),
    ];
    let at = |day: &str| {
        let how = How { as_of: Some(day.parse().unwrap()), ..How::new(Format::Csv) };
        let (_, summary, _) = judge(fines_map(), &csv(&lines), &how).unwrap();
        let duties = summary.readings[0].duties.iter().map(|(duty, counted)| (duty.duty.clone(), counted.acts));
        (summary.acts, summary.later, duties.collect::<Vec<_>>())
    };
    // 5 January 2009 + 150 days = 4 June.
    assert_eq!(at("2009-06-04"), (1, 1, Vec::new()));
    assert_eq!(at("2009-06-05"), (1, 1, vec![("send_in_time".to_owned(), 1)]));
    assert_eq!(at("2009-12-31"), (2, 0, vec![("send_in_time".to_owned(), 1)]));
}

#[test]
fn another_edition_applied_to_everything() {
    let editions = super::register::fines();
    let register = include_bytes!("../../examples/road-fines/fines.csv");
    let always = |day: &str| greffe::audit::Reading::always(editions, day.parse().unwrap()).unwrap();
    let in_force = greffe::audit::Reading::in_force(editions);
    let how = How { readings: vec![in_force, always("2010-08-13")], ..How::new(Format::Csv) };
    let (_, summary, _) = judge(fines_map(), register, &how).unwrap();
    let changes: Vec<_> = summary.changes.iter().map(|(c, n)| (&*c.act, &*c.was, &*c.is, n.acts)).collect();
    // A1 was sent on day 150: too late under 90 days. N6 appealed on day 31: in time under 60.
    assert_eq!(changes, [("appeal_to_judge", "illegal", "legal", 1), ("send", "legal", "illegal", 1)]);
    let alone = How { readings: vec![always("2010-08-13")], ..How::new(Format::Csv) };
    let (_, alone, _) = judge(fines_map(), register, &alone).unwrap();
    assert_eq!(alone.readings[0], summary.readings[1]);
    assert!(greffe::audit::Reading::always(editions, "1999-12-31".parse().unwrap()).is_none());
}

#[test]
fn margins_are_exact() {
    let register = include_bytes!("../../examples/road-fines/fines.csv");
    let (_, summary, _) = judge(fines_map(), register, &How::new(Format::Csv)).unwrap();
    let of = |edition: &str, act: &str| {
        let margins = summary.readings[0].margins.iter().filter(|(m, _)| (&*m.edition, &*m.act) == (edition, act));
        margins.map(|(_, days)| days.clone().into_iter().collect()).collect::<Vec<Vec<(i32, u64)>>>()
    };
    // A1 on the last of 150 days, A2 a day late, N7 on day 63.
    assert_eq!(of("2000-01-01", "send"), [vec![(-1, 1), (0, 1), (87, 1)]]);
    assert_eq!(of("2010-08-13", "send"), [vec![(-1, 1), (0, 1)]]);
    assert_eq!(of("2011-10-06", "appeal_to_judge"), [vec![(-1, 1)]]);
    assert_eq!(of("2000-01-01", "add_penalty"), [vec![(0, 1)]]);
    // 20 May to 22 June: 33 of 60 days.
    assert_eq!(of("2000-01-01", "appeal_to_prefect"), [vec![(27, 1)]]);
}

#[test]
fn a_compressed_register_is_read_as_it_is() {
    let plain = csv(&fines(50, 5));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&plain).unwrap();
    let zipped = encoder.finish().unwrap();
    let folder = std::env::temp_dir().join(format!("greffe-audit-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (a, b) = (folder.join("fines.csv"), folder.join("fines.csv.gz"));
    std::fs::write(&a, &plain).unwrap();
    std::fs::write(&b, &zipped).unwrap();
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/road-fines/map.yaml");
    let run = |log: &std::path::Path| {
        let mut command = assert_cmd::Command::cargo_bin("greffe").unwrap();
        command.args(["audit", "it-road-fine", log.to_str().unwrap(), "--map", map, "--format", "json"]);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        output.stdout
    };
    assert_eq!(run(&a), run(&b));
    std::fs::remove_dir_all(&folder).unwrap();
}
