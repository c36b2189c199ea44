//! Typed fields: their types, their bounds, and values written for them.

use super::model::Field;
use crate::calendar::{Day, Duration, Length, Minute, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::syntax::procedure::{BetweenSyntax, DetailSyntax, TypeSyntax};
use crate::syntax::{self, Located};
use crate::text::Text;
use crate::value::{TextId, Type, Value, Words};

const TYPES: [&str; 7] = ["boolean", "integer", "text", "date", "time", "period", "duration"];

/// Gives texts their numbers.
pub trait TextIds {
    /// The number of a text; equal texts have equal numbers.
    fn text_id(&mut self, text: &str) -> TextId;
}

impl TextIds for crate::condition::Vocabulary {
    fn text_id(&mut self, text: &str) -> TextId {
        self.text(text)
    }
}

/// The type that a file names.
pub(super) fn type_of(syntax: &TypeSyntax, diagnostics: &mut Diagnostics) -> Option<Type> {
    match syntax {
        TypeSyntax::Named(name) => match name.value.as_str() {
            "boolean" => Some(Type::Boolean),
            "integer" => Some(Type::Integer),
            "text" => Some(Type::Text),
            "date" => Some(Type::Date),
            "time" => Some(Type::Time),
            "period" => Some(Type::Period),
            "duration" => Some(Type::Duration),
            other => {
                diagnostics.push(
                    Diagnostic::new(Code::E101, format!("unknown type `{other}`"))
                        .at(name.span, "")
                        .did_you_mean(other, TYPES.into_iter())
                        .note(format!("the types are {}, or a list of words", TYPES.join(", "))),
                );
                None
            }
        },
        TypeSyntax::Words(words) => Some(Type::Word(unique(words, diagnostics))),
    }
}

fn unique(words: &[(Located<String>, Option<syntax::Text>)], diagnostics: &mut Diagnostics) -> Words {
    let mut seen: Vec<(String, Text)> = Vec::new();
    for (word, label) in words {
        if seen.iter().any(|(known, _)| *known == word.value) {
            let headline = format!("the word `{}` stands twice", word.value);
            diagnostics.push(Diagnostic::new(Code::E102, headline).at(word.span, ""));
        } else {
            let label = label.as_ref().map_or_else(|| Text::plain(word.value.replace('_', " ")), Text::from);
            seen.push((word.value.clone(), label));
        }
    }
    Words::new(seen)
}

/// Reads a value of a type.
///
/// # Errors
/// What is wrong with it, and a hint where there is one.
pub fn parse_value(text: &str, ty: &Type, texts: &mut dyn TextIds) -> Result<Value, (String, Option<String>)> {
    let wrong = |hint: &str| {
        let article = if ty.name().starts_with(['i', '[']) { "an" } else { "a" };
        let kind =
            if let Type::Word(_) = ty { "one of the words".to_owned() } else { format!("{article} {}", ty.name()) };
        (format!("`{text}` is not {kind}"), (!hint.is_empty()).then(|| hint.to_owned()))
    };
    match ty {
        Type::Boolean => match text {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            _ => Err(wrong("write `true` or `false`")),
        },
        Type::Integer => {
            text.replace('_', "").parse().map(Value::Integer).map_err(|_| wrong("a whole number such as `150000`"))
        }
        Type::Text => Ok(Value::Text(texts.text_id(text))),
        Type::Date => text.parse::<Stamp>().map(Value::Date).map_err(|e| (e.to_string(), None)),
        Type::Time => {
            text.parse::<Minute>().map(|m| Value::Time(m.number(), m.number())).map_err(|_| wrong("write `06:00`"))
        }
        Type::Period => match text.parse::<Length>() {
            Ok(Length::Civil(period)) => Ok(Value::Period(period)),
            Ok(Length::Elapsed(_)) => Err(wrong("hours and minutes are a duration")),
            Err(e) => Err((e.to_string(), None)),
        },
        Type::Duration => match text.parse::<Length>() {
            Ok(Length::Elapsed(Duration { minutes })) => Ok(Value::Duration(Duration { minutes })),
            Ok(Length::Civil(_)) => Err(wrong("a duration is in hours and minutes")),
            Err(e) => Err((e.to_string(), None)),
        },
        Type::Word(words) => match words.position(text) {
            Some(index) => Ok(Value::Word(index)),
            None => {
                let names = words.names();
                let near = suggest(text, names.iter().map(String::as_str)).map(|n| format!("did you mean `{n}`?"));
                Err((wrong("").0, near.or_else(|| Some(format!("it is one of {}", names.join(", "))))))
            }
        },
        Type::State | Type::Role => Err(wrong("")),
    }
}

/// Reads a value of a type from a file, reporting what is wrong with it.
pub fn literal(
    text: &Located<String>,
    ty: &Type,
    code: Code,
    texts: &mut dyn TextIds,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    match parse_value(text, ty, texts) {
        Ok(value) => Some(value),
        Err((message, hint)) => {
            let mut diagnostic = Diagnostic::new(code, message).at(text.span, format!("of type {}", ty.name()));
            if let Some(hint) = hint {
                diagnostic = diagnostic.help(hint);
            }
            diagnostics.push(diagnostic);
            None
        }
    }
}

/// A detail of an act.
pub(super) fn detail(
    name: &str,
    syntax: &DetailSyntax,
    texts: &mut dyn TextIds,
    diagnostics: &mut Diagnostics,
) -> Option<Field> {
    let ty = type_of(&syntax.r#type, diagnostics)?;
    let between = bounds(syntax.between.as_ref(), &ty, texts, diagnostics);
    let default = syntax.default.as_ref().and_then(|d| literal(d, &ty, Code::E006, texts, diagnostics));
    if let Some(planned) = &syntax.planned
        && ty != Type::Date
    {
        diagnostics.push(
            Diagnostic::new(Code::E005, "only a date can be `planned`")
                .at(planned.span, format!("`{name}` is of type {}", ty.name())),
        );
    }
    Some(Field {
        name: name.to_owned(),
        label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
        ty,
        between,
        default,
        optional: syntax.optional.as_ref().is_some_and(|o| o.value),
        planned: syntax.planned.as_ref().is_some_and(|p| p.value),
    })
}

/// The bounds of a field. Periods are compared by their shortest and longest lengths, so that only bounds that are
/// certainly reversed are refused.
pub(super) fn bounds(
    syntax: Option<&BetweenSyntax>,
    ty: &Type,
    texts: &mut dyn TextIds,
    diagnostics: &mut Diagnostics,
) -> Option<(Value, Value)> {
    let between = syntax?;
    if !matches!(ty, Type::Integer | Type::Period | Type::Duration | Type::Date) {
        diagnostics.push(
            Diagnostic::new(Code::E005, format!("a value of type {} has no bounds", ty.name())).at(between.span, ""),
        );
        return None;
    }
    let low = literal(&between.low, ty, Code::E006, texts, diagnostics)?;
    let high = literal(&between.high, ty, Code::E006, texts, diagnostics)?;
    if exceeds(low, high) {
        diagnostics.push(
            Diagnostic::new(Code::E006, "the lower bound is above the upper one")
                .at(between.span, "no value lies between")
                .help("exchange them"),
        );
        return None;
    }
    Some((low, high))
}

/// Whether `a` is certainly greater than `b`.
#[must_use]
pub(super) fn exceeds(a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a > b,
        (Value::Duration(a), Value::Duration(b)) => a.minutes > b.minutes,
        (Value::Date(a), Value::Date(b)) => a.day > b.day,
        (Value::Period(a), Value::Period(b)) => {
            let days = |p: crate::calendar::Period, year: u32, month: u32| {
                u32::from(p.years) * year
                    + u32::from(p.months) * month
                    + u32::from(p.weeks) * 7
                    + u32::from(p.days)
                    + u32::from(p.working_days)
            };
            days(a, 365, 28) > days(b, 366, 31) + u32::from(b.working_days) * 6
        }
        _ => false,
    }
}

/// Whether a value lies within a field's bounds, as far as that can be told without a date.
#[must_use]
pub(super) fn is_within(value: Value, between: Option<(Value, Value)>) -> bool {
    between.is_none_or(|(low, high)| !exceeds(low, value) && !exceeds(value, high))
}

impl Field {
    /// Whether a value lies within the bounds, as far as that can be told without a date.
    #[must_use]
    pub fn allows(&self, value: Value) -> bool {
        is_within(value, self.between)
    }

    /// Whether a value is a date later than the act that states it, and no plan.
    #[must_use]
    pub fn is_too_late(&self, value: Value, on: Day) -> bool {
        matches!(value, Value::Date(stamp) if stamp.day > on && !self.planned)
    }

    /// Whether an act on a day can state a value.
    #[must_use]
    pub fn can_be(&self, value: Value, on: Day) -> bool {
        self.allows(value) && !self.is_too_late(value, on)
    }
}
