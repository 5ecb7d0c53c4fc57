//! `typeloom.yaml`: which packages become which crates, and where they are written.
//!
//! The configuration is read by the same reader as schemas, so that its mistakes are explained as well as theirs.
//! All paths in it start at its own folder.

mod check;
mod runtime;

pub use runtime::Runtime;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId};
use crate::raw::{self, Text};
use crate::rust::{Manifest, Options};
use crate::source::{Entry, Fields, Sources, check_version, joined, normalized, parse};

/// What `typeloom.yaml` says.
#[derive(Clone, Debug)]
pub struct Config {
    /// The crates to write, in the order of the file.
    pub crates: Vec<CrateOutput>,
}

/// A crate to write.
#[derive(Clone, Debug)]
pub struct CrateOutput {
    /// Its name.
    pub name: Text,
    /// `path`: its folder, from the folder of the configuration.
    pub path: Text,
    /// `package`: the package that it is made from.
    pub package: Text,
    /// `schema`: the folder of the package; by default the name of the package with `/` for dots.
    pub schema: Text,
    /// `description`
    pub description: Option<Text>,
    /// `version`; inherited from the workspace without it.
    pub version: Option<Text>,
    /// `license`; inherited from the workspace without it.
    pub license: Option<Text>,
    /// `runtime`: where the crate finds the runtime.
    pub runtime: Runtime,
}

impl Config {
    /// Reads a file that is in `sources` already.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Self> {
        let root = parse(sources, file, diagnostics)?;
        let mut fields = Fields::of(&root, "the configuration", diagnostics)?;
        if let Some(node) = fields.require("typeloom", diagnostics) {
            check_version(node, diagnostics);
        }
        let entries = fields
            .require("crates", diagnostics)
            .and_then(|node| node.entries("crates by name", diagnostics))
            .unwrap_or_default();
        let crates: Vec<CrateOutput> =
            entries.iter().filter_map(|entry| CrateOutput::read(entry, diagnostics)).collect();
        fields.finish(diagnostics);
        check::names(&crates, diagnostics);
        check::paths(&crates, diagnostics);
        Some(Self { crates })
    }
}

impl CrateOutput {
    fn read(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(&entry.value, "a crate", diagnostics)?;
        let path = fields.require("path", diagnostics).and_then(|node| node.text("a path", diagnostics));
        let package = fields.require("package", diagnostics).and_then(|node| node.text("a package", diagnostics));
        let schema = fields.take("schema").and_then(|node| node.text("a path", diagnostics));
        let description = raw::text(&mut fields, "description", diagnostics);
        let version = raw::text(&mut fields, "version", diagnostics);
        let license = raw::text(&mut fields, "license", diagnostics);
        let runtime =
            fields.take("runtime").map_or_else(|| Some(Runtime::default()), |node| Runtime::read(node, diagnostics));
        fields.finish(diagnostics);
        let package = package?;
        let schema = schema.unwrap_or_else(|| package.clone().map(|name| name.replace('.', "/")));
        Some(Self {
            name: entry.key.clone(),
            path: relative(path?, diagnostics)?,
            schema: relative(schema, diagnostics)?,
            package,
            description,
            version,
            license,
            runtime: runtime?,
        })
    }

    /// How the crate is generated.
    #[must_use]
    pub fn options(&self) -> Options {
        let owned = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let manifest = Manifest {
            name: self.name.value.clone(),
            version: owned(&self.version),
            description: owned(&self.description),
            license: owned(&self.license),
            runtime: self.runtime.dependency(&self.path),
            fake: Some(self.runtime.fake_dependency(&self.path)),
        };
        Options::for_crate(self.package.value.as_str(), manifest)
    }

    /// The folder of the crate, from where the folder of the configuration is `config`.
    #[must_use]
    pub fn folder(&self, config: &str) -> String {
        joined(config, &self.path)
    }
}

/// The path in its simplest form; one that leads elsewhere on every machine is reported.
fn relative(path: Text, diagnostics: &mut Diagnostics) -> Option<Text> {
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', ':']) {
        let message = format!("`{}` is not a relative path", path.value);
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, path.span, message)
                .label("expected a path like `../generated/acme`")
                .help("paths start at the folder of the configuration, with `/` between folders"),
        );
        return None;
    }
    Some(path.map(|path| normalized(&path)))
}
