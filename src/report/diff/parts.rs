//! One part of a procedure in a sentence, with what it says: for parts that are new or gone.

use crate::calendar::{Length, Stamp};
use crate::ids::TransitionId;
use crate::procedure::compare::{Part, Side};
use crate::procedure::{Check, Level, Property, Transition, Trigger};
use crate::report::law::{Law, one_line};
use crate::report::words::{self, quoted, say};
use crate::text::Lang;

fn colon(lang: Lang) -> &'static str {
    say(lang, ":", " :")
}

/// The name of a part in its file; of a transition, its act or deadline.
pub(super) fn name(law: Law, part: Part) -> String {
    let procedure = law.procedure;
    match part {
        Part::Whole => procedure.name().to_owned(),
        Part::Article(id) => procedure.article(id).name.clone(),
        Part::Role(id) => procedure.role(id).name.clone(),
        Part::State(id) => procedure.state(id).name.clone(),
        Part::Group(id) => procedure.groups().get(id.index()).map_or_else(String::new, |group| group.name.clone()),
        Part::Slot(id) => procedure.slot(id).name.clone(),
        Part::Watch(id) => procedure.watch(id).name.clone(),
        Part::Act(id) => procedure.act(id).name.clone(),
        Part::Detail(act, id) => {
            procedure.act(act).details.get(id.index()).map_or_else(String::new, |field| field.name.clone())
        }
        Part::Transition(id) | Part::Check(id, _) => match procedure.transition(id).trigger {
            Trigger::Act(act) => procedure.act(act).name.clone(),
            Trigger::Over(deadline) => procedure.deadline(deadline).name.clone(),
        },
        Part::Deadline(id) => procedure.deadline(id).name.clone(),
        Part::Duty(id) => procedure.duty(id).name.clone(),
        Part::Property(id) => procedure.property(id).name.clone(),
    }
}

/// What a part is called.
pub(super) fn label(law: Law, part: Part) -> String {
    let (procedure, lang) = (law.procedure, law.lang);
    match part {
        Part::Whole => procedure.title().get(lang).to_owned(),
        Part::Article(id) => procedure.article(id).cite.get(lang).to_owned(),
        Part::Role(id) => quoted(procedure.role(id).label.get(lang), lang),
        Part::State(id) => quoted(law.state(id), lang),
        Part::Group(_) => quoted(&name(law, part).replace('_', " "), lang),
        Part::Slot(id) => quoted(procedure.slot(id).label.get(lang), lang),
        Part::Watch(_) => format!("`{}`", name(law, part)),
        Part::Act(id) => quoted(law.act(id), lang),
        Part::Detail(act, id) => {
            let field = procedure.act(act).details.get(id.index());
            field.map_or_else(String::new, |field| quoted(field.label.get(lang), lang))
        }
        Part::Transition(id) => transition(law, procedure.transition(id)),
        Part::Check(id, index) => check_of(law, id, index).map_or_else(String::new, |check| said(law, check)),
        Part::Deadline(id) => quoted(law.deadline(id), lang),
        Part::Duty(id) => quoted(procedure.duty(id).label.get(lang), lang),
        Part::Property(id) => quoted(procedure.property(id).label.get(lang), lang),
    }
}

/// "“Formal notice”: Findings → Notice running".
fn transition(law: Law, transition: &Transition) -> String {
    let (lang, from) = (law.lang, law.states(transition.from));
    let way = match transition.to {
        Some(to) => format!("{from} → {}", law.state(to)),
        None => format!("{from} ({})", words::heading(words::Heading::Unchanged, lang)),
    };
    let mut text = format!("{}{} {way}", law.trigger(transition.trigger), colon(lang));
    if let Some(guard) = transition.guard {
        text = format!("{text}, {} {}", say(lang, "if", "si"), law.code(guard));
    }
    text
}

/// A condition of a transition.
pub(super) fn check_of<'p>(law: Law<'p>, transition: TransitionId, index: usize) -> Option<&'p Check> {
    law.procedure.transition(transition).checks.get(index)
}

/// What is said if a condition is not met; else the condition.
fn said(law: Law, check: &Check) -> String {
    check.otherwise_say.as_ref().map_or_else(|| law.condition(check), |text| quoted(text.get(law.lang), law.lang))
}

/// A condition in full: what is said if it is not met, what it is, on what it rests, how strong it is.
pub(super) fn check(law: Law, check: &Check) -> String {
    let basis = law.basis(&check.basis);
    let mut inner = match check.otherwise_say {
        Some(_) => format!("{}, {basis}", law.condition(check)),
        None => basis,
    };
    if check.level == Level::Recommended {
        inner = format!("{inner}, {}", words::level(check.level, law.lang));
    }
    format!("{} ({inner})", said(law, check))
}

fn property(law: Law, property: &Property) -> String {
    law.property(property)
}

/// A part in one sentence.
pub(super) fn sentence(law: Law, part: Part) -> String {
    let (procedure, lang) = (law.procedure, law.lang);
    let head = label(law, part);
    let colon = colon(lang);
    match part {
        Part::Article(id) => {
            let article = procedure.article(id);
            let summary = one_line(article.summary.get(lang));
            format!("{head} ({}){colon} {summary}", words::status(article.status, lang))
        }
        Part::Role(id) if procedure.role(id).authority => format!("{head} ({})", say(lang, "an authority", "autorité")),
        Part::State(id) if procedure.state(id).is_final => {
            format!("{head} ({})", say(lang, "the case ends there", "l'affaire y finit"))
        }
        Part::Group(id) => {
            let states = procedure.groups().get(id.index()).map(|group| group.states).unwrap_or_default();
            let members: Vec<String> = states.iter().map(|state| quoted(law.state(state), lang)).collect();
            format!("{head}{colon} {}", members.join(", "))
        }
        Part::Slot(id) => format!("{head} ({})", law.ty(&procedure.slot(id).ty)),
        Part::Watch(id) => format!("{head} (`{}`)", procedure.watch(id).procedure),
        Part::Act(id) => format!("{head}{colon} {}", law.roles(&procedure.act(id).by)),
        Part::Detail(act, id) => {
            procedure.act(act).details.get(id.index()).map_or_else(String::new, |field| law.field(field))
        }
        Part::Check(id, index) => check_of(law, id, index).map_or_else(String::new, |c| check(law, c)),
        Part::Deadline(id) => {
            let (from, lasts) = law.terms(procedure.deadline(id));
            let counting = law.counting(procedure.counting(procedure.deadline(id).counting));
            match lang {
                Lang::En => format!("{head}: {lasts} from {from}; {counting}"),
                Lang::Fr => format!("{head} : {lasts}, départ : {from} ; {counting}"),
            }
        }
        Part::Duty(id) => {
            let duty = procedure.duty(id);
            let (owed_by, due) = (law.roles(&duty.owed_by), law.due(duty.due));
            let arises = law.occasions(&duty.arises);
            match lang {
                Lang::En => format!("{head}: owed by {owed_by}, arises with {arises}, due {due}"),
                Lang::Fr => format!("{head} : due par {owed_by}, née de {arises}, échéance : {due}"),
            }
        }
        Part::Property(id) => format!("{head}{colon} {}", property(law, procedure.property(id))),
        Part::Whole | Part::Role(_) | Part::State(_) | Part::Transition(_) => head,
    }
}

/// One side of a change, in words.
pub(super) fn side(law: Law, side: &Side) -> Option<String> {
    let lang = law.lang;
    Some(match side {
        Side::Nothing => return None,
        Side::Text(text) => quoted(&one_line(text.get(lang)), lang),
        Side::Written(text) => one_line(text),
        Side::Literal(text) => literal(text, lang),
        Side::Code(text) => format!("`{}`", one_line(text)),
        Side::Flag(true) => say(lang, "yes", "oui").to_owned(),
        Side::Flag(false) => say(lang, "no", "non").to_owned(),
        Side::Day(day) => words::day(*day, lang),
        Side::Counting(counting) => format!("{} ({})", law.counting(counting), counting.zone.name()),
        Side::AppliesBy(readings) => {
            let texts = readings.iter().map(|by| words::applies_by(*by, lang).trim_end_matches('.').to_owned());
            words::list(&texts.collect::<Vec<_>>(), say(lang, "or", "ou"))
        }
        Side::Certainty(status) => words::status(*status, lang).to_owned(),
        Side::Part(part) => sentence(law, *part),
        Side::Roles(roles) => law.roles(roles),
        Side::States(states) if states.is_empty() => say(lang, "the same state", "le même état").to_owned(),
        Side::States(states) => law.states(*states),
        Side::Type(ty) => law.ty(ty),
        Side::Value(value, ty) => law.value(*value, Some(ty)),
        Side::Between(low, high, ty) => law.between((*low, *high), ty),
        Side::Effect(effect) => words::unlawful(*effect, lang).to_owned(),
        Side::Level(level) => words::level(*level, lang).to_owned(),
        Side::Basis(basis) => law.basis(basis),
        Side::Clocks(clocks) => {
            let all = clocks.iter().map(|(change, deadline)| {
                format!("{} {}", words::clock(*change, lang), quoted(law.deadline(*deadline), lang))
            });
            all.collect::<Vec<_>>().join(", ")
        }
        Side::Occasions(occasions) => law.occasions(occasions),
        Side::Due(due) => law.due(*due),
        Side::Lasts(deadline) => law.terms(law.procedure.deadline(*deadline)).1,
    })
}

/// A literal of a condition in words.
fn literal(text: &str, lang: Lang) -> String {
    if let Ok(number) = text.replace('_', "").parse::<i64>() {
        return words::number(number, lang);
    }
    let length = || text.parse::<Length>().map(|length| words::length(length, lang));
    let date = || text.parse::<Stamp>().map(|stamp| words::stamp(stamp, lang));
    length().ok().or_else(|| date().ok()).unwrap_or_else(|| text.to_owned())
}
