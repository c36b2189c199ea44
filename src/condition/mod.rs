//! Conditions: a small typed language, parsed and checked when a file is loaded.
//!
//! Text becomes a syntax tree (`parse`), the tree a typed [`Expr`] (`check`); the engine evaluates
//! expressions and nothing else. There are no loops and no recursion: every condition terminates.

mod check;
mod compare;
mod expr;
mod lexer;
mod names;
mod parse;
mod vocabulary;
mod watched;

pub use check::{Context, Fault, FaultKind, Wanted, compile};
pub use expr::{Expr, ExprId, Exprs, Operator, Quantifier};
pub use parse::{Syntax, SyntaxError, SyntaxKind, parse};
pub use vocabulary::{ActNames, DeadlineNames, History, Vocabulary, WatchNames};
