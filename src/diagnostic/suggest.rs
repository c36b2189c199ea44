//! "Did you mean".

/// The name that was probably meant, if one is close: the nearest, and among equals the first.
///
/// ```
/// use greffe::diagnostic::suggest;
/// assert_eq!(suggest("on_notise", ["closed", "on_notice"].into_iter()), Some("on_notice"));
/// assert_eq!(suggest("heard", ["closed", "on_notice"].into_iter()), None);
/// ```
#[must_use]
pub fn suggest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let fold = |name: &str| name.replace(['-', ' '], "_").to_lowercase();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let folded = fold(wanted);
    let far = (folded.chars().count() / 3).max(1);
    let mut best = None;
    for name in names.filter(|name| !name.is_empty() && name.len() <= LONGEST && *name != wanted) {
        let distance = strsim::damerau_levenshtein(&folded, &fold(name));
        // One letter changed in a name of one or two letters is another name.
        let close = distance == 0 || (distance <= far && folded.chars().count() > 2);
        if close && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn finds_the_close_ones_only() {
        let names = || ["serve_notice", "serve_answer", "close", "ab"].into_iter();
        assert_eq!(suggest("serve_notise", names()), Some("serve_notice"));
        assert_eq!(suggest("Serve-Notice", names()), Some("serve_notice"));
        assert_eq!(suggest("colse", names()), Some("close"));
        assert_eq!(suggest("ac", names()), None);
        assert_eq!(suggest("sanction", names()), None);
        assert_eq!(suggest("", names()), None);
        assert_eq!(suggest(&"x".repeat(100_000), names()), None);
    }

    #[test]
    fn takes_the_first_of_equals() {
        assert_eq!(suggest("abcx", ["abcy", "abcz"].into_iter()), Some("abcy"));
    }
}
