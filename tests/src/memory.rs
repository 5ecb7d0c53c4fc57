//! Files in memory, for tests that need no disk.

use std::collections::BTreeMap;
use std::io;

use typeloom::diagnostic::Diagnostics;
use typeloom::model::{self, Model};
use typeloom::source::{self, Loader, Sources};

/// Schema files by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    /// Files from paths and texts.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }

    /// Loads every file and resolves them together.
    #[must_use]
    pub fn resolve(&self) -> (Model, Sources, Diagnostics) {
        let paths: Vec<String> = self.files.keys().cloned().collect();
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let files = source::load(&paths, self, &mut sources, &mut diagnostics);
        let model = model::resolve(&files, &sources, &mut diagnostics);
        (model, sources, diagnostics)
    }
}

impl Loader for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = format!("{folder}/");
        let names = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        Ok(names.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }
}
