//! How values of forms are resolved: from the type that a place has to what stands in it.

use std::collections::BTreeSet;

use super::{Form, Parameter, ParameterType, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::accessors::described;
use crate::model::arena::{Arena, Id};
use crate::model::contexts::Context;
use crate::model::events::EventSet;
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::threads::Property;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::forms::{OPERATORS, RawValue, RawValueKind};
use crate::raw::{Named, Text};

/// What values can refer to.
#[derive(Clone, Copy)]
pub(in crate::model) struct Surroundings<'a> {
    pub(in crate::model) types: &'a Arena<TypeDeclaration>,
    pub(in crate::model) events: &'a Arena<EventSet>,
    /// The context of a thread.
    pub(in crate::model) context: Option<&'a Context>,
    /// Fields that have a default, which is not checked yet.
    pub(in crate::model) defaults: &'a BTreeSet<(Id<TypeDeclaration>, usize)>,
    /// The properties that are resolved.
    pub(in crate::model) properties: &'a [Property],
    /// The forms that are resolved.
    pub(in crate::model) forms: &'a [Form],
    /// Properties and forms that could not be resolved: what was reported is not reported again where it is missing.
    pub(in crate::model) unusable: &'a BTreeSet<String>,
}

/// Resolves the value of one form.
pub(in crate::model) struct Values<'a, 'r> {
    pub(super) around: Surroundings<'a>,
    pub(super) parameters: Vec<Parameter>,
    /// What conditions around the value have found: paths and types.
    pub(super) found: Vec<(String, Type)>,
    /// Which forms are used by others.
    pub(super) used: &'a mut BTreeSet<usize>,
    pub(super) resolver: &'a mut Resolver<'r>,
}

/// Resolves a form that gives a value of `ty`.
pub(in crate::model) fn resolve(
    name: &Text,
    parameters: Vec<Parameter>,
    (raw, ty): (&RawValue, &Type),
    around: Surroundings<'_>,
    used: &mut BTreeSet<usize>,
    resolver: &mut Resolver<'_>,
) -> Option<Form> {
    let mut values = Values { around, parameters, found: Vec::new(), used, resolver };
    let value = values.place(raw, ty, "what a form gives")?;
    let parameters = values.parameters;
    Some(Form { name: Name::new(name.value.as_str()), span: name.span, doc: None, parameters, value })
}

impl Values<'_, '_> {
    /// A value in a place of this type, which says whether there may be none.
    pub(super) fn place(&mut self, raw: &RawValue, ty: &Type, what: &str) -> Option<Value> {
        let value = self.value(raw, ty.required())?;
        if value.optional && !ty.is_optional() {
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnfitFormValue,
                    raw.span,
                    format!("{what} must always be there, and this may be missing"),
                )
                .label("may be missing")
                .help("name something to fall back on: `{ $first: [$this, something] }`"),
            );
            return None;
        }
        Some(value)
    }

    /// A value of a type, of which there may be none.
    pub(super) fn value(&mut self, raw: &RawValue, ty: &Type) -> Option<Value> {
        match &raw.kind {
            RawValueKind::Literal(literal) => {
                let value = super::literal(literal, ty, self.around.types, self.resolver)?;
                Some(Value { ty: ty.clone(), optional: false, kind: ValueKind::Literal(value) })
            }
            RawValueKind::Reference(path) => {
                let value = self.reference(path)?;
                self.fit(value, raw.span, ty)
            }
            RawValueKind::Reported => None,
            RawValueKind::List(items) => self.list(items, raw.span, ty),
            RawValueKind::Mapping(entries) => self.mapping(entries, raw.span, ty),
            RawValueKind::When { condition, then } => self.when(condition, then, ty),
            RawValueKind::First(items) => self.first(items, raw.span, ty),
            RawValueKind::Join(items) => self.join(items, raw.span, ty),
            RawValueKind::NonEmpty(inner) => {
                let value = self.value(inner, &Type::String)?;
                let kind = ValueKind::NonEmpty(Box::new(value));
                self.fit(Value { ty: Type::String, optional: true, kind }, raw.span, ty)
            }
            RawValueKind::Call { form, arguments } => {
                let value = self.call(form, arguments)?;
                self.fit(value, raw.span, ty)
            }
        }
    }

    /// A value of its own type in a place of another: the same, JSON of anything, or a text as bytes.
    pub(super) fn fit(&mut self, value: Value, span: Span, ty: &Type) -> Option<Value> {
        let types = self.around.types;
        if is_same(&value.ty, ty, types) {
            return Some(value);
        }
        let optional = value.optional;
        let kind = match ty.unaliased(types) {
            Type::Json => ValueKind::Json(Box::new(value)),
            Type::Bytes if *value.ty.unaliased(types) == Type::String => ValueKind::Bytes(Box::new(value)),
            _ => {
                let (expected, found) = (described(ty, types), described(&value.ty, types));
                self.resolver.diagnostics.push(
                    Diagnostic::new(Code::UnfitFormValue, span, format!("expected {expected}, found {found}"))
                        .label(format!("is {found}"))
                        .help("name another value, or change the type of one of the two"),
                );
                return None;
            }
        };
        Some(Value { ty: ty.clone(), optional, kind })
    }

    fn list(&mut self, items: &[RawValue], span: Span, ty: &Type) -> Option<Value> {
        let item = match ty.unaliased(self.around.types) {
            Type::List(item) => (**item).clone(),
            Type::Json => Type::Json,
            _ => return self.misfit(span, "a list", ty),
        };
        let values: Vec<_> = items.iter().map(|raw| self.value(raw, item.required())).collect();
        let values = values.into_iter().collect::<Option<_>>()?;
        Some(Value { ty: ty.clone(), optional: false, kind: ValueKind::List(values) })
    }

    fn when(&mut self, path: &Text, then: &RawValue, ty: &Type) -> Option<Value> {
        let value = self.reference(path)?;
        let is_flag = !value.optional && *value.ty.unaliased(self.around.types) == Type::Bool;
        let (ValueKind::Reference(condition), true) = (value.kind, value.optional || is_flag) else {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnfitFormValue, path.span, format!("`${}` is always there", path.value))
                    .label("never missing")
                    .help("write the value without `$when`"),
            );
            return None;
        };
        let depth = self.found.len();
        // A flag that is on has nothing more to say: it is looked at as everywhere else.
        let then = if is_flag {
            self.value(then, ty)
        } else {
            self.found.push((path.value.clone(), condition.ty.clone()));
            let then = self.value(then, ty);
            self.found.pop();
            then
        };
        let kind = ValueKind::When { condition, depth, then: Box::new(then?) };
        Some(Value { ty: ty.clone(), optional: true, kind })
    }

    fn first(&mut self, items: &[RawValue], span: Span, ty: &Type) -> Option<Value> {
        let values: Vec<_> = items.iter().map(|raw| self.value(raw, ty)).collect();
        let values: Vec<Value> = values.into_iter().collect::<Option<_>>()?;
        let Some((last, others)) = values.split_last() else {
            return self.misfit(span, "no values to choose from", ty);
        };
        if let Some(position) = others.iter().position(|value| !value.optional) {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnfitFormValue, items[position].span, "this is always there")
                    .label("what stands behind it is never taken")
                    .help("move it to the end"),
            );
            return None;
        }
        Some(Value { ty: ty.clone(), optional: last.optional, kind: ValueKind::First(values) })
    }

    fn join(&mut self, items: &[RawValue], span: Span, ty: &Type) -> Option<Value> {
        if items.is_empty() {
            return self.misfit(span, "an empty list", ty);
        }
        let values: Vec<_> = items.iter().map(|raw| self.value(raw, &Type::String)).collect();
        let values: Vec<Value> = values.into_iter().collect::<Option<_>>()?;
        let optional = values.iter().any(|value| value.optional);
        self.fit(Value { ty: Type::String, optional, kind: ValueKind::Join(values) }, span, ty)
    }

    fn call(&mut self, name: &Text, arguments: &[Named<RawValue>]) -> Option<Value> {
        let forms = self.around.forms;
        let Some(position) = forms.iter().position(|form| form.name.as_written() == name.value) else {
            if self.around.unusable.contains(&name.value) {
                return None;
            }
            let names = forms.iter().map(|form| form.name.as_written());
            let operators = OPERATORS.iter().map(|operator| &operator[1..]);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnknownFormName, name.span, format!("no form above is called `{}`", name.value))
                    .label("not found")
                    .help(suggest::help(&name.value, names.chain(operators))),
            );
            return None;
        };
        self.used.insert(position);
        let form = &forms[position];
        let known = arguments.iter().all(|argument| self.is_parameter(form, &argument.name));
        let mut values = Vec::new();
        for parameter in &form.parameters {
            let what = parameter.name.as_written();
            match arguments.iter().find(|argument| argument.name.value == what) {
                Some(argument) => {
                    // Forms with names take no documents.
                    let ParameterType::Value(ty) = &parameter.ty else { return None };
                    values.push(Some(self.place(&argument.value, ty, &format!("`{what}`"))?));
                }
                None if parameter.ty.is_optional() => values.push(None),
                None => {
                    self.resolver.diagnostics.push(
                        Diagnostic::new(Code::MissingFormField, name.span, format!("`{}` needs `{what}`", name.value))
                            .label(format!("`{what}` is missing"))
                            .related(form.span, "the form is here")
                            .help(format!("add `{what}: …`")),
                    );
                    return None;
                }
            }
        }
        let (ty, optional) = (form.value.ty.clone(), form.value.optional);
        known.then_some(Value { ty, optional, kind: ValueKind::Call { form: position, arguments: values } })
    }

    fn is_parameter(&mut self, form: &Form, name: &Text) -> bool {
        let names = || form.parameters.iter().map(|parameter| parameter.name.as_written());
        let found = names().any(|known| known == name.value);
        if !found {
            let message = format!("`{}` takes no `{}`", form.name.as_written(), name.value);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnknownFormName, name.span, message)
                    .label("not a parameter of this form")
                    .related(form.span, "the form is here")
                    .help(suggest::help(&name.value, names())),
            );
        }
        found
    }

    /// Reports that something of this shape cannot stand for a value of that type.
    pub(super) fn misfit(&mut self, span: Span, found: &str, ty: &Type) -> Option<Value> {
        let expected = described(ty, self.around.types);
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::UnfitFormValue, span, format!("expected {expected}, found {found}"))
                .label(format!("is {found}"))
                .help("write a value of the type that this place has"),
        );
        None
    }
}

/// Whether two types are the same, whatever they are called.
fn is_same(one: &Type, other: &Type, types: &Arena<TypeDeclaration>) -> bool {
    match (one.unaliased(types), other.unaliased(types)) {
        (Type::List(one), Type::List(other))
        | (Type::Map(one), Type::Map(other))
        | (Type::Optional(one), Type::Optional(other)) => is_same(one, other, types),
        (one, other) => one == other,
    }
}
