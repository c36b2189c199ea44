//! A study as it is written: how many cases behave, so that a simulation can tell what the law makes of them.

use super::node::Located;
use super::scenario::SourceSyntax;
use super::values::{Entries, OneOrMany, References, Text, check_name};
use super::words;
use crate::diagnostic::Diagnostics;

record! {
    /// A study: behaviour. How often cases arrive, what is done to them after which time, and with what capacity. Law
    /// stays in the procedure: only what it calls lawful is done.
    pub struct StudyFile as "a study", check check_study {
        /// The study's name.
        study: Located<String> = required "study",
        /// The study's title.
        title: Text = required "title",
        /// The procedure that every case runs, in all its editions.
        procedure: Located<String> = required "procedure",
        /// Which reading of the date that decides the edition is taken, where the procedure says that it is contested.
        applies_by: Located<String> = optional "applies_by" words words::APPLIES_BY,
        /// The first day that is simulated.
        starts: Located<String> = required "starts",
        /// The last day that is simulated.
        ends: Located<String> = required "ends",
        /// The day from which waits, times to closure and averages over time are observed; by default the first.
        observed_from: Located<String> = optional "observed_from",
        /// How often it is simulated, each time with other random numbers; by default 10.
        replications: Located<i64> = optional "replications",
        /// What decides all that is random; by default 1.
        seed: Located<i64> = optional "seed",
        /// How many cases a simulated one stands for: arrivals and capacities are divided by it, counts multiplied.
        each_stands_for: Located<i64> = optional "each_stands_for",
        /// Whether acts have a minute, or a day only; by default a minute.
        timing: Located<String> = optional "timing" words words::TIMING,
        /// After arrival, the time within which cases are counted that reach a state.
        within: Located<String> = optional "within",
        /// Where the figures come from.
        sources: Entries<SourceSyntax> = default "sources",
        /// Every number that behaviour depends on, with its source, or why it is assumed.
        figures: Entries<FigureSyntax> = default "figures",
        /// When somebody works.
        opening: Entries<OpeningSyntax> = default "opening",
        /// How cases arrive.
        arrivals: Vec<ArrivalSyntax> = required "arrivals",
        /// What only so many cases can have at a time.
        capacities: Entries<CapacitySyntax> = default "capacities",
        /// The machines that the procedure watches by name, and what is done to them.
        watches: References<WatchedSyntax> = default "watches",
        /// What is done to a case that enters a state, or a state of a group.
        behaviour: References<Vec<StepSyntax>> = required "behaviour",
        /// Duties that are kept on their last day.
        duties: References<KeptSyntax> = default "duties",
        /// What is to be told of the result.
        measures: Entries<MeasureSyntax> = default "measures",
        /// Figures and orders of which several values are tried, each with each.
        vary: Vec<VarySyntax> = default "vary",
        /// Figures that are set to each of their bounds (`between`), one at a time, all others as they are.
        sensitivity: Vec<Located<String>> = default "sensitivity",
    }
}

record! {
    /// A number, a share, a length or a date.
    pub struct FigureSyntax as "a figure" {
        /// What it is called.
        en: Located<String> = optional "en",
        /// What it is called in French.
        fr: Located<String> = optional "fr",
        /// The number (`15_000`, `0.89`), share (`89 %`), length (`4 days`) or date.
        value: Located<String> = required "value",
        /// The bounds within which it may lie.
        between: OneOrMany<Located<String>> = optional "between",
        /// Which sources say so.
        source: OneOrMany<Located<String>> = optional "source",
        /// Why it is assumed.
        assumed: Text = optional "assumed",
        /// The measures whose published numbers it was chosen to meet: what they come to is then no prediction.
        chosen_for: OneOrMany<Located<String>> = optional "chosen_for",
        /// What else is to be said about it.
        note: Text = optional "note",
    }
}

record! {
    /// Opening hours.
    pub struct OpeningSyntax as "opening hours" {
        /// The days of the week; by default all.
        days: OneOrMany<Located<String>> = optional "days" words words::WEEKDAYS,
        /// From when to when; by default all day.
        hours: Vec<Located<String>> = optional "hours",
        /// The set of holidays on which it is closed.
        holidays: Located<String> = optional "holidays",
    }
}

record! {
    /// A stream of new cases.
    pub struct ArrivalSyntax as "a stream of cases" {
        /// How many arrive a day, on average.
        a_day: Located<String> = required "a_day",
        /// At random instants, or one after the other at equal distance; by default at random.
        pattern: Located<String> = optional "pattern" words words::PATTERN,
        /// The first day; by default the first that is simulated.
        since: Located<String> = optional "since",
        /// The last day; by default the last that is simulated.
        until: Located<String> = optional "until",
        /// The hours in which they arrive; by default at any.
        open: Located<String> = optional "open",
    }
}

record! {
    /// A capacity: so many cases a day, so many at a time, or all those that wait every so often.
    pub struct CapacitySyntax as "a capacity" {
        /// What it is called.
        en: Located<String> = optional "en",
        /// What it is called in French.
        fr: Located<String> = optional "fr",
        /// How many cases a day.
        a_day: Located<String> = optional "a_day",
        /// Other numbers a day, each from a day on.
        changes: Vec<ChangedSyntax> = default "changes",
        /// How many cases at a time.
        servers: Located<String> = optional "servers",
        /// How long each of them takes.
        takes: DelaySyntax = optional "takes",
        /// After which time those that wait go on together.
        every: Located<String> = optional "every",
        /// How many of them at most.
        at_most: Located<String> = optional "at_most",
        /// Which case is next; by default the one that waits longest.
        order: Located<String> = optional "order" words words::ORDER,
        /// When it is open; by default always.
        open: Located<String> = optional "open",
        /// The first day on which it is needed; by default the first that is simulated.
        since: Located<String> = optional "since",
    }
}

record! {
    /// Another number of cases a day.
    pub struct ChangedSyntax as "a change" {
        /// The first day on which it holds.
        on: Located<String> = required "on",
        /// How many cases a day.
        a_day: Located<String> = required "a_day",
    }
}

record! {
    /// A machine that the procedure watches.
    pub struct WatchedSyntax as "a watched machine" {
        /// Which reading of the date that decides the edition is taken, where its procedure says that it is contested.
        applies_by: Located<String> = optional "applies_by" words words::APPLIES_BY,
        /// What is done to it, in order.
        acts: Vec<WatchedActSyntax> = required "acts",
    }
}

record! {
    /// An act on a machine that the procedure watches.
    pub struct WatchedActSyntax as "an act" {
        /// The day.
        on: Located<String> = required "on",
        /// The act.
        r#do: Located<String> = required "do",
        /// Who acts.
        by: Located<String> = optional "by",
    }
}

record! {
    /// What is done to a case.
    pub struct StepSyntax as "a step" {
        /// The act; of several, the first that is lawful.
        r#do: OneOrMany<Located<String>> = optional "do",
        /// Who acts.
        by: Located<String> = optional "by",
        /// The details of the act.
        with: References<DetailValueSyntax> = default "with",
        /// The time before it.
        after: DelaySyntax = optional "after",
        /// With which probability it is done; else the case goes on with what follows.
        share: Located<String> = optional "share",
        /// Only if this act was done to the case before; else the case goes on with what follows.
        if_done: Located<String> = optional "if_done",
        /// Only if this act was not done to the case before; else the case goes on with what follows.
        unless_done: Located<String> = optional "unless_done",
        /// The capacity that it needs.
        needs: Located<String> = optional "needs",
        /// The hours in which it is done; by default at any.
        open: Located<String> = optional "open",
        /// Alternatives, of which one happens or none.
        either: Vec<AlternativeSyntax> = optional "either",
    }
}

record! {
    /// One of several alternatives.
    pub struct AlternativeSyntax as "an alternative" {
        /// With which probability.
        share: Located<String> = required "share",
        /// What is done then.
        then: Vec<StepSyntax> = required "then",
    }
}

record! {
    /// A detail of an act.
    pub struct DetailValueSyntax as "a detail", short "value" {
        /// Its value.
        value: Located<String> = optional "value",
        /// The act on whose day it is, when that was last done to the case.
        day_of: Located<String> = optional "day_of",
    }
}

record! {
    /// A duty that is kept on its last day.
    pub struct KeptSyntax as "a duty that is kept" {
        /// The act.
        r#do: Located<String> = required "do",
        /// Who acts.
        by: Located<String> = optional "by",
        /// The details of the act.
        with: References<DetailValueSyntax> = default "with",
        /// With which probability; by default always.
        share: Located<String> = optional "share",
    }
}

record! {
    /// A length of time that is random, by its distribution.
    pub struct DelaySyntax as "a delay", short "deterministic" {
        /// Always the same.
        deterministic: Located<String> = optional "deterministic",
        /// Exponential.
        exponential: ExponentialSyntax = optional "exponential",
        /// Gamma.
        gamma: MomentsSyntax = optional "gamma",
        /// Lognormal.
        lognormal: MomentsSyntax = optional "lognormal",
        /// Normal, truncated at nothing and at bounds.
        normal: MomentsSyntax = optional "normal",
        /// Uniform.
        uniform: RangeOfSyntax = optional "uniform",
        /// Triangular.
        triangular: RangeOfSyntax = optional "triangular",
        /// One of these, each as likely as any other.
        empirical: Vec<Located<String>> = optional "empirical",
    }
}

record! {
    /// The parameter of an exponential distribution.
    pub struct ExponentialSyntax as "an exponential distribution" {
        /// Its mean.
        mean: Located<String> = required "mean",
    }
}

record! {
    /// The parameters of a gamma, a lognormal or a normal distribution. Those of the normal one are from before it is
    /// truncated.
    pub struct MomentsSyntax as "a distribution" {
        /// Its mean.
        mean: Located<String> = required "mean",
        /// Its standard deviation.
        standard_deviation: Located<String> = required "standard_deviation",
        /// Nothing below is drawn (normal only).
        least: Located<String> = optional "least",
        /// Nothing above is drawn (normal only).
        most: Located<String> = optional "most",
    }
}

record! {
    /// The parameters of a uniform or a triangular distribution.
    pub struct RangeOfSyntax as "a distribution" {
        /// The least value.
        least: Located<String> = required "least",
        /// The likeliest value (triangular only).
        mode: Located<String> = optional "mode",
        /// The greatest value.
        most: Located<String> = required "most",
    }
}

record! {
    /// Something that is told of the result: exactly one of the keys from `arrivals` to `empty` says what.
    pub struct MeasureSyntax as "a measure" {
        /// What it is called.
        en: Located<String> = optional "en",
        /// What it is called in French.
        fr: Located<String> = optional "fr",
        /// How many cases arrived: `true`.
        arrivals: Located<bool> = optional "arrivals",
        /// How often these acts were done.
        acts: OneOrMany<Located<String>> = optional "acts",
        /// How often these acts would not have been lawful.
        refused: OneOrMany<Located<String>> = optional "refused",
        /// How many cases entered a state.
        entered: Located<String> = optional "entered",
        /// Which share of the cases enter a state within the time that the study names.
        share_entering: Located<String> = optional "share_entering",
        /// How often a deadline ran out.
        expired: Located<String> = optional "expired",
        /// How often a duty was not kept.
        breached: Located<String> = optional "breached",
        /// How many cases are in these states at the end of a day.
        stock: OneOrMany<Located<String>> = optional "stock",
        /// The first day from which on no case is in these states.
        empty: OneOrMany<Located<String>> = optional "empty",
        /// How long a case waits for a capacity, on average, in days.
        wait_for: Located<String> = optional "wait_for",
        /// Which share of those served waited longer for a capacity than a figure says.
        waited_longer_for: Located<String> = optional "waited_longer_for",
        /// The length beyond which a wait counts for `waited_longer_for`.
        than: Located<String> = optional "than",
        /// How many cases wait for a capacity, on average over time.
        queue_for: Located<String> = optional "queue_for",
        /// How busy a capacity is.
        utilisation_of: Located<String> = optional "utilisation_of",
        /// Only acts that were done in these states.
        r#in: OneOrMany<Located<String>> = optional "in",
        /// The day at whose end a stock is counted.
        on: Located<String> = optional "on",
        /// The first day that counts.
        since: Located<String> = optional "since",
        /// The last day that counts.
        until: Located<String> = optional "until",
        /// What was published of it.
        published: PublishedSyntax = optional "published",
    }
}

record! {
    /// A published number, beside which the simulated one stands.
    pub struct PublishedSyntax as "a published number" {
        /// The number, share or date.
        value: Located<String> = required "value",
        /// Which sources say so.
        source: OneOrMany<Located<String>> = required "source",
    }
}

record! {
    /// Values that are tried one after the other.
    pub struct VarySyntax as "a variation" {
        /// The figure.
        figure: Located<String> = optional "figure",
        /// The capacity whose order is varied.
        order_of: Located<String> = optional "order_of",
        /// The values.
        over: Vec<Located<String>> = required "over",
    }
}

fn check_study(file: &StudyFile, diagnostics: &mut Diagnostics) -> bool {
    check_name(&file.study, diagnostics)
}
