//! Painted text, broken into lines that fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::palette::Paint;

/// A text of painted pieces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Rich(Vec<(Paint, String)>);

impl Rich {
    /// One piece.
    pub fn new(paint: Paint, text: impl Into<String>) -> Self {
        Self::default().with(paint, text)
    }

    /// A piece without paint.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Paint::Plain, text)
    }

    /// Adds a piece.
    #[must_use]
    pub fn with(mut self, paint: Paint, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.0.last_mut() {
            Some((last, before)) if *last == paint => before.push_str(&text),
            _ => self.0.push((paint, text)),
        }
        self
    }

    /// Adds another text.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        other.0.into_iter().fold(self, |all, (paint, text)| all.with(paint, text))
    }

    /// The pieces.
    pub fn pieces(&self) -> impl Iterator<Item = (Paint, &str)> {
        self.0.iter().map(|(paint, text)| (*paint, text.as_str()))
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.is_empty())
    }

    /// Whether it begins with a symbol that stands for itself.
    pub fn is_item(&self) -> bool {
        self.0.first().is_some_and(|(_, text)| ["✓ ", "✗ ", "~ ", "? ", "· "].contains(&text.as_str()))
    }

    /// How many columns it takes on one line.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| text.width()).sum()
    }

    /// Writes it on one line.
    pub fn write(&self, color: bool, out: &mut String) {
        for (paint, text) in &self.0 {
            paint.write(text, color, out);
        }
    }

    /// Broken into lines of at most `width` columns.
    pub fn wrap(&self, width: usize) -> Vec<Self> {
        let width = width.max(1);
        let mut lines = vec![Self::default()];
        let mut used = 0;
        for word in self.words().into_iter().flat_map(|word| word.cut(width)) {
            let needed = word.width();
            if used > 0 && used + 1 + needed > width {
                lines.push(Self::default());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                let mut grown = std::mem::take(line);
                if used > 0 {
                    let paint =
                        if grown.last_paint() == word.first_paint() { word.first_paint() } else { Paint::Plain };
                    grown = grown.with(paint, " ");
                    used += 1;
                }
                *line = grown.then(word);
                used += needed;
            }
        }
        lines
    }

    fn last_paint(&self) -> Paint {
        self.0.last().map_or(Paint::Plain, |(paint, _)| *paint)
    }

    fn first_paint(&self) -> Paint {
        self.0.first().map_or(Paint::Plain, |(paint, _)| *paint)
    }

    /// The words, with French punctuation kept to the word that it belongs to. A control character counts as a space.
    fn words(&self) -> Vec<Self> {
        let mut words: Vec<Self> = Vec::new();
        let mut word = Self::default();
        for (paint, text) in &self.0 {
            for c in text.chars() {
                if c == ' ' || c.is_control() {
                    push_word(&mut words, std::mem::take(&mut word));
                } else {
                    word = word.with(*paint, c);
                }
            }
        }
        push_word(&mut words, word);
        words
    }

    fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// A word in parts of at most `width` columns.
    fn cut(self, width: usize) -> Vec<Self> {
        if self.width() <= width {
            return vec![self];
        }
        let mut parts = vec![Self::default()];
        let mut used = 0;
        for (paint, text) in self.0 {
            for c in text.chars() {
                let needed = c.width().unwrap_or(0);
                if used + needed > width && used > 0 {
                    parts.push(Self::default());
                    used = 0;
                }
                if used == 0 && c.is_whitespace() {
                    continue;
                }
                if let Some(part) = parts.last_mut() {
                    *part = std::mem::take(part).with(paint, c);
                }
                used += needed;
            }
        }
        parts.into_iter().map(Self::trimmed).collect()
    }

    /// Without white space at its end.
    fn trimmed(mut self) -> Self {
        if let Some((_, last)) = self.0.last_mut() {
            last.truncate(last.trim_end().len());
        }
        self
    }
}

/// Marks that never begin a line, and those that never end one.
fn push_word(words: &mut Vec<Rich>, word: Rich) {
    if word.is_empty() {
        return;
    }
    let text = word.text();
    let closes = text.starts_with('»') || matches!(text.as_str(), ":" | ";" | "?" | "!" | "%" | "€" | "→" | "·");
    let glued = match words.last() {
        Some(last) => closes || matches!(last.text().chars().last(), Some('«')),
        None => false,
    };
    match words.last_mut() {
        Some(last) if glued => *last = std::mem::take(last).with(Paint::Plain, "\u{20}").then(word),
        _ => words.push(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        Rich::plain(text).wrap(width).iter().map(Rich::text).collect()
    }

    #[test]
    fn lines_fit() {
        assert_eq!(lines("a formal notice gives", 9), ["a formal", "notice", "gives"]);
        assert_eq!(lines("anticonstitutionnellement", 10), ["anticonsti", "tutionnell", "ement"]);
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("日本 日本", 5), ["日本", "日本"]);
        assert_eq!(lines("esc\u{1b}[31m \n tab\tend", 80), ["esc [31m tab end"]);
    }

    #[test]
    fn french_punctuation_stays_with_its_word() {
        assert_eq!(lines("le motif : « urgence »", 11), ["le motif :", "« urgence »"]);
    }
}
