//! Going on where a subscription ended that connects again.

use super::Document;
use super::document::field_of;
use crate::json::{Map, Value};

/// A variable that a subscription that connects again gives another value: that of a field of the last result, so that
/// the server begins where it ended. A server that counts from that value, itself included, gives the last result again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resume {
    variable: &'static str,
    field: &'static str,
}

impl Resume {
    /// This variable has the value of this field.
    pub const fn new(variable: &'static str, field: &'static str) -> Self {
        Self { variable, field }
    }
}

/// The payload of a subscription that goes on behind these data; none where it begins as it did before.
pub(super) fn resumed(payload: &str, resumes: &[Resume], document: &Document, data: &[u8]) -> Option<String> {
    let mut payload: Map<String, Value> = serde_json::from_str(payload).ok()?;
    let result = document.answer_in(data).ok()?;
    for resume in resumes {
        let value = field_of(result, resume.field).ok()?;
        let value: Value = serde_json::from_slice(value).ok()?;
        // A result that does not say where it stands leaves the variable as it is.
        if !value.is_null() {
            let variables = payload.entry("variables").or_insert_with(|| Value::Object(Map::new()));
            variables.as_object_mut()?.insert(resume.variable.to_owned(), value);
        }
    }
    Some(Value::Object(payload).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: Document = Document::new("Logs::follow", "Follow", "…").answered_by("logs");
    const RESUMES: &[Resume] = &[Resume::new("since", "at")];

    #[test]
    fn a_variable_has_the_value_of_the_last_result() {
        let payload = r#"{"query":"…","variables":{"since":"a","level":3}}"#;
        let resumed = |data: &str| resumed(payload, RESUMES, &DOCUMENT, data.as_bytes());
        let again: Value =
            serde_json::from_str(&resumed(r#"{"logs":{"text":"x","at":"b"}}"#).unwrap_or_default()).unwrap_or_default();
        assert_eq!(again["variables"], serde_json::json!({ "since": "b", "level": 3 }));
        let same: Value =
            serde_json::from_str(&resumed(r#"{"logs":{"text":"x"}}"#).unwrap_or_default()).unwrap_or_default();
        assert_eq!(same["variables"], serde_json::json!({ "since": "a", "level": 3 }));
        assert_eq!(resumed(r#"{"logs":[1]}"#), None);
    }
}
