//! Words, numbers, dates and signs of a condition.

use std::ops::Range;

/// What a piece of a condition is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A name or keyword.
    Word(String),
    /// A whole number; underscores between digits are allowed.
    Number(i64),
    /// `2011-06-16` or `2011-06-16T16:23`, not yet checked against the calendar.
    Date(String),
    /// `06:00`
    Time(String),
    /// A quoted text.
    Text(String),
    /// `(`, `)`, `[`, `]`, `,`, `.`, `+`, `-`, `*` or a comparison.
    Sign(&'static str),
}

/// A token and where it stands, in bytes.
pub(super) type Spanned = (Token, Range<usize>);

/// What is wrong with a condition's text, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The bytes concerned.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl SyntaxError {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

const SIGNS: [&str; 15] = ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-", "*"];

/// Splits a condition into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<Spanned>, SyntaxError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = next(rest, first).map_err(|e| shift(e, at))?;
        found.push((token, at..at + length));
        at += length;
    }
    Ok(found)
}

fn shift(mut error: SyntaxError, by: usize) -> SyntaxError {
    error.range = error.range.start + by..error.range.end + by;
    error
}

fn next(rest: &str, first: char) -> Result<(Token, usize), SyntaxError> {
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        return Ok((Token::Word(word.to_owned()), length));
    }
    if first == '"' || first == '\'' {
        let body = rest.get(1..).unwrap_or_default();
        let Some(end) = body.find(first) else {
            return Err(SyntaxError::new(0..rest.len(), "this text is not closed").help(format!("end it with {first}")));
        };
        return Ok((Token::Text(body.get(..end).unwrap_or_default().to_owned()), end + 2));
    }
    if let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    let error = SyntaxError::new(0..first.len_utf8(), format!("`{first}` means nothing in a condition"));
    Err(match first {
        '=' => error.help("two values are compared with `==`"),
        '&' => error.help("write `and`"),
        '|' => error.help("write `or`"),
        '!' => error.help("write `not`"),
        _ => error,
    })
}

/// A number, a date or a time of day: all begin with a digit.
fn number(rest: &str) -> Result<(Token, usize), SyntaxError> {
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == ':')).unwrap_or(rest.len());
    let whole = rest.get(..length).unwrap_or_default();
    let shape: String = whole.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    match shape.as_str() {
        "9999-99-99" | "9999-99-99T99:99" => return Ok((Token::Date(whole.to_owned()), length)),
        "99:99" => return Ok((Token::Time(whole.to_owned()), length)),
        _ => {}
    }
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '_')).unwrap_or(rest.len());
    let digits = rest.get(..length).unwrap_or_default();
    if rest.get(length..).and_then(|r| r.chars().next()).is_some_and(char::is_alphabetic) {
        return Err(SyntaxError::new(0..whole.len(), format!("`{whole}` is neither a number nor a name"))
            .help("write a space between a number and its unit: `3 months`"));
    }
    if shape.contains(':') || shape.matches('-').count() == 2 && shape.starts_with("9999") {
        return Err(SyntaxError::new(0..whole.len(), format!("`{whole}` is neither a date nor a time of day"))
            .help("write `2011-06-16`, `2011-06-16T16:23` or `06:00`"));
    }
    let value = digits.replace('_', "").parse::<i64>();
    value
        .map(|n| (Token::Number(n), length))
        .map_err(|_| SyntaxError::new(0..length, format!("the number {digits} is too large")))
}
