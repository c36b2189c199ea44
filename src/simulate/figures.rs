//! Figures of a study: numbers, shares, lengths and dates, each with what it rests on.

use super::model::{Certainty, Delay, Figure, FigureIx, Source, Unit, When, Worth};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::syntax::scenario::SourceSyntax;
use crate::syntax::study::{DelaySyntax, FigureSyntax, MomentsSyntax, RangeOfSyntax};
use crate::syntax::{Entries, Located, OneOrMany};
use crate::text::Text;

/// Lengths, as (singular, plural, seconds). Months and years have no length of their own.
const UNITS: [(&str, &str, f64); 5] = [
    ("week", "weeks", 604_800.0),
    ("day", "days", 86_400.0),
    ("hour", "hours", 3_600.0),
    ("minute", "minutes", 60.0),
    ("second", "seconds", 1.0),
];

/// Reads a number, a share, a length or a date.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(text: &str) -> Result<(Unit, f64), String> {
    let wrong = || format!("`{text}` is neither a number, a share, a length nor a date");
    if let Ok(day) = text.parse::<Day>() {
        return Ok((Unit::Date, f64::from(day.number())));
    }
    if let Some(share) = text.strip_suffix('%') {
        let share = number(share.trim()).ok_or_else(wrong)? / 100.0;
        return if (0.0..=1.0).contains(&share) {
            Ok((Unit::Share, share))
        } else {
            Err(format!("`{text}` is no share"))
        };
    }
    let mut words = text.split_whitespace();
    let (first, unit) = (words.next().and_then(number).ok_or_else(wrong)?, words.next());
    let Some(unit) = unit else { return Ok((Unit::Number, first)) };
    let mut seconds = 0.0;
    let (mut count, mut unit) = (first, Some(unit));
    while let Some(name) = unit {
        if matches!(name, "month" | "months" | "year" | "years") {
            return Err(format!("`{text}` has no length of its own: write days, weeks or hours"));
        }
        let known = UNITS.iter().find(|(one, many, _)| *one == name || *many == name);
        let (_, _, each) =
            known.ok_or_else(|| format!("`{name}` is not a unit: weeks, days, hours, minutes, seconds"))?;
        seconds += count * each;
        let Some(next) = words.next() else { break };
        count = number(next).ok_or_else(wrong)?;
        unit = words.next();
        if unit.is_none() {
            return Err(format!("`{next}` has no unit"));
        }
    }
    Ok((Unit::Length, seconds))
}

fn number(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'));
    text.replace('_', "").parse::<f64>().ok().filter(|value| plain && value.is_finite() && *value < 1e15)
}

/// A date that is written.
pub(super) fn day(text: &Located<String>, diagnostics: &mut Diagnostics) -> Option<Day> {
    match text.parse::<Day>() {
        Ok(day) => Some(day),
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::E006, error.to_string()).at(text.span, "a date is needed here"));
            None
        }
    }
}

/// What figures are looked up in, and where faults are told.
pub(super) struct Figures<'f, 'd> {
    pub all: Vec<Figure>,
    pub used: Vec<bool>,
    pub names: Vec<&'f str>,
    pub sources: &'f [Source],
    pub diagnostics: &'d mut Diagnostics,
}

/// The sources of a study.
pub(super) fn sources(entries: &Entries<SourceSyntax>) -> Vec<Source> {
    let cite = |name: &str, source: &SourceSyntax| {
        let title = source.title.as_ref().map(Text::from);
        let publisher = Text::from(&source.publisher);
        let joined = |publisher: &str, title: Option<&str>| match title {
            Some(title) => format!("{publisher}, {title}"),
            None => publisher.to_owned(),
        };
        let fr = publisher.fr.is_some() || title.as_ref().is_some_and(|title| title.fr.is_some());
        let lang = |lang| joined(publisher.get(lang), title.as_ref().map(|title| title.get(lang)));
        let cite = Text { en: lang(crate::text::Lang::En), fr: fr.then(|| lang(crate::text::Lang::Fr)) };
        Source { name: name.to_owned(), cite }
    };
    entries.iter().map(|(name, source)| cite(name, source)).collect()
}

impl<'f, 'd> Figures<'f, 'd> {
    pub fn new(entries: &'f Entries<FigureSyntax>, sources: &'f [Source], diagnostics: &'d mut Diagnostics) -> Self {
        let mut figures =
            Self { all: Vec::new(), used: vec![false; entries.len()], names: Vec::new(), sources, diagnostics };
        for (name, syntax) in entries {
            figures.names.push(name.value.as_str());
            let figure = figures.figure(name, syntax);
            figures.all.push(figure);
        }
        figures
    }

    fn figure(&mut self, name: &Located<String>, syntax: &FigureSyntax) -> Figure {
        let (unit, value) = self.value(&syntax.value).unwrap_or((Unit::Number, 0.0));
        let certainty = match (&syntax.source, &syntax.assumed) {
            (Some(source), None) => Certainty::Sourced(self.cited(source)),
            (None, Some(why)) => Certainty::Assumed(why.into()),
            (Some(_), Some(why)) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::E005, "a figure has both `source` and `assumed`")
                        .at(why.en.span, "what a source says is not assumed"),
                );
                Certainty::Assumed(why.into())
            }
            (None, None) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::E004, format!("the figure `{}` rests on nothing", name.value))
                        .at(name.span, "who says so?")
                        .help("add `source:`, or `assumed:` with the reason"),
                );
                Certainty::Assumed(Text::default())
            }
        };
        Figure {
            name: name.value.clone(),
            label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
            unit,
            value,
            written: syntax.value.value.clone(),
            between: syntax.between.as_ref().and_then(|between| self.between(between, unit, value)),
            certainty,
            note: syntax.note.as_ref().map(Text::from),
            chosen_for: Vec::new(),
        }
    }

    fn between(&mut self, bounds: &OneOrMany<Located<String>>, unit: Unit, value: f64) -> Option<[(f64, String); 2]> {
        let [low, high] = &bounds.items[..] else {
            self.diagnostics
                .push(Diagnostic::new(Code::E005, "expected two bounds").at(bounds.span, "the lower, the upper"));
            return None;
        };
        let (low_value, high_value) = (self.value_of(low, unit)?, self.value_of(high, unit)?);
        if low_value > value || value > high_value {
            self.diagnostics
                .push(Diagnostic::new(Code::E006, "the value does not lie between its bounds").at(bounds.span, ""));
        }
        Some([(low_value, low.value.clone()), (high_value, high.value.clone())])
    }

    /// The sources of these names.
    pub fn cited(&mut self, names: &OneOrMany<Located<String>>) -> Vec<usize> {
        let mut all = Vec::new();
        for name in names {
            match self.sources.iter().position(|source| source.name == name.value) {
                Some(ix) => all.push(ix),
                None => self.unknown("source", name, &self.sources.iter().map(|s| s.name.clone()).collect::<Vec<_>>()),
            }
        }
        all
    }

    /// Reports a name that nothing has.
    pub fn unknown(&mut self, what: &str, name: &Located<String>, known: &[String]) {
        self.diagnostics.push(
            Diagnostic::new(Code::E101, format!("no {what} is called `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known.iter().map(String::as_str)),
        );
    }

    fn value(&mut self, text: &Located<String>) -> Option<(Unit, f64)> {
        match read(text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::E006, error)
                        .at(text.span, "")
                        .help("write `15_000`, `89 %`, `4 days` or `2011-05-16`"),
                );
                None
            }
        }
    }

    /// A value of a unit. A number may stand for a share.
    pub fn value_of(&mut self, text: &Located<String>, unit: Unit) -> Option<f64> {
        let (found, value) = self.value(text)?;
        if found == unit || (unit, found) == (Unit::Share, Unit::Number) || (unit, found) == (Unit::Number, Unit::Share)
        {
            return Some(value);
        }
        let headline = format!("{} is needed here", said(unit));
        self.diagnostics.push(Diagnostic::new(Code::E006, headline).at(text.span, format!("this is {}", said(found))));
        None
    }

    /// The figure of a name, which is to be of a unit.
    pub fn named(&mut self, name: &Located<String>, unit: Unit) -> Option<FigureIx> {
        let Some(ix) = self.names.iter().position(|known| *known == name.value) else {
            let mut diagnostic = Diagnostic::new(Code::E101, format!("no figure is called `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, self.names.iter().copied());
            if read(name).is_ok() {
                diagnostic = diagnostic.help("declare it under `figures:`, with its source, and write its name here");
            }
            self.diagnostics.push(diagnostic);
            return None;
        };
        self.used[ix] = true;
        let found = self.all.get(ix)?;
        let fits = found.unit == unit
            || (unit == Unit::Share && found.unit == Unit::Number && (0.0..=1.0).contains(&found.value));
        if !fits {
            let headline = format!("{} is needed here", said(unit));
            let label = format!("`{}` is {}", name.value, said(found.unit));
            self.diagnostics.push(Diagnostic::new(Code::E006, headline).at(name.span, label));
            return None;
        }
        Some(ix)
    }

    /// A figure, or what stands for it.
    pub fn worth(&mut self, name: Option<&Located<String>>, unit: Unit, otherwise: f64) -> Option<Worth> {
        match name {
            None => Some(Worth::Fixed(otherwise)),
            Some(name) => self.named(name, unit).map(Worth::Figure),
        }
    }

    /// A date, written or a figure.
    pub fn date(&mut self, text: &Located<String>) -> Option<When> {
        if let Ok(day) = text.parse::<Day>() {
            return Some(When::On(day));
        }
        if !self.names.contains(&text.value.as_str()) {
            let headline = format!("`{}` is neither a date nor a figure", text.value);
            self.diagnostics.push(
                Diagnostic::new(Code::E006, headline)
                    .at(text.span, "a date is needed here")
                    .did_you_mean(text, self.names.iter().copied()),
            );
            return None;
        }
        self.named(text, Unit::Date).map(When::Figure)
    }

    /// A delay: exactly one distribution.
    pub fn delay(&mut self, syntax: Option<&DelaySyntax>) -> Option<Delay> {
        let Some(syntax) = syntax else { return Some(Delay::None) };
        let DelaySyntax { span, deterministic, exponential, gamma, lognormal, normal, uniform, triangular, empirical } =
            syntax;
        let given = [
            deterministic.is_some(),
            exponential.is_some(),
            gamma.is_some(),
            lognormal.is_some(),
            normal.is_some(),
            uniform.is_some(),
            triangular.is_some(),
            empirical.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != 1 {
            self.diagnostics.push(
                Diagnostic::new(Code::E005, "a delay has exactly one distribution")
                    .at(*span, "")
                    .note("deterministic, exponential, gamma, lognormal, normal, uniform, triangular or empirical"),
            );
            return None;
        }
        let length = Unit::Length;
        match (deterministic, exponential, empirical) {
            (Some(value), _, _) => return self.named(value, length).map(Delay::Deterministic),
            (_, Some(by), _) => return self.named(&by.mean, length).map(Delay::Exponential),
            (_, _, Some(values)) => {
                let all: Vec<Option<FigureIx>> = values.iter().map(|value| self.named(value, length)).collect();
                return all.into_iter().collect::<Option<Vec<_>>>().map(Delay::Empirical);
            }
            _ => {}
        }
        if let Some(by) = normal {
            let (mean, deviation) = (self.named(&by.mean, length), self.named(&by.standard_deviation, length));
            let least = self.worth(by.least.as_ref(), length, 0.0);
            let most = self.worth(by.most.as_ref(), length, f64::INFINITY);
            return Some(Delay::Normal(mean?, deviation?, least?, most?));
        }
        match (gamma, lognormal, uniform, triangular) {
            (Some(by), ..) => self.moments(by).map(|(mean, deviation)| Delay::Gamma(mean, deviation)),
            (_, Some(by), ..) => self.moments(by).map(|(mean, deviation)| Delay::Lognormal(mean, deviation)),
            (_, _, Some(by), _) => {
                if let Some(mode) = &by.mode {
                    let headline = "a uniform distribution has no likeliest value";
                    self.diagnostics.push(Diagnostic::new(Code::E005, headline).at(mode.span, ""));
                }
                let (least, most) = self.ends(by)?;
                Some(Delay::Uniform(least, most))
            }
            (.., Some(by)) => {
                let ends = self.ends(by);
                let Some(mode) = &by.mode else {
                    self.diagnostics.push(
                        Diagnostic::new(Code::E004, "`mode` is missing in a triangular distribution").at(by.span, ""),
                    );
                    return None;
                };
                let mode = self.named(mode, length)?;
                let (least, most) = ends?;
                let value = |ix: FigureIx| self.all.get(ix).map_or(0.0, |figure| figure.value);
                if value(least) > value(mode) || value(mode) > value(most) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::E006, "the likeliest value does not lie between the others")
                            .at(by.span, ""),
                    );
                }
                Some(Delay::Triangular(least, mode, most))
            }
            _ => None,
        }
    }

    fn moments(&mut self, by: &MomentsSyntax) -> Option<(FigureIx, FigureIx)> {
        for bound in [&by.least, &by.most].into_iter().flatten() {
            self.diagnostics
                .push(Diagnostic::new(Code::E005, "only a normal distribution is truncated").at(bound.span, ""));
        }
        let (mean, deviation) = (self.named(&by.mean, Unit::Length), self.named(&by.standard_deviation, Unit::Length));
        let (mean, deviation) = (mean?, deviation?);
        for (ix, at) in [(mean, &by.mean), (deviation, &by.standard_deviation)] {
            if self.all.get(ix).is_some_and(|figure| figure.value <= 0.0) {
                self.diagnostics
                    .push(Diagnostic::new(Code::E006, "a length above nothing is needed here").at(at.span, ""));
            }
        }
        Some((mean, deviation))
    }

    fn ends(&mut self, by: &RangeOfSyntax) -> Option<(FigureIx, FigureIx)> {
        let (least, most) = (self.named(&by.least, Unit::Length), self.named(&by.most, Unit::Length));
        let (least, most) = (least?, most?);
        let value = |ix: FigureIx| self.all.get(ix).map_or(0.0, |figure| figure.value);
        if value(least) > value(most) {
            self.diagnostics.push(Diagnostic::new(Code::E006, "the least value is above the greatest").at(by.span, ""));
        }
        Some((least, most))
    }
}

/// A unit in words.
fn said(unit: Unit) -> &'static str {
    match unit {
        Unit::Number => "a number",
        Unit::Share => "a share",
        Unit::Length => "a length",
        Unit::Date => "a date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        let day = f64::from("2011-05-16".parse::<Day>().unwrap().number());
        for (text, expected) in [
            ("15_000", (Unit::Number, 15_000.0)),
            ("0.89", (Unit::Number, 0.89)),
            ("89 %", (Unit::Share, 0.89)),
            ("4 days", (Unit::Length, 345_600.0)),
            ("1 day 12 hours", (Unit::Length, 129_600.0)),
            ("0.5 hours", (Unit::Length, 1_800.0)),
            ("2011-05-16", (Unit::Date, day)),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        for text in ["", "-3", "1e9", "120 %", "2 months", "3 dayz", "4 days 3", "NaN", "inf"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
