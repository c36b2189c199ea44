//! Link between the rights holders' collector and Hadopi (*Interconnexion entre le prestataire
//! des ayants droit et la Hadopi*).
//!
//! `hadopi-interconnection`, in force from 7 March 2010 on. Written by `greffe codegen rust
//! hadopi-interconnection@2010-03-07`: change the procedure, not this file.
//!
//! Every state is a type. Every act that the law knows of a state is a method that consumes it,
//! and returns the next state or a [refusal](greffe::engine::Refusal) with what the case has
//! become. A case begins with [`NotConnected::open`]; time passes with `at`. Conditions are
//! quoted in the words that refuse an act; the engine judges them.
//!
//! # The course
//!
//! ```text
//! NotConnected
//!     connect (hadopi)                             → Connected
//! Connected
//!     suspend (hadopi)                             → Suspended
//! Suspended
//!     deliver_media (rights_holder)                → same state
//!     restore (hadopi)                             → Restored
//! Restored
//!     suspend (hadopi)                             → Suspended
//! ```
//!
//! # Duties
//!
//! - Deliver the data on physical media while the link is cut (*Remettre les données sur
//!   support physique tant que le lien est coupé*), owed by Rights holder, or its collector:
//!   arises with the state “Cut, physical media instead”, due on no fixed day — a practice that
//!   no article carries
//! - End a suspension announced as provisional (*Mettre fin à une suspension annoncée comme
//!   provisoire*), owed by Hadopi (which of its organs is not known): arises with the state
//!   “Cut, physical media instead”, due on no fixed day — a practice that no article carries
//!
//! # Properties
//!
//! - The link is not restored while a formal notice runs (*Le lien n'est pas rétabli pendant
//!   une mise en demeure*): never `restored_under_notice` — a practice that no article carries
//! - Nothing in the law prevents a restoration while a notice runs (*Rien dans le droit
//!   n'empêche un rétablissement pendant une mise en demeure*): possible:
//!   `restored_under_notice` — Décret n° 2010-236, or an agreement under it: clause on the
//!   rights holders' link (no text found)

use greffe::calendar::Stamp;
use greffe::typed::{Acted, Machine, NotWatched, Passed, Sight, either};
use greffe::value::Value;

// ---- The law

/// The law, as it was read:
///
/// - Décret n° 2010-236, art. 8 (secondary source): Interconnection under an agreement, else by
///   order, ensuring security, integrity and traceability. Read for the operators' side only.
///   Read in: Numerama 16873.
/// - Décret n° 2010-236, or an agreement under it: clause on the rights holders' link (no text
///   found): No text was read that says who may cut the rights holders' link, for how long, or
///   when it must be restored.
/// - CPI, art. R331-35 (R331-6 today) (secondary source): A referral is admissible with the
///   data of the decree's annex and a declaration on honour. The text read fixes no channel:
///   physical media are neither ordered nor excluded. Read in: french-business-law.com
///   (R331-6); paperblog 3473388.
pub type Law<'p> = greffe::typed::Law<'p, HadopiInterconnection>;

/// What the machine was generated from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HadopiInterconnection;

impl Machine for HadopiInterconnection {
    const PROCEDURE: &'static str = "hadopi-interconnection";
    const EDITION: &'static str = "2010-03-07";
    const FINGERPRINT: u64 = 0x64bb_707b_2303_ceba;
}

type Held<'p> = greffe::typed::Held<'p, HadopiInterconnection>;

/// What is seen of the machines watched, as a snapshot: `cases`: each a case of
/// `cnil-enforcement`.
pub type Seen<'s> = greffe::typed::Seen<'s, HadopiInterconnection>;

/// Looks at the machines watched: [`sight`](greffe::typed::Held::sight) gives that of a case.
///
/// # Errors
///
/// One of them runs another procedure, or an edition that this one was not checked against.
pub fn seen<'s>(law: Law<'_>, cases: &[Sight<'s>]) -> Result<Seen<'s>, NotWatched> {
    Seen::of(law, &[cases])
}

// ---- States, and what can be done in each

/// Not connected (*Non connecté*).
///
/// A case begins here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct NotConnected<'p>(Held<'p>);

impl<'p> NotConnected<'p> {
    /// A new case.
    pub fn open(law: Law<'p>) -> Self {
        Self(Held::open(law))
    }

    /// Link opened (*Ouverture du lien*). By: Hadopi (which of its organs is not known).
    ///
    /// Leads to [`Connected`].
    ///
    /// Law:
    ///
    /// - Décret n° 2010-236, art. 8 (secondary source): Interconnection under an agreement, else by
    ///   order, ensuring security, integrity and traceability. Read for the operators' side only.
    pub fn connect(self, on: Stamp, by: by::Hadopi) -> Acted<'p, Connected<'p>, NotConnected<'p>> {
        self.0.act(on, by, (act::CONNECT, &[]), Connected, NotConnected)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, NotConnected<'p>> {
        self.0.at(on, NotConnected)
    }
}

/// In service (*En service*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Connected<'p>(Held<'p>);

impl<'p> Connected<'p> {
    /// Link cut (*Suspension du lien*). By: Hadopi (which of its organs is not known).
    ///
    /// Leads to [`Suspended`].
    ///
    /// Law:
    ///
    /// - Décret n° 2010-236, or an agreement under it: clause on the rights holders' link (no text
    ///   found): No text was read that says who may cut the rights holders' link, for how long, or
    ///   when it must be restored.
    pub fn suspend(self, on: Stamp, by: by::Hadopi) -> Acted<'p, Suspended<'p>, Connected<'p>> {
        self.0.act(on, by, (act::SUSPEND, &[]), Suspended, Connected)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Connected<'p>> {
        self.0.at(on, Connected)
    }
}

/// Cut, physical media instead (*Suspendue, supports physiques*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Suspended<'p>(Held<'p>);

impl<'p> Suspended<'p> {
    /// Data delivered on physical media (*Remise sur support physique*). By: Rights holder, or its
    /// collector.
    ///
    /// Leads to the same state.
    ///
    /// Law:
    ///
    /// - CPI, art. R331-35 (R331-6 today) (secondary source): A referral is admissible with the
    ///   data of the decree's annex and a declaration on honour. The text read fixes no channel:
    ///   physical media are neither ordered nor excluded.
    pub fn deliver_media(self, on: Stamp, by: by::RightsHolder) -> Acted<'p, Suspended<'p>> {
        self.0.act(on, by, (act::DELIVER_MEDIA, &[]), Suspended, Suspended)
    }

    /// Link restored (*Rétablissement du lien*). By: Hadopi (which of its organs is not known).
    ///
    /// Leads to [`Restored`]; remembers “restored under notice” as `some(cases, state ==
    /// on_notice)`.
    ///
    /// Law:
    ///
    /// - Décret n° 2010-236, or an agreement under it: clause on the rights holders' link (no text
    ///   found): No text was read that says who may cut the rights holders' link, for how long, or
    ///   when it must be restored.
    ///
    /// Irregular:
    ///
    /// - “the link is restored while a case is still open before the CNIL” unless `every(cases,
    ///   state not in open)` — a practice that no article carries; irregular only
    pub fn restore(
        self,
        on: Stamp,
        by: by::Hadopi,
        seen: &Seen<'_>,
    ) -> Acted<'p, Restored<'p>, SuspendedOrRestored<'p>> {
        self.0.act_seeing(on, by, (act::RESTORE, &[], seen), Restored, SuspendedOrRestored::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Suspended<'p>> {
        self.0.at(on, Suspended)
    }
}

/// In service again (*Rétablie*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Restored<'p>(Held<'p>);

impl<'p> Restored<'p> {
    /// Link cut (*Suspension du lien*). By: Hadopi (which of its organs is not known).
    ///
    /// Leads to [`Suspended`], on the conditions of [`Connected::suspend`]: Décret n° 2010-236, or
    /// an agreement under it: clause on the rights holders' link (no text found).
    pub fn suspend(self, on: Stamp, by: by::Hadopi) -> Acted<'p, Suspended<'p>, Restored<'p>> {
        self.0.act(on, by, (act::SUSPEND, &[]), Suspended, Restored)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Restored<'p>> {
        self.0.at(on, Restored)
    }
}

// ---- One of several states: what an act or time may lead to

/// [`Suspended`] or [`Restored`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum SuspendedOrRestored<'p> {
    /// Cut, physical media instead.
    Suspended(Suspended<'p>),
    /// In service again.
    Restored(Restored<'p>),
}

// ---- Where only the run tells the state

/// A case in any state: for where only the run tells which.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum AnyState<'p> {
    /// Not connected.
    NotConnected(NotConnected<'p>),
    /// In service.
    Connected(Connected<'p>),
    /// Cut, physical media instead.
    Suspended(Suspended<'p>),
    /// In service again.
    Restored(Restored<'p>),
}

impl<'p> AnyState<'p> {
    /// Does any act, by any role; what the law does not know of this state or role is refused.
    ///
    /// # Errors
    ///
    /// The act is illegal, or cannot be judged.
    pub fn act(self, on: Stamp, by: Role, act: AnyAct, seen: &Seen<'_>) -> Acted<'p, Self> {
        match (self, act, by) {
            (Self::NotConnected(state), AnyAct::Connect, Role::Hadopi) => {
                either(state.connect(on, by::Hadopi))
            }
            (Self::Connected(state), AnyAct::Suspend, Role::Hadopi) => {
                either(state.suspend(on, by::Hadopi))
            }
            (Self::Suspended(state), AnyAct::DeliverMedia, Role::RightsHolder) => {
                either(state.deliver_media(on, by::RightsHolder))
            }
            (Self::Suspended(state), AnyAct::Restore, Role::Hadopi) => {
                either(state.restore(on, by::Hadopi, seen))
            }
            (Self::Restored(state), AnyAct::Suspend, Role::Hadopi) => {
                either(state.suspend(on, by::Hadopi))
            }
            (state, act, by) => {
                let (number, values) = act.parts();
                state.into_held().act_seeing(on, by, (number, &values, seen), Self::of, Self::of)
            }
        }
    }

    /// Lets time pass.
    pub fn at(self, on: Stamp) -> Passed<'p, Self> {
        self.into_held().at(on, Self::of)
    }
}

/// Any act, with its details.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AnyAct {
    /// Link opened.
    Connect,
    /// Link cut.
    Suspend,
    /// Data delivered on physical media.
    DeliverMedia,
    /// Link restored.
    Restore,
}

impl AnyAct {
    fn parts(&self) -> (usize, Vec<Value>) {
        match self {
            Self::Connect => (act::CONNECT, Vec::new()),
            Self::Suspend => (act::SUSPEND, Vec::new()),
            Self::DeliverMedia => (act::DELIVER_MEDIA, Vec::new()),
            Self::Restore => (act::RESTORE, Vec::new()),
        }
    }
}

/// Any role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Hadopi (which of its organs is not known).
    Hadopi,
    /// Rights holder, or its collector.
    RightsHolder,
}

impl greffe::typed::Role<HadopiInterconnection> for Role {
    fn number(self) -> usize {
        match self {
            Self::Hadopi => 0,
            Self::RightsHolder => 1,
        }
    }
}

// ---- Who acts

/// Who acts.
pub mod by {
    use super::HadopiInterconnection;

    /// Hadopi (which of its organs is not known) (*Hadopi (organe non précisé)*). What it decides
    /// stands until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Hadopi;

    impl greffe::typed::Role<HadopiInterconnection> for Hadopi {
        fn number(self) -> usize {
            0
        }
    }

    /// Rights holder, or its collector (*Ayant droit, ou son prestataire*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct RightsHolder;

    impl greffe::typed::Role<HadopiInterconnection> for RightsHolder {
        fn number(self) -> usize {
            1
        }
    }
}

// ---- Plumbing

greffe::typed_states! {
    states {
        0 NotConnected,
        1 Connected,
        2 Suspended,
        3 Restored,
    }
    unions {
        SuspendedOrRestored {
            2 Suspended, _ Restored
        },
    }
    any NotConnected
}

mod act {
    pub const CONNECT: usize = 0;
    pub const SUSPEND: usize = 1;
    pub const DELIVER_MEDIA: usize = 2;
    pub const RESTORE: usize = 3;
}
