//! Where a generated crate finds the runtime.

use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::{self, Text};
use crate::source::{Fields, Node, normalized, way};

/// The dependency of a generated crate on the runtime.
#[derive(Clone, Debug)]
pub enum Runtime {
    /// `{ workspace: true }`: as the workspace says.
    Workspace,
    /// A version, a folder, or both.
    Source {
        /// `version`
        version: Option<String>,
        /// `path`, from the folder of the configuration.
        path: Option<String>,
    },
}

impl Default for Runtime {
    /// The version that goes with this generator.
    fn default() -> Self {
        Self::Source { version: Some(env!("CARGO_PKG_VERSION").to_owned()), path: None }
    }
}

impl Runtime {
    /// Reads a version, or a mapping with `workspace`, `version` and `path`.
    pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.is_scalar() {
            let version = node.text("a version", diagnostics)?;
            return Some(Self::Source { version: Some(version.value), path: None });
        }
        let mut fields = Fields::of(node, "the runtime", diagnostics)?;
        let workspace = raw::flag(&mut fields, "workspace", diagnostics);
        let version = raw::text(&mut fields, "version", diagnostics);
        let path = raw::text(&mut fields, "path", diagnostics);
        let conflict = version.as_ref().or(path.as_ref()).map(|text| text.span);
        fields.finish(diagnostics);
        match (workspace, conflict) {
            (Some(workspace), Some(conflict)) if workspace.value => {
                diagnostics.push(
                    Diagnostic::new(Code::ConflictingKeys, conflict, "the workspace already says which runtime")
                        .label("one too many")
                        .related(workspace.span, "inherited here")
                        .help("remove one of them"),
                );
                None
            }
            (Some(workspace), None) if workspace.value => Some(Self::Workspace),
            (_, Some(_)) => {
                let owned = |text: Option<Text>| text.map(|text| text.value);
                Some(Self::Source { version: owned(version), path: owned(path) })
            }
            (_, None) => {
                diagnostics.push(
                    Diagnostic::new(Code::MissingKey, node.span, "the runtime has no source")
                        .label("needs `workspace: true`, a `version` or a `path`")
                        .help("write `runtime: { workspace: true }`, or a version"),
                );
                None
            }
        }
    }

    /// What stands behind `typeloom-runtime =` in the manifest of a crate in the folder `output`.
    pub(super) fn dependency(&self, output: &str) -> String {
        match self {
            Self::Source { version: Some(version), path: None } => quoted(version),
            _ => self.table(output, None),
        }
    }

    /// What stands behind `typeloom-fake =` there: the same source, of which a folder is beside that of the runtime.
    pub(super) fn fake_dependency(&self, output: &str) -> String {
        self.table(output, Some("../fake"))
    }

    /// The source as a table; that of another crate is optional.
    fn table(&self, output: &str, other: Option<&str>) -> String {
        let mut parts = String::new();
        let mut add = |part: String| {
            let separator = if parts.is_empty() { "" } else { ", " };
            let _ = write!(parts, "{separator}{part}");
        };
        match self {
            Self::Workspace => add("workspace = true".to_owned()),
            Self::Source { version, path } => {
                if let Some(path) = path {
                    let path = other.map_or_else(|| path.clone(), |other| normalized(&format!("{path}/{other}")));
                    add(format!("path = {}", quoted(&way(output, &path))));
                }
                if let Some(version) = version {
                    add(format!("version = {}", quoted(version)));
                }
            }
        }
        if other.is_some() {
            add("optional = true".to_owned());
        }
        format!("{{ {parts} }}")
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
