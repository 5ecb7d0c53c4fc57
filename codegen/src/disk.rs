//! The disk, as far as schemas need it.

use std::path::PathBuf;
use std::{fs, io};

use crate::source::{Loader, is_schema, joined, normalized};

/// Schema files on disk, by their paths from one folder.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// The disk as it looks from `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where a path of a schema is.
    #[must_use]
    pub fn locate(&self, path: &str) -> PathBuf {
        // Joining an empty path would add a separator.
        if path.is_empty() { self.folder.clone() } else { self.folder.join(path) }
    }

    /// The schema files that `path` stands for: itself, or all `*.yaml` files of the folder, in order.
    ///
    /// # Errors
    /// When there is nothing at this path, or it cannot be read.
    pub fn schema_files(&self, path: &str) -> io::Result<Vec<String>> {
        let path = normalized(path);
        if fs::metadata(self.locate(&path))?.is_file() {
            return Ok(vec![path]);
        }
        let mut files: Vec<String> =
            self.list(&path)?.into_iter().filter(|name| is_schema(name)).map(|name| joined(&path, &name)).collect();
        files.sort();
        Ok(files)
    }
}

impl Loader for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.locate(path))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.locate(folder))? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }
}
