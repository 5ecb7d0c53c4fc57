//! Identifiers: names in the case of their use, keywords made usable.

use proc_macro2::{Ident, Span};

use crate::model::names::Name;

/// Keywords of the 2024 edition, reserved words included, that `r#` makes usable.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that not even `r#` makes usable.
const UNUSABLE: &[&str] = &["self", "Self", "super", "crate"];

/// Names of parameters and locals in emitted functions, which a field's local must not shadow.
const LOCALS: &[&str] = &["reader", "object", "unknown_fields"];

/// An identifier from text that is one already, keyword or not.
#[must_use]
pub fn identifier(text: &str) -> Ident {
    if UNUSABLE.contains(&text) {
        Ident::new(&format!("{text}_"), Span::call_site())
    } else if KEYWORDS.contains(&text) {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// `parent_context_id`
#[must_use]
pub fn snake(name: &Name) -> Ident {
    identifier(&name.snake())
}

/// `ParentContextId`
#[must_use]
pub fn pascal(name: &Name) -> Ident {
    identifier(&name.pascal())
}

/// `PARENT_CONTEXT_ID`
#[must_use]
pub fn screaming(name: &Name) -> Ident {
    identifier(&name.screaming())
}

/// A snake-case name with words before or after it, as in `with_name`: no keyword any more.
#[must_use]
pub fn affixed(before: &str, name: &Name, after: &str) -> Ident {
    identifier(&format!("{before}{}{after}", name.snake()))
}

/// The locals of a record's fields in a function that has locals of its own. If one of them would shadow such a local, all
/// get an underscore behind: case conversion never leaves one there, so that they stay apart. Names from Rust code stand
/// beside constants and statics of any name, which a local must not have: those are numbered.
#[must_use]
pub fn locals<'n>(names: impl Iterator<Item = &'n Name> + Clone) -> Vec<Ident> {
    if names.clone().any(Name::is_rust) {
        return names.enumerate().map(|(index, _)| identifier(&format!("__field_{index}"))).collect();
    }
    let shadows = names.clone().any(|name| LOCALS.contains(&name.snake().as_str()));
    names.map(|name| if shadows { identifier(&format!("{}_", name.snake())) } else { snake(name) }).collect()
}
