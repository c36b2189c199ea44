//! What the signs mean, and the numbered notes.

use super::lane::{LEFT, TEXT};
use super::model::{Kind, Lane};
use super::numbers::Numbers;
use super::scale::Scale;
use super::sheet::{Sheet, hatch};
use super::signs::{cut, lozenge, sign, stroke};
use super::{DAY, WIDTH};
use crate::calendar::Stamp;
use crate::engine::Verdict;
use crate::picture::geometry::{Rect, at};
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Path};
use crate::procedure::Level;
use crate::report::words::{self, Heading, Pictured, heading, pictured};
use crate::scenario::{Scenario, SourceIx};
use crate::text::Lang;

/// The size of the legend's signs.
const SIGN: f64 = 13.0;
/// The room for a sign.
const ROOM: f64 = 34.0;
/// How many columns the notes are set in.
const COLUMNS: usize = 3;

/// A sign of the legend.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Mark(Kind),
    State,
    Ended,
    UncertainState,
    UncertainDate,
    Lasted,
    Deadline,
    Twins,
    Fold,
}

/// The signs that the lanes use.
fn used(lanes: &[Lane], scale: &Scale) -> Vec<Sign> {
    let marks = || lanes.iter().flat_map(|lane| &lane.marks);
    let verdicts = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined].map(Kind::Act);
    let breaches = [Level::Required, Level::Recommended].map(Kind::Breach);
    let kinds = verdicts.into_iter().chain([Kind::NotJudged, Kind::Observed, Kind::RanOut]).chain(breaches);
    let shown = |kind: &Kind| match kind {
        Kind::Act(verdict) => marks().any(|mark| mark.kind == *kind || mark.verdicts.contains(verdict)),
        _ => marks().any(|mark| mark.kind == *kind),
    };
    let mut all: Vec<Sign> = kinds.filter(shown).map(Sign::Mark).collect();
    let bars = || lanes.iter().flat_map(|lane| &lane.bars);
    let ranged = marks().any(|mark| mark.lasted.is_none() && mark.span.1 - mark.span.0 >= DAY);
    let others = [
        (Sign::State, bars().any(|bar| bar.certain && !bar.ended)),
        (Sign::Ended, bars().any(|bar| bar.ended)),
        (Sign::UncertainState, bars().any(|bar| !bar.certain)),
        (Sign::UncertainDate, ranged),
        (Sign::Lasted, marks().any(|mark| mark.lasted.is_some())),
        (Sign::Deadline, lanes.iter().any(|lane| !lane.brackets.is_empty())),
        (Sign::Twins, lanes.iter().any(|lane| !lane.twins.is_empty())),
        (Sign::Fold, scale.stretches.iter().any(|s| s.folded)),
    ];
    all.extend(others.into_iter().filter(|(_, used)| *used).map(|(sign, _)| sign));
    all
}

fn word(sign: Sign, lang: Lang) -> String {
    match sign {
        Sign::Mark(Kind::Act(verdict)) => words::verdict(verdict, lang).to_owned(),
        Sign::Mark(Kind::NotJudged) => heading(Heading::NotJudged, lang).to_owned(),
        Sign::Mark(Kind::Observed) => heading(Heading::Observed, lang).to_owned(),
        Sign::Mark(Kind::RanOut) => heading(Heading::RanOut, lang).to_owned(),
        Sign::Mark(Kind::Breach(level)) => {
            format!("{} ({})", heading(Heading::Breach, lang), words::level(level, lang))
        }
        Sign::State => pictured(Pictured::State, lang).to_owned(),
        Sign::Ended => pictured(Pictured::Ended, lang).to_owned(),
        Sign::UncertainState => pictured(Pictured::UncertainState, lang).to_owned(),
        Sign::UncertainDate => pictured(Pictured::UncertainDate, lang).to_owned(),
        Sign::Lasted => pictured(Pictured::Lasted, lang).to_owned(),
        Sign::Deadline => pictured(Pictured::Deadline, lang).to_owned(),
        Sign::Twins => pictured(Pictured::Disagreement, lang).to_owned(),
        Sign::Fold => pictured(Pictured::Folded, lang).to_owned(),
    }
}

/// A sign in the box that is there for it.
fn element(what: Sign, room: Rect) -> Element {
    let centre = room.centre();
    let bar = Rect::around(centre, room.width - 6.0, 13.0);
    let (left, right) = (at(bar.x, centre.y), at(bar.right(), centre.y));
    let end = Path::new().to(right.x - 3.0, right.y - 5.0).line(right.x, right.y - 5.0).line(right.x, right.y + 5.0);
    match what {
        Sign::Mark(kind) => sign(kind, at(room.right() - 12.0, centre.y), SIGN),
        Sign::State => Element::rect(bar, 3.0, "frame current"),
        Sign::Ended => Element::rect(bar, 3.0, "frame"),
        Sign::UncertainState => Element::group("").with(Element::rect(bar, 3.0, "frame dashed")).with(hatch(bar, 7.0)),
        Sign::UncertainDate => Element::group("").with(stroke(left, right, "line dashed")).with(stroke(
            at(right.x, right.y - 4.0),
            at(right.x, right.y + 4.0),
            "line",
        )),
        Sign::Lasted => Element::rect(Rect::around(centre, room.width - 6.0, 4.0), 2.0, "ink"),
        Sign::Deadline => Element::group("")
            .with(stroke(left, right, "line"))
            .with(stroke(at(left.x, left.y - 4.0), at(left.x, left.y + 4.0), "line"))
            .with(Element::path(&end.line(right.x - 3.0, right.y + 5.0), "line")),
        Sign::Twins => Element::group("")
            .with(stroke(left, right, "line dashed"))
            .with(lozenge(left, 5.0))
            .with(lozenge(right, 5.0)),
        Sign::Fold => {
            Element::group("").with(stroke(left, right, "line")).with(cut(at(centre.x, centre.y - 5.0), 10.0))
        }
    }
}

/// The legend from `top` down; where it ends.
pub fn legend(sheet: &mut Sheet, lanes: &[Lane], scale: &Scale, top: f64, lang: Lang) -> f64 {
    let high = 19.0;
    let title = pictured(Pictured::Legend, lang);
    let bold = Font::bold(11.0);
    sheet.write(at(LEFT, top), title, bold, "");
    let start = super::AXIS - ROOM;
    let (mut x, mut y) = (start, top);
    for sign in used(lanes, scale) {
        let word = word(sign, lang);
        // The marks of verdicts are narrow; they need no room before them.
        let indent = if matches!(sign, Sign::Mark(_)) { ROOM - 22.0 } else { 0.0 };
        let wide = ROOM - indent + TEXT.width(&word) + 12.0;
        if x + wide > WIDTH - 12.0 && x > start {
            (x, y) = (start, y + high);
        }
        let room = Rect { x: x - indent, y: y - 2.5, width: ROOM, height: high };
        sheet.draw(element(sign, room));
        sheet.write(at(x - indent + ROOM + 2.0, y), &word, TEXT, "");
        x += wide;
    }
    y + high
}

/// The sources by their numbers, in columns; where they end.
pub fn sources(sheet: &mut Sheet, scenario: &Scenario, numbers: &Numbers, top: f64, lang: Lang) -> f64 {
    let listed: Vec<(usize, SourceIx)> = numbers.listed().collect();
    if listed.is_empty() {
        return top;
    }
    let bold = Font::bold(11.0);
    sheet.write(at(LEFT, top), heading(Heading::Sources, lang), bold, "");
    let wide = (WIDTH - 2.0 * LEFT) / COLUMNS as f64;
    let texts: Vec<(usize, Vec<String>)> = listed
        .into_iter()
        .map(|(number, index)| (number, TEXT.wrap(&source(scenario, index, lang), wide - 46.0)))
        .collect();
    let total: usize = texts.iter().map(|(_, lines)| lines.len()).sum();
    let each = total.div_ceil(COLUMNS);
    let (start, mut column, mut line, mut lowest) = (top + 18.0, 0, 0, top + 18.0);
    for (number, lines) in texts {
        if line > 0 && line + lines.len() > each + 1 && column + 1 < COLUMNS {
            (column, line) = (column + 1, 0);
        }
        let at_top = at(LEFT + column as f64 * wide, start + line as f64 * TEXT.line_height());
        let label = format!("[{number}]");
        sheet.write(at(at_top.x + 24.0 - TEXT.width(&label), at_top.y), &label, TEXT, "soft");
        lowest = f64::max(lowest, sheet.write_all(at(at_top.x + 28.0, at_top.y), &lines, TEXT, ""));
        line += lines.len();
    }
    lowest
}

/// "Numerama, “Hadopi : TMG peut reprendre…”, 24 October 2011".
fn source(scenario: &Scenario, index: SourceIx, lang: Lang) -> String {
    let Some(source) = scenario.sources.get(index) else { return String::new() };
    let mut parts = vec![source.publisher.get(lang).to_owned()];
    parts.extend(source.title.as_ref().map(|title| words::quoted(title.get(lang), lang)));
    let published = &source.published;
    parts.push(match (published.not_before.map(Stamp::of_day), published.not_after.map(Stamp::of_day)) {
        (Some(first), Some(last)) => words::window(first, last, lang),
        (Some(first), None) => words::since(first, lang),
        (None, Some(last)) => words::until(last, lang),
        (None, None) => words::say(lang, "undated", "sans date").to_owned(),
    });
    parts.join(", ")
}
