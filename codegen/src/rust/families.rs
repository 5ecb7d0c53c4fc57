//! Families: an opaque value and the enum of its kinds; what subjects and selectors share.

mod constructors;
mod text;
mod values;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, own};
use super::identifiers::{identifier, pascal, snake};
use super::scope::Scope;
use super::templates;
use super::words::{self, Word};
use crate::model::families::{Family, Member};
use crate::model::names::Name;
use crate::model::symbols::Declaration;

/// A family about to be emitted, with the names that its items have.
pub(super) struct Emitter<'m> {
    pub(super) declaration: &'m Declaration,
    pub(super) family: &'m Family,
    pub(super) name: Ident,
    /// The enum of kinds.
    pub(super) kind: Ident,
    /// The private enum that holds the values.
    pub(super) form: Ident,
}

impl<'m> Emitter<'m> {
    pub(super) fn new(declaration: &'m Declaration, family: &'m Family) -> Self {
        let name = pascal(&declaration.name);
        let kind = kind_name(declaration);
        let form = identifier(&format!("{name}Form"));
        Self { declaration, family, name, kind, form }
    }

    /// The type, its private form and its kinds.
    pub(super) fn definition(&self, scope: &Scope<'_>) -> TokenStream {
        let Self { name, kind, form, .. } = self;
        let words = self.declaration.name.words();
        let about = docs(self.declaration.doc.as_deref(), &format!("The {words}."));
        let deprecation = deprecated(self.declaration.deprecated.as_deref());
        let (option, string) = (scope.prelude("Option"), scope.prelude("String"));
        let variants = self.family.members.iter().map(|member| {
            let variant = pascal(&member.name);
            let fields = member.template.parameters.iter().map(|parameter| {
                let field = snake(&parameter.name);
                if parameter.optional { quote!(#field: #option<#string>) } else { quote!(#field: #string) }
            });
            if member.template.parameters.is_empty() { quote!(#variant,) } else { quote!(#variant { #(#fields),* },) }
        });
        let members: Vec<_> = self
            .family
            .members
            .iter()
            .map(|member| Word {
                name: &member.name,
                wire: &member.wire,
                doc: member.doc.as_deref(),
                deprecated: member.deprecated.as_deref(),
            })
            .collect();
        let alike = self.members_sound_alike().then(|| quote!(#[allow(clippy::enum_variant_names)]));
        let kinds = words::emit(scope, kind, &own(&format!("The kinds of {words}.")), &members);
        quote! {
            #about
            #deprecation
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct #name(#form);

            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #alike
            enum #form {
                #(#variants)*
            }

            #kinds
        }
    }

    /// Whether all members have the same first or last word, which clippy takes for a habit in private enums.
    fn members_sound_alike(&self) -> bool {
        let names: Vec<String> = self.family.members.iter().map(|member| member.name.snake()).collect();
        let same = |word: fn(&str) -> Option<&str>| {
            names.len() > 2 && names.iter().all(|name| word(name) == names.first().and_then(|first| word(first)))
        };
        same(|name| name.split('_').next()) || same(|name| name.rsplit('_').next())
    }

    /// The pattern that binds the values of a member.
    pub(super) fn pattern(&self, member: &Member) -> TokenStream {
        let (form, variant) = (&self.form, pascal(&member.name));
        let names = member.template.parameters.iter().map(|parameter| {
            let (field, local) = (snake(&parameter.name), templates::local(parameter));
            if field == local { quote!(#field) } else { quote!(#field: #local) }
        });
        if member.template.parameters.is_empty() {
            quote!(#form::#variant)
        } else {
            quote!(#form::#variant { #(#names),* })
        }
    }
}

/// What keeps clippy quiet about a constructor that has the name of its type.
pub(super) fn allow_own_name(declaration: &Declaration, constructor: &Name) -> Option<TokenStream> {
    let same = declaration.name.snake() == constructor.snake();
    same.then(|| quote!(#[allow(clippy::self_named_constructors)]))
}

/// The enum of kinds of a family.
pub(super) fn kind_name(declaration: &Declaration) -> Ident {
    identifier(&format!("{}Kind", declaration.name.pascal()))
}
