//! The text of a family's values: its templates, how it is written, and what is made of it when it is read.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Emitter, Holder};
use crate::model::families::Member;
use crate::model::places::Place;
use crate::model::templates::Parameter;
use crate::rust::identifiers::{identifier, snake};
use crate::rust::templates;

impl Emitter<'_> {
    /// The templates as constants: one each, and all in the order in which a reader tries them.
    pub(in crate::rust) fn templates(&self) -> TokenStream {
        let constants = self.family.members.iter().map(|member| {
            let name = self.constant(member);
            let template = templates::constant(&member.template, self.family.dots);
            quote!(const #name: runtime::Template = #template;)
        });
        let order = self.family.order.iter().map(|at| self.template(&self.family.members[*at]));
        quote! {
            #(#constants)*

            const TEMPLATES: &'static [runtime::Template] = &[#(#order),*];
        }
    }

    /// The match that appends the text of every member to `out`.
    pub(in crate::rust) fn write(&self, out: &templates::Out) -> TokenStream {
        let arms = self.family.members.iter().map(|member| {
            let pattern = self.pattern(member);
            let constant = self.template(member);
            let texts = self.texts(member);
            let statements = templates::write(&member.template, self.family, &constant, self.holder.local(), out);
            quote!(#pattern => { #texts #statements })
        });
        let value = self.holder.value();
        quote! {
            match #value {
                #(#arms)*
            }
        }
    }

    /// An upper bound of the length of the text.
    pub(in crate::rust) fn capacity(&self) -> TokenStream {
        let growth = if self.family.place.encodes() { quote!(3 *) } else { TokenStream::new() };
        if self.family.is_single() && matches!(self.holder, Holder::Private(_)) {
            let longest =
                self.family.members.iter().map(|member| member.template.literal_length()).max().unwrap_or_default();
            let longest = Literal::usize_unsuffixed(longest);
            return quote!(#longest + #growth self.value().len());
        }
        let arms = self.family.members.iter().map(|member| {
            let pattern = self.pattern(member);
            let literals = Literal::usize_unsuffixed(member.template.literal_length());
            let values = member.template.parameters.iter().map(|parameter| self.length(member, parameter));
            let sum = (!member.template.parameters.is_empty()).then(|| quote!(+ #growth (#(#values)+*)));
            quote!(#pattern => #literals #sum,)
        });
        let value = self.holder.value();
        quote!(match #value { #(#arms)* })
    }

    /// The bytes of a value.
    fn length(&self, member: &Member, parameter: &Parameter) -> TokenStream {
        let name = templates::local(parameter);
        let value = match self.holder {
            Holder::Private(_) => None,
            Holder::Own(own) => own.value(member, parameter),
        };
        match (value, parameter.optional) {
            (None, false) => quote!(#name.len()),
            (None, true) => quote!(#name.as_deref().map_or(0, str::len)),
            (Some(value), false) => value.length(&name),
            (Some(value), true) => {
                let length = value.length(&identifier("value"));
                quote!(#name.as_ref().map_or(0, |value| #length))
            }
        }
    }

    /// The expression that reads a text: a `Result` of a value, or of the reason why it is none.
    pub(in crate::rust) fn reading(&self, what: &str) -> TokenStream {
        let templates = match self.holder {
            Holder::Private(_) => quote!(Self::TEMPLATES),
            Holder::Own(_) => quote!(TEMPLATES),
        };
        let found = if self.family.place == Place::Uri {
            quote!(runtime::Family::new(#what, #templates).match_uri(text)?)
        } else {
            quote!(runtime::subject::match_text(#what, #templates, text)?)
        };
        let arms = self.arms();
        quote! {
            let (template, values) = #found;
            match (template, values.as_slice()) {
                #(#arms)*
                _ => Err(runtime::AddressError::NoMatch { what: #what }),
            }
        }
    }

    /// The arms that make a member of what a reader found, by the position of its template.
    fn arms(&self) -> Vec<TokenStream> {
        let members = self.family.order.iter().map(|at| &self.family.members[*at]).enumerate();
        members
            .map(|(at, member)| {
                let at = Literal::usize_unsuffixed(at);
                let names = member.template.parameters.iter().map(|parameter| self.found(parameter));
                let made = self.made(member);
                quote!((#at, [#(#names),*]) => Ok(#made),)
            })
            .collect()
    }

    /// The pattern of a value that a reader found.
    fn found(&self, parameter: &Parameter) -> TokenStream {
        let name = self.local(parameter);
        let is_bare = self.family.place == Place::Uri || parameter.optional;
        if is_bare { quote!(#name) } else { quote!(Some(#name)) }
    }

    /// What the value is bound to that a reader found.
    fn local(&self, parameter: &Parameter) -> Ident {
        match self.holder {
            Holder::Private(_) => snake(&parameter.name),
            Holder::Own(_) => templates::local(parameter),
        }
    }

    /// The value as the reader of a URI or of another text gives it: `&String`, or `Option<&str>`.
    pub(super) fn given(&self, parameter: &Parameter) -> TokenStream {
        let name = self.local(parameter);
        match (parameter.optional, self.family.place == Place::Uri) {
            (false, _) => quote!(#name),
            (true, false) => quote!(#name.as_deref()),
            (true, true) => quote!(Some(#name.as_str()).filter(|value| !value.is_empty())),
        }
    }

    /// A member, from values that a reader found.
    fn made(&self, member: &Member) -> TokenStream {
        if let Holder::Own(own) = self.holder {
            return self.own_member(own, member);
        }
        let constructor = snake(&member.name);
        let parameters = &member.template.parameters;
        if parameters.is_empty() {
            return quote!(Self::#constructor());
        }
        let arguments = parameters.iter().map(|parameter| self.given(parameter));
        quote!(Self::#constructor(#(#arguments),*)?)
    }
}
