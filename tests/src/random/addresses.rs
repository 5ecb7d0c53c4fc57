//! Subjects, kinds, references, selectors and settings, in a file of their own.

use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

pub(super) fn write(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    let set = words.type_name(choices);
    subjects(text, &set, choices);
    if choices.once_in(2) {
        references(text, &set, choices);
    }
    if choices.once_in(2) {
        selectors(text, &set, choices);
    }
    if choices.once_in(2) {
        settings(text, &set, choices);
    }
}

/// A name that no generated method has.
fn member(names: &mut Words, choices: &mut Choices<'_>) -> String {
    let name = names.unique(choices);
    if ["new", "value", "kind"].contains(&name.as_str()) { format!("some_{name}") } else { name }
}

/// Names in the form that parameters and segments have.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}

fn subjects(text: &mut String, set: &str, choices: &mut Choices<'_>) {
    let _ = write!(text, "subjects:\n  {set}Subject:\n    doc: {}\n", prose(choices));
    if choices.once_in(2) {
        text.push_str("    input: camelCase\n    values: { trim: true, non_empty: true }\n");
    }
    text.push_str("    members:\n");
    let mut names = Words::default();
    for _ in 0..=choices.below(4) {
        let name = member(&mut names, choices);
        let literal = plain(&name);
        let path = match choices.below(4) {
            0 => format!("/{literal}/{{{literal}_id}}"),
            1 => format!("/{literal}"),
            2 => format!("/{literal}/@{{{literal}}}[/{{more}}]"),
            _ => format!("/{literal}/{{first}}/of/{{second}}"),
        };
        let _ = writeln!(text, "      {name}: {{ path: \"{path}\" }}");
    }
}

fn references(text: &mut String, set: &str, choices: &mut Choices<'_>) {
    let _ = write!(text, "kinds:\n  {set}Surface:\n    members:\n");
    let mut names = Words::default();
    let first = names.unique(choices);
    let _ = writeln!(text, "      {first}: {{ segment: s-{} }}", plain(&first));
    for _ in 0..choices.below(4) {
        let name = names.unique(choices);
        match choices.below(2) {
            0 => drop(writeln!(text, "      {name}: {{ segment: s-{} }}", plain(&name))),
            _ => drop(writeln!(text, "      {name}: {{ wire: w-{name} }}")),
        }
    }
    let subject = choices.one_of(&["{subject}", "[{subject}]"]);
    let _ = write!(
        text,
        "references:\n  {set}Reference:\n    subject: {set}Subject\n    kind: {set}Surface\n    key: {{ name: {set}Key }}\n    \
         path: \"{subject}/{{kind}}[/{{key}}]\"\n"
    );
    if subject.starts_with('[') {
        let _ = writeln!(text, "    without_subject: [{first}]");
    }
}

fn selectors(text: &mut String, set: &str, choices: &mut Choices<'_>) {
    let _ = write!(text, "selectors:\n  {set}Selector:\n    header: Acme-Selector\n    members:\n");
    let mut names = Words::default();
    for _ in 0..=choices.below(3) {
        let name = member(&mut names, choices);
        let literal = plain(&name);
        let _ = writeln!(
            text,
            "      {name}: {{ uri: \"acme://{}/{literal}/{{{literal}_id}}\" }}",
            plain(set).replace('_', "-")
        );
    }
}

fn settings(text: &mut String, set: &str, choices: &mut Choices<'_>) {
    let _ = write!(text, "settings:\n  {set}Settings:\n    fields:\n");
    let mut names = Words::default();
    for number in 0..=choices.below(4) {
        let name = member(&mut names, choices);
        let rest = choices.one_of(&[
            "string",
            "string?",
            "u32?",
            "bool, default: true",
            "string, secret: true",
            "duration?",
            "f64, default: 0.5",
        ]);
        let _ = writeln!(text, "      {name}: {{ type: {rest}, env: ACME_{number} }}");
    }
}
