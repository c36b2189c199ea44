//! Registers: every case is judged as a replay judges it, however it is read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "audit/alike.rs"]
mod alike;
#[path = "audit/broken.rs"]
mod broken;
#[path = "audit/maps.rs"]
mod maps;
#[path = "audit/merge.rs"]
mod merge;
#[path = "audit/page.rs"]
mod page;
#[path = "audit/parity.rs"]
mod parity;
#[path = "audit/register.rs"]
mod register;
