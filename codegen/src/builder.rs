//! The door for build scripts.

use std::env;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, Span};
use crate::error::Error;
use crate::load::{self, Loaded};
use crate::output::Plan;
use crate::rust::{self, Files, Gate, Options};
use crate::source::Sources;
use crate::source::is_schema;

/// Generates one file from a schema, in a build script or anywhere else.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), typeloom::Error> {
///     typeloom::Builder::new().schema("schema/acme").generate()?;
///     Ok(())
/// }
/// ```
///
/// The crate includes the file, here in a module of its own:
///
/// ```ignore
/// pub mod acme {
///     include!(concat!(env!("OUT_DIR"), "/acme.rs"));
/// }
/// ```
///
/// What the schema uses needs features of the runtime: `timestamp`, `url` and `uuid` for types of these names, `pattern`
/// for that rule, `identifier` for `$new_id` in constructors of records, and `thread` for threads.
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `generate`"]
pub struct Builder {
    root: Option<PathBuf>,
    schema: String,
    package: Option<String>,
    runtime: Option<String>,
    serde: bool,
    schemars: bool,
    out_dir: Option<PathBuf>,
}

/// What a [`Builder`] has made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The generated file.
    pub file: PathBuf,
    /// Whether the file was written; it is left alone when it would be the same.
    pub written: bool,
    /// Every schema file that was read.
    pub inputs: Vec<PathBuf>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A builder for the schema in `schema`.
    pub fn new() -> Self {
        Self {
            root: None,
            schema: "schema".to_owned(),
            package: None,
            runtime: None,
            serde: false,
            schemars: false,
            out_dir: None,
        }
    }

    /// The folder of the package, or one file; relative to the folder of the crate, with `/` between folders.
    pub fn schema(mut self, path: impl Into<String>) -> Self {
        self.schema = path.into();
        self
    }

    /// The folder that the schema's path starts at, instead of that of the crate.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// The package that becomes the root of the generated module, instead of the one that the schema declares.
    pub fn package(mut self, name: impl Into<String>) -> Self {
        self.package = Some(name.into());
        self
    }

    /// The path of the runtime crate in generated code, instead of `typeloom_runtime`.
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = Some(path.into());
        self
    }

    /// Whether types implement serde's traits; the runtime needs its feature `serde`.
    pub fn serde(mut self, serde: bool) -> Self {
        self.serde = serde;
        self
    }

    /// Whether types implement schemars' trait; the runtime needs its feature `schemars`.
    pub fn schemars(mut self, schemars: bool) -> Self {
        self.schemars = schemars;
        self
    }

    /// The folder of the generated file, instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates, and tells cargo which files to watch and what the warnings are.
    ///
    /// Every file that was read gets its `cargo::rerun-if-changed` line, imported ones too. The folder of the package
    /// gets one only if nothing but schema files is in it: cargo watches folders with all that is in them, so a folder
    /// with other files would rebuild the crate when those change. In a folder of its own, a new schema file is noticed.
    ///
    /// # Errors
    /// When the schema has mistakes, or the file cannot be written.
    pub fn generate(&self) -> Result<Generated, Error> {
        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or(Error::environment("OUT_DIR"))?,
        };
        let loaded = self.load()?;
        for line in self.watched(&loaded) {
            println!("cargo::rerun-if-changed={line}");
        }
        for line in one_per_line(&loaded.warnings, &loaded.sources) {
            println!("cargo::warning={line}");
        }
        let files = self.files(&loaded)?;
        let plan = Plan::write_into(&out_dir, &files)?;
        plan.apply()?;
        let name = files.iter().next().map_or_else(String::new, |(path, _)| path.to_owned());
        Ok(Generated { file: out_dir.join(name), written: !plan.changes().is_empty(), inputs: loaded.files })
    }

    /// Generates, or prints what is wrong as errors of cargo and ends the build script.
    pub fn generate_or_exit(&self) -> Generated {
        match self.generate() {
            Ok(generated) => generated,
            Err(error) => {
                for line in error.to_string().lines() {
                    println!("cargo::error={line}");
                }
                std::process::exit(1);
            }
        }
    }

    /// Generates without writing: the text that [`generate`](Self::generate) would write, and what it read.
    ///
    /// # Errors
    /// When the schema has mistakes.
    pub fn text(&self) -> Result<(String, Loaded), Error> {
        let loaded = self.load()?;
        let files = self.files(&loaded)?;
        let text = files.iter().next().map_or_else(String::new, |(_, text)| text.to_owned());
        Ok((text, loaded))
    }

    fn root_folder(&self) -> Result<PathBuf, Error> {
        match &self.root {
            Some(folder) => Ok(folder.clone()),
            None => {
                env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).ok_or(Error::environment("CARGO_MANIFEST_DIR"))
            }
        }
    }

    fn load(&self) -> Result<Loaded, Error> {
        load::load(self.root_folder()?, &self.schema)
    }

    fn files(&self, loaded: &Loaded) -> Result<Files, Error> {
        let package = self.package.as_ref().unwrap_or(&loaded.package);
        let mut options = Options::for_module(package.as_str());
        let gate = |on| if on { Gate::Always } else { Gate::Never };
        (options.serde, options.schemars) = (gate(self.serde), gate(self.schemars));
        if let Some(runtime) = &self.runtime {
            options.runtime.clone_from(runtime);
        }
        let (files, _) = rust::generate(&loaded.model, &options).map_err(Error::generator)?;
        Ok(files)
    }

    /// What cargo watches, as it prints it.
    fn watched(&self, loaded: &Loaded) -> Vec<String> {
        let folder = self.root_folder().map(|root| root.join(&self.schema)).ok();
        let folder = folder.filter(|folder| holds_only_schemas(folder));
        let paths = loaded.files.iter().chain(folder.as_ref());
        paths.map(|path| path.display().to_string()).collect()
    }
}

fn holds_only_schemas(folder: &Path) -> bool {
    let Ok(mut entries) = folder.read_dir() else { return false };
    entries.all(|entry| {
        entry.is_ok_and(|entry| {
            entry.file_type().is_ok_and(|kind| kind.is_file()) && entry.file_name().to_str().is_some_and(is_schema)
        })
    })
}

/// Findings for a tool that shows one line for each.
fn one_per_line(findings: &Diagnostics, sources: &Sources) -> Vec<String> {
    let place = |span: Span| format!("{}:{}: ", sources.path(span.file), sources.line_column(span));
    findings
        .iter()
        .map(|finding| {
            let place = finding.span.map(place).unwrap_or_default();
            format!("{place}{} [{}]", finding.message.replace('\n', " "), finding.code)
        })
        .collect()
}
