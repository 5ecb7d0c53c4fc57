//! Values that are written in a schema: read as the type that their place has, and kept as they are on the wire.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::accessors::described;
use crate::model::arena::{Arena, Id};
use crate::model::defaults::Default;
use crate::model::forms;
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::Literal;
use crate::source::{Entry, Node, NodeValue};

/// The types, and which of their fields have a default.
#[derive(Clone, Copy)]
pub(in crate::model) struct Known<'a> {
    /// The types.
    pub(in crate::model) types: &'a Arena<TypeDeclaration>,
    /// Fields with a default, by record and position.
    pub(in crate::model) defaults: &'a BTreeSet<(Id<TypeDeclaration>, usize)>,
}

/// The value that a node holds, as it is on the wire; one that does not fit is reported.
pub(in crate::model) fn value(node: &Node, ty: &Type, known: Known<'_>, resolver: &mut Resolver<'_>) -> Option<Value> {
    match (ty.unaliased(known.types), &node.value) {
        (Type::Json, _) => node.json(resolver.diagnostics),
        (Type::Optional(_), NodeValue::Null) => Some(Value::Null),
        (Type::Optional(inner), _) => value(node, inner, known, resolver),
        (Type::List(item), NodeValue::Sequence(items)) => {
            items.iter().map(|node| value(node, item, known, resolver)).collect()
        }
        (Type::Map(item), NodeValue::Mapping(entries)) => {
            let one = |entry: &Entry| Some((entry.key.value.clone(), value(&entry.value, item, known, resolver)?));
            entries.iter().map(one).collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        (Type::Named(id), NodeValue::Mapping(entries)) => match &known.types[*id].shape {
            Shape::Record(found) => record(entries, node.span, (*id, found), known, resolver),
            _ => unfit(node, ty, known, resolver),
        },
        (_, NodeValue::Scalar(_)) => {
            let literal = forms::literal(&Literal(node.clone()), ty, known.types, resolver)?;
            on_the_wire(&literal, known)
        }
        _ => unfit(node, ty, known, resolver),
    }
}

fn record(
    entries: &[Entry],
    span: Span,
    (id, record): (Id<TypeDeclaration>, &Record),
    known: Known<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Value> {
    let (mut members, mut is_whole) = (Map::new(), true);
    let declared = &known.types[id].declaration;
    for entry in entries {
        let name = &entry.key.value;
        let Some(field) = record.fields.iter().find(|field| field.name.as_written() == name) else {
            let names = record.fields.iter().map(|field| field.name.as_written());
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownFormName,
                    entry.key.span,
                    format!("`{}` has no field `{name}`", declared.name.as_written()),
                )
                .label("not a field")
                .related(declared.span, "declared here")
                .help(suggest::help(name, names)),
            );
            is_whole = false;
            continue;
        };
        match value(&entry.value, &field.ty, known, resolver) {
            Some(value) => drop(members.insert(field.wire.clone(), value)),
            None => is_whole = false,
        }
    }
    for (at, field) in record.fields.iter().enumerate() {
        let name = field.name.as_written();
        let may_be_missing = field.ty.is_optional() || known.defaults.contains(&(id, at));
        if !may_be_missing && !entries.iter().any(|entry| entry.key.value == name) {
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingFormField, span, format!("the field `{name}` is missing"))
                    .label(format!("no whole `{}`", declared.name.as_written()))
                    .related(declared.span, "declared here")
                    .help(format!("add `{name}: …`")),
            );
            is_whole = false;
        }
    }
    is_whole.then_some(Value::Object(members))
}

fn on_the_wire(literal: &Default, known: Known<'_>) -> Option<Value> {
    Some(match literal {
        Default::Text(text) => Value::from(text.as_str()),
        Default::Duration(duration) => Value::from(format!("{}s", duration.as_secs_f64())),
        Default::Bool(flag) => Value::Bool(*flag),
        Default::Integer(integer) => {
            i64::try_from(*integer).map(Value::from).or_else(|_| u64::try_from(*integer).map(Value::from)).ok()?
        }
        Default::Number(number) => Value::from(*number),
        Default::Member(id, at) => match &known.types[*id].shape {
            Shape::Enum(declared) => Value::from(declared.members.get(*at)?.wire.as_str()),
            _ => return None,
        },
        Default::Json(value) => value.clone(),
        Default::Empty | Default::Rust => return None,
    })
}

fn unfit(node: &Node, ty: &Type, known: Known<'_>, resolver: &mut Resolver<'_>) -> Option<Value> {
    resolver.diagnostics.push(
        Diagnostic::new(Code::UnfitFormValue, node.span, "this value does not fit its place")
            .label(format!("expected {}", described(ty, known.types)))
            .help("write a value of that type"),
    );
    None
}
