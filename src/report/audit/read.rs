//! What a reader should know of how a register was read.

use super::summary::Summary;
use crate::report::words::{self, say};
use crate::text::Lang;

/// What was not judged or is judged otherwise than one would think, a line each.
#[must_use]
pub fn how_read(summary: &Summary, lang: Lang) -> Vec<String> {
    let replayed = summary.readings.first().map_or(0, |reading| reading.replayed);
    let told: [(u64, [&str; 2], [&str; 2]); 6] = [
        (
            summary.unread,
            ["line or element cannot be read", "lines or elements cannot be read"],
            ["ligne ou élément illisible", "lignes ou éléments illisibles"],
        ),
        (
            summary.left_out,
            [
                "case left out, since an event of it cannot be read",
                "cases left out, since an event of theirs cannot be read",
            ],
            [
                "affaire laissée de côté, dont un événement est illisible",
                "affaires laissées de côté, dont un événement est illisible",
            ],
        ),
        (
            summary.reordered,
            [
                "case whose events the register does not have in the order of their dates: judged by date",
                "cases whose events the register does not have in the order of their dates: judged by date",
            ],
            [
                "affaire dont le registre n'a pas les événements dans l'ordre des dates : jugée par date",
                "affaires dont le registre n'a pas les événements dans l'ordre des dates : jugées par date",
            ],
        ),
        (
            summary.ignored,
            ["event that the map ignores", "events that the map ignores"],
            ["événement que la table ignore", "événements que la table ignore"],
        ),
        (
            summary.later,
            ["event after the day that was looked at", "events after the day that was looked at"],
            ["événement postérieur au jour considéré", "événements postérieurs au jour considéré"],
        ),
        (
            replayed,
            [
                "case replayed in every possible world, since something that is not known decides",
                "cases replayed in every possible world, since something that is not known decides",
            ],
            [
                "affaire rejouée dans tous les mondes possibles, un fait inconnu étant décisif",
                "affaires rejouées dans tous les mondes possibles, un fait inconnu étant décisif",
            ],
        ),
    ];
    let some = told.into_iter().filter(|(n, ..)| *n > 0);
    let told = |(n, [one, many], [un, plusieurs]): (u64, [&'static str; 2], [&'static str; 2])| {
        let text = if n == 1 { say(lang, one, un) } else { say(lang, many, plusieurs) };
        format!("{} {text}", words::how_many(n, lang))
    };
    some.map(told).collect()
}
