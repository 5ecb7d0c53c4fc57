//! References in forms: values that are there already, owned or as getters give them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Values, document};
use crate::model::accessors::Accessor;
use crate::model::forms::{DocumentPart, Parameter, ParameterType, Reference, Root};
use crate::model::threads::PropertySource;
use crate::model::types::Type;
use crate::rust::accessors::{self, is_copy};
use crate::rust::identifiers::{identifier, snake};

impl Values<'_, '_> {
    pub(super) fn reference(&self, reference: &Reference) -> TokenStream {
        if let (Root::Parameter(position), true) = (reference.root, reference.steps.is_empty()) {
            let name = snake(&self.form.parameters[position].name);
            return if self.moves(reference) { quote!(#name) } else { quote!(#name.to_owned()) };
        }
        if self.is_owned(reference) {
            return self.place(reference);
        }
        let value = self.borrowed(reference);
        match (is_copy(&reference.ty), reference.optional) {
            (true, _) => value,
            (false, true) => quote!(#value.map(::std::borrow::ToOwned::to_owned)),
            (false, false) if reference.ty == Type::String => quote!(#value.to_owned()),
            (false, false) => quote!(::std::borrow::ToOwned::to_owned(#value)),
        }
    }

    /// Whether a reference is to a parameter that nobody else looks at.
    pub(super) fn moves(&self, reference: &Reference) -> bool {
        let Root::Parameter(position) = reference.root else { return false };
        reference.steps.is_empty() && (self.form.parameters[position].uses == 1 || is_copy(&reference.ty))
    }

    /// Whether a reference is to what makes its value anew.
    pub(super) fn is_owned(&self, reference: &Reference) -> bool {
        match reference.root {
            Root::Property(position) => matches!(self.owner.properties()[position].source, PropertySource::Join(_)),
            Root::Document(_, part) => part == DocumentPart::FileName,
            _ => false,
        }
    }

    /// Where a reference begins.
    pub(super) fn place(&self, reference: &Reference) -> TokenStream {
        match reference.root {
            Root::Parameter(position) => {
                let name = snake(&self.form.parameters[position].name);
                quote!(#name)
            }
            Root::Found(depth) => {
                let found = self.found(depth);
                quote!(#found)
            }
            Root::Property(position) => {
                let name = snake(&self.owner.properties()[position].name);
                quote!(self.#name())
            }
            Root::Document(position, part) => self.document_part(&self.form.parameters[position], part),
            Root::Context => quote!(self.context),
        }
    }

    pub(super) fn document_part(&self, parameter: &Parameter, part: DocumentPart) -> TokenStream {
        let local = snake(&parameter.name);
        match (part, &parameter.ty) {
            (DocumentPart::MediaType, ParameterType::Document(id)) => {
                let ty = document(self.scope, *id);
                quote!(#ty::MEDIA_TYPE)
            }
            _ => {
                let part = identifier(part.word());
                quote!(#local.#part())
            }
        }
    }

    /// The value as getters give it.
    pub(in crate::rust) fn borrowed(&self, reference: &Reference) -> TokenStream {
        let place = self.place(reference);
        let Reference { steps, ty, optional, .. } = reference;
        let accessor = Accessor { steps: steps.clone(), ty: ty.clone(), optional: *optional };
        match reference.root {
            Root::Parameter(position) => {
                let ParameterType::Value(own) = &self.form.parameters[position].ty else { return place };
                match (steps.is_empty(), own.is_optional()) {
                    (true, _) => accessors::borrow(own, &place),
                    (false, false) => accessors::expression(self.scope, &accessor, &place),
                    (false, true) => self.behind(&quote!(#place.as_ref()), &accessor),
                }
            }
            _ if self.is_owned(reference) => quote!(#place.as_deref()),
            Root::Property(position) if !steps.is_empty() && self.owner.properties()[position].optional => {
                self.behind(&place, &accessor)
            }
            _ if steps.is_empty() => place,
            _ => accessors::expression(self.scope, &accessor, &place),
        }
    }

    /// A path that begins behind an `Option`.
    pub(super) fn behind(&self, start: &TokenStream, accessor: &Accessor) -> TokenStream {
        let rest = accessors::expression(self.scope, accessor, &quote!(value));
        let is_nested = accessors::is_nested(self.scope, accessor);
        if is_nested { quote!(#start.and_then(|value| #rest)) } else { quote!(#start.map(|value| #rest)) }
    }

    /// The local of a condition; no name of a parameter ends in an underscore.
    pub(super) fn found(&self, depth: usize) -> Ident {
        let is_taken = self.form.parameters.iter().any(|parameter| parameter.name.snake().starts_with("found"));
        let found = if depth == 0 { format_ident!("found") } else { format_ident!("found_{depth}") };
        if is_taken { format_ident!("{found}_") } else { found }
    }
}
