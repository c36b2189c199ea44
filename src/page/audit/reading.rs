//! What was found under one reading of the law.

use maud::{Markup, html};

use super::margins::margins;
use super::table::{self, Column, table};
use super::{VERDICTS, anchor, called, capital};
use crate::engine::Verdict;
use crate::report::audit::{ArticleSaid, Counted, ReadingSummary, RuleSummary, Summary};
use crate::report::words::{self, Audit, AuditPage, PageWord, audit, audit_page, page};
use crate::text::Lang;

/// The sections of a reading: where they stand, and their titles.
pub fn sections(reading: &ReadingSummary) -> Vec<(&'static str, Audit)> {
    let all = [
        (true, "verdicts", Audit::Verdicts),
        (true, "acts", Audit::Acts),
        (!reading.rules.is_empty(), "rules", Audit::Rules),
        (!reading.articles.is_empty(), "articles", Audit::Articles),
        (!reading.duties.is_empty(), "duties", Audit::Duties),
        (!reading.properties.is_empty(), "properties", Audit::Properties),
        (!reading.margins.is_empty(), "margins", Audit::Margins),
    ];
    all.into_iter().filter(|(some, ..)| *some).map(|(_, name, title)| (name, title)).collect()
}

/// A reading: below a title of its own where there are several.
pub fn reading(summary: &Summary, index: usize, lang: Lang) -> Markup {
    let Some(reading) = summary.readings.get(index) else { return html! {} };
    let several = summary.readings.len() > 1;
    let named = several || reading.always.is_some();
    let at = anchor("reading", index);
    html! {
        @if named { h2 id=(at) { (capital(&called(reading, lang))) } }
        @for (name, title) in sections(reading) {
            @let at = anchor(name, index);
            // Those of several readings are told apart by what they are called.
            section aria-labelledby=(if named { format!("{} {at}", anchor("reading", index)) } else { at.clone() }) {
                @if named { h3.title id=(at) { (audit(title, lang)) } } @else { h2 id=(at) { (audit(title, lang)) } }
                (content(title, reading, (summary.cases, &at), lang))
            }
        }
        @if reading.rules.is_empty() { p { (audit_page(AuditPage::AllKept, lang)) } }
    }
}

fn content(title: Audit, reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    match title {
        Audit::Acts => acts(reading, at, lang),
        Audit::Rules => rules(reading, (cases, at), lang),
        Audit::Articles => articles(reading, (cases, at), lang),
        Audit::Duties => duties(reading, (cases, at), lang),
        Audit::Properties => properties(reading, (cases, at), lang),
        Audit::Margins => margins(reading, at, lang),
        _ => verdicts(reading, (cases, at), lang),
    }
}

fn verdicts(reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    let of_acts = |place: usize| reading.acts.iter().filter_map(|act| act.verdicts.get(place)).sum::<u64>();
    let all: u64 = (0..VERDICTS.len()).map(of_acts).sum();
    let columns = [
        Column::text(page(PageWord::Verdict, lang)),
        Column::number(audit(Audit::Cases, lang)),
        Column::number(audit_page(AuditPage::Share, lang)),
        Column::number(audit(Audit::ActsColumn, lang)),
        Column::number(audit_page(AuditPage::Share, lang)),
    ];
    let rows = VERDICTS.iter().zip(reading.cases).enumerate().map(|(place, (verdict, number))| {
        vec![
            table::verdict(*verdict, lang),
            html! { (words::how_many(number, lang)) },
            table::share(number, cases, Some(*verdict), lang),
            html! { (words::how_many(of_acts(place), lang)) },
            table::share(of_acts(place), all, Some(*verdict), lang),
        ]
    });
    table(at, &columns, rows.collect())
}

fn acts(reading: &ReadingSummary, at: &str, lang: Lang) -> Markup {
    let mut columns = vec![Column::text(audit_page(AuditPage::Act, lang))];
    columns.extend(VERDICTS.iter().map(|verdict| Column::number(words::verdict(*verdict, lang))));
    let rows = reading.acts.iter().map(|act| {
        let numbers = act.verdicts.iter().map(|number| {
            html! { span class=[(*number == 0).then_some("quiet")] { (words::how_many(*number, lang)) } }
        });
        std::iter::once(html! { (act.label.get(lang)) }).chain(numbers).collect()
    });
    table(at, &columns, rows.collect())
}

/// A first column, then how often.
fn counted_columns(first: &[AuditPage], times: AuditPage, lang: Lang) -> Vec<Column<'static>> {
    let own = first.iter().map(|word| Column::text(audit_page(*word, lang)));
    own.chain(table::how_often_columns(times, lang)).collect()
}

/// Most cases first; then in the order of the summary.
fn by_cases<T>(all: &[(T, Counted)]) -> Vec<&(T, Counted)> {
    let mut sorted: Vec<&(T, Counted)> = all.iter().collect();
    sorted.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.cases));
    sorted
}

fn verdict_of(rule: &RuleSummary) -> Option<Verdict> {
    VERDICTS.into_iter().find(|verdict| verdict.word() == rule.verdict)
}

fn rules(reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    let rows = by_cases(&reading.rules).into_iter().map(|(rule, counted)| {
        let verdict = verdict_of(rule);
        let what = html! {
            p { @if let Some(verdict) = verdict { (table::verdict(verdict, lang)) " · " } strong { (rule.label.get(lang)) } }
            p { (rule.says.get(lang)) }
            p.quiet { (law(&rule.basis, lang)) ", " (edition(&rule.edition, lang)) }
        };
        row(vec![what], (counted, cases, verdict), lang)
    });
    html! {
        p.quiet { (audit_page(AuditPage::OfAllCases, lang)) }
        (table(at, &counted_columns(&[AuditPage::Rule], AuditPage::Acts, lang), rows.collect()))
    }
}

fn row(mut first: Vec<Markup>, (counted, cases, paint): (&Counted, u64, Option<Verdict>), lang: Lang) -> Vec<Markup> {
    first.extend(table::how_often(counted, (cases, paint), lang));
    first
}

fn law(basis: &[ArticleSaid], lang: Lang) -> String {
    let cites: Vec<&str> = basis.iter().map(|article| article.cite.get(lang)).collect();
    if cites.is_empty() { audit(Audit::Policy, lang).to_owned() } else { cites.join("; ") }
}

fn edition(day: &str, lang: Lang) -> String {
    format!("{} {}", audit(Audit::EditionOf, lang), words::day_or(day, lang))
}

fn articles(reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    let rows = by_cases(&reading.articles).into_iter().map(|(article, counted)| {
        let what = html! {
            p { (article.article.cite.get(lang)) }
            p.quiet { (edition(&article.edition, lang)) }
        };
        row(vec![what], (counted, cases, None), lang)
    });
    table(at, &counted_columns(&[AuditPage::Article], AuditPage::Acts, lang), rows.collect())
}

fn duties(reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    let rows = by_cases(&reading.duties).into_iter().map(|(duty, counted)| {
        let what = html! {
            p { strong { (duty.label.get(lang)) } }
            p.quiet { (law(&duty.basis, lang)) ", " (edition(&duty.edition, lang)) }
        };
        let owed_by = html! { (duty.owed_by.get(lang)) };
        row(vec![what, owed_by], (counted, cases, Some(Verdict::Illegal)), lang)
    });
    table(at, &counted_columns(&[AuditPage::Duty, AuditPage::OwedBy], AuditPage::Times, lang), rows.collect())
}

fn properties(reading: &ReadingSummary, (cases, at): (u64, &str), lang: Lang) -> Markup {
    let rows = by_cases(&reading.properties).into_iter().map(|(property, counted)| {
        let grave = property.level == "required" && !property.following;
        let what = html! {
            p { strong { (property.label.get(lang)) } }
            p.quiet {
                @if property.following { (audit(Audit::Following, lang)) ", " }
                (edition(&property.edition, lang))
            }
        };
        row(vec![what], (counted, cases, Some(if grave { Verdict::Illegal } else { Verdict::Irregular })), lang)
    });
    table(at, &counted_columns(&[AuditPage::Property], AuditPage::Times, lang), rows.collect())
}
