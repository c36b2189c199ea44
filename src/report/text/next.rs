//! What each role may, must and may no longer do on a day, and what time alone will do next.

use super::entry::{Entry, Mark, Page, group};
use super::palette::Paint;
use super::wrap::Rich;
use super::{Report, Style};
use crate::procedure::{Level, Procedure};
use crate::replay::{DutyReport, DutyStatus, Happening, Kept, Lost, MachineReport, Replay, Taken};
use crate::report::view::View;
use crate::report::words::{self, Heading, heading};
use crate::scenario::MachineIx;

/// An outlook as text: how things stand, then each role, then the passing of time. The replay must have been asked for
/// a day.
#[must_use]
pub fn next(replay: &Replay, style: &Style) -> String {
    let (view, lang) = (View { replay, lang: style.lang }, style.lang);
    let mut report = Report::new(view, *style);
    let mut page = Page::new(style);
    report.header(&mut page);
    page.heading(&report.section_title(Heading::States));
    page.entries(&group(report.states()));
    let roles = report.roles();
    if roles.is_empty() {
        page.blank();
        page.paragraph(0, &Rich::new(Paint::Quiet, words::next(words::Next::Nobody, lang)));
    }
    for (role, entries) in roles {
        page.heading(&role);
        page.entries(&group(entries));
    }
    page.heading(words::next(words::Next::Coming, lang));
    let coming = report.coming();
    if coming.is_empty() {
        page.paragraph(2, &Rich::new(Paint::Quiet, words::next(words::Next::Stillness, lang)));
    }
    page.entries(&group(coming));
    page.finish()
}

/// Whether an entry is a duty, a permission, or something lost: in which order they stand.
type Ranked = (u8, Entry);

impl Report<'_, '_> {
    /// Each role with what it must, may and may no longer do.
    fn roles(&self) -> Vec<(String, Vec<Entry>)> {
        let mut roles: Vec<(String, Vec<Ranked>)> = Vec::new();
        let mut add = |role: String, rank: u8, entry: Entry| match roles.iter_mut().find(|(known, _)| *known == role) {
            Some((_, entries)) => entries.push((rank, entry)),
            None => roles.push((role, vec![(rank, entry)])),
        };
        let view = self.view;
        for (ix, machine) in view.replay.machines.iter().enumerate() {
            let procedure = view.edition(ix, machine.edition);
            for duty in machine.duties.iter().filter(|duty| duty.open) {
                for role in &procedure.duty(duty.duty).owed_by {
                    add(view.role_played(ix, procedure, *role), 0, self.must(ix, duty, procedure));
                }
            }
            for permission in &machine.next {
                let headline = Rich::plain(procedure.act(permission.act).label.get(self.style.lang));
                let entry = self.may(ix, permission, procedure, headline);
                add(view.role_played(ix, procedure, permission.by), 1, entry);
            }
            for lost in &machine.lost {
                for role in &procedure.act(lost.act).by {
                    add(view.role_played(ix, procedure, *role), 2, self.lost(ix, lost, procedure));
                }
            }
        }
        for (_, entries) in &mut roles {
            entries.sort_by_key(|(rank, _)| *rank);
        }
        roles.into_iter().map(|(role, entries)| (role, entries.into_iter().map(|(_, entry)| entry).collect())).collect()
    }

    fn must(&self, ix: MachineIx, duty: &DutyReport, procedure: &Procedure) -> Entry {
        let lang = self.style.lang;
        let mark = match (duty.status.as_slice(), duty.level) {
            ([DutyStatus::Breached], _) => Mark::new("!", words::next(words::Next::Overdue, lang), Paint::Bad),
            (_, Level::Recommended) => Mark::new("▷", words::next(words::Next::Should, lang), Paint::Warning),
            (_, Level::Required) => Mark::new("▷", words::next(words::Next::Must, lang), Paint::Time),
        };
        let headline = Rich::plain(procedure.duty(duty.duty).label.get(lang));
        let mut details = self.owed(duty, procedure);
        if duty.status.len() > 1 || !duty.certain {
            details.push(Rich::new(Paint::Doubt, heading(Heading::SomeCases, lang)));
        }
        self.section(ix, mark, headline, details)
    }

    fn lost(&self, ix: MachineIx, lost: &Lost, procedure: &Procedure) -> Entry {
        let (view, lang) = (self.view, self.style.lang);
        let state = view.state(procedure, lost.left);
        let why = match lost.taken {
            Taken::Deadline(deadline, last) => {
                words::taken_by_deadline(view.deadline(procedure, deadline), last, state, lang)
            }
            Taken::Event(event) => words::taken_by_act(&self.reference(event).unwrap_or_default(), state, lang),
        };
        let mut details = vec![Rich::plain(why)];
        details.extend(self.law(procedure, &[&procedure.transition(lost.transition).basis]));
        let mark = Mark::new("✗", words::next(words::Next::NoLonger, lang), Paint::Quiet);
        self.section(ix, mark, Rich::plain(procedure.act(lost.act).label.get(lang)), details)
    }

    /// What happens without anybody's act, by date.
    fn coming(&mut self) -> Vec<Entry> {
        let machines = 0..self.view.replay.machines.len();
        let mut all: Vec<(i64, Entry)> = machines.flat_map(|ix| self.dated(ix)).collect();
        all.sort_by_key(|(minute, _)| *minute);
        all.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What happens to a machine without anybody's act, by date.
    pub fn coming_of(&self, ix: MachineIx) -> Vec<Entry> {
        let mut all = self.dated(ix);
        all.sort_by_key(|(minute, _)| *minute);
        all.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What happens to a machine without anybody's act, with its last minute.
    fn dated(&self, ix: MachineIx) -> Vec<(i64, Entry)> {
        let (view, lang) = (self.view, self.style.lang);
        let mut all: Vec<(i64, Entry)> = Vec::new();
        if let Some(machine) = view.replay.machines.get(ix) {
            for passed in &machine.coming {
                let mut entry = self.happening(passed);
                if let Happening::Expired { deadline, .. } = passed.what {
                    let name = view.deadline(view.edition(ix, passed.edition), deadline);
                    entry.mark = Mark::new("⧗", words::next(words::Next::RunsOut, lang), Paint::Time);
                    entry.headline = Rich::plain(name);
                } else {
                    entry.mark = Mark::new("!", words::next(words::Next::FallsDue, lang), entry.mark.paint);
                    entry.details.insert(0, Rich::plain(words::next(words::Next::Otherwise, lang)));
                }
                all.push((passed.lasts.first().map_or(i64::MIN, |end| end.last_minute().latest), entry));
            }
            all.extend(self.idle(ix, machine));
        }
        all
    }

    /// Deadlines that run and whose end does nothing by itself.
    fn idle(&self, ix: MachineIx, machine: &MachineReport) -> Vec<(i64, Entry)> {
        let (view, lang) = (self.view, self.style.lang);
        let procedure = view.edition(ix, machine.edition);
        let running = machine.deadlines.iter().filter(|deadline| {
            let rule = procedure.deadline(deadline.deadline);
            let due =
                procedure.duties().any(|(_, duty)| duty.due == crate::procedure::DutyDue::Deadline(deadline.deadline));
            deadline.kept.contains(&Kept::Running) && rule.expiry.is_empty() && !due
        });
        let made = running.filter_map(|deadline| {
            let mut lasts: Vec<_> = deadline.counts.iter().map(|(_, _, last)| *last).collect();
            lasts.dedup();
            let first = lasts.first()?.last_minute().latest;
            let rule = procedure.deadline(deadline.deadline);
            let mark = Mark::new("⧗", words::next(words::Next::RunsOut, lang), Paint::Time);
            let mut details = vec![Rich::plain(words::next(words::Next::NothingFollows, lang))];
            details.extend(self.law(procedure, &[&rule.basis]));
            let mut entry = self.section(ix, mark, Rich::plain(rule.label.get(lang)), details);
            entry.when = words::ends(&lasts, lang);
            Some((first, entry))
        });
        made.collect()
    }
}
