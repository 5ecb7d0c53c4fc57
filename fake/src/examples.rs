//! Example values: a valid one of every type, the same in every run.
//!
//! A serial number tells values apart: texts end in it, and identifiers, times and numbers follow from it.

mod pattern;
mod scalars;
mod text;

use serde_json::{Map, Value};

use crate::description::{Newtype, Record, Resolved, Tagging, Type, Types, Union, Words};

/// How deep values nest before what may be absent is left out.
const DEPTH: usize = 12;

/// Makes example values of the types of a description.
#[derive(Clone, Copy, Debug)]
pub struct Examples<'t> {
    types: &'t Types,
    serial: u64,
    /// Whether what may be absent is there.
    is_full: bool,
}

impl<'t> Examples<'t> {
    /// Examples with this serial number, with everything that may be absent.
    #[must_use]
    pub fn new(types: &'t Types, serial: u64) -> Self {
        Self { types, serial, is_full: true }
    }

    /// Examples without what may be absent, with empty lists and maps, and with the defaults of fields.
    #[must_use]
    pub fn sparse(self) -> Self {
        Self { is_full: false, ..self }
    }

    /// A value of the type; `name` is what it is called where it stands, which texts tell.
    #[must_use]
    pub fn value(&self, ty: &Type, name: &str) -> Value {
        self.within(ty, name, &mut Vec::new())
    }

    /// A value inside values of the types of the stack, which it repeats only where it must.
    fn within(&self, ty: &'t Type, name: &str, stack: &mut Vec<&'t str>) -> Value {
        match self.types.resolve(ty) {
            Resolved::Plain(ty) => self.plain(ty, name, stack),
            Resolved::Record(type_name, record) => {
                stack.push(type_name);
                let value = Value::Object(self.record(record, stack));
                stack.pop();
                value
            }
            Resolved::Enum(words) => word(words),
            Resolved::Union(type_name, union) => {
                stack.push(type_name);
                let value = self.union(union, stack);
                stack.pop();
                value
            }
            Resolved::Newtype(newtype) => self.newtype(newtype, name, stack),
        }
    }

    fn plain(&self, ty: &'t Type, name: &str, stack: &mut Vec<&'t str>) -> Value {
        match ty {
            Type::Optional(inner) => {
                if self.may_repeat(inner, stack) {
                    self.within(inner, name, stack)
                } else {
                    Value::Null
                }
            }
            Type::List(inner) => {
                if self.may_repeat(inner, stack) {
                    Value::Array(vec![self.within(inner, name, stack)])
                } else {
                    Value::Array(Vec::new())
                }
            }
            Type::Map(inner) => {
                let mut map = Map::new();
                if self.may_repeat(inner, stack) {
                    map.insert("key".to_owned(), self.within(inner, name, stack));
                }
                Value::Object(map)
            }
            scalar => scalars::example(scalar, name, self.serial),
        }
    }

    /// Whether a value that need not be there is: not when it is, or leads to, what it stands in.
    fn may_repeat(&self, ty: &Type, stack: &[&str]) -> bool {
        self.is_full && stack.len() < DEPTH && !self.is_on(ty, stack)
    }

    fn is_on(&self, ty: &Type, stack: &[&str]) -> bool {
        match self.types.resolve(ty.required()) {
            Resolved::Record(name, _) | Resolved::Union(name, _) => stack.contains(&name),
            Resolved::Plain(Type::List(inner) | Type::Map(inner)) => self.is_on(inner, stack),
            _ => false,
        }
    }

    fn record(&self, record: &'t Record, stack: &mut Vec<&'t str>) -> Map<String, Value> {
        let mut map = Map::new();
        for field in &record.fields {
            let value = match &field.default {
                Some(default) => default.clone(),
                None => self.within(&field.ty, &field.name, stack),
            };
            if !(field.ty.is_optional() && value.is_null()) {
                map.insert(field.name.clone(), value);
            }
        }
        map
    }

    /// The first member that does not lead back.
    fn union(&self, union: &'t Union, stack: &mut Vec<&'t str>) -> Value {
        let ends = union.variants.iter().find(|variant| !self.is_on(&variant.ty, stack));
        let Some(variant) = ends.or(union.variants.first()).filter(|_| stack.len() < 4 * DEPTH) else {
            return Value::Object(Map::new());
        };
        let value = self.within(&variant.ty, &variant.name, stack);
        tagged(&union.tagging, &variant.name, value)
    }

    fn newtype(&self, newtype: &'t Newtype, name: &str, stack: &mut Vec<&'t str>) -> Value {
        match self.types.resolve(&newtype.of) {
            Resolved::Plain(Type::String) => Value::from(text::example(&newtype.rules, name, self.serial)),
            Resolved::Plain(ty @ (Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64)) => {
                scalars::between(ty, newtype.min.as_ref(), newtype.max.as_ref(), self.serial)
            }
            _ => self.within(&newtype.of, name, stack),
        }
    }
}

fn word(words: &Words) -> Value {
    words.members.first().map_or(Value::Null, |word| Value::from(word.name.as_str()))
}

/// A value with its tag.
pub(crate) fn tagged(tagging: &Tagging, name: &str, value: Value) -> Value {
    let mut map = Map::new();
    match tagging {
        Tagging::Internal { tag } => {
            map.insert(tag.clone(), Value::from(name));
            if let Value::Object(fields) = value {
                map.extend(fields);
            }
        }
        Tagging::Adjacent { tag, content } => {
            map.insert(tag.clone(), Value::from(name));
            map.insert(content.clone(), value);
        }
        Tagging::External => {
            map.insert(name.to_owned(), value);
        }
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests;
