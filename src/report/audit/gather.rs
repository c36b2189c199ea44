//! From counts by id to a summary by name.

use super::summary::{
    ActSummary, ArticleSaid, ArticleSummary, Change, Counted, DutySummary, Margin, PropertySummary, ReadingSummary,
    RuleSummary, Said, Summary, VERSION,
};
use crate::audit::{Count, Counts, Done, Judge, Map, Measure, Reading, Rule, Side, Why, basis};
use crate::calendar::Day;
use crate::condition::{Expr, ExprId, History};
use crate::engine::{Refusal, Verdict};
use crate::ids::ArticleId;
use crate::procedure::{Basis, Level, Procedure};
use crate::report::law::Law;
use crate::report::words;
use crate::text::Lang;
use crate::value::Value;

/// What was judged, and how.
pub struct Facts<'f> {
    /// The map.
    pub map: &'f Map,
    /// The readings.
    pub readings: &'f [Reading],
    /// The day that was looked at.
    pub as_of: Option<Day>,
    /// What was found.
    pub done: &'f Done,
}

/// The verdicts in the order in which they are counted.
const VERDICTS: [Verdict; 4] = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined];

/// The summary of what was found.
#[must_use]
pub fn summary(facts: &Facts) -> Summary {
    let Facts { map, readings, as_of, done } = facts;
    let judge = Judge::new(map, readings, *as_of);
    let tally = &done.tally;
    let editions = readings.first().map(|reading| &reading.editions);
    let last = editions.map(|editions| editions.get(editions.all().len()));
    let acts: Vec<(String, Said)> = judge.acts().iter().map(|act| (act.to_string(), label(map, act))).collect();
    let readings = readings.iter().zip(&tally.readings).enumerate();
    let readings = readings.map(|(index, (reading, counts))| of_reading(reading, counts, judge.measures(index), &acts));
    let changes = tally.changes.iter().filter_map(|((act, was, is), count)| {
        let (act, label) = acts.get(*act)?.clone();
        let word = |place: &usize| VERDICTS.get(*place).map(|verdict| verdict.word().to_owned());
        Some((Change { act, label, was: word(was)?, is: word(is)? }, counted(count)))
    });
    Summary {
        greffe_audit: VERSION,
        procedure: editions.map_or("", |editions| editions.name()).to_owned(),
        title: last.map_or_else(|| Said::of(|_| String::new()), |last| last.title().into()),
        register: map.title().into(),
        as_of: as_of.map(|day| day.to_string()),
        cases: tally.cases,
        acts: tally.events,
        ignored: done.ignored,
        later: tally.later,
        unread: done.faults,
        left_out: tally.unread,
        reordered: tally.reordered,
        first: tally.first.map(|day| day.to_string()),
        last: tally.last.map(|day| day.to_string()),
        readings: readings.collect(),
        changes: sorted(changes),
    }
}

/// The name of an act for people.
fn label(map: &Map, act: &str) -> Said {
    let known = map.activities().iter().find(|activity| activity.act == act);
    known.map_or_else(|| Said::of(|_| act.to_owned()), |activity| (&activity.label).into())
}

fn counted(count: &Count) -> Counted {
    Counted {
        cases: count.cases,
        acts: count.events,
        first: count.first.to_string(),
        last: count.last.to_string(),
        example: count.example.to_string(),
    }
}

/// In the order of what they are: tables have none.
fn sorted<K: Ord, V>(all: impl Iterator<Item = (K, V)>) -> Vec<(K, V)> {
    let mut all: Vec<(K, V)> = all.collect();
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all
}

fn of_reading(reading: &Reading, counts: &Counts, measures: &[Measure], acts: &[(String, Said)]) -> ReadingSummary {
    let procedure = |edition: usize| reading.editions.get(edition);
    let day = |edition: usize| reading.always.unwrap_or_else(|| procedure(edition).edition()).to_string();
    let rules = counts.rules.iter().filter_map(|(rule, count)| {
        let (act, label) = acts.get(rule.act)?;
        Some((of_rule(procedure(rule.edition), rule, day(rule.edition), (act, label)), counted(count)))
    });
    let articles = counts.articles.iter().map(|((edition, id), count)| {
        let article = said(procedure(*edition), *id);
        (ArticleSummary { edition: day(*edition), article }, counted(count))
    });
    let duties = counts.duties.iter().map(|((edition, id), count)| {
        let procedure = procedure(*edition);
        let duty = procedure.duty(*id);
        let of = DutySummary {
            edition: day(*edition),
            duty: duty.name.clone(),
            label: (&duty.label).into(),
            owed_by: Said::of(|lang| Law { procedure, lang }.roles(&duty.owed_by)),
            basis: rests_on(procedure, &duty.basis),
        };
        (of, counted(count))
    });
    let properties = counts.properties.iter().map(|((edition, id, following), count)| {
        let property = procedure(*edition).property(*id);
        let of = PropertySummary {
            edition: day(*edition),
            property: property.name.clone(),
            label: (&property.label).into(),
            level: if property.level == Level::Required { "required" } else { "recommended" }.to_owned(),
            following: *following,
        };
        (of, counted(count))
    });
    let margins = measures.iter().zip(&counts.margins).filter(|(_, found)| !found.is_empty());
    let margins = margins
        .map(|(measure, found)| (of_measure(procedure(measure.edition), measure, day(measure.edition)), found.days()));
    let acts = acts.iter().zip(&counts.acts).map(|((act, label), verdicts)| ActSummary {
        act: act.clone(),
        label: label.clone(),
        verdicts: *verdicts,
    });
    ReadingSummary {
        always: reading.always.map(|day| day.to_string()),
        cases: counts.cases,
        acts: acts.collect(),
        rules: sorted(rules),
        articles: sorted(articles),
        duties: sorted(duties),
        properties: sorted(properties),
        margins: sorted(margins),
        replayed: counts.replayed,
    }
}

fn said(procedure: &Procedure, id: ArticleId) -> ArticleSaid {
    let cite = Said::of(|lang| Law { procedure, lang }.cite(id));
    ArticleSaid { article: procedure.article(id).name.clone(), cite }
}

fn rests_on(procedure: &Procedure, basis: &Basis) -> Vec<ArticleSaid> {
    match basis {
        Basis::Policy => Vec::new(),
        Basis::Articles(all) => all.iter().map(|id| said(procedure, *id)).collect(),
    }
}

fn of_rule(procedure: &Procedure, rule: &Rule, edition: String, (act, label): (&String, &Said)) -> RuleSummary {
    let name = |lang: Lang| label.get(lang).to_owned();
    let check = |id, index: usize| procedure.transition(id).checks.get(index);
    let condition = match rule.why {
        Why::Check(id, index) | Why::Unjudged(id, index) => {
            check(id, index).map(|check| procedure.exprs().text(check.condition).to_owned())
        }
        _ => None,
    };
    let transition = match rule.why {
        Why::Check(id, _) | Why::Unjudged(id, _) | Why::Role(id) => Some(id.index()),
        _ => None,
    };
    let refusal = |refusal: Refusal, lang: Lang| {
        let state = match rule.why {
            Why::Refused(_, state) => procedure.state(state).label.get(lang),
            _ => "",
        };
        let deadline = match refusal {
            Refusal::TooLate(id) => procedure.deadline(id).label.get(lang),
            _ => "",
        };
        let by = procedure.act_named(act).map_or(&[][..], |act| &procedure.act(act).by);
        let by: Vec<&str> = by.iter().map(|role| procedure.role(*role).label.get(lang)).collect();
        words::refusal(refusal, &name(lang), state, deadline, &by, lang)
    };
    let (verdict, word, says) = match rule.why {
        Why::Check(id, index) => {
            let check = check(id, index);
            let recommended = check.is_some_and(|check| check.level == Level::Recommended);
            let early = check.is_some_and(|check| check.not_before.is_some());
            let failed = if early { Refusal::TooEarly } else { Refusal::ConditionFailed };
            let own = check.and_then(|check| check.otherwise_say.as_ref());
            let says = own.map_or_else(|| Said::of(|lang| refusal(failed, lang)), Said::from);
            (if recommended { Verdict::Irregular } else { Verdict::Illegal }, failed.word(), says)
        }
        Why::Role(_) => {
            (Verdict::Illegal, Refusal::WrongRole.word(), Said::of(|lang| refusal(Refusal::WrongRole, lang)))
        }
        Why::Refused(why, _) => (Verdict::Illegal, why.word(), Said::of(|lang| refusal(why, lang))),
        Why::Unjudged(..) | Why::Doubtful => (
            Verdict::Undetermined,
            Refusal::CannotBeJudged.word(),
            Said::of(|lang| refusal(Refusal::CannotBeJudged, lang)),
        ),
        Why::NoEdition => (Verdict::Undetermined, "no_edition", Said::of(|lang| words::no_edition(lang).to_owned())),
    };
    RuleSummary {
        edition,
        act: act.clone(),
        label: label.clone(),
        verdict: verdict.word().to_owned(),
        refusal: word.to_owned(),
        condition,
        transition,
        says,
        basis: rests_on(procedure, basis(procedure, rule.why)),
    }
}

fn of_measure(procedure: &Procedure, measure: &Measure, edition: String) -> Margin {
    let rule = procedure.transition(measure.transition);
    let (act, label) = match rule.trigger {
        crate::procedure::Trigger::Act(act) => {
            let act = procedure.act(act);
            (act.name.clone(), (&act.label).into())
        }
        crate::procedure::Trigger::Over(id) => {
            let deadline = procedure.deadline(id);
            (deadline.name.clone(), (&deadline.label).into())
        }
    };
    let date = procedure.exprs().text(measure.date).to_owned();
    let called = match measure.deadline {
        Some(id) => (&procedure.deadline(id).label).into(),
        None => Said::of(|lang| after_act(procedure, measure.date, lang).unwrap_or_else(|| date.clone())),
    };
    let side = match measure.side {
        Side::Until => "until",
        Side::From => "from",
    };
    Margin {
        edition,
        act,
        label,
        transition: measure.transition.index(),
        check: measure.check,
        date,
        called,
        side: side.to_owned(),
    }
}

/// What a date is called that is counted from the last act of a kind: "Fine notified + 60 days".
fn after_act(procedure: &Procedure, date: ExprId, lang: Lang) -> Option<String> {
    let exprs = procedure.exprs();
    let Expr::Counted { length, from, .. } = exprs.get(date) else { return None };
    let (Expr::Literal(Value::Period(period)), Expr::Slot(slot)) = (exprs.get(*length), exprs.get(*from)) else {
        return None;
    };
    let Some(History::LastOn(act)) = procedure.slot(*slot).history else { return None };
    Some(format!("{} + {}", procedure.act(act).label.get(lang), words::period(*period, lang)))
}
