//! Artifacts: what an agent makes, and keeps in versions.

mod directory;
mod error;
mod file_name;
mod memory;

pub use directory::DirectoryArtifacts;
pub use error::ArtifactError;
pub use memory::MemoryArtifacts;

use std::sync::Arc;

use crate::future::BoxFuture;

/// An artifact to be kept.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct StoredArtifact<'a> {
    /// Where the name means this artifact: the conversation.
    pub scope: &'a str,
    /// The name. Artifacts of one scope and name are versions of one another.
    pub name: &'a str,
    /// The artifact as JSON text.
    pub content: &'a str,
}

impl<'a> StoredArtifact<'a> {
    /// The artifact `content`, as JSON text, called `name` in `scope`.
    pub const fn new(scope: &'a str, name: &'a str, content: &'a str) -> Self {
        Self { scope, name, content }
    }
}

impl std::fmt::Debug for StoredArtifact<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { scope, name, content: _ } = self;
        formatter.debug_struct("StoredArtifact").field("scope", scope).field("name", name).finish_non_exhaustive()
    }
}

/// Keeps artifacts: all versions of each, counted from 0 for each scope and name.
///
/// Two that save at the same time get two versions. Texts are kept as they are, whatever they are.
pub trait ArtifactStore: Send + Sync {
    /// Keeps an artifact, and gives its version.
    ///
    /// # Errors
    /// When the artifact was not kept.
    fn save<'a>(&'a self, artifact: StoredArtifact<'a>) -> BoxFuture<'a, Result<u64, ArtifactError>>;

    /// The JSON text of one version; none when there is no such version.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn load<'a>(
        &'a self,
        scope: &'a str,
        name: &'a str,
        version: u64,
    ) -> BoxFuture<'a, Result<Option<String>, ArtifactError>>;

    /// The versions there are, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn versions<'a>(&'a self, scope: &'a str, name: &'a str) -> BoxFuture<'a, Result<Vec<u64>, ArtifactError>>;
}

impl<S: ArtifactStore + ?Sized> ArtifactStore for Arc<S> {
    fn save<'a>(&'a self, artifact: StoredArtifact<'a>) -> BoxFuture<'a, Result<u64, ArtifactError>> {
        S::save(self, artifact)
    }

    fn load<'a>(
        &'a self,
        scope: &'a str,
        name: &'a str,
        version: u64,
    ) -> BoxFuture<'a, Result<Option<String>, ArtifactError>> {
        S::load(self, scope, name, version)
    }

    fn versions<'a>(&'a self, scope: &'a str, name: &'a str) -> BoxFuture<'a, Result<Vec<u64>, ArtifactError>> {
        S::versions(self, scope, name)
    }
}
