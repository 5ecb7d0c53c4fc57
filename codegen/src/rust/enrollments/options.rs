//! What a program can say: fields, and the methods that set them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::enrollments::{Enrollment, EnrollmentOption};
use crate::model::types::Type;
use crate::rust::clients::connection::read;
use crate::rust::docs::docs;
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The fields for the options.
pub(super) fn fields(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let option = scope.prelude("Option");
    let fields = enrollment.options.iter().map(|known| {
        let (name, ty) = (snake(&known.name), stored(scope, known));
        quote!(#name: #option<#ty>,)
    });
    fields.collect()
}

/// The type of an option that is there.
fn stored(scope: &Scope<'_>, option: &EnrollmentOption) -> TokenStream {
    let ty = scope.ty(&option.ty);
    if option.secret { quote!(runtime::Secret<#ty>) } else { ty }
}

/// The methods that set options.
pub(super) fn setters(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let setters = enrollment.options.iter().map(|option| setter(scope, option));
    let settings = settings(scope, enrollment);
    quote!(#(#setters)* #settings)
}

fn setter(scope: &Scope<'_>, option: &EnrollmentOption) -> TokenStream {
    let name = snake(&option.name);
    let about = docs(option.doc.as_deref(), &format!("Says the {}.", option.name.words()));
    let (into, ty) = (scope.prelude("Into"), stored(scope, option));
    let (parameter, value) = match &option.ty {
        Type::List(item) if **item == Type::String => {
            let (iterator, string) = (scope.prelude("IntoIterator"), scope.prelude("String"));
            (quote!(impl #iterator<Item = impl #into<#string>>), quote!(#name.into_iter().map(#into::into).collect()))
        }
        Type::String => (quote!(impl #into<#ty>), quote!(#name.into())),
        _ => (ty, quote!(#name)),
    };
    quote! {
        #about
        pub fn #name(mut self, #name: #parameter) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// The method that takes what is not said from settings.
fn settings(scope: &Scope<'_>, enrollment: &Enrollment) -> Option<TokenStream> {
    let group = &scope.model.settings[enrollment.settings?];
    let ty = scope.path(&group.declaration);
    let taken = enrollment.options.iter().filter_map(|option| {
        let setting = &group.fields[option.setting?];
        let (name, value) = (snake(&option.name), read(setting));
        let value = match (setting.ty.is_optional(), setting.has_rules(), setting.secret) {
            (true, true, true) => quote!(#value.cloned()),
            (true, true, false) => quote!(#value.map(::std::borrow::ToOwned::to_owned)),
            (true, false, _) => quote!(#value.clone()),
            (false, true, false) => quote!(Some(#value.to_owned())),
            (false, _, _) => quote!(Some(#value.clone())),
        };
        Some(quote!(self.#name = self.#name.or_else(|| #value);))
    });
    Some(quote! {
        /// Takes what is not said from these settings.
        pub fn settings(mut self, settings: &#ty) -> Self {
            #(#taken)*
            self
        }
    })
}
