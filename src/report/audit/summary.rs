//! The summary of a register. It says everything by name and in both languages, so that those of parts of a register
//! can be added up without the law at hand, and it holds whole distributions, so that nothing is lost by it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::audit::ByVerdict;
use crate::text::{Lang, Text};

/// A text, in English and, where it was written, in French.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// English.
    pub en: String,
    /// French.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fr: Option<String>,
}

impl Said {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => self.fr.as_deref().unwrap_or(&self.en),
        }
    }

    /// What is told in each language.
    pub(super) fn of(told: impl Fn(Lang) -> String) -> Self {
        let (en, fr) = (told(Lang::En), told(Lang::Fr));
        let fr = (fr != en).then_some(fr);
        Self { en, fr }
    }
}

impl From<&Text> for Said {
    fn from(text: &Text) -> Self {
        Self { en: text.en.clone(), fr: text.fr.clone() }
    }
}

/// How often, when, and in which case first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// How many cases.
    pub cases: u64,
    /// How many acts (or occurrences).
    pub acts: u64,
    /// The earliest date.
    pub first: String,
    /// The latest date.
    pub last: String,
    /// A case with the earliest date: of several the one whose name comes first.
    pub example: String,
}

impl Counted {
    fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.acts += other.acts;
        if (&other.first, &other.example) < (&self.first, &self.example) {
            self.first.clone_from(&other.first);
            self.example.clone_from(&other.example);
        }
        if other.last > self.last {
            self.last.clone_from(&other.last);
        }
    }
}

/// An article.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleSaid {
    /// Its name in the file.
    pub article: String,
    /// How it is cited, with its certainty.
    pub cite: Said,
}

/// An act, and how many events have each verdict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ActSummary {
    /// Its name in the file.
    pub act: String,
    /// Its name for people.
    pub label: Said,
    /// How many are legal, irregular, illegal, undetermined.
    pub verdicts: ByVerdict,
}

/// What tells apart rules that were not kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RuleSummary {
    /// The first day of the edition.
    pub edition: String,
    /// The act's name in the file.
    pub act: String,
    /// The act's name for people.
    pub label: Said,
    /// What not keeping it makes of the act: `irregular`, `illegal` or `undetermined`.
    pub verdict: String,
    /// Why: `condition_failed`, `too_early`, `no_such_act`, and so on.
    pub refusal: String,
    /// The condition, as it stands in the file, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub condition: Option<String>,
    /// The transition, by its place in the file, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub transition: Option<usize>,
    /// The reason in words.
    pub says: Said,
    /// What it rests on.
    pub basis: Vec<ArticleSaid>,
}

/// An article that was not kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleSummary {
    /// The first day of the edition.
    pub edition: String,
    /// The article.
    pub article: ArticleSaid,
}

/// A duty that was not fulfilled in time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DutySummary {
    /// The first day of the edition.
    pub edition: String,
    /// Its name in the file.
    pub duty: String,
    /// Its name for people.
    pub label: Said,
    /// Who owes it.
    pub owed_by: Said,
    /// What it rests on.
    pub basis: Vec<ArticleSaid>,
}

/// A property that broke.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PropertySummary {
    /// The first day of the edition.
    pub edition: String,
    /// Its name in the file.
    pub property: String,
    /// Its name for people.
    pub label: Said,
    /// `required` or `recommended`.
    pub level: String,
    /// Whether it broke after an unlawful act that stands.
    pub following: bool,
}

/// A date with which acts are compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Margin {
    /// The first day of the edition.
    pub edition: String,
    /// The act's name in the file.
    pub act: String,
    /// The act's name for people.
    pub label: Said,
    /// The transition, by its place in the file.
    pub transition: usize,
    /// The check, by its place.
    pub check: usize,
    /// The date, as it stands in the file.
    pub date: String,
    /// What the date is called.
    pub called: Said,
    /// `until`: the act falls on the date at the latest; `from`: at the earliest.
    pub side: String,
}

/// A verdict that another reading changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The act's name in the file.
    pub act: String,
    /// The act's name for people.
    pub label: Said,
    /// The verdict under the first reading.
    pub was: String,
    /// The verdict under the second.
    pub is: String,
}

/// What was found under one reading of the law.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReadingSummary {
    /// The first day of the edition that was applied to everything; nothing for the law as it was in force.
    pub always: Option<String>,
    /// How many cases have each verdict as their worst: legal, irregular, illegal, undetermined.
    pub cases: ByVerdict,
    /// Each act.
    pub acts: Vec<ActSummary>,
    /// Rules that were not kept.
    pub rules: Vec<(RuleSummary, Counted)>,
    /// Articles that were not kept.
    pub articles: Vec<(ArticleSummary, Counted)>,
    /// Duties that were not fulfilled in time.
    pub duties: Vec<(DutySummary, Counted)>,
    /// Properties that broke.
    pub properties: Vec<(PropertySummary, Counted)>,
    /// How many acts fell how many days on the lawful side of a date; less than 0: on the other.
    pub margins: Vec<(Margin, BTreeMap<i32, u64>)>,
    /// How many cases were replayed in every possible world, since something that is not known decides.
    pub replayed: u64,
}

/// The summary of a register, or of a part of one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// The version of this format.
    pub greffe_audit: u32,
    /// The procedure.
    pub procedure: String,
    /// Its title.
    pub title: Said,
    /// What the register is called.
    pub register: Said,
    /// The day that was looked at; nothing: of each case the last event.
    pub as_of: Option<String>,
    /// How many cases were judged.
    pub cases: u64,
    /// How many acts.
    pub acts: u64,
    /// How many events the map ignores.
    pub ignored: u64,
    /// How many events lie after the day that was looked at.
    pub later: u64,
    /// How many lines or elements cannot be read.
    pub unread: u64,
    /// How many cases were left out, since an event of theirs cannot be read.
    pub left_out: u64,
    /// Of how many cases the register does not have the events in the order of their dates.
    pub reordered: u64,
    /// The earliest event.
    pub first: Option<String>,
    /// The latest event.
    pub last: Option<String>,
    /// Under each reading of the law.
    pub readings: Vec<ReadingSummary>,
    /// Which verdicts the second reading changes.
    pub changes: Vec<(Change, Counted)>,
}

/// Why two summaries cannot be added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unlike {
    /// They are of another version of the format.
    Version,
    /// They are about different procedures.
    Procedure,
    /// They are about different registers.
    Register,
    /// They look at different days.
    AsOf,
    /// They judge under different readings of the law.
    Readings,
}

/// The version of the format.
pub const VERSION: u32 = 1;

/// Adds what is known of some things to what is known of others, sorted by what they are.
fn add<K: Ord + Clone, V: Clone>(mine: &mut Vec<(K, V)>, theirs: &[(K, V)], merge: impl Fn(&mut V, &V)) {
    let mut all: BTreeMap<K, V> = std::mem::take(mine).into_iter().collect();
    for (key, value) in theirs {
        match all.get_mut(key) {
            Some(known) => merge(known, value),
            None => {
                all.insert(key.clone(), value.clone());
            }
        }
    }
    mine.extend(all);
}

fn add_days(mine: &mut BTreeMap<i32, u64>, theirs: &BTreeMap<i32, u64>) {
    for (days, count) in theirs {
        *mine.entry(*days).or_default() += count;
    }
}

fn add_verdicts(mine: &mut ByVerdict, theirs: &ByVerdict) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

impl Summary {
    /// Adds the summary of other cases of the same register, judged alike.
    ///
    /// # Errors
    /// The two are not alike.
    pub fn merge(&mut self, other: &Self) -> Result<(), Unlike> {
        let readings = |summary: &Self| -> Vec<Option<String>> {
            summary.readings.iter().map(|reading| reading.always.clone()).collect()
        };
        let unlike = match () {
            () if (self.greffe_audit, other.greffe_audit) != (VERSION, VERSION) => Some(Unlike::Version),
            () if self.procedure != other.procedure || self.title != other.title => Some(Unlike::Procedure),
            () if self.register != other.register => Some(Unlike::Register),
            () if self.as_of != other.as_of => Some(Unlike::AsOf),
            () if readings(self) != readings(other) => Some(Unlike::Readings),
            () => None,
        };
        if let Some(unlike) = unlike {
            return Err(unlike);
        }
        self.cases += other.cases;
        self.acts += other.acts;
        self.ignored += other.ignored;
        self.later += other.later;
        self.unread += other.unread;
        self.left_out += other.left_out;
        self.reordered += other.reordered;
        self.first = [self.first.take(), other.first.clone()].into_iter().flatten().min();
        self.last = [self.last.take(), other.last.clone()].into_iter().flatten().max();
        for (mine, theirs) in self.readings.iter_mut().zip(&other.readings) {
            mine.merge(theirs);
        }
        add(&mut self.changes, &other.changes, Counted::merge);
        Ok(())
    }

    /// Whether nothing unlawful was found under the first reading: no illegal act, and no required property that broke
    /// but after an unlawful act that stands.
    #[must_use]
    pub fn is_lawful(&self) -> bool {
        self.readings.first().is_none_or(|reading| {
            let [_, _, illegal, _] = reading.cases;
            let grave = |property: &PropertySummary| property.level == "required" && !property.following;
            illegal == 0 && !reading.properties.iter().any(|(property, _)| grave(property))
        })
    }
}

impl ReadingSummary {
    fn merge(&mut self, other: &Self) {
        add_verdicts(&mut self.cases, &other.cases);
        for act in &other.acts {
            match self.acts.iter_mut().find(|known| known.act == act.act) {
                Some(known) => add_verdicts(&mut known.verdicts, &act.verdicts),
                None => self.acts.push(act.clone()),
            }
        }
        add(&mut self.rules, &other.rules, Counted::merge);
        add(&mut self.articles, &other.articles, Counted::merge);
        add(&mut self.duties, &other.duties, Counted::merge);
        add(&mut self.properties, &other.properties, Counted::merge);
        add(&mut self.margins, &other.margins, add_days);
        self.replayed += other.replayed;
    }
}

/// The JSON Schema of a summary.
#[must_use]
pub fn schema() -> serde_json::Value {
    let generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Summary>();
    schema.insert("$id".to_owned(), serde_json::json!("urn:greffe:schema:audit"));
    schema.insert("title".to_owned(), serde_json::json!("A register that was judged"));
    schema.to_value()
}
