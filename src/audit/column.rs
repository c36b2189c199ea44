//! The values of columns: what the text of one means to an act.

use rustc_hash::FxHashMap;

use super::date::Dates;
use crate::calendar::Stamp;
use crate::procedure::{Field, parse_value};
use crate::value::{Type, Value};

/// A table by the bytes of a word.
pub(super) type ByWord<T> = FxHashMap<Box<[u8]>, T>;

/// A value that is read from a column.
#[derive(Clone, Debug)]
pub(super) struct ValueFrom {
    pub column: usize,
    /// The detail that it is for, of the first edition that has it.
    pub field: Field,
    pub times: i64,
    pub words: ByWord<Value>,
    pub otherwise: Option<Value>,
}

/// Why a value cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unread {
    /// There is none.
    Missing,
    /// It is not of the type.
    Wrong,
    /// It is out of the bounds that the procedure sets, or a date later than the act.
    OutOfBounds,
}

impl ValueFrom {
    /// The value of a text. `number` gives texts their numbers.
    pub(super) fn read(
        &self,
        text: &[u8],
        on: Stamp,
        dates: &mut Dates,
        number: &mut dyn FnMut(&str) -> Value,
    ) -> Result<Value, Unread> {
        if text.is_empty() {
            return self.otherwise.ok_or(Unread::Missing);
        }
        if let Some(value) = self.words.get(text) {
            return Ok(*value);
        }
        let value = match &self.field.ty {
            Type::Integer => Value::Integer(whole(text, self.times).ok_or(Unread::Wrong)?),
            Type::Date => Value::Date(dates.read(text).ok_or(Unread::Wrong)?),
            ty => {
                let text = std::str::from_utf8(text).map_err(|_| Unread::Wrong)?;
                match ty {
                    Type::Text => number(text),
                    _ => parse_value(text, ty, &mut Vec::new()).map_err(|_| Unread::Wrong)?,
                }
            }
        };
        if self.field.is_too_late(value, on.day) || !self.within(value) { Err(Unread::OutOfBounds) } else { Ok(value) }
    }

    /// Whether a value keeps to the bounds of its detail, as far as they are certain.
    fn within(&self, value: Value) -> bool {
        match (self.field.between, value) {
            (Some((Value::Integer(low), Value::Integer(high))), Value::Integer(n)) => (low..=high).contains(&n),
            (Some((Value::Date(low), Value::Date(high))), Value::Date(date)) => {
                (low.day..=high.day).contains(&date.day)
            }
            (Some((Value::Duration(low), Value::Duration(high))), Value::Duration(length)) => {
                (low.minutes..=high.minutes).contains(&length.minutes)
            }
            _ => true,
        }
    }
}

/// A decimal number times a whole one, if that is whole.
fn whole(text: &[u8], times: i64) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (mut number, mut scale, mut point, mut any) = (0i64, 1i64, false, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                any = true;
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                if point {
                    scale = scale.checked_mul(10)?;
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if any && times % scale == 0 {
        let number = if negative { -number } else { number };
        return number.checked_mul(times / scale);
    }
    let product = i128::from(number) * i128::from(times);
    let (scale, sign) = (i128::from(scale), if negative { -1 } else { 1 });
    (any && product % scale == 0).then(|| i64::try_from(sign * (product / scale)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn amounts_become_cents_exactly_or_not_at_all() {
        for (text, cents) in
            [("35.0", 3500), ("68.77", 6877), ("0", 0), ("-1.5", -150), ("+2", 200), ("11.880", 1188), (".5", 50)]
        {
            assert_eq!(whole(text.as_bytes(), 100), Some(cents), "{text}");
        }
        for text in ["", ".", "1.005", "1,5", "1e3", "NaN", "1.2.3", " 1", "99999999999999999999"] {
            assert_eq!(whole(text.as_bytes(), 100), None, "{text}");
        }
        assert_eq!(whole(b"92233720368547758.07", 100), Some(i64::MAX));
    }
}
