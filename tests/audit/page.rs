//! The page of a register says what its summary says.

use greffe::audit::{Done, Format, Map, Order, Reading};
use greffe::calendar::Day;
use greffe::page::audit::{self, Judged};
use greffe::report::audit::Summary;
use greffe::text::Lang;

use super::register::{How, Line, checked, csv, fines, fines_map, judge, line};

const FINES: &[u8] = include_bytes!("../../examples/road-fines/fines.csv");

fn page_of(summary: &Summary, done: &Done, lang: Lang) -> String {
    let files = ["fines.csv".to_owned()];
    let judged = Judged { files: &files, map: Some("map.yaml"), editions: Some(fines()), faults: &done.first_faults };
    audit::html(summary, &judged, lang)
}

fn page(map: &Map, register: &[u8], how: &How, lang: Lang) -> (Summary, String) {
    let (done, summary, _) = judge(map, register, how).unwrap();
    let page = page_of(&summary, &done, lang);
    (summary, page)
}

fn against(day: &str) -> How {
    let day: Day = day.parse().unwrap();
    let readings = vec![Reading::in_force(fines()), Reading::always(fines(), day).unwrap()];
    How { readings, ..How::new(Format::Csv) }
}

/// What stands between the tags of a text.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in markup.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// The cells of each row of the tables of a section.
fn rows(page: &str, section: &str) -> Vec<Vec<String>> {
    let mut sections = page.split("<section").skip(1).map(|rest| rest.split("</section>").next().unwrap());
    let called = |text: &&str| text.split('>').next().unwrap().ends_with(&format!("{section}\""));
    let section = sections.find(called).unwrap_or_else(|| panic!("no {section}"));
    let body = section.split("<tr role=\"row\">").skip(1).filter(|row| row.contains("rowheader"));
    body.map(|row| {
        row.split("</td>").flat_map(|part| part.split("</th>")).map(plain).filter(|c| !c.is_empty()).collect()
    })
    .collect()
}

/// The first number of a cell.
fn number(cell: &str) -> u64 {
    cell.split_whitespace().next().unwrap().replace([',', '\u{a0}'], "").parse().unwrap_or_else(|_| panic!("{cell}"))
}

#[test]
fn every_number_of_the_summary_is_on_the_page() {
    let (summary, page) = page(fines_map(), FINES, &against("2010-08-13"), Lang::En);
    for (index, reading) in summary.readings.iter().enumerate() {
        let cells = rows(&page, &format!("page:verdicts-{index}"));
        let cases: Vec<u64> = cells.iter().map(|row| number(&row[1])).collect();
        assert_eq!(cases, reading.cases, "verdicts of reading {index}");
        let acts: Vec<Vec<u64>> = rows(&page, &format!("page:acts-{index}"))
            .iter()
            .map(|row| row[1..].iter().map(|cell| number(cell)).collect())
            .collect();
        assert_eq!(acts, reading.acts.iter().map(|act| act.verdicts.to_vec()).collect::<Vec<_>>());
        let shown = |section: &str, before: usize| -> Vec<(u64, u64, String)> {
            let cells = rows(&page, &format!("page:{section}-{index}"));
            let mut all: Vec<_> = cells
                .iter()
                .map(|row| (number(&row[before]), number(&row[before + 2]), row[before + 5].clone()))
                .collect();
            all.sort();
            all
        };
        macro_rules! counted {
            ($all:expr) => {{
                let mut all: Vec<_> = $all.iter().map(|(_, c)| (c.cases, c.acts, c.example.clone())).collect();
                all.sort();
                all
            }};
        }
        assert_eq!(shown("rules", 1), counted!(reading.rules));
        assert_eq!(shown("articles", 1), counted!(reading.articles));
        assert_eq!(shown("duties", 2), counted!(reading.duties));
        // The bars of all histograms, as tables.
        let bars: u64 = rows(&page, &format!("page:margins-{index}")).iter().map(|row| number(&row[1])).sum();
        let measured: u64 = reading.margins.iter().flat_map(|(_, days)| days.values()).sum();
        assert_eq!(bars, measured, "margins of reading {index}");
        assert!(measured > 0);
    }
    let changes = rows(&page, "page:changes");
    assert_eq!(changes.len(), 4 + summary.changes.len());
    assert!(!summary.changes.is_empty());
    for (row, (_, counted)) in changes[4..].iter().zip(&summary.changes) {
        assert_eq!((number(&row[3]), &row[8]), (counted.cases, &counted.example));
    }
}

#[test]
fn dates_are_those_of_the_summary_and_in_the_language_of_the_reader() {
    let (summary, page) = page(fines_map(), FINES, &How::new(Format::Csv), Lang::Fr);
    let (_, counted) = &summary.readings[0].rules[0];
    assert!(page.contains(&format!("datetime=\"{}\"", counted.first)), "{}", counted.first);
    for word in
        ["<html lang=\"fr\"", "Règles non respectées", "jours de marge", "dernier jour licite", "Jugé par greffe"]
    {
        assert!(page.contains(word), "{word}");
    }
    for word in ["days to spare", "first case", "cases "] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn it_says_what_was_judged_by_which_law() {
    let (_, page) = page(fines_map(), FINES, &How::new(Format::Csv), Lang::En);
    let judged = page.split("id=\"page:judged\"").nth(1).unwrap();
    for text in [
        "<code>fines.csv</code>",
        "<code>map.yaml</code>",
        "<code>it-road-fine</code>",
        "13 August 2010",
        "as amended by Law 120/2010",
        "(secondary source)",
        "The fine is sent within 90 days of the violation.",
        "each case on the day of its last event",
    ] {
        assert!(judged.contains(text), "{text}");
    }
}

#[test]
fn lines_that_cannot_be_read_are_told_with_their_place() {
    let mut text = String::from_utf8(FINES.to_vec()).unwrap();
    text.push_str("A9,Create Fine,tomorrow,35.0,,\n");
    let last = text.lines().count();
    let (_, page) = page(fines_map(), text.as_bytes(), &How::new(Format::Csv), Lang::En);
    let told = rows(&page, "page:register");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0][0], last.to_string());
    assert!(told[0][1].contains("tomorrow"), "{}", told[0][1]);
    assert!(page.contains("1 case left out, since an event of it cannot be read"));
}

/// Tags that are never closed.
const VOID: [&str; 2] = ["meta", "!DOCTYPE"];

/// Whether tags are closed in the order in which they were opened.
fn is_balanced(page: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            let last = open.pop();
            if last != Some(name) {
                return Err(format!("{last:?} is open where {name} is closed"));
            }
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

#[test]
fn tags_are_closed_and_links_lead_somewhere() {
    for lang in [Lang::En, Lang::Fr] {
        for how in [How::new(Format::Csv), against("2011-10-06")] {
            let (_, page) = page(fines_map(), FINES, &how, lang);
            assert_eq!(is_balanced(&page), Ok(()));
            let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(all, ids.len(), "every id is there once");
            for attribute in [" href=\"#", " aria-labelledby=\""] {
                for target in page
                    .split(attribute)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .flat_map(|all| all.split(' '))
                {
                    assert!(ids.contains(&target), "{attribute}{target}");
                }
            }
        }
    }
}

#[test]
fn nothing_can_be_loaded_or_run() {
    let (_, page) = page(fines_map(), FINES, &How::new(Format::Csv), Lang::En);
    assert!(page.replace("&#39;", "'").contains("default-src 'none'; style-src 'sha256-"));
    for outside in ["<script", "script-src", " src=", " style=", "<link", "@import", "url(", "http-equiv=\"refresh"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn markup_in_a_register_or_a_map_is_text() {
    let text = super::register::FINES_MAP
        .replace("en: \"Road Traffic Fine", "en: \"<script>window.ran=1</script>\\\" onload=x Road Traffic Fine");
    let map = checked(&text, fines()).unwrap();
    let case = "<img src=x onerror=alert(1)>";
    let lines = [
        line(case, "Create Fine", "2006-07-12", Some(("amount", "36"))),
        line(case, "Send Fine", "2007-07-12", Some(("expense", "13"))),
    ];
    let (_, page) = page(&map, &csv(&lines), &How::new(Format::Csv), Lang::En);
    assert!(page.contains("&lt;script&gt;window.ran=1") && page.contains("&lt;img src=x"));
    for made in ["<script", "<img", "\" onload"] {
        assert!(!page.contains(made), "{made}");
    }
}

#[test]
fn threads_change_no_byte() {
    let day = |on: i32| Day::from_number(on).unwrap().to_string();
    let case = |number: i32| -> Vec<Line> {
        let (name, start) = (format!("S{number}"), 13_000 + number % 1_900);
        let lines = [("Create Fine", 0), ("Send Fine", number % 200), ("Payment", 200)];
        lines.into_iter().map(|(act, days)| line(&*name, act, &day(start + days), None)).collect()
    };
    // Several chunks for each thread; some lines cannot be read.
    let mut lines: Vec<Line> = (0..9_000).flat_map(case).collect();
    for line in lines.iter_mut().step_by(3) {
        line.columns.push(("amount", "40".to_owned()));
    }
    for line in lines.iter_mut().skip(2).step_by(3) {
        line.columns.push(("paymentAmount", "50".to_owned()));
    }
    for line in lines.iter_mut().step_by(997) {
        line.columns[1].1 = "never".to_owned();
    }
    let register = csv(&lines);
    assert!(register.len() > 3 * (256 << 10), "{}", register.len());
    let made = |threads: usize| {
        let how = How { threads, order: Order::Sorted, ..How::new(Format::Csv) };
        page(fines_map(), &register, &how, Lang::En).1
    };
    let one = made(1);
    assert!(one.contains("The first 10 of"), "not all that cannot be read is told");
    assert!(one == made(2) && one == made(5));
}
