//! Stored credentials: one file for each, that only its owner can read.
//!
//! ```
//! use typeloom_runtime::credential_store::CredentialStore;
//! # let directory = tempfile::tempdir()?;
//! # let directory = directory.path().join("agents");
//!
//! let store = CredentialStore::new(directory);
//! store.save("weather agent", &vec!["k3y".to_owned()])?;
//! assert_eq!(store.list()?, ["weather agent"]);
//! assert_eq!(store.load::<Vec<String>>("weather agent")?, Some(vec!["k3y".to_owned()]));
//! assert!(store.delete("weather agent")?);
//! assert_eq!(store.load::<Vec<String>>("weather agent")?, None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is stored is any [`Model`], as JSON. On Unix the files have the permissions 0600 from their first byte on, and a
//! directory that is made for them 0700; elsewhere they have what the system gives. A file is replaced as a whole: whoever
//! reads sees the old one or the new one. Of two who save at the same time, the last one stays.
//!
//! The store blocks. Files are small; an async program that minds calls it where blocking is allowed.

mod name;
mod write;

pub use name::FileNames;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::json::DecodeError;
use crate::model::Model;

/// What the name of each file ends with.
const EXTENSION: &str = "json";

/// Credentials by their names, in the files of one directory.
#[derive(Debug, Clone)]
pub struct CredentialStore {
    directory: PathBuf,
    names: FileNames,
}

/// Why credentials cannot be stored or read. Names the file, never shows what is in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialStoreError {
    /// There is no file for such a name.
    #[error("credentials cannot be stored without a name")]
    Name,
    /// The system refuses.
    #[error("{} cannot be {action}", path.display())]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What was tried: `read`, `written`, `deleted`, `listed`.
        action: &'static str,
        /// Why.
        source: io::Error,
    },
    /// The file does not hold such credentials.
    #[error("{} does not hold such credentials", path.display())]
    Decode {
        /// The file.
        path: PathBuf,
        /// Where in it, and why.
        source: DecodeError,
    },
}

impl CredentialStore {
    /// The store in a directory, which is made when something is saved first.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), names: FileNames::Encoded }
    }

    /// Makes the names of files in another way.
    #[must_use]
    pub fn with_file_names(mut self, names: FileNames) -> Self {
        self.names = names;
        self
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The file for a name, whether it is there or not.
    ///
    /// # Errors
    /// When the name is empty.
    pub fn path(&self, name: &str) -> Result<PathBuf, CredentialStoreError> {
        let mut file = self.names.of(name).ok_or(CredentialStoreError::Name)?;
        file.push('.');
        file.push_str(EXTENSION);
        Ok(self.directory.join(file))
    }

    /// Stores credentials, in the place of those of the same name.
    ///
    /// # Errors
    /// When the file cannot be written; the old one is as it was then.
    pub fn save(&self, name: &str, credentials: &impl Model) -> Result<(), CredentialStoreError> {
        let path = self.path(name)?;
        let json = credentials.to_json();
        write::make_directory(&self.directory)
            .and_then(|()| write::replace(&path, json.as_bytes()))
            .map_err(|source| CredentialStoreError::File { path, action: "written", source })
    }

    /// The credentials of this name, if there are any.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub fn load<M: Model>(&self, name: &str) -> Result<Option<M>, CredentialStoreError> {
        let path = self.path(name)?;
        match fs::read(&path) {
            Ok(json) => match M::from_json(&json) {
                Ok(credentials) => Ok(Some(credentials)),
                Err(source) => Err(CredentialStoreError::Decode { path, source }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(CredentialStoreError::File { path, action: "read", source }),
        }
    }

    /// Deletes the credentials of this name, and says whether there were any.
    ///
    /// # Errors
    /// When the file cannot be deleted.
    pub fn delete(&self, name: &str) -> Result<bool, CredentialStoreError> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(CredentialStoreError::File { path, action: "deleted", source }),
        }
    }

    /// The names of all that is stored, in alphabetical order; see [`FileNames`] for what they are.
    ///
    /// # Errors
    /// When the directory cannot be read. One that is not there is empty.
    pub fn list(&self) -> Result<Vec<String>, CredentialStoreError> {
        let failed = |source| CredentialStoreError::File { path: self.directory.clone(), action: "listed", source };
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            let is_stored = path.extension().and_then(OsStr::to_str) == Some(EXTENSION) && path.is_file();
            let stem = path.file_stem().and_then(OsStr::to_str).filter(|_| is_stored);
            names.extend(stem.and_then(|stem| self.names.read(stem)));
        }
        names.sort_unstable();
        Ok(names)
    }
}
