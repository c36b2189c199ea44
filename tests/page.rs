//! The report in the browser, as text: what is in it whatever the browser does with it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "page/hostile.rs"]
mod hostile;

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, Nothing, What};
use greffe::page;
use greffe::replay::{Options, replay_history};
use greffe::text::Lang;
use sha2::{Digest, Sha256};

/// The report of some scenarios that come with the program.
fn report(names: &[&str], lang: Lang) -> String {
    let mut library = Library::new(Nothing);
    let ids: Vec<_> = names
        .iter()
        .map(|name| match library.open_scenario(name).expect("it is shipped").what {
            What::Scenario(id) => id,
            _ => panic!("{name} is a scenario"),
        })
        .collect();
    let scenarios = ids.iter().map(|id| library.scenario(*id, &mut Diagnostics::new()).expect("it has no errors"));
    let cases: Vec<_> = scenarios.map(|s| replay_history(Rc::new(s), &Options::default(), true)).collect();
    page::html(&cases, lang)
}

/// What stands between two marks, the first time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("{to}")).0
}

#[test]
fn the_complete_affair_fits_into_half_a_megabyte() {
    for lang in [Lang::En, Lang::Fr] {
        let size = report(&["tmg-2011-complete"], lang).len();
        assert!(size < 500_000, "{lang:?}: {size} bytes");
    }
}

#[test]
fn nothing_may_be_loaded_or_run_but_what_the_policy_names() {
    let page = report(&["tmg-2011"], Lang::En);
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");
    let (script, style) = (between(&page, "<script>", "</script>"), between(&page, "<style>", "</style>"));
    let expected = format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    );
    assert_eq!(policy, expected);
    assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
    for outside in [" src=", " style=", "<link", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn markup_in_a_file_is_escaped() {
    for lang in [Lang::En, Lang::Fr] {
        let page = hostile::page(lang);
        assert!(page.matches("&lt;script&gt;window.ran=1").count() > 40, "the texts are there");
        assert_eq!(page.matches("<script>").count(), 1);
        for made in ["<img", "<!--", "</title><script", "\" onerror"] {
            assert!(!page.contains(made), "{made}");
        }
    }
}

#[test]
fn it_can_be_read_without_scripts() {
    let page = report(&["tmg-2011"], Lang::Fr);
    // What scripts need is hidden; the table, the law and how things stand at the end are not.
    for needs in ["<div class=\"stepper scripted\" role=\"group\" hidden", "<form class=\"filters scripted\" hidden"] {
        assert!(page.contains(needs), "{needs}");
    }
    assert!(!page.contains("<tr hidden") && page.contains("<tr id=\"tmg-closure\""));
    let standing = between(&page, "<section class=\"standing\"", "</section></div></section>");
    let last = between(standing, "<h3>TMG</h3>", "</section>");
    let shown: Vec<&str> = last
        .split("<li ")
        .skip(1)
        .filter(|line| !line.split('>').next().is_some_and(|tag| tag.contains(" hidden")))
        .collect();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown.concat().contains("Clôture après mise en conformité"), "{shown:?}");
}

#[test]
fn several_cases_have_anchors_of_their_own() {
    let page = report(&["evidence-on-the-last-day", "evidence-one-day-late"], Lang::En);
    assert!(page.contains("<tr id=\"evidence-on-the-last-day:answer\""));
    assert!(page.contains("<tr id=\"evidence-one-day-late:answer\""));
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(all, ids.len(), "every id is there once");
    for target in page.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "a link to #{target}");
    }
}
