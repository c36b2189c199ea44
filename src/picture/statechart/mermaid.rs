//! A statechart for Mermaid.

use std::fmt::Write as _;

use super::Options;
use super::labels::Labels;
use super::plan::{Plan, Tail};
use crate::ids::StateId;
use crate::procedure::Procedure;

/// A procedure as a state diagram in the language of Mermaid. Its arrows are all alike: the end of a deadline is told
/// in words.
#[must_use]
pub fn mermaid(procedure: &Procedure, options: &Options<'_>) -> String {
    let labels = Labels::new(procedure, options);
    let mut writer = Writer { labels, plan: Plan::new(procedure), procedure, options, out: String::new() };
    writer.write();
    writer.out
}

struct Writer<'p> {
    labels: Labels<'p>,
    plan: Plan,
    procedure: &'p Procedure,
    options: &'p Options<'p>,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }

    fn write(&mut self) {
        let title = self.procedure.title().get(self.options.lang);
        // The title is YAML, of which JSON is a part.
        let title = serde_json::Value::from(title.to_owned()).to_string();
        self.line(0, &format!("---\ntitle: {title}\n---\nstateDiagram-v2"));
        self.line(1, "direction TB");
        self.frame(None, 1);
        self.line(1, &format!("[*] --> {}", name(self.procedure.initial())));
        for index in 0..self.plan.arrows.len() {
            self.arrow(index);
        }
        let finals: Vec<StateId> = self.procedure.states().filter(|(_, s)| s.is_final).map(|(id, _)| id).collect();
        for state in finals {
            self.line(1, &format!("{} --> [*]", name(state)));
        }
        self.classes();
    }

    /// What a frame holds, or what none does.
    fn frame(&mut self, frame: Option<usize>, depth: usize) {
        let held: Vec<StateId> =
            self.procedure.states().map(|(id, _)| id).filter(|id| self.plan.frame_of(*id) == frame).collect();
        for id in held {
            let label = escaped(&self.labels.state(id).plain(self.options.lang).join(" "));
            self.line(depth, &format!("state \"{label}\" as {}", name(id)));
            let inside = self.plan.inside.get(id.index()).map(|inside| self.labels.inside(id, inside));
            for line in inside.map(|inside| inside.plain(self.options.lang)).unwrap_or_default() {
                self.line(depth, &format!("{} : {}", name(id), escaped(&line)));
            }
        }
        let inner: Vec<usize> = (0..self.plan.frames.len())
            .filter(|inner| self.plan.frames.get(*inner).is_some_and(|held| held.parent == frame))
            .collect();
        for index in inner {
            let Some(held) = self.plan.frames.get(index) else { continue };
            let lines: Vec<String> =
                self.labels.frame(held).plain(self.options.lang).iter().map(|line| escaped(line)).collect();
            let (title, inside) = lines.split_first().map_or((String::new(), &[][..]), |(a, b)| (a.clone(), b));
            let first = held.states.iter().next();
            self.line(depth, &format!("state \"{title}\" as g{index} {{"));
            self.frame(Some(index), depth + 1);
            // A note at a frame is lost: it stands at the first state.
            if let Some(first) = first.filter(|_| !inside.is_empty()) {
                self.line(depth + 1, &format!("note right of {} : {title}<br>{}", name(first), inside.join("<br>")));
            }
            self.line(depth, "}");
        }
    }

    fn arrow(&mut self, index: usize) {
        let Some(arrow) = self.plan.arrows.get(index).cloned() else { return };
        let label = self.labels.arrow(&arrow).plain(self.options.lang);
        let label = label.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
        let to = name(arrow.to);
        let meeting = format!("j{index}");
        match &arrow.tail {
            Tail::States(states) => {
                for state in states {
                    self.line(1, &format!("{} --> {to} : {label}", name(*state)));
                }
            }
            Tail::Frame(frame) => self.line(1, &format!("g{frame} --> {to} : {label}")),
            Tail::Mark(_) => {
                self.line(1, &format!("state {meeting} <<choice>>"));
                self.line(1, &format!("{meeting} --> {to} : {label}"));
            }
        }
    }

    /// Where the course went, and where it stands.
    fn classes(&mut self) {
        let states: Vec<StateId> = self.procedure.states().map(|(id, _)| id).collect();
        let of = |wanted: &dyn Fn(StateId) -> bool| {
            states.iter().filter(|id| wanted(**id)).map(|id| name(*id)).collect::<Vec<_>>().join(",")
        };
        let current = of(&|id| self.labels.current(id));
        let visited = of(&|id| self.labels.visited(id) && !self.labels.current(id));
        for (class, names, style) in [
            ("visited", visited, "stroke:#0072b2,stroke-width:4px"),
            ("current", current, "fill:#d9ecf8,stroke:#0072b2,stroke-width:4px,font-weight:bold"),
        ] {
            if !names.is_empty() {
                self.line(1, &format!("classDef {class} {style}"));
                self.line(1, &format!("class {names} {class}"));
            }
        }
    }
}

/// The name of a state: no word of Mermaid's language.
fn name(state: StateId) -> String {
    format!("s{}", state.index())
}

/// A text in which nothing means anything to Mermaid, which has no escape that holds everywhere: what might is written
/// by a sign that looks like it.
fn escaped(text: &str) -> String {
    let text = text.replace("<=", "≤").replace(">=", "≥");
    let sign = |c: char| match c {
        c if c.is_control() => ' ',
        ':' => '∶',
        ';' => ',',
        '"' => '″',
        '<' => '‹',
        '>' => '›',
        '*' => '∗',
        '#' | '&' | '%' | '$' | '`' | '\\' | '{' | '}' | '|' | '~' => {
            // The wide form of a sign stands this far behind it.
            char::from_u32(u32::from(c) + 0xfee0).unwrap_or(' ')
        }
        c => c,
    };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_no_mark_of_the_language() {
        assert_eq!(escaped("a: b\n[c <= \"d\"];<b>&amp;"), "a∶ b [c ≤ ″d″],‹b›＆amp,");
        let all: String = (0..128u8).map(char::from).collect();
        assert!(!escaped(&all).contains([':', ';', '"', '<', '>', '#', '&', '%', '\n', '`', '{', '}', '\\']));
    }
}
