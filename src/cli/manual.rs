//! `greffe completions` and `greffe man`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man as Page;

use super::Status;
use super::terminal::Terminal;

const COMPLETIONS: &str = "\
Examples:
  greffe completions bash > ~/.local/share/bash-completion/completions/greffe
  greffe completions fish > ~/.config/fish/completions/greffe.fish
  greffe completions zsh > \"${fpath[1]}/_greffe\"";

/// Prints a script that completes commands and options in a shell
#[derive(clap::Args)]
#[command(after_help = COMPLETIONS)]
pub struct Completions {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

const MAN: &str = "\
Examples:
  greffe man | man -l -
  greffe man --out ~/.local/share/man/man1     a page for each command";

/// Prints the manual page, or writes one for each command
#[derive(clap::Args)]
#[command(after_help = MAN)]
pub struct Man {
    /// Write a page for each command to this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints the completions for a shell.
pub fn completions(mut command: Command, args: &Completions, terminal: &mut Terminal) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "greffe", &mut script);
    terminal.out(&String::from_utf8_lossy(&script));
    Status::Fine
}

/// Prints the manual page, or writes all of them to a folder.
pub fn man(command: Command, args: &Man, terminal: &mut Terminal) -> Status {
    let command = command.disable_help_subcommand(true);
    let result = match &args.out {
        None => page(command).map(|text| terminal.out(&text)),
        Some(folder) => write(command, folder).map(|pages| {
            for path in pages {
                terminal.out(&format!("{}\n", path.display()));
            }
        }),
    };
    match result {
        Ok(()) => Status::Fine,
        Err(error) => {
            let place = args.out.as_ref().map(|folder| format!(" to `{}`", folder.display())).unwrap_or_default();
            terminal.error(&format!("the manual cannot be written{place}: {error}"), None);
            Status::BadInput
        }
    }
}

fn page(command: Command) -> io::Result<String> {
    let mut text = Vec::new();
    Page::new(command).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Writes `greffe.1` and a page for each command; returns their paths.
fn write(mut command: Command, folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    command.build();
    let mut paths = Vec::new();
    let mut left = vec![command];
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        paths.push(Page::new(command).generate_to(folder)?);
    }
    paths.sort();
    Ok(paths)
}
