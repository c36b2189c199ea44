//! The words that a key takes, where they are a closed list.

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident: $($word:literal)+;)+) => {
        $($(#[doc = $doc])+ pub const $name: &[&str] = &[$($word),+];)+
    };
}

words! {
    /// How far an article's text was verified.
    STATUS: "verified" "secondary" "inferred" "unconfirmed" "not_found";
    /// How periods are counted.
    RULE: "civil" "franc" "hours" "eu-1182-71";
    /// Where a last day goes that is not a working day.
    ROLL: "none" "next-working-day";
    /// Which date decides the edition that governs.
    APPLIES_BY: "act" "first_act";
    /// What an unlawful act does.
    EFFECT: "void" "stands";
    /// What a failed condition makes of the act.
    LEVEL: "required" "recommended";
    /// How sure an event is.
    CERTAINTY: "attested" "inferred" "assumed";
    /// What an act is judged to be.
    VERDICT: "legal" "irregular" "illegal" "undetermined";
    /// Why an act has no transition.
    REFUSAL: "no_such_act" "too_late" "too_early" "wrong_role" "condition_failed" "case_closed" "cannot_be_judged";
    /// How much of a date is kept.
    PRECISION: "day" "minute";
    /// Whether acts have a minute.
    TIMING: "minutes" "days";
    /// At which instants cases arrive.
    PATTERN: "poisson" "regular";
    /// Which of those that wait is next.
    ORDER: "first_in_first_out" "last_in_first_out" "random";
    /// The days of the week.
    WEEKDAYS: "monday" "tuesday" "wednesday" "thursday" "friday" "saturday" "sunday";
    /// What becomes of a duty.
    DUTY: "owed" "discharged" "breached" "ended";
    /// What a proof is known to find of a property.
    KNOWN: "broken" "impossible";
    /// What a proof is known to find of a rule.
    FINDING: "unreached" "no_end" "untaken" "always_true" "never_true" "never_started" "never_runs_out" "never_kept"
        "never_in_time";
    /// What becomes of a property.
    PROPERTY: "kept" "broken" "undetermined";
}
