//! One case on the page.

use maud::{Markup, html};

use super::law::Law;
use super::place::Place;
use super::steps::Steps;
use super::{charts, events, rich, standing};
use crate::engine::Verdict;
use crate::picture::geometry::at;
use crate::picture::svg::{Element, Path};
use crate::picture::timeline;
use crate::replay::{History, Replay};
use crate::report::Summary;
use crate::report::text::{Entry, Report, Style, group, published};
use crate::report::view::View;
use crate::report::words::{self, Heading, PageWord, heading, page};
use crate::text::Lang;

/// A case as a section of the page.
pub fn case(replay: &Replay, history: &History, (index, several): (usize, bool), lang: Lang) -> Markup {
    let view = View { replay, lang };
    let scenario = view.scenario();
    let prefix = if several { format!("{}:", scenario.name) } else { String::new() };
    let place = Place { index, prefix };
    let mut report = Report::new(view, Style { lang, ..Style::default() });
    // Numbers of sources follow the table; the picture and the rest take them over.
    let entries = report.timeline();
    let steps = Steps::new(&report, replay, history);
    let mut law = Law::new(index);
    let table = events::events(&report, view, &entries, &steps, &mut law, &place);
    let sections: Vec<(Heading, Vec<Entry>)> = vec![
        (Heading::Deadlines, report.deadlines()),
        (Heading::Duties, report.duties()),
        (Heading::Conflicts, report.conflicts()),
        (Heading::Claims, report.claims()),
        (Heading::Unmet, report.unmet()),
    ];
    let sections: Vec<(Heading, Vec<Entry>)> =
        sections.into_iter().map(|(title, entries)| (title, group(entries))).filter(|(_, e)| !e.is_empty()).collect();
    let cards = standing::cards(&report, replay, history, &steps, index, lang);
    let numbered = report.cited_sources();
    let signs = Some(rich::SIGNS);
    let options = timeline::Options { lang, titled: false, without_notes: true, numbered: &numbered, signs };
    let drawn = timeline::draw(replay, history, options);
    let (picture, places) = timeline(&drawn, &steps, lang);
    html! {
        article.case data-prefix=(place.prefix) {
            (head(view, &report))
            nav aria-label=(page(PageWord::Contents, lang)) {
                ul {
                    (link(&place, "timeline", heading(Heading::Timeline, lang)))
                    (link(&place, "events", page(PageWord::Events, lang)))
                    (link(&place, "standing", page(PageWord::Standing, lang)))
                    (link(&place, "charts", page(PageWord::Charts, lang)))
                    @for (title, _) in &sections { (link(&place, anchor(*title), heading(*title, lang))) }
                    @if !law.is_empty() { (link(&place, "law", page(PageWord::Law, lang))) }
                    @if !numbered.is_empty() { (link(&place, "sources", heading(Heading::Sources, lang))) }
                }
            }
            (stepper(&steps, &places, lang))
            section aria-labelledby=(place.section("timeline")) {
                h2 id=(place.section("timeline")) { (heading(Heading::Timeline, lang)) }
                div.scroll tabindex="0" role="group" aria-label=(heading(Heading::Timeline, lang)) {
                    (picture)
                }
            }
            section.standing aria-labelledby=(place.section("standing")) {
                h2 id=(place.section("standing")) {
                    (page(PageWord::Standing, lang)) " "
                    span.day { (words::on(crate::calendar::Stamp::of_day(replay.as_of), lang)) }
                }
                (cards)
            }
            (charts::charts(&report, replay, history, &steps, &place, lang))
            section aria-labelledby=(place.section("events")) {
                h2 id=(place.section("events")) { (page(PageWord::Events, lang)) }
                (table)
            }
            @for (title, entries) in &sections {
                section.list aria-labelledby=(place.section(anchor(*title))) {
                    h2 id=(place.section(anchor(*title))) { (heading(*title, lang)) }
                    ul {
                        @for entry in entries {
                            li {
                                @if !entry.machines.is_empty() { p.machines { (entry.machines.join(", ")) } }
                                (rich::entry(entry, index))
                            }
                        }
                    }
                }
            }
            @if !law.is_empty() {
                section aria-labelledby=(place.section("law")) {
                    h2 id=(place.section("law")) { (page(PageWord::Law, lang)) }
                    (law.list(replay, lang))
                }
            }
            (sources(view, &report, &place))
        }
    }
}

fn anchor(title: Heading) -> &'static str {
    match title {
        Heading::Deadlines => "deadlines",
        Heading::Duties => "duties",
        Heading::Conflicts => "conflicts",
        Heading::Claims => "claims",
        _ => "unmet",
    }
}

fn link(place: &Place, name: &str, text: &str) -> Markup {
    html! { li { a href={ "#" (place.section(name)) } { (text) } } }
}

/// Title, verdicts, laws, and where each machine ended.
fn head(view: View, report: &Report) -> Markup {
    let (replay, lang) = (view.replay, view.lang);
    let counts = Summary::of(replay);
    let verdicts = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined];
    let more: Vec<String> =
        words::observation_counts(&counts, lang).into_iter().chain(words::remarks(&counts, lang)).collect();
    html! {
        header {
            h1 { (view.scenario().title.get(lang)) }
            p.quiet {
                (view.scenario().name) " · " (heading(Heading::AsOf, lang)) " " (words::day(replay.as_of, lang)) " · "
                (words::total(&counts, lang).trim_end_matches([':', ' ']))
            }
            ul.tally aria-label=(page(PageWord::Tally, lang)) {
                @for (text, verdict) in words::verdict_counts(&counts, lang).iter().zip(verdicts) {
                    li class=(if text.starts_with("0 ") { "none" } else { "" }) {
                        svg.picture.sign width="22" height="22" viewBox="0 0 20 20" aria-hidden="true" {
                            use href={ "#" (rich::SIGNS) (verdict.word()) } {}
                        }
                        " " (text)
                    }
                }
            }
            @for text in &more { p.quiet { (text) } }
            dl.machines {
                @for (names, laws, entry) in ended(view, report) {
                    div {
                        dt { (names) }
                        dd { (rich::rich(&entry.headline, 0)) p.quiet { (laws) } }
                    }
                }
            }
        }
    }
}

/// Each machine, or several that ended alike, with the law that governs them and their state.
fn ended(view: View, report: &Report) -> Vec<(String, String, Entry)> {
    let mut all: Vec<(Vec<&str>, String, Entry)> = Vec::new();
    for (machine, own) in view.replay.machines.iter().enumerate() {
        let procedure = view.edition(machine, own.edition);
        let law = format!(
            "{}, {} {}",
            procedure.title().get(view.lang),
            heading(Heading::Edition, view.lang),
            words::day(procedure.edition(), view.lang)
        );
        let entry = report.state(machine, own, procedure);
        match all.iter_mut().find(|(_, known, other)| *known == law && other.headline == entry.headline) {
            Some((names, ..)) => names.push(view.machine(machine)),
            None => all.push((vec![view.machine(machine)], law, entry)),
        }
    }
    all.into_iter().map(|(names, law, entry)| (names.join(", "), law, entry)).collect()
}

/// What steps through the case; without scripts there is nothing to step with.
fn stepper(steps: &Steps, places: &[f64], lang: Lang) -> Markup {
    let last = steps.len().saturating_sub(1);
    html! {
        div.stepper.scripted role="group" hidden aria-label=(page(PageWord::Step, lang)) {
            button type="button" data-go="-1" aria-label=(page(PageWord::Back, lang)) { "←" }
            input type="range" min="0" max=(last) value=(last) step="1" autocomplete="off"
                aria-label=(page(PageWord::Day, lang));
            button type="button" data-go="1" aria-label=(page(PageWord::On, lang)) { "→" }
            button type="button" data-go="end" { (page(PageWord::Whole, lang)) }
            p.now role="status" {}
            p.keys.quiet { (page(PageWord::Keys, lang)) }
        }
        ol.steps hidden {
            @for ((on, name), x) in steps.named(lang).zip(places) {
                li data-x=(crate::picture::svg::number(*x)) data-on=(words::on(on, lang)) { (name) }
            }
        }
    }
}

/// The picture with a line that marks the step, and where that line is at each step.
fn timeline(drawn: &timeline::Timeline, steps: &Steps, lang: Lang) -> (Markup, Vec<f64>) {
    let mut picture = drawn.picture.clone();
    let cursor = Path::new().to(0.0, 8.0).line(0.0, picture.height - 8.0);
    let (top, bottom) = (at(0.0, 8.0), at(0.0, picture.height - 8.0));
    let line = Element::path(&cursor, "course cursor-line").number("data-top", top.y).number("data-end", bottom.y);
    picture.body.push(Element::group("cursor").attribute("visibility", "hidden").with(line));
    (rich::inline(&picture), steps.named(lang).map(|(on, _)| drawn.x(on)).collect())
}

fn sources(view: View, report: &Report, place: &Place) -> Markup {
    let lang = view.lang;
    let listed = report.cited_sources();
    html! {
        @if !listed.is_empty() {
            section aria-labelledby=(place.section("sources")) {
                h2 id=(place.section("sources")) { (heading(Heading::Sources, lang)) }
                ol.sources {
                    @for (number, source) in listed.iter().filter_map(|ix| view.source(*ix)).enumerate() {
                        li id={ "page:source-" (place.index) "-" (number + 1) } {
                            (source.publisher.get(lang))
                            @if let Some(title) = &source.title { ", " (words::quoted(title.get(lang), lang)) }
                            ", " (published(&source.published, lang))
                            @if let Some(url) = &source.url { ", " span.quiet { (url) } }
                            @if let Some(file) = &source.file { ", " span.quiet { (file) } }
                            @if let Some(note) = &source.note { " " span.quiet { "(" (note.get(lang)) ")" } }
                        }
                    }
                }
            }
        }
    }
}
