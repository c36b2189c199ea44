//! The articles that a case rests on, with what they say.

use maud::{Markup, html};

use crate::ids::ArticleId;
use crate::procedure::{Basis, Procedure};
use crate::replay::{Happening, Replay};
use crate::report::text::Item;
use crate::report::view::View;
use crate::report::words::{self, Heading, PageWord, heading, page};
use crate::scenario::MachineIx;
use crate::text::Lang;

/// An article of an edition of the procedure of a machine.
type Cited = (MachineIx, usize, ArticleId);

/// The articles of a case, each once.
pub struct Law {
    /// The number of the case on the page.
    case: usize,
    /// The procedure, the edition, the article.
    known: Vec<(usize, usize, ArticleId)>,
}

impl Law {
    /// None yet, of a case by its number on the page.
    pub fn new(case: usize) -> Self {
        Self { case, known: Vec::new() }
    }

    /// The articles under what stands on the timeline.
    pub fn of_items(view: View, items: &[Item]) -> Vec<Cited> {
        let mut all: Vec<Cited> = Vec::new();
        let mut add = |machine: MachineIx, edition: usize, basis: &Basis| {
            for article in View::articles(basis) {
                let known = |(m, e, a): &Cited| {
                    let cite = |m, e, a| view.edition(m, e).article(a).cite.get(view.lang).to_owned();
                    cite(*m, *e, *a) == cite(machine, edition, *article)
                };
                if !all.iter().any(known) {
                    all.push((machine, edition, *article));
                }
            }
        };
        for item in items {
            match item {
                Item::Event(ix) => {
                    let Some(judged) = view.replay.events.get(*ix) else { continue };
                    let Some(event) = view.event(judged.event) else { continue };
                    for possible in &judged.possible {
                        let procedure = view.edition(event.machine, possible.ids);
                        for basis in View::bases(procedure, possible) {
                            add(event.machine, possible.ids, basis);
                        }
                    }
                }
                Item::Passed(ix) => {
                    let Some(passed) = view.replay.passed.get(*ix) else { continue };
                    let procedure = view.edition(passed.machine, passed.edition);
                    add(passed.machine, passed.edition, basis_of(procedure, &passed.what));
                }
                Item::Note(_) | Item::Claim(_) => {}
            }
        }
        all
    }

    /// Articles as a list, each with what it says behind it; they are remembered for the list of all.
    pub fn cite(&mut self, view: View, cited: &[Cited]) -> Markup {
        html! {
            @for (machine, edition, id) in cited {
                @let number = self.number(view.replay, (*machine, *edition, *id));
                @let article = view.edition(*machine, *edition).article(*id);
                details {
                    summary { (article.cite.get(view.lang)) " " i { "(" (words::status(article.status, view.lang)) ")" } }
                    p { (article.summary.get(view.lang)) " " a href={ "#page:article-" (self.case) "-" (number) } { "§" (number) } }
                }
            }
        }
    }

    fn number(&mut self, replay: &Replay, (machine, edition, id): Cited) -> usize {
        let procedure = replay.scenario.machines.get(machine).map_or(0, |m| m.procedure);
        let key = (procedure, edition, id);
        let at = self.known.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.known.push(key);
            self.known.len() - 1
        });
        at + 1
    }

    /// Every article that was cited.
    pub fn list(&self, replay: &Replay, lang: Lang) -> Markup {
        html! {
            ol.law {
                @for (index, (procedure, edition, id)) in self.known.iter().enumerate() {
                    @if let Some(editions) = replay.scenario.procedures.get(*procedure) {
                        @let edition = editions.get(*edition);
                        @let article = edition.article(*id);
                        li id={ "page:article-" (self.case) "-" (index + 1) } {
                            p { strong { (article.cite.get(lang)) } " "
                                span.quiet { "(" (words::status(article.status, lang)) ")" } }
                            p { (article.summary.get(lang)) }
                            p.quiet {
                                (edition.title().get(lang)) ", " (heading(Heading::Edition, lang)) " "
                                (words::day(edition.edition(), lang))
                                @if let Some(place) = &article.read_in { " · " (page(PageWord::ReadIn, lang)) " " (place) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether no article was cited.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

fn basis_of<'p>(procedure: &'p Procedure, what: &Happening) -> &'p Basis {
    match what {
        Happening::Expired { deadline, transition, .. } => {
            transition.map_or(&procedure.deadline(*deadline).basis, |t| &procedure.transition(t).basis)
        }
        Happening::Breached { duty, .. } => &procedure.duty(*duty).basis,
        Happening::Broken { property, .. } => &procedure.property(*property).basis,
    }
}
