//! What the law itself leaves open: which of two dates decides the edition that governs.

use super::lowering::Lowering;
use super::model::{Candidate, Event, LawReading, Reading, Unknown};
use crate::procedure::{Applicability, Basis, Editions};
use crate::system::Machine;
use crate::text::Text;
use crate::value::Value;

impl Lowering<'_, '_> {
    /// Adds an unknown for each procedure of which it is contested which edition governs, if a machine runs it on which
    /// the scenario says nothing of it. All such machines share one: the law is read in one way at a time.
    pub(super) fn contested(&mut self, events: &[Event], machines: &[Machine], procedures: &[&Editions]) {
        for (index, editions) in procedures.iter().enumerate() {
            let readings = editions.contested();
            let open = |event: &&Event| {
                machines.get(event.machine).is_some_and(|m| m.procedure == index && m.applies_by.is_none())
            };
            let Some(at) = events.iter().find(open).filter(|_| !readings.is_empty()) else { continue };
            let candidate = |number: usize| {
                let value = Value::Word(u16::try_from(number).unwrap_or(u16::MAX));
                Candidate { value, reading: Some(number) }
            };
            let title = editions.get(editions.all().len()).title();
            self.unknowns.all.push(Unknown {
                name: format!("{}.applies_by", editions.name()),
                label: Some(Text {
                    en: format!("What decides which text of “{}” governs", title.en),
                    fr: title.fr.as_ref().map(|fr| format!("Ce qui décide du texte de « {fr} » applicable")),
                }),
                candidates: (0..readings.len()).map(candidate).collect(),
                readings: readings.iter().map(|reading| law_reading(editions, reading)).collect(),
                applies_by: Some(index),
                // Every act of these machines depends on it.
                uses: 2,
                span: at.span,
            });
        }
    }
}

fn law_reading(editions: &Editions, reading: &Applicability) -> Reading {
    let articles = match &reading.basis {
        Basis::Articles(articles) => articles.as_slice(),
        Basis::Policy => &[],
    };
    let cited = |procedure: &crate::procedure::Procedure| {
        articles.iter().map(|article| procedure.article(*article).cite.clone()).collect()
    };
    Reading {
        written: reading.by.word().to_owned(),
        sources: Vec::new(),
        law: Some(LawReading {
            label: reading.label.clone(),
            basis: editions.contested_in().map_or_else(Vec::new, cited),
        }),
    }
}
