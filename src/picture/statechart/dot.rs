//! A statechart for Graphviz.

use std::fmt::Write as _;

use super::Options;
use super::labels::Labels;
use super::plan::{Plan, Tail};
use crate::ids::StateId;
use crate::procedure::Procedure;
use crate::report::words::quoted;

/// A procedure as a graph in the language of Graphviz.
#[must_use]
pub fn dot(procedure: &Procedure, options: &Options<'_>) -> String {
    let mut writer = Writer {
        labels: Labels::new(procedure, options),
        plan: Plan::new(procedure),
        procedure,
        options,
        out: String::new(),
    };
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
        let title = quote(self.procedure.title().get(self.options.lang));
        self.line(0, &format!("digraph {} {{", quote(self.procedure.name())));
        self.line(1, &format!("graph [label={title}, labelloc=t, labeljust=l, fontname=Arial, compound=true];"));
        self.line(1, "node [shape=box, style=rounded, fontname=Arial, fontsize=11];");
        self.line(1, "edge [fontname=Arial, fontsize=10];");
        self.line(1, "\"(initial)\" [shape=circle, style=filled, fillcolor=black, label=\"\", width=0.2];");
        self.frame(None, 1);
        let initial = self.state(self.procedure.initial());
        self.line(1, &format!("\"(initial)\" -> {initial};"));
        for index in 0..self.plan.arrows.len() {
            self.arrow(index);
        }
        self.line(0, "}");
    }

    fn state(&self, id: StateId) -> String {
        quote(&self.procedure.state(id).name)
    }

    /// What a frame holds, or what none does.
    fn frame(&mut self, frame: Option<usize>, depth: usize) {
        for (id, state) in
            self.procedure.states().filter(|(id, _)| self.plan.frame_of(*id) == frame).collect::<Vec<_>>()
        {
            let mut lines = self.labels.state(id).plain(self.options.lang);
            let inside = self.plan.inside.get(id.index()).map(|inside| self.labels.inside(id, inside));
            lines.extend(
                inside
                    .filter(|inside| !inside.is_empty())
                    .iter()
                    .flat_map(|i| std::iter::once(String::new()).chain(i.plain(self.options.lang))),
            );
            let mut attributes = format!("label={}", quote(&lines.join("\n")));
            if state.is_final {
                attributes.push_str(", peripheries=2");
            }
            if self.labels.current(id) {
                attributes.push_str(", style=\"rounded,bold,filled\", fillcolor=\"#d9ecf8\"");
            } else if self.labels.visited(id) {
                attributes.push_str(", style=\"rounded,bold\"");
            }
            let name = self.state(id);
            self.line(depth, &format!("{name} [{attributes}];"));
        }
        let inner: Vec<usize> = (0..self.plan.frames.len())
            .filter(|inner| self.plan.frames.get(*inner).is_some_and(|held| held.parent == frame))
            .collect();
        for index in inner {
            let Some(held) = self.plan.frames.get(index) else { continue };
            let label = quote(&self.labels.frame(held).plain(self.options.lang).join("\n"));
            self.line(depth, &format!("subgraph cluster_{index} {{"));
            self.line(depth + 1, &format!("label={label}; style=rounded; labeljust=l; fontsize=10;"));
            self.frame(Some(index), depth + 1);
            self.line(depth, "}");
        }
    }

    fn arrow(&mut self, index: usize) {
        let Some(arrow) = self.plan.arrows.get(index).cloned() else { return };
        let label = quote(&self.labels.arrow(&arrow).plain(self.options.lang).join("\n"));
        let style = |taken: bool| match (arrow.over.is_some(), taken) {
            (true, true) => ", style=\"dashed,bold\", color=\"#0072b2\"",
            (true, false) => ", style=dashed",
            (false, true) => ", style=bold, color=\"#0072b2\"",
            (false, false) => "",
        };
        let taken = style(self.labels.taken(&arrow, None));
        let to = self.state(arrow.to);
        let meeting = format!("\"(arrow {})\"", index + 1);
        match &arrow.tail {
            Tail::States(states) => match states[..] {
                [only] => {
                    let from = self.state(only);
                    self.line(1, &format!("{from} -> {to} [label={label}{taken}];"));
                }
                _ => {
                    self.line(1, &format!("{meeting} [shape=point];"));
                    for state in states {
                        let (from, taken) = (self.state(*state), style(self.labels.taken(&arrow, Some(*state))));
                        self.line(1, &format!("{from} -> {meeting} [arrowhead=none{taken}];"));
                    }
                    self.line(1, &format!("{meeting} -> {to} [label={label}{taken}];"));
                }
            },
            Tail::Frame(frame) => {
                let last = self.plan.frames.get(*frame).and_then(|held| held.states.iter().last());
                if let Some(last) = last {
                    let from = self.state(last);
                    self.line(1, &format!("{from} -> {to} [ltail=cluster_{frame}, label={label}{taken}];"));
                }
            }
            Tail::Mark(states) => {
                let names: Vec<&str> = states.iter().map(|state| self.labels.law.state(state)).collect();
                let tip =
                    quote(&names.iter().map(|name| quoted(name, self.options.lang)).collect::<Vec<_>>().join(", "));
                self.line(1, &format!("{meeting} [shape=circle, label=\"\", width=0.12, tooltip={tip}];"));
                self.line(1, &format!("{meeting} -> {to} [label={label}{taken}];"));
            }
        }
    }
}

/// A quoted string of Graphviz; line ends centre their line.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_string() {
        assert_eq!(quote("a \"b\" \\"), r#""a \"b\" \\""#);
        assert_eq!(quote("a\nb\u{7}\\n"), r#""a\nb \\n""#);
    }
}
