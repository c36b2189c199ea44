//! Details as they are written in a file: defaults, and numbers for texts.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use crate::calendar::{Day, Stamp};
use crate::procedure::Procedure;
use crate::value::{TextId, Value};

/// Where the numbers of texts start that no condition mentions; a procedure mentions far fewer.
const OTHERS: usize = 1 << 31;

/// A text as a detail. Texts are compared for equality only; equal texts have equal numbers as long as the process runs.
#[doc(hidden)]
#[must_use]
pub fn text(procedure: &Procedure, text: &str) -> Value {
    static OTHER: Mutex<Vec<String>> = Mutex::new(Vec::new());
    if let Some(known) = procedure.vocabulary.texts.iter().position(|known| known == text) {
        return numbered(known);
    }
    let mut other = OTHER.lock().unwrap_or_else(PoisonError::into_inner);
    let at = other.iter().position(|known| known == text).unwrap_or_else(|| {
        other.push(text.to_owned());
        other.len() - 1
    });
    numbered(OTHERS + at)
}

fn numbered(number: usize) -> Value {
    u32::try_from(number).map_or(Value::Unknown, |number| Value::Text(TextId(number)))
}

/// A default as a file writes it: a period, a duration, a time of day.
#[doc(hidden)]
#[must_use]
pub fn written<T: FromStr>(text: &str, otherwise: T) -> T {
    // The generator writes only what it has read.
    text.parse().unwrap_or(otherwise)
}

/// A date as a file writes it.
#[doc(hidden)]
#[must_use]
pub fn date(text: &str) -> Stamp {
    text.parse().unwrap_or(Stamp::of_day(Day::MIN))
}
