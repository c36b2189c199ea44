//! What things mean: each decided point is pinned by the tests whose names begin with its number, on the smallest
//! procedure that shows it. Everything expected here was worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

#[path = "semantics/acts.rs"]
mod acts;
#[path = "semantics/deadlines.rs"]
mod deadlines;
#[path = "semantics/duties.rs"]
mod duties;
#[path = "semantics/editions.rs"]
mod editions;
#[path = "semantics/engine.rs"]
mod engine;
#[path = "semantics/machines.rs"]
mod machines;
#[path = "semantics/margins.rs"]
mod margins;
#[path = "semantics/memory.rs"]
mod memory;
#[path = "semantics/observed.rs"]
mod observed;
#[path = "semantics/order.rs"]
mod order;
#[path = "semantics/properties.rs"]
mod properties;
#[path = "semantics/unknowns.rs"]
mod unknowns;
