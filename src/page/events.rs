//! The table of events, with its filters.

use maud::{Markup, html};

use super::law::Law;
use super::place::Place;
use super::rich::{details, is_labelled, mark, rich};
use super::steps::Steps;
use crate::engine::Verdict;
use crate::replay::Happening;
use crate::report::text::{Entry, Item, Report, Rich};
use crate::report::view::View;
use crate::report::words::{self, Heading, PageWord, heading, page};
use crate::scenario::MachineIx;

/// A row: an entry, and what it can be found by.
struct Row<'e> {
    entry: &'e Entry,
    ids: Vec<String>,
    machines: Vec<MachineIx>,
    actors: Vec<String>,
    verdict: Option<Verdict>,
    span: (usize, usize),
}

impl<'e> Row<'e> {
    fn new(report: &Report, view: View, steps: &Steps, entry: &'e Entry) -> Self {
        let (mut ids, mut machines, mut actors, mut verdict) = (Vec::new(), Vec::new(), Vec::new(), None);
        let mut actor = |name: String| {
            if !actors.contains(&name) {
                actors.push(name);
            }
        };
        for item in &entry.items {
            match item {
                Item::Event(ix) => {
                    let Some(judged) = view.replay.events.get(*ix) else { continue };
                    let Some(event) = view.event(judged.event) else { continue };
                    ids.push(event.id.clone());
                    machines.push(event.machine);
                    verdict = judged.verdict;
                    let edition = view.shown_edition(judged, event);
                    let procedure = view.edition(event.machine, edition);
                    let by = view.by(event, edition);
                    by.iter().for_each(|role| actor(view.role_played(event.machine, procedure, *role)));
                }
                Item::Passed(ix) => {
                    let Some(passed) = view.replay.passed.get(*ix) else { continue };
                    machines.push(passed.machine);
                    let procedure = view.edition(passed.machine, passed.edition);
                    if let Happening::Breached { duty, .. } = passed.what {
                        let by = &procedure.duty(duty).owed_by;
                        by.iter().for_each(|role| actor(view.role_played(passed.machine, procedure, *role)));
                    }
                }
                Item::Note(ix) => {
                    let note = view.scenario().notes.get(*ix);
                    machines.extend(note.into_iter().flat_map(|note| &note.about));
                    ids.extend(note.map(|note| note.id.clone()));
                }
                Item::Claim(ix) => ids.extend(view.scenario().claims.get(*ix).map(|claim| claim.id.clone())),
            }
        }
        let span = steps.span(report, &entry.items);
        Self { entry, ids, machines, actors, verdict, span }
    }
}

/// Lines of an entry that stand in a column of their own, told by their labels.
fn labelled<'e>(view: View, entry: &'e Entry, word: &str) -> Vec<&'e Rich> {
    entry.details.iter().filter(|line| is_labelled(line, word, view.lang)).collect()
}

/// The filters and the table.
pub fn events(report: &Report, view: View, entries: &[Entry], steps: &Steps, law: &mut Law, place: &Place) -> Markup {
    let lang = view.lang;
    let rows: Vec<Row> = entries.iter().map(|entry| Row::new(report, view, steps, entry)).collect();
    let mut actors: Vec<&str> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for row in &rows {
        let new: Vec<&str> = row.actors.iter().map(String::as_str).filter(|name| !actors.contains(name)).collect();
        actors.extend(new);
        if !words.contains(&row.entry.mark.word.as_str()) {
            words.push(&row.entry.mark.word);
        }
    }
    let machines: Vec<&str> = (0..view.scenario().machines.len()).map(|machine| view.machine(machine)).collect();
    html! {
        form.filters.scripted hidden aria-label=(page(PageWord::Filters, lang)) {
            (filter("machine", page(PageWord::Machine, lang), &machines, place, lang))
            (filter("actor", page(PageWord::Actor, lang), &actors, place, lang))
            (filter("verdict", page(PageWord::Verdict, lang), &words, place, lang))
            p.count role="status" data-word=(page(PageWord::Shown, lang)) {}
        }
        table.events {
            thead {
                tr {
                    @for word in [PageWord::When, PageWord::Verdict, PageWord::What, PageWord::LawAndSource] {
                        th scope="col" { (page(word, lang)) }
                    }
                }
            }
            tbody {
                @for row in &rows { (line(view, row, (&actors, &words), law, place)) }
            }
        }
    }
}

fn filter(name: &str, label: &str, options: &[&str], place: &Place, lang: crate::text::Lang) -> Markup {
    let id = format!("page:filter-{name}-{}", place.index);
    html! {
        p {
            label for=(id) { (label) } " "
            select id=(id) data-filter=(name) autocomplete="off" {
                option value="" { (page(PageWord::All, lang)) }
                @for (index, option) in options.iter().enumerate() { option value=(index) { (option) } }
            }
        }
    }
}

fn line(view: View, row: &Row, (actors, marks): (&[&str], &[&str]), law: &mut Law, place: &Place) -> Markup {
    let (entry, lang) = (row.entry, view.lang);
    let own: Vec<Vec<&Rich>> = [
        labelled(view, entry, heading(Heading::Law, lang)),
        labelled(view, entry, words::say(lang, "margin", "marge")),
        labelled(view, entry, heading(Heading::Source, lang)),
    ]
    .into_iter()
    .collect();
    let rest = entry.details.iter().filter(|line| !own.iter().flatten().any(|other| std::ptr::eq(*other, *line)));
    let [laws, margins, sources] = &own[..] else { return html! {} };
    let list = |all: &[usize]| {
        let texts: Vec<String> = all.iter().map(usize::to_string).collect();
        Some(texts.join(" ")).filter(|text| !text.is_empty())
    };
    let acted: Vec<usize> =
        actors.iter().enumerate().filter(|(_, name)| row.actors.iter().any(|a| a == *name)).map(|(i, _)| i).collect();
    let word = marks.iter().position(|word| *word == entry.mark.word);
    let ids: Vec<String> = row.ids.iter().map(|id| place.anchor(id)).collect();
    let cited = Law::of_items(view, &entry.items);
    html! {
        tr id=[ids.first()] class=[entry.quiet.then_some("aside")]
            data-first=(row.span.0) data-last=[(row.span.1 > row.span.0).then_some(row.span.1)]
            data-machine=[list(&row.machines)]
            data-actor=[list(&acted)] data-verdict=[word]
            data-events=[Some(row.ids.join(" ")).filter(|_| row.ids.len() > 1)] {
            td {
                (entry.when)
                @for id in ids.iter().skip(1) { span.anchor id=(id) {} }
                @if let Some(id) = ids.first() {
                    " " a href={ "#" (id) } aria-label={ "# " (id) } { "#" }
                }
            }
            td {
                (mark(entry, row.verdict))
                @for line in margins { p { (rich(line, place.index)) } }
            }
            td {
                p {
                    @if !entry.machines.is_empty() { strong { (entry.machines.join(", ")) } (words::say(lang, ": ", " : ")) }
                    (rich(&entry.headline, place.index))
                }
                (details(rest, place.index))
            }
            td {
                @if cited.is_empty() {
                    @for line in laws { p { (rich(line, place.index)) } }
                } @else {
                    (law.cite(view, &cited))
                }
                @for line in sources { p { (rich(line, place.index)) } }
            }
        }
    }
}
