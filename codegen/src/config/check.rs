//! What must hold between the crates of a configuration.

use super::CrateOutput;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Names that cargo refuses, or that would hide a crate that code relies on.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeloom-runtime",
    "typeloom_runtime",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Reports names that cannot be those of crates.
pub(super) fn names(crates: &[CrateOutput], diagnostics: &mut Diagnostics) {
    for name in crates.iter().map(|output| &output.name) {
        let plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if plain && !RESERVED.contains(&name.value.as_str()) {
            continue;
        }
        let message = format!("`{}` cannot be the name of a crate", name.value);
        let found = Diagnostic::new(Code::InvalidPackageName, name.span, message);
        diagnostics.push(if plain {
            found.label("this name is taken").help(format!("write `{}-sdk`", name.value))
        } else {
            found.label("not letters, digits, `-` and `_` with a letter first").help(suggestion(name))
        });
    }
}

fn suggestion(name: &str) -> String {
    let better: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let better = better.trim_matches(|letter: char| !letter.is_ascii_alphabetic());
    if better.is_empty() { "choose a name like `acme-sdk`".to_owned() } else { format!("write `{better}`") }
}

/// Reports crates that would be written into each other.
pub(super) fn paths(crates: &[CrateOutput], diagnostics: &mut Diagnostics) {
    for (index, later) in crates.iter().enumerate() {
        let earlier = crates[..index].iter().find(|earlier| overlap(&earlier.path, &later.path));
        let Some(earlier) = earlier else { continue };
        let message = format!("`{}` and `{}` are written to the same place", earlier.name.value, later.name.value);
        diagnostics.push(
            Diagnostic::new(Code::OverlappingOutput, later.path.span, message)
                .label("overlaps with another crate")
                .related(earlier.path.span, format!("`{}` is written here", earlier.name.value))
                .help("give each crate a folder of its own, none inside another"),
        );
    }
}

fn overlap(one: &str, other: &str) -> bool {
    let inside = |inner: &str, outer: &str| {
        outer.is_empty() || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    inside(one, other) || inside(other, one)
}
