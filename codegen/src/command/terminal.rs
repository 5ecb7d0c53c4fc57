//! Where text goes and whether it has colours.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write as _};

use clap::ValueEnum;

use super::failure::Failure;
use crate::diagnostic::{Diagnostics, Renderer};
use crate::source::Sources;

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On terminals, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    fn applies(self, stream: &impl IsTerminal) -> bool {
        let refused = || {
            env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
                || env::var_os("TERM").is_some_and(|value| value == "dumb")
        };
        match self {
            Self::Auto => stream.is_terminal() && !refused(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// How a piece of a result is shown.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Strong,
    Good,
    Bad,
    Faint,
}

impl Style {
    const fn escape(self) -> &'static str {
        match self {
            Self::Strong => "\u{1b}[1m",
            Self::Good => "\u{1b}[32m",
            Self::Bad => "\u{1b}[31m",
            Self::Faint => "\u{1b}[2m",
        }
    }
}

/// Results go to standard output, findings to standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    colored_results: bool,
    colored_findings: bool,
}

impl Terminal {
    pub(super) fn new(color: Color) -> Self {
        Self { colored_results: color.applies(&io::stdout()), colored_findings: color.applies(&io::stderr()) }
    }

    /// A piece of a result in a style.
    pub(super) fn styled(self, style: Style, text: impl Display) -> String {
        if self.colored_results { format!("{}{text}\u{1b}[0m", style.escape()) } else { text.to_string() }
    }

    /// A part of the result. A reader that has seen enough is no error.
    #[expect(clippy::unused_self, reason = "whoever writes was given the terminal")]
    pub(super) fn result(self, text: &str) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }

    /// What was found in a schema.
    pub(super) fn findings(self, findings: &Diagnostics, sources: &Sources) {
        self.rendered_findings(&Renderer { color: self.colored_findings }.render(findings, sources));
    }

    /// Whether findings have colours.
    pub(super) fn has_colored_findings(self) -> bool {
        self.colored_findings
    }

    /// What was found, as text.
    #[expect(clippy::unused_self, reason = "whoever writes was given the terminal")]
    pub(super) fn rendered_findings(self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Why the command could not do its work.
    pub(super) fn failure(self, failure: &Failure) {
        let (start, end) = if self.colored_findings { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let mut text = format!("{start}error{end}: {}\n", failure.message);
        if let Some(help) = &failure.help {
            text.extend(["  = help: ", help, "\n"]);
        }
        self.rendered_findings(&text);
    }
}
