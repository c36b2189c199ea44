//! Typed expressions: what a condition is once it has been checked.

use crate::ids::{CountingId, DeadlineId, DetailId, SlotId, StateSet, WatchId};
use crate::value::Value;

/// The number of an expression in its procedure's [`Exprs`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct ExprId(u32);

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Operator {
    /// The operator as it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// The operator with its sides exchanged: `a < b` is `b > a`.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            same => same,
        }
    }
}

/// How a condition reads a list of watched machines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantifier {
    /// At least one of them.
    Some,
    /// All of them.
    Every,
    /// How many of them.
    Count,
}

/// One node of a typed expression. Operands are other nodes of the same table.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A fixed value.
    Literal(Value),
    /// The date on which the act takes effect.
    ActOn,
    /// The time of day of the act.
    ActTime,
    /// The role that acts.
    ActBy,
    /// A detail of the act.
    ActDetail(DetailId),
    /// The state before the act.
    State,
    /// A slot of memory.
    Slot(SlotId),
    /// A deadline's last day, after rolling.
    DeadlineLast(DeadlineId),
    /// A deadline's last day, before rolling.
    DeadlineNominal(DeadlineId),
    /// The date from which a deadline was counted.
    DeadlineStarted(DeadlineId),
    /// Whether a deadline is running.
    DeadlineRunning(DeadlineId),
    /// The end of a length counted from a date.
    Counted {
        /// The length: a period or a duration.
        length: ExprId,
        /// The date it is counted from.
        from: ExprId,
        /// The rule it is counted under.
        counting: CountingId,
        /// Whether the end is taken before rolling.
        nominal: bool,
    },
    /// A comparison of two values of one type.
    Compare(Operator, ExprId, ExprId),
    /// Whether the state is one of a set.
    StateIn(ExprId, StateSet),
    /// Whether a value is one of some others.
    OneOf(ExprId, Vec<ExprId>),
    /// Negation.
    Not(ExprId),
    /// Conjunction.
    And(ExprId, ExprId),
    /// Disjunction.
    Or(ExprId, ExprId),
    /// A sum of integers.
    Add(ExprId, ExprId),
    /// A difference of integers.
    Subtract(ExprId, ExprId),
    /// A product of integers.
    Multiply(ExprId, ExprId),
    /// A condition on watched machines, one body for each edition of the procedure watched.
    Watched(WatchId, Quantifier, Vec<ExprId>),
    /// The value of an expression in the one machine watched.
    OfWatched(WatchId, Vec<ExprId>),
}

/// The expressions of one procedure, with the text of each for explanations.
#[derive(Clone, Debug, Default)]
pub struct Exprs {
    nodes: Vec<Expr>,
    texts: Vec<String>,
}

impl Exprs {
    /// Adds a node and the text that it was written as.
    pub fn push(&mut self, expr: Expr, text: impl Into<String>) -> ExprId {
        let id = ExprId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(expr);
        self.texts.push(text.into());
        id
    }

    /// The node of an id. An id of another table reads as an unknown literal.
    #[must_use]
    #[inline]
    pub fn get(&self, id: ExprId) -> &Expr {
        const UNKNOWN: &Expr = &Expr::Literal(Value::Unknown);
        self.nodes.get(id.0 as usize).unwrap_or(UNKNOWN)
    }

    /// Writes another node in the place of one; its text stays.
    pub(crate) fn replace(&mut self, id: ExprId, expr: Expr) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            *node = expr;
        }
    }

    /// The text of a node, as it stands in the file.
    #[must_use]
    pub fn text(&self, id: ExprId) -> &str {
        self.texts.get(id.0 as usize).map_or("", String::as_str)
    }

    /// The id of the node at an index.
    #[must_use]
    pub(crate) fn id_at(index: usize) -> ExprId {
        ExprId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Every node.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Expr> {
        self.nodes.iter()
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether a condition on the machines of a watch reads their deadlines.
    #[must_use]
    pub fn read_deadlines_of(&self, watch: WatchId) -> bool {
        let bodies = self.nodes.iter().filter_map(|node| match node {
            Expr::Watched(of, _, bodies) | Expr::OfWatched(of, bodies) if *of == watch => Some(bodies),
            _ => None,
        });
        let mut found = false;
        for body in bodies.flatten() {
            self.walk(*body, &mut |_, expr| {
                found |= matches!(
                    expr,
                    Expr::DeadlineLast(_)
                        | Expr::DeadlineNominal(_)
                        | Expr::DeadlineStarted(_)
                        | Expr::DeadlineRunning(_)
                );
            });
        }
        found
    }

    /// Calls `visit` with a node and all that it is made of, outermost first.
    pub fn walk(&self, id: ExprId, visit: &mut dyn FnMut(ExprId, &Expr)) {
        let expr = self.get(id);
        visit(id, expr);
        match expr {
            Expr::Counted { length, from, .. } => {
                self.walk(*length, visit);
                self.walk(*from, visit);
            }
            Expr::Compare(_, a, b)
            | Expr::And(a, b)
            | Expr::Or(a, b)
            | Expr::Add(a, b)
            | Expr::Subtract(a, b)
            | Expr::Multiply(a, b) => {
                self.walk(*a, visit);
                self.walk(*b, visit);
            }
            Expr::Not(a) | Expr::StateIn(a, _) => self.walk(*a, visit),
            Expr::OneOf(a, list) => {
                self.walk(*a, visit);
                for item in list {
                    self.walk(*item, visit);
                }
            }
            _ => {}
        }
    }
}
