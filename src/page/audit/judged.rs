//! What was judged, and by which law.

use maud::{Markup, html};

use super::{JUDGED_AT, Judged};
use crate::calendar::Day;
use crate::procedure::{Article, Editions};
use crate::report::audit::Summary;
use crate::report::words::{self, Audit, AuditPage, Heading, PageWord, audit, audit_page, heading, page, say};
use crate::text::Lang;

/// The file, the map, the procedure with its editions and their articles.
pub fn judged(summary: &Summary, judged: &Judged, lang: Lang) -> Markup {
    let word = |word: AuditPage| audit_page(word, lang);
    let as_of = summary.as_of.as_deref();
    let as_of = as_of.map_or_else(|| word(AuditPage::OwnLastEvent).to_owned(), |day| words::day_or(day, lang));
    html! {
        section.judged aria-labelledby=(JUDGED_AT) {
            h2 id=(JUDGED_AT) { (word(AuditPage::Judged)) }
            dl.machines {
                div { dt { (word(AuditPage::File)) } @for file in judged.files { dd { code { (file) } } } }
                @if let Some(map) = judged.map {
                    div { dt { (word(AuditPage::Map)) } dd { code { (map) } p.quiet { (summary.register.get(lang)) } } }
                }
                div {
                    dt { (word(AuditPage::Procedure)) }
                    // A title speaks of its edition: of several, each is told below.
                    dd {
                        code { (summary.procedure) }
                        @if judged.editions.is_none_or(|editions| editions.all().len() == 1) {
                            p.quiet { (summary.title.get(lang)) }
                        }
                    }
                }
                div { dt { (word(AuditPage::AsOf)) } dd { (as_of) } }
            }
            p.quiet {
                (word(AuditPage::OneCase)) " "
                code { "greffe audit … --case " (example(summary).unwrap_or("ID")) }
            }
            @if let Some(editions) = judged.editions { (law(editions, lang)) }
        }
    }
}

/// A case worth a look: the first of a rule that was not kept.
fn example(summary: &Summary) -> Option<&str> {
    let reading = summary.readings.first()?;
    reading.rules.first().map(|(_, counted)| &*counted.example)
}

fn law(editions: &Editions, lang: Lang) -> Markup {
    html! {
        h3 { (audit_page(AuditPage::Editions, lang)) }
        ul.notes {
            @for edition in editions.all() {
                li {
                    (edition.title().get(lang)) ", " (heading(Heading::Edition, lang)) " "
                    (words::day(edition.edition(), lang))
                    @if let Some(until) = edition.until() {
                        span.quiet { " " (say(lang, "until", "jusqu'au")) " " (words::day(until, lang)) }
                    }
                }
            }
        }
        h3 { (audit_page(AuditPage::Articles, lang)) }
        ol.law {
            @for (article, days) in articles(editions) {
                li {
                    p { strong { (article.cite.get(lang)) } " "
                        span.quiet { "(" (words::status(article.status, lang)) ")" } }
                    p { (article.summary.get(lang)) }
                    p.quiet {
                        (audit(Audit::EditionOf, lang)) " " (listed(&days, lang))
                        @if let Some(place) = &article.read_in { " · " (page(PageWord::ReadIn, lang)) " " (place) }
                    }
                }
            }
        }
    }
}

/// Each text of an article once, with the editions in which it stands.
fn articles(editions: &Editions) -> Vec<(&Article, Vec<Day>)> {
    let mut all: Vec<(&Article, Vec<Day>)> = Vec::new();
    for edition in editions.all() {
        for (_, article) in edition.articles() {
            let alike = |(known, _): &&mut (&Article, Vec<Day>)| {
                known.name == article.name
                    && known.cite == article.cite
                    && known.status == article.status
                    && known.summary == article.summary
            };
            match all.iter_mut().find(alike) {
                Some((_, days)) => days.push(edition.edition()),
                None => all.push((article, vec![edition.edition()])),
            }
        }
    }
    all
}

fn listed(days: &[Day], lang: Lang) -> String {
    let days: Vec<String> = days.iter().map(|day| words::day(*day, lang)).collect();
    days.join(", ")
}
