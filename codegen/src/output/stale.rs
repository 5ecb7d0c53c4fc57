//! Generated files that nothing generates any more.

use std::io::Read as _;
use std::path::Path;
use std::{fs, io};

use super::is_generated;
use crate::rust::Files;

/// How much of a file is read to see whether it is generated.
const FIRST_LINE: u64 = 512;

/// The generated files in a folder that are not among `files`, with their texts.
///
/// Hidden folders and `target` are left alone: builds copy generated files there. Links are not followed.
pub(super) fn find(folder: &Path, files: &Files) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for path in candidates(folder, &|path| files.get(path).is_some())? {
        let bytes = fs::read(folder.join(&path))?;
        found.push((path, String::from_utf8_lossy(&bytes).into_owned()));
    }
    Ok(found)
}

/// The paths of generated files in a folder that are not expected.
pub(super) fn candidates(folder: &Path, expected: &dyn Fn(&str) -> bool) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(inner) = waiting.pop() {
        let entries = match fs::read_dir(folder.join(&inner)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            // A name that is not text cannot be one of ours.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() && !name.starts_with('.') && name != "target" {
                waiting.push(path);
            } else if kind.is_file() && !expected(&path) && starts_as_generated(&entry.path())? {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn starts_as_generated(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    fs::File::open(path)?.take(FIRST_LINE).read_to_end(&mut start)?;
    Ok(is_generated(path, &start))
}
