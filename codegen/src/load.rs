//! From a path on disk to a checked model: the front half that every door shares.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::disk::Disk;
use crate::error::Error;
use crate::model::{self, Model};
use crate::source::{self, Loader, Sources, folder_of, normalized};

/// A package that was read from disk and has no mistakes.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The name of the package, for [`Options`](crate::Options).
    pub package: String,
    /// The package and what it imports.
    pub model: Model,
    /// Warnings; errors do not get here.
    pub warnings: Diagnostics,
    /// All files that were read, as the warnings name them.
    pub sources: Sources,
    /// Where the files that were read are, in the order they were read.
    pub files: Vec<PathBuf>,
}

/// Reads and checks a package: a folder of schema files, or a single file.
///
/// Findings and generated code name files relative to `root`, the folder of the project; `path` starts there too.
///
/// # Errors
/// With everything that is wrong in the files.
///
/// ```no_run
/// let loaded = typeloom::load(".", "schema/acme")?;
/// let (files, _) = typeloom::generate(&loaded.model, &typeloom::Options::for_module(&loaded.package))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn load(root: impl AsRef<Path>, path: &str) -> Result<Loaded, Error> {
    let path = normalized(path);
    let base = base_of(root.as_ref(), &path);
    let disk = Disk::new(root.as_ref().join(&base));
    let inner = path.strip_prefix(&base).unwrap_or(&path).trim_start_matches('/');
    let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
    let entries = schema_files(&disk, inner, &path, &mut findings);
    let files = source::load(&entries, &disk, &mut sources, &mut findings);
    let package = files
        .iter()
        .find(|file| entries.first().is_some_and(|first| sources.path(file.id) == first))
        .map_or_else(String::new, |file| file.package.value.clone());
    let model = model::resolve(&files, &sources, &mut findings);
    let located = sources.files().map(|file| disk.locate(sources.path(file))).collect();
    sources.relocate(&base);
    match findings.check(model) {
        Ok((model, warnings)) => Ok(Loaded { package, model, warnings, sources, files: located }),
        Err(findings) => Err(Error::findings(findings, sources)),
    }
}

/// Checks a package and gives the warnings.
///
/// # Errors
/// With everything that is wrong in the files.
pub fn check(root: impl AsRef<Path>, path: &str) -> Result<Diagnostics, Error> {
    load(root, path).map(|loaded| loaded.warnings)
}

/// The folder that generated code names files from: the one that holds the folder of the package.
///
/// The command names them from the folder of its configuration, which is the same one, so that all doors give the
/// same bytes.
fn base_of(root: &Path, path: &str) -> String {
    let folder = if root.join(path).is_file() { folder_of(path) } else { path };
    folder_of(folder).to_owned()
}

fn schema_files(disk: &Disk, inner: &str, shown: &str, findings: &mut Diagnostics) -> Vec<String> {
    let (message, help) = match disk.schema_files(inner) {
        Ok(files) if !files.is_empty() => return files,
        Ok(_) => (format!("the folder `{shown}` holds no schema files"), "schema files end in `.yaml`".to_owned()),
        Err(_) => (format!("there is no schema at `{shown}`"), similar(disk, inner)),
    };
    findings.push(Diagnostic::new(Code::UnreadableFile, None, message).help(help));
    Vec::new()
}

/// A folder or file beside it with a name that is close.
fn similar(disk: &Disk, path: &str) -> String {
    let names = disk.list(folder_of(path)).unwrap_or_default();
    let wanted = path.rsplit('/').next().unwrap_or(path);
    match crate::diagnostic::suggest::closest(wanted, names.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "name the folder of a package, or a file".to_owned(),
    }
}
