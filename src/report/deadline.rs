//! One deadline: how it is counted, step by step.

use schemars::JsonSchema;
use serde::Serialize;

use super::text::{Page, Paint, Rich, Style};
use super::words::{self, say};
use crate::calendar::{Counting, Due, End, Holidays, Length, Roll, Stamp, Step};
use crate::text::Lang;

/// A count as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct DeadlineJson {
    /// The act that starts it.
    pub start: String,
    /// Its length.
    pub period: String,
    /// How it is counted.
    pub counting: CountingJson,
    /// The last day, in time until 24:00; of a length in hours, the last minute.
    pub due: String,
    /// The last day before it is moved to a working day.
    pub nominal: String,
    /// Whether the last day was moved to a working day.
    pub rolled: bool,
    /// How it was reached.
    pub steps: Vec<StepJson>,
}

/// A way of counting as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct CountingJson {
    /// `civil`, `franc`, `hours` or `eu-1182-71`.
    pub rule: String,
    /// `none` or `next-working-day`.
    pub roll: String,
    /// `none`, `fr`, `fr-alsace-moselle` or `listed`.
    pub holidays: String,
    /// The time zone's name.
    pub time_zone: String,
}

/// A step of a count as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct StepJson {
    /// What was done, as a stable word.
    pub kind: String,
    /// What was done, in words.
    pub text: String,
}

/// The stable word of a step.
fn kind(step: &Step) -> &'static str {
    match step {
        Step::StartNotCounted { .. } => "start_not_counted",
        Step::MonthsAdded { .. } => "months_added",
        Step::ClampedToMonthEnd { .. } => "clamped_to_month_end",
        Step::WeeksAdded { .. } => "weeks_added",
        Step::DaysAdded { .. } => "days_added",
        Step::WorkingDaysAdded { .. } => "working_days_added",
        Step::FrancDay { .. } => "franc_day",
        Step::SkippedByClocks { .. } => "skipped_by_clocks",
        Step::HourNotCounted { .. } => "hour_not_counted",
        Step::ElapsedAdded { .. } => "elapsed_added",
        Step::ClockChange { .. } => "clock_change",
        Step::SecondPass { .. } => "second_pass",
        Step::RolledOver { .. } => "rolled_over",
        Step::Ends { .. } => "ends",
    }
}

fn holidays(holidays: &Holidays) -> &'static str {
    match holidays {
        Holidays::None => "none",
        Holidays::France => "fr",
        Holidays::FranceAlsaceMoselle => "fr-alsace-moselle",
        Holidays::Listed(_) => "listed",
    }
}

/// A count as the typed document of the format.
#[must_use]
pub fn document(
    counting: &Counting,
    start: Stamp,
    length: Length,
    due: &Due,
    steps: &[Step],
    lang: Lang,
) -> DeadlineJson {
    DeadlineJson {
        start: start.to_string(),
        period: length.to_string(),
        counting: CountingJson {
            rule: counting.rule.name().to_owned(),
            roll: counting.roll.name().to_owned(),
            holidays: holidays(&counting.holidays).to_owned(),
            time_zone: counting.zone.name().to_owned(),
        },
        due: due.last.to_string(),
        nominal: due.nominal.to_string(),
        rolled: due.rolled(),
        steps: steps.iter().map(|s| StepJson { kind: kind(s).to_owned(), text: words::step(s, lang) }).collect(),
    }
}

/// A count as JSON; the texts of its steps are in `lang`.
#[must_use]
pub fn json(
    counting: &Counting,
    start: Stamp,
    length: Length,
    due: &Due,
    steps: &[Step],
    lang: Lang,
) -> serde_json::Value {
    serde_json::to_value(document(counting, start, length, due, steps, lang)).unwrap_or_default()
}

/// The JSON Schema of what [`json`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(DeadlineJson)).unwrap_or_default()
}

/// A count as text: the last day first, then how it was reached.
#[must_use]
pub fn text(counting: &Counting, start: Stamp, length: Length, due: &Due, steps: &[Step], style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    let head = match (lang, due.last) {
        (Lang::En, End::Day(day)) => format!("{}, {}", words::weekday(day.weekday(), lang), words::day(day, lang)),
        (Lang::Fr, End::Day(day)) => format!("{} {}", words::weekday(day.weekday(), lang), words::day(day, lang)),
        (_, end) => words::end(end, lang),
    };
    page.paragraph(0, &Rich::new(Paint::Strong, head));
    let from = match lang {
        Lang::En => format!("{} from {}", words::length(length, lang), words::stamp(start, lang)),
        Lang::Fr => format!("{} à compter du {}", words::length(length, lang), words::stamp(start, lang)),
    };
    let mut rule = words::rule(counting.rule, lang).to_owned();
    if matches!(length, Length::Civil(_)) {
        rule = format!("{rule}, {}", words::roll(counting.roll, lang));
        if counting.roll == Roll::NextWorkingDay {
            rule = format!("{rule} ({}: {})", say(lang, "holidays", "jours fériés"), holidays(&counting.holidays));
        }
    }
    page.paragraph(0, &Rich::plain(from).with(Paint::Quiet, format!(" · {rule}")));
    page.blank();
    for (number, step) in steps.iter().enumerate() {
        let last = matches!(step, Step::Ends { .. });
        let paint = if last { Paint::Strong } else { Paint::Plain };
        let label = Rich::new(Paint::Quiet, format!("{:>3}. ", number + 1));
        page.hanging(0, &label, &Rich::new(paint, words::step(step, lang)));
    }
    page.finish()
}
