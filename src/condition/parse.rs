//! The grammar of conditions, by precedence: `or`, `and`, `not`, comparisons, `from`/`before`, `+ -`, `*`.

use std::ops::Range;

use super::expr::Operator;
pub use super::lexer::SyntaxError;
use super::lexer::{Spanned, Token, tokens};

/// How deeply a condition may be nested.
const MAX_DEPTH: usize = 64;
/// How long a condition may be, in bytes.
const MAX_LENGTH: usize = 4096;

/// A piece of a condition as written, with its place in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Syntax {
    /// What it is.
    pub kind: SyntaxKind,
    /// The bytes of the condition that it covers.
    pub range: Range<usize>,
}

/// The forms of the grammar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SyntaxKind {
    /// `true` or `false`
    Boolean(bool),
    /// `12`
    Number(i64),
    /// `"text"`
    Text(String),
    /// `2011-06-16`
    Date(String),
    /// `06:00`
    Time(String),
    /// `3 months`
    Length(String),
    /// `act`, `state`, a state's or a deadline's name
    Name(String),
    /// `act.on`
    Field(Box<Syntax>, String),
    /// `done(answer)`
    Call(String, Vec<Syntax>),
    /// `[a, b]`
    List(Vec<Syntax>),
    /// `not x`
    Not(Box<Syntax>),
    /// `x and y`
    And(Box<Syntax>, Box<Syntax>),
    /// `x or y`
    Or(Box<Syntax>, Box<Syntax>),
    /// `x <= y`
    Compare(Operator, Box<Syntax>, Box<Syntax>),
    /// `x in y`, or `x not in y` when the flag is set
    In(Box<Syntax>, Box<Syntax>, bool),
    /// `3 months from act.on`
    From(Box<Syntax>, Box<Syntax>),
    /// `8 days before act.session`
    Before(Box<Syntax>, Box<Syntax>),
    /// `x + y`, `x - y` or `x * y`
    Arithmetic(char, Box<Syntax>, Box<Syntax>),
}

/// Reads a condition.
///
/// # Errors
/// The first thing that the grammar does not allow, with its place and, where there is one, a remedy.
pub fn parse(text: &str) -> Result<Syntax, SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::new(0..text.len(), format!("a condition has at most {MAX_LENGTH} bytes")));
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, end: text.len() };
    let whole = parser.or()?;
    match parser.peek() {
        None => Ok(whole),
        Some((_, range)) => Err(SyntaxError::new(range.clone(), "the condition should end here")
            .help("join two conditions with `and` or `or`")),
    }
}

struct Parser<'a> {
    tokens: &'a [Spanned],
    at: usize,
    depth: usize,
    end: usize,
}

type Parsed = Result<Syntax, SyntaxError>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Spanned> {
        self.tokens.get(self.at)
    }

    fn word(&self) -> Option<&str> {
        match self.peek() {
            Some((Token::Word(word), _)) => Some(word),
            _ => None,
        }
    }

    fn eat_word(&mut self, wanted: &str) -> bool {
        let found = self.word() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some((Token::Sign(s), _)) if *s == wanted);
        self.at += usize::from(found);
        found
    }

    fn here(&self) -> Range<usize> {
        self.peek().map_or(self.end..self.end, |(_, range)| range.clone())
    }

    fn expect(&mut self, wanted: &str) -> Result<(), SyntaxError> {
        if self.eat(wanted) { Ok(()) } else { Err(SyntaxError::new(self.here(), format!("expected `{wanted}` here"))) }
    }

    fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::new(self.here(), format!("a condition is nested at most {MAX_DEPTH} deep")));
        }
        let mut left = self.and()?;
        while self.eat_word("or") {
            let right = self.and()?;
            left = join(left, right, SyntaxKind::Or);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.eat_word("and") {
            let right = self.not()?;
            left = join(left, right, SyntaxKind::And);
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        let start = self.here().start;
        if !self.eat_word("not") {
            return self.comparison();
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::new(self.here(), format!("a condition is nested at most {MAX_DEPTH} deep")));
        }
        let inner = self.not()?;
        self.depth -= 1;
        let range = start..inner.range.end;
        Ok(Syntax { kind: SyntaxKind::Not(Box::new(inner)), range })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.anchored()?;
        if self.word() == Some("not") && matches!(self.tokens.get(self.at + 1), Some((Token::Word(w), _)) if w == "in")
        {
            self.at += 2;
            let right = self.anchored()?;
            return Ok(join(left, right, |a, b| SyntaxKind::In(a, b, true)));
        }
        if self.eat_word("in") {
            let right = self.anchored()?;
            return Ok(join(left, right, |a, b| SyntaxKind::In(a, b, false)));
        }
        let Some(operator) = self.operator() else { return Ok(left) };
        let right = self.anchored()?;
        let after = self.at;
        if self.operator().is_some() {
            let (_, range) = self.tokens.get(after).cloned().unwrap_or((Token::Sign("<"), self.here()));
            return Err(SyntaxError::new(range, "comparisons cannot be chained").help("write `a <= b and b <= c`"));
        }
        Ok(join(left, right, |a, b| SyntaxKind::Compare(operator, a, b)))
    }

    fn operator(&mut self) -> Option<Operator> {
        let operator = match self.peek()? {
            (Token::Sign("=="), _) => Operator::Equal,
            (Token::Sign("!="), _) => Operator::NotEqual,
            (Token::Sign("<"), _) => Operator::Less,
            (Token::Sign("<="), _) => Operator::LessEqual,
            (Token::Sign(">"), _) => Operator::Greater,
            (Token::Sign(">="), _) => Operator::GreaterEqual,
            _ => return None,
        };
        self.at += 1;
        Some(operator)
    }

    /// `P from DATE` and `P before DATE`.
    fn anchored(&mut self) -> Parsed {
        let left = self.sum()?;
        if self.eat_word("from") {
            let right = self.sum()?;
            return Ok(join(left, right, SyntaxKind::From));
        }
        if self.eat_word("before") {
            let right = self.sum()?;
            return Ok(join(left, right, SyntaxKind::Before));
        }
        Ok(left)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let sign = if self.eat("+") {
                '+'
            } else if self.eat("-") {
                '-'
            } else {
                return Ok(left);
            };
            let right = self.product()?;
            left = join(left, right, |a, b| SyntaxKind::Arithmetic(sign, a, b));
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.postfix()?;
        while self.eat("*") {
            let right = self.postfix()?;
            left = join(left, right, |a, b| SyntaxKind::Arithmetic('*', a, b));
        }
        Ok(left)
    }

    fn postfix(&mut self) -> Parsed {
        let mut inner = self.atom()?;
        while self.eat(".") {
            let range = self.here();
            let Some(field) = self.word().map(str::to_owned) else {
                return Err(SyntaxError::new(range, "expected a name after the dot"));
            };
            self.at += 1;
            let whole = inner.range.start..range.end;
            inner = Syntax { kind: SyntaxKind::Field(Box::new(inner), field), range: whole };
        }
        Ok(inner)
    }

    fn atom(&mut self) -> Parsed {
        let Some((token, range)) = self.peek().cloned() else {
            return Err(SyntaxError::new(self.here(), "the condition ends too early").help("a value should follow"));
        };
        self.at += 1;
        let kind = match token {
            Token::Number(n) => return self.quantity(n, range),
            Token::Date(text) => SyntaxKind::Date(text),
            Token::Time(text) => SyntaxKind::Time(text),
            Token::Text(text) => SyntaxKind::Text(text),
            Token::Word(word) => match word.as_str() {
                "true" => SyntaxKind::Boolean(true),
                "false" => SyntaxKind::Boolean(false),
                "and" | "or" | "not" | "in" | "from" | "before" => {
                    return Err(SyntaxError::new(range, format!("`{word}` needs a value before it")));
                }
                _ if self.eat("(") => {
                    let arguments = self.list(")")?;
                    let end = self.tokens.get(self.at.wrapping_sub(1)).map_or(range.end, |(_, r)| r.end);
                    return Ok(Syntax { kind: SyntaxKind::Call(word, arguments), range: range.start..end });
                }
                _ => SyntaxKind::Name(word),
            },
            Token::Sign("(") => {
                let mut inner = self.or()?;
                let end = self.here().end;
                self.expect(")")?;
                inner.range = range.start..end;
                return Ok(inner);
            }
            Token::Sign("[") => {
                let items = self.list("]")?;
                let end = self.tokens.get(self.at.wrapping_sub(1)).map_or(range.end, |(_, r)| r.end);
                return Ok(Syntax { kind: SyntaxKind::List(items), range: range.start..end });
            }
            Token::Sign("-") => {
                if let Some((Token::Number(n), end)) = self.peek().cloned() {
                    self.at += 1;
                    return Ok(Syntax { kind: SyntaxKind::Number(-n), range: range.start..end.end });
                }
                return Err(SyntaxError::new(range, "`-` needs a number after it"));
            }
            Token::Sign(sign) => return Err(SyntaxError::new(range, format!("`{sign}` needs a value before it"))),
        };
        Ok(Syntax { kind, range })
    }

    /// The rest of a list whose opening sign has been read, up to `close`.
    fn list(&mut self, close: &str) -> Result<Vec<Syntax>, SyntaxError> {
        let mut items = Vec::new();
        if self.eat(close) {
            return Ok(items);
        }
        loop {
            items.push(self.or()?);
            if self.eat(close) {
                return Ok(items);
            }
            self.expect(",")?;
        }
    }

    /// A number, or a length if a unit follows: `3 months`, `1 year 2 months`.
    fn quantity(&mut self, number: i64, range: Range<usize>) -> Parsed {
        let mut text = String::new();
        let mut end = range.end;
        let mut next = Some(number);
        while let Some(n) = next {
            let mut unit = String::new();
            if self.word() == Some("working") {
                self.at += 1;
                unit.push_str("working ");
            }
            match self.word() {
                Some(word) if is_unit(word) => unit.push_str(word),
                _ if text.is_empty() && unit.is_empty() => {
                    return Ok(Syntax { kind: SyntaxKind::Number(number), range });
                }
                _ => {
                    return Err(
                        SyntaxError::new(self.here(), "expected a unit here").help("such as `days` or `months`")
                    );
                }
            }
            end = self.here().end;
            self.at += 1;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&format!("{n} {unit}"));
            next = match (self.peek(), self.tokens.get(self.at + 1)) {
                (Some((Token::Number(n), _)), Some((Token::Word(w), _))) if is_unit(w) || w == "working" => Some(*n),
                _ => None,
            };
            self.at += usize::from(next.is_some());
        }
        Ok(Syntax { kind: SyntaxKind::Length(text), range: range.start..end })
    }
}

fn is_unit(word: &str) -> bool {
    matches!(word.strip_suffix('s').unwrap_or(word), "year" | "month" | "week" | "day" | "hour" | "minute")
}

fn join(left: Syntax, right: Syntax, kind: impl FnOnce(Box<Syntax>, Box<Syntax>) -> SyntaxKind) -> Syntax {
    let range = left.range.start..right.range.end;
    Syntax { kind: kind(Box::new(left), Box::new(right)), range }
}
