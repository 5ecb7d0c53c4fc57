//! Whether a value has its type: what a server would refuse, with a message that names the place and never the value.

pub(crate) mod rules;
mod scalars;

use std::fmt;

use serde_json::{Map, Value};

use crate::description::{Newtype, Record, Resolved, Tagging, Type, Types, Union, Words};

/// How deep values nest.
const DEPTH: usize = 128;

/// What is wrong with a value, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    path: String,
    message: String,
}

impl Problem {
    /// Something at the place `path`, which is empty for the value itself.
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "{} at `{}`", self.message, self.path)
    }
}

/// Checks a value.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(types: &Types, ty: &Type, value: &Value) -> Result<(), Problem> {
    Checker { types }.value(ty, value, &mut String::new(), 0)
}

/// Reads the text of a query, a header or a path as a value of a type.
///
/// # Errors
/// When it is none.
pub fn read_text(types: &Types, ty: &Type, text: &str) -> Result<Value, Problem> {
    let value = match inner(types, ty) {
        Type::Bool => text.parse().map_or_else(|_| Value::from(text), Value::Bool),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => {
            serde_json::from_str(text).ok().filter(Value::is_number).unwrap_or_else(|| Value::from(text))
        }
        Type::Json => return Ok(Value::from(text)),
        _ => Value::from(text),
    };
    check(types, ty.required(), &value).map(|()| value)
}

/// The type of the language that a text stands for.
fn inner<'t>(types: &'t Types, ty: &'t Type) -> &'t Type {
    match types.resolve(ty.required()) {
        Resolved::Plain(ty) => ty,
        Resolved::Newtype(newtype) => inner(types, &newtype.of),
        _ => &Type::String,
    }
}

struct Checker<'t> {
    types: &'t Types,
}

impl Checker<'_> {
    fn value(&self, ty: &Type, value: &Value, path: &mut String, depth: usize) -> Result<(), Problem> {
        if depth > DEPTH {
            return Err(Problem::new(path.as_str(), "nested too deeply"));
        }
        match self.types.resolve(ty) {
            Resolved::Plain(ty) => self.plain(ty, value, path, depth),
            Resolved::Record(_, record) => self.record(record, None, value, path, depth),
            Resolved::Enum(words) => word(words, value, path),
            Resolved::Union(_, union) => self.union(union, value, path, depth),
            Resolved::Newtype(newtype) => self.newtype(newtype, value, path, depth),
        }
    }

    fn plain(&self, ty: &Type, value: &Value, path: &mut String, depth: usize) -> Result<(), Problem> {
        match (ty, value) {
            (Type::Optional(_), Value::Null) => Ok(()),
            (Type::Optional(inner), value) => self.value(inner, value, path, depth + 1),
            (Type::List(inner), Value::Array(items)) => items.iter().enumerate().try_for_each(|(at, item)| {
                self.nested(path, &format!("[{at}]"), |path| self.value(inner, item, path, depth + 1))
            }),
            (Type::List(_), other) => Err(mismatch("a list", other, path)),
            (Type::Map(inner), Value::Object(map)) => map.iter().try_for_each(|(name, item)| {
                self.nested(path, &member(path, name), |path| self.value(inner, item, path, depth + 1))
            }),
            (Type::Map(_), other) => Err(mismatch("an object", other, path)),
            (scalar, value) => scalars::check(scalar, value).map_err(|expected| mismatch(expected, value, path)),
        }
    }

    /// Checks something inside, whose place is added to the path meanwhile.
    #[expect(clippy::unused_self, reason = "reads as the other checks do")]
    fn nested(
        &self,
        path: &mut String,
        step: &str,
        check: impl FnOnce(&mut String) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let length = path.len();
        path.push_str(step);
        let result = check(path);
        path.truncate(length);
        result
    }

    /// A record; in a union, the tag is another field.
    fn record(
        &self,
        record: &Record,
        tag: Option<&str>,
        value: &Value,
        path: &mut String,
        depth: usize,
    ) -> Result<(), Problem> {
        let Value::Object(map) = value else { return Err(mismatch("an object", value, path)) };
        for field in &record.fields {
            let names = std::iter::once(&field.name).chain(&field.aliases);
            let found = names.into_iter().find_map(|name| Some((name, map.get(name)?)));
            match found {
                Some((_, given)) if field.lenient && scalars::is_flag(given) => {}
                Some((name, given)) => {
                    self.nested(path, &member(path, name), |path| self.value(&field.ty, given, path, depth + 1))?;
                }
                None if field.ty.is_optional() || field.default.is_some() => {}
                None => return Err(Problem::new(path.as_str(), format!("the field `{}` is missing", field.name))),
            }
        }
        if record.closed {
            let declared = |name: &str| {
                tag == Some(name)
                    || record.fields.iter().any(|field| field.name == name || field.aliases.iter().any(|a| a == name))
            };
            if let Some(name) = map.keys().find(|name| !declared(name)) {
                return Err(Problem::new(path.as_str(), format!("there is no field `{name}`")));
            }
        }
        Ok(())
    }

    fn union(&self, union: &Union, value: &Value, path: &mut String, depth: usize) -> Result<(), Problem> {
        let Value::Object(map) = value else { return Err(mismatch("an object", value, path)) };
        let Some((name, content)) = tag_and_content(&union.tagging, value, map, path)? else {
            return if union.open { Ok(()) } else { Err(Problem::new(path.as_str(), "the tag is missing")) };
        };
        let Some(variant) = union.variants.iter().find(|variant| variant.name == name) else {
            return if union.open { Ok(()) } else { Err(Problem::new(path.as_str(), "this tag is not known")) };
        };
        match &union.tagging {
            Tagging::Internal { tag } => match self.types.record(&variant.ty) {
                Some(record) => self.record(record, Some(tag), content, path, depth + 1),
                None => self.value(&variant.ty, content, path, depth + 1),
            },
            Tagging::Adjacent { content: step, .. } => {
                self.nested(path, &member(path, step), |path| self.value(&variant.ty, content, path, depth + 1))
            }
            Tagging::External => {
                self.nested(path, &member(path, name), |path| self.value(&variant.ty, content, path, depth + 1))
            }
        }
    }

    fn newtype(&self, newtype: &Newtype, value: &Value, path: &mut String, depth: usize) -> Result<(), Problem> {
        self.value(&newtype.of, value, path, depth + 1)?;
        match value {
            Value::String(text) => rules::apply(&newtype.rules, text).map(drop),
            Value::Number(number) => scalars::check_limits(number, newtype.min.as_ref(), newtype.max.as_ref()),
            _ => Ok(()),
        }
        .map_err(|message| Problem::new(path.as_str(), message))
    }
}

fn word(words: &Words, value: &Value, path: &str) -> Result<(), Problem> {
    let Value::String(text) = value else { return Err(mismatch("a word", value, path)) };
    let is_known = words.members.iter().any(|word| word.name == *text || word.aliases.contains(text));
    if is_known || words.open { Ok(()) } else { Err(Problem::new(path, "this word is not one of those allowed")) }
}

/// The tag of a union and the value that it says the type of; none without a tag.
fn tag_and_content<'v>(
    tagging: &Tagging,
    value: &'v Value,
    map: &'v Map<String, Value>,
    path: &str,
) -> Result<Option<(&'v str, &'v Value)>, Problem> {
    let text = |tag: &str| match map.get(tag) {
        None => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.as_str())),
        Some(other) => Err(mismatch("a tag", other, &format!("{path}{}", member(path, tag)))),
    };
    Ok(match tagging {
        Tagging::Internal { tag } => text(tag)?.map(|name| (name, value)),
        Tagging::Adjacent { tag, content } => text(tag)?.map(|name| (name, map.get(content).unwrap_or(&Value::Null))),
        Tagging::External => map.iter().next().filter(|_| map.len() == 1).map(|(name, value)| (name.as_str(), value)),
    })
}

/// The step to a member of an object.
fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!(".{name}") }
}

fn mismatch(expected: &str, found: &Value, path: &str) -> Problem {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem::new(path, format!("expected {expected}, found {found}"))
}
