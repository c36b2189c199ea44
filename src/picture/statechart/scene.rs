//! From a plan to a picture: items and links, their layout, and what is drawn there.

use super::block::Block;
use super::labels::Labels;
use super::plan::{Plan, Tail};
use super::{Options, Statechart, draw, notes};
use crate::ids::StateId;
use crate::picture::geometry::{Point, Rect, at};
use crate::picture::layered::{self, Graph, Item, Link, Start};
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Picture};
use crate::procedure::Procedure;
use crate::report::words::say;

/// Around what a box holds.
const PAD: f64 = 11.0;
/// Between the name of a state and what may be done there.
const RULE: f64 = 7.0;
/// From the line of an arrow to its label.
const BESIDE: f64 = 9.0;
/// Around the whole picture.
const MARGIN: f64 = 24.0;
/// The disc that leads to the initial state.
const DISC: f64 = 8.0;
/// The mark at which an arrow from many states begins.
const MARK: f64 = 5.0;
const TITLE: Font = Font::bold(18.0);

/// What each item of the layout is.
struct Items {
    states: Vec<usize>,
    disc: usize,
    headers: Vec<usize>,
    arrows: Vec<usize>,
}

/// What a link of the layout draws: of an arrow, the part that ends at its label or that which ends at a state.
#[derive(Clone, Copy)]
enum Drawn {
    Initial,
    ToLabel(usize, Option<StateId>),
    ToState(usize),
}

/// A statechart in the making.
pub(super) struct Scene<'p, 'o> {
    procedure: &'p Procedure,
    options: &'o Options<'o>,
    plan: Plan,
    labels: Labels<'p>,
    names: Vec<(Block, Block)>,
    titles: Vec<Block>,
    arrows: Vec<Block>,
    graph: Graph,
    items: Items,
    drawn: Vec<Drawn>,
}

#[allow(clippy::indexing_slicing, reason = "indices are those of the plan, and of the tables made from it")]
impl<'p, 'o: 'p> Scene<'p, 'o> {
    pub fn new(procedure: &'p Procedure, options: &'o Options<'o>) -> Self {
        let plan = Plan::new(procedure);
        let labels = Labels::new(procedure, options);
        let names: Vec<(Block, Block)> = (procedure.states())
            .map(|(id, _)| (labels.state(id), labels.inside(id, &plan.inside[id.index()])))
            .collect();
        let titles = plan.frames.iter().map(|frame| labels.frame(frame)).collect();
        let arrows = plan.arrows.iter().map(|arrow| labels.arrow(arrow)).collect();
        let items = Items { states: Vec::new(), disc: 0, headers: Vec::new(), arrows: Vec::new() };
        let (graph, drawn) = (Graph::default(), Vec::new());
        let mut scene = Self { procedure, options, plan, labels, names, titles, arrows, graph, items, drawn };
        scene.build();
        scene
    }

    fn item(&mut self, item: Item) -> usize {
        self.graph.items.push(item);
        self.graph.items.len() - 1
    }

    /// The size of a state's box.
    fn size(&self, state: usize) -> (f64, f64) {
        let (name, inside) = &self.names[state];
        let width = name.width().max(inside.width()) + 2.0 * PAD;
        let rule = if inside.is_empty() { 0.0 } else { 2.0 * RULE };
        (width.max(70.0).ceil(), (name.height() + inside.height() + rule + 2.0 * PAD - 4.0).ceil())
    }

    fn build(&mut self) {
        for state in 0..self.names.len() {
            let (width, height) = self.size(state);
            let (left, right) = ((width / 2.0).ceil(), (width / 2.0).ceil());
            let frame = self.plan.frame_of(StateId::new(state));
            let item = self.item(Item { left, right, height, frame, spread: true });
            self.items.states.push(item);
        }
        self.items.disc = self.item(Item { left: DISC, right: DISC, height: 2.0 * DISC, ..Item::default() });
        let initial = self.items.states[self.procedure.initial().index()];
        self.graph.links.push(Link { from: Start::Item(self.items.disc), to: initial, back: false });
        self.drawn.push(Drawn::Initial);
        for frame in 0..self.titles.len() {
            let title = &self.titles[frame];
            let (right, height) = (title.width(), title.height());
            let header = self.item(Item { left: 0.0, right, height, frame: Some(frame), spread: false });
            self.items.headers.push(header);
            self.graph.frames.push(layered::Frame { parent: self.plan.frames[frame].parent, header });
        }
        for arrow in 0..self.plan.arrows.len() {
            self.build_arrow(arrow);
        }
    }

    fn build_arrow(&mut self, index: usize) {
        let arrow = self.plan.arrows[index].clone();
        let (width, height) = (self.arrows[index].width(), self.arrows[index].height());
        let to = self.plan.frame_of(arrow.to);
        let frame = match &arrow.tail {
            Tail::States(states) => states.iter().fold(to, |frame, s| self.common(frame, self.plan.frame_of(*s))),
            Tail::Frame(from) => self.common(to, self.plan.frames[*from].parent),
            Tail::Mark(_) => to,
        };
        let mark = if matches!(arrow.tail, Tail::Mark(_)) { 2.0 * MARK + 4.0 } else { 0.0 };
        let item = Item { left: 8.0, right: BESIDE + width, height: height + 2.0 + mark, frame, spread: false };
        let label = self.item(item);
        self.items.arrows.push(label);
        match &arrow.tail {
            Tail::States(states) => {
                for state in states {
                    let from = Start::Item(self.items.states[state.index()]);
                    self.graph.links.push(Link { from, to: label, back: arrow.back });
                    self.drawn.push(Drawn::ToLabel(index, Some(*state)));
                }
            }
            Tail::Frame(frame) => {
                self.graph.links.push(Link { from: Start::Frame(*frame), to: label, back: false });
                self.drawn.push(Drawn::ToLabel(index, None));
            }
            Tail::Mark(_) => {}
        }
        let to = self.items.states[arrow.to.index()];
        self.graph.links.push(Link { from: Start::Item(label), to, back: arrow.back });
        self.drawn.push(Drawn::ToState(index));
    }

    fn common(&self, a: Option<usize>, b: Option<usize>) -> Option<usize> {
        let path = |frame| std::iter::successors(frame, |f: &usize| self.plan.frames[*f].parent).collect::<Vec<_>>();
        let other = path(b);
        path(a).into_iter().find(|frame| other.contains(frame))
    }

    pub fn draw(self) -> Statechart {
        let layout = layered::layout(&self.graph);
        let title = self.procedure.title().get(self.options.lang).to_owned();
        let title_lines = TITLE.wrap(&title, layout.bounds.width.max(420.0));
        let head = title_lines.len() as f64 * TITLE.line_height() + 14.0;
        let (dx, dy) = (MARGIN - layout.bounds.x, MARGIN + head - layout.bounds.y);
        let moved = |point: &Point| at(point.x + dx, point.y + dy);
        let places: Vec<Point> = layout.items.iter().map(moved).collect();
        let links: Vec<Vec<Point>> = layout.links.iter().map(|link| link.iter().map(moved).collect()).collect();
        let title_width = title_lines.iter().map(|line| TITLE.width(line)).fold(0.0, f64::max);
        let mut chart = Statechart {
            picture: Picture {
                width: layout.bounds.width.max(title_width) + 2.0 * MARGIN,
                height: layout.bounds.height + head + 2.0 * MARGIN,
                description: self.description(),
                title,
                lang: self.options.lang,
                body: Vec::new(),
            },
            states: Vec::new(),
            frames: Vec::new(),
            labels: Vec::new(),
            lines: Vec::new(),
        };
        for (index, line) in title_lines.iter().enumerate() {
            let y = MARGIN + TITLE.ascent() + index as f64 * TITLE.line_height();
            chart.picture.body.push(Element::text(at(MARGIN, y), line, TITLE, ""));
        }
        self.draw_frames(&mut chart, &layout.frames, &places, dx, dy);
        self.draw_arrows(&mut chart, &places, &links);
        self.draw_states(&mut chart, &places);
        if !self.options.without_notes {
            notes::add(&mut chart.picture, &self.labels.law, &self.plan, self.options);
        }
        chart
    }

    fn description(&self) -> String {
        let states: Vec<&str> = self.procedure.states().map(|(id, _)| self.labels.law.state(id)).collect();
        let head = say(self.options.lang, "States:", "États :");
        format!("{head} {}.", states.join("; "))
    }

    fn draw_frames(&self, chart: &mut Statechart, frames: &[Rect], places: &[Point], dx: f64, dy: f64) {
        for (index, frame) in self.plan.frames.iter().enumerate() {
            let bounds = frames[index].moved(dx, dy);
            let header = self.items.headers[index];
            let corner = at(places[header].x, places[header].y - self.graph.items[header].height / 2.0);
            let title = &self.titles[index];
            let name = self.procedure.groups().get(frame.group).map_or("", |group| &group.name);
            let mut group = Element::group("group").attribute("data-group", name);
            group.push(Element::rect(bounds, 12.0, "frame"));
            title.draw(corner).into_iter().for_each(|part| group.push(part));
            chart.picture.body.push(group);
            chart.frames.push((frame.states, bounds));
            let label = Rect { x: corner.x, y: corner.y, width: title.width(), height: title.height() };
            chart.labels.push((label, None));
        }
    }

    fn draw_arrows(&self, chart: &mut Statechart, places: &[Point], links: &[Vec<Point>]) {
        let disc = places[self.items.disc];
        let mut initial = Element::group("initial");
        let plain = draw::Style { dashed: false, taken: false, back: false };
        // What was taken lies above what was not.
        let mut lines: Vec<(bool, Element)> = Vec::new();
        for (index, arrow) in self.plan.arrows.iter().enumerate() {
            let (item, block) = (self.items.arrows[index], &self.arrows[index]);
            let (place, height) = (places[item], self.graph.items[item].height);
            let numbers: Vec<usize> = arrow.transitions.iter().map(|id| id.index() + 1).collect();
            let first = numbers.first().copied().unwrap_or(0);
            let mut group = draw::about(&numbers)
                .class("arrow")
                .attribute("id", format!("{}arrow-{first}-{index}", self.options.prefix));
            let dashed = arrow.over.is_some();
            let (top, bottom) = (place.y - height / 2.0, place.y + height / 2.0);
            let (mut start, mut end) = (top, bottom);
            if arrow.back {
                (start, end) = (bottom, top);
            }
            if let Tail::Mark(_) = arrow.tail {
                let centre = at(place.x, top + MARK);
                group.push(Element::circle(centre, MARK, "ring"));
                start = top + 2.0 * MARK;
            }
            let style = |taken| draw::Style { dashed, taken, back: arrow.back };
            let taken = self.labels.taken(arrow, None);
            let through = [at(place.x, start), at(place.x, end)];
            for part in draw::line(&through, style(taken), false) {
                group.push(part);
            }
            chart.lines.push((index, draw::sampled(&through)));
            if let Tail::States(states) = &arrow.tail
                && states.len() > 1
            {
                group.push(Element::circle(at(place.x, start), 3.2, if taken { "course-head" } else { "ink" }));
            }
            for (drawn, points) in self.drawn.iter().zip(links) {
                let (state, head) = match drawn {
                    Drawn::ToLabel(of, state) if *of == index => (*state, false),
                    Drawn::ToState(of) if *of == index => (None, true),
                    _ => continue,
                };
                for part in draw::line(points, style(self.labels.taken(arrow, state)), head) {
                    group.push(part);
                }
                chart.lines.push((index, draw::sampled(points)));
            }
            let mark = if matches!(arrow.tail, Tail::Mark(_)) { MARK + 2.0 } else { 0.0 };
            let corner = at(place.x + BESIDE, place.y - block.height() / 2.0 + mark);
            block.draw(corner).into_iter().for_each(|part| group.push(part));
            let bounds = Rect { x: corner.x, y: corner.y, width: block.width(), height: block.height() };
            chart.labels.push((bounds, Some(index)));
            lines.push((taken, group));
        }
        for (drawn, points) in self.drawn.iter().zip(links) {
            if let Drawn::Initial = drawn {
                draw::line(points, plain, true).into_iter().for_each(|part| initial.push(part));
                chart.lines.push((usize::MAX, draw::sampled(points)));
            }
        }
        initial.push(Element::circle(disc, DISC, "ink"));
        chart.picture.body.push(initial);
        lines.sort_by_key(|(taken, _)| *taken);
        chart.picture.body.extend(lines.into_iter().map(|(_, group)| group));
    }

    fn draw_states(&self, chart: &mut Statechart, places: &[Point]) {
        for (id, state) in self.procedure.states() {
            let item = self.items.states[id.index()];
            let (width, height) = self.size(id.index());
            let bounds = Rect::around(places[item], width, height);
            let current = self.labels.current(id);
            let (name, inside) = &self.names[id.index()];
            let mut group = Element::group(if current { "state here" } else { "state" })
                .attribute("id", format!("{}state-{}", self.options.prefix, state.name))
                .attribute("data-state", state.name.clone());
            let outline = draw::state(bounds, state.is_final, current, self.labels.visited(id));
            outline.into_iter().for_each(|part| group.push(part));
            let corner = at(bounds.x + PAD, bounds.y + PAD - 2.0);
            name.draw(corner).into_iter().for_each(|part| group.push(part));
            if !inside.is_empty() {
                let y = corner.y + name.height() + RULE;
                let rule = [at(bounds.x + 5.0, y), at(bounds.right() - 5.0, y)];
                group.push(Element::path(&draw::path(&rule), "rule"));
                inside.draw(at(corner.x, y + RULE)).into_iter().for_each(|part| group.push(part));
            }
            chart.picture.body.push(group);
            chart.states.push((id, bounds));
        }
    }
}
