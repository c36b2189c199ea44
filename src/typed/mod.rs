//! Typed machines: a state is a type, an act is a method that consumes it.
//!
//! `greffe codegen rust` writes a module for a procedure; two of them are here. Such a module guards the *order* of acts:
//! what the law does not know from a state, or of a role, or without a detail, does not compile. Whether an act is
//! lawful on its day is decided by [`crate::engine`], as for every other reader: a typed state holds a [`Case`] of the
//! engine and the [`Law`] that governs it, and an act of it is one [`step`](crate::engine::step).
//!
//! ```
//! use greffe::engine::Refusal;
//! use greffe::typed::cnil_enforcement_2011_03_31::{AnnouncedOrOnSite, Law, NoCase, acts::*, by};
//!
//! let case = NoCase::open(Law::shipped()?);
//! let case = case.decide_inspection("2011-05-02".parse()?, by::Commission, DecideInspection::default())?.state;
//! let case = case.inform_prosecutor("2011-05-16T18:00".parse()?, by::Commission, InformProsecutor::default())?.state;
//! // `case.close(…)` would not compile: no notice has been served.
//! let refused = case.enter("2011-05-17T09:00".parse()?, by::Agents, Enter::new(true)).unwrap_err();
//! assert_eq!(refused.refusal, Refusal::TooEarly); // 24 hours from the information of the prosecutor
//! // The agents are an authority: what they do stands until a judge says otherwise.
//! let AnnouncedOrOnSite::OnSite(case) = refused.became else { panic!("the visit took place") };
//! assert_eq!(case.state_label().en, "Visit under way");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - An act returns [`Done`] if it is legal or irregular and took effect; else [`Refused`], with the engine's
//!   [`Refusal`](crate::engine::Refusal) and what the case has become: an unlawful act of an authority stands, and time
//!   has passed.
//! - Time before an act passes first. An act that a deadline's end has overtaken is judged in the state that it led to.
//! - A date is a [`Stamp`](crate::calendar::Stamp): a day, or a day and a minute where a rule speaks of hours. As with
//!   `step`, dates that run backwards are the caller's to avoid.
//! - The bounds of a detail (`between:`) are those of files; here they are documented, and judged by nobody.
//!
//! [`Case`]: crate::engine::Case

#[rustfmt::skip]
pub mod cnil_enforcement_2011_03_31;
#[rustfmt::skip]
pub mod hadopi_interconnection_2010_03_07;

mod fingerprint;
mod held;
mod judged;
mod law;
mod plumbing;
mod seen;
mod texts;

pub use fingerprint::fingerprint;
pub use held::{Held, Passed};
pub use judged::{Acted, Breach, Done, Judged, Refused, either};
pub use law::{Law, Machine, OtherLaw, Role};
pub use seen::{NotWatched, Seen, Sight};
pub use texts::{date, text, written};
