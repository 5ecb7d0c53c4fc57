//! `typeloom model`: what the schemas say once every name is resolved and every default filled in.

mod accessors;
mod addresses;
mod clients;
mod contexts;
mod documents;
mod enrollments;
mod errors;
mod events;
mod forms;
mod guards;
mod outline;
mod references;
mod settings;
mod tables;
mod threads;
mod types;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::project::{Project, Selection};
use super::terminal::Terminal;
use super::{CommandResult, Outcome};

/// Print the resolved model.
#[derive(Debug, Args)]
pub(super) struct Model {
    #[command(flatten)]
    selection: Selection,

    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
}

/// How the model is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

impl Model {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let checked = Project::find(&self.selection)?.check(&self.selection)?;
        terminal.findings(&checked.findings, &checked.sources);
        if checked.findings.has_errors() {
            return Ok(Outcome::Findings);
        }
        let outline = outline::model(&checked.model);
        let text = match self.format {
            Format::Yaml => serde_yaml::to_string(&outline).map_err(|error| error.to_string()),
            Format::Json => {
                serde_json::to_string_pretty(&outline).map(|text| text + "\n").map_err(|error| error.to_string())
            }
        };
        terminal.result(&text.map_err(|error| Failure::other(error, None))?);
        Ok(Outcome::Success)
    }
}
