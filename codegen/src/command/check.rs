//! `typeloom check`: only what is wrong.

use clap::Args;

use super::project::{Project, Selection};
use super::report::{Format, document};
use super::summary::{Summary, counted};
use super::terminal::Terminal;
use super::{CommandResult, Outcome};
use crate::diagnostic::to_json;

/// Say what is wrong in the schemas, and write nothing.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    selection: Selection,

    /// For people or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Check {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let project = Project::find(&self.selection)?;
        let checked = project.check(&self.selection)?;
        let outcome = if checked.findings.has_errors() { Outcome::Findings } else { Outcome::Success };
        match self.format {
            Format::Json => terminal.result(&document(
                &to_json(&checked.findings, &checked.sources),
                [("ok", (outcome == Outcome::Success).into())],
            )),
            Format::Human => {
                terminal.findings(&checked.findings, &checked.sources);
                if outcome == Outcome::Success {
                    let summary: Vec<String> =
                        checked.crates.iter().map(|output| Summary::of(&checked.model, output).sentence()).collect();
                    let files = counted(checked.inputs.len(), "file");
                    terminal.result(&format!("{files} without errors: {}\n", summary.join("; ")));
                }
            }
        }
        Ok(outcome)
    }
}
