//! GraphQL over HTTP: which operation a request names, its variables, and answers with `data` or `errors`.
//!
//! The document is not executed: what an operation selects is described by the type that it returns.

use serde_json::{Map, Value, json};

use crate::checks;
use crate::description::{GraphqlCall, Operation, Type, Types};
use crate::reply::Reply;

/// What a request or a subscription asks for.
pub(crate) struct Asking {
    name: Option<String>,
    pub(crate) variables: Map<String, Value>,
}

impl Asking {
    /// Reads `{"query", "operationName", "variables"}`.
    pub(crate) fn of(payload: &Value) -> Self {
        let query = payload["query"].as_str().unwrap_or_default();
        let name = payload["operationName"].as_str().or_else(|| name_in(query)).map(str::to_owned);
        Self { name, variables: payload["variables"].as_object().cloned().unwrap_or_default() }
    }

    /// Whether it is for an operation.
    pub(crate) fn is_for(&self, call: &GraphqlCall) -> bool {
        self.name.as_deref() == Some(call.operation.as_str())
    }

    /// What is wrong if it is for none.
    pub(crate) fn unknown(&self) -> String {
        match &self.name {
            Some(name) => format!("there is no operation `{name}`"),
            None => "the document does not say which operation it is".to_owned(),
        }
    }

    /// Checks the variables.
    ///
    /// # Errors
    /// What is wrong with the first that is not as described.
    pub(crate) fn check(&self, types: &Types, call: &GraphqlCall) -> Result<(), String> {
        for variable in &call.variables {
            let value = self.variables.get(&variable.name).unwrap_or(&Value::Null);
            if value.is_null() && !variable.ty.is_optional() {
                return Err(format!("the variable `{}` is missing", variable.name));
            }
            checks::check(types, &variable.ty, value)
                .map_err(|problem| format!("the variable `{}`: {problem}", variable.name))?;
        }
        Ok(())
    }
}

/// Whether a body is for an operation; otherwise how the endpoint says no.
pub(crate) fn is_for(call: &GraphqlCall, body: &[u8]) -> Result<(), Reply> {
    let Ok(payload) = serde_json::from_slice::<Value>(body) else {
        return Err(Reply::json(400, &errors("the body is no JSON")));
    };
    let asking = Asking::of(&payload);
    if asking.is_for(call) { Ok(()) } else { Err(Reply::json(200, &errors(&asking.unknown()))) }
}

/// The answer with what an operation returns.
pub(crate) fn data(call: &GraphqlCall, value: &Value) -> Value {
    match &call.field {
        Some(field) => json!({ "data": { field: value } }),
        None => json!({ "data": value }),
    }
}

/// What REST would have answered, as GraphQL says it: nothing is none where there may be none.
pub(crate) fn answer(call: &GraphqlCall, operation: &Operation, reply: &Reply) -> Value {
    let value = serde_json::from_slice::<Value>(&reply.body).unwrap_or_default();
    match reply.status {
        200..=299 => data(call, &value),
        404 if operation.returns.as_ref().is_none_or(Type::is_optional) => data(call, &Value::Null),
        _ => errors(value["message"].as_str().unwrap_or("the server failed")),
    }
}

/// The variables as the fields of one record: those of an object that stands for a record are among them.
pub(crate) fn given(variables: &Map<String, Value>) -> Map<String, Value> {
    let inner = variables.values().filter_map(Value::as_object).flatten();
    let own = variables.iter().filter(|(_, value)| !value.is_object());
    inner.chain(own).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The variables that are texts, numbers and flags, as the parameters of a query.
pub(crate) fn texts(variables: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    variables.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
}

/// The answer with one error.
pub(crate) fn errors(message: &str) -> Value {
    json!({ "errors": [{ "message": message }] })
}

/// The name of the first operation in a document.
fn name_in(document: &str) -> Option<&str> {
    let document = document.trim_start();
    let rest = ["query", "mutation", "subscription"].iter().find_map(|kind| document.strip_prefix(kind))?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let end = rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn documents_name_their_operation() {
        assert_eq!(name_in("\nquery GetOrder($id: ID!) { order(id: $id) }"), Some("GetOrder"));
        assert_eq!(name_in("subscription Prices{ price }"), Some("Prices"));
        assert_eq!(name_in("{ order }"), None);
        assert_eq!(name_in("query { order }"), None);
        assert_eq!(name_in("queryish X { order }"), None);
    }
}
