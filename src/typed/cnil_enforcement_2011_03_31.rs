//! CNIL: inspection, formal notice and sanction (2011) (*CNIL : contrôle, mise en demeure et
//! sanction (2011)*).
//!
//! `cnil-enforcement`, in force from 31 March 2011 to 30 December 2011. Written by `greffe
//! codegen rust cnil-enforcement@2011-03-31`: change the procedure, not this file.
//!
//! Every state is a type. Every act that the law knows of a state is a method that consumes it,
//! and returns the next state or a [refusal](greffe::engine::Refusal) with what the case has
//! become. A case begins with [`NoCase::open`]; time passes with `at`. Conditions are quoted in
//! the words that refuse an act; the engine judges them.
//!
//! # The course
//!
//! ```text
//! NoCase
//!     decide_inspection (commission)               → Decided
//! Decided
//!     inform_prosecutor (commission)               → Announced
//!     ask_judge (president)                        → same state
//!     authorise_beforehand (judge)                 → same state
//!     enter (agents)                               → OnSite
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     draw_minutes (agents)                        → Findings
//! Announced
//!     ask_judge (president)                        → same state
//!     authorise_beforehand (judge)                 → same state
//!     enter (agents)                               → OnSite
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     draw_minutes (agents)                        → Findings
//! OnSite
//!     object (site_manager)                        → Objected
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     draw_minutes (agents)                        → Findings
//! Objected
//!     enter (agents)                               → OnSite
//!     authorise (judge)                            → Authorised
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     draw_minutes (agents)                        → Findings
//! Authorised
//!     enter (agents)                               → OnSite
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     draw_minutes (agents)                        → Findings
//! Findings
//!     summon_person (agents)                       → same state
//!     hear_person (agents)                         → same state
//!     record_absence (agents)                      → same state
//!     no_further_action (president)                → NoAction
//!     serve_notice (president)                     → OnNotice
//!     name_rapporteur (president)                  → RapporteurNamed
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! OnNotice
//!     ask_publication (president)                  → same state
//!     publish_notice (bureau)                      → same state
//!     answer (controller)                          → same state
//!     end of compliance                            → NoticeExpired
//!     close (president)                            → Closed
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! NoticeExpired
//!     ask_publication (president)                  → same state
//!     publish_notice (bureau)                      → same state
//!     answer (controller)                          → same state
//!     close (president)                            → Closed
//!     name_rapporteur (president)                  → RapporteurNamed
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! RapporteurNamed
//!     notify_report (rapporteur)                   → Reported
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! Reported
//!     observe (controller)                         → same state
//!     end of observations                          → ObservationsOver
//!     call_session (committee)                     → Summoned
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! ObservationsOver
//!     call_session (committee)                     → Summoned
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! Summoned
//!     observe (controller)                         → same state
//!     hold_session (committee)                     → Heard
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! Heard
//!     decide_no_sanction (committee)               → NoAction
//!     warn (committee)                             → Sanctioned
//!     fine (committee)                             → Sanctioned
//!     enjoin (committee)                           → Sanctioned
//!     withdraw_authorisation (committee)           → Sanctioned
//! Sanctioned
//!     appeal (controller)                          → Appealed
//!     end of appeal_period                         → ToPublish
//!     end of appeal_period                         → SanctionFinal
//! Appealed
//!     annul (council)                              → Annulled
//!     reject_appeal (council)                      → ToPublish
//!     reject_appeal (council)                      → SanctionFinal
//! ToPublish
//!     publish_decision (committee)                 → SanctionFinal
//! SanctionFinal  (final)
//! Annulled  (final)
//! Closed  (final)
//! NoAction  (final)
//! ```
//!
//! # Duties
//!
//! - Comply with the notice, and show it (*Se conformer à la mise en demeure et en justifier*),
//!   owed by Data controller: arises with “Formal notice received”, due with the end of “Time
//!   to comply” — Loi n° 78-17, art. 45, I, al. 2 (verified); Décret n° 2005-1309, art. 73
//!   (verified)
//! - Pronounce the closure, if the controller has complied (*Prononcer la clôture, si le
//!   responsable s'est conformé*), owed by President of the CNIL: arises with “Answer to the
//!   notice”, due on no fixed day — Loi n° 78-17, art. 45, I, al. 3 (verified)
//! - Publish the sanction (*Publier la sanction*), owed by Restricted committee: arises with
//!   the state “Sanction final, to be published”, due `1 month from act.on` — Décret n°
//!   2005-1309, art. 78 (unconfirmed)
//!
//! # Properties
//!
//! - No sanction without a hearing (*Pas de sanction sans débat contradictoire*): never `state
//!   in punished and not done(hold_session)` — Loi n° 78-17, art. 45, I, al. 1 (verified); Loi
//!   n° 78-17, art. 45, I, al. 4 (verified); Loi n° 78-17, art. 46 (verified)
//! - No sanction without a formal notice, save the warning (*Pas de sanction sans mise en
//!   demeure, sauf l'avertissement*): just before “Fine notified”, “Injunction to stop
//!   notified” or “Withdrawal of authorisation notified”: `done(serve_notice)` — Loi n° 78-17,
//!   art. 45, I, al. 4 (verified); Décret n° 2005-1309, art. 72-73 (need of a notice)
//!   (verified)
//! - A notice that runs out sanctions nobody by itself (*L'expiration de la mise en demeure ne
//!   sanctionne personne par elle-même*): never `state == notice_expired and (done(warn) or
//!   done(fine) or done(enjoin) or done(withdraw_authorisation))` — Loi n° 78-17, art. 45, I,
//!   al. 4 (verified); Loi n° 78-17, art. 46 (verified)
//! - Save urgency, a notice leaves at least ten days (*Sauf urgence, une mise en demeure laisse
//!   au moins dix jours*): never `state == on_notice and not last(serve_notice).urgent and
//!   compliance < 10 days from last(serve_notice).on` — Décret n° 2005-1309, art. 73 (verified)
//! - A notice leaves at least five days (*Une mise en demeure laisse au moins cinq jours*):
//!   never `state == on_notice and compliance < 5 days from last(serve_notice).on` — Loi n°
//!   78-17, art. 45, I, al. 2 (verified)
//! - A notice gives at most three months (*Une mise en demeure accorde trois mois au plus*):
//!   never `state == on_notice and compliance > 3 months from last(serve_notice).on` — Décret
//!   n° 2005-1309, art. 73 (verified)
//! - Every notice ends, by a closure or by itself (*Toute mise en demeure prend fin, par
//!   clôture ou d'elle-même*): after the state “Formal notice running”, some day: `state !=
//!   on_notice` — Décret n° 2005-1309, art. 73 (verified)
//! - Every notice ends within three months (*Toute mise en demeure prend fin dans les trois
//!   mois*): after the state “Formal notice running”, within 3 months and 1 day: `state !=
//!   on_notice` — Décret n° 2005-1309, art. 73 (verified)
//! - A case ends by closure only if the controller has complied (*L'affaire ne finit par
//!   clôture que si le responsable s'est conformé*): when the case has ended: `state != closed
//!   or last(close).compliant` — Loi n° 78-17, art. 45, I, al. 3 (verified)
//! - A warning can be given without a formal notice (*Un avertissement peut être prononcé sans
//!   mise en demeure*): possible: `done(warn) and not done(serve_notice)` — Loi n° 78-17, art.
//!   45, I, al. 1 (verified)
//! - No notice is made public unless the president asked for it (*Aucune mise en demeure n'est
//!   publique sans demande du président*): never `notice_published and not
//!   done(ask_publication)` — Loi n° 78-17, art. 46 (verified)
//! - A closure is as public as its notice (*La clôture a la même publicité que la mise en
//!   demeure*): never `state == closed and last(close).published != notice_published` — Loi n°
//!   78-17, art. 46 (verified)
//! - No fine above 300,000 euros (*Pas de sanction pécuniaire supérieure à 300 000 €*): never
//!   `done(fine) and last(fine).euros > 300_000` — Loi n° 78-17, art. 47 (verified)
//! - No visit without the prosecutor's knowledge (*Pas de visite à l'insu du procureur*): never
//!   `state == on_site and not done(inform_prosecutor)` — Loi n° 78-17, art. 44, I (secondary
//!   source); Décret n° 2005-1309, art. 61 (verified)

use greffe::calendar::Stamp;
use greffe::engine::Clock;
use greffe::typed::{Acted, Machine, Passed, either};
use greffe::value::Value;

// ---- The law

/// The law, as it was read:
///
/// - Loi n° 78-17, art. 11, 2°, f (verified): The CNIL decides each verification individually
///   and charges its secretary general, who acts or has agents act. Read in: lexbase (loi n°
///   2011-334, art. 2); AFCDP guide.
/// - Loi n° 78-17, art. 13 (secondary source): The restricted committee has a president and
///   five members, all elected; members of the bureau are excluded. Read in:
///   affaires-publiques.org; étude d'impact 490.
/// - Loi n° 78-17, art. 17 (verified): Members of the restricted committee take no part in art.
///   11, 2°, c, e and f, nor in the controls of art. 44. Read in: lexbase (loi n° 2011-334,
///   art. 3).
/// - Loi n° 78-17, art. 44, I (secondary source): Members and authorised agents enter
///   professional premises from 6h to 21h, private homes excluded; the prosecutor is told
///   beforehand. Read in: donnees-personnelles.parlement-ouvert.fr (Conseil d'État, avis, §
///   14); lejournaldesentreprises; ENI.
/// - Loi n° 78-17, art. 44, II (objection) (secondary source): The site manager is told of his
///   right to object; if he objects, the visit takes place only once the liberty and custody
///   judge has authorised it. Read in: affaires-publiques.org; lexing 2012-01-03.
/// - Loi n° 78-17, art. 44, II (prior authorisation) (secondary source): In urgency, for grave
///   facts or a risk of destruction, the judge may authorise the visit beforehand at the
///   president's request: no prior information, and no objection is possible. Read in:
///   affaires-publiques.org; nossenateurs 752525.
/// - Loi n° 78-17, art. 44, III (minutes) (verified): Minutes of the visit are drawn up in the
///   presence of both sides. Read in: AFCDP guide (yumpu).
/// - Loi n° 78-17, art. 45, I, al. 1 (verified): After an adversarial procedure the committee
///   may warn. A warning is a sanction and needs no formal notice. Read in:
///   LEGIARTI000023784583.
/// - Loi n° 78-17, art. 45, I, al. 2 (verified): The president may put the controller on notice
///   to end the breach within the period that he fixes; in urgency it may be cut to five days.
///   The text names the controller alone, not the processor. Read in: LEGIARTI000023784583.
/// - Loi n° 78-17, art. 45, I, al. 3 (verified): If the controller complies, the president
///   pronounces the closure: he has no discretion, and no date is fixed. Read in:
///   LEGIARTI000023784583.
/// - Loi n° 78-17, art. 45, I, al. 4 (verified): If the notice is not complied with, the
///   committee may, after an adversarial procedure, fine (never the State), enjoin to stop a
///   processing of art. 22, or withdraw an authorisation of art. 25. Read in:
///   LEGIARTI000023784583.
/// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
///   president; report notified, observations, assistance. The bureau, asked by the president,
///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
///   notified; full-jurisdiction appeal. Read in: LEGIARTI000023784587.
/// - Loi n° 78-17, art. 47 (verified): At most 150,000 euros; on repeat within five years of
///   finality at most 300,000 euros or, for a firm, 5 % of turnover within 300,000 euros. Read
///   in: LEGIARTI000023784589.
/// - Décret n° 2005-1309, art. 61 (verified): The prosecutor is informed in writing, at least
///   24 hours before, of the visit's date, hour, place and object. Read in:
///   LEGISCTA000006137856 (tricoteuses); cnil.fr, titre IV, ch. 1.
/// - Décret n° 2005-1309, art. 62 (unconfirmed): On arrival the agents tell the object of the
///   visit, who they are, and the right to object. Read in: lexagone (after décret n°
///   2011-2023).
/// - Décret n° 2005-1309, art. 64 (verified): Content of the minutes, with an inventory; if the
///   visit failed, they say why. No delay to notify them found. Read in: yumpu; lexagone.
/// - Décret n° 2005-1309, art. 66 (verified): A summons to a hearing arrives at least eight
///   days before it; absence is recorded in minutes. Read in: JORFARTI000001072312.
/// - Décret n° 2005-1309, art. 72-73 (need of a notice) (verified): Any sanction other than a
///   warning needs a formal notice first. Read in: JORFSCTA000000912245 (tricoteuses).
/// - Décret n° 2005-1309, art. 72-73 (author of the notice) (verified): The restricted
///   committee or the bureau decides the notice: not adapted to loi n° 2011-334. Not applied:
///   Loi n° 78-17, art. 45, I, al. 2 is applied instead. Read in: JORFSCTA000000912245
///   (tricoteuses).
/// - Décret n° 2005-1309, art. 73 (verified): The period is at least ten days, save urgency,
///   and at most three months, from the day of receipt. Read in: JORFSCTA000000912245
///   (tricoteuses).
/// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
///   two months for those domiciled abroad. Read in: JORFARTI000001661730.
/// - Décret n° 2005-1309, art. 76 (unconfirmed): The notice of the session reaches its
///   addressee at least one month before. Read in: JORFARTI000001336787.
/// - Décret n° 2005-1309, art. 78 (unconfirmed): The decision is reasoned and states the
///   remedies; if publication is ordered, within one month of finality. Read in:
///   JORFARTI000002438898.
/// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
///   day of the same number; the starting day does not count. The CPC is civil procedure:
///   nothing read extends it, or its roll, to an administrative notice. Read in: legalize-fr
///   6964d0669 (2011).
/// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
///   before the Conseil d'État for the CNIL's decisions. Read in: legalize-fr 2aa17ad13 (2011).
/// - CJA, art. R421-5 (verified): The period for appeal can be held against the addressee only
///   if the notification stated the remedies. Read in: legalize-fr 2aa17ad13 (2011).
/// - CJA, art. R421-7 (verified): One more month overseas, two more abroad. Read in:
///   legalize-fr 2aa17ad13 (2011).
/// - CE, 15 décembre 2023, n° 472836; CE, 19 septembre 2014, n° 362568 (secondary source): The
///   period for appeal is free (franc): it ends on the day after its term, and rolls to the
///   next working day. Read in: actualitesdudroitpublic.fr; idcite.com; jurisconsulte.net.
pub type Law<'p> = greffe::typed::Law<'p, CnilEnforcement>;

/// What the machine was generated from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CnilEnforcement;

impl Machine for CnilEnforcement {
    const PROCEDURE: &'static str = "cnil-enforcement";
    const EDITION: &'static str = "2011-03-31";
    const FINGERPRINT: u64 = 0xe889_21cb_a166_e4bb;
}

type Held<'p> = greffe::typed::Held<'p, CnilEnforcement>;

// ---- States, and what can be done in each

/// No case (*Aucun dossier*).
///
/// A case begins here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct NoCase<'p>(Held<'p>);

impl<'p> NoCase<'p> {
    /// A new case.
    pub fn open(law: Law<'p>) -> Self {
        Self(Held::open(law))
    }

    /// Inspection decided (*Décision de contrôle*). By: CNIL (college and services).
    ///
    /// Leads to [`Decided`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 11, 2°, f (verified): The CNIL decides each verification individually
    ///   and charges its secretary general, who acts or has agents act.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “a member of the restricted committee took part in deciding the inspection” unless `not
    ///   act.committee_member` — Loi n° 78-17, art. 17 (verified)
    pub fn decide_inspection(
        self,
        on: Stamp,
        by: by::Commission,
        details: acts::DecideInspection,
    ) -> Acted<'p, Decided<'p>, NoCaseOrDecided<'p>> {
        self.0.act(on, by, (act::DECIDE_INSPECTION, &details.values()), Decided, NoCaseOrDecided::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, NoCase<'p>> {
        self.0.at(on, NoCase)
    }
}

/// Inspection decided (*Contrôle décidé*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Decided<'p>(Held<'p>);

impl<'p> Decided<'p> {
    /// Prosecutor informed (*Procureur informé*). By: CNIL (college and services).
    ///
    /// Leads to [`Announced`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, I (secondary source): Members and authorised agents enter
    ///   professional premises from 6h to 21h, private homes excluded; the prosecutor is told
    ///   beforehand.
    /// - Décret n° 2005-1309, art. 61 (verified): The prosecutor is informed in writing, at least
    ///   24 hours before, of the visit's date, hour, place and object.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the prosecutor is informed in writing” unless `act.in_writing` — Décret n° 2005-1309,
    ///   art. 61 (verified)
    pub fn inform_prosecutor(
        self,
        on: Stamp,
        by: by::Commission,
        details: acts::InformProsecutor,
    ) -> Acted<'p, Announced<'p>, DecidedOrAnnounced<'p>> {
        self.0.act(on, by, (act::INFORM_PROSECUTOR, &details.values()), Announced, DecidedOrAnnounced::of)
    }

    /// Judge asked beforehand (*Juge saisi par avance*). By: President of the CNIL.
    ///
    /// Leads to the same state.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, II (prior authorisation) (secondary source): In urgency, for grave
    ///   facts or a risk of destruction, the judge may authorise the visit beforehand at the
    ///   president's request: no prior information, and no objection is possible.
    pub fn ask_judge(self, on: Stamp, by: by::President) -> Acted<'p, Decided<'p>> {
        self.0.act(on, by, (act::ASK_JUDGE, &[]), Decided, Decided)
    }

    /// Visit authorised beforehand (*Visite autorisée par avance*). By: Liberty and custody judge.
    ///
    /// Leads to the same state; remembers “The judge has authorised the visit” as `true`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, II (prior authorisation) (secondary source): In urgency, for grave
    ///   facts or a risk of destruction, the judge may authorise the visit beforehand at the
    ///   president's request: no prior information, and no objection is possible.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the president did not ask the judge” unless `done(ask_judge)`
    /// - “neither urgency, nor gravity, nor a risk of destruction” unless `act.ground != other`
    pub fn authorise_beforehand(
        self,
        on: Stamp,
        by: by::Judge,
        details: acts::AuthoriseBeforehand,
    ) -> Acted<'p, Decided<'p>> {
        self.0.act(on, by, (act::AUTHORISE_BEFOREHAND, &details.values()), Decided, Decided)
    }

    /// Entry on the premises (*Accès aux locaux*). By: Members or authorised agents.
    ///
    /// Leads to [`OnSite`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, I (secondary source): Members and authorised agents enter
    ///   professional premises from 6h to 21h, private homes excluded; the prosecutor is told
    ///   beforehand.
    /// - Loi n° 78-17, art. 44, II (objection) (secondary source): The site manager is told of his
    ///   right to object; if he objects, the visit takes place only once the liberty and custody
    ///   judge has authorised it.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the prosecutor was not informed” unless `done(inform_prosecutor)` — Loi n° 78-17, art.
    ///   44, I (secondary source); Décret n° 2005-1309, art. 61 (verified)
    /// - “after an objection the visit needs the judge's authorisation” unless `state != objected`
    ///   — Loi n° 78-17, art. 44, II (objection) (secondary source)
    /// - “premises are entered between 6h and 21h” unless `act.time >= 06:00 and act.time <= 21:00`
    ///   — Loi n° 78-17, art. 44, I (secondary source)
    /// - “private homes are excluded” unless `not act.private_home` — Loi n° 78-17, art. 44, I
    ///   (secondary source)
    /// - “the site manager was not told of the right to object” unless `act.right_told or
    ///   judge_authorised` — Loi n° 78-17, art. 44, II (objection) (secondary source); Décret n°
    ///   2005-1309, art. 62 (unconfirmed)
    /// - “a member of the restricted committee took part in the visit” unless `not
    ///   act.committee_member` — Loi n° 78-17, art. 17 (verified)
    pub fn enter(self, on: Stamp, by: by::Agents, details: acts::Enter) -> Acted<'p, OnSite<'p>, DecidedOrOnSite<'p>> {
        self.0.act(on, by, (act::ENTER, &details.values()), OnSite, DecidedOrOnSite::of)
    }

    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state.
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 66 (verified): A summons to a hearing arrives at least eight
    ///   days before it; absence is recorded in minutes.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the summons arrives at least eight days before the hearing” unless `act.on <= 8 days
    ///   before act.hearing_on`
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, Decided<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), Decided, Decided)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state.
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 66 (verified): A summons to a hearing arrives at least eight
    ///   days before it; absence is recorded in minutes.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “nobody was summoned” unless `done(summon_person)`
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, Decided<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), Decided, Decided)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state.
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 66 (verified): A summons to a hearing arrives at least eight
    ///   days before it; absence is recorded in minutes.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “no hearing to which a person was summoned has been missed” unless `done(summon_person)
    ///   and act.on >= last(summon_person).hearing_on`
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, Decided<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), Decided, Decided)
    }

    /// Minutes drawn up (*Procès-verbal dressé*). By: Members or authorised agents.
    ///
    /// Leads to [`Findings`].
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 64 (verified): Content of the minutes, with an inventory; if the
    ///   visit failed, they say why. No delay to notify them found.
    /// - Décret n° 2005-1309, art. 66 (verified): A summons to a hearing arrives at least eight
    ///   days before it; absence is recorded in minutes.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “neither a visit, nor a hearing, nor an absence to record” unless `done(hear_person) or
    ///   done(record_absence)` — Décret n° 2005-1309, art. 66 (verified)
    pub fn draw_minutes(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::DrawMinutes,
    ) -> Acted<'p, Findings<'p>, DecidedOrFindings<'p>> {
        self.0.act(on, by, (act::DRAW_MINUTES, &details.values()), Findings, DecidedOrFindings::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Decided<'p>> {
        self.0.at(on, Decided)
    }
}

/// Prosecutor informed (*Procureur informé*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Announced<'p>(Held<'p>);

impl<'p> Announced<'p> {
    /// Judge asked beforehand (*Juge saisi par avance*). By: President of the CNIL.
    ///
    /// Leads to the same state, on the conditions of [`Decided::ask_judge`]: Loi n° 78-17, art. 44,
    /// II (prior authorisation) (secondary source).
    pub fn ask_judge(self, on: Stamp, by: by::President) -> Acted<'p, Announced<'p>> {
        self.0.act(on, by, (act::ASK_JUDGE, &[]), Announced, Announced)
    }

    /// Visit authorised beforehand (*Visite autorisée par avance*). By: Liberty and custody judge.
    ///
    /// Leads to the same state, on the conditions of [`Decided::authorise_beforehand`]: Loi n°
    /// 78-17, art. 44, II (prior authorisation) (secondary source).
    pub fn authorise_beforehand(
        self,
        on: Stamp,
        by: by::Judge,
        details: acts::AuthoriseBeforehand,
    ) -> Acted<'p, Announced<'p>> {
        self.0.act(on, by, (act::AUTHORISE_BEFOREHAND, &details.values()), Announced, Announced)
    }

    /// Entry on the premises (*Accès aux locaux*). By: Members or authorised agents.
    ///
    /// Leads to [`OnSite`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, I (secondary source): Members and authorised agents enter
    ///   professional premises from 6h to 21h, private homes excluded; the prosecutor is told
    ///   beforehand.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the prosecutor had less than 24 hours” before `24 hours from last(inform_prosecutor).on`
    ///   — Décret n° 2005-1309, art. 61 (verified)
    /// - “premises are entered between 6h and 21h” unless `act.time >= 06:00 and act.time <= 21:00`
    /// - “private homes are excluded” unless `not act.private_home`
    /// - “the site manager was not told of the right to object” unless `act.right_told or
    ///   judge_authorised` — Loi n° 78-17, art. 44, II (objection) (secondary source); Décret n°
    ///   2005-1309, art. 62 (unconfirmed)
    /// - “a member of the restricted committee took part in the visit” unless `not
    ///   act.committee_member` — Loi n° 78-17, art. 17 (verified)
    pub fn enter(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::Enter,
    ) -> Acted<'p, OnSite<'p>, AnnouncedOrOnSite<'p>> {
        self.0.act(on, by, (act::ENTER, &details.values()), OnSite, AnnouncedOrOnSite::of)
    }

    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::summon_person`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, Announced<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), Announced, Announced)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::hear_person`]: Décret n° 2005-1309,
    /// art. 66 (verified).
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, Announced<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), Announced, Announced)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::record_absence`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, Announced<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), Announced, Announced)
    }

    /// Minutes drawn up (*Procès-verbal dressé*). By: Members or authorised agents.
    ///
    /// Leads to [`Findings`].
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 64 (verified): Content of the minutes, with an inventory; if the
    ///   visit failed, they say why. No delay to notify them found.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “minutes of a visit that failed say why” unless `act.failure_explained`
    pub fn draw_minutes(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::DrawMinutes,
    ) -> Acted<'p, Findings<'p>, AnnouncedOrFindings<'p>> {
        self.0.act(on, by, (act::DRAW_MINUTES, &details.values()), Findings, AnnouncedOrFindings::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Announced<'p>> {
        self.0.at(on, Announced)
    }
}

/// Visit under way (*Visite en cours*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct OnSite<'p>(Held<'p>);

impl<'p> OnSite<'p> {
    /// Objection to the visit (*Opposition à la visite*). By: Site manager.
    ///
    /// Leads to [`Objected`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, II (objection) (secondary source): The site manager is told of his
    ///   right to object; if he objects, the visit takes place only once the liberty and custody
    ///   judge has authorised it.
    ///
    /// Unlawful, and without effect:
    ///
    /// - “the judge has authorised the visit: no objection is possible” unless `not
    ///   judge_authorised` — Loi n° 78-17, art. 44, II (objection) (secondary source); Loi n°
    ///   78-17, art. 44, II (prior authorisation) (secondary source)
    pub fn object(self, on: Stamp, by: by::SiteManager) -> Acted<'p, Objected<'p>, OnSite<'p>> {
        self.0.act(on, by, (act::OBJECT, &[]), Objected, OnSite)
    }

    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::summon_person`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, OnSite<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), OnSite, OnSite)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::hear_person`]: Décret n° 2005-1309,
    /// art. 66 (verified).
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, OnSite<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), OnSite, OnSite)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::record_absence`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, OnSite<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), OnSite, OnSite)
    }

    /// Minutes drawn up (*Procès-verbal dressé*). By: Members or authorised agents.
    ///
    /// Leads to [`Findings`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, III (minutes) (verified): Minutes of the visit are drawn up in the
    ///   presence of both sides.
    /// - Décret n° 2005-1309, art. 64 (verified): Content of the minutes, with an inventory; if the
    ///   visit failed, they say why. No delay to notify them found.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “minutes are drawn up in the presence of both sides” unless `act.both_sides` — Loi n°
    ///   78-17, art. 44, III (minutes) (verified)
    pub fn draw_minutes(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::DrawMinutes,
    ) -> Acted<'p, Findings<'p>, OnSiteOrFindings<'p>> {
        self.0.act(on, by, (act::DRAW_MINUTES, &details.values()), Findings, OnSiteOrFindings::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, OnSite<'p>> {
        self.0.at(on, OnSite)
    }
}

/// Site manager objects (*Opposition du responsable des lieux*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Objected<'p>(Held<'p>);

impl<'p> Objected<'p> {
    /// Entry on the premises (*Accès aux locaux*). By: Members or authorised agents.
    ///
    /// Leads to [`OnSite`], on the conditions of [`Decided::enter`]: Loi n° 78-17, art. 44, I
    /// (secondary source); Loi n° 78-17, art. 44, II (objection) (secondary source).
    pub fn enter(self, on: Stamp, by: by::Agents, details: acts::Enter) -> Acted<'p, OnSite<'p>, OnSiteOrObjected<'p>> {
        self.0.act(on, by, (act::ENTER, &details.values()), OnSite, OnSiteOrObjected::of)
    }

    /// Visit authorised despite objection (*Visite autorisée malgré l'opposition*). By: Liberty and
    /// custody judge.
    ///
    /// Leads to [`Authorised`]; remembers “The judge has authorised the visit” as `true`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 44, II (objection) (secondary source): The site manager is told of his
    ///   right to object; if he objects, the visit takes place only once the liberty and custody
    ///   judge has authorised it.
    pub fn authorise(self, on: Stamp, by: by::Judge) -> Acted<'p, Authorised<'p>, Objected<'p>> {
        self.0.act(on, by, (act::AUTHORISE, &[]), Authorised, Objected)
    }

    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::summon_person`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, Objected<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), Objected, Objected)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::hear_person`]: Décret n° 2005-1309,
    /// art. 66 (verified).
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, Objected<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), Objected, Objected)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::record_absence`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, Objected<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), Objected, Objected)
    }

    /// Minutes drawn up (*Procès-verbal dressé*). By: Members or authorised agents.
    ///
    /// Leads to [`Findings`], on the conditions of [`Announced::draw_minutes`]: Décret n°
    /// 2005-1309, art. 64 (verified).
    pub fn draw_minutes(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::DrawMinutes,
    ) -> Acted<'p, Findings<'p>, ObjectedOrFindings<'p>> {
        self.0.act(on, by, (act::DRAW_MINUTES, &details.values()), Findings, ObjectedOrFindings::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Objected<'p>> {
        self.0.at(on, Objected)
    }
}

/// Visit authorised by the judge (*Visite autorisée par le juge*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Authorised<'p>(Held<'p>);

impl<'p> Authorised<'p> {
    /// Entry on the premises (*Accès aux locaux*). By: Members or authorised agents.
    ///
    /// Leads to [`OnSite`], on the conditions of [`Decided::enter`]: Loi n° 78-17, art. 44, I
    /// (secondary source); Loi n° 78-17, art. 44, II (objection) (secondary source).
    pub fn enter(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::Enter,
    ) -> Acted<'p, OnSite<'p>, OnSiteOrAuthorised<'p>> {
        self.0.act(on, by, (act::ENTER, &details.values()), OnSite, OnSiteOrAuthorised::of)
    }

    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::summon_person`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, Authorised<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), Authorised, Authorised)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::hear_person`]: Décret n° 2005-1309,
    /// art. 66 (verified).
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, Authorised<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), Authorised, Authorised)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::record_absence`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, Authorised<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), Authorised, Authorised)
    }

    /// Minutes drawn up (*Procès-verbal dressé*). By: Members or authorised agents.
    ///
    /// Leads to [`Findings`], on the conditions of [`Announced::draw_minutes`]: Décret n°
    /// 2005-1309, art. 64 (verified).
    pub fn draw_minutes(
        self,
        on: Stamp,
        by: by::Agents,
        details: acts::DrawMinutes,
    ) -> Acted<'p, Findings<'p>, AuthorisedOrFindings<'p>> {
        self.0.act(on, by, (act::DRAW_MINUTES, &details.values()), Findings, AuthorisedOrFindings::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Authorised<'p>> {
        self.0.at(on, Authorised)
    }
}

/// Findings under review (*Constats à l'étude*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Findings<'p>(Held<'p>);

impl<'p> Findings<'p> {
    /// Summons to a hearing received (*Convocation à une audition reçue*). By: Members or
    /// authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::summon_person`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn summon_person(self, on: Stamp, by: by::Agents, details: acts::SummonPerson) -> Acted<'p, Findings<'p>> {
        self.0.act(on, by, (act::SUMMON_PERSON, &details.values()), Findings, Findings)
    }

    /// Hearing on summons (*Audition sur convocation*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::hear_person`]: Décret n° 2005-1309,
    /// art. 66 (verified).
    pub fn hear_person(self, on: Stamp, by: by::Agents) -> Acted<'p, Findings<'p>> {
        self.0.act(on, by, (act::HEAR_PERSON, &[]), Findings, Findings)
    }

    /// Record of absence (*Procès-verbal de carence*). By: Members or authorised agents.
    ///
    /// Leads to the same state, on the conditions of [`Decided::record_absence`]: Décret n°
    /// 2005-1309, art. 66 (verified).
    pub fn record_absence(self, on: Stamp, by: by::Agents) -> Acted<'p, Findings<'p>> {
        self.0.act(on, by, (act::RECORD_ABSENCE, &[]), Findings, Findings)
    }

    /// File closed without action (*Classement sans suite*). By: President of the CNIL.
    ///
    /// Leads to [`NoAction`].
    ///
    /// Law:
    ///
    /// - A practice that no article carries.
    pub fn no_further_action(self, on: Stamp, by: by::President) -> Acted<'p, NoAction<'p>, Findings<'p>> {
        self.0.act(on, by, (act::NO_FURTHER_ACTION, &[]), NoAction, Findings)
    }

    /// Formal notice received (*Mise en demeure reçue*). By: President of the CNIL.
    ///
    /// Leads to [`OnNotice`]; starts “Time to comply”.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 2 (verified): The president may put the controller on notice
    ///   to end the breach within the period that he fixes; in urgency it may be cut to five days.
    ///   The text names the controller alone, not the processor.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “in 2011 only a controller can be put on notice, not a processor” unless `act.addressee ==
    ///   controller`
    /// - “save urgency, a notice leaves at least ten days from receipt” unless `act.urgent or
    ///   compliance >= 10 days from act.on` — Décret n° 2005-1309, art. 73 (verified)
    /// - “even in urgency a notice leaves five days” unless `compliance >= 5 days from act.on`
    /// - “a notice gives at most three months from receipt” unless `compliance <= 3 months from
    ///   act.on` — Décret n° 2005-1309, art. 73 (verified)
    pub fn serve_notice(
        self,
        on: Stamp,
        by: by::President,
        details: acts::ServeNotice,
    ) -> Acted<'p, OnNotice<'p>, FindingsOrOnNotice<'p>> {
        self.0.act(on, by, (act::SERVE_NOTICE, &details.values()), OnNotice, FindingsOrOnNotice::of)
    }

    /// Rapporteur named (*Rapporteur désigné*). By: President of the CNIL.
    ///
    /// Leads to [`RapporteurNamed`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the rapporteur does not belong to the restricted committee” unless `not
    ///   act.from_committee`
    pub fn name_rapporteur(
        self,
        on: Stamp,
        by: by::President,
        details: acts::NameRapporteur,
    ) -> Acted<'p, RapporteurNamed<'p>, FindingsOrRapporteurNamed<'p>> {
        self.0.act(on, by, (act::NAME_RAPPORTEUR, &details.values()), RapporteurNamed, FindingsOrRapporteurNamed::of)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`]; starts “Time for appeal”, remembers “The remedies were stated” as
    /// `act.remedies_stated` and remembers “Publication was ordered” as `act.publish`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 1 (verified): After an adversarial procedure the committee
    ///   may warn. A warning is a sanction and needs no formal notice.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “sanction without an adversarial procedure” unless `done(hold_session)` — Loi n° 78-17,
    ///   art. 45, I, al. 1 (verified); Loi n° 78-17, art. 46 (verified)
    /// - “the decision is reasoned” unless `act.reasoned` — Loi n° 78-17, art. 46 (verified);
    ///   Décret n° 2005-1309, art. 78 (unconfirmed)
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, FindingsOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, FindingsOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`]; starts “Time for appeal”, remembers “The remedies were stated” as
    /// `act.remedies_stated` and remembers “Publication was ordered” as `act.publish`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 4 (verified): If the notice is not complied with, the
    ///   committee may, after an adversarial procedure, fine (never the State), enjoin to stop a
    ///   processing of art. 22, or withdraw an authorisation of art. 25.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “sanction without an adversarial procedure” unless `done(hold_session)` — Loi n° 78-17,
    ///   art. 46 (verified); Loi n° 78-17, art. 45, I, al. 4 (verified)
    /// - “no formal notice was served” unless `done(serve_notice)` — Loi n° 78-17, art. 45, I, al.
    ///   4 (verified); Décret n° 2005-1309, art. 72-73 (need of a notice) (verified)
    /// - “the notice has not been left uncomplied with” unless `notice_ran_out and not
    ///   act.complied`
    /// - “the State is not fined” unless `not act.against_state`
    /// - “the first fine is at most 150,000 euros” unless `act.euros <= 150_000 or
    ///   act.repeat_within_five_years` — Loi n° 78-17, art. 47 (verified)
    /// - “no fine exceeds 300,000 euros” unless `act.euros <= 300_000` — Loi n° 78-17, art. 47
    ///   (verified)
    /// - “on repeat, a firm is fined at most 5 % of its turnover” unless `not
    ///   act.repeat_within_five_years or not act.firm or act.euros * 20 <= act.turnover` — Loi n°
    ///   78-17, art. 47 (verified)
    /// - “the decision is reasoned” unless `act.reasoned` — Loi n° 78-17, art. 46 (verified);
    ///   Décret n° 2005-1309, art. 78 (unconfirmed)
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, FindingsOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, FindingsOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`]; starts “Time for appeal”, remembers “The remedies were stated” as
    /// `act.remedies_stated` and remembers “Publication was ordered” as `act.publish`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 4 (verified): If the notice is not complied with, the
    ///   committee may, after an adversarial procedure, fine (never the State), enjoin to stop a
    ///   processing of art. 22, or withdraw an authorisation of art. 25.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “sanction without an adversarial procedure” unless `done(hold_session)` — Loi n° 78-17,
    ///   art. 46 (verified); Loi n° 78-17, art. 45, I, al. 4 (verified)
    /// - “no formal notice was served” unless `done(serve_notice)` — Loi n° 78-17, art. 45, I, al.
    ///   4 (verified); Décret n° 2005-1309, art. 72-73 (need of a notice) (verified)
    /// - “the notice has not been left uncomplied with” unless `notice_ran_out and not
    ///   act.complied`
    /// - “the injunction is for processing under art. 22” unless `act.article_22`
    /// - “the decision is reasoned” unless `act.reasoned` — Loi n° 78-17, art. 46 (verified);
    ///   Décret n° 2005-1309, art. 78 (unconfirmed)
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, FindingsOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, FindingsOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`]; starts “Time for appeal”, remembers “The remedies were stated” as
    /// `act.remedies_stated` and remembers “Publication was ordered” as `act.publish`.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 4 (verified): If the notice is not complied with, the
    ///   committee may, after an adversarial procedure, fine (never the State), enjoin to stop a
    ///   processing of art. 22, or withdraw an authorisation of art. 25.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “sanction without an adversarial procedure” unless `done(hold_session)` — Loi n° 78-17,
    ///   art. 46 (verified); Loi n° 78-17, art. 45, I, al. 4 (verified)
    /// - “no formal notice was served” unless `done(serve_notice)` — Loi n° 78-17, art. 45, I, al.
    ///   4 (verified); Décret n° 2005-1309, art. 72-73 (need of a notice) (verified)
    /// - “the notice has not been left uncomplied with” unless `notice_ran_out and not
    ///   act.complied`
    /// - “only an authorisation of art. 25 is withdrawn” unless `act.article_25`
    /// - “the decision is reasoned” unless `act.reasoned` — Loi n° 78-17, art. 46 (verified);
    ///   Décret n° 2005-1309, art. 78 (unconfirmed)
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, FindingsOrSanctioned<'p>> {
        self.0.act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, FindingsOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Findings<'p>> {
        self.0.at(on, Findings)
    }
}

/// Formal notice running (*Mise en demeure en cours*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct OnNotice<'p>(Held<'p>);

impl<'p> OnNotice<'p> {
    /// Publication of the notice asked for (*Publicité demandée au bureau*). By: President of the
    /// CNIL.
    ///
    /// Leads to the same state.
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    pub fn ask_publication(self, on: Stamp, by: by::President) -> Acted<'p, OnNoticeOrNoticeExpired<'p>> {
        self.0.act(on, by, (act::ASK_PUBLICATION, &[]), OnNoticeOrNoticeExpired::of, OnNoticeOrNoticeExpired::of)
    }

    /// Notice made public (*Mise en demeure rendue publique*). By: Bureau of the CNIL.
    ///
    /// Leads to the same state; remembers “The notice was made public” as `true`.
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the bureau decides at the president's request” unless `done(ask_publication)`
    pub fn publish_notice(self, on: Stamp, by: by::Bureau) -> Acted<'p, OnNoticeOrNoticeExpired<'p>> {
        self.0.act(on, by, (act::PUBLISH_NOTICE, &[]), OnNoticeOrNoticeExpired::of, OnNoticeOrNoticeExpired::of)
    }

    /// Answer to the notice (*Réponse à la mise en demeure*). By: Data controller.
    ///
    /// Leads to the same state.
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 2 (verified): The president may put the controller on notice
    ///   to end the breach within the period that he fixes; in urgency it may be cut to five days.
    ///   The text names the controller alone, not the processor.
    ///
    /// Irregular:
    ///
    /// - “the answer comes after the notice's period” unless `act.on <= compliance`; irregular only
    pub fn answer(self, on: Stamp, by: by::Controller) -> Acted<'p, OnNoticeOrNoticeExpired<'p>> {
        self.0.act(on, by, (act::ANSWER, &[]), OnNoticeOrNoticeExpired::of, OnNoticeOrNoticeExpired::of)
    }

    /// Closure (*Clôture*). By: President of the CNIL.
    ///
    /// Leads to [`Closed`].
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 45, I, al. 3 (verified): If the controller complies, the president
    ///   pronounces the closure: he has no discretion, and no date is fixed.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “closure supposes that the controller has complied” unless `act.compliant`
    /// - “the closure gets the same publicity as the notice” unless `act.published ==
    ///   notice_published` — Loi n° 78-17, art. 46 (verified)
    pub fn close(
        self,
        on: Stamp,
        by: by::President,
        details: acts::Close,
    ) -> Acted<'p, Closed<'p>, OnNoticeOrNoticeExpiredOrClosed<'p>> {
        self.0.act(on, by, (act::CLOSE, &details.values()), Closed, OnNoticeOrNoticeExpiredOrClosed::of)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, OnNoticeOrNoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, OnNoticeOrNoticeExpiredOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, OnNoticeOrNoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, OnNoticeOrNoticeExpiredOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, OnNoticeOrNoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, OnNoticeOrNoticeExpiredOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    ///
    /// Once time has led to [`NoticeExpired`], it is judged there.
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, OnNoticeOrNoticeExpiredOrSanctioned<'p>> {
        self.0
            .act(
                on,
                by,
                (act::WITHDRAW_AUTHORISATION, &details.values()),
                Sanctioned,
                OnNoticeOrNoticeExpiredOrSanctioned::of,
            )
    }

    /// Lets time pass, and tells what the case has become: [`OnNotice`] or [`NoticeExpired`].
    pub fn at(self, on: Stamp) -> Passed<'p, OnNoticeOrNoticeExpired<'p>> {
        self.0.at(on, OnNoticeOrNoticeExpired::of)
    }

    /// Time to comply (*Délai de mise en conformité*): “Time given to comply”, counted from the day
    /// of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`NoticeExpired`].
    ///
    /// - Décret n° 2005-1309, art. 73 (verified): The period is at least ten days, save urgency,
    ///   and at most three months, from the day of receipt.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn compliance(&self) -> Option<Clock> {
        self.0.clock(deadline::COMPLIANCE)
    }
}

/// Notice period over, nothing decided (*Délai de mise en demeure échu, rien de décidé*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct NoticeExpired<'p>(Held<'p>);

impl<'p> NoticeExpired<'p> {
    /// Publication of the notice asked for (*Publicité demandée au bureau*). By: President of the
    /// CNIL.
    ///
    /// Leads to the same state, on the conditions of [`OnNotice::ask_publication`]: Loi n° 78-17,
    /// art. 46 (verified).
    pub fn ask_publication(self, on: Stamp, by: by::President) -> Acted<'p, NoticeExpired<'p>> {
        self.0.act(on, by, (act::ASK_PUBLICATION, &[]), NoticeExpired, NoticeExpired)
    }

    /// Notice made public (*Mise en demeure rendue publique*). By: Bureau of the CNIL.
    ///
    /// Leads to the same state, on the conditions of [`OnNotice::publish_notice`]: Loi n° 78-17,
    /// art. 46 (verified).
    pub fn publish_notice(self, on: Stamp, by: by::Bureau) -> Acted<'p, NoticeExpired<'p>> {
        self.0.act(on, by, (act::PUBLISH_NOTICE, &[]), NoticeExpired, NoticeExpired)
    }

    /// Answer to the notice (*Réponse à la mise en demeure*). By: Data controller.
    ///
    /// Leads to the same state, on the conditions of [`OnNotice::answer`]: Loi n° 78-17, art. 45,
    /// I, al. 2 (verified).
    pub fn answer(self, on: Stamp, by: by::Controller) -> Acted<'p, NoticeExpired<'p>> {
        self.0.act(on, by, (act::ANSWER, &[]), NoticeExpired, NoticeExpired)
    }

    /// Closure (*Clôture*). By: President of the CNIL.
    ///
    /// Leads to [`Closed`], on the conditions of [`OnNotice::close`]: Loi n° 78-17, art. 45, I, al.
    /// 3 (verified).
    pub fn close(
        self,
        on: Stamp,
        by: by::President,
        details: acts::Close,
    ) -> Acted<'p, Closed<'p>, NoticeExpiredOrClosed<'p>> {
        self.0.act(on, by, (act::CLOSE, &details.values()), Closed, NoticeExpiredOrClosed::of)
    }

    /// Rapporteur named (*Rapporteur désigné*). By: President of the CNIL.
    ///
    /// Leads to [`RapporteurNamed`], on the conditions of [`Findings::name_rapporteur`]: Loi n°
    /// 78-17, art. 46 (verified).
    pub fn name_rapporteur(
        self,
        on: Stamp,
        by: by::President,
        details: acts::NameRapporteur,
    ) -> Acted<'p, RapporteurNamed<'p>, NoticeExpiredOrRapporteurNamed<'p>> {
        self.0
            .act(on, by, (act::NAME_RAPPORTEUR, &details.values()), RapporteurNamed, NoticeExpiredOrRapporteurNamed::of)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, NoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, NoticeExpiredOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, NoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, NoticeExpiredOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, NoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, NoticeExpiredOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, NoticeExpiredOrSanctioned<'p>> {
        self.0.act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, NoticeExpiredOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, NoticeExpired<'p>> {
        self.0.at(on, NoticeExpired)
    }

    /// Time to comply (*Délai de mise en conformité*): “Time given to comply”, counted from the day
    /// of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`NoticeExpired`].
    ///
    /// - Décret n° 2005-1309, art. 73 (verified): The period is at least ten days, save urgency,
    ///   and at most three months, from the day of receipt.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn compliance(&self) -> Option<Clock> {
        self.0.clock(deadline::COMPLIANCE)
    }
}

/// Rapporteur named (*Rapporteur désigné*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct RapporteurNamed<'p>(Held<'p>);

impl<'p> RapporteurNamed<'p> {
    /// Report received (*Rapport notifié*). By: Rapporteur.
    ///
    /// Leads to [`Reported`]; starts “Time for observations”.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    pub fn notify_report(
        self,
        on: Stamp,
        by: by::Rapporteur,
        details: acts::NotifyReport,
    ) -> Acted<'p, Reported<'p>, RapporteurNamed<'p>> {
        self.0.act(on, by, (act::NOTIFY_REPORT, &details.values()), Reported, RapporteurNamed)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, RapporteurNamedOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, RapporteurNamedOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, RapporteurNamedOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, RapporteurNamedOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, RapporteurNamedOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, RapporteurNamedOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, RapporteurNamedOrSanctioned<'p>> {
        self.0
            .act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, RapporteurNamedOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, RapporteurNamed<'p>> {
        self.0.at(on, RapporteurNamed)
    }
}

/// Report notified, observations open (*Rapport notifié, observations ouvertes*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Reported<'p>(Held<'p>);

impl<'p> Reported<'p> {
    /// Written observations (*Observations écrites*). By: Data controller.
    ///
    /// Leads to the same state.
    ///
    /// Once time has led to [`ObservationsOver`], it comes too late.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    /// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
    ///   two months for those domiciled abroad.
    ///
    /// Unlawful, and without effect:
    ///
    /// - “the period for observations is over” unless `act.on <= observations` — Décret n°
    ///   2005-1309, art. 75 (verified)
    pub fn observe(self, on: Stamp, by: by::Controller) -> Acted<'p, Reported<'p>, ReportedOrObservationsOver<'p>> {
        self.0.act(on, by, (act::OBSERVE, &[]), Reported, ReportedOrObservationsOver::of)
    }

    /// Session notice received (*Convocation à la séance reçue*). By: Restricted committee.
    ///
    /// Leads to [`Summoned`].
    ///
    /// Once time has led to [`ObservationsOver`], it is judged there.
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 76 (unconfirmed): The notice of the session reaches its
    ///   addressee at least one month before.
    pub fn call_session(self, on: Stamp, by: by::Committee) -> Acted<'p, Summoned<'p>, ReportedOrObservationsOver<'p>> {
        self.0.act(on, by, (act::CALL_SESSION, &[]), Summoned, ReportedOrObservationsOver::of)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    ///
    /// Once time has led to [`ObservationsOver`], it is judged there.
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, ReportedOrObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, ReportedOrObservationsOverOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    ///
    /// Once time has led to [`ObservationsOver`], it is judged there.
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, ReportedOrObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, ReportedOrObservationsOverOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    ///
    /// Once time has led to [`ObservationsOver`], it is judged there.
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, ReportedOrObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, ReportedOrObservationsOverOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    ///
    /// Once time has led to [`ObservationsOver`], it is judged there.
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, ReportedOrObservationsOverOrSanctioned<'p>> {
        self.0
            .act(
                on,
                by,
                (act::WITHDRAW_AUTHORISATION, &details.values()),
                Sanctioned,
                ReportedOrObservationsOverOrSanctioned::of,
            )
    }

    /// Lets time pass, and tells what the case has become: [`Reported`] or [`ObservationsOver`].
    pub fn at(self, on: Stamp) -> Passed<'p, ReportedOrObservationsOver<'p>> {
        self.0.at(on, ReportedOrObservationsOver::of)
    }

    /// Time for observations (*Délai d'observations*): 2 months if `act.domicile == abroad`, else 1
    /// month, counted from the day of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`ObservationsOver`].
    ///
    /// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
    ///   two months for those domiciled abroad.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn observations(&self) -> Option<Clock> {
        self.0.clock(deadline::OBSERVATIONS)
    }
}

/// Observations closed (*Délai d'observations échu*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct ObservationsOver<'p>(Held<'p>);

impl<'p> ObservationsOver<'p> {
    /// Session notice received (*Convocation à la séance reçue*). By: Restricted committee.
    ///
    /// Leads to [`Summoned`], on the conditions of [`Reported::call_session`]: Décret n° 2005-1309,
    /// art. 76 (unconfirmed).
    pub fn call_session(self, on: Stamp, by: by::Committee) -> Acted<'p, Summoned<'p>, ObservationsOver<'p>> {
        self.0.act(on, by, (act::CALL_SESSION, &[]), Summoned, ObservationsOver)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, ObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, ObservationsOverOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, ObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, ObservationsOverOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, ObservationsOverOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, ObservationsOverOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, ObservationsOverOrSanctioned<'p>> {
        self.0
            .act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, ObservationsOverOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, ObservationsOver<'p>> {
        self.0.at(on, ObservationsOver)
    }

    /// Time for observations (*Délai d'observations*): 2 months if `act.domicile == abroad`, else 1
    /// month, counted from the day of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`ObservationsOver`].
    ///
    /// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
    ///   two months for those domiciled abroad.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn observations(&self) -> Option<Clock> {
        self.0.clock(deadline::OBSERVATIONS)
    }
}

/// Session notice received (*Convocation à la séance reçue*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Summoned<'p>(Held<'p>);

impl<'p> Summoned<'p> {
    /// Written observations (*Observations écrites*). By: Data controller.
    ///
    /// Leads to the same state, on the conditions of [`Reported::observe`]: Loi n° 78-17, art. 46
    /// (verified); Décret n° 2005-1309, art. 75 (verified).
    pub fn observe(self, on: Stamp, by: by::Controller) -> Acted<'p, Summoned<'p>> {
        self.0.act(on, by, (act::OBSERVE, &[]), Summoned, Summoned)
    }

    /// Session (*Séance*). By: Restricted committee.
    ///
    /// Leads to [`Heard`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    /// - Décret n° 2005-1309, art. 76 (unconfirmed): The notice of the session reaches its
    ///   addressee at least one month before.
    ///
    /// Unlawful, though it takes effect:
    ///
    /// - “the session is held at least one month after its notice was received” before `1 month
    ///   from last(call_session).on` — Décret n° 2005-1309, art. 76 (unconfirmed)
    /// - “the period for observations still runs” unless `act.on > observations` — Décret n°
    ///   2005-1309, art. 75 (verified)
    /// - “members of the bureau do not sit in the restricted committee” unless `not
    ///   act.bureau_member` — Loi n° 78-17, art. 13 (secondary source)
    pub fn hold_session(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::HoldSession,
    ) -> Acted<'p, Heard<'p>, SummonedOrHeard<'p>> {
        self.0.act(on, by, (act::HOLD_SESSION, &details.values()), Heard, SummonedOrHeard::of)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, SummonedOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, SummonedOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, SummonedOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, SummonedOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, SummonedOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, SummonedOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, SummonedOrSanctioned<'p>> {
        self.0.act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, SummonedOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Summoned<'p>> {
        self.0.at(on, Summoned)
    }

    /// Time for observations (*Délai d'observations*): 2 months if `act.domicile == abroad`, else 1
    /// month, counted from the day of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`ObservationsOver`].
    ///
    /// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
    ///   two months for those domiciled abroad.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn observations(&self) -> Option<Clock> {
        self.0.clock(deadline::OBSERVATIONS)
    }
}

/// Session held (*Séance tenue*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Heard<'p>(Held<'p>);

impl<'p> Heard<'p> {
    /// Decision not to sanction (*Décision de ne pas sanctionner*). By: Restricted committee.
    ///
    /// Leads to [`NoAction`].
    ///
    /// Law:
    ///
    /// - A practice that no article carries.
    pub fn decide_no_sanction(self, on: Stamp, by: by::Committee) -> Acted<'p, NoAction<'p>, Heard<'p>> {
        self.0.act(on, by, (act::DECIDE_NO_SANCTION, &[]), NoAction, Heard)
    }

    /// Warning notified (*Avertissement notifié*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::warn`]: Loi n° 78-17, art. 45, I,
    /// al. 1 (verified).
    pub fn warn(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Warn,
    ) -> Acted<'p, Sanctioned<'p>, HeardOrSanctioned<'p>> {
        self.0.act(on, by, (act::WARN, &details.values()), Sanctioned, HeardOrSanctioned::of)
    }

    /// Fine notified (*Sanction pécuniaire notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::fine`]: Loi n° 78-17, art. 45, I,
    /// al. 4 (verified).
    pub fn fine(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Fine,
    ) -> Acted<'p, Sanctioned<'p>, HeardOrSanctioned<'p>> {
        self.0.act(on, by, (act::FINE, &details.values()), Sanctioned, HeardOrSanctioned::of)
    }

    /// Injunction to stop notified (*Injonction de cesser notifiée*). By: Restricted committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::enjoin`]: Loi n° 78-17, art. 45,
    /// I, al. 4 (verified).
    pub fn enjoin(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::Enjoin,
    ) -> Acted<'p, Sanctioned<'p>, HeardOrSanctioned<'p>> {
        self.0.act(on, by, (act::ENJOIN, &details.values()), Sanctioned, HeardOrSanctioned::of)
    }

    /// Withdrawal of authorisation notified (*Retrait d'autorisation notifié*). By: Restricted
    /// committee.
    ///
    /// Leads to [`Sanctioned`], on the conditions of [`Findings::withdraw_authorisation`]: Loi n°
    /// 78-17, art. 45, I, al. 4 (verified).
    pub fn withdraw_authorisation(
        self,
        on: Stamp,
        by: by::Committee,
        details: acts::WithdrawAuthorisation,
    ) -> Acted<'p, Sanctioned<'p>, HeardOrSanctioned<'p>> {
        self.0.act(on, by, (act::WITHDRAW_AUTHORISATION, &details.values()), Sanctioned, HeardOrSanctioned::of)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Heard<'p>> {
        self.0.at(on, Heard)
    }
}

/// Sanctioned, appeal open (*Sanction notifiée, recours ouvert*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Sanctioned<'p>(Held<'p>);

impl<'p> Sanctioned<'p> {
    /// Appeal lodged (*Recours déposé*). By: Data controller.
    ///
    /// Leads to [`Appealed`].
    ///
    /// Once time has led to [`ToPublish`] or [`SanctionFinal`], it comes too late.
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    /// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
    ///   before the Conseil d'État for the CNIL's decisions.
    pub fn appeal(
        self,
        on: Stamp,
        by: by::Controller,
    ) -> Acted<'p, Appealed<'p>, SanctionedOrToPublishOrSanctionFinal<'p>> {
        self.0.act(on, by, (act::APPEAL, &[]), Appealed, SanctionedOrToPublishOrSanctionFinal::of)
    }

    /// Lets time pass, and tells what the case has become: [`Sanctioned`], [`ToPublish`] or
    /// [`SanctionFinal`].
    pub fn at(self, on: Stamp) -> Passed<'p, SanctionedOrToPublishOrSanctionFinal<'p>> {
        self.0.at(on, SanctionedOrToPublishOrSanctionFinal::of)
    }

    /// Time for appeal (*Délai de recours*): 4 months if `act.domicile == abroad`, 3 months if
    /// `act.domicile == overseas`, else 2 months, counted from the day of the act.
    ///
    /// Free period (délai franc), moved to the next working day (French holidays). Its end leads to
    /// [`ToPublish`] if `remedies_given and publication_ordered`, or to [`SanctionFinal`] if
    /// `remedies_given and not publication_ordered`.
    ///
    /// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
    ///   before the Conseil d'État for the CNIL's decisions.
    /// - CJA, art. R421-7 (verified): One more month overseas, two more abroad.
    /// - CE, 15 décembre 2023, n° 472836; CE, 19 septembre 2014, n° 362568 (secondary source): The
    ///   period for appeal is free (franc): it ends on the day after its term, and rolls to the
    ///   next working day.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn appeal_period(&self) -> Option<Clock> {
        self.0.clock(deadline::APPEAL_PERIOD)
    }
}

/// Before the Conseil d'État (*Devant le Conseil d'État*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Appealed<'p>(Held<'p>);

impl<'p> Appealed<'p> {
    /// Sanction annulled (*Annulation de la sanction*). By: Conseil d'État.
    ///
    /// Leads to [`Annulled`].
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    pub fn annul(self, on: Stamp, by: by::Council) -> Acted<'p, Annulled<'p>, Appealed<'p>> {
        self.0.act(on, by, (act::ANNUL, &[]), Annulled, Appealed)
    }

    /// Appeal rejected (*Rejet du recours*). By: Conseil d'État.
    ///
    /// Leads
    ///
    /// - to [`ToPublish`] if `publication_ordered`
    /// - to [`SanctionFinal`] if `not publication_ordered`
    ///
    /// Law:
    ///
    /// - Loi n° 78-17, art. 46 (verified): A rapporteur from outside the committee, named by the
    ///   president; report notified, observations, assistance. The bureau, asked by the president,
    ///   may make a notice public; its closure is then equally public. Sanctions are reasoned and
    ///   notified; full-jurisdiction appeal.
    pub fn reject_appeal(self, on: Stamp, by: by::Council) -> Acted<'p, ToPublishOrSanctionFinal<'p>, Appealed<'p>> {
        self.0.act(on, by, (act::REJECT_APPEAL, &[]), ToPublishOrSanctionFinal::of, Appealed)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Appealed<'p>> {
        self.0.at(on, Appealed)
    }
}

/// Sanction final, to be published (*Sanction définitive, à publier*).
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct ToPublish<'p>(Held<'p>);

impl<'p> ToPublish<'p> {
    /// Sanction published (*Publication de la sanction*). By: Restricted committee.
    ///
    /// Leads to [`SanctionFinal`].
    ///
    /// Law:
    ///
    /// - Décret n° 2005-1309, art. 78 (unconfirmed): The decision is reasoned and states the
    ///   remedies; if publication is ordered, within one month of finality.
    pub fn publish_decision(self, on: Stamp, by: by::Committee) -> Acted<'p, SanctionFinal<'p>, ToPublish<'p>> {
        self.0.act(on, by, (act::PUBLISH_DECISION, &[]), SanctionFinal, ToPublish)
    }

    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, ToPublish<'p>> {
        self.0.at(on, ToPublish)
    }

    /// Time for appeal (*Délai de recours*): 4 months if `act.domicile == abroad`, 3 months if
    /// `act.domicile == overseas`, else 2 months, counted from the day of the act.
    ///
    /// Free period (délai franc), moved to the next working day (French holidays). Its end leads to
    /// [`ToPublish`] if `remedies_given and publication_ordered`, or to [`SanctionFinal`] if
    /// `remedies_given and not publication_ordered`.
    ///
    /// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
    ///   before the Conseil d'État for the CNIL's decisions.
    /// - CJA, art. R421-7 (verified): One more month overseas, two more abroad.
    /// - CE, 15 décembre 2023, n° 472836; CE, 19 septembre 2014, n° 362568 (secondary source): The
    ///   period for appeal is free (franc): it ends on the day after its term, and rolls to the
    ///   next working day.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn appeal_period(&self) -> Option<Clock> {
        self.0.clock(deadline::APPEAL_PERIOD)
    }
}

/// Sanction final (*Sanction définitive*).
///
/// A case ends here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct SanctionFinal<'p>(Held<'p>);

impl<'p> SanctionFinal<'p> {
    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, SanctionFinal<'p>> {
        self.0.at(on, SanctionFinal)
    }

    /// Time for appeal (*Délai de recours*): 4 months if `act.domicile == abroad`, 3 months if
    /// `act.domicile == overseas`, else 2 months, counted from the day of the act.
    ///
    /// Free period (délai franc), moved to the next working day (French holidays). Its end leads to
    /// [`ToPublish`] if `remedies_given and publication_ordered`, or to [`SanctionFinal`] if
    /// `remedies_given and not publication_ordered`.
    ///
    /// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
    ///   before the Conseil d'État for the CNIL's decisions.
    /// - CJA, art. R421-7 (verified): One more month overseas, two more abroad.
    /// - CE, 15 décembre 2023, n° 472836; CE, 19 septembre 2014, n° 362568 (secondary source): The
    ///   period for appeal is free (franc): it ends on the day after its term, and rolls to the
    ///   next working day.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn appeal_period(&self) -> Option<Clock> {
        self.0.clock(deadline::APPEAL_PERIOD)
    }
}

/// Sanction annulled (*Sanction annulée*).
///
/// A case ends here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Annulled<'p>(Held<'p>);

impl<'p> Annulled<'p> {
    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Annulled<'p>> {
        self.0.at(on, Annulled)
    }
}

/// Closed after compliance (*Clôture après mise en conformité*).
///
/// A case ends here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct Closed<'p>(Held<'p>);

impl<'p> Closed<'p> {
    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, Closed<'p>> {
        self.0.at(on, Closed)
    }
}

/// No further action (*Sans suite*).
///
/// A case ends here.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub struct NoAction<'p>(Held<'p>);

impl<'p> NoAction<'p> {
    /// Lets time pass: no deadline's end moves the case from here; duties may fall due.
    pub fn at(self, on: Stamp) -> Passed<'p, NoAction<'p>> {
        self.0.at(on, NoAction)
    }
}

// ---- One of several states: what an act or time may lead to

/// [`NoCase`] or [`Decided`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum NoCaseOrDecided<'p> {
    /// No case.
    NoCase(NoCase<'p>),
    /// Inspection decided.
    Decided(Decided<'p>),
}

/// [`Decided`] or [`Announced`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum DecidedOrAnnounced<'p> {
    /// Inspection decided.
    Decided(Decided<'p>),
    /// Prosecutor informed.
    Announced(Announced<'p>),
}

/// [`Decided`] or [`OnSite`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum DecidedOrOnSite<'p> {
    /// Inspection decided.
    Decided(Decided<'p>),
    /// Visit under way.
    OnSite(OnSite<'p>),
}

/// [`Decided`] or [`Findings`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum DecidedOrFindings<'p> {
    /// Inspection decided.
    Decided(Decided<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
}

/// [`Announced`] or [`OnSite`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum AnnouncedOrOnSite<'p> {
    /// Prosecutor informed.
    Announced(Announced<'p>),
    /// Visit under way.
    OnSite(OnSite<'p>),
}

/// [`Announced`] or [`Findings`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum AnnouncedOrFindings<'p> {
    /// Prosecutor informed.
    Announced(Announced<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
}

/// [`OnSite`] or [`Findings`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnSiteOrFindings<'p> {
    /// Visit under way.
    OnSite(OnSite<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
}

/// [`OnSite`] or [`Objected`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnSiteOrObjected<'p> {
    /// Visit under way.
    OnSite(OnSite<'p>),
    /// Site manager objects.
    Objected(Objected<'p>),
}

/// [`Objected`] or [`Findings`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum ObjectedOrFindings<'p> {
    /// Site manager objects.
    Objected(Objected<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
}

/// [`OnSite`] or [`Authorised`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnSiteOrAuthorised<'p> {
    /// Visit under way.
    OnSite(OnSite<'p>),
    /// Visit authorised by the judge.
    Authorised(Authorised<'p>),
}

/// [`Authorised`] or [`Findings`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum AuthorisedOrFindings<'p> {
    /// Visit authorised by the judge.
    Authorised(Authorised<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
}

/// [`Findings`] or [`OnNotice`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum FindingsOrOnNotice<'p> {
    /// Findings under review.
    Findings(Findings<'p>),
    /// Formal notice running.
    OnNotice(OnNotice<'p>),
}

/// [`Findings`] or [`RapporteurNamed`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum FindingsOrRapporteurNamed<'p> {
    /// Findings under review.
    Findings(Findings<'p>),
    /// Rapporteur named.
    RapporteurNamed(RapporteurNamed<'p>),
}

/// [`Findings`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum FindingsOrSanctioned<'p> {
    /// Findings under review.
    Findings(Findings<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`OnNotice`] or [`NoticeExpired`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnNoticeOrNoticeExpired<'p> {
    /// Formal notice running.
    OnNotice(OnNotice<'p>),
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
}

/// [`OnNotice`], [`NoticeExpired`] or [`Closed`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnNoticeOrNoticeExpiredOrClosed<'p> {
    /// Formal notice running.
    OnNotice(OnNotice<'p>),
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Closed after compliance.
    Closed(Closed<'p>),
}

/// [`OnNotice`], [`NoticeExpired`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum OnNoticeOrNoticeExpiredOrSanctioned<'p> {
    /// Formal notice running.
    OnNotice(OnNotice<'p>),
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`NoticeExpired`] or [`Closed`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum NoticeExpiredOrClosed<'p> {
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Closed after compliance.
    Closed(Closed<'p>),
}

/// [`NoticeExpired`] or [`RapporteurNamed`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum NoticeExpiredOrRapporteurNamed<'p> {
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Rapporteur named.
    RapporteurNamed(RapporteurNamed<'p>),
}

/// [`NoticeExpired`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum NoticeExpiredOrSanctioned<'p> {
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`RapporteurNamed`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum RapporteurNamedOrSanctioned<'p> {
    /// Rapporteur named.
    RapporteurNamed(RapporteurNamed<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`Reported`] or [`ObservationsOver`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum ReportedOrObservationsOver<'p> {
    /// Report notified, observations open.
    Reported(Reported<'p>),
    /// Observations closed.
    ObservationsOver(ObservationsOver<'p>),
}

/// [`Reported`], [`ObservationsOver`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum ReportedOrObservationsOverOrSanctioned<'p> {
    /// Report notified, observations open.
    Reported(Reported<'p>),
    /// Observations closed.
    ObservationsOver(ObservationsOver<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`ObservationsOver`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum ObservationsOverOrSanctioned<'p> {
    /// Observations closed.
    ObservationsOver(ObservationsOver<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`Summoned`] or [`Heard`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum SummonedOrHeard<'p> {
    /// Session notice received.
    Summoned(Summoned<'p>),
    /// Session held.
    Heard(Heard<'p>),
}

/// [`Summoned`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum SummonedOrSanctioned<'p> {
    /// Session notice received.
    Summoned(Summoned<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`Heard`] or [`Sanctioned`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum HeardOrSanctioned<'p> {
    /// Session held.
    Heard(Heard<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
}

/// [`Sanctioned`], [`ToPublish`] or [`SanctionFinal`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum SanctionedOrToPublishOrSanctionFinal<'p> {
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
    /// Sanction final, to be published.
    ToPublish(ToPublish<'p>),
    /// Sanction final.
    SanctionFinal(SanctionFinal<'p>),
}

/// [`ToPublish`] or [`SanctionFinal`].
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum ToPublishOrSanctionFinal<'p> {
    /// Sanction final, to be published.
    ToPublish(ToPublish<'p>),
    /// Sanction final.
    SanctionFinal(SanctionFinal<'p>),
}

// ---- Where only the run tells the state

/// A case in any state: for where only the run tells which.
#[derive(Debug)]
#[must_use = "the case goes on"]
pub enum AnyState<'p> {
    /// No case.
    NoCase(NoCase<'p>),
    /// Inspection decided.
    Decided(Decided<'p>),
    /// Prosecutor informed.
    Announced(Announced<'p>),
    /// Visit under way.
    OnSite(OnSite<'p>),
    /// Site manager objects.
    Objected(Objected<'p>),
    /// Visit authorised by the judge.
    Authorised(Authorised<'p>),
    /// Findings under review.
    Findings(Findings<'p>),
    /// Formal notice running.
    OnNotice(OnNotice<'p>),
    /// Notice period over, nothing decided.
    NoticeExpired(NoticeExpired<'p>),
    /// Rapporteur named.
    RapporteurNamed(RapporteurNamed<'p>),
    /// Report notified, observations open.
    Reported(Reported<'p>),
    /// Observations closed.
    ObservationsOver(ObservationsOver<'p>),
    /// Session notice received.
    Summoned(Summoned<'p>),
    /// Session held.
    Heard(Heard<'p>),
    /// Sanctioned, appeal open.
    Sanctioned(Sanctioned<'p>),
    /// Before the Conseil d'État.
    Appealed(Appealed<'p>),
    /// Sanction final, to be published.
    ToPublish(ToPublish<'p>),
    /// Sanction final.
    SanctionFinal(SanctionFinal<'p>),
    /// Sanction annulled.
    Annulled(Annulled<'p>),
    /// Closed after compliance.
    Closed(Closed<'p>),
    /// No further action.
    NoAction(NoAction<'p>),
}

impl<'p> AnyState<'p> {
    /// Does any act, by any role; what the law does not know of this state or role is refused.
    ///
    /// # Errors
    ///
    /// The act is illegal, or cannot be judged.
    pub fn act(self, on: Stamp, by: Role, act: AnyAct) -> Acted<'p, Self> {
        match (self, act, by) {
            (
                Self::NoCase(state),
                AnyAct::DecideInspection(details),
                Role::Commission,
            ) => either(state.decide_inspection(on, by::Commission, details)),
            (
                Self::Decided(state),
                AnyAct::InformProsecutor(details),
                Role::Commission,
            ) => either(state.inform_prosecutor(on, by::Commission, details)),
            (Self::Decided(state), AnyAct::AskJudge, Role::President) => {
                either(state.ask_judge(on, by::President))
            }
            (Self::Decided(state), AnyAct::AuthoriseBeforehand(details), Role::Judge) => {
                either(state.authorise_beforehand(on, by::Judge, details))
            }
            (Self::Decided(state), AnyAct::Enter(details), Role::Agents) => {
                either(state.enter(on, by::Agents, details))
            }
            (Self::Decided(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::Decided(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::Decided(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::Decided(state), AnyAct::DrawMinutes(details), Role::Agents) => {
                either(state.draw_minutes(on, by::Agents, details))
            }
            (Self::Announced(state), AnyAct::AskJudge, Role::President) => {
                either(state.ask_judge(on, by::President))
            }
            (
                Self::Announced(state),
                AnyAct::AuthoriseBeforehand(details),
                Role::Judge,
            ) => either(state.authorise_beforehand(on, by::Judge, details)),
            (Self::Announced(state), AnyAct::Enter(details), Role::Agents) => {
                either(state.enter(on, by::Agents, details))
            }
            (Self::Announced(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::Announced(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::Announced(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::Announced(state), AnyAct::DrawMinutes(details), Role::Agents) => {
                either(state.draw_minutes(on, by::Agents, details))
            }
            (Self::OnSite(state), AnyAct::Object, Role::SiteManager) => {
                either(state.object(on, by::SiteManager))
            }
            (Self::OnSite(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::OnSite(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::OnSite(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::OnSite(state), AnyAct::DrawMinutes(details), Role::Agents) => {
                either(state.draw_minutes(on, by::Agents, details))
            }
            (Self::Objected(state), AnyAct::Enter(details), Role::Agents) => {
                either(state.enter(on, by::Agents, details))
            }
            (Self::Objected(state), AnyAct::Authorise, Role::Judge) => {
                either(state.authorise(on, by::Judge))
            }
            (Self::Objected(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::Objected(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::Objected(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::Objected(state), AnyAct::DrawMinutes(details), Role::Agents) => {
                either(state.draw_minutes(on, by::Agents, details))
            }
            (Self::Authorised(state), AnyAct::Enter(details), Role::Agents) => {
                either(state.enter(on, by::Agents, details))
            }
            (Self::Authorised(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::Authorised(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::Authorised(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::Authorised(state), AnyAct::DrawMinutes(details), Role::Agents) => {
                either(state.draw_minutes(on, by::Agents, details))
            }
            (Self::Findings(state), AnyAct::SummonPerson(details), Role::Agents) => {
                either(state.summon_person(on, by::Agents, details))
            }
            (Self::Findings(state), AnyAct::HearPerson, Role::Agents) => {
                either(state.hear_person(on, by::Agents))
            }
            (Self::Findings(state), AnyAct::RecordAbsence, Role::Agents) => {
                either(state.record_absence(on, by::Agents))
            }
            (Self::Findings(state), AnyAct::NoFurtherAction, Role::President) => {
                either(state.no_further_action(on, by::President))
            }
            (Self::Findings(state), AnyAct::ServeNotice(details), Role::President) => {
                either(state.serve_notice(on, by::President, details))
            }
            (Self::Findings(state), AnyAct::NameRapporteur(details), Role::President) => {
                either(state.name_rapporteur(on, by::President, details))
            }
            (Self::Findings(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::Findings(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::Findings(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::Findings(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::OnNotice(state), AnyAct::AskPublication, Role::President) => {
                either(state.ask_publication(on, by::President))
            }
            (Self::OnNotice(state), AnyAct::PublishNotice, Role::Bureau) => {
                either(state.publish_notice(on, by::Bureau))
            }
            (Self::OnNotice(state), AnyAct::Answer, Role::Controller) => {
                either(state.answer(on, by::Controller))
            }
            (Self::OnNotice(state), AnyAct::Close(details), Role::President) => {
                either(state.close(on, by::President, details))
            }
            (Self::OnNotice(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::OnNotice(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::OnNotice(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::OnNotice(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::NoticeExpired(state), AnyAct::AskPublication, Role::President) => {
                either(state.ask_publication(on, by::President))
            }
            (Self::NoticeExpired(state), AnyAct::PublishNotice, Role::Bureau) => {
                either(state.publish_notice(on, by::Bureau))
            }
            (Self::NoticeExpired(state), AnyAct::Answer, Role::Controller) => {
                either(state.answer(on, by::Controller))
            }
            (Self::NoticeExpired(state), AnyAct::Close(details), Role::President) => {
                either(state.close(on, by::President, details))
            }
            (
                Self::NoticeExpired(state),
                AnyAct::NameRapporteur(details),
                Role::President,
            ) => either(state.name_rapporteur(on, by::President, details)),
            (Self::NoticeExpired(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::NoticeExpired(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::NoticeExpired(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::NoticeExpired(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (
                Self::RapporteurNamed(state),
                AnyAct::NotifyReport(details),
                Role::Rapporteur,
            ) => either(state.notify_report(on, by::Rapporteur, details)),
            (Self::RapporteurNamed(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::RapporteurNamed(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::RapporteurNamed(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::RapporteurNamed(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::Reported(state), AnyAct::Observe, Role::Controller) => {
                either(state.observe(on, by::Controller))
            }
            (Self::Reported(state), AnyAct::CallSession, Role::Committee) => {
                either(state.call_session(on, by::Committee))
            }
            (Self::Reported(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::Reported(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::Reported(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::Reported(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::ObservationsOver(state), AnyAct::CallSession, Role::Committee) => {
                either(state.call_session(on, by::Committee))
            }
            (Self::ObservationsOver(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::ObservationsOver(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::ObservationsOver(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::ObservationsOver(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::Summoned(state), AnyAct::Observe, Role::Controller) => {
                either(state.observe(on, by::Controller))
            }
            (Self::Summoned(state), AnyAct::HoldSession(details), Role::Committee) => {
                either(state.hold_session(on, by::Committee, details))
            }
            (Self::Summoned(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::Summoned(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::Summoned(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::Summoned(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::Heard(state), AnyAct::DecideNoSanction, Role::Committee) => {
                either(state.decide_no_sanction(on, by::Committee))
            }
            (Self::Heard(state), AnyAct::Warn(details), Role::Committee) => {
                either(state.warn(on, by::Committee, details))
            }
            (Self::Heard(state), AnyAct::Fine(details), Role::Committee) => {
                either(state.fine(on, by::Committee, details))
            }
            (Self::Heard(state), AnyAct::Enjoin(details), Role::Committee) => {
                either(state.enjoin(on, by::Committee, details))
            }
            (
                Self::Heard(state),
                AnyAct::WithdrawAuthorisation(details),
                Role::Committee,
            ) => either(state.withdraw_authorisation(on, by::Committee, details)),
            (Self::Sanctioned(state), AnyAct::Appeal, Role::Controller) => {
                either(state.appeal(on, by::Controller))
            }
            (Self::Appealed(state), AnyAct::Annul, Role::Council) => {
                either(state.annul(on, by::Council))
            }
            (Self::Appealed(state), AnyAct::RejectAppeal, Role::Council) => {
                either(state.reject_appeal(on, by::Council))
            }
            (Self::ToPublish(state), AnyAct::PublishDecision, Role::Committee) => {
                either(state.publish_decision(on, by::Committee))
            }
            (state, act, by) => {
                let (number, values) = act.parts();
                state.into_held().act(on, by, (number, &values), Self::of, Self::of)
            }
        }
    }

    /// Lets time pass.
    pub fn at(self, on: Stamp) -> Passed<'p, Self> {
        self.into_held().at(on, Self::of)
    }

    /// Time to comply (*Délai de mise en conformité*): “Time given to comply”, counted from the day
    /// of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`NoticeExpired`].
    ///
    /// - Décret n° 2005-1309, art. 73 (verified): The period is at least ten days, save urgency,
    ///   and at most three months, from the day of receipt.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn compliance(&self) -> Option<Clock> {
        self.clock(deadline::COMPLIANCE)
    }

    /// Time for observations (*Délai d'observations*): 2 months if `act.domicile == abroad`, else 1
    /// month, counted from the day of the act.
    ///
    /// Civil count, not moved to a working day. Its end leads to [`ObservationsOver`].
    ///
    /// - Décret n° 2005-1309, art. 75 (verified): One month for written observations on the report;
    ///   two months for those domiciled abroad.
    /// - Computation of the decree's periods, after CPC art. 640-641 (inferred): Months end on the
    ///   day of the same number; the starting day does not count. The CPC is civil procedure:
    ///   nothing read extends it, or its roll, to an administrative notice.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn observations(&self) -> Option<Clock> {
        self.clock(deadline::OBSERVATIONS)
    }

    /// Time for appeal (*Délai de recours*): 4 months if `act.domicile == abroad`, 3 months if
    /// `act.domicile == overseas`, else 2 months, counted from the day of the act.
    ///
    /// Free period (délai franc), moved to the next working day (French holidays). Its end leads to
    /// [`ToPublish`] if `remedies_given and publication_ordered`, or to [`SanctionFinal`] if
    /// `remedies_given and not publication_ordered`.
    ///
    /// - CJA, art. R421-1 and R311-1, 4° (verified): Appeal within two months of notification,
    ///   before the Conseil d'État for the CNIL's decisions.
    /// - CJA, art. R421-7 (verified): One more month overseas, two more abroad.
    /// - CE, 15 décembre 2023, n° 472836; CE, 19 septembre 2014, n° 362568 (secondary source): The
    ///   period for appeal is free (franc): it ends on the day after its term, and rolls to the
    ///   next working day.
    ///
    /// `None` if it was never started.
    #[must_use]
    pub fn appeal_period(&self) -> Option<Clock> {
        self.clock(deadline::APPEAL_PERIOD)
    }
}

/// Any act, with its details.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AnyAct {
    /// Inspection decided.
    DecideInspection(acts::DecideInspection),
    /// Prosecutor informed.
    InformProsecutor(acts::InformProsecutor),
    /// Judge asked beforehand.
    AskJudge,
    /// Visit authorised beforehand.
    AuthoriseBeforehand(acts::AuthoriseBeforehand),
    /// Entry on the premises.
    Enter(acts::Enter),
    /// Objection to the visit.
    Object,
    /// Visit authorised despite objection.
    Authorise,
    /// Summons to a hearing received.
    SummonPerson(acts::SummonPerson),
    /// Hearing on summons.
    HearPerson,
    /// Record of absence.
    RecordAbsence,
    /// Minutes drawn up.
    DrawMinutes(acts::DrawMinutes),
    /// File closed without action.
    NoFurtherAction,
    /// Formal notice received.
    ServeNotice(acts::ServeNotice),
    /// Publication of the notice asked for.
    AskPublication,
    /// Notice made public.
    PublishNotice,
    /// Answer to the notice.
    Answer,
    /// Closure.
    Close(acts::Close),
    /// Rapporteur named.
    NameRapporteur(acts::NameRapporteur),
    /// Report received.
    NotifyReport(acts::NotifyReport),
    /// Written observations.
    Observe,
    /// Session notice received.
    CallSession,
    /// Session.
    HoldSession(acts::HoldSession),
    /// Decision not to sanction.
    DecideNoSanction,
    /// Warning notified.
    Warn(acts::Warn),
    /// Fine notified.
    Fine(acts::Fine),
    /// Injunction to stop notified.
    Enjoin(acts::Enjoin),
    /// Withdrawal of authorisation notified.
    WithdrawAuthorisation(acts::WithdrawAuthorisation),
    /// Appeal lodged.
    Appeal,
    /// Sanction annulled.
    Annul,
    /// Appeal rejected.
    RejectAppeal,
    /// Sanction published.
    PublishDecision,
}

impl AnyAct {
    fn parts(&self) -> (usize, Vec<Value>) {
        match self {
            Self::DecideInspection(details) => {
                (act::DECIDE_INSPECTION, details.values().to_vec())
            }
            Self::InformProsecutor(details) => {
                (act::INFORM_PROSECUTOR, details.values().to_vec())
            }
            Self::AskJudge => (act::ASK_JUDGE, Vec::new()),
            Self::AuthoriseBeforehand(details) => {
                (act::AUTHORISE_BEFOREHAND, details.values().to_vec())
            }
            Self::Enter(details) => (act::ENTER, details.values().to_vec()),
            Self::Object => (act::OBJECT, Vec::new()),
            Self::Authorise => (act::AUTHORISE, Vec::new()),
            Self::SummonPerson(details) => {
                (act::SUMMON_PERSON, details.values().to_vec())
            }
            Self::HearPerson => (act::HEAR_PERSON, Vec::new()),
            Self::RecordAbsence => (act::RECORD_ABSENCE, Vec::new()),
            Self::DrawMinutes(details) => (act::DRAW_MINUTES, details.values().to_vec()),
            Self::NoFurtherAction => (act::NO_FURTHER_ACTION, Vec::new()),
            Self::ServeNotice(details) => (act::SERVE_NOTICE, details.values().to_vec()),
            Self::AskPublication => (act::ASK_PUBLICATION, Vec::new()),
            Self::PublishNotice => (act::PUBLISH_NOTICE, Vec::new()),
            Self::Answer => (act::ANSWER, Vec::new()),
            Self::Close(details) => (act::CLOSE, details.values().to_vec()),
            Self::NameRapporteur(details) => {
                (act::NAME_RAPPORTEUR, details.values().to_vec())
            }
            Self::NotifyReport(details) => {
                (act::NOTIFY_REPORT, details.values().to_vec())
            }
            Self::Observe => (act::OBSERVE, Vec::new()),
            Self::CallSession => (act::CALL_SESSION, Vec::new()),
            Self::HoldSession(details) => (act::HOLD_SESSION, details.values().to_vec()),
            Self::DecideNoSanction => (act::DECIDE_NO_SANCTION, Vec::new()),
            Self::Warn(details) => (act::WARN, details.values().to_vec()),
            Self::Fine(details) => (act::FINE, details.values().to_vec()),
            Self::Enjoin(details) => (act::ENJOIN, details.values().to_vec()),
            Self::WithdrawAuthorisation(details) => {
                (act::WITHDRAW_AUTHORISATION, details.values().to_vec())
            }
            Self::Appeal => (act::APPEAL, Vec::new()),
            Self::Annul => (act::ANNUL, Vec::new()),
            Self::RejectAppeal => (act::REJECT_APPEAL, Vec::new()),
            Self::PublishDecision => (act::PUBLISH_DECISION, Vec::new()),
        }
    }
}

/// Any role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// CNIL (college and services).
    Commission,
    /// President of the CNIL.
    President,
    /// Bureau of the CNIL.
    Bureau,
    /// Restricted committee.
    Committee,
    /// Rapporteur.
    Rapporteur,
    /// Members or authorised agents.
    Agents,
    /// Liberty and custody judge.
    Judge,
    /// Conseil d'État.
    Council,
    /// Site manager.
    SiteManager,
    /// Data controller.
    Controller,
}

impl greffe::typed::Role<CnilEnforcement> for Role {
    fn number(self) -> usize {
        match self {
            Self::Commission => 0,
            Self::President => 1,
            Self::Bureau => 2,
            Self::Committee => 3,
            Self::Rapporteur => 4,
            Self::Agents => 5,
            Self::Judge => 6,
            Self::Council => 7,
            Self::SiteManager => 8,
            Self::Controller => 9,
        }
    }
}

// ---- Who acts

/// Who acts.
pub mod by {
    use super::CnilEnforcement;

    /// CNIL (college and services) (*CNIL (collège et services)*). What it decides stands until it
    /// is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Commission;

    impl greffe::typed::Role<CnilEnforcement> for Commission {
        fn number(self) -> usize {
            0
        }
    }

    /// President of the CNIL (*Présidence de la CNIL*). What it decides stands until it is
    /// annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct President;

    impl greffe::typed::Role<CnilEnforcement> for President {
        fn number(self) -> usize {
            1
        }
    }

    /// Bureau of the CNIL (*Bureau de la CNIL*). What it decides stands until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Bureau;

    impl greffe::typed::Role<CnilEnforcement> for Bureau {
        fn number(self) -> usize {
            2
        }
    }

    /// Restricted committee (*Formation restreinte*). What it decides stands until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Committee;

    impl greffe::typed::Role<CnilEnforcement> for Committee {
        fn number(self) -> usize {
            3
        }
    }

    /// Rapporteur. What it decides stands until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Rapporteur;

    impl greffe::typed::Role<CnilEnforcement> for Rapporteur {
        fn number(self) -> usize {
            4
        }
    }

    /// Members or authorised agents (*Membres ou agents habilités*). What it decides stands until
    /// it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Agents;

    impl greffe::typed::Role<CnilEnforcement> for Agents {
        fn number(self) -> usize {
            5
        }
    }

    /// Liberty and custody judge (*Juge des libertés et de la détention*). What it decides stands
    /// until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Judge;

    impl greffe::typed::Role<CnilEnforcement> for Judge {
        fn number(self) -> usize {
            6
        }
    }

    /// Conseil d'État. What it decides stands until it is annulled.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Council;

    impl greffe::typed::Role<CnilEnforcement> for Council {
        fn number(self) -> usize {
            7
        }
    }

    /// Site manager (*Responsable des lieux*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct SiteManager;

    impl greffe::typed::Role<CnilEnforcement> for SiteManager {
        fn number(self) -> usize {
            8
        }
    }

    /// Data controller (*Responsable du traitement*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Controller;

    impl greffe::typed::Role<CnilEnforcement> for Controller {
        fn number(self) -> usize {
            9
        }
    }
}

// ---- What is told of an act

/// What is told of an act besides its date and who did it. `new` takes what must be told; the
/// rest is as the procedure presumes.
pub mod acts {
    use greffe::calendar::{Period, Stamp};
    use greffe::value::Value;

    /// Details of: Inspection decided (*Décision de contrôle*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct DecideInspection {
        /// A member of the restricted committee takes part (*Un membre de la formation restreinte
        /// participe*) (if nothing is said: no).
        pub committee_member: bool,
    }

    impl DecideInspection {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self { committee_member: false }
        }
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Boolean(self.committee_member)]
        }
    }

    impl Default for DecideInspection {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Prosecutor informed (*Procureur informé*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct InformProsecutor {
        /// In writing (*Par écrit*) (if nothing is said: yes).
        pub in_writing: bool,
    }

    impl InformProsecutor {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self { in_writing: true }
        }
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Boolean(self.in_writing)]
        }
    }

    impl Default for InformProsecutor {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Visit authorised beforehand (*Visite autorisée par avance*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct AuthoriseBeforehand {
        /// Ground of the authorisation (*Motif de l'autorisation*).
        pub ground: Ground,
    }

    impl AuthoriseBeforehand {
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Word(self.ground as u16)]
        }
    }

    /// Details of: Entry on the premises (*Accès aux locaux*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Enter {
        /// The manager was told of his right to object (*Le responsable a été informé de son droit
        /// d'opposition*).
        pub right_told: bool,
        /// Part used as a private home (*Partie servant de domicile*) (if nothing is said: no).
        pub private_home: bool,
        /// A member of the restricted committee takes part (*Un membre de la formation restreinte
        /// participe*) (if nothing is said: no).
        pub committee_member: bool,
    }

    impl Enter {
        /// With what must be told; the rest as the procedure presumes.
        #[must_use]
        pub fn new(right_told: bool) -> Self {
            Self {
                right_told,
                private_home: false,
                committee_member: false,
            }
        }
        pub(super) fn values(&self) -> [Value; 3] {
            [
                Value::Boolean(self.right_told),
                Value::Boolean(self.private_home),
                Value::Boolean(self.committee_member),
            ]
        }
    }

    /// Details of: Summons to a hearing received (*Convocation à une audition reçue*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct SummonPerson {
        /// Day of the hearing (*Jour de l'audition*) (may lie ahead).
        pub hearing_on: Stamp,
    }

    impl SummonPerson {
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Date(self.hearing_on)]
        }
    }

    /// Details of: Minutes drawn up (*Procès-verbal dressé*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct DrawMinutes {
        /// In the presence of both sides (*Contradictoirement*) (if nothing is said: yes).
        pub both_sides: bool,
        /// States why the visit failed (*Indique les motifs de l'échec*) (if nothing is said: no).
        pub failure_explained: bool,
    }

    impl DrawMinutes {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self {
                both_sides: true,
                failure_explained: false,
            }
        }
        pub(super) fn values(&self) -> [Value; 2] {
            [Value::Boolean(self.both_sides), Value::Boolean(self.failure_explained)]
        }
    }

    impl Default for DrawMinutes {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Formal notice received (*Mise en demeure reçue*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct ServeNotice {
        /// Day that the notice bears (*Date portée par la mise en demeure*).
        pub dated: Stamp,
        /// Time given to comply (*Délai imparti*) (from 1 day to 12 months).
        pub period: Period,
        /// Urgency (*Urgence*) (if nothing is said: no).
        pub urgent: bool,
        /// Noticed as (*Mis en demeure comme*) (if nothing is said: controller).
        pub addressee: Addressee,
    }

    impl ServeNotice {
        /// With what must be told; the rest as the procedure presumes.
        #[must_use]
        pub fn new(dated: Stamp, period: Period) -> Self {
            Self {
                dated,
                period,
                urgent: false,
                addressee: Addressee::Controller,
            }
        }
        pub(super) fn values(&self) -> [Value; 4] {
            [
                Value::Date(self.dated),
                Value::Period(self.period),
                Value::Boolean(self.urgent),
                Value::Word(self.addressee as u16),
            ]
        }
    }

    /// Details of: Closure (*Clôture*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Close {
        /// The controller has complied (*Le responsable s'est conformé*).
        pub compliant: bool,
        /// The closure is made public (*La clôture est rendue publique*).
        pub published: bool,
    }

    impl Close {
        pub(super) fn values(&self) -> [Value; 2] {
            [Value::Boolean(self.compliant), Value::Boolean(self.published)]
        }
    }

    /// Details of: Rapporteur named (*Rapporteur désigné*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct NameRapporteur {
        /// Chosen among the restricted committee (*Choisi dans la formation restreinte*) (if nothing is
        /// said: no).
        pub from_committee: bool,
    }

    impl NameRapporteur {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self { from_committee: false }
        }
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Boolean(self.from_committee)]
        }
    }

    impl Default for NameRapporteur {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Report received (*Rapport notifié*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct NotifyReport {
        /// Domicile (if nothing is said: mainland).
        pub domicile: Domicile,
    }

    impl NotifyReport {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self {
                domicile: Domicile::Mainland,
            }
        }
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Word(self.domicile as u16)]
        }
    }

    impl Default for NotifyReport {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Session (*Séance*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct HoldSession {
        /// A member of the bureau sits (*Un membre du bureau siège*) (if nothing is said: no).
        pub bureau_member: bool,
    }

    impl HoldSession {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self { bureau_member: false }
        }
        pub(super) fn values(&self) -> [Value; 1] {
            [Value::Boolean(self.bureau_member)]
        }
    }

    impl Default for HoldSession {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Warning notified (*Avertissement notifié*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Warn {
        /// Reasoned (*Motivé*) (if nothing is said: yes).
        pub reasoned: bool,
        /// States the remedies (*Indique les voies de recours*) (if nothing is said: yes).
        pub remedies_stated: bool,
        /// Publication ordered (*Publication ordonnée*) (if nothing is said: no).
        pub publish: bool,
        /// Domicile (if nothing is said: mainland).
        pub domicile: Domicile,
    }

    impl Warn {
        /// With nothing told: all as the procedure presumes.
        #[must_use]
        pub fn new() -> Self {
            Self {
                reasoned: true,
                remedies_stated: true,
                publish: false,
                domicile: Domicile::Mainland,
            }
        }
        pub(super) fn values(&self) -> [Value; 4] {
            [
                Value::Boolean(self.reasoned),
                Value::Boolean(self.remedies_stated),
                Value::Boolean(self.publish),
                Value::Word(self.domicile as u16),
            ]
        }
    }

    impl Default for Warn {
        fn default() -> Self {
            Self::new()
        }
    }

    /// Details of: Fine notified (*Sanction pécuniaire notifiée*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Fine {
        /// Amount in euros (*Montant en euros*) (from 1 to 10,000,000).
        pub euros: i64,
        /// Against the State (*Contre l'État*) (if nothing is said: no).
        pub against_state: bool,
        /// The notice had been complied with (*La mise en demeure avait été respectée*) (if nothing is
        /// said: no).
        pub complied: bool,
        /// Repeat within five years of finality (*Manquement réitéré dans les cinq ans*) (if nothing is
        /// said: no).
        pub repeat_within_five_years: bool,
        /// Against a firm (*Contre une entreprise*) (if nothing is said: no).
        pub firm: bool,
        /// Turnover in euros (*Chiffre d'affaires en euros*) (from 0 to 2,000,000,000).
        pub turnover: Option<i64>,
        /// Reasoned (*Motivée*) (if nothing is said: yes).
        pub reasoned: bool,
        /// States the remedies (*Indique les voies de recours*) (if nothing is said: yes).
        pub remedies_stated: bool,
        /// Publication ordered (*Publication ordonnée*) (if nothing is said: no).
        pub publish: bool,
        /// Domicile (if nothing is said: mainland).
        pub domicile: Domicile,
    }

    impl Fine {
        /// With what must be told; the rest as the procedure presumes.
        #[must_use]
        pub fn new(euros: i64) -> Self {
            Self {
                euros,
                against_state: false,
                complied: false,
                repeat_within_five_years: false,
                firm: false,
                turnover: None,
                reasoned: true,
                remedies_stated: true,
                publish: false,
                domicile: Domicile::Mainland,
            }
        }
        pub(super) fn values(&self) -> [Value; 10] {
            [
                Value::Integer(self.euros),
                Value::Boolean(self.against_state),
                Value::Boolean(self.complied),
                Value::Boolean(self.repeat_within_five_years),
                Value::Boolean(self.firm),
                self.turnover.map_or(Value::Unknown, Value::Integer),
                Value::Boolean(self.reasoned),
                Value::Boolean(self.remedies_stated),
                Value::Boolean(self.publish),
                Value::Word(self.domicile as u16),
            ]
        }
    }

    /// Details of: Injunction to stop notified (*Injonction de cesser notifiée*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct Enjoin {
        /// Processing under art. 22 (*Traitement relevant de l'art. 22*).
        pub article_22: bool,
        /// The notice had been complied with (*La mise en demeure avait été respectée*) (if nothing is
        /// said: no).
        pub complied: bool,
        /// Reasoned (*Motivée*) (if nothing is said: yes).
        pub reasoned: bool,
        /// States the remedies (*Indique les voies de recours*) (if nothing is said: yes).
        pub remedies_stated: bool,
        /// Publication ordered (*Publication ordonnée*) (if nothing is said: no).
        pub publish: bool,
        /// Domicile (if nothing is said: mainland).
        pub domicile: Domicile,
    }

    impl Enjoin {
        /// With what must be told; the rest as the procedure presumes.
        #[must_use]
        pub fn new(article_22: bool) -> Self {
            Self {
                article_22,
                complied: false,
                reasoned: true,
                remedies_stated: true,
                publish: false,
                domicile: Domicile::Mainland,
            }
        }
        pub(super) fn values(&self) -> [Value; 6] {
            [
                Value::Boolean(self.article_22),
                Value::Boolean(self.complied),
                Value::Boolean(self.reasoned),
                Value::Boolean(self.remedies_stated),
                Value::Boolean(self.publish),
                Value::Word(self.domicile as u16),
            ]
        }
    }

    /// Details of: Withdrawal of authorisation notified (*Retrait d'autorisation notifié*).
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct WithdrawAuthorisation {
        /// Authorised under art. 25 (*Autorisation de l'art. 25*).
        pub article_25: bool,
        /// The notice had been complied with (*La mise en demeure avait été respectée*) (if nothing is
        /// said: no).
        pub complied: bool,
        /// Reasoned (*Motivé*) (if nothing is said: yes).
        pub reasoned: bool,
        /// States the remedies (*Indique les voies de recours*) (if nothing is said: yes).
        pub remedies_stated: bool,
        /// Publication ordered (*Publication ordonnée*) (if nothing is said: no).
        pub publish: bool,
        /// Domicile (if nothing is said: mainland).
        pub domicile: Domicile,
    }

    impl WithdrawAuthorisation {
        /// With what must be told; the rest as the procedure presumes.
        #[must_use]
        pub fn new(article_25: bool) -> Self {
            Self {
                article_25,
                complied: false,
                reasoned: true,
                remedies_stated: true,
                publish: false,
                domicile: Domicile::Mainland,
            }
        }
        pub(super) fn values(&self) -> [Value; 6] {
            [
                Value::Boolean(self.article_25),
                Value::Boolean(self.complied),
                Value::Boolean(self.reasoned),
                Value::Boolean(self.remedies_stated),
                Value::Boolean(self.publish),
                Value::Word(self.domicile as u16),
            ]
        }
    }

    /// Ground of the authorisation.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Ground {
        /// Urgency.
        Urgency,
        /// Gravity.
        Gravity,
        /// Risk of destruction.
        RiskOfDestruction,
        /// Other.
        Other,
    }

    /// Noticed as.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Addressee {
        /// Controller.
        Controller,
        /// Processor.
        Processor,
    }

    /// Domicile.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Domicile {
        /// Mainland.
        Mainland,
        /// Overseas.
        Overseas,
        /// Abroad.
        Abroad,
    }
}

// ---- Plumbing

greffe::typed_states! {
    states {
        0 NoCase,
        1 Decided,
        2 Announced,
        3 OnSite,
        4 Objected,
        5 Authorised,
        6 Findings,
        7 OnNotice,
        8 NoticeExpired,
        9 RapporteurNamed,
        10 Reported,
        11 ObservationsOver,
        12 Summoned,
        13 Heard,
        14 Sanctioned,
        15 Appealed,
        16 ToPublish,
        17 SanctionFinal,
        18 Annulled,
        19 Closed,
        20 NoAction,
    }
    unions {
        NoCaseOrDecided {
            0 NoCase, _ Decided
        },
        DecidedOrAnnounced {
            1 Decided, _ Announced
        },
        DecidedOrOnSite {
            1 Decided, _ OnSite
        },
        DecidedOrFindings {
            1 Decided, _ Findings
        },
        AnnouncedOrOnSite {
            2 Announced, _ OnSite
        },
        AnnouncedOrFindings {
            2 Announced, _ Findings
        },
        OnSiteOrFindings {
            3 OnSite, _ Findings
        },
        OnSiteOrObjected {
            3 OnSite, _ Objected
        },
        ObjectedOrFindings {
            4 Objected, _ Findings
        },
        OnSiteOrAuthorised {
            3 OnSite, _ Authorised
        },
        AuthorisedOrFindings {
            5 Authorised, _ Findings
        },
        FindingsOrOnNotice {
            6 Findings, _ OnNotice
        },
        FindingsOrRapporteurNamed {
            6 Findings, _ RapporteurNamed
        },
        FindingsOrSanctioned {
            6 Findings, _ Sanctioned
        },
        OnNoticeOrNoticeExpired {
            7 OnNotice, _ NoticeExpired
        },
        OnNoticeOrNoticeExpiredOrClosed {
            7 OnNotice, 8 NoticeExpired, _ Closed
        },
        OnNoticeOrNoticeExpiredOrSanctioned {
            7 OnNotice, 8 NoticeExpired, _ Sanctioned
        },
        NoticeExpiredOrClosed {
            8 NoticeExpired, _ Closed
        },
        NoticeExpiredOrRapporteurNamed {
            8 NoticeExpired, _ RapporteurNamed
        },
        NoticeExpiredOrSanctioned {
            8 NoticeExpired, _ Sanctioned
        },
        RapporteurNamedOrSanctioned {
            9 RapporteurNamed, _ Sanctioned
        },
        ReportedOrObservationsOver {
            10 Reported, _ ObservationsOver
        },
        ReportedOrObservationsOverOrSanctioned {
            10 Reported, 11 ObservationsOver, _ Sanctioned
        },
        ObservationsOverOrSanctioned {
            11 ObservationsOver, _ Sanctioned
        },
        SummonedOrHeard {
            12 Summoned, _ Heard
        },
        SummonedOrSanctioned {
            12 Summoned, _ Sanctioned
        },
        HeardOrSanctioned {
            13 Heard, _ Sanctioned
        },
        SanctionedOrToPublishOrSanctionFinal {
            14 Sanctioned, 16 ToPublish, _ SanctionFinal
        },
        ToPublishOrSanctionFinal {
            16 ToPublish, _ SanctionFinal
        },
    }
    any NoCase
}

mod act {
    pub const DECIDE_INSPECTION: usize = 0;
    pub const INFORM_PROSECUTOR: usize = 1;
    pub const ASK_JUDGE: usize = 2;
    pub const AUTHORISE_BEFOREHAND: usize = 3;
    pub const ENTER: usize = 4;
    pub const OBJECT: usize = 5;
    pub const AUTHORISE: usize = 6;
    pub const SUMMON_PERSON: usize = 7;
    pub const HEAR_PERSON: usize = 8;
    pub const RECORD_ABSENCE: usize = 9;
    pub const DRAW_MINUTES: usize = 10;
    pub const NO_FURTHER_ACTION: usize = 11;
    pub const SERVE_NOTICE: usize = 12;
    pub const ASK_PUBLICATION: usize = 13;
    pub const PUBLISH_NOTICE: usize = 14;
    pub const ANSWER: usize = 15;
    pub const CLOSE: usize = 16;
    pub const NAME_RAPPORTEUR: usize = 17;
    pub const NOTIFY_REPORT: usize = 18;
    pub const OBSERVE: usize = 19;
    pub const CALL_SESSION: usize = 20;
    pub const HOLD_SESSION: usize = 21;
    pub const DECIDE_NO_SANCTION: usize = 22;
    pub const WARN: usize = 23;
    pub const FINE: usize = 24;
    pub const ENJOIN: usize = 25;
    pub const WITHDRAW_AUTHORISATION: usize = 26;
    pub const APPEAL: usize = 27;
    pub const ANNUL: usize = 28;
    pub const REJECT_APPEAL: usize = 29;
    pub const PUBLISH_DECISION: usize = 30;
}

mod deadline {
    pub const COMPLIANCE: usize = 0;
    pub const OBSERVATIONS: usize = 1;
    pub const APPEAL_PERIOD: usize = 2;
}
