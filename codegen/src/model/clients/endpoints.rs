//! Endpoints that a client hands on to other software, resolved: where they are, what they are called, what is sent to them.

mod names;

pub use names::{EndpointName, KeyCondition, NamePiece};

use super::connection::header_value;
use super::graphql::{Value, fixed};
use super::header_names::is_header_name;
use super::values::{Held, Taken};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::names::{Name, Scope, WireScope};
use crate::model::references::Reference;
use crate::model::resolver::Resolver;
use crate::model::symbols::Symbol;
use crate::model::types::{Shape, Type};
use crate::raw::clients::endpoints::{RawAddress, RawHeader, RawPlace};
use crate::raw::{Named, Text};

/// A place of the server that other software calls.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// Where it is.
    pub address: EndpointAddress,
    /// What it is called; the last case has no conditions.
    pub names: Vec<EndpointName>,
    /// The headers of requests.
    pub headers: Vec<EndpointHeader>,
}

/// Where an endpoint is.
#[derive(Clone, Debug)]
pub enum EndpointAddress {
    /// At this path.
    Path(String),
    /// Where a reference of one kind leads.
    Reference {
        /// The references.
        id: Id<Reference>,
        /// The kind, by position.
        kind: usize,
    },
}

/// A header of requests to an endpoint.
#[derive(Clone, Debug)]
pub struct EndpointHeader {
    /// The name.
    pub name: String,
    /// What it holds.
    pub value: EndpointValue,
}

/// What a header holds.
#[derive(Clone, Debug)]
pub enum EndpointValue {
    /// The same in all requests.
    Fixed(String),
    /// What the client holds.
    Held(Taken),
}

impl Endpoint {
    /// The name of the method that makes it.
    #[must_use]
    pub fn method(&self) -> String {
        format!("{}_endpoint", self.name.snake())
    }
}

/// Resolves the endpoints of a client, whose methods are claimed among `scope`.
pub(super) fn resolve(
    raw: &[Named<RawPlace>],
    held: &Held<'_>,
    model: &Model,
    scope: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    for named in raw {
        let Some(name) = resolver.member(&named.name) else { continue };
        scope.claim(format!("{}_endpoint", name.snake()), &named.name, "endpoint", resolver.diagnostics);
        endpoints.extend(endpoint(name, &named.value, held, model, resolver));
    }
    endpoints
}

fn endpoint(
    name: Name,
    raw: &RawPlace,
    held: &Held<'_>,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<Endpoint> {
    let address = address(&raw.address, model, resolver);
    let headers = headers(&raw.headers, held, model, resolver);
    let address = address?;
    let reference = match &address {
        EndpointAddress::Path(_) => None,
        EndpointAddress::Reference { id, .. } => Some(model.references.get(*id)?),
    };
    let mut names: Vec<EndpointName> =
        raw.name.iter().filter_map(|raw| names::resolve(raw, reference, resolver)).collect();
    if raw.name.is_empty() {
        names.push(EndpointName::of(&name));
    }
    let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
    Some(Endpoint { name, doc, deprecated, address, names, headers })
}

fn address(raw: &RawAddress, model: &Model, resolver: &mut Resolver<'_>) -> Option<EndpointAddress> {
    match raw {
        RawAddress::Path(raw) => fixed(raw, resolver).map(|path| EndpointAddress::Path(path.text)),
        RawAddress::Reference { reference, kind } => {
            let id = match resolver.symbol(reference)? {
                Symbol::Reference(id) => id,
                other => {
                    resolver.wrong_kind(reference, "references", other);
                    return None;
                }
            };
            let kinds = &model.kinds[model.references.get(id)?.kind];
            Some(EndpointAddress::Reference { id, kind: kinds.addressed(kind, resolver)? })
        }
    }
}

fn headers(
    raw: &[Named<RawHeader>],
    held: &Held<'_>,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Vec<EndpointHeader> {
    let mut scope = WireScope::new(Code::DuplicateWireValue, "the header").help("remove one of them");
    let mut headers = Vec::new();
    for Named { name, value } in raw {
        if !is_header_name(name, resolver) || is_authorization(name, resolver) {
            continue;
        }
        scope.claim(&name.value.to_ascii_lowercase(), name.span, resolver.diagnostics);
        let value = match value {
            RawHeader::Fixed(text) => header_value(text, resolver).map(EndpointValue::Fixed),
            RawHeader::From(from) => held.taken(from, None, resolver).and_then(|(value, taken)| {
                is_header(&value, name, from.value.span, model, resolver).then_some(EndpointValue::Held(taken))
            }),
        };
        headers.extend(value.map(|value| EndpointHeader { name: name.value.clone(), value }));
    }
    headers
}

/// The header of credentials, which follows from the client.
fn is_authorization(name: &Text, resolver: &mut Resolver<'_>) -> bool {
    let is_it = name.value.eq_ignore_ascii_case("authorization");
    if is_it {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, name.span, "the header `Authorization` is not written here")
                .label("holds the token of the client")
                .help("remove it, and say with `auth` of the client where tokens come from"),
        );
    }
    is_it
}

/// Whether a value can stand in this header: a selector in its own, and what has a text in any other.
fn is_header(value: &Value, name: &Text, span: Span, model: &Model, resolver: &mut Resolver<'_>) -> bool {
    let problem = match value {
        Value::Selector { id, .. } => {
            let selector = &model.selectors[*id];
            match &selector.header {
                Some(header) if header.eq_ignore_ascii_case(&name.value) => None,
                Some(header) => Some(("belongs into another header", format!("write `{header}` in front of it"))),
                None => Some(("has no header", "add `header` to the selector".to_owned())),
            }
        }
        Value::Type(ty) if has_text(ty, model) => None,
        Value::Type(_) | Value::Subject { .. } => {
            Some(("has no text", "take a value of the type `string`, or another with one text".to_owned()))
        }
    };
    let Some((problem, help)) = problem else { return true };
    let message = "what the client holds cannot stand in this header".to_owned();
    resolver.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).label(problem).help(help));
    false
}

fn has_text(ty: &Type, model: &Model) -> bool {
    match ty.required().unaliased(&model.types) {
        Type::Named(id) => match &model.types[*id].shape {
            Shape::Enum(_) => true,
            Shape::Newtype(newtype) => newtype.inner == Type::String && !newtype.secret,
            _ => false,
        },
        Type::Json | Type::Bytes | Type::Optional(_) | Type::List(_) | Type::Map(_) => false,
        _ => true,
    }
}
