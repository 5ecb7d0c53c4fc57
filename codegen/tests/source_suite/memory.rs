//! Schema files in memory, for the tests of reading and reporting.

use std::collections::BTreeMap;
use std::io;

use typeloom::diagnostic::{Diagnostics, Renderer};
use typeloom::source::{File, Loader, Sources, load};

/// A folder of files in memory.
#[derive(Default)]
pub(crate) struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Files by path.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Self { files: files.collect() }
    }

    /// One more file, of any bytes.
    #[must_use]
    pub(crate) fn and(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path.to_owned(), bytes.to_vec());
        self
    }

    /// Loads from these entry files.
    pub(crate) fn load(&self, entries: &[&str]) -> Loaded {
        let entries: Vec<String> = entries.iter().map(|path| (*path).to_owned()).collect();
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let files = load(&entries, self, &mut sources, &mut diagnostics);
        Loaded { sources, files, diagnostics }
    }
}

impl Loader for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let names = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        Ok(names.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }
}

/// What came of loading.
pub(crate) struct Loaded {
    /// The texts.
    pub(crate) sources: Sources,
    /// The files.
    pub(crate) files: Vec<File>,
    /// The findings.
    pub(crate) diagnostics: Diagnostics,
}

impl Loaded {
    /// The findings as a person without colours sees them.
    pub(crate) fn shown(&self) -> String {
        Renderer::default().render(&self.diagnostics, &self.sources)
    }

    /// The paths of the loaded files in their order.
    pub(crate) fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|file| self.sources.path(file.id)).collect()
    }
}

/// What is reported about one file with these lines after its head.
pub(crate) fn reported(lines: &str) -> String {
    let text = format!("typeloom: 1\npackage: acme\n{lines}");
    Memory::of(&[("acme.yaml", &text)]).load(&["acme.yaml"]).shown()
}

/// What is reported about one file with this text.
pub(crate) fn alone(text: &str) -> String {
    Memory::of(&[("acme.yaml", text)]).load(&["acme.yaml"]).shown()
}
