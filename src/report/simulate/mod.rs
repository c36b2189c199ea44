//! A simulation: what was measured, how it depends on what is assumed, and what the law did.

mod csv;
mod json;
mod series;
mod table;
mod text;

pub use csv::{measures_csv, series_csv};
pub use json::{SimulateJson, json, schema};
pub use series::{Family, Series, series, summed_series};
pub use text::text;

use crate::simulate::{AtBound, Interval, Ran, Study, Tally, Unit, Varied, interval};
use crate::text::Lang;

/// A simulation, as it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    /// The study.
    pub study: &'r Study,
    /// What it came to.
    pub ran: &'r Ran,
    /// How many replications were made.
    pub replications: u32,
}

impl Run<'_> {
    /// Something of each replication, over all of them, times what a case stands for.
    fn over(&self, of: impl Fn(&Tally) -> f64) -> Interval {
        let weight = f64::from(self.study.weight);
        self.plain(|tally| weight * of(tally))
    }

    /// Something of each replication, over all of them.
    fn plain(&self, of: impl Fn(&Tally) -> f64) -> Interval {
        let values: Vec<f64> = self.ran.tallies.iter().map(of).collect();
        interval(&values).unwrap_or(Interval { mean: 0.0, half: None })
    }

    /// What is varied, and the value of one of the settings, as people read it.
    fn varied(&self, values: &[usize], lang: Lang) -> Vec<(String, String)> {
        let of = |(vary, value): (&crate::simulate::Vary, &usize)| match &vary.what {
            Varied::Figure(ix, all) => {
                let label = self.study.figures.get(*ix).map_or("", |figure| figure.label.get(lang));
                let unit = self.study.figures.get(*ix).map_or(Unit::Number, |figure| figure.unit);
                let written = all.get(*value).map_or_else(String::new, |value| written(value, unit, lang));
                (label.to_owned(), written)
            }
            Varied::Order(ix, orders) => {
                let label = self.study.capacities.get(*ix).map_or("", |capacity| capacity.label.get(lang));
                let order = orders.get(*value).copied().unwrap_or_default();
                (label.to_owned(), super::words::order(order, lang).to_owned())
            }
        };
        self.study.vary.iter().zip(values).map(of).collect()
    }

    /// A figure that is set to one of its bounds, and that bound, as people read them.
    fn bound(&self, at: &AtBound, lang: Lang) -> (String, String) {
        let Some(figure) = self.study.figures.get(at.figure) else { return Default::default() };
        let bound = figure.between.as_ref().map(|[low, high]| if at.upper { high } else { low });
        let bound = bound.map_or_else(String::new, |bound| written(bound, figure.unit, lang));
        (figure.label.get(lang).to_owned(), bound)
    }

    /// Whether a figure was chosen so that a measure, by its place, meets what was published of it.
    fn is_chosen(&self, measure: usize) -> bool {
        self.study.figures.iter().any(|figure| figure.chosen_for.contains(&measure))
    }
}

/// A value of a figure as people read it: lengths as they are written, where that is in the language.
fn written((value, text): &(f64, String), unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Length if lang == Lang::En => text.clone(),
        _ => super::words::amount(*value, unit, lang),
    }
}
