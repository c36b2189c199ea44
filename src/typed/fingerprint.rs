//! The fingerprint of a procedure's structure: what a generated module relies on.

use std::fmt::Write;

use crate::procedure::{Effect, Procedure, Trigger};

/// A number that changes with what a typed machine relies on: the names and order of roles, states, acts and their
/// details, deadlines, watches, and which states a transition leads from and to. Conditions, lengths and words are not
/// part of it: the engine reads them anew.
#[must_use]
pub fn fingerprint(procedure: &Procedure) -> u64 {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    // Writing to a hash cannot fail.
    let _ = describe(procedure, &mut hash);
    hash.0
}

/// The hash of Fowler, Noll and Vo, FNV-1a: the same on every machine and in every version.
struct Fnv(u64);

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

fn describe(procedure: &Procedure, out: &mut impl Write) -> std::fmt::Result {
    for (_, role) in procedure.roles() {
        write!(out, "role {};", role.name)?;
    }
    for (_, state) in procedure.states() {
        write!(out, "state {} {};", state.name, state.is_final)?;
    }
    write!(out, "initial {:?};", procedure.initial())?;
    for (_, watch) in procedure.watches() {
        write!(out, "watch {} {} {};", watch.name, watch.each, watch.procedure)?;
    }
    for (_, act) in procedure.acts() {
        write!(out, "act {} {:?};", act.name, act.by)?;
        for field in &act.details {
            write!(out, "{} {} {:?} {};", field.name, field.ty.name(), field.default, field.optional)?;
        }
    }
    for (_, deadline) in procedure.deadlines() {
        write!(out, "deadline {} {:?};", deadline.name, deadline.alive)?;
    }
    for (_, transition) in procedure.transitions() {
        let by_itself = matches!(transition.trigger, Trigger::Over(_));
        let stands = transition.checks.iter().any(|check| check.effect == Effect::Stands);
        write!(out, "{:?} {:?} {:?}", transition.trigger, transition.from, transition.to)?;
        write!(out, " {by_itself} {stands} {};", transition.reads.watched)?;
    }
    Ok(())
}
