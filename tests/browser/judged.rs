//! The page of a register in a browser.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use greffe::audit::{Format, Reading};
use greffe::page::audit::{self, Judged};
use greffe::text::Lang;
use serde_json::json;

use super::register::{How, fines, fines_map, judge};
use super::{Browser, Saved, axe, browser, count, text, violations};

/// The register of the example, compared with another text, open in a browser.
fn opened(test: &str, lang: Lang) -> Option<(Browser, Saved)> {
    let mut browser = browser(test)?;
    let mut register =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/road-fines/fines.csv")).expect("it is there");
    register.extend(b"A9,Create Fine,tomorrow,35.0,,\n");
    let against = Reading::always(fines(), "2010-08-13".parse().expect("a day")).expect("an edition");
    let how = How { readings: vec![Reading::in_force(fines()), against], ..How::new(Format::Csv) };
    let (done, summary, _) = judge(fines_map(), &register, &how).expect("it can be read");
    let files = ["fines.csv".to_owned()];
    let judged = Judged { files: &files, map: Some("map.yaml"), editions: Some(fines()), faults: &done.first_faults };
    let page = Saved::new(test, &audit::html(&summary, &judged, lang));
    browser.open(&page.address());
    Some((browser, page))
}

#[test]
fn axe_finds_no_violation_on_the_page_of_a_register() {
    let Some(axe) = axe() else { return };
    let Some((mut browser, page)) = opened("register-axe", Lang::En) else { return };
    let open = "document.querySelectorAll('details').forEach((part) => { part.open = true; })";
    violations(&mut browser, &axe, &page.address(), open);
}

#[test]
fn the_page_of_a_register_fits_a_narrow_screen_and_its_numbers_can_be_reached() {
    let Some((mut browser, page)) = opened("register-narrow", Lang::Fr) else { return };
    for width in [400, 1280] {
        browser.ask(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
        );
        browser.open(&page.address());
        assert_eq!(
            browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
            json!(0),
            "{width}"
        );
        let cut = browser.run(
            "Array.from(document.querySelectorAll('figure')).filter((f) => f.scrollWidth > f.clientWidth + 1).length",
        );
        assert_eq!(cut, json!(0));
    }
    let plots = count(&mut browser, "figure svg[role=img]");
    assert!(plots > 4, "{plots}");
    assert_eq!(count(&mut browser, "figure details table"), plots);
    let bars =
        "(figure) => figure.querySelectorAll('.bars rect').length === figure.querySelectorAll('tbody tr').length";
    assert_eq!(browser.run(&format!("Array.from(document.querySelectorAll('figure')).every({bars})")), json!(true));
    browser.run("document.querySelector('figure summary').click()");
    assert!(text(&mut browser, "figure table").contains("actes"));
}

#[test]
fn the_page_of_a_register_prints_its_numbers_and_asks_nobody_for_anything() {
    let Some((mut browser, page)) = opened("register-print", Lang::En) else { return };
    let asked = browser.heard.iter().filter(|(method, _)| method == "Network.requestWillBeSent");
    let asked: Vec<&str> = asked.filter_map(|(_, params)| params["request"]["url"].as_str()).collect();
    assert_eq!(asked, [page.address()]);
    let told =
        browser.heard.iter().filter(|(method, _)| method == "Log.entryAdded" || method == "Runtime.exceptionThrown");
    assert_eq!(told.count(), 0);
    browser.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let hidden = "Array.from(document.querySelectorAll('figure table')).filter((t) => t.getBoundingClientRect().height < 10).length";
    assert_eq!(browser.run(hidden), json!(0), "the numbers of plots are printed");
    let printed = browser.ask("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    let pdf = STANDARD.decode(printed["data"].as_str().expect("a document")).expect("base64");
    let pages = pdf.windows(11).filter(|bytes| *bytes == b"/Type /Page").count()
        - pdf.windows(12).filter(|bytes| *bytes == b"/Type /Pages").count();
    assert!((2..=20).contains(&pages), "{pages} pages");
}
