//! How unions are read and written: with the tag inside, beside or around the value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::identifiers::pascal;
use super::record_codec::quoted_key;
use super::scope::Scope;
use super::target::Target;
use crate::model::types::TypeDeclaration;
use crate::model::unions::{Tagging, Union, Variant};

/// The implementation of the runtime's trait.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let tags = tags(union);
    let model = implementation(scope, &Target::declared(&declared.declaration), union, &quote!(Self::TAGS));
    quote! {
        impl #name {
            const TAGS: &'static [&'static str] = #tags;
        }

        #model
    }
}

/// The codec of a union that exists already.
pub(super) fn codec(scope: &Scope<'_>, target: &Target, union: &Union) -> TokenStream {
    let tags = tags(union);
    let model = implementation(scope, target, union, &quote!(TAGS));
    quote! {
        const TAGS: &[&str] = #tags;

        #model
    }
}

fn tags(union: &Union) -> TokenStream {
    let tags = union.variants.iter().map(|variant| &variant.wire);
    quote!(&[#(#tags),*])
}

/// `tags` is the path of the list of them.
fn implementation(scope: &Scope<'_>, target: &Target, union: &Union, tags: &TokenStream) -> TokenStream {
    let result = scope.prelude("Result");
    let (decode, encode) = match &union.tagging {
        Tagging::Internal { tag } => (decode_internal(scope, union, tag, tags), encode_internal(scope, union, tag)),
        Tagging::Adjacent { tag, content } => {
            (decode_adjacent(scope, union, (tag, content), tags), encode_adjacent(scope, union, tag, content))
        }
        Tagging::External => (decode_external(scope, union, tags), encode_external(scope, union)),
    };
    let body = quote! {
        fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
            #decode
        }

        fn encode(&self, writer: &mut runtime::json::Writer) {
            #encode
        }
    };
    target.implement(&quote!(runtime::Model), &body)
}

/// What an unknown tag becomes.
fn unknown(union: &Union, tags: &TokenStream) -> TokenStream {
    if union.open {
        quote!(Ok(Self::Unknown(reader.unknown_variant(object)?)))
    } else {
        quote!(Err(reader.refused_variant(object, #tags)))
    }
}

fn boxed(scope: &Scope<'_>, variant: &Variant, value: &TokenStream) -> TokenStream {
    if variant.boxed {
        let boxed = scope.prelude("Box");
        quote!(#boxed::new(#value))
    } else {
        value.clone()
    }
}

fn arms(scope: &Scope<'_>, union: &Union, value: &TokenStream) -> TokenStream {
    let arms = union.variants.iter().enumerate().map(|(index, variant)| {
        let index = Literal::usize_unsuffixed(index);
        let name = pascal(&variant.name);
        let value = boxed(scope, variant, &scope.at(&variant.ty, variant.type_span, value.clone()));
        quote!(runtime::json::Tag::Known(#index) => Self::#name(#value),)
    });
    quote!(#(#arms)*)
}

fn decode_internal(scope: &Scope<'_>, union: &Union, tag: &str, tags: &TokenStream) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Record::decode_object(reader, object)?));
    let unknown = unknown(union, tags);
    quote! {
        let (tag, object) = reader.tagged(#tag, #tags)?;
        Ok(match tag {
            #arms
            _ => return #unknown,
        })
    }
}

fn decode_adjacent(scope: &Scope<'_>, union: &Union, (tag, content): (&str, &str), tags: &TokenStream) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Model::decode(reader)?));
    let unknown = unknown(union, tags);
    quote! {
        let adjacent = reader.adjacent(#tag, #content, #tags)?;
        let object = adjacent.object;
        let value = match adjacent.tag {
            #arms
            _ => return #unknown,
        };
        reader.adjacent_end(adjacent)?;
        Ok(value)
    }
}

fn decode_external(scope: &Scope<'_>, union: &Union, tags: &TokenStream) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Model::decode(reader)?));
    let unknown = unknown(union, tags);
    quote! {
        let external = reader.external(#tags)?;
        let object = external.object;
        let value = match external.tag {
            #arms
            _ => return #unknown,
        };
        reader.external_end(external)?;
        Ok(value)
    }
}

fn encode_unknown(union: &Union) -> Option<TokenStream> {
    union.open.then(|| quote!(Self::Unknown(unknown) => unknown.encode(writer),))
}

/// The value of a variant, written.
fn encoded(scope: &Scope<'_>, variant: &Variant) -> TokenStream {
    scope.at(&variant.ty, variant.type_span, quote!(runtime::Model::encode(value, writer)))
}

/// A text constant as it is written: quoted. Tags need no escapes; the model sees to that.
fn quoted(wire: &str) -> String {
    format!("\"{wire}\"")
}

fn encode_internal(scope: &Scope<'_>, union: &Union, tag: &str) -> TokenStream {
    let key = quoted_key(tag);
    let arms = union.variants.iter().map(|variant| {
        let (name, wire) = (pascal(&variant.name), quoted(&variant.wire));
        let value = if variant.boxed { quote!(value.as_ref()) } else { quote!(value) };
        let fields = quote!(runtime::Record::encode_fields(#value, writer));
        let fields = scope.at(&variant.ty, variant.type_span, fields);
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                writer.literal(#wire);
                #fields;
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}

fn encode_adjacent(scope: &Scope<'_>, union: &Union, tag: &str, content: &str) -> TokenStream {
    let (key, content) = (quoted_key(tag), quoted_key(content));
    let arms = union.variants.iter().map(|variant| {
        let (name, wire, value) = (pascal(&variant.name), quoted(&variant.wire), encoded(scope, variant));
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                writer.literal(#wire);
                writer.key(#content);
                #value;
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}

fn encode_external(scope: &Scope<'_>, union: &Union) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let (name, key, value) = (pascal(&variant.name), quoted_key(&variant.wire), encoded(scope, variant));
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                #value;
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}
