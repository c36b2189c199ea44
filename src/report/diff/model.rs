//! The format of a difference, and how it looks as text.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{changed, say};
use crate::text::Lang;

/// Differences as JSON. Words of the format are the same in every language; texts for people are in one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Diff {
    /// What was compared: `procedures` or `scenarios`.
    pub of: &'static str,
    /// The first.
    pub before: Compared,
    /// The second.
    pub after: Compared,
    /// Whether nothing differs.
    pub same: bool,
    /// What differs, by kind.
    pub sections: Vec<Section>,
}

/// One of the two that were compared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// Its first day in force, if it is an edition.
    pub edition: Option<String>,
    /// Its title.
    pub title: String,
}

/// Differences of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Section {
    /// The kind, as a stable word.
    pub section: &'static str,
    /// The kind, for people.
    pub title: String,
    /// What differs.
    pub entries: Vec<DiffEntry>,
}

/// Whether something is new, gone or changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

/// Something that is not the same in both.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct DiffEntry {
    /// Whether it is new, gone or changed.
    pub change: Kind,
    /// Its name in the file.
    pub name: String,
    /// What it is, in words.
    pub text: String,
    /// How it was, if that is all there is to it.
    pub before: Option<String>,
    /// How it is.
    pub after: Option<String>,
    /// What of it: for what is new or gone, what it says; else what changed.
    pub details: Vec<DiffDetail>,
}

/// One thing about an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct DiffDetail {
    /// What it is about, as a stable word.
    pub aspect: &'static str,
    /// The sentence.
    pub text: String,
    /// What it was, in words.
    pub before: Option<String>,
    /// What it is, in words.
    pub after: Option<String>,
}

impl DiffEntry {
    pub(super) fn new(change: Kind, name: String, text: String, details: Vec<DiffDetail>) -> Self {
        Self { change, name, text, before: None, after: None, details }
    }

    /// Something of which there is only how it was and how it is.
    pub(super) fn stands(change: Kind, name: String, what: &str, before: String, after: String, lang: Lang) -> Self {
        let text = changed(what, Some(&before), Some(&after), lang);
        Self { change, name, text, before: Some(before), after: Some(after), details: Vec::new() }
    }
}

impl Diff {
    pub(super) fn new(of: &'static str, before: Compared, after: Compared, sections: Vec<Section>) -> Self {
        let sections: Vec<Section> = sections.into_iter().filter(|section| !section.entries.is_empty()).collect();
        Self { of, before, after, same: sections.is_empty(), sections }
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// As text.
    #[must_use]
    pub fn text(&self, style: &Style) -> String {
        let lang = style.lang;
        let mut page = Page::new(style);
        for (sign, compared, paint) in [("− ", &self.before, Paint::Bad), ("+ ", &self.after, Paint::Good)] {
            let mut name = compared.name.clone();
            if let Some(edition) = &compared.edition {
                name = format!("{name}@{edition}");
            }
            let text = Rich::new(Paint::Strong, name).with(Paint::Quiet, format!(" · {}", compared.title));
            page.hanging(0, &Rich::new(paint, sign), &text);
        }
        for section in &self.sections {
            page.heading(&section.title);
            for entry in &section.entries {
                let (sign, paint) = match entry.change {
                    Kind::Added => ("+ ", Paint::Good),
                    Kind::Removed => ("− ", Paint::Bad),
                    Kind::Changed => ("~ ", Paint::Warning),
                };
                page.hanging(0, &Rich::new(paint, sign), &Rich::plain(&entry.text));
                for detail in &entry.details {
                    page.hanging(4, &Rich::new(Paint::Quiet, "· "), &Rich::plain(&detail.text));
                }
            }
        }
        page.blank();
        page.paragraph(0, &Rich::new(Paint::Strong, self.summary(lang)));
        page.finish()
    }

    /// "Nothing differs", or how much is new, gone and changed.
    fn summary(&self, lang: Lang) -> String {
        if self.same {
            return say(lang, "Nothing differs.", "Rien ne diffère.").to_owned();
        }
        let count = |kind| {
            let entries = self.sections.iter().flat_map(|section| &section.entries);
            entries.filter(|entry| entry.change == kind).count()
        };
        let (added, removed, changed) = (count(Kind::Added), count(Kind::Removed), count(Kind::Changed));
        match lang {
            Lang::En => format!("{added} new, {removed} gone, {changed} changed"),
            Lang::Fr => {
                let some = |n: usize, one: &str| format!("{n} {one}{}", if n > 1 { "s" } else { "" });
                let counts = [some(added, "ajout"), some(removed, "suppression"), some(changed, "modification")];
                counts.join(", ")
            }
        }
    }
}

/// The JSON Schema of a difference.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(Diff)).unwrap_or_default()
}
