//! One file at a time onto the disk.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Writes beside the place and moves there, so that a reader sees the old text or the new one, never a part.
pub(super) fn atomically(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let beside = beside(path);
    let moved = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        // The first error is the one to tell; what is left of the attempt only disturbs.
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// A hidden name in the same folder, which no other run of this process or another uses at the same time.
fn beside(path: &Path) -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{name}.{}-{number}", std::process::id()))
}

/// Removes a file, then the folders up to `root` that are empty without it.
pub(super) fn remove(path: &Path, root: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let inner = path.ancestors().skip(1).take_while(|folder| *folder != root && folder.starts_with(root));
    for folder in inner {
        // A folder that is not empty refuses, and so must those around it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
