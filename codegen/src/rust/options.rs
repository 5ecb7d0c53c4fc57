//! How to generate.

/// Options of [`generate`](crate::generate).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The package that becomes the root of the crate or module.
    pub package: String,
    /// Crate or single file.
    pub layout: Layout,
    /// The path of the runtime crate in generated code.
    pub runtime: String,
    /// Whether types implement serde's traits.
    pub serde: Gate,
    /// Whether types implement schemars' trait.
    pub schemars: Gate,
}

impl Options {
    /// A crate with `serde` and `schemars` as features.
    #[must_use]
    pub fn for_crate(package: impl Into<String>, manifest: Manifest) -> Self {
        Self {
            package: package.into(),
            layout: Layout::Crate(manifest),
            runtime: "typeloom_runtime".to_owned(),
            serde: Gate::Feature,
            schemars: Gate::Feature,
        }
    }

    /// One file to include in a module, without serde and schemars.
    #[must_use]
    pub fn for_module(package: impl Into<String>) -> Self {
        Self {
            package: package.into(),
            layout: Layout::Module,
            runtime: "typeloom_runtime".to_owned(),
            serde: Gate::Never,
            schemars: Gate::Never,
        }
    }
}

/// Where the code goes.
#[derive(Clone, Debug)]
pub enum Layout {
    /// A crate: `Cargo.toml`, `README.md`, `src/lib.rs` and a file per schema file.
    Crate(Manifest),
    /// One file, `<package>.rs`, with a nested module per schema file.
    Module,
}

impl Layout {
    /// Whether modules sit behind features of the crate.
    #[must_use]
    pub fn has_features(&self) -> bool {
        matches!(self, Self::Crate(_))
    }
}

/// Whether optional impls are emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Not at all.
    Never,
    /// Always.
    Always,
    /// Behind a feature of the crate.
    Feature,
}

/// What goes into the `Cargo.toml` of a generated crate.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The crate's name.
    pub name: String,
    /// The version, or `None` to inherit it from the workspace.
    pub version: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The licence expression, or `None` to inherit it from the workspace.
    pub license: Option<String>,
    /// What stands behind `typeloom-runtime =`: `{ workspace = true }`, or a version.
    pub runtime: String,
    /// What stands behind `typeloom-fake =`, which is optional there; without it clients have no fakes.
    pub fake: Option<String>,
}
