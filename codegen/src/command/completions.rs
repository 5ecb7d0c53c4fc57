//! `typeloom completions`: for shells.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::terminal::Terminal;
use super::{Arguments, CommandResult, Outcome};

/// Print the completions of a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    #[expect(clippy::unnecessary_wraps, reason = "commands are called alike")]
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "typeloom", &mut script);
        terminal.result(&String::from_utf8_lossy(&script));
        Ok(Outcome::Success)
    }
}
