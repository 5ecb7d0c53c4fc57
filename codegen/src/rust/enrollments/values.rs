//! The values of forms, and what they look at.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::model::enrollments::{NAME, PUBLIC_KEY, STORED, Secret};
use crate::model::forms::{Form, Owner, Parameter, Reference, Root, ValueKind};
use crate::model::types::Type;
use crate::rust::forms::Values;
use crate::rust::identifiers::snake;

impl Emitter<'_, '_> {
    /// A text that may be secret, as an `Option` of a secret.
    pub(super) fn secret(&self, secret: &Secret) -> TokenStream {
        let form = match secret {
            Secret::Option(at) => {
                let name = snake(&self.enrollment.options[*at].name);
                return quote!(self.#name.clone());
            }
            Secret::Value(form) => form,
        };
        let values = Values::new(self.scope, Owner::Enrollment, form);
        let newtype = match form.value.ty.unaliased(&self.scope.model.types) {
            Type::Named(id) => Some(self.scope.path(&self.scope.declared(*id).declaration)),
            _ => None,
        };
        let ValueKind::Reference(reference) = &form.value.kind else {
            let value = self.value(form);
            let secret = quote!(runtime::Secret::new);
            return if form.value.optional { quote!(#value.map(#secret)) } else { quote!(Some(#secret(#value))) };
        };
        let value = values.borrowed(reference);
        let owned = |text: TokenStream| {
            let text = newtype.as_ref().map_or_else(|| text.clone(), |newtype| quote!(#newtype::as_str(#text)));
            quote!(runtime::Secret::new(#text.to_owned()))
        };
        let value = if form.value.optional {
            let secret = owned(quote!(text));
            quote!(#value.map(|text| #secret))
        } else {
            let secret = owned(value);
            quote!(Some(#secret))
        };
        let locals: Vec<_> = form.used().filter_map(|parameter| self.local(form, parameter, false)).collect();
        block(&locals, value)
    }

    /// The value of a form, owned.
    pub(super) fn value(&self, form: &Form) -> TokenStream {
        if let Some(value) = self.handed_on(form) {
            return value;
        }
        let locals: Vec<_> = form.used().filter_map(|parameter| self.local(form, parameter, true)).collect();
        block(&locals, Values::new(self.scope, Owner::Enrollment, form).owned(&form.value))
    }

    /// The value of a form that is what it takes.
    fn handed_on(&self, form: &Form) -> Option<TokenStream> {
        let ValueKind::Reference(Reference { root: Root::Parameter(at), steps, .. }) = &form.value.kind else {
            return None;
        };
        let parameter = form.parameters.get(*at).filter(|_| steps.is_empty())?;
        let name = snake(&parameter.name);
        Some(match parameter.name.as_written() {
            _ if self.enrollment.option(parameter).is_some() => quote!(self.#name.clone()),
            NAME => quote!(self.setup.name().to_owned()),
            _ => quote!(#name.clone()),
        })
    }

    /// The local that a form finds a parameter in, where that is not there already.
    fn local(&self, form: &Form, parameter: &Parameter, is_owned: bool) -> Option<TokenStream> {
        let name = snake(&parameter.name);
        let is_option = self.enrollment.option(parameter).is_some();
        let place = match parameter.name.as_written() {
            _ if is_option => quote!(self.#name),
            NAME if is_owned => return Some(quote!(let #name = self.setup.name().to_owned();)),
            NAME => return Some(quote!(let #name = self.setup.name();)),
            STORED if form.hands_on(parameter) => return Some(quote!(let #name = #name.clone();)),
            // What is made for a registration is used by its call, and then stored.
            PUBLIC_KEY => return Some(quote!(let #name = #name.clone();)),
            _ => return None,
        };
        Some(if is_owned { quote!(let #name = #place.clone();) } else { quote!(let #name = &#place;) })
    }
}

pub(super) fn looks_at<'f>(mut forms: impl Iterator<Item = &'f Form>, parameter: &str) -> bool {
    forms.any(|form| form.uses(parameter))
}

fn block(locals: &[TokenStream], value: TokenStream) -> TokenStream {
    if locals.is_empty() { value } else { quote!({ #(#locals)* #value }) }
}
