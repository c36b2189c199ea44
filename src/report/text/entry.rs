//! The shape of every entry: a date, a mark and a word, and what is said.

use unicode_width::UnicodeWidthStr;

use super::Style;
use super::palette::Paint;
use super::wrap::Rich;
use crate::text::Lang;

/// The columns of the mark's word.
const WORD: usize = 12;
/// The columns of the date, where there is room for it beside the entries.
const DATE: usize = 19;
/// From this width on dates stand beside the entries.
const WIDE: usize = 100;

/// A symbol with a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub symbol: &'static str,
    pub word: String,
    pub paint: Paint,
}

impl Mark {
    pub fn new(symbol: &'static str, word: impl Into<String>, paint: Paint) -> Self {
        Self { symbol, word: word.into(), paint }
    }
}

/// What stands on the timeline, by its index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Item {
    /// An act or observation.
    Event(usize),
    /// Something that happened by itself.
    Passed(usize),
    /// A note.
    Note(usize),
    /// A claim.
    Claim(usize),
}

/// One entry of a timeline or of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// The date in words; empty in sections.
    pub when: String,
    pub mark: Mark,
    /// The machines that it is about.
    pub machines: Vec<String>,
    pub headline: Rich,
    pub details: Vec<Rich>,
    /// Whether it stands back.
    pub quiet: bool,
    /// What it tells of, on a timeline.
    pub items: Vec<Item>,
}

impl Entry {
    /// Whether all but the machines is equal.
    fn same(&self, other: &Self) -> bool {
        (&self.when, &self.mark, &self.headline, &self.details)
            == (&other.when, &other.mark, &other.headline, &other.details)
            && !self.machines.is_empty()
            && !other.machines.is_empty()
    }

    fn head(&self, lang: Lang) -> Rich {
        let name = if self.quiet { Paint::Quiet } else { Paint::Strong };
        let mut text = Rich::default();
        if !self.machines.is_empty() {
            text = text.with(name, self.machines.join(", "));
            if !self.headline.is_empty() {
                text = text.with(
                    name,
                    match lang {
                        Lang::En => ": ",
                        Lang::Fr => " : ",
                    },
                );
            }
        }
        text.then(self.headline.clone())
    }
}

/// Entries that say the same of several machines become one, in the place of the first.
pub(crate) fn group(entries: Vec<Entry>) -> Vec<Entry> {
    let mut grouped: Vec<Entry> = Vec::new();
    for entry in entries {
        let known = grouped.iter_mut().rev().take_while(|g| g.when == entry.when).find(|g| g.same(&entry));
        match known {
            Some(known) => {
                known.items.extend(entry.items);
                for machine in entry.machines {
                    if !known.machines.contains(&machine) {
                        known.machines.push(machine);
                    }
                }
            }
            None => grouped.push(entry),
        }
    }
    grouped
}

/// Lines of output.
pub(crate) struct Page {
    style: Style,
    text: String,
}

impl Page {
    pub fn new(style: &Style) -> Self {
        Self { style: Style { width: style.width.max(40), ..*style }, text: String::new() }
    }

    pub fn finish(self) -> String {
        self.text
    }

    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, indent: usize, line: &Rich) {
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(indent));
            line.write(self.style.color, &mut self.text);
        }
        self.text.push('\n');
    }

    /// A line as it is, such as the row of a table.
    pub fn row(&mut self, row: &Rich) {
        self.line(0, row);
    }

    /// How many columns a line may take.
    pub fn width(&self) -> usize {
        self.style.width
    }

    /// A paragraph.
    pub fn paragraph(&mut self, indent: usize, text: &Rich) {
        for line in text.wrap(self.style.width.saturating_sub(indent)) {
            self.line(indent, &line);
        }
    }

    /// A line whose spaces stay; what does not fit is not wrapped.
    pub fn verbatim(&mut self, text: &Rich) {
        self.line(0, text);
    }

    /// A paragraph after a label; what follows its first line stands under its beginning.
    pub fn hanging(&mut self, indent: usize, label: &Rich, text: &Rich) {
        let inner = indent + label.width();
        for (index, line) in text.wrap(self.style.width.saturating_sub(inner)).iter().enumerate() {
            if index == 0 {
                self.line(indent, &label.clone().then(line.clone()));
            } else {
                self.line(inner, line);
            }
        }
    }

    /// A heading with a rule to the edge.
    pub fn heading(&mut self, title: &str) {
        self.blank();
        let rule = self.style.width.saturating_sub(title.width() + 1);
        let line = Rich::new(Paint::Strong, title).with(Paint::Quiet, format!(" {}", "─".repeat(rule)));
        self.line(0, &line);
    }

    /// Entries; each new date once, beside the entries or above them.
    pub fn entries(&mut self, entries: &[Entry]) {
        let dated = entries.iter().any(|e| !e.when.is_empty());
        let beside = dated && self.style.width >= WIDE;
        let mut last: Option<&str> = None;
        for entry in entries {
            let new = last != Some(entry.when.as_str());
            let date = Rich::new(Paint::Time, if new { entry.when.as_str() } else { "" });
            if dated && new {
                if last.is_some() {
                    self.blank();
                }
                if !beside {
                    self.paragraph(0, &date);
                }
            }
            last = Some(entry.when.as_str());
            let dates = if beside { date.wrap(DATE - 1) } else { Vec::new() };
            self.entry(entry, if beside { DATE } else { 2 }, &dates);
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize, dates: &[Rich]) {
        let inner = indent + 2 + WORD + 2;
        let room = self.style.width.saturating_sub(inner);
        let mark = &entry.mark;
        let pad = WORD.saturating_sub(mark.word.width()) + 2;
        let label = Rich::new(mark.paint, format!("{} {}", mark.symbol, mark.word)).with(Paint::Plain, " ".repeat(pad));
        // A word that is too long for its column pushes the text away.
        let over = mark.word.width().saturating_sub(WORD);
        let mut lines = entry.head(self.style.lang).wrap(room.saturating_sub(over));
        for detail in entry.details.iter().filter(|d| !d.is_empty()) {
            // What follows a symbol hangs under its text.
            let hang = if detail.is_item() { 2 } else { 0 };
            for (index, line) in detail.wrap(room.saturating_sub(hang)).into_iter().enumerate() {
                let pad = if index > 0 { hang } else { 0 };
                lines.push(Rich::plain(" ".repeat(pad)).then(line));
            }
        }
        for index in 0..lines.len().max(dates.len()) {
            let mut text = Rich::default();
            let date = dates.get(index).filter(|d| !d.is_empty());
            if let Some(date) = date {
                text = text.then(date.clone());
            }
            if let Some(line) = lines.get(index) {
                let from = date.map_or(0, Rich::width);
                text = if index == 0 {
                    text.with(Paint::Plain, " ".repeat(indent.saturating_sub(from))).then(label.clone())
                } else {
                    text.with(Paint::Plain, " ".repeat(inner.saturating_sub(from)))
                };
                text = text.then(line.clone());
            }
            self.line(0, &text);
        }
    }
}
