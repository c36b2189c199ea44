//! Conditions as text: whether two are the same, and whether only their numbers differ.

/// A piece of a condition.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    /// A number, with its unit if it has one; a date; a time.
    Literal(String),
    /// Anything else.
    Other(String),
}

const UNITS: [&str; 14] = [
    "year", "years", "month", "months", "week", "weeks", "day", "days", "working", "hour", "hours", "minute",
    "minutes", "and",
];

/// Whether two texts are the same but for white space.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// The literals that differ, if that is all that differs.
pub(super) fn bounds(a: &str, b: &str) -> Option<Vec<(String, String)>> {
    let (a, b) = (pieces(a), pieces(b));
    if a.len() != b.len() {
        return None;
    }
    let mut found = Vec::new();
    for pair in a.into_iter().zip(b) {
        match pair {
            (Piece::Literal(a), Piece::Literal(b)) if a != b => found.push((a, b)),
            (a, b) if a == b => {}
            _ => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// How many of the words of two conditions are in both, in hundredths of all.
pub(super) fn likeness(a: &str, b: &str) -> usize {
    let words = |text: &str| {
        let mut words: Vec<Piece> = pieces(text).into_iter().filter(|p| matches!(p, Piece::Other(_))).collect();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let both = a.iter().filter(|word| b.contains(word)).count();
    let all = a.len() + b.iter().filter(|word| !a.contains(word)).count();
    (both * 100).checked_div(all).unwrap_or(0)
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for word in words(text) {
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        match all.last_mut() {
            Some(Piece::Literal(last)) if UNITS.contains(&word.as_str()) && !last.contains('-') => {
                // `and` joins two lengths, or two conditions; it is taken back where no number follows.
                last.push(' ');
                last.push_str(&word);
            }
            Some(Piece::Literal(last)) if number && last.ends_with(" and") => {
                last.push(' ');
                last.push_str(&word);
            }
            last => {
                if let Some(Piece::Literal(literal)) = last
                    && let Some(shorter) = literal.strip_suffix(" and")
                {
                    *literal = shorter.to_owned();
                    all.push(Piece::Other("and".to_owned()));
                }
                all.push(if number { Piece::Literal(word) } else { Piece::Other(word) });
            }
        }
    }
    all
}

fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':') {
            word.push(c);
            continue;
        }
        all.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        if !c.is_whitespace() {
            all.push(c.to_string());
        }
    }
    all.extend((!word.is_empty()).then_some(word));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_numbers_with_their_units() {
        let found = |a: &str, b: &str| bounds(a, b);
        let one = |a: &str, b: &str| Some(vec![(a.to_owned(), b.to_owned())]);
        assert_eq!(found("d <= 3 months from act.on", "d <= 6 months from act.on"), one("3 months", "6 months"));
        assert_eq!(found("act.amount <= 150000", "act.amount <= 3000000"), one("150000", "3000000"));
        assert_eq!(found("act.on >= 2014-03-19", "act.on >= 2015-01-01"), one("2014-03-19", "2015-01-01"));
        assert_eq!(found("x >= 5 days from a", "x >= 24 hours from a"), one("5 days", "24 hours"));
        assert_eq!(found("n > 3 and done(x)", "n > 4 and done(x)"), one("3", "4"));
        assert_eq!(
            found("1 year and 2 months from a", "1 year and 3 months from a"),
            one("1 year and 2 months", "1 year and 3 months")
        );
        assert_eq!(found("a <= 3", "a < 3"), None);
        assert_eq!(found("a  <= 3", "a <= 3"), None);
    }

    #[test]
    fn likeness_counts_words() {
        assert_eq!(likeness("a == b", "a == b"), 100);
        assert!(likeness("done(fine)", "act.urgent and act.grave") < 30);
        assert_eq!(likeness("", ""), 0);
    }
}
