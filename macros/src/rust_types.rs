//! Types of Rust as type expressions of the language.

use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};
use typeloom::diagnostic::{Code, Diagnostic, Span};
use typeloom::source::{Node, RustNode};

use super::nodes;
use super::reading::Reading;

/// Types that the language has a word for, with the word. `Value` is not among them: it is too good a name for a type of
/// the user's own, and nothing is lost, because its codec is the runtime's trait either way.
const WORDS: &[(&str, &str)] = &[
    ("String", "string"),
    ("bool", "bool"),
    ("i32", "i32"),
    ("i64", "i64"),
    ("u32", "u32"),
    ("u64", "u64"),
    ("f64", "f64"),
    ("Bytes", "bytes"),
    ("Timestamp", "timestamp"),
    ("Duration", "duration"),
    ("Uuid", "uuid"),
    ("Url", "url"),
];

/// The type as a node: a word of the language, a container of one, or a type of Rust.
///
/// The language's types are known by their names, as they come from the prelude: a type of the user's own with such a name
/// is told apart by a path, `self::String`.
pub(crate) fn node(ty: &Type, reading: &mut Reading) -> Node {
    match ty {
        Type::Group(group) => return node(&group.elem, reading),
        Type::Paren(paren) => return node(&paren.elem, reading),
        Type::Reference(reference) => reading.findings.push(borrowed(reading.places.token(reference.and_token.span))),
        Type::Path(path) => {
            if let Some(node) = plain_segment(path).and_then(|segment| word(ty, segment, reading)) {
                return node;
            }
        }
        _ => {}
    }
    let span = place(ty, reading);
    nodes::rust(RustNode::Type(printed(ty)), span)
}

/// Where the type is; most are paths, whose ends are at hand.
fn place(ty: &Type, reading: &mut Reading) -> Span {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return reading.places.of(ty) };
    match (path.segments.first(), path.segments.last()) {
        (Some(first), Some(last)) => {
            let end = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.gt_token.span,
                _ => last.ident.span(),
            };
            reading.places.between(first.ident.span(), end)
        }
        _ => reading.places.of(ty),
    }
}

/// The last segment of a path that is written as the prelude or the standard library has it.
fn plain_segment(path: &TypePath) -> Option<&PathSegment> {
    let segments = &path.path.segments;
    let is_plain = match segments.len() {
        1 => path.path.leading_colon.is_none(),
        3 => segments
            .first()
            .is_some_and(|first| first.ident == "std" || first.ident == "alloc" || first.ident == "core"),
        _ => false,
    };
    if is_plain && path.qself.is_none() { segments.last() } else { None }
}

fn word(ty: &Type, segment: &PathSegment, reading: &mut Reading) -> Option<Node> {
    let name = segment.ident.to_string();
    match (name.as_str(), arguments(segment).as_slice()) {
        (_, []) => {
            let (_, word) = WORDS.iter().find(|(rust, _)| *rust == name)?;
            Some(nodes::word(reading.places.text(*word, segment.ident.span())))
        }
        ("Option", [inner]) => {
            let span = place(ty, reading);
            let inner = node(inner, reading);
            Some(nodes::rust(RustNode::Option(Box::new(inner)), span))
        }
        ("Vec", [item]) => {
            let span = place(ty, reading);
            let item = node(item, reading);
            Some(nodes::sequence(vec![item], span))
        }
        ("BTreeMap", [Type::Path(key), value]) if plain_segment(key).is_some_and(|key| key.ident == "String") => {
            let span = place(ty, reading);
            let value = node(value, reading);
            Some(nodes::mapping(vec![nodes::entry("string", span, value)], span))
        }
        _ => None,
    }
}

/// The name and the one argument of a type such as `Option<T>`, written as the prelude or the standard library has it.
pub(crate) fn container(path: &TypePath) -> Option<(&syn::Ident, &Type)> {
    let segment = plain_segment(path)?;
    match arguments(segment).as_slice() {
        [inner] => Some((&segment.ident, *inner)),
        _ => None,
    }
}

/// The types between the angle brackets, if nothing else is there.
fn arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect::<Option<_>>().unwrap_or_default()
}

/// The tokens of a type as people write them.
fn printed(ty: &Type) -> String {
    if let Type::Path(path) = ty
        && let Some(name) = path.path.get_ident()
    {
        return name.to_string();
    }
    ty.to_token_stream().to_string().replace(" < ", "<").replace(" >", ">").replace(" :: ", "::").replace(" ,", ",")
}

fn borrowed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidTypeExpression, span, "a field cannot be borrowed: what is decoded owns its values")
        .label("a reference")
        .help("own the value: `String` for `&str`, `Vec<T>` for `&[T]`, `Box<T>` for `&T`")
}
