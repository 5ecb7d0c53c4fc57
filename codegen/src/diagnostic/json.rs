//! Findings as JSON for programs.

use serde_json::{Map, Value, json};

use super::{Diagnostic, Diagnostics, Span};
use crate::source::Sources;

/// Findings as a JSON array, one object for each.
///
/// Lines and columns count from 1, columns in characters; `start` and `end` are bytes of the file. A finding
/// without a place has `null` for all of these.
pub fn to_json(diagnostics: &Diagnostics, sources: &Sources) -> Value {
    diagnostics.iter().map(|diagnostic| object(diagnostic, sources)).collect()
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut object = place(Some(*span), sources);
        object.insert(String::from("label"), json!(label));
        Value::Object(object)
    });
    let mut object = place(diagnostic.span, sources);
    let parts = [
        ("code", json!(diagnostic.code.id())),
        ("severity", json!(diagnostic.severity().word())),
        ("message", json!(diagnostic.message)),
        ("label", json!(diagnostic.label)),
        ("help", json!(diagnostic.help)),
        ("related", related.collect()),
    ];
    object.extend(parts.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(object)
}

fn place(span: Option<Span>, sources: &Sources) -> Map<String, Value> {
    let first = span.map(|span| sources.position(span.file, span.start));
    let last = span.map(|span| sources.position(span.file, span.end));
    let parts = [
        ("file", json!(span.map(|span| sources.path(span.file)))),
        ("line", json!(first.map(|place| place.line))),
        ("column", json!(first.map(|place| place.column))),
        ("end_line", json!(last.map(|place| place.line))),
        ("end_column", json!(last.map(|place| place.column))),
        ("start", json!(span.map(|span| span.start))),
        ("end", json!(span.map(|span| span.end))),
    ];
    parts.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}
