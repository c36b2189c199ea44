//! The notes below a statechart: what its signs mean, and of every transition its conditions and articles.

use super::block::{Block, Sign};
use super::plan::Plan;
use super::{Options, Step};
use crate::ids::TransitionId;
use crate::picture::geometry::at;
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Picture};
use crate::procedure::{Check, Level, Transition, Trigger};
use crate::report::law::Law;
use crate::report::words::{self, quoted, say};
use crate::text::Lang;

const HEAD: Font = Font::bold(14.0);
const ACT: Font = Font::bold(12.0);
const PLAIN: Font = Font::regular(11.0);
const SLANTED: Font = Font::italic(11.0);
/// How wide a column of notes is, and how far it stands from the next.
const COLUMN: f64 = 330.0;
const BETWEEN: f64 = 28.0;
const MARGIN: f64 = 24.0;
/// More columns than this no eye follows.
const MOST_COLUMNS: usize = 4;

/// Adds the notes below a picture, in as many columns as fit.
pub(super) fn add(picture: &mut Picture, law: &Law<'_>, plan: &Plan, options: &Options<'_>) {
    let room = picture.width - 2.0 * MARGIN + BETWEEN;
    let columns = ((room / (COLUMN + BETWEEN)).floor().max(1.0) as usize).min(MOST_COLUMNS);
    picture.width = picture.width.max(COLUMN + 2.0 * MARGIN);
    let mut y = picture.height + 6.0;
    let mut sections = Vec::new();
    if let Some(course) = options.course {
        // An event that several possible cases have in common is told once.
        let told =
            |step: &Step, before: &[Step]| before.iter().any(|b| (b.number, &b.says) == (step.number, &step.says));
        let steps = course.steps.iter().enumerate();
        let steps = steps.filter(|(index, step)| !told(step, course.steps.get(..*index).unwrap_or_default()));
        let steps = steps.map(|(_, step)| {
            let mut block = Block::default();
            block.add(vec![Sign::Step(step.mark())], &step.says, PLAIN, "", COLUMN);
            block
        });
        sections.push((course.title.clone(), steps.collect::<Vec<_>>()));
    }
    let law_head = say(law.lang, "Transitions, their conditions and articles", "Transitions, conditions et articles");
    let mut notes: Vec<Block> = law.procedure.transitions().map(|(id, t)| note(law, id, t)).collect();
    notes.extend(plan.unframed.iter().filter_map(|group| {
        let group = law.procedure.groups().get(*group)?;
        let names: Vec<&str> = group.states.iter().map(|state| law.state(state)).collect();
        let mut block = Block::default();
        block.add(Vec::new(), &quoted(&group.name.replace('_', " "), law.lang), ACT, "", COLUMN);
        block.add(Vec::new(), &names.join("; "), PLAIN, "soft", COLUMN);
        Some(block)
    }));
    sections.push((law_head.to_owned(), notes));
    for (head, blocks) in sections {
        let rule = [at(MARGIN, y), at(picture.width - MARGIN, y)];
        picture.body.push(Element::path(&super::draw::path(&rule), "rule"));
        y += 12.0;
        let mut title = Block::default();
        title.add(Vec::new(), &head, HEAD, "", picture.width - 2.0 * MARGIN);
        picture.body.extend(title.draw(at(MARGIN, y)));
        y += title.height() + 10.0;
        y = set(picture, &blocks, columns, y) + 18.0;
    }
    picture.height = y;
}

/// Sets blocks in columns of about the same height, and gives where they end.
fn set(picture: &mut Picture, blocks: &[Block], columns: usize, top: f64) -> f64 {
    const APART: f64 = 10.0;
    let heights: Vec<f64> = blocks.iter().map(|block| block.height() + APART).collect();
    let total: f64 = heights.iter().sum();
    let needed = |most: f64| {
        let (mut used, mut y) = (1, 0.0);
        for height in &heights {
            if y > 0.0 && y + height > most {
                (used, y) = (used + 1, 0.0);
            }
            y += height;
        }
        used
    };
    // The least height, by steps of a line, that so many columns hold.
    let mut most = (total / columns as f64).max(heights.iter().copied().fold(0.0, f64::max));
    while needed(most) > columns {
        most += 14.0;
    }
    let (mut column, mut y, mut lowest) = (0.0, 0.0, 0.0);
    for (block, height) in blocks.iter().zip(&heights) {
        if y > 0.0 && y + height > most {
            (column, y) = (column + 1.0, 0.0);
        }
        picture.body.extend(block.draw(at(MARGIN + column * (COLUMN + BETWEEN), top + y)));
        y += height;
        lowest = f64::max(lowest, y);
    }
    top + lowest
}

/// What there is to say of a transition.
fn note(law: &Law<'_>, id: TransitionId, transition: &Transition) -> Block {
    let lang = law.lang;
    let mut block = Block::default();
    let mut signs = vec![Sign::Note(id.index() + 1)];
    let (what, who) = match transition.trigger {
        Trigger::Act(act) => (law.act(act).to_owned(), law.roles(&law.procedure.act(act).by)),
        Trigger::Over(deadline) => {
            signs.push(Sign::Clock);
            let (from, lasts) = law.terms(law.procedure.deadline(deadline));
            (law.deadline(deadline).to_owned(), plain(&format!("{lasts} ({from})")))
        }
    };
    block.add(signs, &what, ACT, "", COLUMN);
    let mut say_it = |text: &str, font: Font, class: &'static str| {
        block.add(Vec::new(), text, font, class, COLUMN);
    };
    say_it(&who, PLAIN, "soft");
    let from = law.states(transition.from);
    say_it(
        &match transition.to {
            Some(to) => format!("{from} → {}", law.state(to)),
            None => format!("{from} ({})", say(lang, "unchanged", "inchangé")),
        },
        PLAIN,
        "",
    );
    if let Some(guard) = transition.guard {
        say_it(&format!("[{}]", plain(&law.code(guard))), PLAIN, "");
    }
    for clock in law.clocks(transition) {
        say_it(&clock, PLAIN, "");
    }
    for check in &transition.checks {
        say_it(&format!("• {}", condition(law, check, transition)), PLAIN, "");
    }
    say_it(&law.basis(&transition.basis), SLANTED, "soft");
    block.about(0, id.index() + 1, 0.0);
    block
}

/// A condition in the words by which an act that does not meet it is refused, else as it is judged.
fn condition(law: &Law<'_>, check: &Check, transition: &Transition) -> String {
    let lang = law.lang;
    let mut text = match &check.otherwise_say {
        Some(text) => match lang {
            Lang::En => format!("refused: {}", text.get(lang)),
            Lang::Fr => format!("refusé : {}", text.get(lang)),
        },
        None => plain(&law.condition(check)),
    };
    if check.basis != transition.basis {
        text = format!("{text} — {}", law.basis(&check.basis));
    }
    if check.level == Level::Recommended {
        text = format!("{text} ({})", words::level(check.level, lang));
    }
    text
}

/// Code without its backticks.
fn plain(text: &str) -> String {
    text.replace('`', "")
}
