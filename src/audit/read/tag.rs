//! Tags of XES as nearly all are written, which need no reader of XML.

use crate::audit::words::equal;

/// A tag as nearly all are written: without anything that is not needed.
pub(super) enum Tag<'c> {
    Trace,
    TraceEnd,
    Event,
    EventEnd,
    /// `<TYPE key="KEY" value="VALUE"/>`, or without the stroke, so that others stand in it.
    Attribute {
        key: &'c [u8],
        value: &'c [u8],
        nests: bool,
    },
}

/// The next tag after blanks, and where it ends; nothing if something else comes, or it is written in another way.
#[inline]
pub(super) fn plain(bytes: &[u8], from: usize) -> Option<(Tag<'_>, usize)> {
    let blanks = bytes.get(from..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let start = from + blanks + 1;
    let rest = bytes.get(start - 1..)?.strip_prefix(b"<")?;
    // The letters of a type are fewer than ten.
    let letters = rest.iter().take(10).position(|byte| !byte.is_ascii_lowercase())?;
    let after = start + letters;
    if letters == 0 {
        return match rest.first_chunk()? {
            b"/event>" => Some((Tag::EventEnd, start + 7)),
            b"/trace>" => Some((Tag::TraceEnd, start + 7)),
            _ => None,
        };
    }
    if letters == 5 {
        match rest.first_chunk()? {
            b"event>" => return Some((Tag::Event, after + 1)),
            b"trace>" => return Some((Tag::Trace, after + 1)),
            b"event " | b"trace " => return None,
            _ => {}
        }
    }
    let rest = rest.get(letters..)?.strip_prefix(b" key=\"")?;
    let (key, rest) = rest.split_at_checked(quote(rest)?)?;
    let rest = rest.strip_prefix(b"\" value=\"")?;
    let (value, rest) = rest.split_at_checked(quote(rest)?)?;
    let nests = match rest {
        [b'"', b'/', b'>', ..] => false,
        [b'"', b'>', ..] => true,
        _ => return None,
    };
    let end = after + 6 + key.len() + 9 + value.len() + if nests { 2 } else { 3 };
    Some((Tag::Attribute { key, value, nests }, end))
}

/// Where the next quote stands.
#[inline]
fn quote(bytes: &[u8]) -> Option<usize> {
    let (words, tail) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let found = equal(u64::from_le_bytes(*word), b'"');
        if found != 0 {
            return Some(number * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    Some(words.len() * 8 + tail.iter().position(|byte| *byte == b'"')?)
}
