//! `#[derive(Model)]`: the codec of a record, an enum, a union or a newtype.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};
use typeloom::Options;
use typeloom::diagnostic::{Code, Diagnostic};
use typeloom::rust::derives;
use typeloom::rust::scope::{Names, Scope};
use typeloom::source::{Entry, Node};

use super::reading::Reading;
use super::{expansion, generics, nodes, rust_types, variants};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let node = description(&input, &mut reading);
    let model = match node {
        Some(node) => reading.resolve("types", &input.ident, node)?,
        None => return reading.check().map(|()| TokenStream::new()),
    };
    let options = Options::for_module("rust");
    let names = Names::spelled_out();
    let target = generics::target(&input, &quote!(runtime::Model));
    let mut implementations = TokenStream::new();
    if let (Some((root, _)), Some((module, _))) = (model.packages.iter().next(), model.modules.iter().next()) {
        let scope = Scope::new(&model, &options, &names, root, module).with_places(&reading.places);
        implementations.extend(model.types.iter().map(|(_, declared)| derives::model(&scope, &target, declared)));
    }
    Ok(expansion::in_a_scope(&reading.runtime()?, implementations))
}

/// The type as the `types` section would have it.
fn description(input: &DeriveInput, reading: &mut Reading) -> Option<Node> {
    let said = nodes::arguments(&input.attrs, "model", reading);
    let at = reading.places.token(input.ident.span());
    let mut entries = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => newtype(fields.unnamed.first()?, at, reading),
            Fields::Unnamed(fields) => {
                let place = reading.places.of(fields);
                reading.findings.push(nameless(place));
                return None;
            }
            fields => vec![nodes::entry("fields", at, record(fields, &said, at, reading))],
        },
        Data::Enum(data) => variants::read(data, at, reading),
        Data::Union(data) => {
            let error = syn::Error::new(data.union_token.span, "a `union` of Rust has no tag: write an `enum`");
            reading.fail(error);
            return None;
        }
    };
    entries.extend(allowed(said, TYPE, reading));
    Some(nodes::mapping(entries, at))
}

fn nameless(place: typeloom::diagnostic::Span) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, place, "fields without names have no names on the wire")
        .label("names are missing")
        .help("name the fields, or hold one value only, which then stands for itself on the wire")
}

/// A value that stands for itself on the wire.
fn newtype(field: &syn::Field, at: typeloom::diagnostic::Span, reading: &mut Reading) -> Vec<Entry> {
    let inner = rust_types::node(&field.ty, reading);
    vec![nodes::entry("newtype", at, inner)]
}

fn record(fields: &Fields, said: &[Entry], at: typeloom::diagnostic::Span, reading: &mut Reading) -> Node {
    let keep = said.iter().find(|entry| entry.key.value == "unknown" && entry.value.as_text() == Some("keep"));
    let mut is_kept = false;
    let mut members = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        if keep.is_some() && ident == "unknown_fields" {
            is_kept = true;
            continue;
        }
        let key = nodes::name(ident, &mut reading.places);
        let ty = nodes::entry("type", key.span, rust_types::node(&field.ty, reading));
        let said = nodes::arguments(&field.attrs, "model", reading);
        let entries = std::iter::once(ty).chain(allowed(said, FIELD, reading)).collect();
        let value = nodes::mapping(entries, key.span);
        members.push(Entry { key, value });
    }
    if let Some(keep) = keep.filter(|_| !is_kept) {
        reading.findings.push(
            Diagnostic::new(Code::UnknownFieldsConflict, keep.span(), "there is no field to keep unknown fields in")
                .label("keeps unknown fields")
                .help("add a field `unknown_fields` of the type `BTreeMap<String, Value>`"),
        );
    }
    nodes::mapping(members, at)
}

/// Keys of a schema that Rust has other words for, each with them.
type Said = &'static [(&'static str, &'static str)];

const TYPE: Said = &[
    ("fields", "the fields of a struct are those of the record"),
    ("enum", "an `enum` of Rust without values is one"),
    ("union", "an `enum` of Rust with values is one"),
    ("newtype", "a struct with one field without a name is one"),
    ("alias", "write `type Name = …;`"),
    ("open", "add a variant `Unknown(UnknownValue)` to an enum, or `Unknown(UnknownVariant)` to a union"),
    ("secret", "write `Secret<T>` for the type inside"),
    ("doc", "write a comment with `///`"),
    ("deprecated", "write `#[deprecated]`"),
];

const FIELD: Said = &[
    ("type", "the type of the field says it"),
    ("secret", "write `Secret<T>` for the type of the field"),
    ("doc", "write a comment with `///`"),
    ("deprecated", "write `#[deprecated]`"),
];

/// The entries without those that Rust has other words for, which are reported.
pub(crate) fn allowed(said: Vec<Entry>, elsewhere: Said, reading: &mut Reading) -> Vec<Entry> {
    let (refused, allowed): (Vec<Entry>, Vec<Entry>) =
        said.into_iter().partition(|entry| elsewhere.iter().any(|(key, _)| *key == entry.key.value));
    for entry in refused {
        let help = elsewhere.iter().find(|(key, _)| *key == entry.key.value).map(|(_, help)| (*help).to_owned());
        reading.findings.push(
            Diagnostic::new(Code::UnknownKey, entry.key.span, format!("`{}` is no key of an attribute", entry.key))
                .label("Rust itself says it")
                .help(help),
        );
    }
    allowed
}

/// Keys of a member of an enum or union that Rust has other words for.
pub(crate) const VARIANT: Said = &[
    ("type", "the type of the value says it"),
    ("doc", "write a comment with `///`"),
    ("deprecated", "write `#[deprecated]`"),
];

#[cfg(test)]
mod tests;
