//! The `constants` section, resolved: named values.

use serde_json::Value;

use super::arena::Id;
use super::symbols::Declaration;
use super::{Model, Module};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::Literal;
use crate::raw::sections::Sections;
use crate::source::Naming;

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

/// Reads the values. Constants come first: texts of other sections may contain them.
pub(super) fn resolve(sections: &[Sections], model: &mut Model, diagnostics: &mut Diagnostics) {
    let modules: Vec<Id<Module>> = model.modules.ids().collect();
    for (module, sections) in modules.into_iter().zip(sections) {
        for named in &sections.constants {
            let declaration = Declaration::of(&named.name, &named.value.about, module, Naming::Schema);
            let value = constant_value(&named.value.value, diagnostics);
            model.constants.push(Constant { declaration, value });
        }
    }
}

fn constant_value(literal: &Literal, diagnostics: &mut Diagnostics) -> ConstantValue {
    match literal.0.json(diagnostics).unwrap_or_default() {
        Value::String(text) => ConstantValue::Text(text),
        Value::Bool(flag) => ConstantValue::Bool(flag),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => ConstantValue::Integer(integer),
            None => ConstantValue::Number(number.as_f64().unwrap_or_default()),
        },
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongShape, literal.0.span, "a constant is text, a number or a flag".to_owned())
                    .label("not a constant")
                    .help("write a single value; quote text that looks like a number"),
            );
            ConstantValue::Bool(false)
        }
    }
}
