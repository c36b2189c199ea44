//! The order of events: bounds of open dates, and dates that contradict it.

use super::facts::days_between;
use super::lowering::{Lowering, key};
use super::model::{Candidate, Certainty, Event, Given, Machine, What, When};
use crate::calendar::{Day, Stamp};
use crate::diagnostic::{Code, Diagnostic};
use crate::procedure::{AppliesBy, Editions};
use crate::value::Value;

impl Lowering<'_, '_> {
    /// Completes open dates by the order of one machine's events.
    pub(super) fn bound(
        &mut self,
        events: &mut [Event],
        open: &[(usize, Option<Stamp>, Option<Stamp>)],
        procedures: &[&Editions],
        machines: &[Machine],
        as_of: Option<Day>,
    ) {
        let horizon = (events.iter())
            .flat_map(|e| self.stamps(e))
            .chain(open.iter().flat_map(|(_, low, high)| low.iter().chain(high).copied()))
            .map(|s| s.day)
            .chain(as_of)
            .max();
        // Known bounds of every event, so that a run of open dates is bounded by what stands around it.
        let mut known: Vec<(Option<Stamp>, Option<Stamp>)> = events
            .iter()
            .map(|e| {
                let stamps = self.stamps(e);
                (stamps.iter().min_by_key(|s| key(s)).copied(), stamps.iter().max_by_key(|s| key(s)).copied())
            })
            .collect();
        for (index, low, high) in open {
            known[*index] = (*low, *high);
        }
        for (index, low, high) in open {
            let machine = events[*index].machine;
            let before =
                (0..*index).filter(|i| events[*i].machine == machine).filter_map(|i| known[i].0.or(known[i].1));
            let after = (*index + 1..events.len())
                .filter(|i| events[*i].machine == machine)
                .filter_map(|i| known[i].1.or(known[i].0));
            let first_day = procedures[machines[machine].procedure].get(0).edition();
            let lowest = before.max_by_key(key).map(|s| Stamp::of_day(s.day));
            let highest = after.min_by_key(key).map(|s| Stamp::of_day(s.day));
            let low = low.or(lowest).unwrap_or(Stamp::of_day(first_day));
            let high = high.or(highest).or(horizon.map(Stamp::of_day)).unwrap_or(low);
            let high = if high.day < low.day { low } else { high };
            let When::OneOf(unknown) = events[*index].on else { continue };
            let span = self.unknowns.all[unknown].span;
            let stamps = days_between(low, high, span, self.diagnostics).unwrap_or_else(|| vec![low]);
            self.unknowns.all[unknown].candidates =
                stamps.iter().map(|s| Candidate { value: Value::Date(*s), reading: None }).collect();
            known[*index] = (Some(low), Some(high));
            if let [only] = stamps[..] {
                events[*index].on = When::At(only);
            }
        }
    }

    /// The file order of one machine's events is asserted fact.
    pub(super) fn order(&mut self, events: &[Event]) {
        for (index, event) in events.iter().enumerate() {
            let earliest = |e: &Event| self.stamps(e).into_iter().min_by_key(key);
            let latest = |e: &Event| self.stamps(e).into_iter().max_by_key(|s| (s.day, s.latest()));
            let before = events[..index].iter().filter(|e| e.machine == event.machine);
            let conflict = before
                .filter_map(|b| Some((b, earliest(b)?, latest(event)?)))
                .find(|(_, earlier, own)| key(earlier) > (own.day, own.latest()));
            if let Some((before, earlier, own)) = conflict {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E401,
                        format!("`{}` stands after `{}` and happened before it", event.id, before.id),
                    )
                    .at(event.span, format!("{own}"))
                    .also(before.span, format!("{earlier}"))
                    .help("one machine's events stand in the order in which they happened"),
                );
            }
        }
    }

    /// A date among the details is not later than the act, unless the act plans it.
    pub(super) fn detail_dates(&mut self, events: &[Event], procedures: &[&Editions], machines: &[Machine]) {
        for event in events {
            let What::Act { resolved, .. } = &event.what else { continue };
            let Some(latest) = self.stamps(event).into_iter().map(|s| s.day).max() else { continue };
            let editions = procedures[machines[event.machine].procedure];
            // What an edition gives by default matters where that edition may apply.
            let own = |other: &&Event| other.machine == event.machine && matches!(other.what, What::Act { .. });
            let stays = editions.get(0).applies_by() == AppliesBy::FirstAct && editions.contested().is_empty();
            let decides = events.iter().find(own).filter(|_| stays).unwrap_or(event);
            let days: Vec<Day> = self.stamps(decides).into_iter().map(|s| s.day).collect();
            let (Some(low), Some(high)) = (days.iter().min(), days.iter().max()) else { continue };
            let applying = editions.known_on(*low)..=editions.known_on(*high);
            let each = editions.all().iter().zip(resolved).enumerate().filter(|(index, _)| applying.contains(index));
            for (_, (procedure, resolved)) in each {
                let Some(resolved) = resolved else { continue };
                for (field, given) in procedure.act(resolved.act).details.iter().zip(&resolved.details) {
                    if let Given::Known(value @ Value::Date(stamp)) = given
                        && field.is_too_late(*value, latest)
                    {
                        self.diagnostics.push(
                            Diagnostic::new(
                                Code::E404,
                                format!("`{}` is later than the act `{}`", field.name, event.id),
                            )
                            .at(event.span, format!("{} is {}, the act {latest}", field.name, stamp.day))
                            .help(
                                "a later receipt is an act of its own; a date that the act plans is declared `planned`",
                            ),
                        );
                    }
                }
            }
        }
    }

    /// A source cannot attest what came after it.
    pub(super) fn source_dates(&mut self, events: &[Event]) {
        for event in events {
            let Some(earliest) = self.stamps(event).into_iter().map(|s| s.day).min() else { continue };
            for source in &event.sources {
                let Some(source) = self.sources.get(*source) else { continue };
                let Some(published) = source.published.not_after else { continue };
                if published < earliest && event.certainty == Certainty::Attested && self.is_own(event.span) {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::E405,
                            format!("`{}` was published before the event that it is cited for", source.name),
                        )
                        .at(event.span, format!("{} on {earliest} at the earliest", event.id))
                        .note(format!("`{}` was published on {published} at the latest", source.name)),
                    );
                }
            }
        }
    }
}
