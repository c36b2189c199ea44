//! Checking a map against every edition of a procedure.

use super::column::{ByWord, ValueFrom};
use super::date::Zone;
use super::map::{Activity, DetailFrom, Map, Resolved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::ActId;
use crate::procedure::{Editions, Field, Procedure, TextIds, literal};
use crate::syntax::Located;
use crate::syntax::map::{ActivitySyntax, DetailFieldSyntax, MapFile};
use crate::value::{Type, Value};

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
