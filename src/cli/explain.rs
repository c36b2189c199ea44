//! `greffe explain`

use greffe::diagnostic::{Code, suggest};

use super::terminal::Terminal;
use super::{Status, problems};

const EXAMPLES: &str = "\
Examples:
  greffe explain E202        the page of one code
  greffe explain             all codes";

/// Explains an error code, with a wrong and a right example
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The code, as shown between brackets: E202
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the page of a code, or the list of all codes.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let Some(wanted) = &args.code else {
        for code in Code::ALL {
            let severity = problems::severity(code.severity());
            terminal.out(&format!("{code}  {severity:<7}  {}\n", code.title()));
        }
        return Status::Fine;
    };
    let number = wanted.len() == 3 && wanted.bytes().all(|byte| byte.is_ascii_digit());
    let name = if number { format!("E{wanted}") } else { wanted.clone() };
    match name.parse::<Code>() {
        Ok(code) => {
            terminal.out(code.page());
            Status::Fine
        }
        Err(error) => {
            let near = suggest(&name, Code::ALL.iter().map(|code| code.name()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`greffe explain` lists all codes".to_owned(),
            };
            terminal.error(&error.to_string(), Some(&help));
            Status::BadInput
        }
    }
}
