//! The `typeloom` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    typeloom::command::run(std::env::args_os())
}
