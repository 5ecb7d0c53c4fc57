//! Texts that are handed on: of any newtype, so that secret ones are among them.

use std::collections::BTreeSet;

use super::resolve::Values;
use super::{Form, Parameter, Surroundings, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::accessors::described;
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type};
use crate::raw::Text;
use crate::raw::forms::{RawValue, RawValueKind};

/// Resolves a value that is a text, or a reference to a newtype of one; there may be none.
pub(in crate::model) fn text(
    name: &Text,
    parameters: Vec<Parameter>,
    raw: &RawValue,
    around: Surroundings<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Form> {
    let mut used = BTreeSet::new();
    let RawValueKind::Reference(path) = &raw.kind else {
        let ty = Type::Optional(Box::new(Type::String));
        return resolve(name, parameters, (raw, &ty), around, &mut used, resolver);
    };
    let mut values = Values { around, parameters, found: Vec::new(), used: &mut used, resolver };
    let value = values.reference(path)?;
    let parameters = values.parameters;
    let is_text = match value.ty.unaliased(around.types) {
        Type::String => true,
        Type::Named(id) => matches!(&around.types[*id].shape, Shape::Newtype(known) if known.inner == Type::String),
        _ => false,
    };
    if !is_text {
        let found = described(&value.ty, around.types);
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnfitFormValue, raw.span, format!("expected a text, found {found}"))
                .label(format!("is {found}"))
                .help("name a `string`, or a newtype of one"),
        );
        return None;
    }
    Some(Form { name: Name::new(name.value.as_str()), span: name.span, doc: None, parameters, value })
}
