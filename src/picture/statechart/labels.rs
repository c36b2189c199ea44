//! What is written at arrows, in boxes and on frames.

use super::block::{Block, Sign};
use super::plan::{Arrow, Frame, Inside, Tail};
use super::{Course, Options};
use crate::calendar::Stamp;
use crate::ids::{StateId, TransitionId};
use crate::picture::measure::Font;
use crate::procedure::{Basis, Procedure, Transition, Trigger};
use crate::report::law::Law;
use crate::report::words::{on, quoted, say};
use crate::text::Lang;

/// Acts, and titles of boxes.
const ACT: Font = Font::bold(12.0);
const STATE: Font = Font::bold(13.0);
const PLAIN: Font = Font::regular(11.0);
const SLANTED: Font = Font::italic(11.0);
/// How wide a label or what a box holds may be.
const LABEL: f64 = 180.0;
const BOX: f64 = 190.0;
const HEAD: f64 = 260.0;
/// More lines than this at an arrow hide more than they tell: the notes have them.
const MOST: usize = 2;

/// Writes what stands in the picture.
pub(super) struct Labels<'p> {
    pub law: Law<'p>,
    pub course: Option<&'p Course>,
}

impl<'p> Labels<'p> {
    /// Those of a procedure, in the language and with the course that are asked for.
    pub fn new(procedure: &'p Procedure, options: &Options<'p>) -> Self {
        Self { law: Law { procedure, lang: options.lang }, course: options.course }
    }

    fn say(&self, en: &'static str, fr: &'static str) -> &'static str {
        say(self.law.lang, en, fr)
    }

    fn procedure(&self) -> &'p Procedure {
        self.law.procedure
    }

    /// The steps of the course that take a transition from one of some states.
    fn steps(&self, transition: TransitionId, leaves: &dyn Fn(StateId) -> bool) -> Vec<Sign> {
        let steps = self.course.map_or(&[][..], |course| &course.steps);
        let taken = steps.iter().filter(|step| step.transition == Some(transition) && leaves(step.from));
        let mut signs: Vec<Sign> = Vec::new();
        for step in taken {
            let sign = Sign::Step(step.mark());
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        signs
    }

    /// An act or the end of a deadline, in a line or two.
    fn cause(&self, transition: &Transition) -> &'p str {
        match transition.trigger {
            Trigger::Act(act) => self.law.act(act),
            Trigger::Over(deadline) => self.law.deadline(deadline),
        }
    }

    /// Who acts, or how long the deadline lasts.
    fn who(&self, transition: &Transition) -> String {
        match transition.trigger {
            Trigger::Act(act) => self.law.roles(&self.procedure().act(act).by),
            Trigger::Over(deadline) => self.law.terms(self.procedure().deadline(deadline)).1.replace('`', ""),
        }
    }

    fn articles(&self, transition: &Transition) -> String {
        match &transition.basis {
            Basis::Policy => String::new(),
            Basis::Articles(ids) => {
                let first = ids.first().map_or("", |id| self.procedure().article(*id).cite.get(self.law.lang));
                let more = ids.len().saturating_sub(1);
                if more == 0 { first.to_owned() } else { format!("{first} (+\u{a0}{more})") }
            }
        }
    }

    /// What stands at an arrow.
    pub fn arrow(&self, arrow: &Arrow) -> Block {
        let mut block = Block::default();
        let leaves = |state: StateId| match &arrow.tail {
            Tail::States(states) => states.contains(&state),
            Tail::Frame(_) | Tail::Mark(_) => true,
        };
        let mut said: Option<(String, String)> = None;
        for (index, id) in arrow.transitions.iter().enumerate() {
            let transition = self.procedure().transition(*id);
            let below = (self.who(transition), self.articles(transition));
            if said.as_ref().is_some_and(|said| *said != below) {
                self.below(&mut block, said.take());
            }
            let from = block.len();
            let mut signs = self.steps(*id, &leaves);
            signs.push(Sign::Note(id.index() + 1));
            if arrow.over.is_some() {
                signs.push(Sign::Clock);
            }
            block.add(signs, self.cause(transition), ACT, "", LABEL);
            if index > 0 {
                let lines = block.len() - from;
                block.above(lines, 4.0);
            }
            if let Some(guard) = transition.guard {
                let text = format!("[{}]", self.law.code(guard).replace('`', ""));
                let lines = PLAIN.wrap(&text, LABEL);
                let text = if lines.len() > MOST + 1 {
                    format!("[{}]", self.say("see the note", "voir la note"))
                } else {
                    text
                };
                block.add(Vec::new(), &text, PLAIN, "", LABEL);
            }
            block.about(from, id.index() + 1, 0.0);
            said = Some(below);
        }
        self.below(&mut block, said);
        if let Tail::Mark(states) = &arrow.tail {
            let count = states.iter().count();
            let text = match self.law.lang {
                Lang::En => format!("from {count} states"),
                Lang::Fr => format!("depuis {count} états"),
            };
            block.add(Vec::new(), &text, PLAIN, "soft", LABEL);
        }
        block
    }

    fn below(&self, block: &mut Block, said: Option<(String, String)>) {
        let Some((who, articles)) = said else { return };
        for (text, font) in [(who, PLAIN), (articles, SLANTED)] {
            if !text.is_empty() && font.wrap(&text, LABEL).len() <= MOST {
                block.add(Vec::new(), &text, font, "soft", LABEL);
            }
        }
    }

    /// Whether the course takes an arrow, or leaves a state by it.
    pub fn taken(&self, arrow: &Arrow, from: Option<StateId>) -> bool {
        let steps = self.course.map_or(&[][..], |course| &course.steps);
        steps.iter().any(|step| {
            let here = match &arrow.tail {
                Tail::States(states) => states.contains(&step.from),
                Tail::Frame(_) | Tail::Mark(_) => true,
            };
            let taken = step.transition.is_some_and(|transition| arrow.transitions.contains(&transition));
            here && taken && from.is_none_or(|from| from == step.from)
        })
    }

    /// Whether the course came through a state.
    pub fn visited(&self, state: StateId) -> bool {
        let steps = self.course.map_or(&[][..], |course| &course.steps);
        steps.iter().any(|step| step.from == state || step.to == state)
    }

    /// Whether the case is in a state, or may be.
    pub fn current(&self, state: StateId) -> bool {
        self.course.is_some_and(|course| course.states.contains(&state))
    }

    /// The name of a state, and whether the case is there.
    pub fn state(&self, id: StateId) -> Block {
        let state = self.procedure().state(id);
        let mut block = Block::default();
        let signs = if state.is_final { vec![Sign::Final] } else { Vec::new() };
        block.add(signs, state.label.get(self.law.lang), STATE, "", BOX);
        if let Some(course) = self.course.filter(|course| course.states.contains(&id)) {
            let here = match (&course.states[..], self.law.lang) {
                ([_], Lang::En) => format!("here {}", on(Stamp::of_day(course.day), self.law.lang)),
                ([_], Lang::Fr) => format!("ici {}", on(Stamp::of_day(course.day), self.law.lang)),
                (_, Lang::En) => format!("perhaps here {}", on(Stamp::of_day(course.day), self.law.lang)),
                (_, Lang::Fr) => format!("peut-être ici {}", on(Stamp::of_day(course.day), self.law.lang)),
            };
            block.add(vec![Sign::Here], &here, Font::bold(11.0), "", BOX);
        }
        block
    }

    /// What may be done in a state, and leaves it as it is, or leads elsewhere without an arrow.
    pub fn inside(&self, id: StateId, inside: &Inside) -> Block {
        let mut block = Block::default();
        for (transition, many) in &inside.stays {
            self.entry(&mut block, *transition, Some(id), !many, BOX);
        }
        for transition in &inside.leads {
            let from = block.len();
            let moved = self.procedure().transition(*transition);
            let to = moved.to.map_or("", |to| self.law.state(to));
            let mut signs = self.steps(*transition, &|state| state == id);
            signs.push(Sign::Note(transition.index() + 1));
            let text = format!("{} → {to}", self.cause(moved));
            block.add(signs, &text, PLAIN, "", BOX);
            block.about(from, transition.index() + 1, 0.0);
        }
        block
    }

    /// The title of a frame, and what may be done in all of its states.
    pub fn frame(&self, frame: &Frame) -> Block {
        let mut block = Block::default();
        let name = self.procedure().groups().get(frame.group).map_or("", |group| &group.name);
        block.add(Vec::new(), &quoted(&name.replace('_', " "), self.law.lang), Font::bold(12.0), "soft", HEAD);
        for transition in &frame.inside {
            self.entry(&mut block, *transition, None, true, HEAD);
        }
        block
    }

    fn entry(&self, block: &mut Block, id: TransitionId, state: Option<StateId>, full: bool, width: f64) {
        let from = block.len();
        let transition = self.procedure().transition(id);
        let mut signs = self.steps(id, &|left| state.is_none_or(|state| left == state));
        signs.push(Sign::Note(id.index() + 1));
        if matches!(transition.trigger, Trigger::Over(_)) {
            signs.push(Sign::Clock);
        }
        let text = match (state, transition.to) {
            (None, Some(to)) => format!("{} → {}", self.cause(transition), self.law.state(to)),
            _ => self.cause(transition).to_owned(),
        };
        block.add(signs, &text, PLAIN, "", width);
        let who = self.who(transition);
        if full && !who.is_empty() && PLAIN.wrap(&who, width - 14.0).len() <= MOST {
            let lines = block.len();
            block.add(Vec::new(), &who, PLAIN, "soft", width - 14.0);
            block.about(lines, id.index() + 1, 14.0);
        }
        block.about(from, id.index() + 1, 0.0);
    }
}
