//! Files in memory, and places in them.

use super::{Code, Diagnostic, Diagnostics};

/// One file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A file's name as it is shown, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that diagnostics show.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

/// A range of bytes in a file. Places that no file has are shown as the nearest one that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: saturate(start), end: saturate(end) }
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The span from the start of this one to the end of another in the same file; this one if they are in two.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file == other.file { Self { end: self.end.max(other.end), ..self } } else { self }
    }
}

fn saturate(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// The files that were read.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A byte order mark is dropped.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let id = FileId(saturate(self.files.len()));
        self.files.push(SourceFile { name: name.into(), text });
        id
    }

    /// Adds a file that may not be UTF-8; if it is not, reports where, and keeps what can be shown of it.
    pub fn add_bytes(&mut self, name: impl Into<String>, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> FileId {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return self.add(name, text),
            Err(error) => error,
        };
        let valid = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(valid).copied().unwrap_or_default();
        let marked = error.as_bytes().starts_with("\u{feff}".as_bytes());
        let id = self.add(name, String::from_utf8_lossy(error.as_bytes()).into_owned());
        let start = if marked { valid.saturating_sub('\u{feff}'.len_utf8()) } else { valid };
        let span = Span::new(id, start, start.saturating_add('\u{fffd}'.len_utf8()));
        diagnostics.push(
            Diagnostic::new(Code::E001, "the file is not UTF-8")
                .at(span, format!("the byte 0x{byte:02x} does not belong here"))
                .help("save the file as UTF-8"),
        );
        id
    }

    /// The file. An id from another map gives an empty file.
    #[must_use]
    pub fn get(&self, id: FileId) -> &SourceFile {
        static NONE: SourceFile = SourceFile { name: String::new(), text: String::new() };
        self.files.get(id.0 as usize).unwrap_or(&NONE)
    }

    /// The text under a span, cut at character boundaries.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(self.clamp(span)).unwrap_or_default()
    }

    /// The line and column at which a span starts, from 1; columns count characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (u32, u32) {
        let text = &self.get(span.file).text;
        let before = text.get(..self.clamp(span).start).unwrap_or_default();
        let line = before.bytes().filter(|&byte| byte == b'\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        (saturate(line).saturating_add(1), saturate(column).saturating_add(1))
    }

    /// The span as a range that lies in the file, on character boundaries.
    pub(super) fn clamp(&self, span: Span) -> std::ops::Range<usize> {
        let text = &self.get(span.file).text;
        let boundary = |offset: u32| {
            let offset = (offset as usize).min(text.len());
            (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        let start = boundary(span.start);
        let mut end = boundary(span.end);
        if end < span.end as usize && end < text.len() {
            end = end.saturating_add(text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        }
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let mut map = SourceMap::new();
        let file = map.add("f", "é: 1\r\nab: ü x\n");
        let place = |start| map.line_column(Span::new(file, start, start));
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(2), (1, 2));
        assert_eq!(place(7), (2, 1));
        assert_eq!(place(14), (2, 7));
        assert_eq!(place(9_999), (3, 1));
    }

    #[test]
    fn drops_a_byte_order_mark() {
        let mut map = SourceMap::new();
        let file = map.add("f", "\u{feff}a: 1");
        assert_eq!(map.get(file).text, "a: 1");
    }

    #[test]
    fn slices_on_character_boundaries() {
        let mut map = SourceMap::new();
        let file = map.add("f", "é—x");
        assert_eq!(map.slice(Span::new(file, 1, 3)), "é—");
        assert_eq!(map.slice(Span::new(file, 70, 3)), "");
        assert_eq!(SourceMap::new().slice(Span::new(file, 0, 3)), "");
    }
}
