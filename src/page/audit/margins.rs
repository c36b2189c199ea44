//! How close to the dates of the law acts fall.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::inline;
use super::table::{self, Column, table};
use crate::engine::Verdict;
use crate::picture::plot::{Bar, Histogram, round_up};
use crate::picture::theme;
use crate::report::audit::{Bin, Margin, ReadingSummary, bins, side, spread};
use crate::report::words::{self, Audit, AuditPage, audit, audit_page, say};
use crate::text::Lang;

/// A histogram for each date with which acts are compared, with its numbers as a table.
pub fn margins(reading: &ReadingSummary, at: &str, lang: Lang) -> Markup {
    // Those of the editions stand side by side.
    let mut all: Vec<&(Margin, BTreeMap<i32, u64>)> = reading.margins.iter().collect();
    all.sort_by_key(|(margin, _)| (&margin.act, &margin.called, &margin.edition));
    html! {
        p.quiet { (audit_page(AuditPage::HowToRead, lang)) }
        div.plots {
            @for (index, (margin, days)) in all.into_iter().enumerate() {
                (figure(margin, days, &format!("{at}-{index}"), lang))
            }
        }
    }
}

fn figure(margin: &Margin, days: &BTreeMap<i32, u64>, at: &str, lang: Lang) -> Markup {
    let all: u64 = days.values().sum();
    let called = words::quoted(margin.called.get(lang), lang);
    let title = format!("{}, {} {called}", margin.label.get(lang), side(margin, lang));
    let about = format!(
        "{}, {} {}",
        words::say_acts(all, lang),
        audit(Audit::EditionOf, lang),
        words::day_or(&margin.edition, lang)
    );
    let bins = bins(days);
    let told = spread(days, lang);
    html! {
        figure {
            figcaption { p id=(at) { strong { (title) } } p.quiet { (about) } }
            (inline(&histogram(margin, &bins, (&title, &told), lang)))
            p.quiet { (told) }
            details {
                summary { (audit_page(AuditPage::Numbers, lang)) }
                (numbers(&bins, all, at, lang))
            }
        }
    }
}

fn is_missed(bin: &Bin) -> bool {
    bin.from.is_none_or(|from| from < 0)
}

fn histogram(margin: &Margin, bins: &[Bin], (title, told): (&str, &str), lang: Lang) -> crate::picture::svg::Picture {
    let bars: Vec<Bar> = bins
        .iter()
        .map(|bin| Bar {
            from: bin.from,
            to: bin.to,
            count: bin.count,
            label: format!(
                "{}{}{}",
                words::margin_bin(bin.from, bin.to, lang),
                say(lang, ": ", " : "),
                words::say_acts(bin.count, lang)
            ),
            class: theme::class(if is_missed(bin) { Verdict::Illegal } else { Verdict::Legal }),
        })
        .collect();
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(0);
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers of acts are positive, and an axis is rounded"
    )]
    let highest = (round_up(most as f64).ceil() as u64).max(1);
    let written = words::how_many(highest, lang);
    let zero = if margin.side == "from" { AuditPage::FirstDay } else { AuditPage::LastDay };
    let plot = Histogram {
        bars: &bars,
        title,
        description: told,
        across: audit_page(AuditPage::DaysToSpare, lang),
        up: audit(Audit::ActsColumn, lang),
        zero: audit_page(zero, lang),
        highest: (highest, &written),
        lang,
    };
    plot.draw()
}

/// The bars as a table; those that count nothing are left out.
fn numbers(bins: &[Bin], all: u64, at: &str, lang: Lang) -> Markup {
    let columns = [
        Column::text(audit_page(AuditPage::Days, lang)),
        Column::number(audit(Audit::ActsColumn, lang)),
        Column::number(audit_page(AuditPage::Share, lang)),
    ];
    let rows = bins.iter().filter(|bin| bin.count > 0).map(|bin| {
        vec![
            html! { (words::margin_bin(bin.from, bin.to, lang)) },
            html! { (words::how_many(bin.count, lang)) },
            table::share(bin.count, all, Some(if is_missed(bin) { Verdict::Illegal } else { Verdict::Legal }), lang),
        ]
    });
    table(at, &columns, rows.collect())
}
