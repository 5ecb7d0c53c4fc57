//! Artifacts in memory.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{ArtifactError, ArtifactStore, StoredArtifact};
use crate::future::BoxFuture;

/// Keeps artifacts in memory, as long as it is there itself.
///
/// ```
/// use typeloom_runtime::artifact::{ArtifactError, ArtifactStore, MemoryArtifacts, StoredArtifact};
///
/// # pollster::block_on(async {
/// let store = MemoryArtifacts::new();
/// assert_eq!(store.save(StoredArtifact::new("c-1", "report", "{}")).await?, 0);
/// assert_eq!(store.save(StoredArtifact::new("c-1", "report", "[]")).await?, 1);
/// assert_eq!(store.load("c-1", "report", 1).await?.as_deref(), Some("[]"));
/// assert!(store.versions("c-2", "report").await?.is_empty());
/// # Ok::<(), ArtifactError>(())
/// # })?;
/// # Ok::<(), ArtifactError>(())
/// ```
#[derive(Default)]
pub struct MemoryArtifacts {
    /// By scope and name.
    versions: Mutex<Versions>,
}

type Versions = BTreeMap<(String, String), Vec<String>>;

impl MemoryArtifacts {
    /// A store without artifacts.
    pub const fn new() -> Self {
        Self { versions: Mutex::new(BTreeMap::new()) }
    }

    fn lock(&self) -> MutexGuard<'_, Versions> {
        // A map is whole even if something panicked.
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T>(&self, scope: &str, name: &str, read: impl FnOnce(&[String]) -> T) -> T {
        let key = (scope.to_owned(), name.to_owned());
        read(self.lock().get(&key).map(Vec::as_slice).unwrap_or_default())
    }
}

impl Debug for MemoryArtifacts {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MemoryArtifacts").finish_non_exhaustive()
    }
}

impl ArtifactStore for MemoryArtifacts {
    fn save<'a>(&'a self, artifact: StoredArtifact<'a>) -> BoxFuture<'a, Result<u64, ArtifactError>> {
        Box::pin(async move {
            let mut all = self.lock();
            let versions = all.entry((artifact.scope.to_owned(), artifact.name.to_owned())).or_default();
            let version = versions.len() as u64;
            versions.push(artifact.content.to_owned());
            Ok(version)
        })
    }

    fn load<'a>(
        &'a self,
        scope: &'a str,
        name: &'a str,
        version: u64,
    ) -> BoxFuture<'a, Result<Option<String>, ArtifactError>> {
        Box::pin(async move {
            let Ok(version) = usize::try_from(version) else { return Ok(None) };
            Ok(self.read(scope, name, |versions| versions.get(version).cloned()))
        })
    }

    fn versions<'a>(&'a self, scope: &'a str, name: &'a str) -> BoxFuture<'a, Result<Vec<u64>, ArtifactError>> {
        Box::pin(async move { Ok(self.read(scope, name, |versions| (0..versions.len() as u64).collect())) })
    }
}
