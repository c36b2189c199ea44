//! The rules of counting, with what they rest on.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How a length is counted from the act that starts it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rule {
    /// The day of the act isn't counted; the last day counts until 24:00.
    Civil,
    /// As [`Rule::Civil`], and the day after the term is the last day (*délai franc*).
    Franc,
    /// Elapsed time to the minute; takes hours and minutes only.
    Hours,
    /// Regulation (EEC, Euratom) No 1182/71, article 3. Its paragraph 5 is not applied: what it requires is
    /// unconfirmed in the sources read.
    Eu118271,
}

impl Rule {
    /// Every rule, in the order of their documentation.
    pub const ALL: [Rule; 4] = [Rule::Civil, Rule::Franc, Rule::Hours, Rule::Eu118271];

    /// Its name in a file: `civil`, `franc`, `hours` or `eu-1182-71`.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Civil => "civil",
            Rule::Franc => "franc",
            Rule::Hours => "hours",
            Rule::Eu118271 => "eu-1182-71",
        }
    }

    /// The rule and its source, as a reader should see it: one paragraph of English.
    pub fn text(self) -> &'static str {
        match self {
            Rule::Civil => {
                "The day of the act that starts the period is not counted. Years and months are added first, in one \
                 step: the period ends on the day of the same number in the last month or, where that month has no \
                 such day, on its last day. Weeks, days and then working days are counted from there. The last day \
                 is in time until 24:00. Where the counting says so, a last day that is a Saturday, a Sunday or a \
                 public holiday is extended to the next working day. Source: Code de procédure civile, articles 640 \
                 to 642. They govern civil procedure; whether their extension applies elsewhere is a choice of the \
                 procedure's author."
            }
            Rule::Franc => {
                "Neither the day of the act nor the day of the term is counted (délai franc): the term is found as \
                 under the civil rule, and the day after it is the last day, in time until 24:00. A period of two \
                 months notified on 3 January ends on 4 March. Where the counting says so, a last day that is a \
                 Saturday, a Sunday or a public holiday is extended to the next working day. Source: Conseil d'État, \
                 15 December 2023, n° 472836 (read in secondary sources)."
            }
            Rule::Hours => {
                "The period is elapsed time, to the minute, from the minute of the act: across a change of clocks, \
                 24 hours end an hour later or earlier on the clock. It never extends over a weekend or a holiday. \
                 A clock time that a change of clocks skips is moved forward by what was skipped; one that comes \
                 twice is taken as the first. Convention of this program: no text is its source."
            }
            Rule::Eu118271 => {
                "The hour or day in which the event falls is not counted. A period in hours starts with the next \
                 full hour, ends with its last hour and is never extended. A period in days, weeks, months or years \
                 ends with the last hour of its last day: for months and years the day of the same date or, where \
                 the last month has no such day, its last day. Where the counting says so, a last day that is a \
                 public holiday, a Saturday or a Sunday is extended to the end of the next working day. Source: \
                 Regulation (EEC, Euratom) No 1182/71, article 3(1), (2) and (4). Article 3(5), on the working days \
                 that a period must contain, is not applied: it is unconfirmed in the sources read."
            }
        }
    }
}

/// What becomes of a last day that is not a working day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Roll {
    /// It stays the last day.
    #[default]
    None,
    /// The next day that is not a Saturday, a Sunday or a holiday becomes the last day.
    NextWorkingDay,
}

impl Roll {
    /// Both, the default first.
    pub const ALL: [Roll; 2] = [Roll::None, Roll::NextWorkingDay];

    /// Its name in a file: `none` or `next-working-day`.
    pub fn name(self) -> &'static str {
        match self {
            Roll::None => "none",
            Roll::NextWorkingDay => "next-working-day",
        }
    }
}

/// A name that is none of those that may stand there.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{found}` is none of {expected}")]
pub struct UnknownName {
    /// What was written.
    pub found: String,
    /// What may be, separated by commas.
    pub expected: &'static str,
}

impl FromStr for Rule {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Rule, UnknownName> {
        Rule::ALL
            .into_iter()
            .find(|rule| rule.name() == text)
            .ok_or_else(|| UnknownName { found: text.to_owned(), expected: "civil, franc, hours, eu-1182-71" })
    }
}

impl FromStr for Roll {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Roll, UnknownName> {
        Roll::ALL
            .into_iter()
            .find(|roll| roll.name() == text)
            .ok_or_else(|| UnknownName { found: text.to_owned(), expected: "none, next-working-day" })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Roll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a length cannot be counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Error)]
pub enum CountError {
    /// The count starts, passes or ends outside the years 1583 to 9999.
    #[error("the count leaves the years 1583 to 9999")]
    OutOfRange,
    /// The rule `hours` was given days or longer.
    #[error("the rule `hours` counts hours and minutes only")]
    RuleNeedsHours,
    /// A period in days or longer extends a deadline in hours whose end may fall on more than one day.
    #[error("the deadline in hours may end on more than one day, so no day can be counted from it")]
    UncertainDay,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(rule));
            assert!(rule.text().len() > 100);
        }
        for roll in Roll::ALL {
            assert_eq!(roll.name().parse(), Ok(roll));
        }
        assert_eq!(
            "Civil".parse::<Rule>().unwrap_err().to_string(),
            "`Civil` is none of civil, franc, hours, eu-1182-71"
        );
    }
}
