//! A document with components, in a file of its own.

use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

pub(super) fn write(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    let name = words.type_name(choices);
    let components: Vec<String> = (0..=choices.below(4)).map(|_| words.type_name(choices)).collect();
    let mut names = Words::default();
    let _ = writeln!(text, "documents:\n  {name}Page:\n    doc: {}\n    media_type: text/page", prose(choices));
    let attributes = attributes(text, "    ", &mut names, choices);
    if let Some((title, _)) = attributes.first().filter(|_| choices.once_in(2)) {
        let _ = writeln!(text, "    title: {title}\n    file: page.txt");
    }
    let _ = writeln!(text, "    children: [{}]\n    components:", components.join(", "));
    for component in &components {
        self::component(text, component, &components, choices);
    }
    if choices.once_in(2) {
        text.push_str("    markup: true\n    url: { starts_with: https:// }\n");
    }
}

fn component(text: &mut String, name: &str, components: &[String], choices: &mut Choices<'_>) {
    let mut names = Words::default();
    let _ = writeln!(text, "      {name}:\n        doc: {}", prose(choices));
    let attributes = attributes(text, "        ", &mut names, choices);
    match choices.below(3) {
        0 => {}
        1 => drop(writeln!(text, "        content: {}", names.unique(choices))),
        _ => {
            let known = 1 + choices.below(components.len());
            let _ = writeln!(text, "        children: [{}]", components[..known].join(", "));
        }
    }
    let optional: Vec<&str> =
        attributes.iter().filter(|(_, ty)| *ty == "string?").map(|(name, _)| name.as_str()).collect();
    if optional.len() > 1 && choices.once_in(2) {
        let _ = writeln!(text, "        either: [{}]", optional[..2].join(", "));
    }
}

/// Returns names and types.
fn attributes(
    text: &mut String,
    indent: &str,
    names: &mut Words,
    choices: &mut Choices<'_>,
) -> Vec<(String, &'static str)> {
    let attributes: Vec<(String, &'static str)> =
        (0..choices.below(10)).map(|_| (names.unique(choices), choices.one_of(&["string?", "string"]))).collect();
    if !attributes.is_empty() {
        let _ = writeln!(text, "{indent}attributes:");
    }
    for (name, ty) in &attributes {
        let _ = writeln!(text, "{indent}  {name}: {{ type: {ty}, doc: {} }}", prose(choices));
    }
    attributes
}
