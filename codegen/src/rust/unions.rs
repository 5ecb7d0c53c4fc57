//! Unions: a Rust enum over types, its getters and conversions.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{affixed, pascal};
use super::scope::Scope;
use super::{schemas, union_codec};
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::{Union, Variant};

/// The union's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let definition = definition(scope, declared, union);
    let accessors = accessors(scope, declared, union);
    let conversions = conversions(scope, declared, union);
    let codec = union_codec::emit(scope, declared, union);
    let schema = schemas::union(scope, declared, union);
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
            Shape::Union(union) => {
                8 + union.variants.iter().map(|variant| held(&variant.ty, variant.boxed)).max().unwrap_or(0)
            }
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
