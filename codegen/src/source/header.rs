//! What every schema file says about itself.

use super::node::quoted;
use super::{Fields, Node, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};

/// The version of the language this reader understands.
const VERSION: i64 = 1;

/// The sections a schema file can have.
pub const SECTIONS: &[&str] = &[
    "constants",
    "settings",
    "types",
    "subjects",
    "kinds",
    "references",
    "selectors",
    "events",
    "contexts",
    "documents",
    "threads",
    "errors",
    "clients",
    "enrollments",
    "tables",
    "guards",
];

/// A schema file: its head, and its sections as they are written.
#[derive(Clone, Debug)]
pub struct File {
    /// The file.
    pub id: FileId,
    /// The package it belongs to, such as `acme.orders`.
    pub package: Spanned<String>,
    /// What the file is about, in Markdown.
    pub doc: Option<Spanned<String>>,
    /// The files it imports, in the order it names them.
    pub imports: Vec<Import>,
    /// Whether all of them could be read; if not, names may be missing for that reason alone.
    pub is_complete: bool,
    /// Who gave the names in it.
    pub naming: Naming,
    /// Its sections, in the order they are written.
    pub sections: Vec<Section>,
}

/// Who gave the names of declarations and members.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// A schema: Rust's forms are derived from them.
    #[default]
    Schema,
    /// Rust code, which a macro has read: they are identifiers already and stay as they are.
    Rust,
}

/// A file that is imported.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Where it is named.
    pub span: Span,
    /// The file; it is not among the loaded files when it could not be read.
    pub target: FileId,
}

/// A section of a file.
#[derive(Clone, Debug)]
pub struct Section {
    /// The name of the section, one of [`SECTIONS`].
    pub name: Spanned<String>,
    /// What it holds.
    pub node: Node,
}

/// The head of a file before its imports are found.
pub(super) struct Header {
    pub(super) package: Option<Spanned<String>>,
    pub(super) doc: Option<Spanned<String>>,
    pub(super) imports: Vec<Spanned<String>>,
    pub(super) sections: Vec<Section>,
}

pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Header> {
    let mut fields = Fields::of(root, "a schema file", diagnostics)?;
    if let Some(node) = fields.require("typeloom", diagnostics) {
        check_version(node, diagnostics);
    }
    let package = fields.require("package", diagnostics).and_then(|node| package(node, diagnostics));
    let doc = fields.take("doc").and_then(|node| node.text("a text", diagnostics));
    let imports = fields.take("import").map(|node| imports(node, diagnostics)).unwrap_or_default();
    let mut sections: Vec<Section> = SECTIONS
        .iter()
        .filter_map(|name| fields.entry(name))
        .map(|entry| Section { name: entry.key.clone(), node: entry.value.clone() })
        .collect();
    sections.sort_by_key(|section| section.name.span);
    fields.finish(diagnostics);
    Some(Header { package, doc, imports, sections })
}

/// Reports a file of another version of the language.
pub(crate) fn check_version(node: &Node, diagnostics: &mut Diagnostics) {
    let version = node.as_scalar().filter(|scalar| scalar.plain).and_then(|scalar| scalar.text.parse::<i64>().ok());
    if version == Some(VERSION) {
        return;
    }
    let message = format!("this Typeloom reads version {VERSION} of the language, and the file says {}", node.found());
    let help = match version {
        Some(newer) if newer > VERSION => String::from("a newer Typeloom may read it"),
        _ => format!("write `typeloom: {VERSION}`"),
    };
    diagnostics.push(Diagnostic::new(Code::UnsupportedVersion, node.span, message).label("unknown version").help(help));
}

/// Packages become modules and folders, so their names are kept to what works everywhere.
fn package(node: &Node, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    let name = node.text("a package name", diagnostics)?;
    let valid = name.split('.').all(|part| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    });
    if valid {
        return Some(name);
    }
    let message = format!("{} is not a package name", quoted(&name));
    let found = Diagnostic::new(Code::InvalidName, name.span, message)
        .label("not lowercase words with dots between them")
        .help("write it like `acme.order_events`");
    diagnostics.push(found);
    None
}

fn imports(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Spanned<String>> {
    let items = node.items("a list of files", diagnostics).unwrap_or_default();
    items.iter().filter_map(|item| item.text("the path of a file", diagnostics)).collect()
}
