//! Holidays and working days.

use std::sync::Arc;

use chrono::Weekday;

use super::day::Day;

/// Which days are holidays.
///
/// The French sets are **today's list applied to every year** (Code du travail, article L3133-1; for
/// Alsace-Moselle also article L3134-13): 8 May is a holiday in 1900 as in 2011. A file about a time when the
/// list was another one lists its own days.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Holidays {
    /// None; Saturdays and Sundays are still no working days.
    #[default]
    None,
    /// The eleven of article L3133-1 of the Code du travail.
    France,
    /// Those, Good Friday and 26 December (article L3134-13). By the article Good Friday is a holiday only in
    /// the communes with a Protestant or a mixed church; here it always is.
    FranceAlsaceMoselle,
    /// These days, which must be sorted; [`Holidays::listed`] sorts them.
    Listed(Arc<[Day]>),
}

/// A holiday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HolidayName {
    /// 1 January.
    NewYear,
    /// Two days before Easter; Alsace-Moselle only.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    VictoryDay,
    /// 39 days after Easter, a Thursday.
    Ascension,
    /// 50 days after Easter.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
    /// 26 December; Alsace-Moselle only.
    SecondChristmasDay,
    /// A day of the file's own list.
    Listed,
}

impl HolidayName {
    /// Its name in English.
    pub fn en(self) -> &'static str {
        match self {
            HolidayName::NewYear => "New Year's Day",
            HolidayName::GoodFriday => "Good Friday",
            HolidayName::EasterMonday => "Easter Monday",
            HolidayName::LabourDay => "Labour Day",
            HolidayName::VictoryDay => "Victory Day 1945",
            HolidayName::Ascension => "Ascension Day",
            HolidayName::WhitMonday => "Whit Monday",
            HolidayName::NationalDay => "National Day",
            HolidayName::Assumption => "Assumption Day",
            HolidayName::AllSaints => "All Saints' Day",
            HolidayName::Armistice => "Armistice Day 1918",
            HolidayName::Christmas => "Christmas Day",
            HolidayName::SecondChristmasDay => "the second day of Christmas",
            HolidayName::Listed => "a listed holiday",
        }
    }

    /// Its name in French.
    pub fn fr(self) -> &'static str {
        match self {
            HolidayName::NewYear => "jour de l'An",
            HolidayName::GoodFriday => "Vendredi saint",
            HolidayName::EasterMonday => "lundi de Pâques",
            HolidayName::LabourDay => "fête du Travail",
            HolidayName::VictoryDay => "Victoire 1945",
            HolidayName::Ascension => "jeudi de l'Ascension",
            HolidayName::WhitMonday => "lundi de Pentecôte",
            HolidayName::NationalDay => "fête nationale",
            HolidayName::Assumption => "Assomption",
            HolidayName::AllSaints => "Toussaint",
            HolidayName::Armistice => "Armistice 1918",
            HolidayName::Christmas => "Noël",
            HolidayName::SecondChristmasDay => "second jour de Noël",
            HolidayName::Listed => "jour férié de la liste",
        }
    }
}

/// Why a day is not a working day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NonWorking {
    /// It is a Saturday or a Sunday, holiday or not.
    Weekend(Weekday),
    /// It is a holiday on another day of the week.
    Holiday(HolidayName),
}

impl Holidays {
    /// These days, in any order.
    pub fn listed(mut days: Vec<Day>) -> Holidays {
        days.sort_unstable();
        days.dedup();
        Holidays::Listed(days.into())
    }

    /// The set that has this name in every file: `fr` or `fr-alsace-moselle`.
    pub fn named(name: &str) -> Option<Holidays> {
        match name {
            "fr" => Some(Holidays::France),
            "fr-alsace-moselle" => Some(Holidays::FranceAlsaceMoselle),
            _ => None,
        }
    }

    /// Whether that day is one of them.
    pub fn contains(&self, day: Day) -> bool {
        self.names(day).is_some()
    }

    /// Which of them that day is. Where two fall on one day (as Labour Day and Ascension on 1 May 2008) it is
    /// the one of fixed date.
    pub fn names(&self, day: Day) -> Option<HolidayName> {
        match self {
            Holidays::None => None,
            Holidays::France => french(day, false),
            Holidays::FranceAlsaceMoselle => french(day, true),
            Holidays::Listed(days) => days.binary_search(&day).is_ok().then_some(HolidayName::Listed),
        }
    }

    /// Why that day is not a working day, or nothing if it is one.
    pub fn non_working(&self, day: Day) -> Option<NonWorking> {
        if day.is_weekend() {
            return Some(NonWorking::Weekend(day.weekday()));
        }
        self.names(day).map(NonWorking::Holiday)
    }
}

fn french(day: Day, alsace_moselle: bool) -> Option<HolidayName> {
    let (year, month, of_month) = day.ymd();
    let fixed = match (month, of_month) {
        (1, 1) => Some(HolidayName::NewYear),
        (5, 1) => Some(HolidayName::LabourDay),
        (5, 8) => Some(HolidayName::VictoryDay),
        (7, 14) => Some(HolidayName::NationalDay),
        (8, 15) => Some(HolidayName::Assumption),
        (11, 1) => Some(HolidayName::AllSaints),
        (11, 11) => Some(HolidayName::Armistice),
        (12, 25) => Some(HolidayName::Christmas),
        (12, 26) if alsace_moselle => Some(HolidayName::SecondChristmasDay),
        _ => None,
    };
    // Easter falls between 22 March and 25 April, so these fall between 20 March and 14 June.
    if fixed.is_some() || !((3, 20)..=(6, 14)).contains(&(month, of_month)) {
        return fixed;
    }
    // Easter is wanted only on the weekdays of the movable holidays.
    let (after_easter, name) = match day.weekday() {
        Weekday::Mon if month <= 4 => (1, HolidayName::EasterMonday),
        Weekday::Mon => (50, HolidayName::WhitMonday),
        Weekday::Thu => (39, HolidayName::Ascension),
        Weekday::Fri if alsace_moselle && month <= 4 => (-2, HolidayName::GoodFriday),
        _ => return None,
    };
    (easter(year)?.plus(after_easter) == Some(day)).then_some(name)
}

/// Easter Sunday of a year of 1583..=9999, by the anonymous Gregorian computus (Nature, 1876; Meeus,
/// *Astronomical Algorithms*, chapter 8).
pub fn easter(year: i32) -> Option<Day> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let from_march = epact + to_sunday - 7 * late + 114;
    Day::from_ymd(year, (from_march / 31).unsigned_abs(), (from_march % 31 + 1).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_published_dates() {
        for (year, month, day) in [
            (1583, 4, 10),
            (1598, 3, 22),
            (1666, 4, 25),
            (1700, 4, 11),
            (1818, 3, 22),
            (1886, 4, 25),
            (1900, 4, 15),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2038, 4, 25),
            (2285, 3, 22),
            (9999, 3, 28),
        ] {
            assert_eq!(easter(year), Day::from_ymd(year, month, day), "{year}");
        }
        assert_eq!(easter(1582), None);
        assert_eq!(easter(10_000), None);
        assert_eq!(easter(i32::MIN), None);
    }

    #[test]
    fn every_easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..=9999 {
            let day = easter(year).unwrap();
            let (_, month, of_month) = day.ymd();
            assert_eq!(day.weekday(), Weekday::Sun);
            assert!(((3, 22)..=(4, 25)).contains(&(month, of_month)), "{day}");
        }
    }

    fn of_year(holidays: &Holidays, year: i32) -> Vec<(String, HolidayName)> {
        let first = Day::from_ymd(year, 1, 1).unwrap();
        (0..365)
            .filter_map(|days| first.plus(days))
            .filter_map(|day| Some((day.to_string(), holidays.names(day)?)))
            .collect()
    }

    #[test]
    fn the_french_holidays_of_2011() {
        use HolidayName::*;
        let expected = [
            ("2011-01-01", NewYear),
            ("2011-04-25", EasterMonday),
            ("2011-05-01", LabourDay),
            ("2011-05-08", VictoryDay),
            ("2011-06-02", Ascension),
            ("2011-06-13", WhitMonday),
            ("2011-07-14", NationalDay),
            ("2011-08-15", Assumption),
            ("2011-11-01", AllSaints),
            ("2011-11-11", Armistice),
            ("2011-12-25", Christmas),
        ]
        .map(|(day, name)| (day.to_owned(), name));
        assert_eq!(of_year(&Holidays::France, 2011), expected);

        let mut alsace = expected.to_vec();
        alsace.insert(1, ("2011-04-22".to_owned(), GoodFriday));
        alsace.push(("2011-12-26".to_owned(), SecondChristmasDay));
        assert_eq!(of_year(&Holidays::FranceAlsaceMoselle, 2011), alsace);
    }

    #[test]
    fn two_holidays_on_one_day() {
        let day = Day::from_ymd(2008, 5, 1).unwrap();
        assert_eq!(easter(2008).and_then(|easter| easter.plus(39)), Some(day));
        assert_eq!(Holidays::France.names(day), Some(HolidayName::LabourDay));
    }

    #[test]
    fn listed_days_are_sorted() {
        let (a, b) = (Day::from_ymd(2011, 6, 14).unwrap(), Day::from_ymd(2011, 6, 15).unwrap());
        let holidays = Holidays::listed(vec![b, a, b]);
        assert!(holidays.contains(a) && holidays.contains(b) && !holidays.contains(b.next()));
        assert_eq!(holidays.non_working(a), Some(NonWorking::Holiday(HolidayName::Listed)));
    }
}
