//! The language as written: one type per construct, every scalar with its span.
//!
//! Reading is permissive. A reader reports what it cannot use and goes on, so that one run shows every mistake; whether
//! names exist and rules agree is decided in [`crate::model`].

pub mod clients;
pub mod constants;
pub mod constructors;
pub mod contexts;
pub mod documents;
pub mod enrollments;
pub mod enums;
pub mod errors;
pub mod events;
pub mod examples;
pub mod expression;
pub mod families;
pub mod forms;
pub mod fragments;
pub mod guards;
pub mod kinds;
pub mod newtypes;
pub mod paths;
pub mod records;
pub mod references;
pub mod rules;
pub mod runtime_references;
pub mod sections;
pub mod selectors;
pub mod settings;
pub mod subjects;
pub mod tables;
pub mod templates;
pub mod threads;
pub mod types;
pub mod unions;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Fields, Node, NodeValue, Spanned};

/// Text with its place.
pub type Text = Spanned<String>;

/// A YAML value of any kind, kept as a node: defaults and constants, whose type is known later.
#[derive(Clone, Debug)]
pub struct Literal(pub Node);

/// The `doc` and `deprecated` keys that every declaration and member has.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What it is, in Markdown; becomes the documentation of the generated item.
    pub doc: Option<Text>,
    /// Why not to use it any more; becomes `#[deprecated]`.
    pub deprecated: Option<Text>,
}

impl About {
    /// The text of `doc`.
    #[must_use]
    pub fn doc_text(&self) -> Option<String> {
        self.doc.as_ref().map(|doc| doc.value.clone())
    }

    /// The text of `deprecated`.
    #[must_use]
    pub fn deprecated_text(&self) -> Option<String> {
        self.deprecated.as_ref().map(|text| text.value.clone())
    }

    /// Reads the two keys from a mapping.
    pub fn read(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Self {
        Self { doc: text(fields, "doc", diagnostics), deprecated: text(fields, "deprecated", diagnostics) }
    }
}

/// A member of a mapping with its name: what YAML writes as `name: value`.
#[derive(Clone, Debug)]
pub struct Named<T> {
    /// The key.
    pub name: Text,
    /// What it stands for.
    pub value: T,
}

/// Reads every entry of a mapping of names, skipping those whose value is unusable (they are reported by `read`).
pub fn members<T>(
    node: &Node,
    what: &'static str,
    diagnostics: &mut Diagnostics,
    mut read: impl FnMut(&Node, &mut Diagnostics) -> Option<T>,
) -> Vec<Named<T>> {
    node.entries(&format!("{what} by name"), diagnostics)
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| read(&entry.value, diagnostics).map(|value| Named { name: entry.key.clone(), value }))
        .collect()
}

/// Reads the entries under a key that must be there and hold at least one.
pub fn required_members<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    diagnostics: &mut Diagnostics,
    read: impl FnMut(&Node, &mut Diagnostics) -> Option<T>,
) -> Vec<Named<T>> {
    match fields.require(key, diagnostics) {
        Some(node) if has_entries(node, key, diagnostics) => members(node, "entries", diagnostics, read),
        _ => Vec::new(),
    }
}

/// Reads the entries under a key that may be left out.
pub fn optional_members<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    diagnostics: &mut Diagnostics,
    read: impl FnMut(&Node, &mut Diagnostics) -> Option<T>,
) -> Vec<Named<T>> {
    fields.take(key).map(|node| members(node, key, diagnostics, read)).unwrap_or_default()
}

/// Whether the mapping or list under `key` has entries; one without is reported.
pub fn has_entries(node: &Node, key: &str, diagnostics: &mut Diagnostics) -> bool {
    let is_empty = match &node.value {
        NodeValue::Null => true,
        NodeValue::Mapping(entries) => entries.is_empty(),
        NodeValue::Sequence(items) => items.is_empty(),
        NodeValue::Scalar(_) | NodeValue::Rust(_) => false,
    };
    if is_empty {
        diagnostics.push(
            Diagnostic::new(Code::WrongShape, node.span, format!("`{key}` has no entries"))
                .label("nothing is declared here")
                .help("add one, or remove the declaration"),
        );
    }
    !is_empty
}

/// Optional text under a key.
pub fn text(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
    fields.take(key).and_then(|node| node.text(key, diagnostics))
}

/// Text under a key that must be there.
pub fn required(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
    fields.require(key, diagnostics).and_then(|node| node.text(key, diagnostics))
}

/// An optional `true` or `false` under a key, with its place.
pub fn flag(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Spanned<bool>> {
    let node = fields.take(key)?;
    let value = node.boolean(diagnostics)?;
    Some(Spanned { value, span: node.span })
}

/// An optional integer under a key.
pub fn integer(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Spanned<i64>> {
    fields.take(key).and_then(|node| node.integer(diagnostics))
}

/// A list of texts under a key; a single text stands for a list of one.
pub fn texts(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Text> {
    fields.take(key).map(|node| required_texts(node, key, diagnostics)).unwrap_or_default()
}

/// A list of texts; a single text stands for a list of one.
pub fn required_texts(node: &Node, what: &str, diagnostics: &mut Diagnostics) -> Vec<Text> {
    if node.as_scalar().is_some() {
        return node.text(what, diagnostics).into_iter().collect();
    }
    node.items(what, diagnostics).unwrap_or_default().iter().filter_map(|item| item.text(what, diagnostics)).collect()
}

/// A declaration with `doc` and `deprecated`.
pub trait Documented {
    /// The two keys.
    fn about(&self) -> &About;
}

macro_rules! documented {
    ($($declaration:ty),*) => {$(
        impl Documented for $declaration {
            fn about(&self) -> &About {
                &self.about
            }
        }
    )*};
}

documented!(
    constants::RawConstant,
    settings::RawSettings,
    types::RawType,
    subjects::RawSubjects,
    kinds::RawKinds,
    references::RawReference,
    selectors::RawSelector,
    events::RawEvents,
    contexts::RawContext,
    documents::RawDocument,
    clients::RawClient,
    enrollments::RawEnrollment,
    errors::RawErrors,
    threads::RawThread,
    tables::RawTable,
    guards::RawGuard
);
