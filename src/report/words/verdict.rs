//! Verdicts, refusals, and how certain things are.

use super::say;
use crate::engine::{Refusal, Verdict};
use crate::procedure::Status;
use crate::scenario::Certainty;
use crate::text::Lang;

/// A verdict in one word.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Legal => say(lang, "legal", "légal"),
        Verdict::Irregular => say(lang, "irregular", "irrégulier"),
        Verdict::Illegal => say(lang, "illegal", "illégal"),
        Verdict::Undetermined => say(lang, "undetermined", "indéterminé"),
    }
}

/// Several verdicts: "legal or irregular".
#[must_use]
pub fn verdicts(verdicts: &[Verdict], lang: Lang) -> String {
    let words: Vec<&str> = verdicts.iter().map(|v| verdict(*v, lang)).collect();
    list(&words, say(lang, "or", "ou"))
}

/// Some words with commas, and a conjunction before the last.
#[must_use]
pub fn list<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            let last = index + 1 == words.len();
            text.push_str(&if last { format!(" {conjunction} ") } else { ", ".to_owned() });
        }
        text.push_str(word.as_ref());
    }
    text
}

/// A name in the quotation marks of the language.
#[must_use]
pub fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("“{text}”"),
        Lang::Fr => format!("« {text} »"),
    }
}

/// Why an act is not lawful, as a sentence. `act` and `state` are their names for people, `deadline` is that of the
/// deadline that has run out, `by` those who may do the act.
#[must_use]
pub fn refusal(refusal: Refusal, act: &str, state: &str, deadline: &str, by: &[&str], lang: Lang) -> String {
    let (act, state) = (quoted(act, lang), quoted(state, lang));
    let by = list(by, say(lang, "or", "ou"));
    match (lang, refusal) {
        (Lang::En, Refusal::NoSuchAct) => format!("no such act from this state: nothing allows {act} from {state}"),
        (Lang::Fr, Refusal::NoSuchAct) => {
            format!("acte impossible dans cet état : rien ne permet {act} depuis {state}")
        }
        (Lang::En, Refusal::TooLate(_)) => format!("too late: {} had run out", quoted(deadline, lang)),
        (Lang::Fr, Refusal::TooLate(_)) => format!("trop tard : le délai {} était échu", quoted(deadline, lang)),
        (Lang::En, Refusal::TooEarly) => "too early: a waiting period has not passed".into(),
        (Lang::Fr, Refusal::TooEarly) => "trop tôt : un délai d'attente n'est pas écoulé".into(),
        (Lang::En, Refusal::WrongRole) => format!("wrong role: {act} is for {by}"),
        (Lang::Fr, Refusal::WrongRole) => format!("incompétence : {act} revient à {by}"),
        (Lang::En, Refusal::ConditionFailed) => "condition not met".into(),
        (Lang::Fr, Refusal::ConditionFailed) => "condition non remplie".into(),
        (Lang::En, Refusal::CaseClosed) => format!("case closed: nothing follows {state}"),
        (Lang::Fr, Refusal::CaseClosed) => format!("affaire close : rien ne suit {state}"),
        (Lang::En, Refusal::CannotBeJudged) => "these points cannot be judged".into(),
        (Lang::Fr, Refusal::CannotBeJudged) => "ces points ne peuvent être jugés".into(),
    }
}

/// How certain the content of an article is.
#[must_use]
pub fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Verified => say(lang, "verified", "vérifié"),
        Status::Secondary => say(lang, "secondary source", "source secondaire"),
        Status::Inferred => say(lang, "inferred", "déduit"),
        Status::Unconfirmed => say(lang, "unconfirmed", "non confirmé"),
        Status::NotFound => say(lang, "no text found", "aucun texte trouvé"),
    }
}

/// How well a fact is attested.
#[must_use]
pub fn certainty(certainty: Certainty, lang: Lang) -> &'static str {
    match certainty {
        Certainty::Attested => say(lang, "attested", "attesté"),
        Certainty::Inferred => say(lang, "inferred", "déduit"),
        Certainty::Assumed => say(lang, "assumed", "supposé"),
    }
}
