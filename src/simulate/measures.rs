//! Measures and variations of a study, as they are checked.

use super::figures::{Figures, read};
use super::model::{FigureIx, Measure, MeasureKind, Names, Order, Published, Unit, Varied, Vary};
use crate::diagnostic::{Code, Diagnostic};
use crate::procedure::Editions;
use crate::syntax::study::{FigureSyntax, MeasureSyntax, VarySyntax};
use crate::syntax::{Entries, Located, OneOrMany};
use crate::text::Text;

/// How many settings a study may try.
pub(super) const MAX_SETTINGS: usize = 400;

/// What measures are looked up in.
pub(super) struct Measures<'s, 'f, 'd> {
    pub figures: &'s mut Figures<'f, 'd>,
    pub editions: &'s Editions,
    pub names: &'s Names,
    pub capacities: &'s [String],
    /// Whether the study names a time within which states are reached.
    pub within: bool,
}

impl Measures<'_, '_, '_> {
    /// The states of these names, or of groups of these names.
    pub fn states(&mut self, names: &OneOrMany<Located<String>>) -> Vec<usize> {
        let mut all = Vec::new();
        for name in names {
            all.extend(self.state_or_group(name).into_iter().flatten());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The state of a name, or those of a group; nothing if there is none, which is reported.
    pub fn state_or_group(&mut self, name: &Located<String>) -> Option<Vec<usize>> {
        if let Some(state) = self.names.states.iter().position(|(known, _)| *known == name.value) {
            return Some(vec![state]);
        }
        let mut members = Vec::new();
        for (edition, procedure) in self.editions.all().iter().enumerate() {
            for group in procedure.groups().iter().filter(|group| group.name == name.value) {
                members.extend(group.states.iter().map(|id| self.names.state(edition, id)));
            }
        }
        if members.is_empty() {
            let groups = self.editions.all().iter().flat_map(|p| p.groups().iter().map(|group| group.name.clone()));
            let known: Vec<String> = self.names.states.iter().map(|(name, _)| name.clone()).chain(groups).collect();
            self.figures.unknown("state", name, &known);
            return None;
        }
        members.sort_unstable();
        members.dedup();
        Some(members)
    }

    fn find(&mut self, what: &str, name: &Located<String>, known: &[(String, Text)]) -> Option<usize> {
        let found = known.iter().position(|(known, _)| *known == name.value);
        if found.is_none() {
            let known: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
            self.figures.unknown(what, name, &known);
        }
        found
    }

    fn acts(&mut self, names: &OneOrMany<Located<String>>) -> Vec<usize> {
        let known = &self.names.acts;
        names.iter().filter_map(|name| self.find("act", name, known)).collect()
    }

    fn capacity(&mut self, name: &Located<String>) -> Option<usize> {
        let known: Vec<(String, Text)> = self.capacities.iter().map(|name| (name.clone(), Text::default())).collect();
        self.find("capacity", name, &known)
    }

    pub fn all(&mut self, entries: &Entries<MeasureSyntax>) -> Vec<Measure> {
        entries.iter().filter_map(|(name, syntax)| self.one(name, syntax)).collect()
    }

    fn one(&mut self, name: &Located<String>, syntax: &MeasureSyntax) -> Option<Measure> {
        let kind = self.kind(name, syntax);
        if let (Some(stock), None) = (&syntax.stock, &syntax.on) {
            self.push(Diagnostic::new(Code::E004, "`on` is missing beside `stock`").at(stock.span, "on which day?"));
        }
        if let (None, Some(on)) = (&syntax.stock, &syntax.on) {
            self.push(Diagnostic::new(Code::E005, "`on` belongs to `stock`").at(on.span, "write `since` or `until`"));
        }
        if let (None, Some(states)) = (&syntax.acts, &syntax.r#in) {
            self.push(Diagnostic::new(Code::E005, "`in` belongs to `acts`").at(states.span, ""));
        }
        if let (None, Some(than)) = (&syntax.waited_longer_for, &syntax.than) {
            let headline = "`than` belongs to `waited_longer_for`";
            self.push(Diagnostic::new(Code::E005, headline).at(than.span, ""));
        }
        let mut date = |text: Option<&Located<String>>| match text {
            None => Some(None),
            Some(text) => self.figures.date(text).map(Some),
        };
        let (since, until) = (date(syntax.on.as_ref().or(syntax.since.as_ref())), date(syntax.until.as_ref()));
        let kind = kind?;
        let published = syntax.published.as_ref().map(|published| {
            let value = self.figures.value_of(&published.value, kind.unit());
            (value, self.figures.cited(&published.source))
        });
        let published = match published {
            Some((value, sources)) => Some(Published { value: value?, sources }),
            None => None,
        };
        let label = Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref());
        Some(Measure { name: name.value.clone(), label, kind, since: since?, until: until?, published })
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.figures.diagnostics.push(diagnostic);
    }

    fn kind(&mut self, name: &Located<String>, of: &MeasureSyntax) -> Option<MeasureKind> {
        let names = self.names;
        let given = [
            of.arrivals.is_some(),
            of.acts.is_some(),
            of.refused.is_some(),
            of.entered.is_some(),
            of.share_entering.is_some(),
            of.expired.is_some(),
            of.breached.is_some(),
            of.stock.is_some(),
            of.empty.is_some(),
            of.wait_for.is_some(),
            of.waited_longer_for.is_some(),
            of.queue_for.is_some(),
            of.utilisation_of.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != 1 {
            self.push(
                Diagnostic::new(Code::E005, format!("the measure `{}` does not tell exactly one thing", name.value))
                    .at(name.span, "")
                    .note(
                        "arrivals, acts, refused, entered, share_entering, expired, breached, stock, empty, wait_for, \
                         waited_longer_for, queue_for or utilisation_of",
                    ),
            );
            return None;
        }
        if let Some(acts) = &of.acts {
            let states = of.r#in.as_ref().map(|states| self.states(states));
            return Some(MeasureKind::Acts(self.acts(acts), states));
        }
        if let Some(acts) = &of.refused {
            return Some(MeasureKind::Refused(self.acts(acts)));
        }
        if let Some(state) = &of.entered {
            return self.find("state", state, &names.states).map(MeasureKind::Entered);
        }
        if let Some(state) = &of.share_entering {
            if !self.within {
                self.push(
                    Diagnostic::new(Code::E004, "`within` is missing in the study")
                        .at(state.span, "within which time?")
                        .help("add `within: 730 days` to the study"),
                );
            }
            return self.find("state", state, &names.states).map(MeasureKind::ShareEntering);
        }
        if let Some(deadline) = &of.expired {
            return self.find("deadline", deadline, &names.deadlines).map(MeasureKind::Expired);
        }
        if let Some(duty) = &of.breached {
            return self.find("duty", duty, &names.duties).map(MeasureKind::Breached);
        }
        if let Some(states) = &of.stock {
            return Some(MeasureKind::Stock(self.states(states)));
        }
        if let Some(states) = &of.empty {
            return Some(MeasureKind::Empty(self.states(states)));
        }
        if let Some(capacity) = &of.wait_for {
            return self.capacity(capacity).map(MeasureKind::Wait);
        }
        if let Some(capacity) = &of.waited_longer_for {
            let Some(than) = &of.than else {
                let headline = "`than` is missing beside `waited_longer_for`";
                self.push(Diagnostic::new(Code::E004, headline).at(capacity.span, "longer than what?"));
                return None;
            };
            let than = self.figures.named(than, Unit::Length);
            return self.capacity(capacity).zip(than).map(|(ix, than)| MeasureKind::WaitedLonger(ix, than));
        }
        if let Some(capacity) = &of.queue_for {
            return self.capacity(capacity).map(MeasureKind::Queue);
        }
        if let Some(capacity) = &of.utilisation_of {
            return self.capacity(capacity).map(MeasureKind::Utilisation);
        }
        Some(MeasureKind::Arrivals)
    }

    /// The variations; each with each gives the settings.
    pub fn variations(&mut self, all: &[VarySyntax]) -> Vec<Vary> {
        let found: Vec<Vary> = all.iter().filter_map(|vary| self.vary(vary)).collect();
        let settings = found.iter().map(Vary::len).try_fold(1_usize, usize::checked_mul);
        if let Some(first) = all.first()
            && settings.is_none_or(|settings| settings > MAX_SETTINGS)
        {
            let headline = format!("a study may try at most {MAX_SETTINGS} settings");
            self.push(Diagnostic::new(Code::E007, headline).at(first.span, "each value is tried with each other"));
        }
        found
    }

    /// The figures that are set to each of their bounds.
    pub fn sensitivity(&mut self, names: &[Located<String>]) -> Vec<FigureIx> {
        let mut found = Vec::new();
        for name in names {
            let Some(ix) = self.figure(name) else { continue };
            if self.figures.all.get(ix).is_some_and(|figure| figure.between.is_some()) {
                found.push(ix);
            } else {
                self.push(
                    Diagnostic::new(Code::E004, format!("the figure `{}` has no bounds", name.value))
                        .at(name.span, "within which may it lie?")
                        .help("add `between: [LOWER, UPPER]` to the figure"),
                );
            }
        }
        found
    }

    /// For each figure the measures whose published numbers it was chosen to meet.
    pub fn chosen(&mut self, figures: &Entries<FigureSyntax>, measures: &[Measure]) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        for (_, figure) in figures {
            let mut of = Vec::new();
            for name in figure.chosen_for.iter().flatten() {
                match measures.iter().position(|measure| measure.name == name.value) {
                    None => {
                        let known: Vec<String> = measures.iter().map(|measure| measure.name.clone()).collect();
                        self.figures.unknown("measure", name, &known);
                    }
                    Some(ix) if measures.get(ix).is_some_and(|measure| measure.published.is_none()) => self.push(
                        Diagnostic::new(Code::E004, format!("the measure `{}` has no published number", name.value))
                            .at(name.span, "a figure is chosen to meet one"),
                    ),
                    Some(ix) => of.push(ix),
                }
            }
            all.push(of);
        }
        all
    }

    fn figure(&mut self, name: &Located<String>) -> Option<FigureIx> {
        let found = self.figures.names.iter().position(|known| *known == name.value);
        if found.is_none() {
            let known: Vec<String> = self.figures.names.iter().map(|name| (*name).to_owned()).collect();
            self.figures.unknown("figure", name, &known);
        }
        found
    }

    fn vary(&mut self, vary: &VarySyntax) -> Option<Vary> {
        if vary.over.is_empty() {
            self.push(Diagnostic::new(Code::E005, "a variation has no values").at(vary.span, "over which?"));
            return None;
        }
        match (&vary.figure, &vary.order_of) {
            (Some(name), None) => {
                let ix = self.figure(name)?;
                let unit = self.figures.all.get(ix).map_or(Unit::Number, |figure| figure.unit);
                let values =
                    vary.over.iter().map(|text| Some((self.figures.value_of(text, unit)?, text.value.clone())));
                let values: Vec<Option<(f64, String)>> = values.collect();
                Some(Vary { what: Varied::Figure(ix, values.into_iter().collect::<Option<Vec<_>>>()?) })
            }
            (None, Some(name)) => {
                let capacity = self.capacity(name);
                let orders: Vec<Option<Order>> = vary.over.iter().map(|word| self.order(word)).collect();
                Some(Vary { what: Varied::Order(capacity?, orders.into_iter().collect::<Option<Vec<_>>>()?) })
            }
            _ => {
                let headline = "a variation has either `figure` or `order_of`";
                self.push(Diagnostic::new(Code::E005, headline).at(vary.span, ""));
                None
            }
        }
    }

    fn order(&mut self, word: &Located<String>) -> Option<Order> {
        let found = Order::named(word);
        if found.is_none() {
            let words = crate::syntax::words::ORDER;
            self.push(
                Diagnostic::new(Code::E006, format!("`{}` is no order", word.value))
                    .at(word.span, format!("expected {}", words.join(", ")))
                    .did_you_mean(word, words.iter().copied()),
            );
        }
        found
    }
}

/// A length within which something happens, in seconds.
pub(super) fn length(text: &Located<String>) -> Result<u32, Diagnostic> {
    let fault = |headline: String| Diagnostic::new(Code::E006, headline).at(text.span, "a length such as `730 days`");
    match read(text) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
        Ok((Unit::Length, seconds)) if seconds < 4e9 => Ok(seconds as u32),
        Ok(_) => Err(fault("a length is needed here".to_owned())),
        Err(error) => Err(fault(error)),
    }
}
