//! Forms, as the outline shows them: what they take, and the value as the language writes it.

use serde_yaml::Value as Yaml;

use super::accessors::path;
use super::outline::Object;
use super::types::{default, expression, full_name};
use crate::model::Model;
use crate::model::accessors::Accessor;
use crate::model::constructors::Constructor;
use crate::model::forms::{Form, MapEntry, Owner, ParameterType, Reference, Root, Value, ValueKind};
use crate::model::types::Shape;

/// A form with what it takes.
pub(super) fn form(model: &Model, owner: Owner<'_>, form: &Form) -> Object {
    let object = taking(model, form, Object::default().about(form.doc.as_ref(), None));
    object.with("type", expression(model, &form.value.ty)).with("gives", gives(model, owner, form))
}

/// A constructor of a record.
pub(super) fn constructor(model: &Model, constructor: &Constructor) -> Object {
    let form = &constructor.form;
    let object = Object::default().about(form.doc.as_ref(), constructor.deprecated.as_ref());
    taking(model, form, object).with("gives", gives(model, constructor.owner(), form))
}

fn taking(model: &Model, form: &Form, object: Object) -> Object {
    let takes = form.used().fold(Object::default(), |all, parameter| {
        let ty = match &parameter.ty {
            ParameterType::Value(ty) => expression(model, ty),
            ParameterType::Document(id) => full_name(model, &model.documents[*id].declaration),
        };
        all.with(parameter.name.as_written(), ty)
    });
    if takes.is_empty() { object } else { object.with("takes", takes) }
}

/// The value of a form.
pub(super) fn gives(model: &Model, owner: Owner<'_>, form: &Form) -> Yaml {
    Writer { model, owner, form, found: Vec::new() }.value(&form.value)
}

struct Writer<'a> {
    model: &'a Model,
    owner: Owner<'a>,
    form: &'a Form,
    /// The paths of the conditions around the value.
    found: Vec<String>,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value) -> Yaml {
        match &value.kind {
            ValueKind::Literal(constant) => default(self.model, constant),
            ValueKind::NewId => "$new_id".into(),
            ValueKind::Reference(reference) => format!("${}", self.reference(reference)).into(),
            ValueKind::Json(inner) | ValueKind::Bytes(inner) => self.value(inner),
            ValueKind::Record { record, fields } => {
                let Shape::Record(shape) = &self.model.types[*record].shape else { return Yaml::Null };
                let fields = fields.iter().fold(Object::default(), |all, (position, value)| {
                    all.with(shape.fields[*position].name.as_written(), self.value(value))
                });
                fields.into()
            }
            ValueKind::Variant { union, variant, value } => {
                let Shape::Union(shape) = &self.model.types[*union].shape else { return Yaml::Null };
                Object::default().with(shape.variants[*variant].name.as_written(), self.value(value)).into()
            }
            ValueKind::List(items) => self.list(items),
            ValueKind::Map(entries) => {
                let entries = entries.iter().fold(Object::default(), |all, entry| match entry {
                    MapEntry::Entry(key, value) => all.with(key, self.value(value)),
                    MapEntry::With(value) => all.with("$with", self.value(value)),
                });
                entries.into()
            }
            ValueKind::When { condition, then, .. } => {
                let path = self.reference(condition);
                let is_flag = !condition.optional;
                if !is_flag {
                    self.found.push(path.clone());
                }
                let then = self.value(then);
                if !is_flag {
                    self.found.pop();
                }
                Object::default().with("$when", format!("${path}")).with("$then", then).into()
            }
            ValueKind::First(items) => Object::default().with("$first", self.list(items)).into(),
            ValueKind::Join(items) => Object::default().with("$join", self.list(items)).into(),
            ValueKind::NonEmpty(inner) => Object::default().with("$non_empty", self.value(inner)).into(),
            ValueKind::Call { form, arguments } => {
                let called = &self.owner.forms()[*form];
                let given =
                    called.parameters.iter().zip(arguments).fold(Object::default(), |all, (parameter, value)| {
                        match value {
                            Some(value) => all.with(parameter.name.as_written(), self.value(value)),
                            None => all,
                        }
                    });
                Object::default().with(&format!("${}", called.name.as_written()), given).into()
            }
        }
    }

    fn list(&mut self, items: &[Value]) -> Yaml {
        Yaml::Sequence(items.iter().map(|item| self.value(item)).collect())
    }

    fn reference(&self, reference: &Reference) -> String {
        let Reference { root, steps, ty, optional } = reference;
        let rest = path(self.model, &Accessor { steps: steps.clone(), ty: ty.clone(), optional: *optional });
        let root = match *root {
            Root::Parameter(position) => self.form.parameters[position].name.as_written(),
            Root::Found(depth) => self.found.get(depth).map_or("", String::as_str),
            Root::Property(position) => self.owner.properties()[position].name.as_written(),
            Root::Document(position, part) => {
                return format!("{}.{}", self.form.parameters[position].name.as_written(), part.word());
            }
            Root::Context => return rest,
        };
        if rest.is_empty() { root.to_owned() } else { format!("{root}.{rest}") }
    }
}
