//! Nodes as JSON values, for defaults and constants.

use serde_json::{Number, Value};

use super::node::quoted;
use super::scalars::{float, truth, whole};
use super::{Node, NodeValue, Scalar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

impl Node {
    /// The value as JSON, by the core rules of YAML 1.2: unquoted `true`, `null` and numbers are what they
    /// look like, everything else is a string.
    ///
    /// A spelling that YAML readers disagree on, such as `012`, is reported, and then there is no value.
    pub fn json(&self, diagnostics: &mut Diagnostics) -> Option<Value> {
        match &self.value {
            NodeValue::Null => Some(Value::Null),
            NodeValue::Scalar(scalar) => self.json_scalar(scalar, diagnostics),
            // A value that only Rust knows: who can use it looks for it before.
            NodeValue::Rust(_) => None,
            NodeValue::Sequence(items) => {
                let values: Vec<_> = items.iter().map(|item| item.json(diagnostics)).collect();
                values.into_iter().collect::<Option<_>>().map(Value::Array)
            }
            NodeValue::Mapping(entries) => {
                let values: Vec<_> = entries
                    .iter()
                    .map(|entry| Some((entry.key.value.clone(), entry.value.json(diagnostics)?)))
                    .collect();
                values.into_iter().collect::<Option<_>>().map(Value::Object)
            }
        }
    }

    fn json_scalar(&self, scalar: &Scalar, diagnostics: &mut Diagnostics) -> Option<Value> {
        if !scalar.plain {
            return Some(Value::String(scalar.text.clone()));
        }
        if let Some(value) = truth(scalar) {
            return Some(Value::Bool(value));
        }
        if let Some(value) = whole(&scalar.text) {
            let unsigned = u64::try_from(value).map(Number::from);
            let number = unsigned.or_else(|_| i64::try_from(value).map(Number::from));
            if number.is_err() {
                diagnostics.push(self.unclear(scalar, "is a number that does not fit 64 bits"));
            }
            return number.ok().map(Value::Number);
        }
        if let Some(number) = float(&scalar.text).and_then(Number::from_f64) {
            return Some(Value::Number(number));
        }
        if looks_numeric(&scalar.text) {
            let why = "is a number to some YAML readers and a text to others";
            diagnostics.push(self.unclear(scalar, why));
            return None;
        }
        Some(Value::String(scalar.text.clone()))
    }

    fn unclear(&self, scalar: &Scalar, why: &str) -> Diagnostic {
        let message = format!("{} {why}", quoted(&scalar.text));
        Diagnostic::new(Code::InvalidValue, self.span, message).label("not clearly a number or a text").help(
            match scalar.text.trim_start_matches('0') {
                digits
                    if digits.len() < scalar.text.len() && digits.starts_with(|first: char| first.is_ascii_digit()) =>
                {
                    format!(
                        "write `{digits}` if it is a number, and put it in quotes if it is a text: \"{}\"",
                        scalar.text
                    )
                }
                _ => format!("put it in quotes if it is a text: \"{}\"", scalar.text),
            },
        )
    }
}

/// Spellings that YAML readers disagree on: `012`, `.inf`, `1e999`.
fn looks_numeric(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let special = matches!(digits.to_lowercase().as_str(), ".inf" | ".nan");
    let starts = digits.starts_with(|first: char| first.is_ascii_digit());
    special || (starts && text.parse::<f64>().is_ok())
}
