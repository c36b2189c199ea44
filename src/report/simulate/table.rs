//! Tables of text: names to the left, numbers to the right.

use unicode_width::UnicodeWidthStr;

use crate::report::text::{Page, Paint, Rich};

/// A table: its head, and its rows. The first `named` columns are names.
pub(super) struct Table {
    pub named: usize,
    /// The names take together at most one of so many parts of the width.
    pub parts: usize,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Columns between two columns.
const GAP: usize = 2;

impl Table {
    /// Writes it: in parts below one another, each with the names, if it is too wide.
    pub fn write(&self, page: &mut Page) {
        let width = page.width();
        let most = width / (self.parts.max(1) * self.named.max(1));
        let names: Vec<usize> = (0..self.named).map(|column| self.width_of(column).min(most)).collect();
        let taken: usize = names.iter().map(|name| name + GAP).sum();
        let mut from = self.named;
        loop {
            let mut to = from;
            let mut used = taken;
            while to < self.head.len() && (to == from || used + self.width_of(to) <= width) {
                used += self.width_of(to) + GAP;
                to += 1;
            }
            if from > self.named {
                page.blank();
            }
            self.part(page, &names, from..to);
            from = to;
            if from >= self.head.len() {
                return;
            }
        }
    }

    fn width_of(&self, column: usize) -> usize {
        let cells = std::iter::once(&self.head).chain(&self.rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    }

    fn part(&self, page: &mut Page, names: &[usize], columns: std::ops::Range<usize>) {
        for (index, row) in std::iter::once(&self.head).chain(&self.rows).enumerate() {
            let paint = if index == 0 { Paint::Quiet } else { Paint::Plain };
            let wrapped: Vec<Vec<String>> = names.iter().zip(row).map(|(width, name)| lines(name, *width)).collect();
            let height = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
            for line in 0..height {
                let mut text = String::new();
                for (width, lines) in names.iter().zip(&wrapped) {
                    let cell = lines.get(line).map_or("", String::as_str);
                    text.push_str(cell);
                    text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + GAP));
                }
                for column in columns.clone().filter(|_| line + 1 == height) {
                    let cell = row.get(column).map_or("", String::as_str);
                    text.push_str(&" ".repeat(self.width_of(column).saturating_sub(cell.width())));
                    text.push_str(cell);
                    text.push_str(&" ".repeat(GAP));
                }
                page.row(&Rich::new(paint, text.trim_end()));
            }
        }
    }
}

/// A name in lines of a width.
fn lines(name: &str, width: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match all.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => all.push(word.to_owned()),
        }
    }
    all
}
