//! The `typeloom` command: what a person types and reads.
//!
//! Results go to standard output, findings and errors to standard error. It exits with 0 when all is well, with 1 when
//! there are findings or files that are not up to date, and with 2 when it was called in a way it does not understand.

mod check;
mod completions;
mod explain;
mod failure;
mod fake;
mod generate;
mod init;
mod model;
mod project;
mod report;
mod schema;
mod summary;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use terminal::{Color, Terminal};

/// YAML descriptions of agent platforms in, typed Rust SDKs out.
#[derive(Debug, Parser)]
#[command(name = "typeloom", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Generate),
    Check(check::Check),
    Model(model::Model),
    Schema(schema::Schema),
    Explain(explain::Explain),
    Fake(fake::Fake),
    Init(init::Init),
    Completions(completions::Completions),
}

/// How a command ends when nothing went wrong with the command itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Success,
    /// There are mistakes in a schema, or files that are not up to date.
    Findings,
}

type CommandResult = Result<Outcome, Failure>;

/// Runs the command with these arguments, the first of which is the name it was called by.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way as well, and go to standard output with 0. A closed pipe is no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(arguments.color);
    let result = match arguments.command {
        Command::Generate(command) => command.run(terminal),
        Command::Check(command) => command.run(terminal),
        Command::Model(command) => command.run(terminal),
        Command::Schema(command) => command.run(terminal),
        Command::Explain(command) => command.run(terminal),
        Command::Fake(command) => command.run(terminal),
        Command::Init(command) => command.run(terminal),
        Command::Completions(command) => command.run(terminal),
    };
    match result {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            terminal.failure(&failure);
            failure.exit_code()
        }
    }
}
