//! Generated files meet the disk: compared, written, removed.
//!
//! A [`Plan`] says what would change. Nothing is written before the plan is whole, so that a file in the way stops a run
//! before it has changed anything.

#[cfg(feature = "command")]
pub(crate) mod cache;
#[cfg(feature = "command")]
pub(crate) mod diff;
mod plan;
mod stale;
mod write;

pub use plan::{Change, ChangeKind, Plan};

use std::path::Path;

use crate::rust::MARKER;

/// Whether a file may be overwritten and removed: its first line says that it is generated.
///
/// JSON has no comments, so there the marker is the first member, on the second line.
pub(crate) fn is_generated(path: &Path, bytes: &[u8]) -> bool {
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let lines = if is_json { 2 } else { 1 };
    bytes
        .split(|byte| *byte == b'\n')
        .take(lines)
        .any(|line| line.windows(MARKER.len()).any(|window| window == MARKER.as_bytes()))
}
