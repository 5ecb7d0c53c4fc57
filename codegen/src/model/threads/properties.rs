//! Properties: getters whose value is in the first of several places, or joined from a list.

use std::collections::BTreeSet;

use super::{Alternative, Condition, Fallback, Join, Place, Property, PropertySource};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::accessors::{self, Accessor, Path, Start, described, is_text};
use crate::model::arena::{Arena, Id};
use crate::model::contexts::Context;
use crate::model::events::{self, EventSet};
use crate::model::forms::{NEW_ID, literal};
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::types::{Type, TypeDeclaration};
use crate::model::unions::as_record;
use crate::raw::forms::{RawValue, RawValueKind};
use crate::raw::threads::{RawAlternative, RawJoin, RawProperty, RawPropertySource};
use crate::raw::{Literal, Named, Text};

/// What properties are resolved with.
pub(super) struct Properties<'a, 'r> {
    pub(super) types: &'a Arena<TypeDeclaration>,
    pub(super) events: &'a Arena<EventSet>,
    pub(super) context: &'a Context,
    /// Whether they can keep an id that is made once.
    pub(super) keeps_ids: bool,
    /// Properties that could not be resolved.
    pub(super) unusable: &'a mut BTreeSet<String>,
    pub(super) resolver: &'a mut Resolver<'r>,
}

impl Properties<'_, '_> {
    /// The properties of one type; each may use those above it.
    pub(super) fn resolve(&mut self, raw: &[Named<RawProperty>], names: &mut Scope, taken: &[&str]) -> Vec<Property> {
        let mut properties = Vec::new();
        for named in raw {
            let name = super::resolve::member_name(&named.name, "property", names, taken, self.resolver);
            let property = name.and_then(|name| self.property(name, named, &properties));
            if property.is_none() {
                self.unusable.insert(named.name.value.clone());
            }
            properties.extend(property);
        }
        properties
    }

    fn property(&mut self, name: Name, named: &Named<RawProperty>, above: &[Property]) -> Option<Property> {
        let raw = &named.value;
        let (ty, optional, source) = match &raw.source {
            RawPropertySource::First { first, default } => {
                self.first(named.name.span, first, default.as_ref(), above)?
            }
            RawPropertySource::Join(join) => (Type::String, true, PropertySource::Join(self.join(join)?)),
        };
        let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
        Some(Property { name, doc, deprecated, ty, optional, source })
    }

    fn first(
        &mut self,
        span: Span,
        raw: &[RawAlternative],
        default: Option<&RawValue>,
        above: &[Property],
    ) -> Option<(Type, bool, PropertySource)> {
        let found: Vec<_> = raw.iter().map(|raw| self.alternative(raw, above)).collect();
        let found: Vec<(Type, Alternative)> = found.into_iter().collect::<Option<_>>()?;
        let Some((ty, last)) = found.last().map(|(ty, last)| (ty.clone(), last.optional)) else {
            self.invalid(
                span,
                "the property is nowhere",
                "`first` has no places",
                "write paths: `first: [path.to.value]`",
            );
            return None;
        };
        for ((other, _), raw) in found.iter().zip(raw) {
            if *other != ty {
                let (found, expected) = (described(other, self.types), described(&ty, self.types));
                let message = format!("the places of a property do not agree: {found} and {expected}");
                self.invalid(
                    raw.path.span,
                    &message,
                    &format!("is {found}"),
                    "name places that hold values of one type",
                );
                return None;
            }
        }
        let always = found.iter().position(|(_, alternative)| !alternative.optional);
        if let Some(position) = always.filter(|position| position + 1 < found.len() || default.is_some()) {
            let help = "move it to the end, and leave out what can never be taken";
            self.invalid(raw[position].path.span, "this is always there", "what stands behind it is never taken", help);
            return None;
        }
        let fallback = match default {
            Some(default) => Some(self.fallback(default, &ty)?),
            None => None,
        };
        let optional = last && fallback.is_none();
        let first = found.into_iter().map(|(_, alternative)| alternative).collect();
        Some((ty, optional, PropertySource::First { first, fallback }))
    }

    fn fallback(&mut self, raw: &RawValue, ty: &Type) -> Option<Fallback> {
        match &raw.kind {
            RawValueKind::Literal(value) => literal(value, ty, self.types, self.resolver).map(Fallback::Literal),
            RawValueKind::Reference(path) if path.value == NEW_ID && self.keeps_ids && *ty == Type::String => {
                Some(Fallback::NewId)
            }
            _ => {
                let help = "write a value such as `Slack`, or `$new_id` for a text that is made once";
                self.invalid(
                    raw.span,
                    "this cannot stand in for a property",
                    "is neither a literal nor `$new_id`",
                    help,
                );
                None
            }
        }
    }

    fn alternative(&mut self, raw: &RawAlternative, above: &[Property]) -> Option<(Type, Alternative)> {
        let own = above.iter().position(|property| property.name.as_written() == raw.path.value);
        let (place, ty, optional) = match own {
            Some(position) if matches!(above[position].source, PropertySource::First { .. }) => {
                let property = &above[position];
                (Place::Property(position), property.ty.clone(), property.optional)
            }
            _ if self.unusable.contains(&raw.path.value) => return None,
            _ => {
                let accessor = self.accessor(&raw.path)?;
                let (ty, optional) = (accessor.ty.clone(), accessor.optional);
                (Place::Context(accessor), ty, optional)
            }
        };
        if raw.non_empty && !is_text(&ty, self.types) {
            let found = described(&ty, self.types);
            self.invalid(raw.path.span, "only texts can be empty", &format!("is {found}"), "leave out `non_empty`");
            return None;
        }
        let conditions: Vec<_> = raw.when.iter().map(|named| self.condition(named)).collect();
        let conditions: Vec<Condition> = conditions.into_iter().collect::<Option<_>>()?;
        let optional = optional || raw.non_empty || !conditions.is_empty();
        Some((ty, Alternative { place, optional, conditions, non_empty: raw.non_empty }))
    }

    fn condition(&mut self, named: &Named<Literal>) -> Option<Condition> {
        let accessor = self.accessor(&named.name)?;
        let value = literal(&named.value, &accessor.ty, self.types, self.resolver)?;
        Some(Condition { accessor, value })
    }

    /// A path into the context.
    pub(super) fn accessor(&mut self, path: &Text) -> Option<Accessor> {
        let parsed = Path::read(path, self.resolver.diagnostics)?;
        accessors::resolve(&parsed, Start::Context(self.context, self.events), self.types, self.resolver.diagnostics)
    }

    fn join(&mut self, raw: &RawJoin) -> Option<Join> {
        let of = self.accessor(&raw.of)?;
        let Some(item) = self.item(&of.ty) else {
            let found = described(&of.ty, self.types);
            self.invalid(
                raw.of.span,
                "what is joined is no list of records",
                &format!("is {found}"),
                "name a list of records",
            );
            return None;
        };
        let path = Path::read(&raw.field, self.resolver.diagnostics)?;
        let start = Start::Record(item);
        let field = accessors::resolve_text(&path, start, self.types, self.resolver.diagnostics)?;
        let separator = raw.with.as_ref().map(|text| self.resolver.interpolate(text)).unwrap_or_default();
        let without = match &raw.without {
            Some(without) => {
                let at = events::json_map(&without.at, item, self.types, self.resolver)?;
                Some((at, self.resolver.interpolate(&without.key)))
            }
            None => None,
        };
        Some(Join { of, field, separator, without })
    }

    fn item(&self, ty: &Type) -> Option<Id<TypeDeclaration>> {
        let Type::List(item) = ty.unaliased(self.types) else { return None };
        as_record(item, self.types).map(|(id, _)| id)
    }

    fn invalid(&mut self, span: Span, message: &str, label: &str, help: &str) {
        self.resolver.diagnostics.push(Diagnostic::new(Code::InvalidThread, span, message).label(label).help(help));
    }
}
