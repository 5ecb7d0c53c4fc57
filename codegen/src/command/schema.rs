//! `typeloom schema`: for editors.

use clap::Args;

use super::project::{Project, Selection};
use super::terminal::Terminal;
use super::{CommandResult, Outcome};
use crate::editor;
use crate::output::Plan;
use crate::rust::Files;

/// Print the JSON Schema that editors check schema files and the configuration with.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Write it beside the configuration instead, as `generate` does.
    #[arg(long)]
    write: bool,

    #[command(flatten)]
    selection: Selection,
}

impl Schema {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        if !self.write {
            terminal.result(&editor::text());
            return Ok(Outcome::Success);
        }
        let project = Project::find(&self.selection)?;
        let mut files = Files::default();
        files.insert(editor::FILE_NAME, editor::text());
        let plan = Plan::write_into(&project.disk().locate(""), &files)?;
        plan.apply()?;
        let done = if plan.changes().is_empty() { "unchanged" } else { "written" };
        terminal.result(&format!("{} is {done}\n", crate::source::joined(&project.folder, editor::FILE_NAME)));
        Ok(Outcome::Success)
    }
}
