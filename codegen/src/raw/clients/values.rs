//! Values that a client holds, and arguments that take them, as written.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::expression::Expression;
use crate::raw::{Named, Text, has_entries, optional_members, required_texts, text};
use crate::source::{Fields, Node, NodeValue};

/// A value that a client holds.
#[derive(Clone, Debug)]
pub struct RawValue {
    /// `doc`
    pub doc: Option<Text>,
    /// `type`: of a value, or the name of a selector.
    pub ty: Option<Expression>,
    /// `setting`: the one that says it.
    pub setting: Option<Text>,
    /// `context`: the name of a context, and the path in it that leads to the value.
    pub context: Option<Text>,
}

/// Where an argument comes from when a call does not give it.
#[derive(Clone, Debug)]
pub struct RawFrom {
    /// The value of the client.
    pub value: Text,
    /// `only`: the members of a selector that are sent; without it all.
    pub only: Option<Vec<Text>>,
}

/// Reads the key `values` of a client.
pub(super) fn read(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Vec<Named<RawValue>> {
    optional_members(fields, "values", diagnostics, read_value)
}

fn read_value(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawValue> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let ty = Some(Expression::read(node, diagnostics)?);
        return Some(RawValue { doc: None, ty, setting: None, context: None });
    }
    let mut fields = Fields::of(node, "a value", diagnostics)?;
    let doc = text(&mut fields, "doc", diagnostics);
    let (setting, context) = (text(&mut fields, "setting", diagnostics), text(&mut fields, "context", diagnostics));
    // What a setting holds is a text; anything else has to be said.
    let ty = if setting.is_some() { fields.take("type") } else { fields.require("type", diagnostics) };
    let ty = match ty {
        Some(ty) => Some(Expression::read(ty, diagnostics)?),
        None if setting.is_some() => None,
        None => return None,
    };
    fields.finish(diagnostics);
    Some(RawValue { doc, ty, setting, context })
}

/// Reads the keys `from` and `only` of an argument.
pub(super) fn read_from(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawFrom> {
    let value = text(fields, "from", diagnostics);
    let only = fields.entry("only").map(|entry| {
        if value.is_none() {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, entry.key.span, "`only` belongs to a value of the client")
                    .label("needs the key `from` beside it")
                    .help("write `from: name_of_the_value`, or remove `only`"),
            );
        }
        has_entries(&entry.value, "only", diagnostics);
        required_texts(&entry.value, "members", diagnostics)
    });
    Some(RawFrom { value: value?, only })
}

/// The type of an argument, which one that takes a value of the client need not say.
pub(super) fn read_type(
    fields: &mut Fields<'_>,
    from: Option<&RawFrom>,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let node = if from.is_some() { fields.take("type") } else { fields.require("type", diagnostics) };
    node.and_then(|node| Expression::read(node, diagnostics))
}
