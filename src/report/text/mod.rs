//! A replay as text for a terminal.

mod checks;
mod entry;
mod event;
mod next;
mod palette;
mod refs;
mod sections;
mod standing;
mod timeline;
mod wrap;

pub(crate) use entry::{Entry, Item, Page, group};
pub use next::next;
pub(crate) use palette::Paint;
pub(crate) use refs::published;
pub(crate) use wrap::Rich;

use self::refs::Refs;
use super::summary::Summary;
use super::view::View;
use super::words::{self, Heading, heading};
use crate::calendar::Stamp;
use crate::engine::Verdict;
use crate::replay::Replay;
use crate::scenario::{MachineIx, SourceIx};
use crate::text::Lang;

/// How text is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether with ANSI colours.
    pub color: bool,
    /// How many columns a line may take; at least 40 are used.
    pub width: usize,
    /// In which language.
    pub lang: Lang,
    /// Whether with all operands of every check and the steps of every count.
    pub explain: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 80, lang: Lang::En, explain: false }
    }
}

/// What makes the entries of a section.
type Build = fn(&mut Report<'_, '_>) -> Vec<entry::Entry>;

/// What the parts of the report share.
pub(crate) struct Report<'r, 's> {
    view: View<'r, 's>,
    style: Style,
    refs: Refs,
    /// Whether to leave out how many days are left.
    undated: bool,
}

/// A replay as text: header, timeline, sections, sources, and a summary line at the end.
#[must_use]
pub fn replay(replay: &Replay, style: &Style) -> String {
    let view = View { replay, lang: style.lang };
    let mut report = Report::new(view, *style);
    let mut page = Page::new(style);
    report.header(&mut page);
    page.heading(heading(Heading::Timeline, style.lang));
    page.entries(&report.timeline());
    let sections: [(Heading, Build); 8] = [
        (Heading::States, |r| r.states()),
        (Heading::Deadlines, |r| r.deadlines()),
        (Heading::Duties, |r| r.duties()),
        (Heading::Awaited, |r| r.awaited()),
        (Heading::Next, |r| r.next()),
        (Heading::Conflicts, |r| r.conflicts()),
        (Heading::Claims, |r| r.claims()),
        (Heading::Unmet, |r| r.unmet()),
    ];
    for (title, build) in sections {
        let entries = entry::group(build(&mut report));
        if !entries.is_empty() {
            page.heading(&report.section_title(title));
            page.entries(&entries);
        }
    }
    report.sources(&mut page);
    page.blank();
    page.paragraph(0, &report.summary());
    page.finish()
}

impl<'r, 's> Report<'r, 's> {
    /// A report of which nothing has been said yet.
    pub fn new(view: View<'r, 's>, style: Style) -> Self {
        Self { view, style, refs: Refs::default(), undated: false }
    }

    /// The sources that have been cited, by their numbers.
    pub fn cited_sources(&self) -> Vec<SourceIx> {
        self.refs.listed().map(|(_, source)| source).collect()
    }

    /// The same report of another replay of the same scenario: how things stood on some day, but not how many days
    /// are left.
    pub fn of<'o>(&self, replay: &'o Replay<'o>) -> Report<'o, 'o> {
        let view = View { replay, lang: self.style.lang };
        Report { view, style: self.style, refs: self.refs.clone(), undated: true }
    }
}

impl Report<'_, '_> {
    fn section_title(&self, title: Heading) -> String {
        let text = heading(title, self.style.lang);
        match title {
            Heading::States => {
                let on = words::on(Stamp::of_day(self.view.replay.as_of), self.style.lang);
                format!("{text} {on}")
            }
            _ => text.to_owned(),
        }
    }

    fn header(&self, page: &mut Page) {
        let (scenario, lang) = (self.view.scenario(), self.style.lang);
        page.paragraph(0, &Rich::new(Paint::Strong, scenario.title.get(lang)));
        let as_of = words::day(self.view.replay.as_of, lang);
        let line = Rich::new(Paint::Quiet, format!("{} · {} ", scenario.name, heading(Heading::AsOf, lang)))
            .with(Paint::Time, as_of);
        page.paragraph(0, &line);
        page.blank();
        for (index, editions) in scenario.procedures.iter().enumerate() {
            let machines: Vec<(MachineIx, &str)> = scenario
                .machines
                .iter()
                .enumerate()
                .filter(|(_, m)| m.procedure == index)
                .map(|(ix, m)| (ix, m.label.get(lang)))
                .collect();
            let mut used: Vec<usize> =
                machines.iter().filter_map(|(ix, _)| self.view.replay.machines.get(*ix)).map(|m| m.edition).collect();
            for judged in &self.view.replay.events {
                if self.view.event(judged.event).is_some_and(|e| machines.iter().any(|(ix, _)| *ix == e.machine)) {
                    used.extend(judged.possible.iter().filter_map(|p| p.edition));
                }
            }
            used.sort_unstable();
            used.dedup();
            let names: Vec<&str> = machines.iter().map(|(_, name)| *name).collect();
            for edition in used.into_iter().map(|e| editions.get(e)) {
                let text = Rich::new(Paint::Strong, names.join(", "))
                    .with(
                        Paint::Quiet,
                        match lang {
                            Lang::En => ": ",
                            Lang::Fr => " : ",
                        },
                    )
                    .with(Paint::Plain, edition.title().get(lang))
                    .with(
                        Paint::Quiet,
                        format!(", {} {}", heading(Heading::Edition, lang), words::day(edition.edition(), lang)),
                    );
                page.hanging(0, &Rich::plain("  "), &text);
            }
        }
    }

    fn sources(&self, page: &mut Page) {
        let lang = self.style.lang;
        let listed: Vec<_> = self.refs.listed().filter_map(|(n, ix)| Some((n, self.view.source(ix)?))).collect();
        if listed.is_empty() {
            return;
        }
        page.heading(heading(Heading::Sources, lang));
        for (number, source) in listed {
            let title = source.title.as_ref().map(|title| words::quoted(title.get(lang), lang));
            let mut text = match title {
                Some(title) if source.publisher.en.is_empty() => Rich::plain(title),
                Some(title) => Rich::plain(source.publisher.get(lang)).with(Paint::Quiet, format!(", {title}")),
                None => Rich::plain(source.publisher.get(lang)),
            };
            let published = refs::published(&source.published, lang);
            if !source.publisher.en.is_empty() {
                text = text.with(Paint::Quiet, format!(", {published}"));
            }
            let place = source.url.as_ref().or(source.file.as_ref());
            if let Some(place) = place {
                text = text.with(Paint::Quiet, format!(", {place}"));
            }
            if let Some(note) = &source.note {
                text = text.with(Paint::Quiet, format!(" ({})", note.get(lang)));
            }
            page.hanging(0, &Rich::new(Paint::Quiet, format!("{:>5} ", format!("[{number}]"))), &text);
        }
    }

    fn summary(&self) -> Rich {
        let lang = self.style.lang;
        let counts = Summary::of(self.view.replay);
        let mut text = Rich::new(Paint::Strong, words::total(&counts, lang));
        let verdicts = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined];
        let numbers = [counts.legal, counts.irregular, counts.illegal, counts.undetermined];
        for (index, ((words, verdict), n)) in
            words::verdict_counts(&counts, lang).into_iter().zip(verdicts).zip(numbers).enumerate()
        {
            let paint = if n == 0 { Paint::Quiet } else { event::paint(verdict) };
            text = text.with(Paint::Plain, if index == 0 { " " } else { ", " }).with(paint, words);
        }
        for more in words::observation_counts(&counts, lang).into_iter().chain(words::remarks(&counts, lang)) {
            text = text.with(Paint::Plain, words::say(lang, "; ", " ; ")).with(Paint::Plain, more);
        }
        text
    }
}
