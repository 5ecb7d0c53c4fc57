//! Unions: a Rust enum over types, with the tag inside, beside or around the value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{affixed, pascal};
use super::record_codec::quoted_key;
use super::scope::Scope;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::{Tagging, Union, Variant};

/// The union's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let definition = definition(scope, declared, union);
    let accessors = accessors(scope, declared, union);
    let conversions = conversions(scope, declared, union);
    let codec = codec(scope, declared, union);
    let schema = super::schemas::union(scope, declared, union);
    quote! {
        #definition
        #accessors
        #conversions
        #codec
        #schema
    }
}

fn definition(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let about =
        docs(declared.declaration.doc.as_deref(), &format!("The union `{}`.", declared.declaration.name.words()));
    let deprecation = deprecated(declared.declaration.deprecated.as_deref());
    let variants = union.variants.iter().map(|variant| {
        let docs = docs(variant.doc.as_deref(), &format!("Tagged `{}`.", variant.wire));
        let deprecated = deprecated(variant.deprecated.as_deref());
        let (name, ty) = (pascal(&variant.name), stored(scope, variant));
        quote!(#docs #deprecated #name(#ty),)
    });
    let open = union.open.then(|| {
        quote! {
            /// A variant that this version does not know; it is kept whole and sent back as it came.
            Unknown(runtime::UnknownVariant),
        }
    });
    let growing = union.open.then(|| quote!(#[non_exhaustive]));
    // Clippy compares the sizes of variants; a box for a large one would be in the way of everyone who matches.
    let is_large = union.variants.iter().any(|variant| !variant.boxed && size(scope, &variant.ty, &mut 256) >= LARGE);
    let uneven = is_large.then(|| quote!(#[allow(clippy::large_enum_variant)]));
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug, PartialEq)]
        #growing
        #uneven
        pub enum #name {
            #(#variants)*
            #open
        }
    }
}

/// From how many bytes on Clippy calls a variant large.
const LARGE: usize = 200;

/// About how many bytes a value takes. Looks at no more types than `looks`; what is not looked at counts as large.
fn size(scope: &Scope<'_>, ty: &Type, looks: &mut usize) -> usize {
    if *looks == 0 {
        return LARGE;
    }
    *looks -= 1;
    let mut held = |ty: &Type, boxed: bool| if boxed { 8 } else { size(scope, ty, looks) };
    match ty {
        Type::Bool | Type::I32 | Type::U32 => 4,
        Type::I64 | Type::U64 | Type::F64 => 8,
        Type::Optional(inner) => 8 + held(inner, false),
        Type::Named(id) => match &scope.declared(*id).shape {
            Shape::Record(record) => record.fields.iter().map(|field| held(&field.ty, field.boxed)).sum(),
            Shape::Union(union) => 8 + union.variants.iter().map(|variant| held(&variant.ty, variant.boxed)).max().unwrap_or(0),
            Shape::Newtype(newtype) => held(&newtype.inner, false),
            Shape::Alias(inner) => held(inner, false),
            Shape::Enum(_) => 24,
        },
        Type::Url => 96,
        _ => 32,
    }
}

fn stored(scope: &Scope<'_>, variant: &Variant) -> TokenStream {
    let ty = scope.ty(&variant.ty);
    if variant.boxed {
        let boxed = scope.prelude("Box");
        quote!(#boxed<#ty>)
    } else {
        ty
    }
}

fn accessors(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let option = scope.prelude("Option");
    let tags = union.variants.iter().map(|variant| {
        let (name, wire) = (pascal(&variant.name), &variant.wire);
        quote!(Self::#name(_) => #wire,)
    });
    let unknown = union.open.then(|| quote!(Self::Unknown(unknown) => unknown.tag(),));
    let getters = union.variants.iter().map(|variant| {
        let getter = affixed("as_", &variant.name, "");
        let (name, ty) = (pascal(&variant.name), scope.ty(&variant.ty));
        let about = format!(" The value if the tag is `{}`.", variant.wire);
        let other = (union.variants.len() > 1 || union.open).then(|| quote!(_ => None,));
        quote! {
            #[doc = #about]
            #[must_use]
            pub fn #getter(&self) -> #option<&#ty> {
                match self {
                    Self::#name(value) => Some(value),
                    #other
                }
            }
        }
    });
    quote! {
        impl #name {
            /// The tag on the wire.
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    #(#tags)*
                    #unknown
                }
            }
            #(#getters)*
        }
    }
}

/// `From` for each declared type that occurs once, under whatever name, and is not the union itself.
fn conversions(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let types: Vec<&Type> = union.variants.iter().map(|variant| variant.ty.unaliased(&scope.model.types)).collect();
    let is_own = |ty: &Type| matches!(ty, Type::Named(id) if std::ptr::eq(scope.declared(*id), declared));
    let unique = union.variants.iter().zip(&types).filter_map(|(variant, ty)| {
        let is_unique = types.iter().filter(|other| *other == ty).count() == 1;
        (is_unique && matches!(ty, Type::Named(_)) && !is_own(ty)).then_some(variant)
    });
    let impls = unique.map(|variant| {
        let (variant_name, ty) = (pascal(&variant.name), scope.ty(&variant.ty));
        let value = if variant.boxed {
            let boxed = scope.prelude("Box");
            quote!(#boxed::new(value))
        } else {
            quote!(value)
        };
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(#value)
                }
            }
        }
    });
    quote!(#(#impls)*)
}

fn codec(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let result = scope.prelude("Result");
    let tags = union.variants.iter().map(|variant| &variant.wire);
    let (decode, encode) = match &union.tagging {
        Tagging::Internal { tag } => (decode_internal(scope, union, tag), encode_internal(union, tag)),
        Tagging::Adjacent { tag, content } => {
            (decode_adjacent(scope, union, tag, content), encode_adjacent(union, tag, content))
        }
        Tagging::External => (decode_external(scope, union), encode_external(union)),
    };
    quote! {
        impl #name {
            const TAGS: &'static [&'static str] = &[#(#tags),*];
        }

        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                #decode
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                #encode
            }
        }
    }
}

/// What an unknown tag becomes.
fn unknown(union: &Union) -> TokenStream {
    if union.open {
        quote!(Ok(Self::Unknown(reader.unknown_variant(object)?)))
    } else {
        quote!(Err(reader.refused_variant(object, Self::TAGS)))
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
        let value = boxed(scope, variant, value);
        quote!(runtime::json::Tag::Known(#index) => Self::#name(#value),)
    });
    quote!(#(#arms)*)
}

fn decode_internal(scope: &Scope<'_>, union: &Union, tag: &str) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Record::decode_object(reader, object)?));
    let unknown = unknown(union);
    quote! {
        let (tag, object) = reader.tagged(#tag, Self::TAGS)?;
        Ok(match tag {
            #arms
            _ => return #unknown,
        })
    }
}

fn decode_adjacent(scope: &Scope<'_>, union: &Union, tag: &str, content: &str) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Model::decode(reader)?));
    let unknown = unknown(union);
    quote! {
        let adjacent = reader.adjacent(#tag, #content, Self::TAGS)?;
        let object = adjacent.object;
        let value = match adjacent.tag {
            #arms
            _ => return #unknown,
        };
        reader.adjacent_end(adjacent)?;
        Ok(value)
    }
}

fn decode_external(scope: &Scope<'_>, union: &Union) -> TokenStream {
    let arms = arms(scope, union, &quote!(runtime::Model::decode(reader)?));
    let unknown = unknown(union);
    quote! {
        let external = reader.external(Self::TAGS)?;
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

/// A text constant as it is written: quoted. Tags need no escapes; the model sees to that.
fn quoted(wire: &str) -> String {
    format!("\"{wire}\"")
}

fn encode_internal(union: &Union, tag: &str) -> TokenStream {
    let key = quoted_key(tag);
    let arms = union.variants.iter().map(|variant| {
        let (name, wire) = (pascal(&variant.name), quoted(&variant.wire));
        let value = if variant.boxed { quote!(value.as_ref()) } else { quote!(value) };
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                writer.literal(#wire);
                runtime::Record::encode_fields(#value, writer);
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}

fn encode_adjacent(union: &Union, tag: &str, content: &str) -> TokenStream {
    let (key, content) = (quoted_key(tag), quoted_key(content));
    let arms = union.variants.iter().map(|variant| {
        let (name, wire) = (pascal(&variant.name), quoted(&variant.wire));
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                writer.literal(#wire);
                writer.key(#content);
                runtime::Model::encode(value, writer);
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}

fn encode_external(union: &Union) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let (name, key) = (pascal(&variant.name), quoted_key(&variant.wire));
        quote! {
            Self::#name(value) => {
                writer.begin_object();
                writer.key(#key);
                runtime::Model::encode(value, writer);
                writer.end_object();
            }
        }
    });
    let unknown = encode_unknown(union);
    quote!(match self { #(#arms)* #unknown })
}
