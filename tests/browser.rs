//! The report in a browser: it steps, filters, follows links, prints, asks nobody for anything, and everybody can
//! read it. Where there is no Chromium these tests say so; with `GREFFE_BROWSER=required` that is a failure.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "browser/chromium.rs"]
mod chromium;

use std::path::PathBuf;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromium::{Browser, browser, skip};
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, Nothing, What};
use greffe::page;
use greffe::replay::{Options, replay_history};
use greffe::text::Lang;
use serde_json::{Value, json};

#[path = "page/hostile.rs"]
mod hostile;
#[path = "browser/judged.rs"]
mod judged;
#[path = "audit/register.rs"]
#[allow(dead_code, reason = "other tests make other registers")]
mod register;

/// The report of a scenario that comes with the program.
fn report(name: &str, lang: Lang) -> String {
    let mut library = Library::new(Nothing);
    let What::Scenario(id) = library.open_scenario(name).expect("it is shipped").what else { panic!("a scenario") };
    let scenario = library.scenario(id, &mut Diagnostics::new()).expect("it has no errors");
    page::html(&[replay_history(Rc::new(scenario), &Options::default(), true)], lang)
}

/// A page in a file of its own.
struct Saved(PathBuf);

impl Saved {
    fn new(test: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("greffe-page-{}-{test}.html", std::process::id()));
        std::fs::write(&path, text).expect("it can be written");
        Self(path)
    }

    fn address(&self) -> String {
        format!("file://{}", self.0.display())
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The affair, open in a browser.
fn affair(test: &str) -> Option<(Browser, Saved)> {
    let mut browser = browser(test)?;
    let page = Saved::new(test, &report("tmg-2011", Lang::En));
    browser.open(&page.address());
    Some((browser, page))
}

/// The visible text of what a selector finds.
fn text(browser: &mut Browser, selector: &str) -> String {
    let found = browser.run(&format!("document.querySelector({}).innerText", json!(selector)));
    found.as_str().unwrap_or_else(|| panic!("{selector} has a text")).to_owned()
}

fn count(browser: &mut Browser, selector: &str) -> u64 {
    let all = format!("document.querySelectorAll({}).length", json!(selector));
    browser.run(&all).as_u64().expect("a number")
}

#[test]
fn arrow_keys_and_buttons_step_and_everything_follows() {
    let Some((mut browser, _page)) = affair("step") else { return };
    assert_eq!(text(&mut browser, ".stepper .now"), "30 November 2012");
    assert_eq!(count(&mut browser, "tr.later"), 0);
    assert_eq!(count(&mut browser, ".cursor[visibility=hidden]"), 1);
    // To the first step, then on to the day on which the link was cut.
    browser.run("for (let i = 0; i < 100; i++) document.querySelector('[data-go=\"-1\"]').click()");
    assert!(text(&mut browser, ".stepper .now").starts_with("16 August 2010: "));
    assert_eq!(count(&mut browser, "[data-go='-1']:disabled"), 1);
    browser.run("document.activeElement.blur()");
    let cut = (0..20).any(|_| {
        browser.press("ArrowRight");
        text(&mut browser, ".stepper .now").contains("Link cut")
    });
    assert!(cut, "a step tells of the cut link");
    assert!(text(&mut browser, ".standing h2").ends_with("on 16 May 2011"));
    let card = "Array.from(document.querySelectorAll('.card')).find((c) => c.innerText.includes('The link')).innerText";
    let card = browser.run(card);
    assert!(card.as_str().is_some_and(|text| text.contains("Cut, physical media instead")), "{card}");
    assert!(count(&mut browser, "tr.later") > 10);
    let row = "document.getElementById('link-cut').className";
    assert_eq!(browser.run(row), json!("now"));
    assert_eq!(count(&mut browser, ".cursor[visibility=visible]"), 1);
    assert_eq!(count(&mut browser, "[data-state=suspended].lit"), 1);
    assert_eq!(count(&mut browser, "[data-state=connected].lit"), 0);
    browser.press("ArrowLeft");
    assert_eq!(count(&mut browser, "[data-state=suspended].lit"), 0);
    browser.run("document.querySelector('[data-go=end]').click()");
    assert_eq!(text(&mut browser, ".stepper .now"), "30 November 2012");
}

#[test]
fn the_table_is_filtered_by_machine_actor_and_verdict() {
    let Some((mut browser, _page)) = affair("filter") else { return };
    let choose = |browser: &mut Browser, name: &str, option: &str| {
        browser.run(&format!(
            "(() => {{ const s = document.querySelector('[data-filter={name}]'); const o = Array.from(s.options).find((o) => \
             o.textContent === {}); s.value = o.value; s.dispatchEvent(new Event('change')); }})()",
            json!(option)
        ));
    };
    let rows = |browser: &mut Browser| {
        browser.run("Array.from(document.querySelectorAll('.events tbody tr:not([hidden])')).map((r) => r.id)")
    };
    choose(&mut browser, "verdict", "undetermined");
    assert_eq!(rows(&mut browser), json!(["tmg-visit", "tmg-notice", "societies-answer.scpp"]));
    assert!(text(&mut browser, ".count").starts_with("3 / "));
    assert!(count(&mut browser, ".picture .event.off") > 5);
    choose(&mut browser, "machine", "TMG");
    assert_eq!(rows(&mut browser), json!(["tmg-visit", "tmg-notice"]));
    choose(&mut browser, "actor", "President of the CNIL");
    assert_eq!(rows(&mut browser), json!(["tmg-notice"]));
    for name in ["verdict", "machine", "actor"] {
        choose(&mut browser, name, "all");
    }
    assert_eq!(count(&mut browser, "tr[hidden], .picture .event.off"), 0);
}

#[test]
fn a_link_to_an_event_shows_it() {
    let Some((mut browser, page)) = affair("link") else { return };
    for id in ["tmg-answer-2", "societies-answer.sdrm"] {
        browser.open(&format!("{}#{id}", page.address()));
        let found = browser.run("(({ id, dataset }) => dataset.events || id)(document.querySelector('tr.found'))");
        assert!(found.as_str().is_some_and(|ids| ids.split(' ').any(|known| known == id)), "{found}");
        let seen = "(() => { const b = document.querySelector('tr.found').getBoundingClientRect(); \
                    return b.top >= 0 && b.bottom <= innerHeight; })()";
        assert_eq!(browser.run(seen), json!(true), "{id} is in view");
        assert!(!text(&mut browser, ".stepper .now").starts_with("30 November 2012"));
    }
    // A link that is followed on the page does the same, even to a row that a filter hides.
    browser.run(
        "(() => { const s = document.querySelector('[data-filter=verdict]'); s.value = '0'; \
         s.dispatchEvent(new Event('change')); location.hash = 'tmg-closure'; })()",
    );
    assert_eq!(
        browser.run("new Promise((done) => setTimeout(() => done(document.querySelector('tr.found').id), 50))"),
        json!("tmg-closure")
    );
    assert_eq!(browser.run("document.getElementById('tmg-closure').hidden"), json!(false));
}

#[test]
fn it_prints_as_a_clean_document() {
    let Some((mut browser, _page)) = affair("print") else { return };
    browser.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let shown =
        "(selector) => Array.from(document.querySelectorAll(selector)).filter((e) => e.offsetParent !== null).length";
    assert_eq!(browser.run(&format!("({shown})('button, select, input, nav')")), json!(0));
    assert_eq!(
        browser.run(&format!("({shown})('.events tbody tr') === document.querySelectorAll('.events tbody tr').length")),
        json!(true)
    );
    let printed = browser.ask("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    let pdf = STANDARD.decode(printed["data"].as_str().expect("a document")).expect("base64");
    assert!(pdf.starts_with(b"%PDF-"));
    let pages = pdf.windows(11).filter(|bytes| *bytes == b"/Type /Page").count()
        - pdf.windows(12).filter(|bytes| *bytes == b"/Type /Pages").count();
    assert!((6..=30).contains(&pages), "{pages} pages");
}

#[test]
fn it_is_quiet_and_asks_nobody_for_anything() {
    let Some((mut browser, page)) = affair("quiet") else { return };
    browser.run("document.querySelector('[data-go=\"-1\"]').click()");
    let told: Vec<&(String, Value)> = browser
        .heard
        .iter()
        .filter(|(method, _)| {
            ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"].contains(&method.as_str())
        })
        .collect();
    assert!(told.is_empty(), "{told:?}");
    let asked = browser.heard.iter().filter(|(method, _)| method == "Network.requestWillBeSent");
    let asked: Vec<&str> = asked.filter_map(|(_, params)| params["request"]["url"].as_str()).collect();
    assert_eq!(asked, [page.address()]);
    // Nor could it: the policy forbids it.
    let refused = "fetch('https://example.invalid/').then(() => 'sent', () => 'refused')";
    assert_eq!(browser.run(refused), json!("refused"));
    assert_eq!(
        browser.run("document.body.setAttribute('onclick', 'window.ran = 1'), document.body.click(), window.ran"),
        Value::Null
    );
}

/// The source of axe; nothing where there is none, which is said.
fn axe() -> Option<String> {
    let Some(axe) = std::env::var_os("GREFFE_AXE") else {
        skip("axe", "GREFFE_AXE does not name axe.min.js");
        return None;
    };
    Some(std::fs::read_to_string(axe).expect("GREFFE_AXE names a file"))
}

/// What axe finds on a page, wide and narrow, light and dark.
fn violations(browser: &mut Browser, axe: &str, address: &str, before: &str) {
    for (width, scheme) in [(1280, "light"), (400, "light"), (1280, "dark")] {
        browser.ask(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
        );
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.ask("Emulation.setEmulatedMedia", json!({ "features": features }));
        browser.open(address);
        browser.run(axe);
        browser.run(before);
        let found = browser.run(
            "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 4).map((n) => n.target + ' ' + n.failureSummary).join('; ')))",
        );
        assert_eq!(found, json!([]), "{width} pixels, {scheme}");
    }
}

#[test]
fn axe_finds_no_violation() {
    let Some(axe) = axe() else { return };
    let Some((mut browser, page)) = affair("axe") else { return };
    let back = "for (let i = 0; i < 4; i++) document.querySelector('[data-go=\"-1\"]').click()";
    violations(&mut browser, &axe, &page.address(), back);
}

#[test]
fn markup_in_a_file_is_text_on_the_page() {
    let Some(mut browser) = browser("markup") else { return };
    for lang in [Lang::En, Lang::Fr] {
        let page = Saved::new("markup", &hostile::page(lang));
        browser.open(&page.address());
        browser.run("for (let i = 0; i < 9; i++) document.querySelector('[data-go=\"-1\"]').click()");
        assert_eq!(browser.run("window.ran === undefined"), json!(true));
        assert_eq!(browser.run("document.querySelectorAll('img, iframe, script:not(:last-of-type)').length"), json!(0));
        let told = "Array.from(document.querySelectorAll('*')).some((e) => Array.from(e.attributes).some((a) => /^on/.test(a.name)))";
        assert_eq!(browser.run(told), json!(false), "no attribute is made");
        assert_eq!(browser.run("document.querySelector('h1').textContent"), json!(hostile::TEXT));
        let label = "document.querySelector('.scroll svg').getAttribute('aria-label')";
        assert_eq!(browser.run(label), json!(hostile::TEXT));
    }
}
