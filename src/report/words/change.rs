//! What changed, in words.

use super::say;
use crate::procedure::compare::Aspect;
use crate::text::Lang;

/// The stable word of an aspect.
#[must_use]
pub const fn aspect_word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Label => "label",
        Aspect::Edition => "edition",
        Aspect::Until => "until",
        Aspect::Counting => "counting",
        Aspect::AppliesBy => "applies_by",
        Aspect::Cite => "cite",
        Aspect::Certainty => "status",
        Aspect::ReadIn => "read_in",
        Aspect::Summary => "summary",
        Aspect::OverriddenBy => "overridden_by",
        Aspect::Authority => "authority",
        Aspect::Initial => "initial",
        Aspect::Final => "final",
        Aspect::Members => "members",
        Aspect::Type => "type",
        Aspect::Between => "between",
        Aspect::Default => "default",
        Aspect::Optional => "optional",
        Aspect::Planned => "planned",
        Aspect::Watched => "procedure",
        Aspect::By => "by",
        Aspect::Effect => "effect",
        Aspect::Detail => "detail",
        Aspect::From => "from",
        Aspect::To => "to",
        Aspect::Guard => "if",
        Aspect::Basis => "basis",
        Aspect::Clocks => "clocks",
        Aspect::Writes => "sets",
        Aspect::Condition => "condition",
        Aspect::Bound => "bound",
        Aspect::Level => "level",
        Aspect::Saying => "otherwise_say",
        Aspect::CountedFrom => "counted_from",
        Aspect::Lasts => "lasts",
        Aspect::Alive => "while",
        Aspect::OwedBy => "owed_by",
        Aspect::Arises => "arises",
        Aspect::Due => "due",
        Aspect::Ends => "ends",
        Aspect::DischargedBy => "discharged_by",
        Aspect::Form => "form",
        Aspect::Within => "within",
        Aspect::DutiesKept => "duties_kept",
    }
}

/// An aspect for people.
#[must_use]
pub const fn aspect(aspect: Aspect, lang: Lang) -> &'static str {
    match aspect {
        Aspect::Label => say(lang, "what it is called", "le nom"),
        Aspect::Edition => say(lang, "in force from", "en vigueur à partir du"),
        Aspect::Until => say(lang, "in force until", "en vigueur jusqu'au"),
        Aspect::Counting => say(lang, "how periods are counted", "la façon de compter"),
        Aspect::AppliesBy => say(lang, "which edition governs", "l'édition applicable"),
        Aspect::Cite => say(lang, "how it is cited", "la citation"),
        Aspect::Certainty => say(lang, "how certain it is", "la certitude"),
        Aspect::ReadIn => say(lang, "where it was read", "le texte lu"),
        Aspect::Summary => say(lang, "what it says", "ce qu'il dit"),
        Aspect::OverriddenBy => say(lang, "what is applied instead", "ce qui s'applique à sa place"),
        Aspect::Authority => say(lang, "whether it is an authority", "la qualité d'autorité"),
        Aspect::Initial => say(lang, "where cases begin", "là où l'affaire commence"),
        Aspect::Final => say(lang, "whether cases end there", "la fin de l'affaire"),
        Aspect::Members => say(lang, "its states", "ses états"),
        Aspect::Type => say(lang, "its type", "le type"),
        Aspect::Between => say(lang, "its bounds", "les bornes"),
        Aspect::Default => say(lang, "its value if nothing is said", "la valeur à défaut"),
        Aspect::Optional => say(lang, "whether it may be left out", "le caractère facultatif"),
        Aspect::Planned => say(lang, "whether it may lie ahead", "la possibilité d'être à venir"),
        Aspect::Watched => say(lang, "the procedure", "la procédure"),
        Aspect::By => say(lang, "who may do it", "qui peut l'accomplir"),
        Aspect::Effect => say(lang, "if it is unlawful, it", "illicite, il"),
        Aspect::Detail => say(lang, "a detail", "une précision"),
        Aspect::From => say(lang, "from which states", "les états de départ"),
        Aspect::To => say(lang, "the state it leads to", "l'état d'arrivée"),
        Aspect::Guard => say(lang, "only if", "seulement si"),
        Aspect::Basis => say(lang, "what it rests on", "le fondement"),
        Aspect::Clocks => say(lang, "what it does to deadlines", "l'effet sur les délais"),
        Aspect::Writes => say(lang, "what the case remembers of it", "ce que l'affaire en retient"),
        Aspect::Condition => say(lang, "a condition", "une condition"),
        Aspect::Bound => say(lang, "the bound", "la borne"),
        Aspect::Level => say(lang, "how strong it is", "la force de la règle"),
        Aspect::Saying => say(lang, "the words of a refusal", "les termes du refus"),
        Aspect::CountedFrom => say(lang, "counted from", "le point de départ"),
        Aspect::Lasts => say(lang, "how long it lasts", "la durée"),
        Aspect::Alive => say(lang, "in which states it runs", "les états où il court"),
        Aspect::OwedBy => say(lang, "who owes it", "qui la doit"),
        Aspect::Arises => say(lang, "what it arises with", "ce dont elle naît"),
        Aspect::Due => say(lang, "when it falls due", "l'échéance"),
        Aspect::Ends => say(lang, "what ends it", "ce qui l'éteint"),
        Aspect::DischargedBy => say(lang, "what fulfils it", "ce qui la remplit"),
        Aspect::Form => say(lang, "what it says", "ce qu'elle dit"),
        Aspect::Within => say(lang, "within which time", "dans quel délai"),
        Aspect::DutiesKept => say(lang, "only while every duty is kept", "seulement si toute obligation est remplie"),
    }
}

/// "who may do it: the president before, now the bureau".
#[must_use]
pub fn changed(what: &str, before: Option<&str>, after: Option<&str>, lang: Lang) -> String {
    match (lang, before, after) {
        (Lang::En, Some(before), Some(after)) => format!("{what}: {before} before, now {after}"),
        (Lang::En, None, Some(after)) => format!("{what}: now {after}; nothing was said before"),
        (Lang::En, Some(before), None) => format!("{what}: {before} before; nothing is said now"),
        (Lang::Fr, Some(before), Some(after)) => format!("{what} : {before} auparavant, {after} désormais"),
        (Lang::Fr, None, Some(after)) => format!("{what} : {after} désormais ; rien n'était dit auparavant"),
        (Lang::Fr, Some(before), None) => format!("{what} : {before} auparavant ; plus rien n'est dit"),
        (_, None, None) => what.to_owned(),
    }
}

/// "who may do it: also the bureau; no longer the president".
#[must_use]
pub fn more_and_less(what: &str, more: Option<&str>, less: Option<&str>, lang: Lang) -> String {
    let colon = say(lang, ":", " :");
    let more = more.map(|text| format!("{} {text}", say(lang, "also", "en plus,")));
    let less = less.map(|text| format!("{} {text}", say(lang, "no longer", "en moins,")));
    let parts: Vec<String> = more.into_iter().chain(less).collect();
    format!("{what}{colon} {}", parts.join(say(lang, "; ", " ; ")))
}
