//! Values of one record as those of another: fields are the same when their names are, however they are spelled.

use serde_json::{Map, Value};

use crate::checks::{check, read_text};
use crate::description::{Record, Type, Types};
use crate::examples::Examples;

/// A name without what spellings differ in: `orderId` and `order_id` are the same.
pub(super) fn canonical(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The value that an object has under a name, however it is spelled.
pub(super) fn find<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).or_else(|| {
        let wanted = canonical(name);
        object.iter().find(|(name, _)| canonical(name) == wanted).map(|(_, value)| value)
    })
}

/// Puts the values that a record has a field for into it, and takes out what is null.
pub(super) fn onto(types: &Types, record: &Record, fields: &mut Map<String, Value>, given: &Map<String, Value>) {
    for field in &record.fields {
        let names = std::iter::once(&field.name).chain(&field.aliases);
        let Some(value) = names.into_iter().find_map(|name| find(given, name)) else { continue };
        if value.is_null() && field.ty.is_optional() {
            fields.remove(&field.name);
            continue;
        }
        let value = match value {
            value if check(types, &field.ty, value).is_ok() => Some(value.clone()),
            // What stood in a path is text.
            Value::String(text) => read_text(types, &field.ty, text).ok(),
            _ => None,
        };
        fields.extend(value.map(|value| (field.name.clone(), value)));
    }
}

/// The identifier of an item, as it stands in a path.
pub(super) fn id_of(item: &Value, id: &str) -> Option<String> {
    item.get(id).filter(|value| !value.is_boolean()).and_then(as_text)
}

/// A value as it stands in a path or a query, if it can.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// An item as a value of another type: its own values, and examples of what it does not have.
pub(super) fn projected(types: &Types, ty: &Type, item: &Value, examples: &Examples<'_>) -> Value {
    let Some((record, object)) = types.record(ty).zip(item.as_object()) else {
        return if check(types, ty, item).is_ok() { item.clone() } else { examples.value(ty.required(), "value") };
    };
    let mut value = examples.value(ty.required(), "value");
    if let Value::Object(fields) = &mut value {
        onto(types, record, fields, object);
    }
    value
}
