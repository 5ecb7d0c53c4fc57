//! Types: which emitter writes which construct.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::pascal;
use super::scope::Scope;
use super::{enums, newtypes, records, unions};
use crate::model::types::{Shape, Type, TypeDeclaration};

/// One declaration of the `types` section.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration) -> TokenStream {
    match &declared.shape {
        Shape::Record(record) => records::emit(scope, declared, record),
        Shape::Enum(declaration) => enums::emit(scope, declared, declaration),
        Shape::Union(union) => unions::emit(scope, declared, union),
        Shape::Newtype(newtype) => newtypes::emit(scope, declared, newtype),
        Shape::Alias(ty) => alias(scope, declared, ty),
    }
}

fn alias(scope: &Scope<'_>, declared: &TypeDeclaration, ty: &Type) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let docs = docs(declared.declaration.doc.as_deref(), &format!("Another name for a {}.", words(ty)));
    let deprecated = deprecated(declared.declaration.deprecated.as_deref());
    let ty = scope.ty(ty);
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}

fn words(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "list",
        Type::Map(_) => "map",
        Type::Json => "JSON value",
        Type::String => "text",
        _ => "type",
    }
}
