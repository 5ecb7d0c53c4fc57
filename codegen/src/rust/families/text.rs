//! The text of a family's values: its templates, how it is written, and what is made of it when it is read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Emitter;
use crate::model::places::Place;
use crate::rust::identifiers::{screaming, snake};
use crate::rust::templates;

impl Emitter<'_> {
    /// The templates as constants: one each, and all in the order in which a reader tries them.
    pub(in crate::rust) fn templates(&self) -> TokenStream {
        let constants = self.family.members.iter().map(|member| {
            let name = screaming(&member.name);
            let template = templates::constant(&member.template, self.family.dots);
            quote!(const #name: runtime::Template = #template;)
        });
        let order = self.family.order.iter().map(|at| screaming(&self.family.members[*at].name));
        quote! {
            #(#constants)*

            const TEMPLATES: &'static [runtime::Template] = &[#(Self::#order),*];
        }
    }

    /// The match that appends the text of every member to `out`.
    pub(in crate::rust) fn write(&self, out: &templates::Out) -> TokenStream {
        let arms = self.family.members.iter().map(|member| {
            let pattern = self.pattern(member);
            let statements = templates::write(&member.template, self.family, &screaming(&member.name), out);
            quote!(#pattern => { #statements })
        });
        quote! {
            match &self.0 {
                #(#arms)*
            }
        }
    }

    /// An upper bound of the length of the text.
    pub(in crate::rust) fn capacity(&self) -> TokenStream {
        let growth = if self.family.place.encodes() { quote!(3 *) } else { TokenStream::new() };
        if self.family.is_single() {
            let longest =
                self.family.members.iter().map(|member| member.template.literal_length()).max().unwrap_or_default();
            let longest = Literal::usize_unsuffixed(longest);
            return quote!(#longest + #growth self.value().len());
        }
        let arms = self.family.members.iter().map(|member| {
            let pattern = self.pattern(member);
            let literals = Literal::usize_unsuffixed(member.template.literal_length());
            let values = member.template.parameters.iter().map(|parameter| {
                let name = templates::local(parameter);
                if parameter.optional { quote!(#name.as_deref().map_or(0, str::len)) } else { quote!(#name.len()) }
            });
            let sum = (!member.template.parameters.is_empty()).then(|| quote!(+ #growth (#(#values)+*)));
            quote!(#pattern => #literals #sum,)
        });
        quote!(match &self.0 { #(#arms)* })
    }

    /// The arms that make a member of what a reader found, by the position of its template.
    pub(in crate::rust) fn arms(&self) -> Vec<TokenStream> {
        let is_uri = self.family.place == Place::Uri;
        let members = self.family.order.iter().map(|at| &self.family.members[*at]).enumerate();
        members
            .map(|(at, member)| {
                let at = Literal::usize_unsuffixed(at);
                let constructor = snake(&member.name);
                let parameters = &member.template.parameters;
                if parameters.is_empty() {
                    return quote!((#at, []) => Ok(Self::#constructor()),);
                }
                let patterns = parameters.iter().map(|parameter| {
                    let name = snake(&parameter.name);
                    if is_uri || parameter.optional { quote!(#name) } else { quote!(Some(#name)) }
                });
                let arguments = parameters.iter().map(|parameter| {
                    let name = snake(&parameter.name);
                    match (parameter.optional, is_uri) {
                        (false, _) => quote!(#name),
                        (true, false) => quote!(#name.as_deref()),
                        (true, true) => quote!(Some(#name.as_str()).filter(|value| !value.is_empty())),
                    }
                });
                quote!((#at, [#(#patterns),*]) => Ok(Self::#constructor(#(#arguments),*)?),)
            })
            .collect()
    }
}
