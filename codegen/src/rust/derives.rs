//! Implementations of the runtime's traits for types that exist already: what derive macros emit.
//!
//! The emitters are those of schemas; what they would declare is left out, because the user has declared it.

use proc_macro2::TokenStream;

use super::scope::Scope;
use super::target::Target;
use super::{enums, newtypes, record_codec, union_codec};
use crate::model::types::{Shape, TypeDeclaration};

/// The codec of a type.
#[must_use]
pub fn model(scope: &Scope<'_>, target: &Target, declared: &TypeDeclaration) -> TokenStream {
    match &declared.shape {
        Shape::Record(record) => record_codec::emit(scope, target, record),
        Shape::Enum(declaration) => enums::codec(scope, target, declaration),
        Shape::Union(union) => union_codec::codec(scope, target, union),
        Shape::Newtype(newtype) => newtypes::codec(scope, target, &declared.declaration, newtype),
        // No Rust code is read as one.
        Shape::Alias(_) => TokenStream::new(),
    }
}
