//! How things stand: states, deadlines, duties, and what may be done next.

use super::Report;
use super::entry::{Entry, Mark};
use super::event::label;
use super::palette::Paint;
use super::wrap::Rich;
use crate::calendar::{Day, End, Stamp};
use crate::procedure::{DutyDue, Level, Procedure};
use crate::replay::{Allowed, Awaited, DeadlineReport, DutyReport, DutyStatus, Kept, MachineReport, Permission};
use crate::report::words::{self, Heading, heading};
use crate::scenario::MachineIx;
use crate::text::Lang;

impl Report<'_, '_> {
    fn machines(&self) -> impl Iterator<Item = (MachineIx, &MachineReport, &Procedure)> + '_ {
        let view = self.view;
        view.replay.machines.iter().enumerate().map(move |(ix, m)| (ix, m, view.edition(ix, m.edition)))
    }

    pub fn section(&self, machine: MachineIx, mark: Mark, headline: Rich, details: Vec<Rich>) -> Entry {
        let machines = vec![self.view.machine(machine).to_owned()];
        Entry { when: String::new(), mark, machines, headline, details, quiet: false, items: Vec::new() }
    }

    /// The state of each machine.
    pub fn states(&mut self) -> Vec<Entry> {
        self.machines().map(|(ix, machine, procedure)| self.state(ix, machine, procedure)).collect()
    }

    /// The state of a machine.
    pub fn state(&self, ix: MachineIx, machine: &MachineReport, procedure: &Procedure) -> Entry {
        let lang = self.style.lang;
        let names: Vec<&str> = machine.states.iter().map(|s| self.view.state(procedure, *s)).collect();
        let over = !machine.states.is_empty() && machine.states.iter().all(|s| procedure.state(*s).is_final);
        let mark = match (machine.states.len(), over) {
            (0 | 1, true) => Mark::new("■", words::say(lang, "ended", "terminé"), Paint::Quiet),
            (0 | 1, false) => Mark::new("▷", words::say(lang, "open", "ouvert"), Paint::Time),
            _ => Mark::new("?", heading(Heading::Uncertain, lang), Paint::Doubt),
        };
        let names = words::list(&names, words::say(lang, "or", "ou"));
        self.section(ix, mark, Rich::plain(names), Vec::new())
    }

    /// Every deadline that was started.
    pub fn deadlines(&mut self) -> Vec<Entry> {
        let entries: Vec<Entry> = self
            .machines()
            .flat_map(|(ix, machine, _)| machine.deadlines.iter().map(move |d| (ix, d)).collect::<Vec<_>>())
            .map(|(ix, deadline)| self.deadline(ix, deadline, self.view.edition(ix, deadline.edition)))
            .collect();
        entries
    }

    pub fn deadline(&self, ix: MachineIx, report: &DeadlineReport, procedure: &Procedure) -> Entry {
        let lang = self.style.lang;
        let rule = procedure.deadline(report.deadline);
        let mark = match report.kept.as_slice() {
            [kept] => {
                let (symbol, paint) = match kept {
                    Kept::Kept => ("✓", Paint::Good),
                    Kept::Missed => ("✗", Paint::Bad),
                    Kept::Over | Kept::Stopped => ("■", Paint::Time),
                    Kept::Running => ("▷", Paint::Time),
                    Kept::Suspended => ("‖", Paint::Time),
                    Kept::Unknown => ("?", Paint::Doubt),
                };
                Mark::new(symbol, words::kept(*kept, lang), paint)
            }
            _ => Mark::new("?", heading(Heading::Uncertain, lang), Paint::Doubt),
        };
        let mut headline = Rich::plain(rule.label.get(lang));
        let lasts = spread(report.counts.iter().map(|(_, _, last)| *last));
        if !lasts.is_empty() {
            let text = match lang {
                Lang::En => format!(", last day {}", words::ends(&lasts, lang)),
                Lang::Fr => format!(", dernier jour {}", words::ends(&lasts, lang)),
            };
            headline = headline.with(Paint::Plain, text);
        }
        let mut details = Vec::new();
        if let Some(text) = several(report.kept.iter().map(|k| words::kept(*k, lang)), lang) {
            details.push(Rich::new(Paint::Doubt, text));
        }
        if matches!(report.kept.as_slice(), [Kept::Running]) {
            details.extend(self.left(&lasts).map(|text| Rich::new(Paint::Time, text)));
        }
        details.push(self.counted(report, procedure));
        let nominal = spread(report.counts.iter().map(|(_, nominal, _)| *nominal));
        if nominal != lasts {
            let text = format!("{} {}", words::ends(&nominal, lang), heading(Heading::Nominal, lang));
            details.push(Rich::new(Paint::Quiet, text));
        }
        if self.style.explain {
            details.extend(self.steps(report, procedure));
        }
        details.extend(self.law(procedure, &[&rule.basis]));
        self.section(ix, mark, headline, details)
    }

    /// "3 months from 16 June 2011, started by “Formal notice received”, civil count".
    fn counted(&self, report: &DeadlineReport, procedure: &Procedure) -> Rich {
        let (view, lang) = (self.view, self.style.lang);
        let rule = procedure.deadline(report.deadline);
        let mut starts: Vec<Stamp> = report.counts.iter().map(|(start, _, _)| *start).collect();
        starts.dedup();
        let mut text = match view.length(procedure, report) {
            Some(length) => words::length(length, lang),
            None => words::say(lang, "counted", "compté").to_owned(),
        };
        if !starts.is_empty() {
            let from = words::any_of(&starts, lang);
            let one = starts.len() == 1;
            text.push_str(&match (lang, one) {
                (Lang::En, true) => format!(" from {from}"),
                (Lang::Fr, true) => format!(" à compter du {from}"),
                (Lang::En, false) => format!(" from a day {from}"),
                (Lang::Fr, false) => format!(" à compter d'un jour {from}"),
            });
        }
        if let Some(event) = report.started_by.and_then(|ix| view.event(ix)) {
            let act = words::quoted(&view.what(event), lang);
            text.push_str(&match lang {
                Lang::En => format!(", started by {act}"),
                Lang::Fr => format!(", ouvert par {act}"),
            });
        }
        let counting = words::counting(procedure.counting(rule.counting), lang);
        Rich::plain(text).with(Paint::Quiet, format!(" ({counting})"))
    }

    fn left(&self, lasts: &[End]) -> Option<String> {
        if self.undated {
            return None;
        }
        let lang = self.style.lang;
        let as_of = self.view.replay.as_of;
        let days: Option<Vec<i32>> = lasts.iter().map(|end| Some(last_day(*end)?.number() - as_of.number())).collect();
        let days = days?;
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        Some(match (first == last, lang) {
            (true, _) => words::left(first, lang),
            (false, Lang::En) => format!("{first} to {}", words::left(last, lang)),
            (false, Lang::Fr) => format!("de {first} à {} restants", words::days(last, lang)),
        })
    }

    fn steps(&self, report: &DeadlineReport, procedure: &Procedure) -> Vec<Rich> {
        let lang = self.style.lang;
        let counting = procedure.counting(procedure.deadline(report.deadline).counting);
        let (Some(length), Some((start, _, _))) = (self.view.length(procedure, report), report.counts.first()) else {
            return Vec::new();
        };
        let Ok((_, steps)) = counting.steps(*start, length) else { return Vec::new() };
        steps.iter().map(|step| Rich::new(Paint::Quiet, "· ").with(Paint::Plain, words::step(step, lang))).collect()
    }

    /// Every duty that arose.
    pub fn duties(&mut self) -> Vec<Entry> {
        let entries: Vec<Entry> = self
            .machines()
            .flat_map(|(ix, machine, procedure)| {
                machine.duties.iter().map(move |d| (ix, d, procedure)).collect::<Vec<_>>()
            })
            .map(|(ix, duty, procedure)| self.duty(ix, duty, procedure))
            .collect();
        entries
    }

    pub fn duty(&self, ix: MachineIx, report: &DutyReport, procedure: &Procedure) -> Entry {
        let (view, lang) = (self.view, self.style.lang);
        let rule = procedure.duty(report.duty);
        let mark = match report.status.as_slice() {
            [status] => {
                let (symbol, paint) = match status {
                    DutyStatus::Owed => ("▷", Paint::Time),
                    DutyStatus::Discharged => ("✓", Paint::Good),
                    DutyStatus::Breached if report.level == Level::Recommended => ("~", Paint::Warning),
                    DutyStatus::Breached => ("✗", Paint::Bad),
                    DutyStatus::Ended => ("■", Paint::Quiet),
                    DutyStatus::Unknown => ("?", Paint::Doubt),
                };
                Mark::new(symbol, words::duty(*status, lang), paint)
            }
            _ => Mark::new("?", heading(Heading::Uncertain, lang), Paint::Doubt),
        };
        let by: Vec<String> = rule.owed_by.iter().map(|r| view.role_played(ix, procedure, *r)).collect();
        let headline = Rich::plain(rule.label.get(lang))
            .with(Paint::Quiet, " — ")
            .with(Paint::Plain, words::list(&by, words::say(lang, "or", "ou")));
        let mut details = Vec::new();
        if let Some(text) = several(report.status.iter().map(|s| words::duty(*s, lang)), lang) {
            details.push(Rich::new(Paint::Doubt, text));
        }
        details.extend(self.owed(report, procedure));
        self.section(ix, mark, headline, details)
    }

    /// When a duty arose and falls due, and under which article.
    pub fn owed(&self, report: &DutyReport, procedure: &Procedure) -> Vec<Rich> {
        let lang = self.style.lang;
        let rule = procedure.duty(report.duty);
        let mut facts = Vec::new();
        if !report.arose.is_empty() {
            facts.push(match lang {
                Lang::En => format!("arose {}", words::on_one_of(&report.arose, lang)),
                Lang::Fr => format!("née {}", words::on_one_of(&report.arose, lang)),
            });
        }
        facts.push(match (lang, report.due.is_empty()) {
            (Lang::En, true) if rule.due == DutyDue::Open => "due on no fixed day".into(),
            (Lang::Fr, true) if rule.due == DutyDue::Open => "sans échéance fixe".into(),
            (Lang::En, true) => "due on a day that is not known".into(),
            (Lang::Fr, true) => "échéance inconnue".into(),
            (Lang::En, false) => format!("due {}", words::ends(&spread(report.due.iter().copied()), lang)),
            (Lang::Fr, false) => format!("échéance {}", words::ends(&spread(report.due.iter().copied()), lang)),
        });
        if report.breaches > 0 {
            let n = words::number(i64::from(report.breaches), lang);
            facts.push(match (lang, report.breaches) {
                (Lang::En, 1) => "not fulfilled in time once".into(),
                (Lang::En, _) => format!("not fulfilled in time {n} times"),
                (Lang::Fr, _) => format!("{n} fois non remplie à temps"),
            });
        }
        if matches!(report.status.as_slice(), [DutyStatus::Owed]) {
            facts.extend(self.left(&report.due));
        }
        if report.level == Level::Recommended {
            facts.push(words::say(lang, "recommended only", "seulement recommandée").to_owned());
        }
        let facts = Rich::plain(facts.join(words::say(lang, "; ", " ; ")));
        std::iter::once(facts).chain(self.law(procedure, &[&rule.basis])).collect()
    }

    /// What properties wait for.
    pub fn awaited(&mut self) -> Vec<Entry> {
        let waiting = self.machines().flat_map(|(ix, machine, procedure)| {
            machine.awaited.iter().map(move |a| (ix, a, procedure)).collect::<Vec<_>>()
        });
        waiting.map(|(ix, awaited, procedure)| self.await_one(ix, awaited, procedure)).collect()
    }

    pub fn await_one(&self, ix: MachineIx, awaited: &Awaited, procedure: &Procedure) -> Entry {
        let lang = self.style.lang;
        let rule = procedure.property(awaited.property);
        let mark = if awaited.certain {
            Mark::new("▷", words::say(lang, "open", "ouvert"), Paint::Time)
        } else {
            Mark::new("?", heading(Heading::Uncertain, lang), Paint::Doubt)
        };
        let mut facts = vec![match lang {
            Lang::En => format!("since {}", words::any_of(&awaited.since, lang)),
            Lang::Fr => format!("depuis : {}", words::any_of(&awaited.since, lang)),
        }];
        facts.push(match (lang, awaited.due.is_empty()) {
            (Lang::En, true) => "on no fixed day".into(),
            (Lang::Fr, true) => "sans terme fixe".into(),
            (Lang::En, false) => format!("until {}", words::ends(&spread(awaited.due.iter().copied()), lang)),
            (Lang::Fr, false) => format!("terme : {}", words::ends(&spread(awaited.due.iter().copied()), lang)),
        });
        if rule.level == Level::Recommended {
            facts.push(words::say(lang, "recommended only", "seulement recommandé").to_owned());
        }
        let facts = Rich::plain(facts.join(words::say(lang, "; ", " ; ")));
        let details = std::iter::once(facts).chain(self.law(procedure, &[&rule.basis])).collect();
        self.section(ix, mark, Rich::plain(rule.label.get(lang)), details)
    }

    /// What each role may do next, where a day was asked for.
    pub fn next(&mut self) -> Vec<Entry> {
        if !self.view.replay.as_of_given {
            return Vec::new();
        }
        let entries: Vec<Entry> = self
            .machines()
            .flat_map(|(ix, machine, procedure)| {
                machine.next.iter().map(move |p| (ix, p, procedure)).collect::<Vec<_>>()
            })
            .map(|(ix, permission, procedure)| self.permission(ix, permission, procedure))
            .collect();
        entries
    }

    pub fn permission(&self, ix: MachineIx, permission: &Permission, procedure: &Procedure) -> Entry {
        let headline = Rich::plain(procedure.act(permission.act).label.get(self.style.lang))
            .with(Paint::Quiet, " — ")
            .with(Paint::Plain, self.view.role_played(ix, procedure, permission.by));
        self.may(ix, permission, procedure, headline)
    }

    /// What may be done, until when, under which conditions and articles.
    pub fn may(&self, ix: MachineIx, permission: &Permission, procedure: &Procedure, headline: Rich) -> Entry {
        let (view, lang) = (self.view, self.style.lang);
        let paint = match permission.allowed {
            Allowed::Yes => Paint::Good,
            Allowed::If => Paint::Warning,
            Allowed::From(_) => Paint::Quiet,
        };
        let mark = Mark::new("→", words::allowed(permission.allowed, lang), paint);
        let mut details = Vec::new();
        if let Allowed::From(day) = permission.allowed {
            details.push(Rich::plain(words::from_day(day, lang)));
        }
        if permission.allowed == Allowed::If && permission.conditions.is_empty() {
            details.push(Rich::new(Paint::Doubt, heading(Heading::SomeCases, lang)));
        }
        if let Some((deadline, end)) = permission.until {
            let name = words::quoted(view.deadline(procedure, deadline), lang);
            let end = words::end(end, lang);
            details.push(Rich::plain(match lang {
                Lang::En => format!("until {end}, when {name} runs out"),
                Lang::Fr => format!("jusqu'au {end}, fin du délai {name}"),
            }));
        }
        let transition = procedure.transition(permission.transition);
        for check in permission.conditions.iter().filter_map(|i| transition.checks.get(*i)) {
            let text = match &check.otherwise_say {
                Some(say) => say.get(lang),
                None => procedure.exprs().text(check.condition),
            };
            details.push(label(words::say(lang, "condition", "condition"), lang).with(Paint::Plain, text));
        }
        details.extend(self.law(procedure, &[&transition.basis]));
        self.section(ix, mark, headline, details)
    }
}

/// "kept in some of the possible cases, missed in others"; nothing where there is one way.
fn several<'a>(ways: impl Iterator<Item = &'a str>, lang: Lang) -> Option<String> {
    let ways: Vec<&str> = ways.collect();
    (ways.len() > 1).then(|| {
        let ways = words::list(&ways, words::say(lang, "or", "ou"));
        match lang {
            Lang::En => format!("{ways}, depending on what is not known"),
            Lang::Fr => format!("{ways}, selon ce que l'on ignore"),
        }
    })
}

fn spread(ends: impl Iterator<Item = End>) -> Vec<End> {
    let mut all: Vec<End> = ends.collect();
    all.dedup();
    all
}

fn last_day(end: End) -> Option<Day> {
    match end {
        End::Day(day) => Some(day),
        End::Moment(moment) => moment.day(),
    }
}
