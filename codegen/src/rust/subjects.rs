//! Subjects: a family with paths to build and parse, input objects and name fragments.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::own;
use super::families::{Emitter, OwnType};
use super::identifiers::{identifier, pascal};
use super::scope::Scope;
use super::target::Target;
use super::templates::{self, Out};
use crate::model::families::Member;
use crate::model::fragments::Fragment;
use crate::model::names::Case;
use crate::model::places::Place;
use crate::model::subjects::SubjectSet;

/// One declaration of the section.
pub(super) fn emit(scope: &Scope<'_>, subjects: &SubjectSet) -> TokenStream {
    let emitter = Emitter::new(&subjects.declaration, &subjects.family);
    let name = &emitter.name;
    let definition = emitter.definition(scope);
    let templates = emitter.templates();
    let constructors = emitter.constructors(scope);
    let getters = emitter.getters(scope);
    let text = text(scope, &emitter);
    let parse = parse(scope, &emitter);
    let fragment = subjects.fragment.as_ref().map(|fragment| name_fragment(scope, &emitter, fragment));
    let input = subjects.input.map(|case| input(&emitter, case));
    let addressed = (subjects.family.place == Place::Path).then(|| addressed(scope, &emitter));
    let shown = display(&emitter);
    quote! {
        #definition

        impl #name {
            #templates

            #constructors

            #getters

            #text

            #parse

            #fragment

            #input
        }

        #addressed

        #shown
    }
}

/// A subject that is a type of Rust code.
pub(super) fn derive(scope: &Scope<'_>, target: &Target, own: &OwnType, subjects: &SubjectSet) -> TokenStream {
    let emitter = Emitter::own(&subjects.declaration, &subjects.family, own);
    let (templates, rules) = (emitter.templates(), emitter.own_rules());
    let kind = emitter.own_kind();
    let subject = target.implement(&quote!(runtime::Subject), &subject(scope, &emitter, &kind));
    let parse = target.inherent(&parse(scope, &emitter));
    let from_text = from_text(scope, target, &identifier("parse_path"));
    quote!(#templates #rules #subject #parse #from_text)
}

/// Reading through the method called `method`.
pub(super) fn from_text(scope: &Scope<'_>, target: &Target, method: &Ident) -> TokenStream {
    let result = scope.prelude("Result");
    let body = quote! {
        type Err = runtime::AddressError;

        fn from_str(text: &str) -> #result<Self, runtime::AddressError> {
            Self::#method(text)
        }
    };
    target.implement(&quote!(::std::str::FromStr), &body)
}

/// The text of a subject: its path, URI, topic or header.
fn text(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let word = emitter.family.place.word();
    let method = identifier(word);
    let doc = own(&format!("The {word}.\n\n# Errors\nWhen a value cannot stand in a {word}."));
    let body = if emitter.family.place == Place::Path {
        quote!(runtime::Subject::to_path(self))
    } else {
        let capacity = emitter.capacity();
        let write = emitter.write(&Out::owned("text"));
        quote! {
            let mut text = #string::with_capacity(#capacity);
            #write
            Ok(text)
        }
    };
    quote! {
        #doc
        pub fn #method(&self) -> #result<#string, runtime::TemplateError> {
            #body
        }
    }
}

pub(super) fn parse(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let result = scope.prelude("Result");
    let (what, word) = (emitter.name.to_string(), emitter.family.place.word());
    let method = identifier(&format!("parse_{word}"));
    let reading = emitter.reading(&what);
    let doc = own(&format!(
        "Reads a {word}.\n\n# Errors\nWhen it has the form of no member, or holds a value that a rule refuses."
    ));
    quote! {
        #doc
        pub fn #method(text: &str) -> #result<Self, runtime::AddressError> {
            #reading
        }
    }
}

/// What references need of a subject.
fn addressed(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let target = Target::declared(emitter.declaration);
    target.implement(&quote!(runtime::Subject), &subject(scope, emitter, &quote!(self.kind().as_str())))
}

/// The methods of the runtime's trait; `kind` is the expression of the kind on the wire.
fn subject(scope: &Scope<'_>, emitter: &Emitter<'_>, kind: &TokenStream) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let capacity = emitter.capacity();
    let write = emitter.write(&Out::borrowed("out"));
    quote! {
        fn kind_name(&self) -> &'static str {
            #kind
        }

        fn path_capacity(&self) -> usize {
            #capacity
        }

        fn write_path(&self, out: &mut #string) -> #result<(), runtime::TemplateError> {
            #write
            Ok(())
        }
    }
}

fn name_fragment(scope: &Scope<'_>, emitter: &Emitter<'_>, fragment: &Fragment) -> TokenStream {
    let string = scope.prelude("String");
    let kind = &emitter.kind;
    let table = table(fragment);
    let arms = emitter.family.members.iter().map(|member| {
        let (variant, text) = (pascal(&member.name), fragment.apply(&member.wire));
        quote!(#kind::#variant => #text,)
    });
    let values = if emitter.family.is_single() {
        quote! {
            name.push('_');
            runtime::fragment::append_replaced(&mut name, self.value(), REPLACED);
        }
    } else {
        quote! {
            for (_, value) in self.values() {
                name.push('_');
                runtime::fragment::append_replaced(&mut name, value, REPLACED);
            }
        }
    };
    quote! {
        /// The subject as a part of a name.
        #[must_use]
        pub fn name_fragment(&self) -> #string {
            const REPLACED: &[(char, &str)] = #table;
            let mut name = #string::from(match self.kind() {
                #(#arms)*
            });
            #values
            name
        }
    }
}

/// The characters that a fragment replaces.
pub(super) fn table(fragment: &Fragment) -> TokenStream {
    let entries = fragment.replace.iter().map(|(character, text)| {
        let character = Literal::character(*character);
        quote!((#character, #text))
    });
    quote!(&[#(#entries),*])
}

fn input(emitter: &Emitter<'_>, case: Case) -> TokenStream {
    let arms = emitter.family.members.iter().map(|member| {
        let pattern = emitter.pattern(member);
        let entries = entries(member, case);
        // Of an empty array, nobody could tell what is collected.
        if entries.is_empty() {
            return quote!(#pattern => runtime::json::Map::new().into(),);
        }
        quote!(#pattern => [#(#entries),*].into_iter().collect(),)
    });
    quote! {
        /// The subject as an input object: its values under the names of their parameters.
        #[must_use]
        pub fn to_input(&self) -> runtime::json::Value {
            match &self.0 {
                #(#arms)*
            }
        }
    }
}

fn entries(member: &Member, case: Case) -> Vec<TokenStream> {
    let value = |name: &Ident, optional: bool| match (optional, member.template.parameters.len()) {
        (false, 1) => quote!(#name.as_str()),
        (true, 1) => quote!(#name.as_deref()),
        (false, _) => quote!(runtime::json::Value::from(#name.as_str())),
        (true, _) => quote!(runtime::json::Value::from(#name.as_deref())),
    };
    let parameters = member.template.parameters.iter();
    parameters
        .map(|parameter| {
            let key = parameter.name.in_case(case);
            let value = value(&templates::local(parameter), parameter.optional);
            quote!((#key, #value))
        })
        .collect()
}

/// The readable form: the kind and the values.
pub(super) fn display(emitter: &Emitter<'_>) -> TokenStream {
    let name = &emitter.name;
    let body = if emitter.family.is_single() {
        quote!(write!(formatter, "{}:{}", self.kind(), self.value()))
    } else {
        quote! {
            write!(formatter, "{}", self.kind())?;
            for (_, value) in self.values() {
                write!(formatter, ":{value}")?;
            }
            Ok(())
        }
    };
    quote! {
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #body
            }
        }
    }
}
