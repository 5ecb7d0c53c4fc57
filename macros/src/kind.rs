//! `#[derive(Kind)]`: words for what is addressed at a subject, with the segments of their paths.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Variant};
use typeloom::diagnostic::{Code, Diagnostic, Span};
use typeloom::rust::derives;
use typeloom::source::{Entry, Node, NodeValue};

use super::reading::Reading;
use super::{expansion, family, generics, keys, nodes};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let Some(node) = description(&input, &mut reading) else {
        return reading.check().map(|()| TokenStream::new());
    };
    let model = reading.resolve("kinds", &input.ident, node)?;
    let target = generics::target(&input, &quote!(Sized));
    expansion::emit(&model, &reading, |scope| {
        model.kinds.iter().map(|(_, kinds)| derives::kind(scope, &target, kinds)).collect()
    })
}

/// The enum as the `kinds` section would have it.
fn description(input: &DeriveInput, reading: &mut Reading) -> Option<Node> {
    let at = reading.places.token(input.ident.span());
    let said = nodes::arguments(&input.attrs, "kind", reading);
    let mut entries = keys::allowed(said, "an enum of kinds", &["case"], reading);
    let Data::Enum(data) = &input.data else {
        reading.findings.push(
            Diagnostic::new(Code::WrongShape, at, "kinds are the variants of an enum")
                .label("no enum")
                .help(format!("write `enum {} {{ … }}`, with a variant for each kind", input.ident)),
        );
        return None;
    };
    let members: Vec<_> = data.variants.iter().filter_map(|variant| member(variant, reading)).collect();
    if data.variants.is_empty() {
        reading.findings.push(family::without_variants(&input.ident, at, "for each kind"));
    }
    if members.is_empty() {
        return None;
    }
    entries.push(nodes::entry("members", at, nodes::mapping(members, at)));
    Some(nodes::mapping(entries, at))
}

fn member(variant: &Variant, reading: &mut Reading) -> Option<Entry> {
    let key = nodes::name(&variant.ident, &mut reading.places);
    let said = nodes::arguments(&variant.attrs, "kind", reading);
    let said = keys::allowed(said, "a kind", &["segment", "wire"], reading);
    if !matches!(variant.fields, Fields::Unit) {
        let place = reading.places.of(&variant.fields);
        reading.findings.push(holds_something(place));
        return None;
    }
    let value =
        if said.is_empty() { Node { span: key.span, value: NodeValue::Null } } else { nodes::mapping(said, key.span) };
    Some(Entry { key, value })
}

fn holds_something(place: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, place, "a kind is a word, and holds no values")
        .label("holds something")
        .help("remove the fields; what is addressed is told by the subject and the key of a reference")
}
