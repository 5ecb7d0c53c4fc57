//! Mappings in forms: records, members of unions, maps and JSON objects.

use super::resolve::Values;
use super::{MapEntry, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::arena::Id;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::forms::{RawEntry, RawValue};
use crate::raw::{Named, Text};

impl Values<'_, '_> {
    /// A mapping in a place of a type that decides what its keys are.
    pub(super) fn mapping(&mut self, entries: &[RawEntry], span: Span, ty: &Type) -> Option<Value> {
        let types = self.around.types;
        let kind = match ty.unaliased(types) {
            Type::Map(item) => self.map(entries, item)?,
            Type::Json => self.map(entries, &Type::Json)?,
            Type::Named(id) => match &types[*id].shape {
                Shape::Record(_) => {
                    let named = self.named(entries, span)?;
                    self.record(*id, &named, span)?
                }
                Shape::Union(_) => {
                    let named = self.named(entries, span)?;
                    self.variant(*id, &named, span)?
                }
                _ => return self.misfit(span, "a mapping", ty),
            },
            _ => return self.misfit(span, "a mapping", ty),
        };
        Some(Value { ty: ty.clone(), optional: false, kind })
    }

    fn map(&mut self, entries: &[RawEntry], item: &Type) -> Option<ValueKind> {
        let whole = Type::Map(Box::new(item.clone()));
        let entries: Vec<_> = entries
            .iter()
            .map(|entry| match entry {
                RawEntry::With(raw) => self.value(raw, &whole).map(MapEntry::With),
                RawEntry::Member(named) => {
                    let key = self.resolver.interpolate(&named.name);
                    self.value(&named.value, item.required()).map(|value| MapEntry::Entry(key, value))
                }
            })
            .collect();
        entries.into_iter().collect::<Option<_>>().map(ValueKind::Map)
    }

    /// The entries of a record or union, which have names only.
    fn named<'e>(&mut self, entries: &'e [RawEntry], span: Span) -> Option<Vec<&'e Named<RawValue>>> {
        let named: Vec<_> = entries
            .iter()
            .filter_map(|entry| match entry {
                RawEntry::Member(named) => Some(named),
                RawEntry::With(_) => None,
            })
            .collect();
        if named.len() < entries.len() {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnfitFormValue, span, "`$with` adds entries to maps only")
                    .label("is no map")
                    .help("write out the fields"),
            );
            return None;
        }
        Some(named)
    }

    fn record(&mut self, id: Id<TypeDeclaration>, entries: &[&Named<RawValue>], span: Span) -> Option<ValueKind> {
        let types = self.around.types;
        let Shape::Record(record) = &types[id].shape else { return None };
        let mut fields = Vec::new();
        let mut complete = true;
        for Named { name, value } in entries {
            let Some(position) = record.fields.iter().position(|field| field.name.as_written() == name.value) else {
                self.not_in(name, id, "field", record.fields.iter().map(|field| field.name.as_written()));
                complete = false;
                continue;
            };
            match self.place(value, &record.fields[position].ty, &format!("`{}`", name.value)) {
                Some(value) => fields.push((position, value)),
                None => complete = false,
            }
        }
        let is_given = |position: &usize| {
            entries.iter().any(|entry| entry.name.value == record.fields[*position].name.as_written())
        };
        let missing: Vec<&str> = (0..record.fields.len())
            .filter(|position| !record.fields[*position].ty.is_optional())
            .filter(|position| !self.around.defaults.contains(&(id, *position)) && !is_given(position))
            .map(|position| record.fields[position].name.as_written())
            .collect();
        if !missing.is_empty() {
            let name = types[id].declaration.name.as_written();
            // Carets under a whole mapping would run over many lines.
            let place = entries.first().map_or(span, |entry| entry.name.span);
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::MissingFormField,
                    place,
                    format!("a `{name}` needs {}", suggest::list(missing.iter().copied())),
                )
                .label(format!("{} is missing", suggest::list(missing.iter().copied())))
                .related(types[id].declaration.span, "declared here")
                .help(format!("add `{}: …`", missing[0])),
            );
            return None;
        }
        complete.then_some(ValueKind::Record { record: id, fields })
    }

    fn variant(&mut self, id: Id<TypeDeclaration>, entries: &[&Named<RawValue>], span: Span) -> Option<ValueKind> {
        let types = self.around.types;
        let Shape::Union(union) = &types[id].shape else { return None };
        let names = || union.variants.iter().map(|variant| variant.name.as_written());
        let [Named { name, value }] = entries else {
            let label = format!("has {} members", entries.len());
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnfitFormValue, span, "a value of a union is exactly one member of it")
                    .label(label)
                    .related(types[id].declaration.span, "declared here")
                    .help(format!("write one of {}", suggest::list(names()))),
            );
            return None;
        };
        let Some(variant) = names().position(|known| known == name.value) else {
            self.not_in(name, id, "member", names());
            return None;
        };
        let value = self.place(value, &union.variants[variant].ty, &format!("`{}`", name.value))?;
        Some(ValueKind::Variant { union: id, variant, value: Box::new(value) })
    }

    fn not_in<'n>(
        &mut self,
        name: &Text,
        id: Id<TypeDeclaration>,
        what: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) {
        let declared = &self.around.types[id].declaration;
        let message = format!("`{}` has no {what} `{}`", declared.name.as_written(), name.value);
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::UnknownFormName, name.span, message)
                .label(format!("not a {what}"))
                .related(declared.span, "declared here")
                .help(suggest::help(&name.value, names)),
        );
    }
}
