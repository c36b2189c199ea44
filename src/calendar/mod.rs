//! Civil dates, periods and the rules by which the law counts them.
//!
//! A [`Counting`] says how a file counts: a [`Rule`], whether a last day [rolls](Roll), which days are
//! [`Holidays`] and in which time zone clocks run. [`Counting::count`] turns a [`Stamp`] (when something
//! happened) and a [`Length`] into a [`Due`]; [`Counting::steps`] does the same and says how.
//!
//! ```
//! use greffe::calendar::{Counting, End, Holidays, Roll, Rule};
//!
//! let counting = Counting {
//!     rule: Rule::Franc,
//!     roll: Roll::NextWorkingDay,
//!     holidays: Holidays::France,
//!     zone: chrono_tz::Europe::Paris,
//! };
//! let due = counting.count("2011-06-16".parse()?, "3 months".parse()?)?;
//! assert_eq!(due.nominal.to_string(), "2011-09-17"); // a Saturday
//! assert_eq!(due.last.to_string(), "2011-09-19");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Three things hold for every rule, and the rest of the program leans on them:
//!
//! - nothing reads the host's clock or time zone;
//! - counting is monotone: a later start or a longer length never gives an earlier end (for lengths in hours:
//!   a later start among the times that clocks do show);
//! - no input panics or overflows: what leaves the years 1583 to 9999 is [`CountError::OutOfRange`].

mod counting;
mod day;
mod elapsed;
mod explain;
mod holidays;
mod moment;
mod period;
mod rule;

#[cfg(test)]
mod vectors;

pub use counting::{Counting, Due};
pub use day::{Day, DayError};
pub use explain::Step;
pub use holidays::{HolidayName, Holidays, NonWorking, easter};
pub use moment::{End, Minute, MinuteError, Moment, Stamp, StampError};
pub use period::{Duration, Length, LengthError, Period};
pub use rule::{CountError, Roll, Rule, UnknownName};
