//! What a proof says.

use super::{number, quoted, say};
use crate::calendar::Day;
use crate::text::Lang;
use crate::verify::{Bound, Counts, Finding, Method, Shortest, Stopped, Unasked};

fn n(count: u64, lang: Lang) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX), lang)
}

/// The word for a finding.
#[must_use]
pub const fn finding(finding: &Finding, lang: Lang) -> &'static str {
    match finding {
        Finding::Holds(_) => say(lang, "holds", "vrai"),
        Finding::HoldsEmptily(_) => say(lang, "holds emptily", "vrai à vide"),
        Finding::Possible(_) => say(lang, "possible", "possible"),
        Finding::Impossible(_) => say(lang, "impossible", "impossible"),
        Finding::Broken(_) => say(lang, "broken", "enfreint"),
        Finding::Open(_) => say(lang, "holds up to", "vrai jusqu'à"),
    }
}

/// Why a finding is so, or how far it reaches; nothing where a course shows it.
#[must_use]
pub fn reason(finding: &Finding, lang: Lang) -> Option<String> {
    let text = match (finding, lang) {
        (Finding::Holds(Method::WithoutDates), Lang::En) => {
            "on every lawful course, on any calendar: even where dates are not looked at".to_owned()
        }
        (Finding::Holds(Method::WithoutDates), Lang::Fr) => {
            "dans tout parcours régulier, quel que soit le calendrier : même sans regarder les dates".to_owned()
        }
        (Finding::Holds(Method::Zones), Lang::En) => {
            "on every lawful course, whatever the number of days that its periods have on the calendar".to_owned()
        }
        (Finding::Holds(Method::Zones), Lang::Fr) => {
            "dans tout parcours régulier, quel que soit le nombre de jours de ses délais au calendrier".to_owned()
        }
        (Finding::Holds(Method::Days), Lang::En) => {
            "on every lawful course that begins and ends in these days, followed day by day".to_owned()
        }
        (Finding::Holds(Method::Days), Lang::Fr) => {
            "dans tout parcours régulier de cette période, suivi jour par jour".to_owned()
        }
        (Finding::HoldsEmptily(_), Lang::En) => "what it waits for happens in no lawful course".to_owned(),
        (Finding::HoldsEmptily(_), Lang::Fr) => "ce qu'elle attend n'arrive dans aucun parcours régulier".to_owned(),
        (Finding::Impossible(_), Lang::En) => "in no lawful course, on any calendar".to_owned(),
        (Finding::Impossible(_), Lang::Fr) => "dans aucun parcours régulier, quel que soit le calendrier".to_owned(),
        (Finding::Open(bound), lang) => self::bound(*bound, lang),
        (Finding::Possible(_) | Finding::Broken(_), _) => return None,
    };
    Some(text)
}

/// How short a course is among those that show the same.
#[must_use]
pub const fn shortest(shortest: Shortest, certain: bool, lang: Lang) -> &'static str {
    match (shortest, certain) {
        (Shortest::Acts, true) => say(lang, "no lawful course has fewer", "aucun parcours régulier n'en a moins"),
        (Shortest::Acts, false) => say(lang, "the fewest found", "le moins qu'on ait trouvé"),
        (Shortest::Date, true) => {
            say(lang, "no lawful course is over earlier", "aucun parcours régulier ne finit plus tôt")
        }
        (Shortest::Date, false) => say(lang, "the earliest end found", "la fin la plus proche qu'on ait trouvée"),
    }
}

fn bound(bound: Bound, lang: Lang) -> String {
    match (bound, lang) {
        (Bound::Limit(method, stopped), Lang::En) => {
            format!(
                "the limit of {}, reached {}; nothing found until then breaks it",
                limit(stopped, lang),
                how(method, lang)
            )
        }
        (Bound::Limit(method, stopped), Lang::Fr) => {
            format!(
                "la limite de {}, atteinte {} ; rien de ce qui précède ne l'enfreint",
                limit(stopped, lang),
                how(method, lang)
            )
        }
        (Bound::Dates { refuted, unsettled }, Lang::En) => format!(
            "the courses that were tried: without dates it may break, but on {refuted} of the ways there no dates fit, \
             and {unsettled} were not settled"
        ),
        (Bound::Dates { refuted, unsettled }, Lang::Fr) => format!(
            "les parcours essayés : sans les dates elle peut être enfreinte, mais {refuted} des chemins ne s'accordent \
             à aucune date, et {unsettled} n'ont pu être tranchés"
        ),
        (Bound::Values, Lang::En) => {
            "every course of these days with the periods, dates and sums among details that were tried".to_owned()
        }
        (Bound::Values, Lang::Fr) => {
            "tout parcours de cette période, pour les délais, dates et sommes essayés dans les précisions".to_owned()
        }
        (Bound::Duties, Lang::En) => {
            "nothing: the courses found that break it breach a duty first, and what keeps every duty has too many states"
                .to_owned()
        }
        (Bound::Duties, Lang::Fr) => {
            "rien : les parcours trouvés manquent d'abord à une obligation, et ceux qui n'y manquent pas ont trop d'états"
                .to_owned()
        }
        (Bound::Form, Lang::En) => {
            "nothing: what it waits for is not explored, since it has too many states or its editions wait in \
             different ways"
                .to_owned()
        }
        (Bound::Form, Lang::Fr) => {
            "rien : ce qu'elle attend n'est pas exploré, faute d'un nombre d'états raisonnable ou parce que ses versions \
             n'attendent pas de la même façon"
                .to_owned()
        }
        (Bound::ForEver, Lang::En) => {
            "courses in which nothing happens by itself any more; deadlines that start themselves anew for ever may \
             break it"
                .to_owned()
        }
        (Bound::ForEver, Lang::Fr) => {
            "les parcours où plus rien n'arrive de soi-même ; des délais qui se rouvrent sans fin peuvent l'enfreindre"
                .to_owned()
        }
    }
}

const fn limit(stopped: Stopped, lang: Lang) -> &'static str {
    match stopped {
        Stopped::States => say(lang, "states", "nombre d'états"),
        Stopped::Memory => say(lang, "memory", "mémoire"),
        Stopped::Time => say(lang, "time", "temps"),
    }
}

const fn how(method: Method, lang: Lang) -> &'static str {
    match method {
        Method::WithoutDates => say(lang, "without dates", "sans les dates"),
        Method::Zones => say(lang, "with zones", "par zones"),
        Method::Days => say(lang, "day by day", "jour par jour"),
    }
}

/// "without dates: states 1,024, moves 4,096, depth 21, 12 KiB".
#[must_use]
pub fn explored(counts: &Counts, lang: Lang) -> String {
    let method = how(counts.method, lang);
    let (states, moves, depth) = (n(counts.states, lang), n(counts.transitions, lang), n(counts.depth, lang));
    let kibibytes = n(counts.bytes.div_ceil(1024) as u64, lang);
    let all = match lang {
        Lang::En => format!("{method}: states {states}, moves {moves}, depth {depth}, {kibibytes} KiB"),
        Lang::Fr => format!("{method} : états {states}, pas {moves}, profondeur {depth}, {kibibytes} Kio"),
    };
    match (counts.stopped, lang) {
        (None, _) => all,
        (Some(stopped), Lang::En) => {
            format!(
                "{all}; stopped at the limit of {}, states not left: {}",
                limit(stopped, lang),
                n(counts.frontier, lang)
            )
        }
        (Some(stopped), Lang::Fr) => {
            format!(
                "{all} ; arrêt à la limite de {}, états non quittés : {}",
                limit(stopped, lang),
                n(counts.frontier, lang)
            )
        }
    }
}

/// "3 acts, until 16 September 2011".
#[must_use]
pub fn acts(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (1, Lang::En) => "1 act".to_owned(),
        (1, Lang::Fr) => "1 acte".to_owned(),
        (count, Lang::En) => format!("{count} acts"),
        (count, Lang::Fr) => format!("{count} actes"),
    }
}

/// How many properties came out in each way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// As they say.
    pub proved: usize,
    /// Not as they say.
    pub disproved: usize,
    /// Not as they say, which their file knows.
    pub known: usize,
    /// As they say, though their file says that they are known not to be.
    pub surprising: usize,
    /// Neither.
    pub open: usize,
}

/// The days on which a property is worded as what is said of it.
#[must_use]
pub fn worded(since: Option<Day>, until: Option<Day>, lang: Lang) -> String {
    let day = |day| super::day(day, lang);
    match (since.map(day), until.map(day), lang) {
        (Some(since), Some(until), Lang::En) => format!("in the text of {since} to {until}"),
        (Some(since), None, Lang::En) => format!("in the text since {since}"),
        (None, Some(until), Lang::En) => format!("in the text until {until}"),
        (Some(since), Some(until), Lang::Fr) => format!("dans le texte du {since} au {until}"),
        (Some(since), None, Lang::Fr) => format!("dans le texte depuis le {since}"),
        (None, Some(until), Lang::Fr) => format!("dans le texte jusqu'au {until}"),
        (None, None, _) => String::new(),
    }
}

/// The closing line: how many properties are as they say, how many are not, how many are open.
#[must_use]
pub fn proved(tally: &Tally, lang: Lang) -> String {
    let Tally { proved, disproved, known, surprising, open } = *tally;
    let mut parts = match lang {
        Lang::En => vec![format!("{proved} proved"), format!("{disproved} disproved")],
        Lang::Fr => vec![format!("{proved} prouvées"), format!("{disproved} réfutées")],
    };
    if known > 0 {
        parts.push(match lang {
            Lang::En => format!("{known} disproved as is known"),
            Lang::Fr => format!("{known} réfutées, ce qui est connu"),
        });
    }
    if surprising > 0 {
        parts.push(match lang {
            Lang::En => format!("{surprising} proved that were known not to hold"),
            Lang::Fr => format!("{surprising} prouvées que l'on savait fausses"),
        });
    }
    parts.push(match lang {
        Lang::En => format!("{open} open"),
        Lang::Fr => format!("{open} ouvertes"),
    });
    parts.join(", ")
}

/// A fixed phrase of a proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofWord {
    /// The heading above what was explored.
    Explored,
    /// Between the first and the last day that are asked about.
    Range,
    /// The heading above what was found without being asked.
    Unasked,
    /// Nothing is declared that could be proved.
    NoProperty,
    /// Time passes after the last act.
    TimePasses,
    /// Before the reason for which a property is known to be broken.
    Known,
    /// The same, where nothing is proved.
    KnownBroken,
    /// The same of one that turns out not to be.
    Unlike,
}

/// The text of a phrase.
#[must_use]
pub const fn proof(word: ProofWord, lang: Lang) -> &'static str {
    match word {
        ProofWord::Explored => say(lang, "Explored", "Exploré"),
        ProofWord::Range => say(lang, "every lawful course with acts from", "tout parcours régulier, actes du"),
        ProofWord::Unasked => say(lang, "Found without being asked", "Trouvé sans qu'on le demande"),
        ProofWord::NoProperty => say(lang, "no property is declared", "aucune propriété n'est déclarée"),
        ProofWord::Known => say(lang, "this is known", "c'est connu"),
        ProofWord::KnownBroken => say(lang, "Known not to hold", "Connu pour ne pas valoir"),
        ProofWord::Unlike => say(lang, "its file knows it to be otherwise", "son fichier la connaît autre"),
        ProofWord::TimePasses => say(lang, "time passes without an act", "le temps passe sans un acte"),
    }
}

/// What was found without being asked: of a state, a transition, a condition, a deadline or a duty, as it is called.
#[must_use]
pub fn unasked(what: Unasked, called: &str, condition: &str, lang: Lang) -> String {
    let called = quoted(called, lang);
    match (what, lang) {
        (Unasked::Unreached(_), Lang::En) => format!("no lawful course comes to {called}"),
        (Unasked::Unreached(_), Lang::Fr) => format!("aucun parcours régulier ne mène à {called}"),
        (Unasked::NoEnd(_), Lang::En) => format!("from {called} no lawful course leads to an end"),
        (Unasked::NoEnd(_), Lang::Fr) => format!("depuis {called}, aucun parcours régulier ne mène à une fin"),
        (Unasked::Untaken(_), Lang::En) => format!("no lawful course takes the transition of {called}"),
        (Unasked::Untaken(_), Lang::Fr) => format!("aucun parcours régulier n'emprunte la transition {called}"),
        (Unasked::AlwaysTrue(..), Lang::En) => format!("wherever {called} may be tried, `{condition}` holds"),
        (Unasked::AlwaysTrue(..), Lang::Fr) => format!("partout où {called} peut être tenté, `{condition}` est vrai"),
        (Unasked::NeverTrue(..), Lang::En) => format!("wherever {called} may be tried, `{condition}` fails"),
        (Unasked::NeverTrue(..), Lang::Fr) => format!("partout où {called} peut être tenté, `{condition}` est faux"),
        (Unasked::NeverStarted(_), Lang::En) => format!("no lawful course starts the deadline {called}"),
        (Unasked::NeverStarted(_), Lang::Fr) => format!("aucun parcours régulier n'ouvre le délai {called}"),
        (Unasked::Undischargeable(_), Lang::En) => format!("once it has arisen, the duty {called} is never fulfilled"),
        (Unasked::Undischargeable(_), Lang::Fr) => format!("une fois née, l'obligation {called} n'est jamais remplie"),
    }
}
