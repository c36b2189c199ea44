//! The reading under which something was found of which date decides the edition, where that is contested.

use super::words::{self, say};
use crate::procedure::AppliesBy;
use crate::system::System;
use crate::text::Lang;

/// The procedures that are contested, each with what decides its edition: as files say it, and as people call it.
pub(super) fn named<'s>(
    system: &System<'s>,
    reading: &[(usize, AppliesBy)],
    lang: Lang,
) -> Vec<(&'s str, &'static str, &'s str)> {
    let one = |(procedure, by): &(usize, AppliesBy)| {
        let editions = *system.procedures.get(*procedure)?;
        let reading = editions.contested().iter().find(|reading| reading.by == *by)?;
        Some((editions.name(), by.word(), reading.label.get(lang)))
    };
    reading.iter().filter_map(one).collect()
}

/// The reading as a line of text. Nothing where nothing is contested.
pub(super) fn told(system: &System, reading: &[(usize, AppliesBy)], lang: Lang) -> Option<String> {
    let named = named(system, reading, lang);
    let one = |(procedure, _, label): &(&str, &str, &str)| match named.len() {
        1 => (*label).to_owned(),
        _ => format!("{procedure}{}{label}", say(lang, ": ", " : ")),
    };
    let all: Vec<String> = named.iter().map(one).collect();
    (!all.is_empty()).then(|| words::under(&all.join(" · "), lang))
}
