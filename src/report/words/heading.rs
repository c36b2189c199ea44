//! Headings, labels, and the summary.

use super::length::plural;
use super::{list, number, say};
use crate::report::summary::Summary;
use crate::text::Lang;

/// A fixed word or phrase of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heading {
    /// The day on which things are reported.
    AsOf,
    /// The edition of a procedure.
    Edition,
    /// The timeline.
    Timeline,
    /// The states of the machines.
    States,
    /// The deadlines.
    Deadlines,
    /// The duties.
    Duties,
    /// What properties wait for.
    Awaited,
    /// What may be done next.
    Next,
    /// Conflicts of sources.
    Conflicts,
    /// Claims.
    Claims,
    /// Expectations that were not met.
    Unmet,
    /// The list of sources.
    Sources,
    /// The summary.
    Summary,
    /// Label of what a rule rests on.
    Law,
    /// Label of who says so.
    Source,
    /// A practice that no article carries.
    Policy,
    /// The author's assumption.
    Hypothesis,
    /// Mark of a note.
    Note,
    /// Mark of a claim.
    Claim,
    /// Mark of an observed state.
    Observed,
    /// Mark of a deadline that ran out.
    RanOut,
    /// Mark of a duty that was not fulfilled in time.
    Breach,
    /// Mark of a property that did not hold.
    Broken,
    /// Mark of what is not the same in every possible case.
    Uncertain,
    /// Mark of a conflict.
    Conflict,
    /// Mark of an event that was not judged.
    NotJudged,
    /// Mark of a state.
    State,
    /// Something is so in some possible cases only.
    SomeCases,
    /// A state is kept.
    Unchanged,
    /// There are too many possible worlds.
    LimitReached,
    /// The replay stopped before it.
    Stopped,
    /// An expectation.
    Expected,
    /// What was found instead.
    Found,
    /// A rule that is recommended only.
    Recommended,
    /// A value that is not known.
    NotKnown,
    /// No verdict depends on it.
    NothingDepends,
    /// The order of events excludes it.
    Excluded,
    /// A day before rolling.
    Nominal,
    /// A point that was not judged.
    NotJudgedPoint,
    /// Nothing at all.
    Nothing,
}

/// The text of a heading.
#[must_use]
pub const fn heading(heading: Heading, lang: Lang) -> &'static str {
    match heading {
        Heading::AsOf => say(lang, "as of", "au"),
        Heading::Edition => say(lang, "edition of", "édition du"),
        Heading::Timeline => say(lang, "Timeline", "Chronologie"),
        Heading::States => say(lang, "Where things stand", "État des affaires"),
        Heading::Deadlines => say(lang, "Deadlines", "Délais"),
        Heading::Duties => say(lang, "Duties", "Obligations"),
        Heading::Awaited => say(lang, "Still awaited", "Encore attendu"),
        Heading::Next => say(lang, "What may be done next", "Ce qui peut être fait ensuite"),
        Heading::Conflicts => say(lang, "Conflicts of sources", "Désaccords des sources"),
        Heading::Claims => say(lang, "Claims", "Affirmations"),
        Heading::Unmet => say(lang, "Expectations not met", "Attentes déçues"),
        Heading::Sources => say(lang, "Sources", "Sources"),
        Heading::Summary => say(lang, "Summary", "Bilan"),
        Heading::Law => say(lang, "law", "droit"),
        Heading::Source => say(lang, "source", "source"),
        Heading::Policy => say(lang, "practice, no article", "usage, sans article"),
        Heading::Hypothesis => say(lang, "hypothesis", "hypothèse"),
        Heading::Note => say(lang, "note", "note"),
        Heading::Claim => say(lang, "claim", "dires"),
        Heading::Observed => say(lang, "observed", "constaté"),
        Heading::RanOut => say(lang, "ran out", "échéance"),
        Heading::Breach => say(lang, "breach", "manquement"),
        Heading::Broken => say(lang, "broken", "enfreint"),
        Heading::Uncertain => say(lang, "uncertain", "incertain"),
        Heading::Conflict => say(lang, "conflict", "désaccord"),
        Heading::NotJudged => say(lang, "not judged", "non jugé"),
        Heading::State => say(lang, "state", "état"),
        Heading::SomeCases => say(lang, "in some of the possible cases", "dans une partie des cas possibles"),
        Heading::Unchanged => say(lang, "unchanged", "inchangé"),
        Heading::LimitReached => say(
            lang,
            "undetermined (limit reached): there are more possible courses than the replay follows",
            "indéterminé (limite atteinte) : il y a plus de cours possibles que le rejeu n'en suit",
        ),
        Heading::Stopped => say(
            lang,
            "not judged: the replay stopped at an unlawful act",
            "non jugé : le rejeu s'est arrêté à un acte illicite",
        ),
        Heading::Expected => say(lang, "expected", "attendu"),
        Heading::Found => say(lang, "found", "trouvé"),
        Heading::Recommended => say(lang, "recommended", "recommandé"),
        Heading::NotKnown => say(lang, "not known", "inconnu"),
        Heading::NothingDepends => say(lang, "no verdict depends on it", "aucun verdict n'en dépend"),
        Heading::Excluded => say(lang, "excluded by the order of events", "exclu par l'ordre des faits"),
        Heading::Nominal => say(lang, "before it is moved", "avant report"),
        Heading::NotJudgedPoint => say(lang, "cannot be judged", "ne peut être jugé"),
        Heading::Nothing => say(lang, "nothing", "rien"),
    }
}

/// A number with a word that agrees with it.
fn some(n: usize, lang: Lang, one: &str, many: &str) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    format!("{} {}", number(n, lang), if plural(n, lang) { many } else { one })
}

/// The counts of verdicts: "12 legal, 1 irregular, 0 illegal, 3 undetermined".
pub(crate) fn verdict_counts(summary: &Summary, lang: Lang) -> [String; 4] {
    let all = [summary.legal, summary.irregular, summary.illegal, summary.undetermined];
    let words: [(&str, &str); 4] = match lang {
        Lang::En => {
            [("legal", "legal"), ("irregular", "irregular"), ("illegal", "illegal"), ("undetermined", "undetermined")]
        }
        Lang::Fr => [
            ("légal", "légaux"),
            ("irrégulier", "irréguliers"),
            ("illégal", "illégaux"),
            ("indéterminé", "indéterminés"),
        ],
    };
    let mut texts = [const { String::new() }; 4];
    for ((text, n), (one, many)) in texts.iter_mut().zip(all).zip(words) {
        *text = some(n, lang, one, many);
    }
    texts
}

/// What else is counted, of acts and of observations.
pub(crate) fn observation_counts(summary: &Summary, lang: Lang) -> Option<String> {
    if summary.observations == 0 {
        return None;
    }
    let mut parts = Vec::new();
    let mut part = |n: usize, en: (&str, &str), fr: (&str, &str)| {
        if n > 0 {
            let (one, many) = match lang {
                Lang::En => en,
                Lang::Fr => fr,
            };
            parts.push(some(n, lang, one, many));
        }
    };
    part(summary.confirmed, ("confirmed", "confirmed"), ("confirmé", "confirmés"));
    part(
        summary.undocumented,
        ("after an undocumented stretch", "after undocumented stretches"),
        ("après un passage non documenté", "après des passages non documentés"),
    );
    part(summary.contradictory, ("in contradiction", "in contradiction"), ("en contradiction", "en contradiction"));
    let head = match lang {
        Lang::En => some(summary.observations, lang, "observation", "observations"),
        Lang::Fr => some(summary.observations, lang, "constat", "constats"),
    };
    let text = list(&parts, say(lang, "and", "et"));
    Some(if text.is_empty() { head } else { format!("{head}{} {text}", say(lang, ":", " :")) })
}

/// Remarks on the counts: what was expected, what follows from another act, what was not looked at.
pub(crate) fn remarks(summary: &Summary, lang: Lang) -> Vec<String> {
    let mut all = Vec::new();
    let mut remark = |n: usize, en: (&str, &str), fr: (&str, &str)| {
        if n > 0 {
            let (one, many) = match lang {
                Lang::En => en,
                Lang::Fr => fr,
            };
            all.push(some(n, lang, one, many));
        }
    };
    remark(
        summary.expected,
        ("illegality was expected", "illegalities were expected"),
        ("illégalité était attendue", "illégalités étaient attendues"),
    );
    remark(
        summary.because_of,
        ("is refused only because an earlier act was void", "are refused only because an earlier act was void"),
        (
            "n'est refusé qu'en raison d'un acte antérieur sans effet",
            "ne sont refusés qu'en raison d'un acte antérieur sans effet",
        ),
    );
    remark(
        summary.later,
        ("lies after that day", "lie after that day"),
        ("est postérieur à ce jour", "sont postérieurs à ce jour"),
    );
    remark(summary.stopped, ("was not judged", "were not judged"), ("n'a pas été jugé", "n'ont pas été jugés"));
    remark(
        summary.unmet,
        ("expectation is not met", "expectations are not met"),
        ("attente est déçue", "attentes sont déçues"),
    );
    all
}

/// One line: "31 acts and observations: 12 legal, 1 irregular, 0 illegal, 3 undetermined; 15 observations".
#[must_use]
pub fn summary(summary: &Summary, lang: Lang) -> String {
    let mut text = total(summary, lang);
    text.push(' ');
    text.push_str(&verdict_counts(summary, lang).join(", "));
    for more in observation_counts(summary, lang).into_iter().chain(remarks(summary, lang)) {
        text.push_str(say(lang, "; ", " ; "));
        text.push_str(&more);
    }
    text
}

/// "31 acts and observations:".
pub(crate) fn total(summary: &Summary, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{}:", some(summary.events, lang, "act or observation", "acts and observations")),
        Lang::Fr => format!("{} :", some(summary.events, lang, "acte ou constat", "actes et constats")),
    }
}
