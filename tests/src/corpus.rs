//! One small schema for each feature of the language, from `tests/schemas`.
//!
//! A file there is a package of its own. A folder there holds the folders of several packages, of which the one that is
//! called like it is the root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::memory::Memory;

/// A schema of the corpus.
#[derive(Clone, Debug)]
pub struct Feature {
    /// The name of the feature, which is that of its root package.
    pub name: String,
    /// Its files.
    pub files: Memory,
}

/// All features, by name.
///
/// # Errors
/// When a file cannot be read.
pub fn features() -> io::Result<Vec<Feature>> {
    let mut features = Vec::new();
    for path in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas"))? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut files = BTreeMap::new();
        if path.is_dir() {
            for package in entries(&path)? {
                let folder = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
                read_folder(&package, &folder, &mut files)?;
            }
        } else {
            files.insert(format!("{name}/schema.yaml"), fs::read(&path)?);
        }
        features.push(Feature { name, files: Memory::new(files) });
    }
    Ok(features)
}

fn read_folder(folder: &Path, shown: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.insert(format!("{shown}/{name}"), fs::read(&path)?);
    }
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
