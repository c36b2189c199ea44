//! From text to [`Node`], behind which the YAML library stays.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Location, Options, Spanned};

use super::failure::report;
use super::limits::{MAX_ALIASES, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_REPEATED};
use super::node::{Kind, Located, Node, Scalar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, SourceMap, Span};

/// Reads a file as one YAML document.
///
/// Keys that stand twice are all reported, and the first one is kept. Nothing is returned if the file is no YAML.
#[must_use]
pub fn parse(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = sources.get(file).text.as_str();
    if text.len() > MAX_BYTES {
        diagnostics.push(
            Diagnostic::new(Code::E007, format!("the file has {} bytes", text.len()))
                .at(Span::new(file, 0, 0), "")
                .note(format!("a file may have {MAX_BYTES}")),
        );
        return None;
    }
    let root = match deserialize(text) {
        Ok(root) => root,
        Err(error) => {
            report(&error, file, text, diagnostics);
            return None;
        }
    };
    let mut builder = Builder { file, text, diagnostics };
    let node = builder.node(root);
    if node.kind == Kind::Null && node.span.is_empty() {
        diagnostics.push(Diagnostic::new(Code::E001, "the file is empty").at(node.span, "nothing is written here"));
        return None;
    }
    Some(node)
}

/// Runs the library on a stack of its own: it calls itself for each level of nesting, with frames so large that 64
/// levels do not fit the two megabytes of a usual thread.
fn deserialize(text: &str) -> Result<Spanned<Raw>, Error> {
    const STACK: usize = 32 * 1024 * 1024;
    let read = || serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options());
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(serde::de::Error::custom("the YAML reader failed")),
            Err(_) => Err(serde::de::Error::custom("there is not enough memory to read the file")),
        }
    })
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: MAX_NODES * 3,
            max_aliases: MAX_ALIASES,
            max_anchors: MAX_ALIASES,
            max_recorded_anchor_events: MAX_NODES * 3,
            max_total_scalar_bytes: MAX_BYTES,
            max_documents: 1,
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: MAX_REPEATED,
            max_replay_stack_depth: MAX_DEPTH,
        },
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// What the library hands over. A plain scalar that looks like a number comes as a number: its text is then taken
/// from the file.
enum Raw {
    Null,
    Plain,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Builder<'_> {
    /// The place at which a value is defined: for an alias, that of its anchor.
    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let start = span.byte_offset().unwrap_or_default() as usize;
        let length = span.byte_len().unwrap_or_default() as usize;
        Span::new(self.file, start, start.saturating_add(length))
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.defined);
        match raw.value {
            Raw::Null => Node { span: self.around_nothing(span), kind: Kind::Null },
            Raw::Plain => {
                let text = self.slice(span).to_owned();
                Node { span, kind: Kind::Scalar(Scalar { text, quoted: false, exact: true }) }
            }
            Raw::Text(text) => self.scalar(text, span),
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item)).collect();
                let first = items.first().map(|node| node.span);
                let last = items.last().map(|node| node.span);
                Node { span: self.collection(span, first, last), kind: Kind::List(items) }
            }
            Raw::Map(entries) => self.map(entries, span),
        }
    }

    fn scalar(&self, text: String, span: Span) -> Node {
        let slice = self.slice(span);
        let quoted = text != slice && (slice.starts_with('"') || slice.starts_with('\''));
        let between = |quote: char| slice.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        let exact = text == slice || [between('"'), between('\'')].contains(&Some(text.as_str()));
        let span = Span::new(self.file, span.start as usize, span.start as usize + slice.trim_end().len());
        let block = text.ends_with('\n');
        Node { span, kind: Kind::Scalar(Scalar { text, quoted: quoted || block, exact }) }
    }

    fn map(&mut self, entries: Vec<(Spanned<String>, Spanned<Raw>)>, span: Span) -> Node {
        let mut places: HashMap<String, Span> = HashMap::with_capacity(entries.len());
        let mut map = Vec::with_capacity(entries.len());
        let (mut first, mut last) = (None, None);
        for (key, value) in entries {
            let key = Located::new(key.value, self.span(key.defined));
            let node = self.node(value);
            first = first.or(Some(key.span));
            last = Some(node.span);
            if let Some(&before) = places.get(&key.value) {
                self.diagnostics.push(
                    Diagnostic::new(Code::E002, format!("the key `{}` stands twice", key.value))
                        .at(key.span, "again here")
                        .also(before, "first here"),
                );
            } else {
                places.insert(key.value.clone(), key.span);
                map.push((key, node));
            }
        }
        Node { span: self.collection(span, first, last), kind: Kind::Map(map) }
    }

    /// In flow style, from bracket to bracket; in block style, the first key or the first item.
    fn collection(&self, span: Span, first: Option<Span>, last: Option<Span>) -> Span {
        let start = span.start as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        let close = match rest.chars().next() {
            Some('{') if !span.is_empty() => '}',
            Some('[') if !span.is_empty() => ']',
            _ => {
                return first.map_or(span, |first| Span { start: span.start.min(first.start), ..first });
            }
        };
        let end = last.map_or(span.end, |last| last.end.max(span.end)) as usize;
        let after = self.text.get(end..).unwrap_or_default();
        let skipped = after.len() - after.trim_start_matches([' ', ',', '\t', '\r', '\n']).len();
        let closed = after.get(skipped..).is_some_and(|after| after.starts_with(close));
        Span::new(self.file, start, if closed { end + skipped + 1 } else { end })
    }

    /// A key with nothing after it is shown by its colon.
    fn around_nothing(&self, span: Span) -> Span {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        if span.is_empty() && before.ends_with([':', '-']) {
            return Span { start: span.start.saturating_sub(1), ..span };
        }
        span
    }
}
