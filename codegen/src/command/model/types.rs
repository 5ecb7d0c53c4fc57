//! The `types` section of the outline.

use serde_yaml::Value;

use super::forms;
use super::outline::Object;
use crate::model::Model;
use crate::model::defaults::Default;
use crate::model::enums::{Enum, Member};
use crate::model::newtypes::{Limit, Newtype};
use crate::model::records::{Field, Record};
use crate::model::rules::Rules;
use crate::model::symbols::Declaration;
use crate::model::types::{Shape, Type};
use crate::model::unions::{Tagging, Union, Variant};
use crate::raw::records::{AbsentFields, DefaultFields, UnknownFields};

/// A type, begun by what every declaration has.
pub(super) fn shape(model: &Model, shape: &Shape, about: impl Fn(&str) -> Object) -> Object {
    match shape {
        Shape::Record(shape) => record(model, shape, about("record")),
        Shape::Enum(shape) => closed_or_open(about("enum"), shape),
        Shape::Union(shape) => union(model, shape, about("union")),
        Shape::Newtype(shape) => newtype(model, shape, about("newtype")),
        Shape::Alias(ty) => about("alias").with("type", expression(model, ty)),
    }
}

/// A type expression as the language writes it; names of every package are written with it.
pub(super) fn expression(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => format!("{}?", expression(model, inner)),
        Type::List(inner) => format!("[{}]", expression(model, inner)),
        Type::Map(inner) => format!("{{string: {}}}", expression(model, inner)),
        Type::Named(id) => full_name(model, &model.types[*id].declaration),
        Type::Rust(tokens) => tokens.clone(),
        primitive => {
            let word = Type::PRIMITIVES.iter().find(|(_, known)| known == primitive);
            word.map_or_else(String::new, |(word, _)| (*word).to_owned())
        }
    }
}

/// The name of a declaration with its package.
pub(super) fn full_name(model: &Model, declaration: &Declaration) -> String {
    let package = &model.packages[model.modules[declaration.module].package];
    format!("{}.{}", package.name, declaration.name.as_written())
}

fn record(model: &Model, record: &Record, object: Object) -> Object {
    let unknown = match record.unknown {
        UnknownFields::Ignore => "ignore",
        UnknownFields::Keep => "keep",
        UnknownFields::Refuse => "refuse",
    };
    let mut fields = Object::default();
    for field in &record.fields {
        fields = fields.with(field.name.as_written(), self::field(model, field));
    }
    let object = object.with("unknown", unknown);
    let object = if record.defaults == DefaultFields::Omit { object.with("defaults", "omit") } else { object };
    let object = if record.nulls == AbsentFields::Write { object.with("nulls", "write") } else { object };
    object.with("fields", fields).with_members("constructors", &record.constructors, |known| {
        (known.form.name.as_written(), forms::constructor(model, known))
    })
}

fn field(model: &Model, field: &Field) -> Object {
    Object::default()
        .about(field.doc.as_ref(), field.deprecated.as_ref())
        .with("type", expression(model, &field.ty))
        .with("wire", field.wire.as_str())
        .with_list("aliases", field.aliases.iter().map(String::as_str))
        .with_some("default", field.default.as_ref().map(|value| default(model, value)))
        .with_flag("boxed", field.boxed)
        .with_flag("secret", field.secret)
        .with_flag("lenient", field.lenient)
}

/// A default as it stands in JSON.
pub(super) fn default(model: &Model, default: &Default) -> Value {
    match default {
        Default::Text(text) => text.as_str().into(),
        Default::Duration(duration) => format!("{}s", duration.as_secs_f64()).into(),
        Default::Bool(flag) => (*flag).into(),
        Default::Integer(integer) => whole(*integer),
        Default::Number(number) => (*number).into(),
        Default::Member(id, index) => match &model.types[*id].shape {
            Shape::Enum(shape) => shape.members.get(*index).map_or(Value::Null, |member| member.wire.as_str().into()),
            _ => Value::Null,
        },
        Default::Empty => "empty".into(),
        // No schema can say so.
        Default::Rust => Value::Null,
        Default::Json(value) => serde_yaml::to_value(value).unwrap_or_default(),
    }
}

fn closed_or_open(object: Object, shape: &Enum) -> Object {
    let mut members = Object::default();
    for member in &shape.members {
        members = members.with(member.name.as_written(), self::member(member));
    }
    object.with("open", shape.open).with("members", members)
}

fn member(member: &Member) -> Object {
    Object::default()
        .about(member.doc.as_ref(), member.deprecated.as_ref())
        .with("wire", member.wire.as_str())
        .with_list("aliases", member.aliases.iter().map(String::as_str))
}

fn union(model: &Model, union: &Union, object: Object) -> Object {
    let object = match &union.tagging {
        Tagging::Internal { tag } => object.with("tag", tag.as_str()),
        Tagging::Adjacent { tag, content } => object.with("tag", tag.as_str()).with("content", content.as_str()),
        Tagging::External => object,
    };
    let mut members = Object::default();
    for variant in &union.variants {
        members = members.with(variant.name.as_written(), self::variant(model, variant));
    }
    object.with("open", union.open).with("members", members)
}

fn variant(model: &Model, variant: &Variant) -> Object {
    Object::default()
        .about(variant.doc.as_ref(), variant.deprecated.as_ref())
        .with("type", expression(model, &variant.ty))
        .with("wire", variant.wire.as_str())
        .with_flag("boxed", variant.boxed)
}

fn newtype(model: &Model, newtype: &Newtype, object: Object) -> Object {
    rules(&newtype.rules, object.with("type", expression(model, &newtype.inner)))
        .with_some("min", newtype.min.map(limit))
        .with_some("max", newtype.max.map(limit))
        .with_flag("secret", newtype.secret)
}

fn whole(integer: i128) -> Value {
    match (i64::try_from(integer), u64::try_from(integer)) {
        (Ok(integer), _) => integer.into(),
        (_, Ok(integer)) => integer.into(),
        _ => integer.to_string().into(),
    }
}

pub(super) fn limit(limit: Limit) -> Value {
    match limit {
        Limit::Integer(integer) => whole(integer),
        Limit::Number(number) => Value::from(number),
    }
}

/// The rules for a text, among other keys.
pub(super) fn rules(rules: &Rules, object: Object) -> Object {
    object
        .with_flag("trim", rules.trim)
        .with_some("strip_prefix", rules.strip_prefix.as_deref())
        .with_flag("non_empty", rules.non_empty)
        .with_list("starts_with", rules.starts_with.iter().map(String::as_str))
        .with_some("trim_end", rules.trim_end.as_deref())
        .with_some("min_length", rules.min_length)
        .with_some("max_length", rules.max_length)
        .with_some("pattern", rules.pattern.as_deref())
}
