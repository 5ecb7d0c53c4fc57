//! Why a command could not do its work.

use std::process::ExitCode;

use crate::error::Error;

/// Why a command could not do its work, other than mistakes in a schema.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) help: Option<String>,
    is_usage: bool,
}

impl Failure {
    /// The command was called in a way that makes no sense.
    pub(super) fn usage(message: impl Into<String>, help: impl Into<Option<String>>) -> Self {
        Self { message: message.into(), help: help.into(), is_usage: true }
    }

    /// The disk or something else refused.
    pub(super) fn other(message: impl Into<String>, help: impl Into<Option<String>>) -> Self {
        Self { message: message.into(), help: help.into(), is_usage: false }
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.is_usage { 2 } else { 1 })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::other(error.to_string(), None)
    }
}
