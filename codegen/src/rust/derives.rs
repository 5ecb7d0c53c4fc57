//! Implementations of the runtime's traits for types that exist already: what derive macros emit.
//!
//! The emitters are those of schemas; what they would declare is left out, because the user has declared it.

use proc_macro2::TokenStream;

pub use super::families::{OwnType, Value};

use super::scope::Scope;
use super::target::Target;
use super::{addresses, enums, events, kinds, newtypes, record_codec, settings, subjects, union_codec};
use crate::model::kinds::KindSet;
use crate::model::settings::Settings;
use crate::model::subjects::SubjectSet;
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

/// A subject: its path, and how one is read.
#[must_use]
pub fn subject(scope: &Scope<'_>, target: &Target, own: &OwnType, subjects: &SubjectSet) -> TokenStream {
    subjects::derive(scope, target, own, subjects)
}

/// An address of any place: how it is built and read.
#[must_use]
pub fn address(scope: &Scope<'_>, target: &Target, own: &OwnType, addresses: &SubjectSet) -> TokenStream {
    addresses::derive(scope, target, own, addresses)
}

/// Kinds: their words and segments.
#[must_use]
pub fn kind(scope: &Scope<'_>, target: &Target, kinds: &KindSet) -> TokenStream {
    kinds::derive(scope, target, kinds)
}

/// The payload of events of this type, in parts of this schema.
#[must_use]
pub fn event_payload(target: &Target, kind: &str, schema: &str) -> TokenStream {
    events::carried(target, kind, schema)
}

/// Settings, read from the environment.
#[must_use]
pub fn settings(scope: &Scope<'_>, target: &Target, settings: &Settings) -> TokenStream {
    settings::reading::derive(scope, target, settings)
}
