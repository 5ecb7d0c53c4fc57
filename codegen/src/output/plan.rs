//! What a run changes in a folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{is_generated, stale, write};
use crate::error::Error;
use crate::rust::Files;

/// What a run changes in a folder, and what it leaves alone.
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `apply`"]
pub struct Plan {
    folder: PathBuf,
    changes: Vec<Change>,
    unchanged: usize,
}

/// A file that a run changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its path in the folder, with `/` on every machine.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
    /// The text that is there now; empty when there is no file.
    pub before: String,
    /// The text that will be there; empty when the file is removed.
    pub after: String,
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It appears.
    Added,
    /// Its text changes.
    Changed,
    /// It is not generated any more and vanishes.
    Removed,
}

impl ChangeKind {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

impl Plan {
    /// Compares files with what is in a folder that they are to fill: generated files that are not among them vanish.
    ///
    /// # Errors
    /// When a file that was not generated is in the way, or the folder cannot be read.
    pub fn fill(folder: &Path, files: &Files) -> Result<Self, Error> {
        let mut plan = Self::write_into(folder, files)?;
        let stale = stale::find(folder, files).map_err(|reason| Error::file(folder, reason))?;
        plan.changes.extend(stale.into_iter().map(|(path, before)| Change {
            path,
            kind: ChangeKind::Removed,
            before,
            after: String::new(),
        }));
        plan.changes.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(plan)
    }

    /// Compares files with what is in a folder that holds others as well, which stay as they are.
    ///
    /// # Errors
    /// When a file that was not generated is in the way, or the folder cannot be read.
    pub fn write_into(folder: &Path, files: &Files) -> Result<Self, Error> {
        let mut plan = Self { folder: folder.to_owned(), changes: Vec::new(), unchanged: 0 };
        for (path, text) in files.iter() {
            match change(&folder.join(path), path, text)? {
                Some(change) => plan.changes.push(change),
                None => plan.unchanged += 1,
            }
        }
        Ok(plan)
    }

    /// The files that change, by path.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many files are as they should be.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// How many files change in this way.
    #[must_use]
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// Makes the changes. A file that stays as it is keeps its time, and no reader ever sees half a file.
    ///
    /// # Errors
    /// When a file cannot be written or removed; the changes before it are made.
    pub fn apply(&self) -> Result<(), Error> {
        for change in &self.changes {
            let path = self.folder.join(&change.path);
            let done = match change.kind {
                ChangeKind::Added | ChangeKind::Changed => write::atomically(&path, &change.after),
                ChangeKind::Removed => write::remove(&path, &self.folder),
            };
            done.map_err(|reason| Error::file(path, reason))?;
        }
        Ok(())
    }
}

fn change(place: &Path, path: &str, text: &str) -> Result<Option<Change>, Error> {
    let added = |before: &[u8], kind| Change {
        path: path.to_owned(),
        kind,
        before: String::from_utf8_lossy(before).into_owned(),
        after: text.to_owned(),
    };
    match fs::read(place) {
        Ok(bytes) if bytes == text.as_bytes() => Ok(None),
        Ok(bytes) if is_generated(place, &bytes) => Ok(Some(added(&bytes, ChangeKind::Changed))),
        Ok(_) => Err(Error::foreign(place)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(added(&[], ChangeKind::Added))),
        Err(error) => Err(Error::file(place, error)),
    }
}
