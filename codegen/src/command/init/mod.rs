//! `typeloom init`: something that works, to start from.

use std::fmt::Write as _;
use std::path::Path;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{CommandResult, Outcome};
use crate::editor;
use crate::output::Plan;
use crate::rust::Files;
use crate::source::CONFIG_NAME;
use crate::source::joined;

const CONFIG: &str = include_str!("typeloom.yaml");
const SCHEMA: &str = include_str!("orders.yaml");

/// Write a small schema with comments, and a configuration that generates a crate from it.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder of the project.
    #[arg(default_value = ".")]
    folder: String,
}

impl Init {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let mut files = Files::default();
        files.insert(format!("schema/{CONFIG_NAME}"), CONFIG);
        files.insert("schema/acme/orders.yaml", SCHEMA);
        files.insert(format!("schema/{}", editor::FILE_NAME), editor::text());
        let shown = |path: &str| joined(&self.folder, path);
        let is_there = |path: &&str| Path::new(&shown(path)).exists();
        if let Some(path) = files.iter().map(|(path, _)| path).find(is_there) {
            let help = "name a folder that has no schema yet: `typeloom init FOLDER`";
            return Err(Failure::other(format!("`{}` is there already", shown(path)), help.to_owned()));
        }
        Plan::write_into(Path::new(&self.folder), &files)?.apply()?;
        let mut text = String::new();
        for (path, _) in files.iter() {
            let _ = writeln!(text, "{} written", shown(path));
        }
        let enter = if self.folder == "." { String::new() } else { format!("cd {} && ", self.folder) };
        let _ = writeln!(text, "next: {enter}typeloom generate");
        terminal.result(&text);
        Ok(Outcome::Success)
    }
}
