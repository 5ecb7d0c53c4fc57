//! Holders: the type that the values of a family are in, a generated one or one that somebody wrote.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Emitter;
use crate::model::families::Member;
use crate::model::names::Name;
use crate::model::templates::Parameter;
use crate::rust::identifiers::{identifier, pascal, screaming, snake};
use crate::rust::templates;

/// The type that holds the values of a family.
pub(in crate::rust) enum Holder<'m> {
    /// The private enum inside of a generated type.
    Private(Ident),
    /// The type itself, which is not generated.
    Own(&'m OwnType),
}

/// A type that is not generated: an enum whose variants are the members, or a struct that is the only one.
#[derive(Clone, Debug)]
pub struct OwnType {
    /// Whether it is an enum.
    pub is_enum: bool,
    /// What its fields hold, by member and parameter as written; `String` unless it is here.
    pub values: BTreeMap<(String, String), Value>,
}

/// What a field holds that is not a `String`: something that is shown and parsed.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Where its type is written, for the compiler's messages about it.
    pub span: Span,
}

impl OwnType {
    /// What the field of a parameter holds, unless it is a `String`.
    pub(in crate::rust) fn value(&self, member: &Member, parameter: &Parameter) -> Option<Value> {
        let key = (member.name.as_written().to_owned(), parameter.name.as_written().to_owned());
        self.values.get(&key).copied()
    }
}

impl Holder<'_> {
    /// The type, as it is called inside of its methods.
    pub(in crate::rust) fn path(&self) -> TokenStream {
        match self {
            Self::Private(form) => quote!(#form),
            Self::Own(_) => quote!(Self),
        }
    }

    /// The value that is matched, in a method.
    pub(in crate::rust) fn value(&self) -> TokenStream {
        match self {
            Self::Private(_) => quote!(&self.0),
            Self::Own(_) => quote!(self),
        }
    }

    /// How many borrows lie between a local and its text.
    pub(in crate::rust) fn local(&self) -> templates::Local {
        match self {
            Self::Private(_) => templates::Local::Owned,
            Self::Own(_) => templates::Local::Text,
        }
    }

    /// The path of a member.
    pub(super) fn member(&self, member: &Member) -> TokenStream {
        let path = self.path();
        match self {
            Self::Private(_) => {
                let variant = pascal(&member.name);
                quote!(#path::#variant)
            }
            Self::Own(own) if own.is_enum => {
                let variant = as_written(&member.name);
                quote!(#path::#variant)
            }
            Self::Own(_) => path,
        }
    }

    /// The field of a parameter.
    pub(super) fn field(&self, parameter: &Parameter) -> Ident {
        match self {
            Self::Private(_) => snake(&parameter.name),
            Self::Own(_) => as_written(&parameter.name),
        }
    }
}

/// The names of a type that is not generated are in no case but its own.
fn as_written(name: &Name) -> Ident {
    identifier(name.as_written())
}

impl Emitter<'_> {
    /// The name of the constant that holds the template of a member. Members of Rust code have names that may differ in
    /// case only, so theirs are numbered.
    pub(super) fn constant(&self, member: &Member) -> Ident {
        match self.holder {
            Holder::Private(_) => screaming(&member.name),
            Holder::Own(_) => identifier(&format!("TEMPLATE_{}", self.position(member))),
        }
    }

    /// The path of that constant.
    pub(super) fn template(&self, member: &Member) -> TokenStream {
        let name = self.constant(member);
        match self.holder {
            Holder::Private(_) => quote!(Self::#name),
            Holder::Own(_) => quote!(#name),
        }
    }

    /// The position of a member.
    pub(super) fn position(&self, member: &Member) -> usize {
        self.family.members.iter().position(|other| std::ptr::eq(other, member)).unwrap_or_default()
    }

    /// The pattern that binds the values of a member.
    pub(in crate::rust) fn pattern(&self, member: &Member) -> TokenStream {
        let path = self.holder.member(member);
        let names = member.template.parameters.iter().map(|parameter| {
            let (field, local) = (self.holder.field(parameter), templates::local(parameter));
            if field == local { quote!(#field) } else { quote!(#field: #local) }
        });
        match self.holder {
            Holder::Private(_) if member.template.parameters.is_empty() => path,
            // Braces fit variants of every form.
            _ => quote!(#path { #(#names),* }),
        }
    }
}
