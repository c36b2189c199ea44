//! Dates and other values of which more or less is known.

use super::model::{Around, Candidate, Given, Published, Reading, SourceIx, Unknown, When};
use crate::calendar::{Day, Minute, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::procedure::{TextIds, literal};
use crate::syntax::{Located, RangeSyntax, SourceDateSyntax, UncertainSyntax};
use crate::value::{Type, Value};

/// How many days an uncertain date may range over.
pub(super) const MAX_WIDTH: usize = 3_700;

/// What is known of a date before the order of events is looked at.
#[derive(Clone, Debug)]
pub(super) enum DateFact {
    At(Stamp),
    /// Between two stamps, either of which may be open.
    Between(Option<Stamp>, Option<Stamp>),
    /// Values with readings.
    Candidates(Vec<Candidate>, Vec<Reading>),
    /// One of the scenario's own unknowns.
    Shared(Located<String>),
}

/// Reads a date or date-time.
pub(super) fn stamp(text: &Located<String>, diagnostics: &mut Diagnostics) -> Option<Stamp> {
    match text.parse::<Stamp>() {
        Ok(stamp) => Some(stamp),
        Err(error) => {
            diagnostics.push(
                Diagnostic::new(Code::E006, error.to_string())
                    .at(text.span, "a date is needed here")
                    .help("write `2011-06-16` or `2011-05-17T16:23`"),
            );
            None
        }
    }
}

/// The stamps between two, both included, one for each day.
pub(super) fn days_between(first: Stamp, last: Stamp, at: Span, diagnostics: &mut Diagnostics) -> Option<Vec<Stamp>> {
    if (first.day, first.earliest()) > (last.day, last.latest()) {
        diagnostics.push(
            Diagnostic::new(Code::E006, "this range of dates is empty").at(at, format!("{first} is after {last}")),
        );
        return None;
    }
    let width = usize::try_from(last.day.number() - first.day.number() + 1).unwrap_or(usize::MAX);
    if width > MAX_WIDTH {
        diagnostics.push(
            Diagnostic::new(Code::E007, format!("a date may range over at most {MAX_WIDTH} days"))
                .at(at, format!("this one ranges over {width}")),
        );
        return None;
    }
    let mut all = Vec::with_capacity(width);
    let mut day = first.day;
    while day <= last.day && all.len() < width {
        let from = if day == first.day { first.earliest() } else { Minute::FIRST };
        let to = if day == last.day { last.latest() } else { Minute::LAST };
        all.extend(Stamp::between(day, from, to));
        day = day.next();
    }
    Some(all)
}

fn range(range: &RangeSyntax, diagnostics: &mut Diagnostics) -> Option<(Option<Stamp>, Option<Stamp>)> {
    let mut side = |text: &Option<Located<String>>| match text {
        None => Some(None),
        Some(text) => stamp(text, diagnostics).map(Some),
    };
    let (low, high) = (side(&range.not_before), side(&range.not_after));
    Some((low?, high?))
}

/// What is written of a date. The second part is the end, if it lasted.
pub(super) fn date_fact(
    syntax: &UncertainSyntax,
    sources: &mut dyn FnMut(&Located<String>, &mut Diagnostics) -> Option<SourceIx>,
    diagnostics: &mut Diagnostics,
) -> Option<(DateFact, Option<Stamp>)> {
    Some(match syntax {
        UncertainSyntax::Plain(text) => (DateFact::At(stamp(text, diagnostics)?), None),
        UncertainSyntax::Unknown(_) => (DateFact::Between(None, None), None),
        UncertainSyntax::Range(syntax) => {
            let (low, high) = range(syntax, diagnostics)?;
            (DateFact::Between(low, high), None)
        }
        UncertainSyntax::Lasted(lasted) => {
            let (from, to) = (stamp(&lasted.from, diagnostics), stamp(&lasted.to, diagnostics));
            let (from, to) = (from?, to?);
            if to.day < from.day {
                diagnostics.push(
                    Diagnostic::new(Code::E006, "this ends before it begins")
                        .at(lasted.span, format!("{from} is after {to}")),
                );
                return None;
            }
            (DateFact::At(from), Some(to))
        }
        UncertainSyntax::SameAs(name) => (DateFact::Shared(name.same_as.clone()), None),
        UncertainSyntax::Readings(readings) => {
            let (mut candidates, mut all) = (Vec::new(), Vec::new());
            for (index, reading) in readings.readings.iter().enumerate() {
                let cited = reading.cited().filter_map(|name| sources(name, diagnostics)).collect();
                let stamps = match &reading.value {
                    UncertainSyntax::Range(syntax) => match range(syntax, diagnostics)? {
                        (Some(low), Some(high)) => days_between(low, high, syntax.span, diagnostics)?,
                        _ => {
                            diagnostics.push(
                                Diagnostic::new(Code::E004, "a reading's range needs both ends").at(syntax.span, ""),
                            );
                            return None;
                        }
                    },
                    UncertainSyntax::Plain(text) => vec![stamp(text, diagnostics)?],
                    _ => return None,
                };
                candidates.extend(stamps.iter().map(|s| Candidate { value: Value::Date(*s), reading: Some(index) }));
                all.push(Reading { written: written(&reading.value), sources: cited, law: None });
            }
            (DateFact::Candidates(candidates, all), None)
        }
    })
}

/// A value as it is written, for what is shown.
pub(super) fn written(syntax: &UncertainSyntax) -> String {
    match syntax {
        UncertainSyntax::Plain(text) => text.value.clone(),
        UncertainSyntax::Range(range) => {
            let side = |s: &Option<Located<String>>| s.as_ref().map_or("", |s| s.value.as_str()).to_owned();
            format!("{}..{}", side(&range.not_before), side(&range.not_after))
        }
        UncertainSyntax::Lasted(lasted) => format!("{}..{}", lasted.from.value, lasted.to.value),
        _ => "unknown".into(),
    }
}

/// When something falls that is shown and never judged.
pub(super) fn around(syntax: &UncertainSyntax, diagnostics: &mut Diagnostics) -> Option<Around> {
    let exact = |stamp| Around { not_before: Some(stamp), not_after: Some(stamp), lasted: false };
    Some(match syntax {
        UncertainSyntax::Plain(text) => exact(stamp(text, diagnostics)?),
        UncertainSyntax::Range(syntax) => {
            let (not_before, not_after) = range(syntax, diagnostics)?;
            Around { not_before, not_after, lasted: false }
        }
        UncertainSyntax::Lasted(lasted) => Around {
            not_before: Some(stamp(&lasted.from, diagnostics)?),
            not_after: Some(stamp(&lasted.to, diagnostics)?),
            lasted: true,
        },
        UncertainSyntax::Readings(readings) => {
            let all: Vec<Around> = readings.readings.iter().filter_map(|r| around(&r.value, diagnostics)).collect();
            let key = |s: &Stamp| (s.day, s.earliest());
            Around {
                not_before: all.iter().filter_map(|a| a.not_before).min_by_key(key),
                not_after: all.iter().filter_map(|a| a.not_after).max_by_key(key),
                lasted: false,
            }
        }
        UncertainSyntax::SameAs(_) | UncertainSyntax::Unknown(_) => {
            Around { not_before: None, not_after: None, lasted: false }
        }
    })
}

/// When a source was published: a date, a month, a year, a range, or not known.
pub(super) fn published(syntax: &SourceDateSyntax, diagnostics: &mut Diagnostics) -> Option<Published> {
    let day = |text: &Located<String>, diagnostics: &mut Diagnostics| {
        if let Some((first, last)) = month_or_year(text) {
            return Some((first, last));
        }
        stamp(text, diagnostics).map(|s| (s.day, s.day))
    };
    Some(match syntax {
        SourceDateSyntax::Plain(text) => {
            let (first, last) = day(text, diagnostics)?;
            Published { not_before: Some(first), not_after: Some(last), inferred: false }
        }
        SourceDateSyntax::Inferred(inferred) => {
            let (first, last) = day(&inferred.inferred, diagnostics)?;
            Published { not_before: Some(first), not_after: Some(last), inferred: true }
        }
        SourceDateSyntax::Range(syntax) => {
            let (low, high) = range(syntax, diagnostics)?;
            Published { not_before: low.map(|s| s.day), not_after: high.map(|s| s.day), inferred: false }
        }
        SourceDateSyntax::Unknown(_) => Published::default(),
    })
}

/// The first and last day of `2012` or `2012-02`.
fn month_or_year(text: &str) -> Option<(Day, Day)> {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = match text.split_once('-') {
        None if digits(text, 4) => (text.parse().ok()?, None),
        Some((year, month)) if digits(year, 4) && digits(month, 2) => (year.parse().ok()?, Some(month.parse().ok()?)),
        _ => return None,
    };
    let first = Day::from_ymd(year, month.unwrap_or(1), 1)?;
    let next = match month {
        Some(month) if month < 12 => Day::from_ymd(year, month + 1, 1),
        _ => Day::from_ymd(year + 1, 1, 1),
    };
    Some((first, next.map_or(Day::MAX, Day::previous)))
}

/// What is known of a detail of some type.
pub(super) fn detail_fact(
    name: &str,
    syntax: &UncertainSyntax,
    ty: &Type,
    texts: &mut dyn TextIds,
    sources: &mut dyn FnMut(&Located<String>, &mut Diagnostics) -> Option<SourceIx>,
    diagnostics: &mut Diagnostics,
) -> Option<DetailFact> {
    if *ty == Type::Date && !matches!(syntax, UncertainSyntax::Unknown(_)) {
        return match date_fact(syntax, sources, diagnostics)?.0 {
            DateFact::At(stamp) => Some(DetailFact::Known(Value::Date(stamp))),
            DateFact::Between(Some(low), Some(high)) => {
                let days = days_between(low, high, syntax.span(), diagnostics)?;
                let candidates = days.into_iter().map(|s| Candidate { value: Value::Date(s), reading: None });
                Some(DetailFact::Candidates(candidates.collect(), Vec::new()))
            }
            DateFact::Between(..) => Some(DetailFact::Known(Value::Unknown)),
            DateFact::Candidates(candidates, readings) => Some(DetailFact::Candidates(candidates, readings)),
            DateFact::Shared(name) => Some(DetailFact::Shared(name)),
        };
    }
    match syntax {
        UncertainSyntax::Plain(text) => literal(text, ty, Code::E403, texts, diagnostics).map(DetailFact::Known),
        UncertainSyntax::Unknown(_) => Some(DetailFact::Known(Value::Unknown)),
        UncertainSyntax::SameAs(same) => Some(DetailFact::Shared(same.same_as.clone())),
        UncertainSyntax::Readings(readings) => {
            let (mut candidates, mut all) = (Vec::new(), Vec::new());
            for (index, reading) in readings.readings.iter().enumerate() {
                let UncertainSyntax::Plain(text) = &reading.value else {
                    diagnostics.push(
                        Diagnostic::new(Code::E403, format!("`{name}` is not a date"))
                            .at(reading.value.span(), "only a date has a range")
                            .note(format!("`{name}` is of type {}", ty.name())),
                    );
                    return None;
                };
                let value = literal(text, ty, Code::E403, texts, diagnostics)?;
                let cited = reading.cited().filter_map(|name| sources(name, diagnostics)).collect();
                candidates.push(Candidate { value, reading: Some(index) });
                all.push(Reading { written: text.value.clone(), sources: cited, law: None });
            }
            Some(DetailFact::Candidates(candidates, all))
        }
        UncertainSyntax::Range(_) | UncertainSyntax::Lasted(_) => {
            diagnostics.push(
                Diagnostic::new(Code::E403, format!("`{name}` is not a date"))
                    .at(syntax.span(), "only a date has a range")
                    .note(format!("`{name}` is of type {}", ty.name())),
            );
            None
        }
    }
}

/// What is known of a detail.
#[derive(Clone, Debug)]
pub(super) enum DetailFact {
    Known(Value),
    Candidates(Vec<Candidate>, Vec<Reading>),
    Shared(Located<String>),
}

/// The scenario's unknowns, as they are found.
#[derive(Default)]
pub(super) struct Unknowns {
    pub all: Vec<Unknown>,
}

impl Unknowns {
    pub fn add(&mut self, name: String, candidates: Vec<Candidate>, readings: Vec<Reading>, span: Span) -> usize {
        self.all.push(Unknown { name, label: None, candidates, readings, applies_by: None, uses: 1, span });
        self.all.len() - 1
    }

    pub fn when(&mut self, name: String, candidates: Vec<Candidate>, readings: Vec<Reading>, span: Span) -> When {
        match &candidates[..] {
            [Candidate { value: Value::Date(stamp), .. }] => When::At(*stamp),
            _ => When::OneOf(self.add(name, candidates, readings, span)),
        }
    }

    pub fn given(&mut self, name: String, candidates: Vec<Candidate>, readings: Vec<Reading>, span: Span) -> Given {
        match &candidates[..] {
            [only] => Given::Known(only.value),
            _ => Given::OneOf(self.add(name, candidates, readings, span)),
        }
    }
}
