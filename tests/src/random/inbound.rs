//! Events in the parts of a message, and the context of a request that carries one, in a file of their own.

use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

pub(super) fn write(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    let set = words.type_name(choices);
    let mut names = Words::default();
    let kinds: Vec<String> = (0..=choices.below(4)).map(|_| names.unique(choices)).collect();
    let _ = write!(
        text,
        "types:\n  {set}Part: {{ fields: {{ metadata: \"{{string: json}}?\", data: json? }} }}\n  \
         {set}Message: {{ fields: {{ metadata: \"{{string: json}}?\", parts: [{set}Part] }} }}\n  \
         {set}Envelope: {{ fields: {{ type: string, id: string, source: string }} }}\n  \
         {set}Metadata: {{ fields: {{ schema: string }} }}\n"
    );
    for index in 0..kinds.len() {
        record(text, &format!("{set}Payload{index}"), choices);
    }
    let fields = if choices.once_in(2) { Some(record(text, &format!("{set}Known"), choices)) } else { None };
    if fields.is_some() {
        let request = "message: {set}Message, metadata: \"{string: json}?\", region: string";
        let _ = writeln!(text, "  {set}Request: {{ fields: {{ {} }} }}", request.replace("{set}", &set));
    }
    let place = format!("key: {}/event", choices.one_of(&["acme", "type", "x-y"]));
    let _ = write!(
        text,
        "events:\n  {set}Event:\n    doc: {}\n    message: {set}Message\n    \
         envelope: {{ at: metadata, {place}, type: {set}Envelope, kind: type, id: id, source: source }}\n    \
         parts: {{ at: parts, metadata: metadata, {place}, type: {set}Metadata, schema: schema, data: data }}\n    kinds:\n",
        prose(choices)
    );
    for (index, kind) in kinds.iter().enumerate() {
        let _ = writeln!(
            text,
            "      {kind}: {{ type: acme.{index}, schema: \"acme#{index}\", payload: {set}Payload{index}, doc: {} }}",
            prose(choices)
        );
    }
    if let Some(fields) = fields {
        context(text, &set, &fields, choices);
    }
}

/// Returns the fields.
fn record(text: &mut String, name: &str, choices: &mut Choices<'_>) -> Vec<String> {
    let mut names = Words::default();
    let fields: Vec<String> = (0..=choices.below(4)).map(|_| names.unique(choices)).collect();
    let types = ["string", "string?", "u32", "bool?", "\"[string]\""];
    let entries: Vec<String> = fields.iter().map(|field| format!("{field}: {}", choices.one_of(&types))).collect();
    let _ = writeln!(text, "  {name}: {{ fields: {{ {} }} }}", entries.join(", "));
    fields
}

fn context(text: &mut String, set: &str, fields: &[String], choices: &mut Choices<'_>) {
    let requires = choices.one_of(&["", ", requires: known"]);
    let _ = write!(
        text,
        "contexts:\n  {set}Context:\n    doc: {}\n    request: {set}Request\n    \
         inbox: {{ name: {set}Inbox, parts: {{ message: message, region: region }} }}\n    \
         extensions: {{ known: {{ at: metadata, key: acme/known, type: {set}Known }} }}\n    \
         event: {{ type: {set}Event, from: message{requires} }}\n    extra: notes\n    accessors:\n",
        prose(choices)
    );
    for (index, field) in fields.iter().enumerate() {
        let _ = writeln!(text, "      the_{index}: known.{field}");
    }
}
