//! Enums of Rust: of words, or of values told apart by a tag.

use syn::{DataEnum, Fields, Type, Variant};
use typeloom::diagnostic::{Code, Diagnostic, Span};
use typeloom::source::{Entry, Node, NodeValue, Spanned};

use super::model::{VARIANT, allowed};
use super::reading::Reading;
use super::{nodes, rust_types};

/// What the variants hold; the first one says it for all.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Nothing: each is a word.
    Enum,
    /// A value each.
    Union,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::Enum => "enum",
            Self::Union => "union",
        }
    }

    /// The type in the variant that keeps what is not declared.
    fn unknown(self) -> &'static str {
        match self {
            Self::Enum => "UnknownValue",
            Self::Union => "UnknownVariant",
        }
    }
}

/// The entries of an enum or union: its members, and whether it is open.
pub(crate) fn read(data: &DataEnum, at: Span, reading: &mut Reading) -> Vec<Entry> {
    let keeps = |kind: Kind| data.variants.iter().find(|variant| is_unknown(variant, kind.unknown()));
    let declared = || data.variants.iter().filter(|variant| !is_unknown(variant, "UnknownValue"));
    let is_word = |variant: &Variant| matches!(variant.fields, Fields::Unit);
    let first = declared().find(|variant| !is_unknown(variant, "UnknownVariant"));
    let kind = if first.is_none_or(is_word) { Kind::Enum } else { Kind::Union };
    let kept = keeps(kind);
    let mut members = Vec::new();
    for variant in data.variants.iter().filter(|variant| kept.is_none_or(|kept| kept.ident != variant.ident)) {
        let key = nodes::name(&variant.ident, &mut reading.places);
        let said = nodes::arguments(&variant.attrs, "model", reading);
        let said = allowed(said, VARIANT, reading);
        if let Some(value) = member(variant, kind, said, key.span, reading) {
            members.push(Entry { key, value });
        }
    }
    let members = nodes::mapping(members, at);
    let open = nodes::word(Spanned::new(kept.is_some().to_string(), at));
    vec![nodes::entry(kind.key(), at, members), nodes::entry("open", at, open)]
}

/// `Unknown(UnknownValue)` for the type `UnknownValue`, by whatever path.
fn is_unknown(variant: &Variant, ty: &str) -> bool {
    let Fields::Unnamed(fields) = &variant.fields else { return false };
    variant.ident == "Unknown"
        && fields.unnamed.len() == 1
        && fields.unnamed.iter().all(|field| {
            matches!(&field.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == ty))
        })
}

fn member(variant: &Variant, kind: Kind, said: Vec<Entry>, span: Span, reading: &mut Reading) -> Option<Node> {
    match (kind, &variant.fields) {
        (Kind::Enum, Fields::Unit) if said.is_empty() => Some(Node { span, value: NodeValue::Null }),
        (Kind::Enum, Fields::Unit) => Some(nodes::mapping(said, span)),
        (Kind::Union, Fields::Unnamed(fields)) if fields.unnamed.len() == 1 && !is_unknown(variant, "UnknownValue") => {
            let ty = fields.unnamed.first().map(|field| rust_types::node(&field.ty, reading))?;
            let entries = std::iter::once(nodes::entry("type", span, ty)).chain(said).collect();
            Some(nodes::mapping(entries, span))
        }
        (_, fields) => {
            reading.findings.push(misfit(variant, kind, fields, span));
            None
        }
    }
}

/// The finding about a variant that holds something else than the others do.
fn misfit(variant: &Variant, kind: Kind, fields: &Fields, span: Span) -> Diagnostic {
    let name = &variant.ident;
    let (message, help) = match (kind, fields) {
        (Kind::Enum, Fields::Unnamed(_)) if name == "Unknown" => (
            "`Unknown` holds something else than an unknown word".to_owned(),
            "write `Unknown(UnknownValue)`, which keeps unknown words".to_owned(),
        ),
        (Kind::Enum, _) => (
            format!("`{name}` holds a value, and the variants before it are words"),
            "let every variant hold one value, or none of them".to_owned(),
        ),
        (Kind::Union, Fields::Unnamed(_)) if name == "Unknown" => (
            "`Unknown` holds an unknown word, and the other variants are no words".to_owned(),
            "write `Unknown(UnknownVariant)`, which keeps unknown values".to_owned(),
        ),
        (Kind::Union, Fields::Unit) => (
            format!("`{name}` holds nothing, and the variants before it hold a value each"),
            format!("give it a record without fields: `{name}({name})` with `struct {name} {{}}`"),
        ),
        (Kind::Union, _) => {
            (format!("`{name}` holds fields of its own"), format!("move them into a record: `{name}({name})`"))
        }
    };
    Diagnostic::new(Code::InvalidUnionMember, span, message).label("does not fit the others").help(help)
}
