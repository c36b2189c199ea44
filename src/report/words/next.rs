//! What each role may, must and may no longer do, and what time alone will do.

use super::{end, quoted, say};
use crate::calendar::End;
use crate::text::Lang;

/// A fixed word or phrase of an outlook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Mark of a duty that is owed.
    Must,
    /// Mark of a duty that is owed and overdue.
    Overdue,
    /// Mark of a duty that is recommended.
    Should,
    /// Mark of an act that is not possible any more.
    NoLonger,
    /// The heading above what time alone will do.
    Coming,
    /// Mark of a deadline that will run out.
    RunsOut,
    /// Mark of a duty that will fall due.
    FallsDue,
    /// Nothing comes of the end of a deadline.
    NothingFollows,
    /// Nobody may or must do anything.
    Nobody,
    /// Time alone does nothing.
    Stillness,
    /// If nobody acts.
    Otherwise,
}

/// The text of a word.
#[must_use]
pub const fn next(word: Next, lang: Lang) -> &'static str {
    match word {
        Next::Must => say(lang, "must", "doit"),
        Next::Overdue => say(lang, "overdue", "en retard"),
        Next::Should => say(lang, "should", "devrait"),
        Next::NoLonger => say(lang, "no longer", "ne peut plus"),
        Next::Coming => say(lang, "What time alone will do", "Ce que le temps seul fera"),
        Next::RunsOut => say(lang, "runs out", "échéance"),
        Next::FallsDue => say(lang, "falls due", "exigible"),
        Next::NothingFollows => {
            say(lang, "nothing follows from its end by itself", "rien ne suit de son terme par lui-même")
        }
        Next::Nobody => say(lang, "Nobody may or must do anything.", "Personne ne peut ni ne doit rien faire."),
        Next::Stillness => say(lang, "Nothing, without an act.", "Rien, sans un acte."),
        Next::Otherwise => {
            say(lang, "in breach from then on, if it is not done", "méconnue au-delà, si rien n'est fait")
        }
    }
}

/// What took an act away: the end of a deadline.
#[must_use]
pub fn taken_by_deadline(deadline: &str, last: End, state: &str, lang: Lang) -> String {
    let (deadline, last, state) = (quoted(deadline, lang), end(last, lang), quoted(state, lang));
    match lang {
        Lang::En => format!("possible in {state}, until {deadline} ran out: last day {last}"),
        Lang::Fr => format!("possible dans {state}, jusqu'à la fin du délai {deadline} : dernier jour {last}"),
    }
}

/// What took an act away: another act, as others refer to it.
#[must_use]
pub fn taken_by_act(act: &str, state: &str, lang: Lang) -> String {
    let state = quoted(state, lang);
    match lang {
        Lang::En => format!("possible in {state}, which ended with {act}"),
        Lang::Fr => format!("possible dans {state}, état quitté avec {act}"),
    }
}
