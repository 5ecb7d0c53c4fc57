//! Files that only their owner can read, replaced as a whole.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Makes a directory that only its owner can enter, unless it is there.
pub(super) fn make_directory(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// Puts a file in the place of another one, at once.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let (mut file, temporary) = beside(path)?;
    let outcome = file
        .write_all(content)
        // Renamed before it is on the disk, a file can be empty after a crash.
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, path));
    if outcome.is_err() {
        // It cannot be told more than that it failed.
        let _ = fs::remove_file(&temporary);
    }
    outcome
}

/// A new file in the same directory, with a name that nobody else has.
fn beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| io::Error::other("the system gives no random bytes"))?;
    let temporary = path.with_extension(format!("{:016x}.tmp", u64::from_ne_bytes(random)));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok((options.open(&temporary)?, temporary))
}
