//! The work in progress of checking a procedure: what is known so far, and names looked up in it.

use super::model::{Act, Article, Basis, Role};
use crate::calendar::{Counting, Day, Holidays, Length, Roll, Rule};
use crate::condition::{Context, Exprs, Fault, FaultKind, Vocabulary, Wanted, compile};
use crate::condition::{Expr, ExprId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::ids::{ArticleId, CountingId, RoleId, StateSet};
use crate::syntax::procedure::{CountingSyntax, ProcedureFile};
use crate::syntax::{Located, OneOrMany};
use crate::value::Value;

/// The work in progress.
pub(super) struct Lowering<'a> {
    pub file: &'a ProcedureFile,
    pub diagnostics: &'a mut Diagnostics,
    pub names: Vocabulary,
    pub exprs: Exprs,
    pub countings: Vec<Counting>,
    pub articles: Vec<Article>,
    pub roles: Vec<Role>,
    pub acts: Vec<Act>,
    pub cited: Vec<bool>,
    pub acting: Vec<bool>,
    /// Whether the file stands for what watches the machines of a system.
    pub observing: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(file: &'a ProcedureFile, observing: bool, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            file,
            diagnostics,
            names: Vocabulary::default(),
            exprs: Exprs::default(),
            countings: Vec::new(),
            articles: Vec::new(),
            roles: Vec::new(),
            acts: Vec::new(),
            cited: vec![false; file.law.len()],
            acting: vec![false; file.roles.len()],
            observing,
        }
    }

    pub(super) fn day(&mut self, text: &Located<String>) -> Option<Day> {
        match text.parse() {
            Ok(day) => Some(day),
            Err(e) => {
                let error: crate::calendar::DayError = e;
                self.diagnostics
                    .push(Diagnostic::new(Code::E006, error.to_string()).at(text.span, "a day is needed here"));
                None
            }
        }
    }

    /// The way of counting that a file describes.
    pub(super) fn counting(&mut self, syntax: &CountingSyntax) -> Option<CountingId> {
        let rule: Option<Rule> = self.keyword(&syntax.rule);
        let roll: Option<Roll> = syntax.roll.as_ref().map_or(Some(Roll::None), |roll| self.keyword(roll));
        let zone = self.file.time_zone.parse::<chrono_tz::Tz>().ok();
        if zone.is_none() && self.countings.is_empty() {
            let known = chrono_tz::TZ_VARIANTS.iter().map(|z| z.name());
            let name = &self.file.time_zone;
            self.diagnostics.push(
                Diagnostic::new(Code::E101, format!("unknown time zone `{}`", name.value))
                    .at(name.span, "")
                    .did_you_mean(name, known),
            );
        }
        let holidays = match &syntax.holidays {
            None => Some(Holidays::None),
            Some(name) => self.holidays(name),
        };
        if roll == Some(Roll::NextWorkingDay) && syntax.holidays.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::E204, "a deadline that rolls to a working day needs to know the holidays")
                    .at(syntax.span, "no `holidays`")
                    .help("add `holidays: fr`"),
            );
        }
        if rule == Some(Rule::Hours) && roll == Some(Roll::NextWorkingDay) {
            self.diagnostics.push(
                Diagnostic::new(Code::E204, "hours never roll to a working day")
                    .at(syntax.roll.as_ref().map_or(syntax.span, |roll| roll.span), "elapsed time passes on any day")
                    .help("remove `roll`"),
            );
        }
        let counting = Counting { rule: rule?, roll: roll?, holidays: holidays?, zone: zone? };
        Some(self.counting_id(counting))
    }

    /// The id of a way of counting; equal ways share one.
    pub(super) fn counting_id(&mut self, counting: Counting) -> CountingId {
        let found = self.countings.iter().position(|c| *c == counting);
        CountingId::new(found.unwrap_or_else(|| {
            self.countings.push(counting);
            self.countings.len() - 1
        }))
    }

    /// A keyword whose words the syntax has already checked.
    pub(super) fn keyword<T: std::str::FromStr>(&mut self, word: &Located<String>) -> Option<T> {
        word.parse().ok()
    }

    pub(super) fn holidays(&mut self, name: &Located<String>) -> Option<Holidays> {
        if let Some(days) = self.file.holidays.lookup(name) {
            let days: Vec<Day> = days.iter().filter_map(|day| self.day(day)).collect();
            return Some(Holidays::listed(days));
        }
        let known = Holidays::named(name);
        if known.is_none() {
            let names = self.file.holidays.names().chain(["fr", "fr-alsace-moselle"]);
            self.diagnostics.push(
                Diagnostic::new(Code::E101, format!("no holidays are called `{}`", name.value))
                    .at(name.span, "")
                    .did_you_mean(name, names)
                    .note("there are `fr`, `fr-alsace-moselle` and what the file lists under `holidays`"),
            );
        }
        known
    }

    pub(super) fn article(&mut self, name: &Located<String>) -> Option<ArticleId> {
        let file = self.file;
        let found = file.law.iter().position(|(n, _)| n.value == name.value);
        if found.is_none() {
            self.unknown("article", name, file.law.names());
        }
        found.map(ArticleId::new)
    }

    pub(super) fn unknown<'n>(&mut self, what: &str, name: &Located<String>, known: impl Iterator<Item = &'n str>) {
        self.diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known),
        );
    }

    /// What a rule rests on; its articles count as cited.
    pub(super) fn basis(&mut self, basis: &OneOrMany<Located<String>>) -> Basis {
        if let [only] = &basis.items[..]
            && only.value == "policy"
            && self.file.law.lookup("policy").is_none()
        {
            return Basis::Policy;
        }
        let articles: Vec<ArticleId> = basis.iter().filter_map(|name| self.article(name)).collect();
        for article in &articles {
            if let Some(cited) = self.cited.get_mut(article.index()) {
                *cited = true;
            }
        }
        Basis::Articles(articles)
    }

    pub(super) fn role(&mut self, name: &Located<String>) -> Option<RoleId> {
        let file = self.file;
        let found = file.roles.iter().position(|(n, _)| n.value == name.value);
        match found {
            None => self.unknown("role", name, file.roles.names()),
            Some(index) => self.acting[index] = true,
        }
        found.map(RoleId::new)
    }

    /// The states that a list of states and groups names.
    pub(super) fn state_set(&mut self, names: &OneOrMany<Located<String>>) -> StateSet {
        let file = self.file;
        let mut set = StateSet::EMPTY;
        for name in names {
            match self.names.states_named(name) {
                Some(states) => set = set.union(states),
                None => self.unknown("state", name, file.states.names().chain(file.groups.names())),
            }
        }
        set
    }

    /// Reports a length that a way of counting cannot count: the rule `hours` counts hours only, and working days need
    /// holidays to be told from others.
    pub(super) fn countable(&mut self, length: Length, counting: CountingId, at: Span) {
        let (Some(counting), Length::Civil(period)) = (self.countings.get(counting.index()), length) else { return };
        if counting.rule == Rule::Hours {
            let headline = format!("the rule `hours` cannot count {period}");
            self.diagnostics.push(Diagnostic::new(Code::E204, headline).at(at, "counts hours and minutes only"));
        } else if period.working_days > 0 && matches!(counting.holidays, Holidays::None) {
            self.diagnostics.push(
                Diagnostic::new(Code::E204, "working days cannot be counted without holidays")
                    .at(at, "no `holidays`")
                    .help("add `holidays: fr`"),
            );
        }
    }

    /// Compiles an expression, reporting its faults at their places in the file.
    pub(super) fn compile(&mut self, text: &Located<String>, wanted: &Wanted, context: Context) -> Option<ExprId> {
        match compile(text, wanted, context, &mut self.names, &mut self.exprs) {
            Ok(id) => {
                let mut counted = Vec::new();
                self.exprs.walk(id, &mut |_, expr| {
                    if let Expr::Counted { length, counting, .. } = expr
                        && let Expr::Literal(Value::Period(period)) = self.exprs.get(*length)
                    {
                        counted.push((Length::Civil(*period), *counting));
                    }
                });
                for (length, counting) in counted {
                    self.countable(length, counting, text.span);
                }
                Some(id)
            }
            Err(faults) => {
                for fault in faults {
                    self.diagnostics.push(fault_diagnostic(text, fault));
                }
                None
            }
        }
    }
}

/// A fault of a condition, shown at its place in the file.
pub(super) fn fault_diagnostic(text: &Located<String>, fault: Fault) -> Diagnostic {
    let code = match fault.kind {
        FaultKind::Syntax => Code::E110,
        FaultKind::Type => Code::E111,
        FaultKind::Unanchored => Code::E112,
        FaultKind::UnknownName => Code::E101,
        FaultKind::BadValue => Code::E006,
    };
    let diagnostic = Diagnostic::new(code, fault.message).at(text.span_of(fault.range), fault.label);
    match fault.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
