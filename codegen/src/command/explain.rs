//! `typeloom explain`: what a code means.

use clap::Args;

use super::failure::Failure;
use super::terminal::{Style, Terminal};
use super::{CommandResult, Outcome};
use crate::diagnostic::{Code, suggest};

/// Explain a code such as TL0201, with an example of the mistake and of its repair.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code; without it, all codes are listed.
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let Some(wanted) = &self.code else {
            let lines = Code::ALL.iter().map(|code| format!("{code}  {}\n", code.title()));
            terminal.result(&lines.collect::<String>());
            return Ok(Outcome::Success);
        };
        let Some(code) = Code::from_id(wanted) else {
            let ids = Code::ALL.iter().map(|code| code.id());
            let help = match suggest::closest(wanted, ids) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`typeloom explain` lists all codes".to_owned(),
            };
            return Err(Failure::usage(format!("there is no code `{wanted}`"), help));
        };
        let title = format!("{code}: {} ({})", code.title(), code.severity().word());
        terminal.result(&format!(
            "{}\n\n{}",
            terminal.styled(Style::Strong, title),
            shown(code.explanation(), terminal)
        ));
        Ok(Outcome::Success)
    }
}

/// Markdown for a terminal: examples are indented instead of fenced.
fn shown(explanation: &str, terminal: Terminal) -> String {
    let mut text = String::with_capacity(explanation.len() + 64);
    let mut is_example = false;
    for line in explanation.lines() {
        if line.starts_with("```") {
            is_example = !is_example;
            continue;
        }
        match (is_example, line) {
            (_, "") => {}
            (true, line) => text.extend(["    ", line]),
            (false, "Wrong:") => text.push_str(&terminal.styled(Style::Bad, line)),
            (false, "Right:") => text.push_str(&terminal.styled(Style::Good, line)),
            (false, line) => text.push_str(line),
        }
        text.push('\n');
    }
    text
}
