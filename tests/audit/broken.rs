//! What cannot be read is counted, with its place, and loses nothing else.

use greffe::audit::{Format, Map, Stop};

use super::register::{How, checked, fines, fines_map, judge};

/// Lines and messages of the faults, and how many cases were judged and left out.
fn found(map: &Map, register: &str, format: Format) -> (Vec<(u64, String)>, u64, u64) {
    let (done, summary, _) = judge(map, register.as_bytes(), &How::new(format)).unwrap();
    assert_eq!(done.faults, done.first_faults.len() as u64);
    assert_eq!(summary.unread, done.faults);
    let faults = done.first_faults.into_iter().map(|fault| (fault.line, fault.message)).collect();
    (faults, summary.cases, summary.left_out)
}

const HEAD: &str = "case:concept:name,concept:name,time:timestamp,amount,expense,paymentAmount\n";

#[test]
fn broken_lines_of_a_table() {
    let register = format!(
        "{HEAD}A,Create Fine,2009-01-05,35.0,,\r\nB,Create Fine,2009-01-05,35.0\n\nC,Create Fine,2009-02-30,35.0,,\n\
         D,Create Fine,2009-01-05,\"35,0\",,\nE,Create Fine,2009-01-05,,,\n\"F\"\"1, x\",Create Fine,2009-01-05,35,,\n\
         G,\"Create Fine,2009-01-05,35.0,,\n,Create Fine,2009-01-05,35.0,,\nH,Create Fine,2009-01-05,35.0,,"
    );
    let (faults, cases, left_out) = found(fines_map(), &register, Format::Csv);
    let expected = [
        (3, "4 columns; the first line names 6"),
        (5, "`2009-02-30` in `time:timestamp` is not a date"),
        (6, "`35,0` in `amount` is not an integer"),
        (7, "`amount` is empty"),
        (9, "a quote is not closed on its line; no field may hold a line break"),
        (10, "there is no case"),
    ];
    assert_eq!(faults, expected.map(|(line, message)| (line, message.to_owned())));
    assert_eq!((cases, left_out), (3, 5), "A, F and H are judged; B, C, D, E and G are left out");
}

#[test]
fn broken_lines_of_json() {
    let register = r#"{"case:concept:name":"A","concept:name":"Create Fine","time:timestamp":"2009-01-05","amount":35}
{"case:concept:name":"B","concept:name":"Create Fine",
not json
{"case:concept:name":"C","concept:name":"Create \u0046ine","time:timestamp":"2009-01-05","amount":"35.00","x":{"y":[1]}}
["case:concept:name"]
{"case:concept:name":"D","concept:name":null,"time:timestamp":"2009-01-05","amount":35}
"#;
    let (faults, cases, left_out) = found(fines_map(), register, Format::Ndjson);
    let lines: Vec<u64> = faults.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 5, 6]);
    assert_eq!(faults[3].1, "`concept:name` is empty");
    assert_eq!((cases, left_out), (2, 2), "A and C are judged; B and D are left out");
}

#[test]
fn broken_xml() {
    let trace = |case: &str, event: &str| {
        format!("<trace>\n<string key=\"concept:name\" value=\"{case}\"/>\n<event>\n{event}\n</event>\n</trace>\n")
    };
    let good = "<string key='concept:name' value='Create Fine'/>\n<float key='amount' value='35.0'/>\n\
                <date key = 'time:timestamp' value = '2009-01-05T00:00:00.000+01:00' />";
    let bad_attribute = good.replace("value='35.0'", "value=35.0");
    let bad_entity = good.replace("Create Fine", "Create&nope;Fine");
    let register = format!(
        "<log>\n{}{}{}<trace>\n<string key=\"concept:name\" value=\"D\"/>\n<event>\n<string <<\n{}{}<trace>\n<event>",
        trace("A", good),
        trace("B", &bad_attribute),
        trace("C", &bad_entity),
        trace("E", good),
        trace("F &amp; G", good),
    );
    let (faults, cases, left_out) = found(fines_map(), &register, Format::Xes);
    // Each fault once: two attributes, the element that was never closed, and the end.
    assert_eq!(faults.iter().map(|(line, _)| *line).take(2).collect::<Vec<_>>(), [14, 21], "{faults:?}");
    assert_eq!(faults.len(), 4, "{faults:?}");
    assert!(faults[3].1.contains("ends within a trace"), "{faults:?}");
    assert_eq!(cases, 3, "A, E and F are judged: {faults:?}");
    assert_eq!(left_out, 3, "B, C and D are left out: {faults:?}");
    let (_, _, rows) = judge(fines_map(), register.as_bytes(), &How::new(Format::Xes)).unwrap();
    assert!(rows.contains("F & G,2009-01-05,create,legal"), "{rows}");
}

#[test]
fn strict_stops_at_the_first() {
    let register = format!("{HEAD}A,Create Fine,2009-01-05,35.0,,\nB,Create Fine,2009-01-05\nC,Create Fine,x,35.0,,\n");
    let how = How { strict: true, ..How::new(Format::Csv) };
    let Err(Stop::Fault(fault)) = judge(fines_map(), register.as_bytes(), &how) else { panic!("it went on") };
    assert_eq!(fault.line, 3);
}

#[test]
fn an_activity_that_nobody_listed_stops_it() {
    let register = format!("{HEAD}A,Create Fine,2009-01-05,35.0,,\nA,Send Fin,2009-01-09,,1,\nB,Sent,2009-01-05,,,\n");
    let Err(Stop::Fault(fault)) = judge(fines_map(), register.as_bytes(), &How::new(Format::Csv)) else { panic!() };
    assert_eq!((fault.line, fault.unlisted.as_deref()), (3, Some("Send Fin")));
    assert_eq!(fines_map().near("Send Fin").as_deref(), Some("Send Fine"));
    let listed = format!("{}ignore: [Send Fin, Sent]\n", super::register::FINES_MAP);
    let rest = format!("{}ignore: rest\n", super::register::FINES_MAP);
    for map in [listed, rest] {
        let map = checked(&map, fines()).unwrap();
        let (done, summary, _) = judge(&map, register.as_bytes(), &How::new(Format::Csv)).unwrap();
        assert_eq!((done.ignored, summary.cases, summary.acts), (2, 1, 1));
    }
}

#[test]
fn a_missing_column() {
    let register = "case:concept:name,concept:name,timestamp,amount,expense,paymentAmount\n";
    let found = judge(fines_map(), register.as_bytes(), &How::new(Format::Csv));
    let Err(Stop::NoColumn(missing, known)) = found else { panic!() };
    assert_eq!(missing, "time:timestamp");
    assert_eq!(known[2], "timestamp");
}

#[test]
fn an_empty_register() {
    for (register, format) in [(HEAD, Format::Csv), ("", Format::Ndjson), ("<log></log>", Format::Xes)] {
        let (faults, cases, left_out) = found(fines_map(), register, format);
        assert_eq!((faults.len(), cases, left_out), (0, 0, 0));
    }
}
