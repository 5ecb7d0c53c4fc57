//! Families over a type that is not generated: its fields are public, so that rules are applied whenever they are used.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::{Emitter, Holder, OwnType};
use crate::model::families::Member;
use crate::model::templates::Parameter;
use crate::rust::identifiers::identifier;
use crate::rust::{rules, templates};

impl Emitter<'_> {
    /// The rules of all parameters, as items beside the implementations.
    pub(in crate::rust) fn own_rules(&self) -> TokenStream {
        self.family
            .members
            .iter()
            .flat_map(|member| member.template.parameters.iter().map(move |parameter| (member, parameter)))
            .filter_map(|(member, parameter)| {
                let name = rule(member, parameter)?;
                let rule = rules::constant(parameter.name.as_written(), &parameter.rules);
                // A pattern is compiled once, so that its rule has one place.
                Some(quote!(static #name: runtime::Rule = #rule;))
            })
            .collect()
    }

    /// The expression of the kind on the wire.
    pub(in crate::rust) fn own_kind(&self) -> TokenStream {
        let arms = self.family.members.iter().map(|member| {
            let (path, wire) = (self.holder.member(member), &member.wire);
            quote!(#path { .. } => #wire,)
        });
        quote!(match self { #(#arms)* })
    }

    /// Statements that make texts of the values of a member, which are bound to locals: `&str`, or `Option<&str>`.
    pub(super) fn texts(&self, member: &Member) -> TokenStream {
        let Holder::Own(own) = self.holder else { return TokenStream::new() };
        member.template.parameters.iter().map(|parameter| text(own, member, parameter)).collect()
    }

    /// A member, from values that a reader found.
    pub(super) fn own_member(&self, own: &OwnType, member: &Member) -> TokenStream {
        let path = self.holder.member(member);
        let fields = member.template.parameters.iter().map(|parameter| {
            let field = self.holder.field(parameter);
            let given = self.given(parameter);
            let value = if parameter.optional {
                let value = read(own, member, parameter, &quote!(value));
                quote!(match #given {
                    Some(value) => Some(#value),
                    None => None,
                })
            } else {
                read(own, member, parameter, &given)
            };
            quote!(#field: #value)
        });
        quote!(#path { #(#fields),* })
    }
}

/// The name of the rule of a parameter, if it has one.
fn rule(member: &Member, parameter: &Parameter) -> Option<Ident> {
    let (member, name) = (member.name.screaming(), parameter.name.screaming());
    let has_rule = parameter.rules.can_fail() || parameter.rules.normalises();
    has_rule.then(|| identifier(&format!("{member}__{name}")))
}

fn text(own: &OwnType, member: &Member, parameter: &Parameter) -> TokenStream {
    let local = templates::local(parameter);
    let written = parameter.name.as_written();
    let shown = own.value(member, parameter).map(|value| {
        let write = quote_spanned!(value.span=> runtime::address::write_value);
        if parameter.optional {
            quote! {
                let #local = match #local {
                    Some(value) => Some(#write(#written, value)?),
                    None => None,
                };
            }
        } else {
            quote!(let #local = &#write(#written, #local)?;)
        }
    });
    let text = match (rule(member, parameter), parameter.optional) {
        (None, false) => quote!(let #local: &str = #local;),
        (None, true) => quote!(let #local = #local.as_deref();),
        (Some(rule), false) => quote!(let #local = #rule.check(#local)?;),
        (Some(rule), true) => quote!(let #local = #local.as_deref().map(|value| #rule.check(value)).transpose()?;),
    };
    quote!(#shown #text)
}

/// The value of a field, from an expression for its text.
fn read(own: &OwnType, member: &Member, parameter: &Parameter, text: &TokenStream) -> TokenStream {
    let written = parameter.name.as_written();
    let rule = rule(member, parameter);
    match own.value(member, parameter) {
        Some(value) => {
            let read = quote_spanned!(value.span=> runtime::address::read_value);
            let text = rule.map_or_else(|| text.clone(), |rule| quote!(#rule.check(#text)?));
            quote!(#read(#written, #text)?)
        }
        None => match rule {
            Some(rule) => quote!(#rule.apply(#text)?),
            None => quote!(::std::string::ToString::to_string(#text)),
        },
    }
}
