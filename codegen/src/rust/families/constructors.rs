//! Constructors of a family: one for every member and alias, each applying the rules of its values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, allow_own_name};
use crate::model::families::Member;
use crate::model::templates::Parameter;
use crate::rust::docs::{deprecated, docs, own};
use crate::rust::identifiers::{identifier, pascal, screaming, snake};
use crate::rust::rules;
use crate::rust::scope::Scope;

impl Emitter<'_> {
    /// A constructor for every member and alias.
    pub(in crate::rust) fn constructors(&self, scope: &Scope<'_>) -> TokenStream {
        self.family.members.iter().map(|member| self.constructor(scope, member)).collect()
    }

    fn constructor(&self, scope: &Scope<'_>, member: &Member) -> TokenStream {
        let form = self.holder.path();
        let (name, variant) = (snake(&member.name), pascal(&member.name));
        let parameters = &member.template.parameters;
        let about = docs(member.doc.as_deref(), &format!("The {} at `{}`.", member.name.words(), member.template.text));
        let deprecated = deprecated(member.deprecated.as_deref());
        let allowed = allow_own_name(self.declaration, &member.name);
        if parameters.is_empty() {
            return quote! {
                #about
                #deprecated
                #allowed
                #[must_use]
                pub const fn #name() -> Self {
                    Self(#form::#variant)
                }
            };
        }
        let result = scope.prelude("Result");
        let arguments: Vec<_> = parameters.iter().map(|parameter| argument(scope, parameter)).collect();
        let names: Vec<_> = parameters.iter().map(|parameter| snake(&parameter.name)).collect();
        let rules = parameters.iter().map(|parameter| rule(parameter, parameters.len()));
        let values = parameters.iter().map(|parameter| checked(parameter, parameters.len()));
        let errors = own("\n# Errors\nWhen a value breaks its rule.");
        let aliases = member.aliases.iter().map(|alias| {
            let allowed = allow_own_name(self.declaration, alias);
            let alias = snake(alias);
            let doc = own(&format!("Another name for [`{name}`](Self::{name})."));
            quote! {
                #doc
                #errors
                #deprecated
                #allowed
                pub fn #alias(#(#arguments),*) -> #result<Self, runtime::ValueError> {
                    Self::#name(#(#names),*)
                }
            }
        });
        quote! {
            #about
            #errors
            #deprecated
            #allowed
            pub fn #name(#(#arguments),*) -> #result<Self, runtime::ValueError> {
                #(#rules)*
                Ok(Self(#form::#variant { #(#names: #values),* }))
            }

            #(#aliases)*
        }
    }
}

fn argument(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let name = snake(&parameter.name);
    if parameter.optional {
        let option = scope.prelude("Option");
        quote!(#name: #option<&str>)
    } else {
        quote!(#name: impl AsRef<str>)
    }
}

/// The name of the constant of a rule; one alone needs no name of its own.
fn rule_name(parameter: &Parameter, count: usize) -> Ident {
    if count == 1 { identifier("RULE") } else { screaming(&parameter.name) }
}

fn rule(parameter: &Parameter, count: usize) -> TokenStream {
    let name = rule_name(parameter, count);
    let rule = rules::constant(parameter.name.as_written(), &parameter.rules);
    // A pattern is compiled once, so that its rule has one place.
    if parameter.rules.pattern.is_some() {
        quote!(static #name: runtime::Rule = #rule;)
    } else {
        quote!(const #name: runtime::Rule = #rule;)
    }
}

fn checked(parameter: &Parameter, count: usize) -> TokenStream {
    let (name, rule) = (snake(&parameter.name), rule_name(parameter, count));
    if parameter.optional {
        quote!(#name.map(|value| #rule.apply(value)).transpose()?)
    } else {
        quote!(#rule.apply(#name.as_ref())?)
    }
}
