//! A thread with all that one can have, in a file of its own.

use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

pub(super) fn write(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    let (set, has_report) = (words.type_name(choices), choices.once_in(2));
    let report = format!("  {set}Report: {{ fields: {{ name: string, pages: [string] }} }}\n");
    let _ = write!(
        text,
        "types:\n  {set}Request: {{ fields: {{ id: string, room: string?, texts: [{set}Line] }} }}\n  \
         {set}Line: {{ fields: {{ text: string? }} }}\n  {set}Place: {{ fields: {{ room: string }} }}\n  \
         {set}Said: {{ fields: {{ id: string, text: string, at: {set}Place?, metadata: \"{{string: json}}?\" }} }}\n  \
         {set}Shown: {{ fields: {{ text: string }} }}\n  \
         {set}Output: {{ union: {{ said: {set}Said, shown: {set}Shown }} }}\n{}\
         contexts:\n  {set}Visit: {{ request: {set}Request, inbox: {{ name: {set}VisitInbox, parts: {{ id: id, room: room, lines: texts }} }} }}\n\
         threads:\n  {set}Talk:\n    doc: {}\n    context: {set}Visit\n    emits: {set}Output\n",
        if has_report { report } else { String::new() },
        prose(choices)
    );
    if choices.once_in(2) {
        text.push_str("    reserved: \"acme:\"\n");
    }
    let mut names = Words::default();
    let properties = properties(text, &mut names, choices);
    let has_target = choices.once_in(2);
    if has_target {
        let _ = writeln!(
            text,
            "    target: {{ type: {set}Place, inbound: {{ $when: $inbox.room, $then: {{ room: $inbox.room }} }} }}"
        );
    }
    if choices.once_in(2) {
        let _ = writeln!(
            text,
            "    history: {{ item: {set}Said, of: {}, limit: {} }}",
            properties[0],
            1 + choices.below(50)
        );
    }
    let target = if has_target { ", at: $target" } else { "" };
    let form = form(text, &set, &mut names, choices);
    let contents = contents(text, &set, has_report, &form, target, choices);
    operations(text, &contents, has_target, &mut names, choices);
}

/// Returns the names, of which there is at least one; the first property has a default.
fn properties(text: &mut String, names: &mut Words, choices: &mut Choices<'_>) -> Vec<String> {
    let mut known = vec![getter(names, choices)];
    let _ = write!(text, "    properties:\n      {}: {{ first: [inbox.room], default: lobby }}\n", known[0]);
    for _ in 0..choices.below(4) {
        let name = getter(names, choices);
        let said = match choices.below(4) {
            0 => "first: [{ path: inbox.room, non_empty: true }, inbox.id]".to_owned(),
            1 => "join: { of: inbox.lines, field: text, with: \" \" }".to_owned(),
            2 => format!("first: [{}]", known[choices.below(known.len())]),
            _ => "first: [inbox.room], default: $new_id".to_owned(),
        };
        let _ = writeln!(text, "      {name}: {{ {said}, doc: {} }}", prose(choices));
        known.push(name);
    }
    known
}

/// A name that no generated method has.
fn getter(names: &mut Words, choices: &mut Choices<'_>) -> String {
    format!("the_{}", names.unique(choices).to_lowercase().replace('-', "_"))
}

/// Returns the name.
fn form(text: &mut String, set: &str, names: &mut Words, choices: &mut Choices<'_>) -> String {
    let name = names.unique(choices).to_lowercase().replace('-', "_");
    let _ = write!(
        text,
        "    forms:\n      {name}:\n        takes: {{ text: string, at: {set}Place?, metadata: \"{{string: json}}?\" }}\n        \
         gives: {{ said: {{ id: $new_id, text: $text, at: $at, metadata: {{ $with: $metadata, to: $inbox.id }} }} }}\n"
    );
    name
}

/// Returns the names.
fn contents(
    text: &mut String,
    set: &str,
    has_report: bool,
    form: &str,
    target: &str,
    choices: &mut Choices<'_>,
) -> Vec<String> {
    let gives = |what: &str| format!("{{ ${form}: {{ text: {what}{target}, metadata: $metadata }} }}");
    let mut names = vec!["text".to_owned()];
    let _ = write!(text, "    contents:\n      text: {{ type: string, gives: {} }}\n", gives("$text"));
    if has_report {
        let store = choices.one_of(&["", ", store: { scope: $inbox.id, name: $report.name }"]);
        let _ = writeln!(
            text,
            "      report: {{ type: {set}Report, non_empty: [pages]{store}, gives: {} }}",
            gives("$report.name")
        );
        names.push("report".to_owned());
    }
    if choices.once_in(2) {
        let _ = writeln!(text, "      output: {{ type: {set}Output }}");
        names.push("output".to_owned());
    }
    if choices.once_in(2) {
        let _ = write!(
            text,
            "      stream:\n        stream:\n          delta: {{ shown: {{ text: $text }} }}\n          \
             end: {{ shown: {{ text: \"\" }} }}\n          whole: {}\n",
            gives("$text")
        );
        names.push("stream".to_owned());
    }
    names
}

fn operations(text: &mut String, contents: &[String], has_target: bool, names: &mut Words, choices: &mut Choices<'_>) {
    text.push_str("    operations:\n");
    let target = |choices: &mut Choices<'_>| {
        if has_target { choices.one_of(&[", target: inbound", ", target: given"]) } else { "" }
    };
    let name = format!("say_{}", plain(names, choices));
    let to = target(choices);
    let _ = writeln!(text, "      {name}: {{ contents: [{}]{to}, doc: {} }}", contents.join(", "), prose(choices));
    for _ in 0..choices.below(3) {
        let (name, argument) = (format!("do_{}", plain(names, choices)), format!("an_{}", plain(names, choices)));
        let said = match choices.below(4) {
            0 => format!("contents: text{}", target(choices)),
            1 => format!("arguments: {{ {argument}: string }}, gives: {{ shown: {{ text: ${argument} }} }}"),
            2 => format!(
                "arguments: {{ {argument}: {{ type: string, default: none }} }}, gives: {{ shown: {{ text: ${argument} }} }}"
            ),
            _ => format!(
                "requires: {{ {argument}: inbox.room }}, gives: {{ shown: {{ text: ${argument} }} }}, deprecated: {}",
                prose(choices)
            ),
        };
        let _ = writeln!(text, "      {name}: {{ {said} }}");
    }
}

fn plain(names: &mut Words, choices: &mut Choices<'_>) -> String {
    names.unique(choices).to_lowercase().replace('-', "_")
}
