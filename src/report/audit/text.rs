//! A summary as text.

use std::collections::BTreeMap;

use super::read::how_read;
use super::spread::{side, spread};
use super::summary::{ArticleSaid, Counted, Margin, ReadingSummary, RuleSummary, Summary};
use crate::audit::ByVerdict;
use crate::engine::Verdict;
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Audit, audit, say};
use crate::text::Lang;

/// The verdicts, with how they are shown.
const VERDICTS: [(Verdict, &str, Paint); 4] = [
    (Verdict::Legal, "✓", Paint::Good),
    (Verdict::Irregular, "~", Paint::Warning),
    (Verdict::Illegal, "✗", Paint::Bad),
    (Verdict::Undetermined, "?", Paint::Doubt),
];

/// The ends of the bars of a histogram, in days on the lawful side; the first and last are open.
const BINS: [(Option<i32>, Option<i32>); 9] = [
    (None, Some(-91)),
    (Some(-90), Some(-31)),
    (Some(-30), Some(-8)),
    (Some(-7), Some(-1)),
    (Some(0), Some(0)),
    (Some(1), Some(7)),
    (Some(8), Some(30)),
    (Some(31), Some(90)),
    (Some(91), None),
];

/// How many columns the longest bar takes.
const BAR: u64 = 24;

/// A summary as text: verdicts, what was not kept, how close to the dates of the law acts fall.
#[must_use]
pub fn text(summary: &Summary, style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    page.paragraph(0, &Rich::new(Paint::Strong, summary.register.get(lang)));
    page.paragraph(0, &Rich::plain(summary.title.get(lang)));
    let span = summary.first.as_deref().zip(summary.last.as_deref());
    let span = span.map(|(first, last)| (words::day_or(first, lang), words::day_or(last, lang)));
    let span = span.as_ref().map(|(first, last)| (&**first, &**last));
    let about = words::cases_judged(summary.cases, summary.acts, span, lang);
    page.paragraph(0, &Rich::new(Paint::Quiet, format!("{} · {about}", summary.procedure)));
    let several = summary.readings.len() > 1;
    for reading in &summary.readings {
        if several || reading.always.is_some() {
            let told = match &reading.always {
                None => audit(Audit::InForce, lang).to_owned(),
                Some(day) => format!("{} {}", audit(Audit::Under, lang), words::day_or(day, lang)),
            };
            if several {
                page.blank();
            }
            page.paragraph(0, &Rich::new(Paint::Strong, told));
        }
        verdicts(reading, summary.cases, &mut page, lang);
        reading_of(reading, summary.cases, &mut page, lang);
    }
    if several {
        changes(summary, &mut page, lang);
    }
    register(summary, &mut page, lang);
    page.finish()
}

fn reading_of(reading: &ReadingSummary, cases: u64, page: &mut Page, lang: Lang) {
    if !reading.rules.is_empty() {
        page.heading(audit(Audit::Rules, lang));
        let mut rules: Vec<&(RuleSummary, Counted)> = reading.rules.iter().collect();
        rules.sort_by(|(a, counted_a), (b, counted_b)| counted_b.cases.cmp(&counted_a.cases).then_with(|| a.cmp(b)));
        for (rule, counted) in rules {
            rule_of(rule, counted, cases, page, lang);
        }
    }
    if !reading.articles.is_empty() {
        page.heading(audit(Audit::Articles, lang));
        for (article, counted) in &reading.articles {
            let cite = Rich::plain(article.article.cite.get(lang));
            let cite = cite.with(Paint::Quiet, format!(", {}", edition(&article.edition, lang)));
            page.hanging(0, &Rich::plain("· "), &cite);
            page.paragraph(4, &how_often(counted, cases, lang));
        }
    }
    if !reading.duties.is_empty() {
        page.heading(audit(Audit::Duties, lang));
        for (duty, counted) in &reading.duties {
            let owed = format!(" ({} {})", audit(Audit::OwedBy, lang), duty.owed_by.get(lang));
            let told = Rich::plain(duty.label.get(lang)).with(Paint::Quiet, owed);
            page.hanging(0, &Rich::new(Paint::Bad, "✗ "), &told);
            page.paragraph(4, &how_often(counted, cases, lang));
            page.paragraph(4, &law(&duty.basis, &duty.edition, lang));
        }
    }
    if !reading.properties.is_empty() {
        page.heading(audit(Audit::Properties, lang));
        for (property, counted) in &reading.properties {
            let grave = property.level == "required" && !property.following;
            let (symbol, paint) = if grave { ("✗ ", Paint::Bad) } else { ("~ ", Paint::Warning) };
            let mut told = Rich::plain(property.label.get(lang));
            if property.following {
                told = told.with(Paint::Quiet, format!(", {}", audit(Audit::Following, lang)));
            }
            page.hanging(0, &Rich::new(paint, symbol), &told);
            page.paragraph(4, &how_often(counted, cases, lang));
        }
    }
    if !reading.margins.is_empty() {
        page.heading(audit(Audit::Margins, lang));
        for (margin, days) in &reading.margins {
            histogram(margin, days, page, lang);
        }
    }
}

/// How many cases and acts have each verdict, in columns; then each act.
fn verdicts(reading: &ReadingSummary, cases: u64, page: &mut Page, lang: Lang) {
    page.heading(audit(Audit::Verdicts, lang));
    let mut acts: ByVerdict = [0; 4];
    for act in &reading.acts {
        for (sum, number) in acts.iter_mut().zip(act.verdicts) {
            *sum += number;
        }
    }
    let all: u64 = acts.iter().sum();
    let number = |n: u64| words::how_many(n, lang);
    let row = |word: Rich, cells: [String; 4]| {
        let [cases, share_of_cases, acts, share_of_acts] = cells;
        let pad = 15usize.saturating_sub(word.width());
        let cells = format!("{:pad$}{cases:>12} {share_of_cases:>8}{acts:>14} {share_of_acts:>8}", "");
        word.with(Paint::Plain, cells.trim_end())
    };
    let heads = [audit(Audit::Cases, lang).to_owned(), String::new(), audit(Audit::ActsColumn, lang).to_owned()];
    let [a, b, c] = heads;
    line(page, row(Rich::plain(""), [a, b, c, String::new()]));
    for ((verdict, symbol, paint), (of_cases, of_acts)) in VERDICTS.iter().zip(reading.cases.iter().zip(&acts)) {
        let word = Rich::new(*paint, format!("{symbol} {}", words::verdict(*verdict, lang)));
        let shares = (words::per_mille(*of_cases, cases, lang), words::per_mille(*of_acts, all, lang));
        line(page, row(word, [number(*of_cases), shares.0, number(*of_acts), shares.1]));
    }
    page.heading(audit(Audit::Acts, lang));
    for act in &reading.acts {
        let counts = VERDICTS.iter().zip(act.verdicts).filter(|(_, number)| *number > 0);
        let mut told = Rich::plain(act.label.get(lang)).with(Paint::Quiet, say(lang, ": ", " : "));
        let mut any = false;
        for ((verdict, _, paint), count) in counts {
            if any {
                told = told.with(Paint::Quiet, ", ");
            }
            any = true;
            told = told.with(*paint, format!("{} {}", words::verdict(*verdict, lang), number(count)));
        }
        if !any {
            told = told.with(Paint::Quiet, "–");
        }
        page.hanging(0, &Rich::plain("· "), &told);
    }
}

/// A line whose spaces stay.
fn line(page: &mut Page, text: Rich) {
    page.verbatim(&text);
}

fn rule_of(rule: &RuleSummary, counted: &Counted, cases: u64, page: &mut Page, lang: Lang) {
    let (verdict, symbol, paint) =
        VERDICTS.into_iter().find(|(verdict, ..)| verdict.word() == rule.verdict).unwrap_or(VERDICTS[2]);
    let label = Rich::new(paint, format!("{symbol} {}  ", words::verdict(verdict, lang)));
    let told = Rich::plain(rule.label.get(lang)).with(Paint::Quiet, say(lang, ": ", " : "));
    page.hanging(0, &label, &told.with(Paint::Plain, rule.says.get(lang)));
    page.paragraph(4, &how_often(counted, cases, lang));
    page.paragraph(4, &law(&rule.basis, &rule.edition, lang));
}

/// "7 cases (7.0 %), 1 May 2001 to 3 June 2009, first N77802".
fn how_often(counted: &Counted, cases: u64, lang: Lang) -> Rich {
    let share = words::per_mille(counted.cases, cases, lang);
    let mut told = format!("{} ({share})", words::say_cases(counted.cases, lang));
    if counted.acts != counted.cases {
        told = format!("{told}, {}", words::how_many(counted.acts, lang));
        told.push_str(say(lang, " times", " fois"));
    }
    let (first, last) = (words::day_or(&counted.first, lang), words::day_or(&counted.last, lang));
    let span = match (first == last, lang) {
        (true, Lang::En) => format!("on {first}"),
        (true, Lang::Fr) => format!("le {first}"),
        (false, Lang::En) => format!("{first} to {last}"),
        (false, Lang::Fr) => format!("du {first} au {last}"),
    };
    Rich::plain(told)
        .with(Paint::Time, format!(", {span}"))
        .with(Paint::Quiet, format!(", {} {}", audit(Audit::SuchAs, lang), counted.example))
}

/// What a rule rests on, and its edition.
fn law(basis: &[ArticleSaid], of: &str, lang: Lang) -> Rich {
    let cites: Vec<&str> = basis.iter().map(|article| article.cite.get(lang)).collect();
    let cites = if cites.is_empty() { audit(Audit::Policy, lang).to_owned() } else { cites.join("; ") };
    Rich::new(Paint::Quiet, format!("{cites}, {}", edition(of, lang)))
}

fn edition(day: &str, lang: Lang) -> String {
    format!("{} {}", audit(Audit::EditionOf, lang), words::day_or(day, lang))
}

/// How far from a date acts fall: quantiles, then bars.
fn histogram(margin: &Margin, days: &BTreeMap<i32, u64>, page: &mut Page, lang: Lang) {
    let all: u64 = days.values().sum();
    let called = words::quoted(margin.called.get(lang), lang);
    let told = Rich::plain(margin.label.get(lang))
        .with(Paint::Quiet, format!(", {} ", side(margin, lang)))
        .with(Paint::Plain, called)
        .with(Paint::Quiet, format!(" ({}, {})", words::say_acts(all, lang), edition(&margin.edition, lang)));
    page.blank();
    page.hanging(0, &Rich::plain("· "), &told);
    page.paragraph(4, &Rich::new(Paint::Quiet, spread(days, lang)));
    let counts = BINS.map(|(from, to)| {
        let within = days.range(from.unwrap_or(i32::MIN)..=to.unwrap_or(i32::MAX));
        within.map(|(_, count)| count).sum::<u64>()
    });
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let labels = BINS.map(|(from, to)| words::margin_bin(from, to, lang));
    let shown = |index: &usize| counts.get(*index).is_some_and(|count| *count > 0);
    let (first, last) = ((0..BINS.len()).find(shown), (0..BINS.len()).rfind(shown));
    let (Some(first), Some(last)) = (first, last) else { return };
    for (((from, _), label), count) in BINS.iter().zip(labels).zip(counts).take(last + 1).skip(first) {
        let bar = (count * BAR).div_ceil(most);
        let paint = if from.is_none_or(|from| from < 0) { Paint::Bad } else { Paint::Good };
        let bar = "█".repeat(usize::try_from(bar).unwrap_or(0));
        let number = words::how_many(count, lang);
        let pad = 28usize.saturating_sub(label.chars().count());
        let text = Rich::plain(format!("    {label}{:pad$} ", "")).with(paint, bar);
        line(page, text.with(Paint::Plain, format!(" {number}")));
    }
}

fn changes(summary: &Summary, page: &mut Page, lang: Lang) {
    page.heading(audit(Audit::Changes, lang));
    if summary.changes.is_empty() {
        page.paragraph(0, &Rich::new(Paint::Quiet, audit(Audit::Nothing, lang)));
    }
    for (change, counted) in &summary.changes {
        let of = |word: &str| VERDICTS.into_iter().find(|(verdict, ..)| verdict.word() == word).unwrap_or(VERDICTS[0]);
        let ((was, _, was_paint), (is, symbol, is_paint)) = (of(&change.was), of(&change.is));
        let told = Rich::plain(change.label.get(lang))
            .with(Paint::Quiet, say(lang, ": ", " : "))
            .with(was_paint, words::verdict(was, lang))
            .with(Paint::Quiet, say(lang, ", now ", ", devient "))
            .with(is_paint, words::verdict(is, lang));
        page.hanging(0, &Rich::new(is_paint, format!("{symbol} ")), &told);
        page.paragraph(4, &how_often(counted, summary.cases, lang));
    }
}

/// What was not judged, and what a reader should know of how it was read.
fn register(summary: &Summary, page: &mut Page, lang: Lang) {
    let told = how_read(summary, lang);
    if told.is_empty() {
        return;
    }
    page.heading(audit(Audit::Register, lang));
    for line in told {
        page.hanging(0, &Rich::plain("· "), &Rich::plain(line));
    }
}
