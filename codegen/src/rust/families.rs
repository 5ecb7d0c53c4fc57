//! Families: an opaque value, the enum of its kinds, constructors and getters; what subjects and selectors share.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, own};
use super::identifiers::{affixed, identifier, pascal, screaming, snake};
use super::scope::Scope;
use super::words::{self, Word};
use super::{rules, templates};
use crate::model::families::{Family, Member};
use crate::model::names::Name;
use crate::model::symbols::Declaration;
use crate::model::templates::Parameter;
use crate::model::places::Place;

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

    /// The templates as constants: one each, and all in the order in which a reader tries them.
    pub(super) fn templates(&self) -> TokenStream {
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

    /// A constructor for every member and alias.
    pub(super) fn constructors(&self, scope: &Scope<'_>) -> TokenStream {
        self.family.members.iter().map(|member| self.constructor(scope, member)).collect()
    }

    fn constructor(&self, scope: &Scope<'_>, member: &Member) -> TokenStream {
        let form = &self.form;
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

    /// `kind()`, and the values: one getter where every member has one value, or one for every parameter.
    pub(super) fn getters(&self, scope: &Scope<'_>) -> TokenStream {
        let Self { kind, form, .. } = self;
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
        let form = &self.form;
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
        let form = &self.form;
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
        let getters = names.into_iter().map(|parameter| self.getter(parameter, &option, form));
        quote! {
            /// The values by parameter, normalised by their rules; optional ones that are absent are left out.
            #[must_use]
            pub fn values(&self) -> #vec<(&'static str, &str)> {
                let mut values = #vec::new();
                match &self.0 {
                    #(#arms)*
                }
                values
            }

            #(#getters)*
        }
    }

    fn getter(&self, parameter: &Parameter, option: &TokenStream, form: &Ident) -> TokenStream {
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

    /// The pattern that binds the values of a member.
    pub(super) fn pattern(&self, member: &Member) -> TokenStream {
        let (form, variant) = (&self.form, pascal(&member.name));
        let names = member.template.parameters.iter().map(|parameter| {
            let (field, local) = (snake(&parameter.name), templates::local(parameter));
            if field == local { quote!(#field) } else { quote!(#field: #local) }
        });
        if member.template.parameters.is_empty() { quote!(#form::#variant) } else { quote!(#form::#variant { #(#names),* }) }
    }

    /// The match that appends the text of every member to `out`.
    pub(super) fn write(&self, out: &templates::Out) -> TokenStream {
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
    pub(super) fn capacity(&self) -> TokenStream {
        let growth = if self.family.place.encodes() { quote!(3 *) } else { TokenStream::new() };
        if self.family.is_single() {
            let longest = self.family.members.iter().map(|member| member.template.literal_length()).max().unwrap_or_default();
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
    pub(super) fn arms(&self) -> Vec<TokenStream> {
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

/// What keeps clippy quiet about a constructor that has the name of its type.
pub(super) fn allow_own_name(declaration: &Declaration, constructor: &Name) -> Option<TokenStream> {
    let same = declaration.name.snake() == constructor.snake();
    same.then(|| quote!(#[allow(clippy::self_named_constructors)]))
}

/// The enum of kinds of a family.
pub(super) fn kind_name(declaration: &Declaration) -> Ident {
    identifier(&format!("{}Kind", declaration.name.pascal()))
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
