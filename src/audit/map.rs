//! A map, checked against every edition of a procedure: what each column means, and which act an activity is.

use rustc_hash::FxHashMap;

use super::date::{Dates, Zone};
use crate::calendar::Stamp;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{ActId, RoleId};
use crate::procedure::{Editions, Field, Procedure, TextIds, literal, parse_value};
use crate::syntax::Located;
use crate::syntax::map::{ActivitySyntax, DetailFieldSyntax, MapFile};
use crate::text::Text;
use crate::value::{Type, Value};

/// A table by the bytes of a word.
pub(super) type ByWord<T> = FxHashMap<Box<[u8]>, T>;

/// What a register means to a procedure.
#[derive(Clone, Debug)]
pub struct Map {
    pub(super) title: Text,
    /// Every column that is read, each once.
    pub(super) columns: Vec<String>,
    pub(super) case: usize,
    pub(super) act: usize,
    pub(super) date: usize,
    pub(super) role: Option<usize>,
    /// The map's number for the role of each word.
    pub(super) role_words: ByWord<u16>,
    /// For each edition, its role of each number.
    pub(super) role_ids: Vec<Vec<Option<RoleId>>>,
    written: Option<String>,
    zone: Zone,
    minute: bool,
    /// What each activity is; nothing: it is ignored.
    pub(super) named: ByWord<Option<u16>>,
    pub(super) activities: Vec<Activity>,
    pub(super) ignore_rest: bool,
    /// Texts that rules mention, by their numbers.
    pub(super) texts: Vec<String>,
}

/// An activity that is an act.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The act's name.
    pub act: String,
    /// Its name for people, as the last edition that knows it has it.
    pub label: Text,
    /// The columns that it reads.
    pub(super) values: Vec<ValueFrom>,
    /// The act in each edition that knows it.
    pub(super) resolved: Vec<Option<Resolved>>,
}

/// An activity under one edition.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub act: ActId,
    /// Who does it, where the register does not tell.
    pub by: Option<RoleId>,
    /// In the order in which the procedure declares them.
    pub details: Vec<DetailFrom>,
}

/// Where a detail comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DetailFrom {
    /// A value that was read, by its number among those of the activity.
    Read(usize),
    /// Always the same.
    Fixed(Value),
}

/// A value that is read from a column.
#[derive(Clone, Debug)]
pub(super) struct ValueFrom {
    pub column: usize,
    /// The detail that it is for, of the first edition that has it.
    pub field: Field,
    pub times: i64,
    pub words: ByWord<Value>,
    pub otherwise: Option<Value>,
}

/// Why a value cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unread {
    /// There is none.
    Missing,
    /// It is not of the type.
    Wrong,
    /// It is out of the bounds that the procedure sets, or a date later than the act.
    OutOfBounds,
}

impl Map {
    /// Checks a map against a procedure. Nothing if it has errors, all of which are reported.
    #[must_use]
    pub fn check(file: &MapFile, editions: &Editions, diagnostics: &mut Diagnostics) -> Option<Self> {
        let before = diagnostics.errors();
        let mut columns = Columns::default();
        let case = columns.number(&file.case.value);
        let act = columns.number(&file.act.value);
        let date = columns.number(&file.date.field.value);
        let role = file.role.as_ref().map(|role| columns.number(&role.field.value));
        let mut texts: Vec<String> = Vec::new();
        for text in editions.all().iter().flat_map(Procedure::texts) {
            texts.text_id(text);
        }
        let mut check = Checking { editions, columns, texts, roles: Vec::new(), diagnostics };
        let role_words = file.role.iter().flat_map(|role| &role.words);
        let role_words: ByWord<u16> =
            role_words.filter_map(|(word, role)| Some((word.value.as_bytes().into(), check.role(role)?))).collect();
        let roles_told = file.role.is_some();
        if roles_told && role_words.is_empty() {
            // Without words the register names roles as the procedure does.
            for (_, role) in editions.all().iter().flat_map(|procedure| procedure.roles()) {
                check.role_number(&role.name);
            }
        }
        let mut named = ByWord::default();
        let mut activities = Vec::new();
        for (name, syntax) in &file.activities {
            let number = u16::try_from(activities.len()).unwrap_or(u16::MAX);
            if let Some(activity) = check.activity(syntax, roles_told) {
                named.insert(name.value.as_bytes().into(), Some(number));
                activities.push(activity);
            }
        }
        let ignored = || file.ignore.iter().flat_map(|names| names.iter());
        for name in ignored().filter(|name| name.value != "rest") {
            if named.insert(name.value.as_bytes().into(), None).is_some() {
                let headline = format!("`{}` is an activity, and is ignored", name.value);
                check.diagnostics.push(Diagnostic::new(Code::E102, headline).at(name.span, ""));
            }
        }
        let zone = check.zone(file.date.zone.as_ref());
        let Checking { columns, texts, roles, diagnostics, .. } = check;
        let role_words = if roles_told && role_words.is_empty() {
            roles.iter().enumerate().filter_map(|(n, r)| Some((r.as_bytes().into(), u16::try_from(n).ok()?))).collect()
        } else {
            role_words
        };
        let role_ids =
            editions.all().iter().map(|procedure| roles.iter().map(|r| procedure.role_named(r)).collect()).collect();
        (diagnostics.errors() == before).then(|| Self {
            title: (&file.map).into(),
            columns: columns.0,
            case,
            act,
            date,
            role,
            role_words,
            role_ids,
            written: file.date.written.as_ref().map(|written| written.value.clone()),
            zone,
            minute: file.date.precision.as_ref().is_some_and(|precision| precision.value == "minute"),
            named,
            activities,
            ignore_rest: ignored().any(|name| name.value == "rest"),
            texts,
        })
    }

    /// What the register is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The columns that are read, each once.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The activities that are acts.
    #[must_use]
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// What reads its dates.
    #[must_use]
    pub fn dates(&self) -> Dates {
        Dates::new(self.written.clone(), self.zone, self.minute)
    }

    /// The activity of the map that a name comes closest to.
    #[must_use]
    pub fn near(&self, name: &str) -> Option<String> {
        let mut known: Vec<String> = self.named.keys().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        known.sort();
        crate::diagnostic::suggest(name, known.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// Columns, each once.
#[derive(Default)]
struct Columns(Vec<String>);

impl Columns {
    fn number(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }
}

/// What the parts of a map are checked with.
struct Checking<'a> {
    editions: &'a Editions,
    columns: Columns,
    texts: Vec<String>,
    roles: Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

impl Checking<'_> {
    fn unknown(&mut self, what: &str, name: &Located<String>, known: Vec<&str>) {
        let headline = format!("there is no {what} `{}` in `{}`", name.value, self.editions.name());
        self.diagnostics
            .push(Diagnostic::new(Code::E101, headline).at(name.span, "").did_you_mean(name, known.into_iter()));
    }

    fn role_number(&mut self, name: &str) -> u16 {
        let at = self.roles.iter().position(|known| known == name).unwrap_or_else(|| {
            self.roles.push(name.to_owned());
            self.roles.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn role(&mut self, name: &Located<String>) -> Option<u16> {
        let editions = self.editions.all();
        if !editions.iter().any(|procedure| procedure.role_named(name).is_some()) {
            let known = editions.iter().flat_map(|p| p.roles()).map(|(_, role)| role.name.as_str());
            self.unknown("role", name, known.collect());
            return None;
        }
        Some(self.role_number(&name.value))
    }

    /// The zone of the dates: that of the procedure, unless the map says otherwise.
    fn zone(&mut self, zone: Option<&Located<String>>) -> Zone {
        let own = self.editions.all().iter().find_map(|p| p.countings().next().map(|(_, counting)| counting.zone));
        match zone {
            None => own.map_or(Zone::AsWritten, Zone::Of),
            Some(name) if name.value == "as_written" => Zone::AsWritten,
            Some(name) => match name.parse() {
                Ok(zone) => Zone::Of(zone),
                Err(_) => {
                    let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).chain(["as_written"]);
                    let headline = format!("there is no time zone `{}`", name.value);
                    let fault = Diagnostic::new(Code::E101, headline).at(name.span, "");
                    self.diagnostics.push(fault.did_you_mean(name, known));
                    Zone::AsWritten
                }
            },
        }
    }

    fn activity(&mut self, syntax: &ActivitySyntax, roles_told: bool) -> Option<Activity> {
        let editions = self.editions.all();
        let name = &syntax.act;
        let Some(label) = editions.iter().rev().find_map(|p| Some(p.act(p.act_named(name)?).label.clone())) else {
            let known = editions.iter().flat_map(|p| p.acts()).map(|(_, act)| act.name.as_str());
            self.unknown("act", name, known.collect());
            return None;
        };
        let by = match &syntax.by {
            Some(by) => Some(self.role(by)?),
            None => None,
        };
        let fields: Vec<&Field> =
            editions.iter().filter_map(|p| Some(p.act(p.act_named(name)?))).flat_map(|act| &act.details).collect();
        for (detail, _) in &syntax.details {
            if !fields.iter().any(|field| field.name == detail.value) {
                let headline = format!("the act `{}` has no detail `{}`", name.value, detail.value);
                let known = fields.iter().map(|field| field.name.as_str());
                self.diagnostics
                    .push(Diagnostic::new(Code::E403, headline).at(detail.span, "").did_you_mean(detail, known));
            }
        }
        let mut activity = Activity { act: name.value.clone(), label, values: Vec::new(), resolved: Vec::new() };
        for procedure in editions {
            let resolved = procedure
                .act_named(name)
                .and_then(|act| self.resolve(syntax, procedure, act, (by, roles_told), &mut activity.values));
            activity.resolved.push(resolved);
        }
        Some(activity)
    }

    fn resolve(
        &mut self,
        syntax: &ActivitySyntax,
        procedure: &Procedure,
        act: ActId,
        (by, roles_told): (Option<u16>, bool),
        values: &mut Vec<ValueFrom>,
    ) -> Option<Resolved> {
        let rule = procedure.act(act);
        let named = by.and_then(|by| self.roles.get(usize::from(by))).and_then(|name| procedure.role_named(name));
        let by = named.or(match rule.by[..] {
            [only] => Some(only),
            _ => None,
        });
        if by.is_none() && !roles_told {
            let names: Vec<String> = rule.by.iter().map(|r| format!("`{}`", procedure.role(*r).name)).collect();
            self.diagnostics.push(
                Diagnostic::new(Code::E403, format!("who does `{}`?", rule.name))
                    .at(syntax.act.span, "no `by`")
                    .help(format!("add `by:` with {}, or `role:` to the map", names.join(" or "))),
            );
            return None;
        }
        let mut details = Vec::with_capacity(rule.details.len());
        for field in &rule.details {
            let detail = match syntax.details.lookup(&field.name) {
                Some(detail) => self.detail(detail, field, values)?,
                None => match field.default {
                    Some(value) => DetailFrom::Fixed(value),
                    None if field.optional => DetailFrom::Fixed(Value::Unknown),
                    None => {
                        let headline = format!("`{}` needs the detail `{}`", rule.name, field.name);
                        let help = format!("add `{0}: COLUMN`, or `{0}: {{ is: unknown }}`", field.name);
                        self.diagnostics.push(
                            Diagnostic::new(Code::E403, headline)
                                .at(syntax.act.span, format!("of type {}", field.ty.name()))
                                .help(help),
                        );
                        return None;
                    }
                },
            };
            details.push(detail);
        }
        Some(Resolved { act, by, details })
    }

    fn detail(&mut self, syntax: &DetailFieldSyntax, field: &Field, values: &mut Vec<ValueFrom>) -> Option<DetailFrom> {
        if let Some(times) = &syntax.times
            && (field.ty != Type::Integer || times.value < 1)
        {
            let headline = if times.value < 1 { "`times` is at least 1" } else { "only a number is multiplied" };
            let label = format!("`{}` is of type {}", field.name, field.ty.name());
            self.diagnostics.push(Diagnostic::new(Code::E005, headline).at(times.span, label));
            return None;
        }
        if let Some(is) = &syntax.is {
            return self.value(is, field).map(DetailFrom::Fixed);
        }
        let name = syntax.field.as_ref()?;
        let column = self.columns.number(&name.value);
        let same =
            |known: &ValueFrom| known.column == column && known.field.name == field.name && known.field.ty == field.ty;
        if let Some(known) = values.iter().position(same) {
            return Some(DetailFrom::Read(known));
        }
        let mut words = ByWord::default();
        for (word, value) in &syntax.words {
            words.insert(word.value.as_bytes().into(), self.value(value, field)?);
        }
        let otherwise = match &syntax.otherwise {
            Some(value) => Some(self.value(value, field)?),
            None => field.default.or(field.optional.then_some(Value::Unknown)),
        };
        let times = syntax.times.as_ref().map_or(1, |times| times.value);
        values.push(ValueFrom { column, field: field.clone(), times, words, otherwise });
        Some(DetailFrom::Read(values.len() - 1))
    }

    /// A value that the map writes itself, as a scenario would.
    fn value(&mut self, text: &Located<String>, field: &Field) -> Option<Value> {
        if text.value == "unknown" {
            return Some(Value::Unknown);
        }
        literal(text, &field.ty, Code::E403, &mut self.texts, self.diagnostics)
    }
}

impl ValueFrom {
    /// The value of a text. `number` gives texts their numbers.
    pub(super) fn read(
        &self,
        text: &[u8],
        on: Stamp,
        dates: &mut Dates,
        number: &mut dyn FnMut(&str) -> Value,
    ) -> Result<Value, Unread> {
        if text.is_empty() {
            return self.otherwise.ok_or(Unread::Missing);
        }
        if let Some(value) = self.words.get(text) {
            return Ok(*value);
        }
        let value = match &self.field.ty {
            Type::Integer => Value::Integer(whole(text, self.times).ok_or(Unread::Wrong)?),
            Type::Date => Value::Date(dates.read(text).ok_or(Unread::Wrong)?),
            ty => {
                let text = std::str::from_utf8(text).map_err(|_| Unread::Wrong)?;
                match ty {
                    Type::Text => number(text),
                    _ => parse_value(text, ty, &mut Vec::new()).map_err(|_| Unread::Wrong)?,
                }
            }
        };
        let early = matches!(value, Value::Date(date) if date.day > on.day && !self.field.planned);
        if early || !self.within(value) { Err(Unread::OutOfBounds) } else { Ok(value) }
    }

    /// Whether a value keeps to the bounds of its detail, as far as they are certain.
    fn within(&self, value: Value) -> bool {
        match (self.field.between, value) {
            (Some((Value::Integer(low), Value::Integer(high))), Value::Integer(n)) => (low..=high).contains(&n),
            (Some((Value::Date(low), Value::Date(high))), Value::Date(date)) => {
                (low.day..=high.day).contains(&date.day)
            }
            (Some((Value::Duration(low), Value::Duration(high))), Value::Duration(length)) => {
                (low.minutes..=high.minutes).contains(&length.minutes)
            }
            _ => true,
        }
    }
}

/// A decimal number times a whole one, if that is whole.
fn whole(text: &[u8], times: i64) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (mut number, mut scale, mut point, mut any) = (0i64, 1i64, false, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                any = true;
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                if point {
                    scale = scale.checked_mul(10)?;
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let product = i128::from(number) * i128::from(times);
    let (scale, sign) = (i128::from(scale), if negative { -1 } else { 1 });
    (any && product % scale == 0).then(|| i64::try_from(sign * (product / scale)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn amounts_become_cents_exactly_or_not_at_all() {
        for (text, cents) in
            [("35.0", 3500), ("68.77", 6877), ("0", 0), ("-1.5", -150), ("+2", 200), ("11.880", 1188), (".5", 50)]
        {
            assert_eq!(whole(text.as_bytes(), 100), Some(cents), "{text}");
        }
        for text in ["", ".", "1.005", "1,5", "1e3", "NaN", "1.2.3", " 1", "99999999999999999999"] {
            assert_eq!(whole(text.as_bytes(), 100), None, "{text}");
        }
        assert_eq!(whole(b"92233720368547758.07", 100), Some(i64::MAX));
    }
}
