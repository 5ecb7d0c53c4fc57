//! Files in memory, for tests that need no disk.

use std::collections::BTreeMap;
use std::io;

use typeloom::diagnostic::Diagnostics;
use typeloom::model::{self, Model};
use typeloom::source::{self, Loader, Sources};

/// Schema files by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Files from paths and contents.
    pub fn new<P: Into<String>, T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: files.into_iter().map(|(path, content)| (path.into(), content.into())).collect() }
    }

    /// The files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Loads every file and resolves them together.
    pub fn resolve(&self) -> (Model, Sources, Diagnostics) {
        let paths: Vec<String> = self.files.keys().cloned().collect();
        self.resolve_from(&paths)
    }

    /// Loads these files and what they import, and resolves them together.
    pub fn resolve_from(&self, paths: &[String]) -> (Model, Sources, Diagnostics) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let files = source::load(paths, self, &mut sources, &mut diagnostics);
        let model = model::resolve(&files, &sources, &mut diagnostics);
        (model, sources, diagnostics)
    }
}

impl Loader for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = format!("{folder}/");
        let names = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        Ok(names.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }
}
