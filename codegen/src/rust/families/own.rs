//! Families over a type that is not generated: its fields are public, so that rules are applied whenever they are used.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::{Emitter, Holder, OwnType, Value};
use crate::model::families::Member;
use crate::model::templates::Parameter;
use crate::rust::identifiers::identifier;
use crate::rust::{rules, templates};

/// The compiler shows a type that lacks something where the type is written, so that all tokens have that place.
impl Value {
    /// The bytes of its text.
    pub(super) fn length(self, held: &Ident) -> TokenStream {
        let held = self.placed(held);
        quote_spanned!(self.span=> runtime::address::text_length(#held))
    }

    /// Its text.
    fn written(self, name: &str, held: &Ident) -> TokenStream {
        let held = self.placed(held);
        quote_spanned!(self.span=> runtime::address::write_value(#name, #held))
    }

    /// Itself, from its text.
    fn read(self, name: &str, text: &TokenStream) -> TokenStream {
        quote_spanned!(self.span=> runtime::address::read_value(#name, #text))
    }

    fn placed(self, held: &Ident) -> Ident {
        let mut held = held.clone();
        held.set_span(self.span);
        held
    }
}

impl Emitter<'_> {
    /// The rules of all parameters, as items beside the implementations.
    pub(in crate::rust) fn own_rules(&self) -> TokenStream {
        self.family
            .members
            .iter()
            .flat_map(|member| member.template.parameters.iter().map(move |parameter| (member, parameter)))
            .filter_map(|(member, parameter)| {
                let name = self.rule(member, parameter)?;
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
        member.template.parameters.iter().map(|parameter| self.text(own, member, parameter)).collect()
    }

    /// A member, from values that a reader found.
    pub(super) fn own_member(&self, own: &OwnType, member: &Member) -> TokenStream {
        let path = self.holder.member(member);
        let fields = member.template.parameters.iter().map(|parameter| {
            let field = self.holder.field(parameter);
            let given = self.given(parameter);
            let value = if parameter.optional {
                let value = self.read(own, member, parameter, &quote!(value));
                quote!(match #given {
                    Some(value) => Some(#value),
                    None => None,
                })
            } else {
                self.read(own, member, parameter, &given)
            };
            quote!(#field: #value)
        });
        quote!(#path { #(#fields),* })
    }

    /// The name of the rule of a parameter, if it has one.
    fn rule(&self, member: &Member, parameter: &Parameter) -> Option<Ident> {
        let has_rule = parameter.rules.can_fail() || parameter.rules.normalises();
        let at = member.template.parameters.iter().position(|other| other.name == parameter.name)?;
        has_rule.then(|| identifier(&format!("RULE_{}_{at}", self.position(member))))
    }

    /// Statements that bind the local of a parameter to its text.
    fn text(&self, own: &OwnType, member: &Member, parameter: &Parameter) -> TokenStream {
        let local = templates::local(parameter);
        let written = parameter.name.as_written();
        let shown = own.value(member, parameter).map(|value| {
            if parameter.optional {
                let write = value.written(written, &identifier("value"));
                quote! {
                    let #local = match #local {
                        Some(value) => Some(#write?),
                        None => None,
                    };
                }
            } else {
                let write = value.written(written, &local);
                quote!(let #local = &#write?;)
            }
        });
        let text = match (self.rule(member, parameter), parameter.optional) {
            (None, false) => quote!(let #local: &str = #local;),
            (None, true) => quote!(let #local = #local.as_deref();),
            (Some(rule), false) => quote!(let #local = #rule.check(#local)?;),
            (Some(rule), true) => quote!(let #local = #local.as_deref().map(|value| #rule.check(value)).transpose()?;),
        };
        quote!(#shown #text)
    }

    /// The value of a field, from an expression for its text.
    fn read(&self, own: &OwnType, member: &Member, parameter: &Parameter, text: &TokenStream) -> TokenStream {
        let written = parameter.name.as_written();
        match (own.value(member, parameter), self.rule(member, parameter)) {
            (Some(value), rule) => {
                let text = rule.map_or_else(|| text.clone(), |rule| quote!(#rule.check(#text)?));
                let read = value.read(written, &text);
                quote!(#read?)
            }
            (None, Some(rule)) => quote!(#rule.apply(#text)?),
            (None, None) => quote!(::std::string::ToString::to_string(#text)),
        }
    }
}
