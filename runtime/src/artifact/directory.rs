//! Artifacts in files.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{ArtifactError, ArtifactStore, StoredArtifact, file_name};
use crate::future::BoxFuture;

/// Keeps artifacts in a directory: a directory for each scope, in it one for each name, in it a file for each version.
///
/// Scopes and names may be any text; they are encoded so that nothing leaves the directory. A file is there only when it is
/// written in full, and is never written again; any number of stores, in any number of processes, may share the directory.
/// After a failure a version may be left out.
///
/// The files are read and written where the future is polled, which blocks the thread for as long as it takes.
///
/// ```
/// use typeloom_runtime::artifact::{ArtifactError, ArtifactStore, DirectoryArtifacts, StoredArtifact};
///
/// # pollster::block_on(async {
/// # let directory = tempfile::tempdir()?;
/// let store = DirectoryArtifacts::new(directory.path());
/// assert_eq!(store.save(StoredArtifact::new("c-1", "../report", "{}")).await?, 0);
/// assert_eq!(store.load("c-1", "../report", 0).await?.as_deref(), Some("{}"));
/// assert_eq!(store.versions("c-1", "../report").await?, [0]);
/// assert!(directory.path().join("_c-1/_..%2Freport/0.json").is_file());
/// # Ok::<(), typeloom_runtime::future::BoxError>(())
/// # })?;
/// # Ok::<(), typeloom_runtime::future::BoxError>(())
/// ```
#[derive(Debug, Clone)]
pub struct DirectoryArtifacts {
    directory: PathBuf,
}

impl DirectoryArtifacts {
    /// Keeps artifacts in `directory`, which is made with the first of them.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    fn artifact(&self, scope: &str, name: &str) -> Versions {
        Versions { directory: self.directory.join(file_name::path(scope)).join(file_name::path(name)) }
    }
}

/// The files of one artifact.
struct Versions {
    directory: PathBuf,
}

/// A file of an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is being written, or was when something failed. Whoever makes it has the version.
    Part,
    /// It is written.
    Done,
}

impl Stage {
    const fn extension(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Done => "json",
        }
    }
}

impl Versions {
    fn file(&self, version: u64, stage: Stage) -> PathBuf {
        self.directory.join(format!("{version}.{}", stage.extension()))
    }

    /// The versions there are, in no order.
    fn list(&self) -> io::Result<Vec<(u64, Stage)>> {
        let entries = match fs::read_dir(&self.directory) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut versions = Vec::new();
        for entry in entries {
            versions.extend(version(Path::new(&entry?.file_name())));
        }
        Ok(versions)
    }

    fn save(&self, content: &str) -> io::Result<Option<u64>> {
        fs::create_dir_all(&self.directory)?;
        let last = self.list()?.into_iter().map(|(version, _)| version).max();
        let mut next = last.map_or(Some(0), |last| last.checked_add(1));
        while let Some(version) = next {
            if self.write(version, content)? {
                return Ok(Some(version));
            }
            next = version.checked_add(1);
        }
        Ok(None)
    }

    /// Writes a version unless it is taken.
    fn write(&self, version: u64, content: &str) -> io::Result<bool> {
        let [part, done] = [Stage::Part, Stage::Done].map(|stage| self.file(version, stage));
        let file = match File::create_new(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            file => file?,
        };
        // Whoever has made the part has the version, unless another had it, and was done, since the files were listed.
        let written = match done.try_exists() {
            Ok(false) => fill(file, content).and_then(|()| fs::rename(&part, &done)).map(|()| true),
            taken => taken.map(|_| false),
        };
        if !matches!(written, Ok(true)) {
            // What is left of it if that fails, too, is a version that is never there.
            let _ = fs::remove_file(&part);
        }
        written
    }

    fn load(&self, version: u64) -> io::Result<Option<String>> {
        match fs::read_to_string(self.file(version, Stage::Done)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            content => content.map(Some),
        }
    }
}

/// Writes all of `content`, and waits until the disk has it: a name must not be there before its text.
fn fill(mut file: File, content: &str) -> io::Result<()> {
    file.write_all(content.as_bytes())?;
    file.sync_all()
}

/// The version a file is, if it is one: its name is the one that [`Versions::file`] gives.
fn version(file: &Path) -> Option<(u64, Stage)> {
    let stem = file.file_stem()?.to_str()?;
    let extension = file.extension()?.to_str()?;
    let stage = [Stage::Part, Stage::Done].into_iter().find(|stage| stage.extension() == extension)?;
    let version: u64 = stem.parse().ok()?;
    (version.to_string() == stem).then_some((version, stage))
}

fn failed(name: &str) -> impl FnOnce(io::Error) -> ArtifactError {
    move |source| ArtifactError::Io { name: name.to_owned(), source }
}

impl ArtifactStore for DirectoryArtifacts {
    fn save<'a>(&'a self, artifact: StoredArtifact<'a>) -> BoxFuture<'a, Result<u64, ArtifactError>> {
        let StoredArtifact { scope, name, content } = artifact;
        Box::pin(async move {
            let version = self.artifact(scope, name).save(content).map_err(failed(name))?;
            version.ok_or_else(|| ArtifactError::Full { name: name.to_owned() })
        })
    }

    fn load<'a>(
        &'a self,
        scope: &'a str,
        name: &'a str,
        version: u64,
    ) -> BoxFuture<'a, Result<Option<String>, ArtifactError>> {
        Box::pin(async move { self.artifact(scope, name).load(version).map_err(failed(name)) })
    }

    fn versions<'a>(&'a self, scope: &'a str, name: &'a str) -> BoxFuture<'a, Result<Vec<u64>, ArtifactError>> {
        Box::pin(async move {
            let listed = self.artifact(scope, name).list().map_err(failed(name))?;
            let mut versions: Vec<u64> =
                listed.into_iter().filter_map(|(version, stage)| (stage == Stage::Done).then_some(version)).collect();
            versions.sort_unstable();
            Ok(versions)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What two savers that have listed the same versions do, one behind the other.
    #[test]
    fn a_version_is_written_once() {
        let directory = tempfile::tempdir().unwrap();
        let versions = Versions { directory: directory.path().to_owned() };
        assert!(versions.write(0, "first").unwrap());
        assert!(!versions.write(0, "second").unwrap());
        assert_eq!(versions.load(0).unwrap().as_deref(), Some("first"));
        assert_eq!(versions.list().unwrap(), [(0, Stage::Done)], "the second has left nothing");
    }

    #[test]
    fn a_version_that_is_being_written_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let versions = Versions { directory: directory.path().to_owned() };
        fs::write(versions.file(0, Stage::Part), "half").unwrap();
        assert!(!versions.write(0, "second").unwrap());
        assert_eq!(versions.list().unwrap(), [(0, Stage::Part)]);
        assert_eq!(fs::read_to_string(versions.file(0, Stage::Part)).unwrap(), "half");
    }
}
