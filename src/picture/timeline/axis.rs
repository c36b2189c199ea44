//! The ticks of the axis: years, months, days or hours, as many as there is room for.

use super::model::{DAY, Minutes, start_of};
use super::scale::{Scale, Stretch};
use crate::calendar::{Day, Minute};
use crate::picture::measure::Font;
use crate::report::words;
use crate::text::Lang;

/// The least distance of two ticks, in pixels.
const APART: f64 = 46.0;
/// The space between two labels, in pixels.
const SPACE: f64 = 10.0;

/// A tick of the axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// The instant.
    pub at: Minutes,
    /// Where it is drawn.
    pub x: f64,
    /// What is written at it, if there is room.
    pub label: Option<String>,
}

/// How far ticks are apart.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    Minutes(Minutes),
    Days(i32),
    Months(i32),
}

impl Step {
    const ALL: [Step; 15] = [
        Step::Minutes(10),
        Step::Minutes(30),
        Step::Minutes(60),
        Step::Minutes(180),
        Step::Minutes(360),
        Step::Minutes(720),
        Step::Days(1),
        Step::Days(2),
        Step::Days(5),
        Step::Days(10),
        Step::Months(1),
        Step::Months(3),
        Step::Months(6),
        Step::Months(12),
        Step::Months(60),
    ];

    fn minutes(self) -> Minutes {
        match self {
            Self::Minutes(n) => n,
            Self::Days(n) => Minutes::from(n) * DAY,
            Self::Months(n) => Minutes::from(n) * 30 * DAY,
        }
    }

    /// The instants of this step that lie in a stretch.
    fn within(self, from: Minutes, to: Minutes) -> Vec<Minutes> {
        match self {
            Self::Minutes(n) => {
                let first = from.div_euclid(n) + i64::from(from.rem_euclid(n) > 0);
                (first..).map(|index| index * n).take_while(|at| *at <= to).collect()
            }
            Self::Days(_) | Self::Months(_) => {
                let (Some(first), Some(last)) = (day_of(from), day_of(to)) else { return Vec::new() };
                let days = (first.number()..=last.number()).filter_map(Day::from_number);
                days.filter(|day| self.has(*day)).map(start_of).filter(|at| from <= *at && *at <= to).collect()
            }
        }
    }

    fn has(self, day: Day) -> bool {
        let (year, month, of_month) = day.ymd();
        match self {
            Self::Minutes(_) => false,
            Self::Days(1) => true,
            // From the first of each month on; the last one before the next month is left out.
            Self::Days(n) => {
                let of_month = i32::try_from(of_month).unwrap_or(1);
                (of_month - 1) % n == 0 && of_month + n / 2 <= 30
            }
            Self::Months(n) => {
                let months = year * 12 + i32::try_from(month).unwrap_or(1) - 1;
                of_month == 1 && months.rem_euclid(n) == 0
            }
        }
    }
}

fn day_of(at: Minutes) -> Option<Day> {
    Day::from_number(i32::try_from(at.div_euclid(DAY)).ok()?)
}

/// The ticks of a scale, by time; labels in `font` overlap neither each other nor those of folds.
pub fn ticks(scale: &Scale, font: Font, right: f64, lang: Lang) -> Vec<Tick> {
    let step = Step::ALL.into_iter().find(|step| step.minutes() as f64 * scale.per_minute >= APART);
    let step = step.unwrap_or(Step::Months(120));
    let mut all: Vec<Tick> = Vec::new();
    // The labels of folds stand in their middle.
    let folds = scale.stretches.iter().filter(|s| s.folded);
    let mut taken: Vec<(f64, f64)> = folds.map(|s| (s.x, s.x + s.width)).collect();
    for run in scale.stretches.chunk_by(|a, b| a.folded == b.folded).filter(|run| run.iter().all(|s| !s.folded)) {
        let (Some(Stretch { from, .. }), Some(Stretch { to, .. })) = (run.first(), run.last()) else { continue };
        let own = step.within(*from, *to);
        let named = own.iter().any(|at| is_whole(step, *at));
        // A stretch without a full date would not tell when it lies.
        if !named {
            let label = day_of(*from).map(|day| words::day(day, lang));
            push(&mut all, &mut taken, Tick { at: *from, x: scale.x(*from), label }, (font, right));
        }
        for at in own {
            push(&mut all, &mut taken, Tick { at, x: scale.x(at), label: label(step, at, lang) }, (font, right));
        }
    }
    all.sort_by_key(|tick| tick.at);
    all
}

/// Whether the label of a tick tells the year.
fn is_whole(step: Step, at: Minutes) -> bool {
    match step {
        Step::Months(_) => true,
        Step::Days(_) => day_of(at).is_some_and(|day| day.ymd().2 == 1),
        Step::Minutes(_) => false,
    }
}

fn label(step: Step, at: Minutes, lang: Lang) -> Option<String> {
    let day = day_of(at)?;
    let (year, month, of_month) = day.ymd();
    Some(match step {
        Step::Months(n) if n % 12 == 0 && month == 1 => year.to_string(),
        Step::Months(_) => words::month(day, lang),
        Step::Days(_) if of_month == 1 => words::month(day, lang),
        Step::Days(_) => words::day_and_month(day, lang),
        Step::Minutes(_) if at.rem_euclid(DAY) == 0 => words::day_and_month(day, lang),
        Step::Minutes(_) => {
            let minute = u16::try_from(at.rem_euclid(DAY)).ok().and_then(Minute::new)?;
            words::minute(minute, lang)
        }
    })
}

fn push(all: &mut Vec<Tick>, taken: &mut Vec<(f64, f64)>, tick: Tick, (font, right): (Font, f64)) {
    if all.iter().any(|known| known.at == tick.at) {
        return;
    }
    let label = tick.label.filter(|label| {
        let (from, to) = (tick.x, tick.x + font.width(label) + SPACE);
        let free = to <= right + SPACE && taken.iter().all(|(a, b)| to <= *a || *b <= from);
        if free {
            taken.push((from, to));
        }
        free
    });
    all.push(Tick { label, ..tick });
}
