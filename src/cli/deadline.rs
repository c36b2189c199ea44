//! `greffe deadline`

use clap::builder::{PossibleValuesParser, TypedValueParser};
use greffe::calendar::{Counting, Holidays, Length, Roll, Rule, Stamp};
use greffe::diagnostic::suggest;

use super::terminal::Terminal;
use super::{Format, Lang, Status};
use greffe::report;

const EXAMPLES: &str = "\
Examples:
  greffe deadline 2011-06-16 \"3 months\"
  greffe deadline 2011-06-16 \"3 months\" --counting franc --roll next-working-day
  greffe deadline 2011-05-17T16:00 \"24 hours\" --counting hours
  greffe deadline 2011-04-20 \"10 working days\" --holidays fr-alsace-moselle --format json";

/// Counts a deadline, step by step
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The day that starts it: 2011-06-16, or 2011-06-16T16:23
    #[arg(value_name = "START")]
    start: Stamp,
    /// How long it lasts: "3 months", "10 working days", "24 hours"
    #[arg(value_name = "PERIOD", required = true, num_args = 1..)]
    period: Vec<String>,
    /// The rule by which it is counted
    #[arg(long, value_name = "RULE", default_value = "civil", value_parser = rule())]
    counting: Rule,
    /// What becomes of a last day that is not a working day
    #[arg(long, default_value = "none", value_parser = roll())]
    roll: Roll,
    /// Which holidays there are
    #[arg(long, default_value = "fr", value_parser = ["fr", "fr-alsace-moselle", "none"])]
    holidays: String,
    /// The time zone of hours and minutes
    #[arg(long, default_value = "Europe/Paris", value_parser = zone)]
    zone: chrono_tz::Tz,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Show the text of the rule
    #[arg(long)]
    explain: bool,
}

fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.map(Rule::name)).try_map(|name| name.parse::<Rule>())
}

fn roll() -> impl TypedValueParser<Value = Roll> {
    PossibleValuesParser::new(Roll::ALL.map(Roll::name)).try_map(|name| name.parse::<Roll>())
}

fn zone(name: &str) -> Result<chrono_tz::Tz, String> {
    name.parse().map_err(|_| {
        let near = suggest(name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
        let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("there is no such time zone{help}")
    })
}

/// Counts and prints a deadline.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let written = args.period.join(" ");
    let length: Length = match written.parse() {
        Ok(length) => length,
        Err(error) => {
            terminal.error(&format!("the period `{written}` cannot be read"), Some(&format!("{error}")));
            return Status::BadInput;
        }
    };
    let counting = Counting {
        rule: args.counting,
        roll: args.roll,
        holidays: Holidays::named(&args.holidays).unwrap_or(Holidays::None),
        zone: args.zone,
    };
    let (due, steps) = match counting.steps(args.start, length) {
        Ok(counted) => counted,
        Err(error) => {
            terminal.error(&error.to_string(), None);
            return Status::BadInput;
        }
    };
    match args.format {
        Format::Json => {
            terminal.json(&report::deadline::json(&counting, args.start, length, &due, &steps, args.lang.into()))
        }
        Format::Text => {
            let style = report::text::Style {
                color: terminal.color(),
                width: terminal.width(),
                lang: args.lang.into(),
                explain: args.explain,
            };
            let text = report::deadline::text(&counting, args.start, length, &due, &steps, &style);
            terminal.out(&text);
        }
    }
    Status::Fine
}
