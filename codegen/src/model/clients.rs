//! The `clients` section, resolved: where each argument of each operation goes.

mod arguments;
pub(super) mod auth;
mod body_signature;
pub mod cache;
mod checks;
mod choice;
mod connection;
mod delivery;
mod derived;
pub(super) mod durations;
mod endpoints;
pub mod graphql;
mod header_names;
pub(super) mod literals;
pub mod pages;
pub mod poll;
mod profiles;
pub mod rate_limit;
pub(super) mod retry;
pub mod rpc;
mod signature;
mod sources;
mod statuses;
mod tokens;
mod values;

pub use auth::Auth;
pub use body_signature::{BodySignature, SignedMember, SignedValue};
pub use checks::Checks;
pub use choice::Choice;
pub use connection::Connection;
pub use delivery::Delivery;
pub(super) use durations::some as duration;
pub use endpoints::{Endpoint, EndpointAddress, EndpointHeader, EndpointName, EndpointValue, KeyCondition, NamePiece};
pub(super) use profiles::enum_name as profile_name;
pub use profiles::{Profile, ProfileNames};
pub(super) use retry::status_of as status;
pub use retry::{Backoff, Jitter, Retry, RetryOn};
pub use signature::{JsonForm, OnSkew, Signature, SignatureField, SignedPart, TimestampForm};
pub use sources::SettingSource;
pub(super) use sources::Sources;
pub use statuses::{Meaning, Statuses};
pub use tokens::{Bearer, Member, Recovery, Refresh, TokenFailure};
pub use values::{ContextSource, HeldValue, Taken};

use std::collections::BTreeSet;

use self::cache::{Cache, OperationCache};
use self::derived::Parts;
use self::graphql::GraphqlOperation;
use self::literals::Known;
use self::pages::Pages;
use self::poll::Poll;
use self::rate_limit::RateLimit;
use self::rpc::RpcOperation;
use self::values::Held;
use super::Model;
use super::arena::{Arena, Id};
use super::contexts::Context;
use super::defaults::Default;
use super::errors::ErrorSet;
use super::names::{Name, Scope};
use super::places::Place;
use super::records::Record;
use super::resolver::Resolver;
use super::settings::Settings;
use super::symbols::{Declaration, Symbol};
use super::templates::Template;
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::clients::auth::RawChoice;
use crate::raw::clients::{RawClient, RawOperation};
use crate::raw::{Named, Text};

/// Stubs for the operations of a server.
#[derive(Clone, Debug)]
pub struct Client {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The settings that it reads.
    pub settings: Option<Id<Settings>>,
    /// The kinds of servers that it can speak to; the first is the default.
    pub profiles: Vec<Profile>,
    /// The form of the bodies that it sends.
    pub json: Option<JsonForm>,
    /// How it connects.
    pub connection: Option<Connection>,
    /// What it proves itself with, in the order in which it is asked for.
    pub auth: Vec<Auth>,
    /// When a request is sent again.
    pub retry: Option<Retry>,
    /// What it holds for its operations, in the order of the declaration.
    pub values: Vec<HeldValue>,
    /// The context that values can be taken from.
    pub context: Option<Id<Context>>,
    /// What it hands on to other software, in the order of the declaration.
    pub endpoints: Vec<Endpoint>,
    /// The error of its operations; without it they have the runtime's.
    pub errors: Option<Id<ErrorSet>>,
    /// How many requests there may be.
    pub rate_limit: Option<RateLimit>,
    /// Which responses are kept, of operations that do not say so themselves.
    pub cache: Option<Cache>,
    /// The operations, in the order of the declaration.
    pub operations: Vec<Operation>,
    /// The operations over GraphQL, in the order of the declaration.
    pub graphql_operations: Vec<GraphqlOperation>,
    /// The operations over JSON-RPC, in the order of the declaration.
    pub rpc_operations: Vec<RpcOperation>,
}

impl Client {
    /// The types of the arguments of all its operations and of what they return.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let requests = self.operations.iter().chain(self.rpc_operations.iter().map(|operation| &operation.request));
        let graphql = self.graphql_operations.iter().flat_map(GraphqlOperation::types);
        let held = self.values.iter().filter_map(|held| held.value.ty());
        requests.flat_map(Operation::types).chain(graphql).chain(held)
    }

    /// Whether it has an operation over HTTP whose answer is a stream of events.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.operations.iter().any(|operation| operation.delivery == Delivery::Events)
    }

    /// Whether it has an operation of this kind.
    #[must_use]
    pub fn has_graphql(&self, kind: graphql::Kind) -> bool {
        self.graphql_operations.iter().any(|operation| operation.kind == kind)
    }

    /// The form that a call brings the body of an operation into; what is signed is brought into one when it is signed.
    #[must_use]
    pub fn body_form(&self, operation: &Operation) -> Option<JsonForm> {
        let has_body = operation.arguments.iter().any(|argument| argument.role == Role::Body);
        let signed = |auth: &Auth| matches!(auth, Auth::Signature(signature) if signature.json.is_some());
        let is_signed = operation.signature.is_some() || self.credentials_of(operation).any(signed);
        self.json.filter(|_| has_body && !is_signed)
    }

    /// The credentials that operations may be called with that name none.
    pub fn general_credentials(&self) -> impl Iterator<Item = &Auth> {
        self.auth.iter().filter(|auth| auth.is_for_all())
    }

    /// The credentials that an operation may be called with.
    pub fn credentials_of(&self, operation: &Operation) -> impl Iterator<Item = &Auth> {
        let is_named = |at| operation.auth.as_ref().map(|choice| choice.credentials.contains(&at));
        let all = self.auth.iter().enumerate().filter(|_| !operation.open);
        all.filter(move |(at, auth)| is_named(*at).unwrap_or_else(|| auth.is_for_all())).map(|(_, auth)| auth)
    }

    /// Whether it is known how it connects, so that there is more to making one than a transport.
    #[must_use]
    pub fn connects(&self) -> bool {
        self.connection.is_some()
            || !self.auth.is_empty()
            || self.retry.is_some()
            || self.values.iter().any(|held| held.setting.is_some())
            || !self.endpoints.is_empty()
            || self.operations.iter().any(|operation| operation.poll.is_some())
            || self.limits()
            || self.keeps()
    }

    /// Whether requests wait for their turn.
    #[must_use]
    pub fn limits(&self) -> bool {
        self.rate_limit.is_some()
            || self.operations.iter().any(|operation| operation.rate_limit.is_some())
            || self.graphql_operations.iter().any(|operation| operation.rate_limit.is_some())
    }

    /// Whether responses are kept.
    #[must_use]
    pub fn keeps(&self) -> bool {
        let own = |cache: &OperationCache| cache.own().is_some();
        self.cache.is_some()
            || self.operations.iter().any(|operation| own(&operation.cache))
            || self.graphql_operations.iter().any(|operation| own(&operation.cache))
    }
}

/// One operation: what is sent, and what comes back.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The method.
    pub method: Method,
    /// The path.
    pub path: Template,
    /// The arguments: those without a place of their own first, then query, headers and body.
    pub arguments: Vec<Argument>,
    /// What the body of the response holds; without it the body is ignored.
    pub returns: Option<Type>,
    /// How that comes.
    pub delivery: Delivery,
    /// What statuses mean.
    pub statuses: Statuses,
    /// Whether it is called without credentials.
    pub open: bool,
    /// The credentials that it is called with, where that is not what the client says.
    pub auth: Option<Choice>,
    /// What is called differently in some of the profiles of the client.
    pub profiles: Vec<ProfileNames>,
    /// How its body is signed.
    pub signature: Option<BodySignature>,
    /// Whether calling it twice does the same as once, where its method does not say so.
    pub idempotent: Option<bool>,
    /// How the pages of its list follow each other.
    pub pages: Option<Pages>,
    /// How it is asked until something has come to its end.
    pub poll: Option<Poll>,
    /// How often it may be called.
    pub rate_limit: Option<RateLimit>,
    /// Whether its answers are kept.
    pub cache: OperationCache,
}

impl Client {
    /// The name of its fake.
    #[must_use]
    pub fn fake_name(&self) -> Name {
        fake_name(&self.declaration.name)
    }

    /// The name of the enum of its profiles, if it has some.
    #[must_use]
    pub fn profile_name(&self) -> Option<Name> {
        (!self.profiles.is_empty()).then(|| profile_name(&self.declaration.name))
    }
}

/// The name of the fake of a client, to be claimed beside the declared ones.
pub(super) fn fake_name(client: &Name) -> Name {
    Name::new(format!("{}Fake", client.pascal()))
}

impl Operation {
    /// Whether it is an answer, and no error, that a server knows nothing by the path.
    #[must_use]
    pub fn may_be_absent(&self) -> bool {
        self.returns.as_ref().is_some_and(Type::is_optional)
    }

    /// The types of its arguments and of what it returns.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.arguments.iter().map(|argument| &argument.ty).chain(&self.returns)
    }

    /// The argument for each parameter of the path, in the order of the template.
    pub fn path_arguments(&self) -> impl Iterator<Item = &Argument> {
        let of = |at| self.arguments.iter().find(move |argument| argument.role == Role::Path(at));
        (0..self.path.parameters.len()).filter_map(of)
    }
}

/// An argument of an operation.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The type.
    pub ty: Type,
    /// Where the type is written.
    pub ty_span: Span,
    /// Where it goes.
    pub role: Role,
    /// The value of the client that it is when a call does not give it.
    pub from: Option<Taken>,
    /// What is sent when it is not given; without it it has to be.
    pub default: Option<Default>,
    /// What it must be like.
    pub checks: Checks,
}

impl Argument {
    /// Whether the method of the operation takes it.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        self.from.as_ref().is_none_or(|taken| taken.is_parameter)
    }
}

/// Where an argument goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Into the path, as the parameter at this position.
    Path(usize),
    /// Into the query, under this name; a list is repeated there.
    Query(String),
    /// Into the header of this name.
    Header(String),
    /// It is the body.
    Body,
}

/// The methods of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `get`
    Get,
    /// `post`
    Post,
    /// `put`
    Put,
    /// `patch`
    Patch,
    /// `delete`
    Delete,
}

impl Method {
    /// The keys for them.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("get", Self::Get),
        ("post", Self::Post),
        ("put", Self::Put),
        ("patch", Self::Patch),
        ("delete", Self::Delete),
    ];

    /// Whether requests with this method have a body that servers look at.
    #[must_use]
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    /// The key for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, method)| *method == self).map_or("", |(word, _)| word)
    }
}

/// Resolves one declaration but for its credentials, which need other clients to be known.
pub(super) fn resolve(
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

fn refuse_taken(name: &Name, written: &Text, resolver: &mut Resolver<'_>) {
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

/// What operations are resolved in the light of.
#[derive(Clone, Copy)]
struct Around<'a> {
    client: &'a RawClient,
    held: &'a Held<'a>,
    model: &'a Model,
    known: Known<'a>,
}

fn operation(
    (name, path): (Name, Template),
    raw: &RawOperation,
    around: Around<'_>,
    resolver: &mut Resolver<'_>,
) -> Operation {
    let Around { client, held, model, known } = around;
    let arguments = arguments::resolve(raw, &path, client.case, (held, model), resolver);
    let signature = body_signature::resolve(raw, client, &arguments, &model.types, resolver);
    let profiles = profiles::of_operation(raw, client, &arguments, &model.types, resolver);
    let returns = raw.returns.as_ref().map(|returns| resolver.ty(returns));
    let statuses = statuses::resolve(raw, returns.as_ref(), known, resolver);
    let delivery = delivery::resolve(raw, returns.as_ref(), resolver);
    let auth = raw.auth.as_ref().filter(|choice| !choice.is_open());
    Operation {
        name,
        doc: raw.about.doc_text(),
        deprecated: raw.about.deprecated_text(),
        method: raw.method.value,
        path,
        arguments,
        returns,
        statuses,
        delivery,
        open: raw.auth.as_ref().is_some_and(RawChoice::is_open),
        auth: auth.map(|raw| choice::resolve(raw, &client.auth, resolver)),
        profiles,
        signature,
        idempotent: raw.idempotent.map(|flag| flag.value),
        pages: None,
        poll: None,
        rate_limit: raw.rate_limit.as_ref().and_then(|raw| rate_limit::resolve(raw, resolver.diagnostics)),
        cache: OperationCache::General,
    }
}

/// The record that is the body of an operation; `asked` is where its fields are asked for.
fn body_record<'t>(
    asked: Span,
    arguments: &[Argument],
    types: &'t Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<&'t Record> {
    let Some(argument) = arguments.iter().find(|argument| argument.role == Role::Body) else {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, asked, "the operation has no body, whose fields this is about")
                .label("needs a body")
                .help("add an argument that is the body, or remove this"),
        );
        return None;
    };
    if let Type::Named(id) = argument.ty.unaliased(types)
        && let Shape::Record(record) = &types[*id].shape
    {
        return Some(record);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::NotARecord, argument.ty_span, "the body is no record")
            .label("has no fields")
            .related(asked, "its fields are asked for here")
            .help("make it a record"),
    );
    None
}

/// The operation with the methods that are made of it.
fn derive(
    mut operation: Operation,
    named: &Named<RawOperation>,
    types: &Arena<TypeDeclaration>,
    methods: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> Operation {
    let parts = Parts { operation: &operation, types };
    let pages = named.value.pages.as_ref().and_then(|raw| pages::resolve(named, raw, &parts, methods, resolver));
    let poll = named.value.poll.as_ref().and_then(|raw| poll::resolve(named, raw, &parts, methods, resolver));
    (operation.pages, operation.poll) = (pages, poll);
    let cache = named.value.cache.as_ref();
    let cache = cache.map(|raw| cache::of_operation(raw, named.value.method.span, &operation, resolver.diagnostics));
    operation.cache = cache.unwrap_or_default();
    operation
}
