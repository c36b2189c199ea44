//! Dates as registers write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;

use super::words::same;
use crate::calendar::{Day, Minute, Stamp};

/// Where an instant with an offset from universal time falls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// On the civil date of a place.
    Of(Tz),
    /// On the date that is written, whatever the offset.
    AsWritten,
}

/// Reads dates, and remembers what took long: a register has few days, few times of day and many events.
pub struct Dates {
    /// As chrono has it; nothing: ISO 8601.
    written: Option<String>,
    zone: Zone,
    minute: bool,
    /// What stands after the day, as it was read last.
    times: [Time; 4],
    next: usize,
    /// What the clocks of the zone show.
    shown: Vec<Shows>,
    /// Dates that are written in another way.
    known: Vec<Known>,
}

/// How many bytes of a date are remembered, and how many dates.
const LENGTH: usize = 32;
const SLOTS: usize = 1 << 14;

/// A date that was read before.
#[derive(Clone, Copy)]
struct Known {
    text: [u8; LENGTH],
    length: usize,
    stamp: Option<Stamp>,
}

/// A time of day with its offset from universal time in seconds, and how it is written.
#[derive(Clone, Copy, Default)]
struct Time {
    text: [u8; TIME],
    length: usize,
    minute: u16,
    offset: Option<i32>,
}

/// How many bytes of a time are remembered.
const TIME: usize = 24;

/// An instant, and what the clocks of the zone show then.
#[derive(Clone, Copy)]
struct Shows {
    /// The day that is written, counted from 1970; far from all days at first.
    day: i32,
    /// The minute that is written, and its offset from universal time in minutes.
    minute: u16,
    offset: i16,
    /// What the clocks show.
    local: Option<(Day, u16)>,
}

/// How many of these are remembered: of registers that have midnights only, the days of twenty years do not meet.
const SHOWN: usize = 1 << 13;

impl Dates {
    /// Dates of a shape, brought to a zone, with or without their minutes.
    #[must_use]
    pub fn new(written: Option<String>, zone: Zone, minute: bool) -> Self {
        let times = [Time::default(); 4];
        Self { written, zone, minute, times, next: 0, shown: Vec::new(), known: Vec::new() }
    }

    /// The date of a text; nothing if it is none, or not of the years 1583 to 9999.
    #[inline]
    pub fn read(&mut self, text: &[u8]) -> Option<Stamp> {
        match self.plain(text) {
            Some(stamp) => Some(stamp),
            None => self.remembered(text),
        }
    }

    /// A date in ISO 8601 as nearly all are written, without a detour; nothing if it takes one.
    #[inline]
    fn plain(&mut self, text: &[u8]) -> Option<Stamp> {
        if self.written.is_some() {
            return None;
        }
        let (date, time) = text.split_first_chunk::<10>()?;
        let (year, month, day) = ymd(date)?;
        let day = Day::from_ymd(year, month, day)?;
        if time.is_empty() {
            return Some(Stamp::of_day(day));
        }
        let written = |known: &&Time| known.text.get(..known.length).is_some_and(|known| same(known, time));
        let (minute, offset) = match self.times.iter().find(written) {
            Some(known) => (known.minute, known.offset),
            None => self.learn(time)?,
        };
        let (day, minute) = match (self.zone, offset) {
            (Zone::Of(zone), Some(offset)) => self.local(zone, day, minute, offset)?,
            _ => (day, minute),
        };
        Some(if self.minute { Stamp::at(day, Minute::new(minute)?) } else { Stamp::of_day(day) })
    }

    /// Remembers what stands after a day, in place of the oldest that is.
    #[cold]
    fn learn(&mut self, time: &[u8]) -> Option<(u16, Option<i32>)> {
        let (minute, offset) = time_of(std::str::from_utf8(time).ok()?)?;
        let mut text = [0; TIME];
        if let Some(start) = text.get_mut(..time.len()) {
            start.copy_from_slice(time);
            if let Some(place) = self.times.get_mut(self.next) {
                *place = Time { text, length: time.len(), minute, offset };
            }
            self.next = (self.next + 1) % self.times.len();
        }
        Some((minute, offset))
    }

    /// What the clocks of a zone show when one whose offset from universal time is known, in seconds, shows this.
    #[inline]
    fn local(&mut self, zone: Tz, day: Day, minute: u16, offset: i32) -> Option<(Day, u16)> {
        let offset = i16::try_from(offset / 60).ok().filter(|_| offset % 60 == 0)?;
        let number = day.number();
        let slot = number.cast_unsigned().wrapping_add(31 * u32::from(minute)) as usize % SHOWN;
        match self.shown.get(slot) {
            Some(known) if known.day == number && known.minute == minute && known.offset == offset => known.local,
            _ => {
                if self.shown.is_empty() {
                    self.shown = vec![Shows { day: i32::MAX, minute: 0, offset: 0, local: None }; SHOWN];
                }
                let local = brought_to(zone, day, minute, offset);
                if let Some(place) = self.shown.get_mut(slot) {
                    *place = Shows { day: number, minute, offset, local };
                }
                local
            }
        }
    }

    /// A date in any way of writing.
    fn remembered(&mut self, text: &[u8]) -> Option<Stamp> {
        if text.len() > LENGTH || text.is_empty() {
            return self.parse(text);
        }
        if self.known.is_empty() {
            self.known = vec![Known { text: [0; LENGTH], length: 0, stamp: None }; SLOTS];
        }
        let mut padded = [0u8; LENGTH];
        if let Some(start) = padded.get_mut(..text.len()) {
            start.copy_from_slice(text);
        }
        let slot = slot(&padded);
        match self.known.get(slot) {
            Some(known) if known.text == padded && known.length == text.len() => known.stamp,
            _ => {
                let stamp = self.parse(text);
                if let Some(known) = self.known.get_mut(slot) {
                    *known = Known { text: padded, length: text.len(), stamp };
                }
                stamp
            }
        }
    }

    fn parse(&self, text: &[u8]) -> Option<Stamp> {
        let text = std::str::from_utf8(text).ok()?.trim();
        let (shown, offset) = match &self.written {
            None => iso(text)?,
            Some(written) => {
                if let Ok(instant) = DateTime::parse_from_str(text, written) {
                    (Shown::of(instant.naive_local()), Some(instant.offset().fix().local_minus_utc()))
                } else if let Ok(shown) = NaiveDateTime::parse_from_str(text, written) {
                    (Shown::of(shown), None)
                } else {
                    (Shown { date: NaiveDate::parse_from_str(text, written).ok()?, minute: None }, None)
                }
            }
        };
        let shown = match (self.zone, offset, shown.minute) {
            (Zone::Of(zone), Some(offset), Some(_)) => shown.brought_to(zone, offset)?,
            _ => shown,
        };
        let day = Day::try_from(shown.date).ok()?;
        Some(match shown.minute.filter(|_| self.minute) {
            Some(minute) => Stamp::at(day, Minute::new(minute)?),
            None => Stamp::of_day(day),
        })
    }
}

/// What the clocks of a zone show when one whose offset from universal time is known, in minutes, shows this.
#[cold]
fn brought_to(zone: Tz, day: Day, minute: u16, offset: i16) -> Option<(Day, u16)> {
    let date = NaiveDate::from(day);
    let shown = Shown { date, minute: Some(minute) }.brought_to(zone, i32::from(offset) * 60)?;
    Some((Day::try_from(shown.date).ok()?, shown.minute?))
}

/// Where a text of few bytes is kept: dates of one register differ in a few digits, which the product spreads.
#[inline]
fn slot(padded: &[u8; LENGTH]) -> usize {
    let mut hash = 0u64;
    for part in padded.chunks_exact(8) {
        let word = <[u8; 8]>::try_from(part).map_or(0, u64::from_le_bytes);
        hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    usize::try_from(hash >> 50).unwrap_or(0) % SLOTS
}

/// What a clock shows.
#[derive(Clone, Copy)]
struct Shown {
    date: NaiveDate,
    minute: Option<u16>,
}

impl Shown {
    fn of(shown: NaiveDateTime) -> Self {
        let minute = u16::try_from(shown.hour() * 60 + shown.minute()).ok();
        Self { date: shown.date(), minute }
    }

    /// What the clocks of a place show when one whose offset from universal time is known, in seconds, shows this.
    fn brought_to(self, zone: Tz, offset: i32) -> Option<Self> {
        let minute = u32::from(self.minute?);
        let local = self.date.and_hms_opt(minute / 60, minute % 60, 0)?;
        let universal = local.checked_sub_signed(chrono::TimeDelta::seconds(i64::from(offset)))?;
        Some(Self::of(zone.from_utc_datetime(&universal).naive_local()))
    }
}

/// Year, month and day of `2011-06-16`, whether or not there is such a day.
#[inline]
fn ymd(text: &[u8; 10]) -> Option<(i32, u32, u32)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let mut wrong = false;
    let mut number = |digits: &[&u8]| {
        digits.iter().fold(0u32, |number, digit| {
            let digit = digit.wrapping_sub(b'0');
            wrong |= digit > 9;
            number * 10 + u32::from(digit)
        })
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]));
    (!wrong).then_some((year.cast_signed(), month, day))
}

/// `2011-06-16`, then perhaps a time.
fn iso(text: &str) -> Option<(Shown, Option<i32>)> {
    let (year, month, day) = ymd(text.as_bytes().first_chunk::<10>()?)?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let time = text.get(10..)?;
    if time.is_empty() {
        return Some((Shown { date, minute: None }, None));
    }
    let (minute, offset) = time_of(time)?;
    Some((Shown { date, minute: Some(minute) }, offset))
}

/// `T10:20:30.123+02:00`: a time to the minute or finer, then perhaps an offset, in seconds.
fn time_of(text: &str) -> Option<(u16, Option<i32>)> {
    let rest = text.strip_prefix(['T', 't', ' '])?;
    let minute: Minute = rest.get(..5)?.parse().ok()?;
    let mut rest = rest.get(5..)?;
    if let Some(seconds) = rest.strip_prefix(':') {
        let second: u8 = seconds.get(..2)?.parse().ok()?;
        // A leap second is written 60.
        rest = seconds.get(2..).filter(|_| second <= 60 && seconds.starts_with(|c: char| c.is_ascii_digit()))?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.len() == fraction.len() {
                return None;
            }
        }
    }
    let offset = match rest {
        "" => None,
        "Z" | "z" => Some(0),
        _ => {
            let sign = match rest.as_bytes().first()? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let digits = rest.get(1..)?;
            let (hours, minutes) = match digits.len() {
                2 => (digits, "00"),
                4 => digits.split_at_checked(2)?,
                5 => digits.split_once(':')?,
                _ => return None,
            };
            let number = |text: &str| {
                Some(text).filter(|t| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit()))?.parse::<i32>().ok()
            };
            Some(sign * (number(hours)? * 3600 + number(minutes)? * 60))
        }
    };
    Some((minute.number(), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(zone: Zone, minute: bool, text: &str) -> Option<String> {
        Dates::new(None, zone, minute).read(text.as_bytes()).map(|stamp| stamp.to_string())
    }

    #[test]
    fn an_instant_falls_on_the_date_of_the_place() {
        let rome = Zone::Of(Tz::Europe__Rome);
        let day = |zone, text| read(zone, false, text).unwrap();
        assert_eq!(day(rome, "2007-07-14T00:00:00.000+02:00"), "2007-07-14");
        assert_eq!(day(rome, "2007-07-13T22:00:00Z"), "2007-07-14");
        assert_eq!(day(Zone::AsWritten, "2007-07-13T22:00:00Z"), "2007-07-13");
        assert_eq!(day(rome, "2007-01-13T22:59:59.9Z"), "2007-01-13");
        assert_eq!(day(rome, "2007-01-13T23:00Z"), "2007-01-14");
        assert_eq!(day(rome, "2007-07-13"), "2007-07-13");
        assert_eq!(day(rome, "2007-07-13 23:30"), "2007-07-13", "without an offset the clock is the place's own");
        assert_eq!(read(rome, true, "2007-07-13T22:05:31Z").unwrap(), "2007-07-14T00:05");
        assert_eq!(read(rome, true, "2007-07-13").unwrap(), "2007-07-13");
    }

    #[test]
    fn what_is_no_date_is_refused_each_time() {
        let mut dates = Dates::new(None, Zone::AsWritten, false);
        for text in [
            "",
            "2007-7-13",
            "13/07/2007",
            "2007-02-30",
            "2007-07-13T",
            "2007-07-13T25:00",
            "2007-07-13T22:00:0x",
            "2007-07-13T22:00:00.",
            "2007-07-13T22:00+1",
            "2007-07-13T22:00:00+aa:bb",
            "1200-01-01",
            "2007-07-13Z",
            "an text that is longer than any date is ever written",
        ] {
            assert_eq!(dates.read(text.as_bytes()), None, "{text}");
            assert_eq!(dates.read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn other_ways_of_writing() {
        let mut dates = Dates::new(Some("%d/%m/%Y".into()), Zone::AsWritten, false);
        assert_eq!(dates.read(b"13/07/2007").unwrap().to_string(), "2007-07-13");
        assert_eq!(dates.read(b"2007-07-13"), None);
        let mut dates = Dates::new(Some("%d/%m/%Y %H:%M %z".into()), Zone::Of(Tz::Europe__Rome), true);
        assert_eq!(dates.read(b"13/07/2007 22:05 +0000").unwrap().to_string(), "2007-07-14T00:05");
    }

    #[test]
    fn remembered_dates_are_those_that_are_read() {
        let mut remembering = Dates::new(None, Zone::Of(Tz::Europe__Rome), true);
        for number in 0..40_000 {
            let day = Day::from_number(number % 20_011).unwrap();
            // More times of day and offsets than are remembered.
            let text = format!(
                "{day}T{:02}:30:00{}",
                number % 24,
                ["+01:00", "-0930", "Z", "", "+14:00"][number as usize % 5]
            );
            let fresh = Dates::new(None, Zone::Of(Tz::Europe__Rome), true).parse(text.as_bytes());
            assert_eq!(remembering.read(text.as_bytes()), fresh);
        }
    }
}
