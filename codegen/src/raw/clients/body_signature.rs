//! Signatures inside of bodies, as written.

use super::signature::{RawJsonForm, read_json};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::clients::{SignatureField, TimestampForm};
use crate::raw::{Named, Text, has_entries, members, required, required_members};
use crate::source::{Entry, Fields, Node, NodeValue};

/// How the body of an operation is signed.
#[derive(Clone, Debug)]
pub struct RawBodySignature {
    /// Where it is written.
    pub span: Span,
    /// `body`: the members of what is sent.
    pub body: Vec<Named<RawSignedMember>>,
    /// `over`: what is signed.
    pub over: RawSigned,
    /// `json`: the form of what is signed.
    pub json: Option<RawJsonForm>,
    /// `timestamp`: how the time is written.
    pub timestamp: Option<TimestampForm>,
}

/// What is signed.
#[derive(Clone, Debug)]
pub enum RawSigned {
    /// An object that is not sent.
    Members(Vec<Named<RawSignedMember>>),
    /// The object that the member of this name in the body holds.
    Member(Text),
}

/// What a member of a signed object holds.
#[derive(Clone, Debug)]
pub enum RawSignedMember {
    /// `$field`: a field of the record that the caller gives.
    Of(Text),
    /// A word for a part of the signature.
    Field(SignatureField, Span),
    /// `{ $text: … }`
    Text(Text),
    /// An object.
    Object(Vec<Named<RawSignedMember>>),
}

pub(super) fn read(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<RawBodySignature> {
    let mut fields = Fields::of(&entry.value, "a signature in a body", diagnostics)?;
    let body = required_members(&mut fields, "body", diagnostics, read_member);
    let over = fields.require("over", diagnostics).and_then(|node| read_over(node, diagnostics));
    let json = fields.take("json").and_then(|node| read_json(node, diagnostics));
    let timestamp = fields.take("timestamp").and_then(|node| node.keyword(&TimestampForm::WORDS, diagnostics));
    fields.finish(diagnostics);
    Some(RawBodySignature { span: entry.key.span, body, over: over?, json, timestamp })
}

fn read_over(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawSigned> {
    if node.as_scalar().is_some() {
        return node.text("a member of the body", diagnostics).map(RawSigned::Member);
    }
    let has_entries = has_entries(node, "over", diagnostics);
    has_entries.then(|| RawSigned::Members(members(node, "what is signed", diagnostics, read_member)))
}

fn read_member(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawSignedMember> {
    if let NodeValue::Mapping(entries) = &node.value {
        return if entries.iter().any(|entry| entry.key.value.starts_with('$')) {
            let mut fields = Fields::of(node, "a text that is always the same", diagnostics)?;
            let text = required(&mut fields, "$text", diagnostics);
            fields.finish(diagnostics);
            text.map(RawSignedMember::Text)
        } else if has_entries(node, "an object", diagnostics) {
            Some(RawSignedMember::Object(members(node, "the members of an object", diagnostics, read_member)))
        } else {
            None
        };
    }
    match node.as_text().and_then(|text| text.strip_prefix('$')) {
        Some("") => {
            diagnostics.push(
                Diagnostic::new(Code::WrongShape, node.span, "a dollar sign stands alone here")
                    .label("names no field")
                    .help("write the name of a field of the body behind it: `$name`"),
            );
            None
        }
        Some(_) => {
            let text = node.text("a field", diagnostics)?;
            Some(RawSignedMember::Of(Text { value: text.value[1..].to_owned(), span: text.part(1..text.value.len()) }))
        }
        None => node.keyword(&SignatureField::WORDS, diagnostics).map(|word| RawSignedMember::Field(word, node.span)),
    }
}
