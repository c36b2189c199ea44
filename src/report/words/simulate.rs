//! What a simulation says.

use super::{day, number, say};
use crate::calendar::Day;
use crate::simulate::{Interval, Order, Unit};
use crate::text::Lang;

/// A fixed word or phrase of a simulation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Simulated {
    /// The heading above the measures.
    Measures,
    /// A published number beside a simulated one.
    Published,
    /// The heading above what is simulated beside what was published.
    Compared,
    /// A column: what is simulated.
    Simulated,
    /// A column: how far the simulated number is from the published one.
    Apart,
    /// A published number that a figure was chosen to meet.
    Chosen,
    /// A published number that no figure was chosen to meet.
    Predicted,
    /// What the two mean.
    ChosenMeans,
    /// Before the measures whose published numbers a figure was chosen to meet.
    ChosenFor,
    /// The heading above figures at their bounds.
    Sensitivity,
    /// The heading above the settings that were tried.
    Tried,
    /// The heading above states.
    States,
    /// A column: how many cases entered a state.
    Entered,
    /// A column: how many cases are in a state on average.
    OnAverage,
    /// A column: how many cases are in a state at the end.
    AtTheEnd,
    /// The heading above capacities.
    Capacities,
    /// A column: how many cases were served.
    Served,
    /// A column: how many cases left while they waited.
    Left,
    /// A column: the mean wait, in days.
    Wait,
    /// A column: how many wait on average.
    Queue,
    /// A column: how busy it is.
    Busy,
    /// The heading above the time to closure.
    Closure,
    /// A column: the mean.
    Mean,
    /// A column: the longest.
    Longest,
    /// The heading above what the law forced.
    Forced,
    /// A deadline that ran out.
    Expired,
    /// A duty that was not kept.
    Breached,
    /// The heading above what would not have been lawful.
    Refused,
    /// No edition is in force.
    NoEdition,
    /// Something that is not known decides.
    Unknown,
    /// Acts that do not keep a recommended rule.
    Irregular,
    /// The heading above the figures.
    Figures,
    /// A figure that is assumed.
    Assumed,
    /// The bounds of a figure.
    Between,
    /// The heading above the sources.
    Sources,
    /// Cases that never come to rest.
    Restless,
    /// How the intervals of a single replication are made.
    Batches,
    /// No value.
    None,
    /// How the intervals are made.
    Intervals,
    /// Without intervals.
    NoIntervals,
    /// Days.
    Days,
}

/// The text of a word.
#[must_use]
pub const fn simulated(word: Simulated, lang: Lang) -> &'static str {
    match word {
        Simulated::Measures => say(lang, "Measures", "Mesures"),
        Simulated::Published => say(lang, "published", "publié"),
        Simulated::Compared => say(lang, "Against what was published", "Face à ce qui est publié"),
        Simulated::Simulated => say(lang, "simulated", "simulé"),
        Simulated::Apart => say(lang, "difference", "écart"),
        Simulated::Chosen => say(lang, "chosen", "choisi"),
        Simulated::Predicted => say(lang, "prediction", "prédiction"),
        Simulated::ChosenMeans => say(
            lang,
            "Figures were chosen so that some published numbers are met: these say nothing for the study. The others \
             were left aside when the figures were chosen, and test it.",
            "Des chiffres ont été choisis pour atteindre certains nombres publiés : ceux-là ne disent rien en faveur \
             de l'étude. Les autres n'ont pas servi à ce choix, et la mettent à l'épreuve.",
        ),
        Simulated::ChosenFor => say(lang, "chosen to meet the published", "choisi pour atteindre le nombre publié"),
        Simulated::Sensitivity => say(
            lang,
            "How that depends on each figure alone, at its bounds",
            "Ce que change chaque chiffre seul, à ses bornes",
        ),
        Simulated::Tried => say(lang, "How that depends on what is assumed", "Ce qui dépend des hypothèses"),
        Simulated::States => say(lang, "States", "États"),
        Simulated::Entered => say(lang, "entered", "entrés"),
        Simulated::OnAverage => say(lang, "on average", "en moyenne"),
        Simulated::AtTheEnd => say(lang, "at the end", "à la fin"),
        Simulated::Capacities => say(lang, "Capacities", "Capacités"),
        Simulated::Served => say(lang, "served", "servis"),
        Simulated::Left => say(lang, "left", "partis"),
        Simulated::Wait => say(lang, "wait, days", "attente, jours"),
        Simulated::Queue => say(lang, "waiting", "en attente"),
        Simulated::Busy => say(lang, "busy", "occupée"),
        Simulated::Closure => say(lang, "From arrival to the end, in days", "De l'arrivée à la fin, en jours"),
        Simulated::Mean => say(lang, "mean", "moyenne"),
        Simulated::Longest => say(lang, "longest", "maximum"),
        Simulated::Forced => say(lang, "What the passing of time brought", "Ce que le temps a entraîné"),
        Simulated::Expired => say(lang, "deadline ran out", "délai échu"),
        Simulated::Breached => say(lang, "duty not kept", "obligation non remplie"),
        Simulated::Refused => {
            say(lang, "Planned, and not done: it would not be lawful", "Prévu, et non fait : ce ne serait pas licite")
        }
        Simulated::NoEdition => say(lang, "no edition of the law is in force", "aucune édition du droit en vigueur"),
        Simulated::Unknown => say(lang, "what is not known decides", "ce qui n'est pas connu en décide"),
        Simulated::Irregular => {
            say(lang, "acts done against a recommended rule", "actes faits contre une règle recommandée")
        }
        Simulated::Figures => say(lang, "Figures", "Chiffres"),
        Simulated::Assumed => say(lang, "assumed", "supposé"),
        Simulated::Between => say(lang, "between", "entre"),
        Simulated::Sources => say(lang, "Sources", "Sources"),
        Simulated::Restless => say(
            lang,
            "cases were left alone, since their behaviour goes round in a circle",
            "dossiers abandonnés, leur comportement tournant en rond",
        ),
        Simulated::None => say(lang, "none", "aucun"),
        Simulated::Intervals => say(
            lang,
            "± half a confidence interval of 95 %, by Student's t over the replications",
            "± la moitié d'un intervalle de confiance à 95 %, par la loi de Student sur les répétitions",
        ),
        Simulated::NoIntervals => say(
            lang,
            "one replication: no confidence intervals",
            "une seule répétition : pas d'intervalles de confiance",
        ),
        Simulated::Batches => say(
            lang,
            "one replication: ± half a confidence interval of 95 % by 20 batch means, where means over time allow one",
            "une seule répétition : ± la moitié d'un intervalle de confiance à 95 % sur 20 moyennes par lots, là où \
             les moyennes dans le temps le permettent",
        ),
        Simulated::Days => say(lang, "days", "jours"),
    }
}

/// "1 January 2011 to 30 September 2011".
#[must_use]
pub fn simulated_days(first: Day, last: Day, lang: Lang) -> String {
    format!("{} {} {}", day(first, lang), say(lang, "to", "au"), day(last, lang))
}

/// "10 replications, seed 1, each case stands for 100".
#[must_use]
pub fn simulated_runs(replications: u32, seed: u64, weight: u32, lang: Lang) -> String {
    let count = number(i64::from(replications), lang);
    let many = replications > 1;
    let mut text = match lang {
        Lang::En => format!("{count} replication{}, seed {seed}", if many { "s" } else { "" }),
        Lang::Fr => format!("{count} répétition{}, graine {seed}", if many { "s" } else { "" }),
    };
    if weight > 1 {
        let weight = number(i64::from(weight), lang);
        text.push_str(&match lang {
            Lang::En => format!(", each simulated case stands for {weight}"),
            Lang::Fr => format!(", chaque dossier simulé en représente {weight}"),
        });
    }
    text
}

/// What an order is called.
#[must_use]
pub const fn order(order: Order, lang: Lang) -> &'static str {
    match order {
        Order::First => say(lang, "first in, first out", "premier arrivé, premier servi"),
        Order::Last => say(lang, "last in, first out", "dernier arrivé, premier servi"),
        Order::Random => say(lang, "at random", "au hasard"),
    }
}

/// A value of a unit: "1,234", "12.34", "5.6 %", "16 July 2011".
#[must_use]
pub fn amount(value: f64, unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Date => day_of(value, lang),
        Unit::Share => format!("{}{}%", decimal(value * 100.0, decimals_of(value * 100.0), lang), "\u{a0}"),
        Unit::Number => decimal(value, decimals_of(value), lang),
        Unit::Length => {
            let days = value / 86_400.0;
            format!("{} {}", decimal(days, decimals_of(days), lang), simulated(Simulated::Days, lang))
        }
    }
}

/// How far a simulated number is from a published one: "+3.2 %", "−1 day". Nothing where the published one is nothing.
#[must_use]
pub fn apart(simulated: f64, published: f64, unit: Unit, lang: Lang) -> String {
    let (apart, unit) = match unit {
        Unit::Date => {
            let days = (simulated - published).round();
            let one = say(lang, "day", "jour");
            (days, if days.abs() < 2.0 { one } else { say(lang, "days", "jours") })
        }
        _ if published == 0.0 => return String::new(),
        _ => ((simulated / published - 1.0) * 100.0, "%"),
    };
    let sign = if apart < 0.0 { "−" } else { "+" };
    let decimals = if unit == "%" { 1 } else { 0 };
    format!("{sign}{}\u{a0}{unit}", decimal(apart.abs(), decimals, lang))
}

/// A mean with half its interval: "1,234 ± 5".
#[must_use]
pub fn spread(interval: Interval, unit: Unit, lang: Lang) -> String {
    let mean = amount(interval.mean, unit, lang);
    let Some(half) = interval.half.filter(|half| *half > 0.0) else { return mean };
    let half = match unit {
        Unit::Date if half < 0.5 => return mean,
        Unit::Date => format!("{} {}", decimal(half, 0, lang), simulated(Simulated::Days, lang)),
        Unit::Share => decimal(half * 100.0, decimals_of(interval.mean * 100.0), lang),
        Unit::Number | Unit::Length => decimal(half, decimals_of(interval.mean), lang),
    };
    format!("{mean} ± {half}")
}

#[allow(clippy::cast_possible_truncation, reason = "days of the calendar")]
fn day_of(value: f64, lang: Lang) -> String {
    Day::from_number(value.round() as i32).map_or_else(String::new, |found| day(found, lang))
}

/// How many decimals say enough of a number.
fn decimals_of(value: f64) -> usize {
    match value.abs() {
        size if size >= 100.0 || size == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.1 => 3,
        size if size >= 0.01 => 4,
        _ => 5,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the part before the point of a number that is not large")]
fn decimal(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let grouped = whole.parse::<i64>().map_or_else(|_| whole.to_owned(), |whole| number(whole, lang));
    if rest.is_empty() { grouped } else { format!("{grouped}{}{rest}", say(lang, ".", ",")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_read_them() {
        assert_eq!(amount(18_429_234.4, Unit::Number, Lang::En), "18,429,234");
        assert_eq!(amount(0.1234, Unit::Share, Lang::Fr), "12,3\u{a0}%");
        assert_eq!(amount(15_171.0, Unit::Date, Lang::En), "16 July 2011");
        assert_eq!(spread(Interval { mean: 2.3456, half: Some(0.25) }, Unit::Number, Lang::En), "2.35 ± 0.25");
        assert_eq!(apart(27_720.0, 20_598.0, Unit::Number, Lang::En), "+34.6\u{a0}%");
        assert_eq!(apart(0.08, 0.1, Unit::Share, Lang::Fr), "−20,0\u{a0}%");
        assert_eq!(apart(15_170.0, 15_171.0, Unit::Date, Lang::Fr), "−1\u{a0}jour");
        assert_eq!(spread(Interval { mean: 12.0, half: None }, Unit::Number, Lang::En), "12.0");
    }
}
