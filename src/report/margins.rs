//! Margins in words, with what they are under each reading of a conflict.

use super::view::View;
use super::{unknowns, words};
use crate::calendar::Stamp;
use crate::engine::Verdict;
use crate::replay::{Bound, Margin};
use crate::scenario::Event;

/// A margin as one sentence: "3 days to spare if “notice date” is 16 June 2011, 14 days if 27 June 2011".
pub(super) fn margin(view: View, event: &Event, margin: &Margin, verdict: Verdict) -> Option<String> {
    let lang = view.lang;
    // Where each reading has its own last day, that of all of them together says less.
    let own_ends = verdict == Verdict::Legal
        && !margin.readings.is_empty()
        && margin.readings.iter().all(|(_, _, _, latest)| latest.1 == Bound::Verdict);
    let rest =
        Margin { latest: (margin.latest.0, if own_ends { Bound::Open } else { margin.latest.1 }), ..margin.clone() };
    let general = words::margin(&rest, verdict, lang);
    let mut parts: Vec<(String, String)> = Vec::new();
    for (unknown, reading, earliest, latest) in &margin.readings {
        let Some(unknown) = view.scenario().unknowns.get(*unknown) else { continue };
        let about = unknowns::about(view, unknown, Some(event.machine));
        let written = unknown.readings.get(*reading).map_or_else(String::new, |r| unknowns::reading(r, lang));
        let value = written.parse::<Stamp>().map_or(written, |s| words::stamp(s, lang));
        let head = match latest.1 {
            Bound::Verdict if verdict == Verdict::Legal => {
                words::spare(latest.0.number().saturating_sub(margin.on.number()), lang)
            }
            _ => {
                let own = Margin { on: margin.on, earliest: *earliest, latest: *latest, readings: Vec::new() };
                words::margin(&own, verdict, lang).unwrap_or_default()
            }
        };
        let verb = words::say(lang, "is", "est");
        let condition = if parts.is_empty() { format!("{} {verb} {value}", about.label) } else { value };
        let part = (head, condition);
        // Sources that agree are one reading here.
        if !part.0.is_empty() && !parts.iter().any(|(h, c)| *h == part.0 && c.ends_with(&part.1)) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return general;
    }
    let si = words::say(lang, "if", "si");
    let texts: Vec<String> = parts.into_iter().map(|(head, condition)| format!("{head} {si} {condition}")).collect();
    let told = texts.join(", ");
    Some(match general {
        Some(general) if own_ends => format!("{told}{}{general}", words::say(lang, "; ", " ; ")),
        Some(general) => format!("{general} ({told})"),
        None => told,
    })
}
