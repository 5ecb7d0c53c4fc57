//! Names, many of them with a meaning in Rust, and prose with one in Markdown.

use std::collections::BTreeSet;

use super::Choices;

const WORDS: &[&str] = &[
    "order",
    "type",
    "self",
    "match",
    "async",
    "gen",
    "try",
    "await",
    "super",
    "crate",
    "value",
    "name",
    "reader",
    "writer",
    "fields",
    "index",
    "option",
    "result",
    "string",
    "vec",
    "box",
    "runtime",
    "unknown_fields",
    "model",
    "record",
    "key",
    "new",
    "tag",
    "content",
    "enum",
    "struct",
    "loop",
    "move",
    "dyn",
    "abstract",
    "yield",
    "true",
    "false",
    "static",
    "kind",
    "order_id",
    "parent-context-id",
    "aVeryLongNameOfSeveralWordsThatGoesOn",
    "json",
    "display",
    "secret",
    "object",
    "error",
];

/// Names that were given already, however they are spelled.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    used: BTreeSet<String>,
}

impl Words {
    /// A name that differs from all others in every case.
    pub(super) fn unique(&mut self, choices: &mut Choices<'_>) -> String {
        let word = choices.one_of(WORDS).to_owned();
        let folded: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if self.used.insert(folded.clone()) {
            return word;
        }
        let mut number = self.used.len();
        loop {
            // Digits would be a part of the word before them in some cases and not in others.
            let letters: String =
                number.to_string().chars().map(|digit| char::from(b'a' + (digit as u8 - b'0'))).collect();
            if self.used.insert(format!("{folded}x{letters}")) {
                return format!("{word}_x{letters}");
            }
            number += 1;
        }
    }

    /// The same in the spelling of types. Clippy does not like a type `New`, which has a constructor of this name.
    pub(super) fn type_name(&mut self, choices: &mut Choices<'_>) -> String {
        let name = self.unique(choices).replace("new", "fresh");
        let upper = |part: &str| part[..1].to_uppercase() + &part[1..];
        name.split(['_', '-']).map(upper).collect()
    }
}

const PROSE: &[&str] = &[
    "An order.",
    "```\nlet x = 1;\n```",
    "[Unknown] and <b>bold</b>",
    "*/ /* #![deny(all)]",
    "a \"quote\" \\ backslash",
    "Grüße 🐎",
    "- a\n    - b\n\n        code",
    "| a | b |",
    "https://example.com/x?y=<z>",
    "`unclosed",
    "# Heading",
    "",
    " ",
    "::: {}",
];

/// Documentation as YAML.
pub(super) fn prose(choices: &mut Choices<'_>) -> String {
    format!("{:?}", choices.one_of(PROSE))
}
