//! Types, by their qualified names: those that operations mention, and what these mention.

use serde_json::{Map, Value, json};

use crate::model::Model;
use crate::model::arena::Id;
use crate::model::defaults::Default;
use crate::model::enums::Enum;
use crate::model::newtypes::{Limit, Newtype};
use crate::model::records::{Field, Record};
use crate::model::rules::Rules;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::{Tagging, Union};
use crate::raw::records::UnknownFields;

/// The types that were mentioned so far.
pub(super) struct Described<'m> {
    model: &'m Model,
    mentioned: Vec<Id<TypeDeclaration>>,
}

impl<'m> Described<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, mentioned: Vec::new() }
    }

    /// A type as it is used.
    pub(super) fn ty(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Named(id) => {
                if !self.mentioned.contains(id) {
                    self.mentioned.push(*id);
                }
                json!({ "named": self.name(*id) })
            }
            Type::Optional(inner) => json!({ "optional": self.ty(inner) }),
            Type::List(inner) => json!({ "list": self.ty(inner) }),
            Type::Map(inner) => json!({ "map": self.ty(inner) }),
            // What only a compiler knows can be anything.
            Type::Rust(_) => Value::from("json"),
            plain => {
                let word = Type::PRIMITIVES.iter().find(|(_, known)| known == plain).map_or("json", |(word, _)| word);
                Value::from(word)
            }
        }
    }

    /// Everything that was mentioned, and what that mentions.
    pub(super) fn finish(mut self) -> Value {
        let mut types = Map::new();
        let mut next = 0;
        while let Some(id) = self.mentioned.get(next).copied() {
            let shape = self.shape(&self.model.types[id].shape);
            types.insert(self.name(id), shape);
            next += 1;
        }
        Value::Object(types)
    }

    /// The name on the wire of a field of a record.
    pub(super) fn wire(&self, record: Id<TypeDeclaration>, at: usize) -> Option<&'m str> {
        match &self.model.types[record].shape {
            Shape::Record(record) => record.fields.get(at).map(|field| field.wire.as_str()),
            _ => None,
        }
    }

    fn name(&self, id: Id<TypeDeclaration>) -> String {
        let declaration = &self.model.types[id].declaration;
        let package = &self.model.packages[self.model.modules[declaration.module].package];
        format!("{}.{}", package.name, declaration.name.as_written())
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Record(record) => json!({ "record": self.record(record) }),
            Shape::Enum(declared) => json!({ "enum": words(declared) }),
            Shape::Union(union) => json!({ "union": self.union(union) }),
            Shape::Newtype(newtype) => json!({ "newtype": self.newtype(newtype) }),
            Shape::Alias(ty) => json!({ "alias": self.ty(ty) }),
        }
    }

    fn record(&mut self, record: &Record) -> Value {
        let fields: Vec<Value> = record.fields.iter().map(|field| self.field(field)).collect();
        let mut described = Map::from_iter([("fields".to_owned(), Value::from(fields))]);
        add_flag(&mut described, "closed", record.unknown == UnknownFields::Refuse);
        Value::Object(described)
    }

    fn field(&mut self, field: &Field) -> Value {
        let mut described = Map::from_iter([
            ("name".to_owned(), Value::from(field.wire.as_str())),
            ("type".to_owned(), self.ty(&field.ty)),
        ]);
        if !field.aliases.is_empty() {
            described.insert("aliases".to_owned(), field.aliases.clone().into());
        }
        if let Some(default) = &field.default {
            described.extend(self.default(default, &field.ty).map(|value| ("default".to_owned(), value)));
        }
        add_flag(&mut described, "lenient", field.lenient);
        Value::Object(described)
    }

    /// A default as it stands on the wire; none where only Rust knows it.
    fn default(&self, default: &Default, ty: &Type) -> Option<Value> {
        Some(match default {
            Default::Text(text) => Value::from(text.as_str()),
            Default::Duration(duration) => Value::from(format!("{}s", duration.as_secs_f64())),
            Default::Bool(flag) => Value::Bool(*flag),
            Default::Integer(integer) => whole(*integer)?,
            Default::Number(number) => Value::from(*number),
            Default::Member(id, at) => match &self.model.types[*id].shape {
                Shape::Enum(declared) => Value::from(declared.members.get(*at)?.wire.as_str()),
                _ => return None,
            },
            Default::Empty => match ty.required().unaliased(&self.model.types) {
                Type::Map(_) => json!({}),
                _ => json!([]),
            },
            Default::Json(value) => value.clone(),
            Default::Rust => return None,
        })
    }

    fn union(&mut self, union: &Union) -> Value {
        let variants: Vec<Value> = union
            .variants
            .iter()
            .map(|variant| json!({ "name": variant.wire, "type": self.ty(&variant.ty) }))
            .collect();
        let tagging = match &union.tagging {
            Tagging::Internal { tag } => json!({ "internal": { "tag": tag } }),
            Tagging::Adjacent { tag, content } => json!({ "adjacent": { "tag": tag, "content": content } }),
            Tagging::External => json!("external"),
        };
        json!({ "variants": variants, "tagging": tagging, "open": union.open })
    }

    fn newtype(&mut self, newtype: &Newtype) -> Value {
        let mut described = Map::from_iter([("of".to_owned(), self.ty(&newtype.inner))]);
        let rules = rules(&newtype.rules);
        if !rules.is_empty() {
            described.insert("rules".to_owned(), Value::Object(rules));
        }
        for (name, limit) in [("min", newtype.min), ("max", newtype.max)] {
            let limit = limit.and_then(|limit| match limit {
                Limit::Integer(integer) => whole(integer),
                Limit::Number(number) => Some(Value::from(number)),
            });
            described.extend(limit.map(|limit| (name.to_owned(), limit)));
        }
        Value::Object(described)
    }
}

fn words(declared: &Enum) -> Value {
    let members: Vec<Value> = declared
        .members
        .iter()
        .map(|member| {
            if member.aliases.is_empty() {
                json!({ "name": member.wire })
            } else {
                json!({ "name": member.wire, "aliases": member.aliases })
            }
        })
        .collect();
    json!({ "members": members, "open": declared.open })
}

/// The rules that there are.
fn rules(rules: &Rules) -> Map<String, Value> {
    let mut described = Map::new();
    add_flag(&mut described, "trim", rules.trim);
    add_flag(&mut described, "non_empty", rules.non_empty);
    let texts = [("strip_prefix", &rules.strip_prefix), ("trim_end", &rules.trim_end), ("pattern", &rules.pattern)];
    for (name, text) in texts {
        described.extend(text.as_deref().map(|text| (name.to_owned(), Value::from(text))));
    }
    for (name, length) in [("min_length", rules.min_length), ("max_length", rules.max_length)] {
        described.extend(length.map(|length| (name.to_owned(), Value::from(length))));
    }
    if !rules.starts_with.is_empty() {
        described.insert("starts_with".to_owned(), rules.starts_with.clone().into());
    }
    described
}

fn add_flag(described: &mut Map<String, Value>, name: &str, flag: bool) {
    if flag {
        described.insert(name.to_owned(), Value::Bool(true));
    }
}

fn whole(integer: i128) -> Option<Value> {
    i64::try_from(integer).map(Value::from).or_else(|_| u64::try_from(integer).map(Value::from)).ok()
}
