//! Why an artifact was not kept or found.

use std::io;

use crate::future::BoxError;

/// Why an artifact was not kept, or could not be read. Names the artifact, and shows nothing of its content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArtifactError {
    /// A file or directory could not be read or written.
    #[error("the files of artifact {name:?} could not be read or written: see to the directory of the store")]
    Io {
        /// The artifact's name.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// The last version that can be counted is there already.
    #[error("artifact {name:?} can have no further version: use another name")]
    Full {
        /// The artifact's name.
        name: String,
    },
    /// A store of the user's own failed.
    #[error("the store failed on artifact {name:?}")]
    Other {
        /// The artifact's name.
        name: String,
        /// Why.
        source: BoxError,
    },
}

impl ArtifactError {
    /// The error of a store of the user's own on the artifact `name`.
    pub fn other(name: impl Into<String>, error: impl Into<BoxError>) -> Self {
        Self::Other { name: name.into(), source: error.into() }
    }
}
