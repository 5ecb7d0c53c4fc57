//! Files and what they import, without touching the disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;

use super::header::{self, Header};
use super::parse::too_large;
use super::path::{folder_of, joined, normalized, relative_to};
use super::{File, Import, MAXIMUM_FILE_BYTES, Naming, Sources, Spanned, graph, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span, suggest};

/// Where files come from: a disk, a test, an editor.
pub trait Loader {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The names of the files in a folder, for suggestions.
    ///
    /// # Errors
    /// When there is no such folder or it cannot be read.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;
}

/// The file that configures the command; it is no schema file.
pub(crate) const CONFIG_NAME: &str = "typeloom.yaml";

/// Whether a file of a package's folder is one of its schema files.
pub(crate) fn is_schema(name: &str) -> bool {
    name.strip_suffix(".yaml").is_some_and(|stem| !stem.is_empty() && !stem.starts_with('.')) && name != CONFIG_NAME
}

/// Reads the entry files and everything they import, each file once.
///
/// A package is a folder: an import from another folder brings in all schema files of that one. Files come before those
/// that import them, otherwise in the order of their paths. A file that cannot be read
/// or has no head is reported and left out.
pub fn load(
    entry_files: &[String],
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<File> {
    let mut loading = Loading { loader, sources, diagnostics, known: BTreeMap::new(), waiting: VecDeque::new() };
    let entries: BTreeSet<String> = entry_files.iter().map(|path| normalized(path)).collect();
    for path in entries {
        loading.enter(&path);
    }
    let mut files = Vec::new();
    while let Some(id) = loading.waiting.pop_front() {
        files.extend(loading.file(id));
    }
    let read: BTreeSet<FileId> = files.iter().map(|file: &File| file.id).collect();
    for file in &mut files {
        file.is_complete &= file.imports.iter().all(|import| read.contains(&import.target));
    }
    check_packages(&files, sources, diagnostics);
    graph::in_order(files, sources, diagnostics)
}

struct Loading<'l> {
    loader: &'l dyn Loader,
    sources: &'l mut Sources,
    diagnostics: &'l mut Diagnostics,
    /// Every path that was asked for; `None` is one that could not be read.
    known: BTreeMap<String, Option<FileId>>,
    waiting: VecDeque<FileId>,
}

impl Loading<'_> {
    fn enter(&mut self, path: &str) {
        if self.known.contains_key(path) {
            return;
        }
        match self.loader.read(path) {
            Ok(bytes) => drop(self.add(path, bytes)),
            Err(error) => {
                let message = unreadable(path, &error);
                self.known.insert(path.to_owned(), None);
                self.diagnostics.push(Diagnostic::new(Code::UnreadableFile, None, message).help(self.similar(path)));
            }
        }
    }

    /// Reads the other files of the package that a file belongs to.
    fn enter_folder(&mut self, path: &str) {
        let folder = folder_of(path).to_owned();
        let mut names = self.loader.list(&folder).unwrap_or_default();
        names.sort();
        for name in names.iter().filter(|name| is_schema(name)) {
            self.enter(&joined(&folder, name));
        }
    }

    /// Gives the file an id in any case, so that what is wrong with its bytes has a place.
    fn add(&mut self, path: &str, bytes: Vec<u8>) -> FileId {
        let size = bytes.len();
        let text = if size > MAXIMUM_FILE_BYTES { Ok(String::new()) } else { String::from_utf8(bytes) };
        let id = match text {
            Ok(text) => {
                let id = self.sources.add(path.to_owned(), text);
                if size > MAXIMUM_FILE_BYTES {
                    self.diagnostics.push(too_large(id, size));
                } else {
                    self.waiting.push_back(id);
                }
                id
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let id = self.sources.add(path.to_owned(), readable);
                self.diagnostics.push(not_text(id, valid));
                id
            }
        };
        self.known.insert(path.to_owned(), Some(id));
        id
    }

    fn file(&mut self, id: FileId) -> Option<File> {
        let root = parse(self.sources, id, self.diagnostics)?;
        let Header { package, doc, imports, sections } = header::read(&root, self.diagnostics)?;
        let before = self.diagnostics.len();
        let imports = self.imports(id, &imports);
        let is_complete = self.diagnostics.len() == before;
        Some(File { id, package: package?, doc, imports, is_complete, naming: Naming::Schema, sections })
    }

    fn imports(&mut self, importer: FileId, named: &[Spanned<String>]) -> Vec<Import> {
        let mut found: Vec<Import> = Vec::new();
        for name in named {
            let Some(target) = self.import(importer, name) else {
                continue;
            };
            if let Some(first) = found.iter().find(|import| import.target == target) {
                let message = format!("`{}` is imported twice", self.sources.path(target));
                self.diagnostics.push(
                    Diagnostic::new(Code::UnusedImport, name.span, message)
                        .label("the second time")
                        .related(first.span, "the first time")
                        .help("remove one of them"),
                );
            } else {
                found.push(Import { span: name.span, target });
            }
        }
        found
    }

    fn import(&mut self, importer: FileId, name: &Spanned<String>) -> Option<FileId> {
        if name.is_empty() || name.starts_with('/') || name.contains(['\\', ':']) {
            let message = format!("`{}` is not a relative path", name.value);
            let found = Diagnostic::new(Code::MissingImport, name.span, message)
                .label("expected a path like `../common/types.yaml`")
                .help("paths are relative to the file that imports, with `/` between folders");
            self.diagnostics.push(found);
            return None;
        }
        let path = relative_to(self.sources.path(importer), name);
        if let Some(known) = self.known.get(&path).copied() {
            if known.is_none() {
                self.missing(name, &path, None);
            }
            return known;
        }
        match self.loader.read(&path) {
            Ok(bytes) => {
                let id = self.add(&path, bytes);
                if folder_of(&path) != folder_of(self.sources.path(importer)) {
                    self.enter_folder(&path);
                }
                Some(id)
            }
            Err(error) => {
                self.known.insert(path.clone(), None);
                self.missing(name, &path, Some(&error));
                None
            }
        }
    }

    fn missing(&mut self, name: &Spanned<String>, path: &str, error: Option<&io::Error>) {
        let reason = error.map_or_else(|| format!("`{path}` cannot be read"), |error| unreadable(path, error));
        let found =
            Diagnostic::new(Code::MissingImport, name.span, reason).label("imported here").help(self.similar(path));
        self.diagnostics.push(found);
    }

    /// A file of the same folder with a name that is close.
    fn similar(&self, path: &str) -> Option<String> {
        let folder = folder_of(path);
        let names = self.loader.list(folder).ok()?;
        let wanted = path.rsplit('/').next().unwrap_or(path);
        let meant = suggest::closest(wanted, names.iter().map(|name| name.rsplit('/').next().unwrap_or(name)))?;
        Some(format!("did you mean `{meant}`?"))
    }
}

fn unreadable(path: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{path}`"),
        _ => format!("`{path}` cannot be read: {error}"),
    }
}

fn not_text(file: FileId, valid: usize) -> Diagnostic {
    let start = u32::try_from(valid).unwrap_or(0);
    // In the readable copy, a replacement character of three bytes stands for the first wrong byte.
    let span = Span::new(file, start, start.saturating_add(3));
    Diagnostic::new(Code::NotUtf8, span, "the file is not UTF-8 text")
        .label("this byte is not UTF-8")
        .help("save the file as UTF-8")
}

/// A package is a folder, so the files of a folder agree on its name.
fn check_packages(files: &[File], sources: &Sources, diagnostics: &mut Diagnostics) {
    let mut folders: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files {
        folders.entry(folder_of(sources.path(file.id))).or_default().push(file);
    }
    for (folder, mut members) in folders {
        members.sort_by_key(|file| sources.path(file.id));
        let Some((first, others)) = members.split_first() else {
            continue;
        };
        for other in others.iter().filter(|other| other.package.value != first.package.value) {
            let place = if folder.is_empty() { String::from("this folder") } else { format!("`{folder}`") };
            let message = format!(
                "the files of {place} belong to one package, and here are `{}` and `{}`",
                first.package, other.package
            );
            diagnostics.push(
                Diagnostic::new(Code::PackageMismatch, other.package.span, message)
                    .label("another package")
                    .related(first.package.span, "the package of the folder")
                    .help(format!("write `package: {}`, or move the file to a folder of its own", first.package)),
            );
        }
    }
}
