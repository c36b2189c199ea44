//! The pages in `docs/procedures` are what `greffe doc` writes. `UPDATE_GOLDEN=1 cargo test` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use greffe::library::{Kind, Library, Nothing, What, shipped};
use greffe::report::doc;
use greffe::text::Lang;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/procedures")
}

/// Every page of every shipped edition, with the name of its file.
fn pages() -> Vec<(String, String)> {
    let names: BTreeSet<&str> =
        shipped().iter().filter(|file| file.kind == Kind::Procedure).map(|file| file.name.as_str()).collect();
    let mut library = Library::new(Nothing);
    let mut pages = Vec::new();
    for name in names {
        let What::Procedure(id) = library.open_procedure(name).unwrap().what else { panic!("{name} has errors") };
        let editions = library.editions(id).unwrap();
        for index in 0..editions.all().len() {
            for lang in [Lang::En, Lang::Fr] {
                pages.push((doc::file_name(editions, index, lang), doc::markdown(editions, index, lang)));
            }
        }
    }
    pages
}

#[test]
fn pages_are_fresh() {
    let pages = pages();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    std::fs::create_dir_all(folder()).unwrap();
    let mut stale = Vec::new();
    for (name, text) in &pages {
        let path = folder().join(name);
        if update {
            std::fs::write(&path, text).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != *text {
            stale.push(name.clone());
        }
    }
    for entry in std::fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        match pages.iter().any(|(known, _)| *known == name) {
            true => {}
            false if update => std::fs::remove_file(entry.path()).unwrap(),
            false => stale.push(format!("{name} (of no shipped procedure)")),
        }
    }
    assert!(stale.is_empty(), "UPDATE_GOLDEN=1 cargo test --test docs_procedures writes anew: {}", stale.join(", "));
}

#[test]
fn tables_are_whole() {
    for (name, text) in pages() {
        let mut columns = 0;
        for line in text.lines() {
            let cells = line.replace("\\|", "").matches('|').count();
            if line.starts_with('|') {
                assert!(columns == 0 || cells == columns, "{name}: {line}");
                columns = cells;
            } else {
                columns = 0;
            }
        }
        assert!(text.starts_with("# ") && text.ends_with('\n') && !text.contains("\n\n\n"), "{name}");
    }
}

#[test]
fn names_and_conditions_of_the_file_are_told() {
    let (_, page) =
        pages().into_iter().find(|(name, _)| name.starts_with("cnil-urgency") && name.ends_with("en.md")).unwrap();
    for told in [
        "an interruption lasts at most three months",
        "| Décret n° 2005-1309, art. 79 | unconfirmed |",
        "Answer the CNIL (`prime_minister_answers`)",
        "the summons came less than eight days before — Décret n° 2005-1309, art. 79 (unconfirmed)",
        "`main_case`: one case of `cnil-enforcement`",
        "| Eight days for observations (`urgent_observations`) | 8 days<br>the day of the act |",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
}
