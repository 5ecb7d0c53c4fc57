//! Stub.
use clap::Args;
use super::terminal::Terminal;
use super::{CommandResult, Outcome};
/// Stub
#[derive(Debug, Args)]
pub(super) struct Model {}
impl Model { pub(super) fn run(&self, _: Terminal) -> CommandResult { Ok(Outcome::Success) } }
