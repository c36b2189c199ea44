//! A simulation as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::Run;
use super::text::why;
use crate::calendar::Day;
use crate::simulate::{Certainty, Interval, Unit};
use crate::text::Lang;

/// A simulation.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct SimulateJson {
    /// The study.
    pub study: String,
    /// Its title.
    pub title: String,
    /// The procedure.
    pub procedure: String,
    /// The first day.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// What decided all that is random.
    pub seed: u64,
    /// How many replications were made.
    pub replications: u32,
    /// How many cases a simulated one stands for.
    pub each_stands_for: u32,
    /// The level of the confidence intervals; Student's t over the replications.
    pub confidence: f64,
    /// The measures under the study's own values.
    pub measures: Vec<MeasureJson>,
    /// The settings that were tried.
    pub tried: Vec<TriedJson>,
    /// Figures at each of their bounds, one at a time.
    pub sensitivity: Vec<TriedJson>,
    /// The states that a case entered.
    pub states: Vec<StateJson>,
    /// The capacities.
    pub capacities: Vec<CapacityJson>,
    /// What would not have been lawful, and so was not done.
    pub refused: Vec<RefusedJson>,
    /// Deadlines that ran out.
    pub expired: Vec<CountJson>,
    /// Duties that were not kept.
    pub breached: Vec<CountJson>,
    /// The figures.
    pub figures: Vec<FigureJson>,
}

/// A number over the replications.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct NumberJson {
    /// The mean.
    pub mean: f64,
    /// Half the confidence interval; nothing with fewer than two replications.
    pub half_interval: Option<f64>,
}

/// A measure.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct MeasureJson {
    /// Its name in the file.
    pub measure: String,
    /// Its name for people.
    pub label: String,
    /// `number`, `share` (of one) or `date` (days since 1970-01-01).
    pub unit: String,
    /// Its value; nothing where some replication has none.
    pub value: Option<NumberJson>,
    /// The value, if it is a date.
    pub date: Option<String>,
    /// What was published of it, in the same unit.
    pub published: Option<f64>,
    /// Whether a figure was chosen so that this is met; it is then no prediction.
    pub chosen: bool,
}

/// A setting that was tried.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct TriedJson {
    /// What was set, and to what.
    pub setting: Vec<SettingJson>,
    /// The measures.
    pub measures: Vec<MeasureJson>,
}

/// Something that was set.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct SettingJson {
    /// The figure, or the capacity whose order is meant.
    pub of: String,
    /// Its value.
    pub value: String,
}

/// A state.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct StateJson {
    /// Its name in the file.
    pub state: String,
    /// How many cases entered it.
    pub entered: NumberJson,
    /// How many cases are in it on average.
    pub on_average: NumberJson,
    /// How many cases are in it at the end.
    pub at_the_end: NumberJson,
}

/// A capacity.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct CapacityJson {
    /// Its name in the file.
    pub capacity: String,
    /// How many cases were served.
    pub served: NumberJson,
    /// How many cases left while they waited.
    pub left: NumberJson,
    /// The mean wait, in days.
    pub wait_days: NumberJson,
    /// Quantiles of the wait, in days: at 5, 25, 50, 75, 95 and 99 %, means over the replications.
    pub wait_quantiles_days: Vec<f64>,
    /// How many cases wait on average.
    pub waiting: NumberJson,
    /// The share of its time that it is busy.
    pub utilisation: NumberJson,
}

/// What would not have been lawful.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct RefusedJson {
    /// The act.
    pub act: String,
    /// The state of the case.
    pub state: String,
    /// Why.
    pub why: String,
    /// How often.
    pub count: NumberJson,
}

/// How often something happened.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct CountJson {
    /// What: the name of a deadline or duty.
    pub name: String,
    /// How often.
    pub count: NumberJson,
}

/// A figure.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct FigureJson {
    /// Its name in the file.
    pub figure: String,
    /// Its value as it is written.
    pub value: String,
    /// Which sources say so.
    pub sources: Vec<String>,
    /// Why it is assumed.
    pub assumed: Option<String>,
    /// The bounds within which it may lie, as they are written.
    pub between: Option<[String; 2]>,
    /// The measures whose published numbers it was chosen to meet.
    pub chosen_for: Vec<String>,
}

fn number(interval: Interval) -> NumberJson {
    NumberJson { mean: interval.mean, half_interval: interval.half }
}

fn measures(run: &Run, values: &[Option<Interval>], lang: Lang) -> Vec<MeasureJson> {
    let one = |(index, (measure, value)): (usize, (&crate::simulate::Measure, &Option<Interval>))| {
        let unit = measure.kind.unit();
        #[allow(clippy::cast_possible_truncation, reason = "days of the calendar")]
        let date = value.filter(|_| unit == Unit::Date).and_then(|v| Day::from_number(v.mean.round() as i32));
        MeasureJson {
            measure: measure.name.clone(),
            label: measure.label.get(lang).to_owned(),
            unit: match unit {
                Unit::Share => "share",
                Unit::Date => "date",
                Unit::Number | Unit::Length => "number",
            }
            .to_owned(),
            value: value.map(number),
            date: date.map(|day| day.to_string()),
            published: measure.published.as_ref().map(|published| published.value),
            chosen: run.is_chosen(index),
        }
    };
    run.study.measures.iter().zip(values).enumerate().map(one).collect()
}

/// A simulation as JSON; texts for people are in `lang`.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts")]
pub fn json(run: &Run, lang: Lang) -> serde_json::Value {
    let study = run.study;
    let names = &study.names;
    let observed = f64::from(study.ends.number() - study.observed_from.number() + 1) * 86_400.0;
    let sum = |days: Option<&Vec<u32>>| days.map_or(0.0, |days| days.iter().map(|n| f64::from(*n)).sum::<f64>());
    let states = names.states.iter().enumerate().map(|(ix, (name, _))| StateJson {
        state: name.clone(),
        entered: number(run.over(|t| sum(t.entered.get(ix)))),
        on_average: number(run.over(|t| t.area.get(ix).map_or(0.0, |area| area / observed))),
        at_the_end: number(run.over(|t| t.stock.get(ix).and_then(|d| d.last()).map_or(0.0, |n| f64::from(*n)))),
    });
    let capacities = study.capacities.iter().enumerate().map(|(ix, capacity)| {
        let of = |get: &dyn Fn(&crate::simulate::CapacityTally) -> f64| {
            number(run.over(|tally| tally.capacities.get(ix).map_or(0.0, get)))
        };
        let plain = |get: &dyn Fn(&crate::simulate::CapacityTally) -> f64| {
            run.plain(|tally| tally.capacities.get(ix).map_or(0.0, get))
        };
        let quantile = |q: usize| plain(&|c| c.waits.quantiles.get(q).map_or(0.0, |s| f64::from(*s) / 86_400.0)).mean;
        CapacityJson {
            capacity: capacity.name.clone(),
            served: of(&|c| c.served as f64),
            left: of(&|c| c.left as f64),
            wait_days: number(plain(&|c| c.waits.mean / 86_400.0)),
            wait_quantiles_days: (0..6).map(quantile).collect(),
            waiting: of(&|c| c.area / observed),
            utilisation: number(plain(&|c| if c.open > 0.0 { c.busy / c.open } else { 0.0 })),
        }
    });
    let mut refused: Vec<_> = run.ran.tallies.iter().flat_map(|tally| tally.refused.keys().copied()).collect();
    refused.sort_unstable();
    refused.dedup();
    let name = |table: &[(String, crate::text::Text)], ix: usize| {
        table.get(ix).map_or_else(String::new, |(name, _)| name.clone())
    };
    let refused = refused.iter().map(|one| RefusedJson {
        act: name(&names.acts, one.act),
        state: name(&names.states, one.state),
        why: why(run, one, lang),
        count: number(run.over(|tally| sum(tally.refused.get(one)))),
    });
    let counts = |table: &[(String, crate::text::Text)], of: &dyn Fn(&crate::simulate::Tally, usize) -> f64| {
        let all = table
            .iter()
            .enumerate()
            .map(|(ix, (name, _))| CountJson { name: name.clone(), count: number(run.over(|tally| of(tally, ix))) });
        all.filter(|one| one.count.mean > 0.0).collect::<Vec<_>>()
    };
    let figures = study.figures.iter().map(|figure| FigureJson {
        figure: figure.name.clone(),
        value: figure.written.clone(),
        sources: match &figure.certainty {
            Certainty::Sourced(all) => all.iter().filter_map(|ix| Some(study.sources.get(*ix)?.name.clone())).collect(),
            Certainty::Assumed(_) => Vec::new(),
        },
        assumed: match &figure.certainty {
            Certainty::Assumed(why) => Some(why.get(lang).to_owned()),
            Certainty::Sourced(_) => None,
        },
        between: figure.between.as_ref().map(|[(_, low), (_, high)]| [low.clone(), high.clone()]),
        chosen_for: (figure.chosen_for.iter())
            .filter_map(|ix| study.measures.get(*ix).map(|measure| measure.name.clone()))
            .collect(),
    });
    let tried = run.ran.points.iter().map(|point| TriedJson {
        setting: run.varied(&point.values, lang).into_iter().map(|(of, value)| SettingJson { of, value }).collect(),
        measures: measures(run, &point.measures, lang),
    });
    let sensitivity = run.ran.bounds.iter().map(|at| {
        let (of, value) = run.bound(at, lang);
        TriedJson { setting: vec![SettingJson { of, value }], measures: measures(run, &at.measures, lang) }
    });
    let document = SimulateJson {
        study: study.name.clone(),
        title: study.title.get(lang).to_owned(),
        procedure: study.editions.name().to_owned(),
        starts: study.starts.to_string(),
        ends: study.ends.to_string(),
        seed: study.seed,
        replications: run.replications,
        each_stands_for: study.weight,
        confidence: 0.95,
        measures: measures(run, &run.ran.measures, lang),
        tried: tried.collect(),
        sensitivity: sensitivity.collect(),
        states: states.filter(|state| state.entered.mean > 0.0).collect(),
        capacities: capacities.collect(),
        refused: refused.collect(),
        expired: counts(&names.deadlines, &|tally, ix| sum(tally.expired.get(ix))),
        breached: counts(&names.duties, &|tally, ix| sum(tally.breached.get(ix))),
        figures: figures.collect(),
    };
    serde_json::to_value(document).unwrap_or_default()
}

/// The JSON Schema of what [`json`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(SimulateJson)).unwrap_or_default()
}
