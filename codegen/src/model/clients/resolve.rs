//! From the section as it is written to clients: the names of their methods, and each of their parts.

use std::collections::BTreeSet;

use super::literals::Known;
use super::operation::{Around, derive, operation};
use super::values::Held;
use super::{
    Client, JsonForm, Operation, Sources, cache, connection, endpoints, graphql, profiles, rate_limit, retry, rpc,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::errors::ErrorSet;
use crate::model::names::{Name, Scope};
use crate::model::places::Place;
use crate::model::resolver::Resolver;
use crate::model::symbols::{Declaration, Symbol};
use crate::model::templates::Template;
use crate::model::types::TypeDeclaration;
use crate::raw::Text;
use crate::raw::clients::RawClient;

/// Resolves one declaration but for its credentials, which need other clients to be known.
pub(in crate::model) fn resolve(
    declaration: Declaration,
    raw: &RawClient,
    (model, defaults): (&Model, &BTreeSet<(Id<TypeDeclaration>, usize)>),
    resolver: &mut Resolver<'_>,
) -> Client {
    let known = Known { types: &model.types, defaults };
    let mut sources = Sources::new(&model.settings, &model.types, None);
    let connection = raw.connection.as_ref().map(|raw| connection::resolve(raw, &mut sources, resolver));
    let retry = raw.retry.as_ref().map(|raw| retry::resolve(raw, resolver));
    let held = Held::resolve(&raw.values, model, &mut sources, resolver);
    let errors = raw.errors.as_ref().and_then(|name| error(name, resolver));
    let mut names = Scope::of_declarations();
    for (held, named) in held.values.iter().zip(&raw.values) {
        claim_value(&held.name, &named.name, &mut names, resolver);
    }
    let endpoints = endpoints::resolve(&raw.endpoints, &held, model, &mut names, resolver);
    let around = Around { client: raw, held: &held, model, known };
    let mut operations = Vec::new();
    for named in &raw.operations {
        let Some(name) = resolver.member(&named.name) else { continue };
        names.claim(name.snake(), &named.name, "operation", resolver.diagnostics);
        refuse_taken(&name, &named.name, resolver);
        let Some(path) = Template::resolve(&named.value.path, Place::Path, resolver) else { continue };
        operations.push((operation((name, path), &named.value, around, resolver), named));
    }
    let mut shared = graphql::Shared::new(raw, model, &held);
    shared.endpoint(raw.graphql.as_ref(), resolver);
    let mut graphql_operations = Vec::new();
    for named in &raw.graphql_operations {
        let Some(name) = resolver.member(&named.name) else { continue };
        names.claim(name.snake(), &named.name, "operation", resolver.diagnostics);
        refuse_taken(&name, &named.name, resolver);
        graphql_operations.extend(shared.operation(name, named, resolver));
    }
    let endpoint = rpc::Endpoint::resolve(around, resolver);
    let mut rpc_operations = Vec::new();
    for named in &raw.rpc_operations {
        let Some(name) = resolver.member(&named.name) else { continue };
        names.claim(name.snake(), &named.name, "operation", resolver.diagnostics);
        refuse_taken(&name, &named.name, resolver);
        rpc_operations.extend(endpoint.operation(name, &named.value, resolver));
    }
    // Operations have their names before the methods that are made of them.
    let operations =
        operations.into_iter().map(|(operation, named)| derive(operation, named, &model.types, &mut names, resolver));
    let operations: Vec<Operation> = operations.collect();
    let rate_limit = raw.rate_limit.as_ref().and_then(|raw| rate_limit::resolve(raw, resolver.diagnostics));
    let cache = raw.cache.as_ref();
    let cache = cache.and_then(|raw| cache::resolve(raw, &operations, &graphql_operations, resolver.diagnostics));
    Client {
        declaration,
        settings: sources.group(),
        profiles: profiles::resolve(raw, resolver),
        json: raw.json.as_ref().map(JsonForm::from),
        connection,
        auth: Vec::new(),
        retry,
        context: held.context(),
        endpoints,
        values: held.values,
        errors,
        rate_limit,
        cache,
        operations,
        graphql_operations,
        rpc_operations,
    }
}

/// What is said about a value that no client can hold under this name.
fn claim_value(name: &Name, written: &Text, names: &mut Scope, resolver: &mut Resolver<'_>) {
    let name = name.snake();
    let methods = [name.clone(), format!("with_{name}"), format!("without_{name}")];
    if let Some(taken) = methods.iter().find(|method| TAKEN.contains(&method.as_str())) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, format!("no value is called `{}`", written.value))
                .label(format!("its method `{taken}` would be another one of the client"))
                .help("say what the value is: `shop_id`"),
        );
    }
    for method in methods {
        names.claim(method, written, "value", resolver.diagnostics);
    }
}

/// Functions that make a client, say where its tokens come from, or empty its caches; a trait of Rust stands beside
/// them, so that its methods
/// can be called anything.
const TAKEN: &[&str] = &[
    "builder",
    "builder_from",
    "clear_caches",
    "from_arc",
    "from_settings",
    "new",
    "token_provider",
    "with_context",
    "with_options",
    "with_profile",
    "with_sockets",
];

pub(super) fn refuse_taken(name: &Name, written: &Text, resolver: &mut Resolver<'_>) {
    if !name.is_rust() && TAKEN.contains(&name.snake().as_str()) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, format!("no operation is called `{}`", written.value))
                .label("is about the client itself")
                .help("say what the operation does: `create_order`"),
        );
    }
}

/// The error that a client names.
fn error(name: &Text, resolver: &mut Resolver<'_>) -> Option<Id<ErrorSet>> {
    match resolver.symbol(name)? {
        Symbol::Errors(id) => Some(id),
        other => {
            resolver.wrong_kind(name, "an error of clients", other);
            None
        }
    }
}
