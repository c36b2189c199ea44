//! A simulation as tables of comma-separated values (RFC 4180), a number a line.

use super::{Run, series};

/// What was counted each day: `date,kind,name,mean,least,greatest`, over the replications.
#[must_use]
pub fn series_csv(run: &Run) -> String {
    let mut text = String::from("date,kind,name,mean,least,greatest\n");
    for series in series(run) {
        for (day, (mean, least, most)) in (0_u32..).zip(&series.days) {
            let date = run.study.day(day);
            text.push_str(&format!("{date},{},{},{mean},{least},{most}\n", series.family.word(), series.name));
        }
    }
    text
}

/// The measures, under the study's own values and under those that were tried:
/// `setting,measure,mean,half_interval,published`. Dates are days since 1970-01-01, shares are of one.
#[must_use]
pub fn measures_csv(run: &Run) -> String {
    let mut text = String::from("setting,measure,mean,half_interval,published\n");
    let own = std::iter::once((String::from("study"), &run.ran.measures));
    let tried = run.ran.points.iter().map(|point| {
        let values = run.varied(&point.values, crate::text::Lang::En);
        let parts: Vec<String> = values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (parts.join("; "), &point.measures)
    });
    let bounds = run.ran.bounds.iter().map(|at| {
        let (name, value) = run.bound(at, crate::text::Lang::En);
        (format!("{name}={value}"), &at.measures)
    });
    for (setting, measures) in own.chain(tried).chain(bounds) {
        for (measure, value) in run.study.measures.iter().zip(measures) {
            let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
            let published = measure.published.as_ref().map(|published| published.value);
            text.push_str(&format!(
                "{},{},{},{},{}\n",
                quoted(&setting),
                measure.name,
                number(value.map(|value| value.mean)),
                number(value.and_then(|value| value.half)),
                number(published)
            ));
        }
    }
    text
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
