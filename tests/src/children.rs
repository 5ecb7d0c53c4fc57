//! What child processes use of the processor.

use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// Runs a command to its end: the CPU seconds that it and its children used, of all threads.
///
/// # Errors
/// What the command wrote to the standard error stream, when it failed.
pub fn seconds(command: &mut Command) -> Result<f64, String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let before = used()?;
    let output = command.output().map_err(|error| error.to_string())?;
    let seconds = used()? - before;
    if output.status.success() { Ok(seconds) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The CPU seconds of all children that have ended, and of theirs.
fn used() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    #[expect(clippy::cast_precision_loss, reason = "no process runs for 285 years")]
    let microseconds = (usage.user_time() + usage.system_time()).num_microseconds() as f64;
    Ok(microseconds / 1e6)
}

/// The one in the middle.
#[must_use]
pub fn median(samples: impl Iterator<Item = f64>) -> f64 {
    let mut samples: Vec<f64> = samples.collect();
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or_default()
}
