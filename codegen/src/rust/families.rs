//! Families: an opaque value and the enum of its kinds; what subjects and selectors share.

mod constructors;
mod holder;
mod own;
mod text;
mod values;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) use holder::Holder;
pub use holder::{OwnType, Value};

use super::docs::{deprecated, docs, own};
use super::identifiers::{identifier, pascal, snake};
use super::scope::Scope;
use super::words::{self, Word};
use crate::model::families::Family;
use crate::model::names::Name;
use crate::model::symbols::Declaration;

/// A family about to be emitted, with the names that its items have.
pub(super) struct Emitter<'m> {
    pub(super) declaration: &'m Declaration,
    pub(super) family: &'m Family,
    pub(super) name: Ident,
    /// The enum of kinds.
    pub(super) kind: Ident,
    /// The type that holds the values.
    pub(super) holder: Holder<'m>,
}

impl<'m> Emitter<'m> {
    pub(super) fn new(declaration: &'m Declaration, family: &'m Family) -> Self {
        let name = pascal(&declaration.name);
        let kind = kind_name(declaration);
        let holder = Holder::Private(identifier(&format!("{name}Form")));
        Self { declaration, family, name, kind, holder }
    }

    /// For a family that is a type of Rust code.
    pub(super) fn own(declaration: &'m Declaration, family: &'m Family, own: &'m OwnType) -> Self {
        Self { holder: Holder::Own(own), ..Self::new(declaration, family) }
    }

    /// The type, its private form and its kinds.
    pub(super) fn definition(&self, scope: &Scope<'_>) -> TokenStream {
        let Self { name, kind, .. } = self;
        let form = self.holder.path();
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
