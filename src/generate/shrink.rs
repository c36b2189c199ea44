//! Making a course small: fewer acts, plainer details, earlier and rounder dates.

use super::course::Course;
use crate::calendar::{Day, Duration, Minute, Period, Stamp};
use crate::procedure::Field;
use crate::system::System;
use crate::value::Value;

/// Proposes simpler courses, one after the other. Whoever asks says which of them still show what is looked for; the
/// next are made from the last of those.
#[derive(Clone, Debug)]
pub struct Shrinker {
    course: Course,
    step: Step,
    /// Whether a course was taken since the last sweep began.
    taken: bool,
}

/// What is tried next. Each is tried at every place of the course before the one after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// To leave out so many acts from one on.
    Leave { count: usize, at: usize },
    /// To give a detail of an act a plainer value.
    Plain { act: usize, detail: usize, variant: usize },
    /// To move an act, or it and all after it, to an earlier date.
    Earlier { act: usize, variant: usize },
    /// To end the course earlier.
    End { variant: usize },
    /// Nothing is left to try.
    Done,
}

/// How many values, dates and ends are tried at each place.
const PLAIN: usize = 6;
const EARLIER: usize = 10;
const ENDS: usize = 4;

impl Shrinker {
    /// For a course that shows what is looked for.
    #[must_use]
    pub fn new(course: Course) -> Self {
        let step = Step::Leave { count: course.len().max(1), at: 0 };
        Self { course, step, taken: false }
    }

    /// The smallest course so far.
    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// A simpler course to try, through the same system; nothing if none is left.
    pub fn propose(&mut self, system: &System) -> Option<Course> {
        loop {
            let step = self.step;
            self.step = self.after(step);
            let simpler = match step {
                Step::Leave { count, at } => (at < self.course.len()).then(|| self.course.without(at..at + count)),
                Step::Plain { act, detail, variant } => self.plainer(system, act, detail, variant),
                Step::Earlier { act, variant } => self.earlier(system, act, variant),
                Step::End { variant } => self.ended(variant),
                Step::Done if self.taken => {
                    self.taken = false;
                    self.step = Step::Leave { count: self.course.len().max(1), at: 0 };
                    None
                }
                Step::Done => return None,
            };
            if let Some(simpler) = simpler.filter(|simpler| *simpler != self.course && can_be_said(system, simpler)) {
                return Some(simpler);
            }
        }
    }

    /// Takes a simpler course, which still shows what is looked for.
    pub fn take(&mut self, course: Course) {
        self.taken = true;
        // What stood behind acts that were left out stands in their place now.
        self.step = match self.step {
            Step::Leave { count, at } if course.len() < self.course.len() => {
                Step::Leave { count, at: at.saturating_sub(count) }
            }
            same => same,
        };
        self.course = course;
    }

    /// Makes a course as small as it gets while `shows` holds.
    pub fn run(mut self, system: &System, mut shows: impl FnMut(&Course) -> bool) -> Course {
        while let Some(simpler) = self.propose(system) {
            if shows(&simpler) {
                self.take(simpler);
            }
        }
        self.course
    }

    fn after(&self, step: Step) -> Step {
        let acts = self.course.len();
        let details = |act: usize| self.course.moves().get(act).map_or(0, |one| self.course.details(one).len());
        match step {
            Step::Leave { count, at } if at + count < acts => Step::Leave { count, at: at + count },
            Step::Leave { count, .. } if count > 1 => Step::Leave { count: count / 2, at: 0 },
            Step::Leave { .. } => Step::Plain { act: 0, detail: 0, variant: 0 },
            Step::Plain { act, detail, variant } if variant + 1 < PLAIN => {
                Step::Plain { act, detail, variant: variant + 1 }
            }
            Step::Plain { act, detail, .. } if detail + 1 < details(act) => {
                Step::Plain { act, detail: detail + 1, variant: 0 }
            }
            Step::Plain { act, .. } if act + 1 < acts => Step::Plain { act: act + 1, detail: 0, variant: 0 },
            Step::Plain { .. } => Step::Earlier { act: 0, variant: 0 },
            Step::Earlier { act, variant } if variant + 1 < EARLIER => Step::Earlier { act, variant: variant + 1 },
            Step::Earlier { act, .. } if act + 1 < acts => Step::Earlier { act: act + 1, variant: 0 },
            Step::Earlier { .. } => Step::End { variant: 0 },
            Step::End { variant } if variant + 1 < ENDS => Step::End { variant: variant + 1 },
            Step::End { .. } | Step::Done => Step::Done,
        }
    }

    fn plainer(&self, system: &System, act: usize, detail: usize, variant: usize) -> Option<Course> {
        let one = self.course.moves().get(act)?;
        let mut details = self.course.details(one).to_vec();
        let procedure = system.editions(one.machine).get(one.edition);
        let field = procedure.act(one.act).details.get(detail)?;
        let value = details.get_mut(detail)?;
        *value = plain(field, *value, one.on, variant)?;
        Some(self.course.with(act, one.on, &details))
    }

    /// The course with an act, and for even variants all acts after it, on an earlier date.
    fn earlier(&self, system: &System, act: usize, variant: usize) -> Option<Course> {
        let moves = self.course.moves();
        let one = moves.get(act)?;
        let on = one.on;
        let editions = system.editions(one.machine);
        let floor = match act.checked_sub(1).and_then(|before| moves.get(before)) {
            Some(before) => before.on.day,
            None => editions.get(one.edition).edition(),
        };
        let gap = on.day.number() - floor.number();
        let day = match variant / 2 {
            0 => Some(floor),
            1 => first_of(on.day, true),
            2 => first_of(on.day, false),
            3 => on.day.plus(-gap / 2),
            _ => Some(on.day.previous()),
        };
        let day = day.filter(|day| *day >= floor && *day < on.day);
        match day {
            Some(day) if variant.is_multiple_of(2) => {
                let back = day.number() - on.day.number();
                let mut course = self.course.clone();
                for (index, later) in moves.iter().enumerate().skip(act) {
                    let details = shifted(self.course.details(later), back);
                    let day = later.on.day.plus(back)?;
                    course = course.with(index, same_time(later.on, day), &details);
                }
                let until = self.course.until().and_then(|until| Some(same_time(until, until.day.plus(back)?)));
                Some(course.ending(until))
            }
            Some(day) => {
                let details = shifted(self.course.details(one), day.number() - on.day.number());
                Some(self.course.with(act, same_time(on, day), &details))
            }
            None => {
                let stamp = plainer_time(on, variant)?;
                Some(self.course.with(act, stamp, self.course.details(one)))
            }
        }
    }

    fn ended(&self, variant: usize) -> Option<Course> {
        let until = self.course.until()?;
        let last = self.course.moves().last().map_or(until, |last| last.on);
        let gap = until.day.number() - last.day.number();
        let day = match variant {
            0 => return Some(self.course.ending(None)),
            1 => until.day.plus(-gap / 2),
            2 => until.day.plus(-1),
            _ => Some(until.day),
        };
        Some(self.course.ending(day.map(Stamp::of_day)))
    }
}

/// Whether each act can state its details on its day.
fn can_be_said(system: &System, course: &Course) -> bool {
    course.moves().iter().all(|one| {
        let fields = &system.editions(one.machine).get(one.edition).act(one.act).details;
        fields.iter().zip(course.details(one)).all(|(field, value)| field.can_be(*value, one.on.day))
    })
}

/// The same day without a time, at noon, or on the hour before.
fn plainer_time(stamp: Stamp, variant: usize) -> Option<Stamp> {
    let minute = stamp.minute()?.number();
    let plainer = match variant {
        0 => return Some(Stamp::of_day(stamp.day)),
        1 => 12 * 60,
        2 => minute / 60 * 60,
        _ => return None,
    };
    (plainer < minute).then(|| Minute::new(plainer).map(|minute| Stamp::at(stamp.day, minute)))?
}

/// Dates among details, moved with their act.
fn shifted(details: &[Value], days: i32) -> Vec<Value> {
    let moved = |value: &Value| match value {
        Value::Date(stamp) => stamp.day.plus(days).map_or(*value, |day| Value::Date(same_time(*stamp, day))),
        other => *other,
    };
    details.iter().map(moved).collect()
}

fn same_time(stamp: Stamp, day: Day) -> Stamp {
    stamp.minute().map_or(Stamp::of_day(day), |minute| Stamp::at(day, minute))
}

/// The first day of the month of a day, or of its year.
fn first_of(day: Day, of_year: bool) -> Option<Day> {
    let (year, month, _) = day.ymd();
    Day::from_ymd(year, if of_year { 1 } else { month }, 1)
}

/// A plainer value than the one given.
fn plain(field: &Field, value: Value, on: Stamp, variant: usize) -> Option<Value> {
    let low = field.between.map(|(low, _)| low);
    let plainer = match (variant, value) {
        (0, _) => field.default.or(field.optional.then_some(Value::Unknown)),
        (1, Value::Integer(_) | Value::Period(_) | Value::Duration(_)) => low,
        (2, Value::Integer(n)) => Some(Value::Integer(rounded(n))),
        (3, Value::Integer(n)) => Some(Value::Integer(n / 2)),
        (4, Value::Integer(n)) => Some(Value::Integer(n - n.signum())),
        (2, Value::Period(p)) if p.days > 0 && (p.months > 0 || p.years > 0) => {
            Some(Value::Period(Period { days: 0, working_days: 0, ..p }))
        }
        (3, Value::Period(p)) => Some(Value::Period(Period { months: p.months / 2, days: p.days / 2, ..p })),
        (4, Value::Period(p)) if p.days > 0 => Some(Value::Period(Period { days: p.days - 1, ..p })),
        (4, Value::Period(p)) => Some(Value::Period(Period { months: p.months.checked_sub(1)?, ..p })),
        (5, Value::Period(p)) => Some(Value::Period(Period { months: p.months.checked_sub(1)?, days: 1, ..p })),
        (3, Value::Duration(d)) => Some(Value::Duration(Duration { minutes: d.minutes / 2 })),
        (4, Value::Duration(d)) => Some(Value::Duration(Duration { minutes: d.minutes.checked_sub(1)? })),
        (1, Value::Date(_)) => Some(Value::Date(Stamp::of_day(on.day))),
        // A file that says nothing else mostly asks for what is true.
        (1, Value::Boolean(false)) if field.default.is_none() => Some(Value::Boolean(true)),
        (1, Value::Word(word)) if word > 0 => Some(Value::Word(0)),
        (1, Value::Text(_)) => Some(Value::Text(crate::value::TextId(0))),
        _ => None,
    }?;
    let empty = [Value::Period(Period::default()), Value::Duration(Duration { minutes: 0 })].contains(&plainer);
    (plainer != value && !empty && field.allows(plainer) && is_plainer(plainer, value)).then_some(plainer)
}

/// Whether a value is plainer than another of its kind: without this, two values could take turns for ever.
fn is_plainer(a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.unsigned_abs() < b.unsigned_abs(),
        (Value::Date(_), Value::Date(_)) | (Value::Unknown, _) | (Value::Boolean(_), Value::Boolean(_)) => true,
        (Value::Word(a), Value::Word(b)) => a < b,
        (Value::Text(a), Value::Text(b)) => a.0 < b.0,
        (Value::Period(a), Value::Period(b)) => weight(a) < weight(b),
        (Value::Duration(a), Value::Duration(b)) => a.minutes < b.minutes,
        _ => false,
    }
}

fn weight(p: Period) -> u32 {
    let days = u32::from(p.days) + u32::from(p.working_days);
    days + u32::from(p.weeks) * 7 + u32::from(p.months) * 30 + u32::from(p.years) * 365
}

/// A number with one digit that is not zero.
fn rounded(n: i64) -> i64 {
    let mut unit = 1i64;
    while let Some(next) = unit.checked_mul(10).filter(|next| *next <= n.saturating_abs()) {
        unit = next;
    }
    n / unit * unit
}
