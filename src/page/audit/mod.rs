//! A register that was judged, as a page: verdicts, what was not kept, how close to the dates of the law acts fall, what
//! another text changes, and what was judged by which law. It needs no script.
//!
//! Every number is one of a [`Summary`]; pages of parts that were added up are made as those of a whole.

mod judged;
mod margins;
mod reading;
mod table;

use maud::{Markup, html};

use self::table::{Column, sign, table};
use super::shell::Shell;
use super::{STYLE, rich};
use crate::audit::Fault;
use crate::engine::Verdict;
use crate::procedure::Editions;
use crate::report::audit::{ReadingSummary, Summary, how_read};
use crate::report::words::{self, Audit, AuditPage, PageWord, audit, audit_page, page, say};
use crate::text::Lang;

/// The style sheet of this page, after that of all.
const OWN_STYLE: &str = include_str!("../audit.css");

/// What the summary does not say of what was judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'j> {
    /// What was read: names of files, without their folders.
    pub files: &'j [String],
    /// The name of the map's file, without its folder.
    pub map: Option<&'j str>,
    /// The procedure, if it is at hand.
    pub editions: Option<&'j Editions>,
    /// The first lines that cannot be read.
    pub faults: &'j [Fault],
}

/// The verdicts in the order in which a summary counts them.
const VERDICTS: [Verdict; 4] = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined];

/// Where a section stands on the page.
const VERDICTS_AT: &str = "page:verdicts-0";
const CHANGES_AT: &str = "page:changes";
const REGISTER_AT: &str = "page:register";
const JUDGED_AT: &str = "page:judged";

/// A register as a page.
#[must_use]
pub fn html(summary: &Summary, judged: &Judged, lang: Lang) -> String {
    let title = format!("{} · {}", summary.register.get(lang), summary.procedure);
    let shell = Shell {
        title: &title,
        style: &[STYLE, OWN_STYLE],
        script: None,
        skip: (VERDICTS_AT, audit_page(AuditPage::Skip, lang)),
        made_by: PageWord::JudgedBy,
        lang,
    };
    let read = how_read(summary, lang);
    let several = summary.readings.len() > 1;
    let content = html! {
        article.register {
            (head(summary, lang))
            (contents(summary, !read.is_empty(), lang))
            @if several { (changes(summary, lang)) }
            @for index in 0..summary.readings.len() { (reading::reading(summary, index, lang)) }
            @if !read.is_empty() { (register(summary, &read, judged, lang)) }
            (judged::judged(summary, judged, lang))
        }
    };
    shell.around(&content)
}

/// What is called after a reading's number.
fn anchor(name: &str, reading: usize) -> String {
    format!("page:{name}-{reading}")
}

/// What a reading of the law is called.
fn called(reading: &ReadingSummary, lang: Lang) -> String {
    match &reading.always {
        None => audit(Audit::InForce, lang).to_owned(),
        Some(day) => format!("{} {}", audit(Audit::Under, lang), words::day_or(day, lang)),
    }
}

/// Begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn head(summary: &Summary, lang: Lang) -> Markup {
    let span = summary.first.as_deref().zip(summary.last.as_deref());
    let span = span.map(|(first, last)| (words::day_or(first, lang), words::day_or(last, lang)));
    let span = span.as_ref().map(|(first, last)| (&**first, &**last));
    html! {
        header {
            h1 { (summary.register.get(lang)) }
            p.quiet { (summary.procedure) " · " (words::cases_judged(summary.cases, summary.acts, span, lang)) }
            @if let Some(reading) = summary.readings.first() {
                ul.tally aria-label=(page(PageWord::Tally, lang)) {
                    @for (verdict, number) in VERDICTS.iter().zip(reading.cases) {
                        li class=[(number == 0).then_some("none")] {
                            (sign(*verdict, 22)) " "
                            span.quiet { (words::verdict(*verdict, lang)) (say(lang, ": ", " : ")) }
                            (words::say_cases(number, lang))
                        }
                    }
                }
            }
        }
    }
}

fn contents(summary: &Summary, read: bool, lang: Lang) -> Markup {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |at: String, name: &str| all.push((at, capital(name)));
    if summary.readings.len() > 1 {
        add(CHANGES_AT.to_owned(), audit(Audit::Changes, lang));
        for (index, reading) in summary.readings.iter().enumerate() {
            add(anchor("reading", index), &called(reading, lang));
        }
    } else if let Some(only) = summary.readings.first() {
        for (name, title) in reading::sections(only) {
            add(anchor(name, 0), audit(title, lang));
        }
    }
    if read {
        add(REGISTER_AT.to_owned(), audit(Audit::Register, lang));
    }
    add(JUDGED_AT.to_owned(), audit_page(AuditPage::Judged, lang));
    html! {
        nav aria-label=(page(PageWord::Contents, lang)) {
            ul { @for (at, name) in &all { li { a href={ "#" (at) } { (name) } } } }
        }
    }
}

/// Both readings side by side, and which verdicts the second changes.
fn changes(summary: &Summary, lang: Lang) -> Markup {
    let names: Vec<String> = summary.readings.iter().map(|reading| called(reading, lang)).collect();
    let mut columns = vec![Column::text(page(PageWord::Verdict, lang))];
    columns.extend(names.iter().map(|name| Column::number(name)));
    let rows = VERDICTS.iter().enumerate().map(|(place, verdict)| {
        let numbers = summary.readings.iter().map(|reading| {
            let cases = reading.cases.get(place).copied().unwrap_or(0);
            html! { (words::say_cases(cases, lang)) " (" (words::per_mille(cases, summary.cases, lang)) ")" }
        });
        std::iter::once(table::verdict(*verdict, lang)).chain(numbers).collect()
    });
    let mut changed = vec![
        Column::text(audit_page(AuditPage::Act, lang)),
        Column::text(audit_page(AuditPage::Was, lang)),
        Column::text(audit_page(AuditPage::Is, lang)),
    ];
    changed.extend(table::how_often_columns(AuditPage::Acts, lang));
    let verdict = |word: &str| VERDICTS.into_iter().find(|verdict| verdict.word() == word);
    let changes = summary.changes.iter().map(|(change, counted)| {
        let told = |word: &str| verdict(word).map_or_else(|| html! { (word) }, |known| table::verdict(known, lang));
        let mut row = vec![html! { (change.label.get(lang)) }, told(&change.was), told(&change.is)];
        row.extend(table::how_often(counted, (summary.cases, verdict(&change.is)), lang));
        row
    });
    html! {
        section aria-labelledby=(CHANGES_AT) {
            h2 id=(CHANGES_AT) { (audit(Audit::Changes, lang)) }
            h3 id="page:side-by-side" { (audit_page(AuditPage::SideBySide, lang)) }
            (table("page:side-by-side", &columns, rows.collect()))
            h3 id="page:changed" { (audit_page(AuditPage::Changed, lang)) }
            @if summary.changes.is_empty() {
                p.quiet { (capital(audit(Audit::Nothing, lang))) }
            } @else {
                (table("page:changed", &changed, changes.collect()))
            }
        }
    }
}

/// How it was read, and the first lines that cannot be.
fn register(summary: &Summary, read: &[String], judged: &Judged, lang: Lang) -> Markup {
    let columns = [Column::text(audit_page(AuditPage::Line, lang)), Column::text(audit_page(AuditPage::Why, lang))];
    let rows = judged
        .faults
        .iter()
        .map(|fault| vec![html! { (words::how_many(fault.line, lang)) }, html! { (fault.message) }]);
    let shown = judged.faults.len() as u64;
    html! {
        section aria-labelledby=(REGISTER_AT) {
            h2 id=(REGISTER_AT) { (audit(Audit::Register, lang)) }
            ul.notes { @for line in read { li { (line) } } }
            @if shown > 0 {
                h3 id="page:unreadable" { (audit_page(AuditPage::Unreadable, lang)) }
                @if shown < summary.unread {
                    p.quiet { (words::first_of(&words::how_many(shown, lang), &words::how_many(summary.unread, lang), lang)) }
                }
                (table("page:unreadable", &columns, rows.collect()))
            }
        }
    }
}

/// A picture for the page.
fn inline(picture: &crate::picture::svg::Picture) -> Markup {
    rich::inline(picture)
}
