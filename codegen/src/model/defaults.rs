//! Default values, checked against the type that they stand in for.

use serde_json::Value;

use super::arena::{Arena, Id};
use super::records::PendingDefault;
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::raw::Literal;
use crate::source::{NodeValue, RustNode};

/// A value that fits its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// Text, for `string` and types that are text on the wire.
    Text(String),
    /// A length of time.
    Duration(std::time::Duration),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number.
    Number(f64),
    /// A member of an enum, by position.
    Member(Id<TypeDeclaration>, usize),
    /// An empty list or map.
    Empty,
    /// Any JSON value.
    Json(Value),
    /// What the type's `Default` gives; only macros say so.
    Rust,
}

/// Checks every pending default and puts it into its field.
pub fn check(pending: Vec<PendingDefault>, types: &mut Arena<TypeDeclaration>, diagnostics: &mut Diagnostics) {
    for PendingDefault { record, field, literal } in pending {
        let ty = match &types[record].shape {
            Shape::Record(record) => record.fields[field].ty.clone(),
            _ => continue,
        };
        let value = resolve(&literal, &ty, types, diagnostics);
        if let Shape::Record(record) = &mut types[record].shape {
            record.fields[field].default = value;
        }
    }
}

/// Reads a literal as a value of `ty`, or reports why it does not fit.
pub fn resolve(
    literal: &Literal,
    ty: &Type,
    types: &Arena<TypeDeclaration>,
    diagnostics: &mut Diagnostics,
) -> Option<Default> {
    let node = &literal.0;
    if matches!(node.value, NodeValue::Rust(RustNode::Alone)) {
        return of_rust(node.span, ty, diagnostics);
    }
    let value = node.json(diagnostics)?;
    let text = || node.as_scalar().map(|scalar| scalar.text.as_str()).map(str::to_owned);
    let misfit = |expected: &str, diagnostics: &mut Diagnostics| {
        diagnostics.push(unfit(node.span, expected));
        None
    };
    let ty = ty.required().unaliased(types);
    match ty {
        Type::String => match text() {
            Some(text) => Some(Default::Text(text)),
            None => misfit("text", diagnostics),
        },
        Type::Bool => match value {
            Value::Bool(value) => Some(Default::Bool(value)),
            _ => misfit("`true` or `false`", diagnostics),
        },
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => integer(&value, ty, node.span, diagnostics),
        Type::F64 => match value.as_f64() {
            Some(number) => Some(Default::Number(number)),
            None => misfit("a number", diagnostics),
        },
        Type::Json => Some(Default::Json(value)),
        Type::Duration => match text().and_then(|text| duration(&text)) {
            Some(duration) => Some(Default::Duration(duration)),
            None => misfit("a duration such as `30s`, `1m30s` or `250ms`", diagnostics),
        },
        Type::Bytes | Type::Timestamp | Type::Uuid | Type::Url => {
            diagnostics.push(without_default(node.span, "a value of this type"));
            None
        }
        Type::List(_) if value.as_array().is_some_and(Vec::is_empty) => Some(Default::Empty),
        Type::Map(_) if value.as_object().is_some_and(serde_json::Map::is_empty) => Some(Default::Empty),
        Type::List(_) => misfit("`[]`: a list is empty by default or not at all", diagnostics),
        Type::Map(_) => misfit("`{}`: a map is empty by default or not at all", diagnostics),
        Type::Named(id) => resolve_named(literal, *id, types, diagnostics),
        Type::Rust(tokens) => {
            let message = format!("values of `{tokens}` cannot be written here");
            diagnostics.push(
                Diagnostic::new(Code::InvalidDefault, node.span, message)
                    .label("only the types of the language have values that can")
                    .help("write `default` alone, which takes what `Default` gives"),
            );
            None
        }
        // An alias is never optional, and `T??` is `T?`.
        Type::Optional(_) => None,
    }
}

/// `Default::default()`, which an optional field has by itself.
fn of_rust(span: Span, ty: &Type, diagnostics: &mut Diagnostics) -> Option<Default> {
    if ty.is_optional() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidDefault, span, "an absent `Option` is `None` already")
                .label("changes nothing")
                .help("remove it"),
        );
        return None;
    }
    Some(Default::Rust)
}

fn resolve_named(
    literal: &Literal,
    id: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    diagnostics: &mut Diagnostics,
) -> Option<Default> {
    let node = &literal.0;
    match &types[id].shape {
        Shape::Enum(declared) => {
            let text = node.as_scalar().map(|scalar| scalar.text.as_str()).unwrap_or_default();
            let position =
                declared.members.iter().position(|member| member.name.as_written() == text || member.wire == text);
            if position.is_none() {
                let names = declared.members.iter().map(|member| member.name.as_written());
                let mut diagnostic = unfit(node.span, "a member of the enum");
                if let Some(close) = suggest::closest(text, names) {
                    diagnostic = diagnostic.help(format!("did you mean `{close}`?"));
                }
                diagnostics.push(diagnostic.related(types[id].declaration.span, "the enum is declared here"));
            }
            position.map(|position| Default::Member(id, position))
        }
        _ => {
            let found = without_default(node.span, "a record, union or newtype");
            diagnostics.push(found.related(types[id].declaration.span, "the type is declared here"));
            None
        }
    }
}

fn integer(value: &Value, ty: &Type, span: Span, diagnostics: &mut Diagnostics) -> Option<Default> {
    let range = ty.integers()?;
    let integer = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    let fitting = integer.filter(|integer| range.contains(integer)).map(Default::Integer);
    if fitting.is_none() {
        diagnostics.push(unfit(span, &format!("a whole number from {} to {}", range.start(), range.end())));
    }
    fitting
}

fn unfit(span: Span, expected: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidDefault, span, "the default does not fit its type".to_owned())
        .label(format!("expected {expected}"))
        .help("change the value or the type")
}

fn without_default(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidDefault, span, format!("{what} cannot be a default"))
        .label("only primitives, members of enums, `[]` and `{}` can")
        .help("leave the default out and make the field optional: `T?`")
}

/// Numbers with units, one after the other: `1h30m`, `1.5s`.
pub(super) fn duration(text: &str) -> Option<std::time::Duration> {
    const UNITS: [(&str, f64); 7] =
        [("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3_600.0), ("d", 86_400.0)];
    let mut rest = text;
    let mut total = None;
    while !rest.is_empty() {
        let digits =
            rest.find(|character: char| !(character.is_ascii_digit() || character == '.')).unwrap_or(rest.len());
        let (number, tail) = rest.split_at(digits);
        let letters = tail.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(letters);
        let (_, seconds) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
        let part = std::time::Duration::try_from_secs_f64(number.parse::<f64>().ok()? * seconds).ok()?;
        total = Some(total.unwrap_or(std::time::Duration::ZERO).checked_add(part)?);
        rest = tail;
    }
    total
}

impl Default {
    /// Whether making the value costs nothing.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Bool(_) | Self::Integer(_) | Self::Number(_) | Self::Member(..) => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}
