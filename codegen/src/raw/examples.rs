//! The `examples` of a reference as written: references and the paths that they have.

use super::{Text, required_texts, text};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Fields, Node};

/// A reference and its path; becomes an assertion in the documentation, which tests run.
#[derive(Clone, Debug)]
pub struct RawExample {
    /// Where the example is written.
    pub span: Span,
    /// `subject`: a member with its value, or with a list of its values.
    pub subject: Option<(Text, Vec<Text>)>,
    /// `kind`
    pub kind: Text,
    /// `key`
    pub key: Option<Text>,
    /// `path`
    pub path: Text,
}

/// Reads the list.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawExample> {
    node.items("the examples", diagnostics)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| example(item, diagnostics))
        .collect()
}

fn example(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawExample> {
    let mut fields = Fields::of(node, "an example", diagnostics)?;
    let subject = fields.take("subject").map(|node| subject(node, diagnostics));
    let kind = fields.require("kind", diagnostics).and_then(|node| node.text("kind", diagnostics));
    let key = text(&mut fields, "key", diagnostics);
    let path = fields.require("path", diagnostics).and_then(|node| node.text("path", diagnostics));
    fields.finish(diagnostics);
    let subject = match subject {
        Some(subject) => Some(subject?),
        None => None,
    };
    Some(RawExample { span: node.span, subject, kind: kind?, key, path: path? })
}

/// `{ member: value }`, or `{ member: [value, …] }`.
fn subject(node: &Node, diagnostics: &mut Diagnostics) -> Option<(Text, Vec<Text>)> {
    let entries = node.entries("a subject, as `{ member: value }`", diagnostics)?;
    let [entry] = entries else {
        use crate::diagnostic::{Code, Diagnostic};
        diagnostics.push(
            Diagnostic::new(Code::WrongShape, node.span, "an example has one subject")
                .label("not one member")
                .help("write `{ member: value }`"),
        );
        return None;
    };
    Some((entry.key.clone(), required_texts(&entry.value, "a value", diagnostics)))
}
