//! The `constants` section, resolved: named values.

use serde_json::Value;

use super::symbols::Declaration;

/// A named value.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The value.
    pub value: ConstantValue,
}

/// What a constant can be.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstantValue {
    /// `&'static str`
    Text(String),
    /// `i64`
    Integer(i64),
    /// `f64`
    Number(f64),
    /// `bool`
    Bool(bool),
}

impl Constant {
    /// The value as text, for `${NAME}` in other texts.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.value {
            ConstantValue::Text(text) => text.clone(),
            ConstantValue::Integer(integer) => integer.to_string(),
            ConstantValue::Number(number) => Value::from(*number).to_string(),
            ConstantValue::Bool(flag) => flag.to_string(),
        }
    }
}
