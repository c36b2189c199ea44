//! Tables of the page. To readers of screens they stay tables where a narrow screen shows their rows as boxes.

use maud::{Markup, html};

use crate::engine::Verdict;
use crate::page::rich::SIGNS;
use crate::picture::svg::number;
use crate::picture::theme;
use crate::report::audit::Counted;
use crate::report::words::{self, Audit, AuditPage, audit, audit_page};
use crate::text::Lang;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column<'c> {
    head: &'c str,
    /// Whether it holds numbers, which end where the column ends.
    number: bool,
}

impl<'c> Column<'c> {
    pub const fn text(head: &'c str) -> Self {
        Self { head, number: false }
    }

    pub const fn number(head: &'c str) -> Self {
        Self { head, number: true }
    }

    fn class(&self) -> Option<&'static str> {
        self.number.then_some("n")
    }
}

/// A table that is called by the element with an id. The first cell of a row says what the row is about.
pub fn table(called: &str, columns: &[Column], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        table.facts role="table" aria-labelledby=(called) {
            thead role="rowgroup" {
                tr role="row" {
                    @for column in columns {
                        th scope="col" role="columnheader" class=[column.class()] { (column.head) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        @for (index, (column, cell)) in columns.iter().zip(row).enumerate() {
                            @if index == 0 {
                                th scope="row" role="rowheader" { (cell) }
                            } @else {
                                td role="cell" class=[column.class()] data-label=(column.head) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The sign of a verdict, so many pixels high.
pub fn sign(verdict: Verdict, size: u32) -> Markup {
    html! {
        svg.picture.sign width=(size) height=(size) viewBox="0 0 20 20" aria-hidden="true" {
            use href={ "#" (SIGNS) (verdict.word()) } {}
        }
    }
}

/// A verdict with its sign.
pub fn verdict(verdict: Verdict, lang: Lang) -> Markup {
    html! { (sign(verdict, 17)) " " (words::verdict(verdict, lang)) }
}

/// The columns of [`how_often`]; what is counted beside cases.
pub fn how_often_columns(times: AuditPage, lang: Lang) -> [Column<'static>; 6] {
    [
        Column::number(audit(Audit::Cases, lang)),
        Column::number(audit_page(AuditPage::Share, lang)),
        Column::number(audit_page(times, lang)),
        Column::text(audit_page(AuditPage::Earliest, lang)),
        Column::text(audit_page(AuditPage::Latest, lang)),
        Column::text(audit_page(AuditPage::Example, lang)),
    ]
}

/// How often, when, and in which case first; with a bar in the colour of a verdict for the share of all cases.
pub fn how_often(counted: &Counted, (all, paint): (u64, Option<Verdict>), lang: Lang) -> [Markup; 6] {
    [
        html! { (words::how_many(counted.cases, lang)) },
        share(counted.cases, all, paint, lang),
        html! { (words::how_many(counted.acts, lang)) },
        day(&counted.first, lang),
        day(&counted.last, lang),
        html! { code { (counted.example) } },
    ]
}

fn day(text: &str, lang: Lang) -> Markup {
    html! { time datetime=(text) { (words::day_or(text, lang)) } }
}

/// A share in words, and as a bar beside it.
pub fn share(some: u64, all: u64, paint: Option<Verdict>, lang: Lang) -> Markup {
    const WIDTH: f64 = 60.0;
    #[allow(clippy::cast_precision_loss, reason = "a pixel is coarser")]
    let part = if all == 0 { 0.0 } else { WIDTH * (some as f64 / all as f64).min(1.0) };
    let class = paint.map_or("badge", theme::class);
    html! {
        span.share {
            svg.picture.bar width="60" height="9" viewBox="0 0 60 9" aria-hidden="true" {
                rect class="frame" x="0" y="0" width="60" height="9" {}
                @if some > 0 { rect class=(class) x="0" y="0" width=(number(part.max(1.0))) height="9" {} }
            }
            " " span { (words::per_mille(some, all, lang)) }
        }
    }
}
