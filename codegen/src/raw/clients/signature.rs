//! How requests are signed, as written.

use crate::diagnostic::{Diagnostics, Span};
use crate::model::clients::{OnSkew, SignatureField, SignedPart, TimestampForm};
use crate::raw::{Named, Text, flag, has_entries, required, required_members, text};
use crate::source::{Entry, Fields, Node, NodeValue, Spanned};

/// A signature in the headers of requests.
#[derive(Clone, Debug)]
pub struct RawSignature {
    /// Where it is written.
    pub span: Span,
    /// `parts`: what the signed text is made of.
    pub parts: Vec<RawPart>,
    /// `separator`: what stands between two of them.
    pub separator: Option<Text>,
    /// `headers`: what they hold.
    pub headers: Vec<Named<SignatureField>>,
    /// `timestamp`: how the time is written.
    pub timestamp: Option<TimestampForm>,
    /// `json`: the form into which bodies are brought.
    pub json: Option<RawJsonForm>,
    /// `tolerance`: by how much clocks may differ.
    pub tolerance: Option<Text>,
    /// `on_skew`: what happens when they differ by more.
    pub on_skew: Option<OnSkew>,
    /// `key_id`: the setting with the name of the key.
    pub key_id: Text,
    /// `key`: the setting with the key.
    pub key: Text,
}

/// A part of the text that is signed.
#[derive(Clone, Debug)]
pub enum RawPart {
    /// `text`: the same in all requests.
    Text(Text),
    /// A word for a part of the request.
    Of(SignedPart),
}

/// A form of JSON.
#[derive(Clone, Debug, Default)]
pub struct RawJsonForm {
    /// `sorted`: members by their names.
    pub sorted: bool,
    /// `compact`: without spaces.
    pub compact: bool,
    /// `unescaped`: with characters as they are.
    pub unescaped: bool,
}

pub(super) fn read(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<RawSignature> {
    let mut fields = Fields::of(&entry.value, "a signature", diagnostics)?;
    let parts = fields.require("parts", diagnostics).map(|node| read_parts(node, diagnostics));
    let separator = text(&mut fields, "separator", diagnostics);
    let headers = required_members(&mut fields, "headers", diagnostics, |node, diagnostics| {
        node.keyword(&SignatureField::WORDS, diagnostics)
    });
    let timestamp = fields.take("timestamp").and_then(|node| node.keyword(&TimestampForm::WORDS, diagnostics));
    let json = fields.take("json").and_then(|node| read_json(node, diagnostics));
    let tolerance = text(&mut fields, "tolerance", diagnostics);
    let on_skew = fields.take("on_skew").and_then(|node| node.keyword(&OnSkew::WORDS, diagnostics));
    let key_id = required(&mut fields, "key_id", diagnostics);
    let key = required(&mut fields, "key", diagnostics);
    fields.finish(diagnostics);
    let (span, parts, key_id, key) = (entry.key.span, parts?, key_id?, key?);
    Some(RawSignature { span, parts, separator, headers, timestamp, json, tolerance, on_skew, key_id, key })
}

fn read_parts(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawPart> {
    if !has_entries(node, "parts", diagnostics) {
        return Vec::new();
    }
    let items = node.items("parts", diagnostics).unwrap_or_default();
    items.iter().filter_map(|item| read_part(item, diagnostics)).collect()
}

fn read_part(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPart> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.keyword(&SignedPart::WORDS, diagnostics).map(RawPart::Of);
    }
    let mut fields = Fields::of(node, "a part of the signed text", diagnostics)?;
    let text = required(&mut fields, "text", diagnostics);
    fields.finish(diagnostics);
    text.map(RawPart::Text)
}

pub(super) fn read_json(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawJsonForm> {
    let mut fields = Fields::of(node, "a form of JSON", diagnostics)?;
    let mut is_set =
        |key| flag(&mut fields, key, diagnostics).is_some_and(|Spanned { value: is_set, .. }: Spanned<bool>| is_set);
    let form = RawJsonForm { sorted: is_set("sorted"), compact: is_set("compact"), unescaped: is_set("unescaped") };
    fields.finish(diagnostics);
    Some(form)
}
