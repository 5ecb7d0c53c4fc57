//! What a value of a family tells: its kind, and its values by parameter.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::model::templates::Parameter;
use crate::rust::docs::own;
use crate::rust::identifiers::{affixed, pascal, snake};
use crate::rust::scope::Scope;
use crate::rust::templates;

impl Emitter<'_> {
    /// `kind()`, and the values: one getter where every member has one value, or one for every parameter.
    pub(in crate::rust) fn getters(&self, scope: &Scope<'_>) -> TokenStream {
        let kind = &self.kind;
        let form = self.holder.path();
        let kinds = self.family.members.iter().map(|member| {
            let variant = pascal(&member.name);
            let rest = (!member.template.parameters.is_empty()).then(|| quote!({ .. }));
            quote!(#form::#variant #rest => #kind::#variant,)
        });
        let values = if self.family.is_single() { self.value() } else { self.values(scope) };
        quote! {
            /// Which kind it is.
            #[must_use]
            pub const fn kind(&self) -> #kind {
                match &self.0 {
                    #(#kinds)*
                }
            }

            #values
        }
    }

    fn value(&self) -> TokenStream {
        let form = self.holder.path();
        let patterns = self.family.members.iter().map(|member| {
            let variant = pascal(&member.name);
            let parameter = snake(&member.template.parameters[0].name);
            quote!(#form::#variant { #parameter: value })
        });
        quote! {
            /// The value, normalised by its rule.
            #[must_use]
            pub fn value(&self) -> &str {
                match &self.0 {
                    #(#patterns)|* => value,
                }
            }
        }
    }

    fn values(&self, scope: &Scope<'_>) -> TokenStream {
        let (option, vec) = (scope.prelude("Option"), scope.prelude("Vec"));
        let form = self.holder.path();
        let arms = self.family.members.iter().map(|member| {
            let pattern = self.pattern(member);
            let values = member.template.parameters.iter().map(|parameter| {
                let (name, written) = (templates::local(parameter), parameter.name.as_written());
                if parameter.optional {
                    quote!(values.extend(#name.as_deref().map(|value| (#written, value)));)
                } else {
                    quote!(values.push((#written, #name.as_str()));)
                }
            });
            quote!(#pattern => { #(#values)* })
        });
        let mut names: Vec<&Parameter> = Vec::new();
        for parameter in self.family.members.iter().flat_map(|member| &member.template.parameters) {
            if names.iter().all(|known| known.name != parameter.name) {
                names.push(parameter);
            }
        }
        let has_values = !names.is_empty();
        let getters = names.into_iter().map(|parameter| self.getter(parameter, &option, &form));
        let values = if has_values {
            quote! {
                let mut values = #vec::new();
                match &self.0 {
                    #(#arms)*
                }
                values
            }
        } else {
            quote!(#vec::new())
        };
        quote! {
            /// The values by parameter, normalised by their rules; optional ones that are absent are left out.
            #[must_use]
            pub fn values(&self) -> #vec<(&'static str, &str)> {
                #values
            }

            #(#getters)*
        }
    }

    fn getter(&self, parameter: &Parameter, option: &TokenStream, form: &TokenStream) -> TokenStream {
        let name = snake(&parameter.name);
        let in_all = self.family.members.iter().all(|member| {
            member.template.parameters.iter().any(|other| other.name == parameter.name && !other.optional)
        });
        let arms = self.family.members.iter().map(|member| {
            let variant = pascal(&member.name);
            let own = member.template.parameters.iter().find(|other| other.name == parameter.name);
            match own {
                Some(_) if in_all => quote!(#form::#variant { #name, .. } => #name,),
                Some(own) if own.optional => quote!(#form::#variant { #name, .. } => #name.as_deref(),),
                Some(_) => quote!(#form::#variant { #name, .. } => Some(#name),),
                None if member.template.parameters.is_empty() => quote!(#form::#variant => None,),
                None => quote!(#form::#variant { .. } => None,),
            }
        });
        // A constructor of the same name was there first.
        let taken = self.family.has_constructor(&parameter.name.snake());
        let method = if taken { affixed("", &parameter.name, "_value") } else { name.clone() };
        let doc = own(&format!("The {}{}.", parameter.name.words(), if in_all { "" } else { ", where there is one" }));
        let result = if in_all { quote!(&str) } else { quote!(#option<&str>) };
        quote! {
            #doc
            #[must_use]
            pub fn #method(&self) -> #result {
                match &self.0 {
                    #(#arms)*
                }
            }
        }
    }
}
