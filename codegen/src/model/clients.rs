//! The `clients` section, resolved: where each argument of each operation goes.

mod arguments;
pub(super) mod auth;
mod body_signature;
mod choice;
mod connection;
mod durations;
pub mod graphql;
mod header_names;
mod retry;
mod signature;
mod sources;
mod tokens;
mod values;

pub use auth::Auth;
pub use body_signature::{BodySignature, SignedMember, SignedValue};
pub use choice::Choice;
pub use connection::Connection;
pub(super) use durations::some as duration;
pub(super) use retry::status_of as status;
pub use retry::{Backoff, Jitter, Retry, RetryOn};
pub use signature::{JsonForm, OnSkew, Signature, SignatureField, SignedPart, TimestampForm};
pub use sources::SettingSource;
pub(super) use sources::Sources;
pub use tokens::{Bearer, Member, Recovery, Refresh, TokenFailure};
pub use values::{ContextSource, HeldValue, Taken};

use self::graphql::GraphqlOperation;
use self::values::Held;
use super::Model;
use super::arena::Id;
use super::contexts::Context;
use super::names::{Name, Scope};
use super::places::Place;
use super::resolver::Resolver;
use super::settings::Settings;
use super::symbols::Declaration;
use super::templates::Template;
use super::types::Type;
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
    /// The operations, in the order of the declaration.
    pub operations: Vec<Operation>,
    /// The operations over GraphQL, in the order of the declaration.
    pub graphql_operations: Vec<GraphqlOperation>,
}

impl Client {
    /// The types of the arguments of all its operations and of what they return.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let plain = self.operations.iter().flat_map(Operation::types);
        let held = self.values.iter().filter_map(|held| held.value.ty());
        plain.chain(self.graphql_operations.iter().flat_map(GraphqlOperation::types)).chain(held)
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

    /// The credentials that an operation may be called with.
    fn credentials_of(&self, operation: &Operation) -> impl Iterator<Item = &Auth> {
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
    /// Whether it is called without credentials.
    pub open: bool,
    /// The credentials that it is called with, where that is not what the client says.
    pub auth: Option<Choice>,
    /// How its body is signed.
    pub signature: Option<BodySignature>,
    /// Whether calling it twice does the same as once, where its method does not say so.
    pub idempotent: Option<bool>,
}

impl Client {
    /// The name of its fake.
    #[must_use]
    pub fn fake_name(&self) -> Name {
        fake_name(&self.declaration.name)
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
pub(super) fn resolve(declaration: Declaration, raw: &RawClient, model: &Model, resolver: &mut Resolver<'_>) -> Client {
    let mut sources = Sources::new(&model.settings, &model.types, None);
    let connection = raw.connection.as_ref().map(|raw| connection::resolve(raw, &mut sources, resolver));
    let retry = raw.retry.as_ref().map(|raw| retry::resolve(raw, resolver));
    let held = Held::resolve(&raw.values, model, &mut sources, resolver);
    let mut names = Scope::of_declarations();
    for (held, named) in held.values.iter().zip(&raw.values) {
        claim_value(&held.name, &named.name, &mut names, resolver);
    }
    let mut operations = Vec::new();
    for named in &raw.operations {
        let Some(name) = resolver.member(&named.name) else { continue };
        names.claim(name.snake(), &named.name, "operation", resolver.diagnostics);
        refuse_taken(&name, &named.name, resolver);
        operations.extend(operation(name, named, raw, &held, model, resolver));
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
    Client {
        declaration,
        settings: sources.group(),
        json: raw.json.as_ref().map(JsonForm::from),
        connection,
        auth: Vec::new(),
        retry,
        context: held.context(),
        values: held.values,
        operations,
        graphql_operations,
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

/// Functions that make a client, or say where its tokens come from; a trait of Rust stands beside them, so that its methods
/// can be called anything.
const TAKEN: [&str; 8] =
    ["builder", "builder_from", "from_arc", "from_settings", "new", "token_provider", "with_context", "with_sockets"];

fn refuse_taken(name: &Name, written: &Text, resolver: &mut Resolver<'_>) {
    if !name.is_rust() && TAKEN.contains(&name.snake().as_str()) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, format!("no operation is called `{}`", written.value))
                .label("makes a client")
                .help("say what the operation does: `create_order`"),
        );
    }
}

fn operation(
    name: Name,
    named: &Named<RawOperation>,
    client: &RawClient,
    held: &Held<'_>,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<Operation> {
    let raw = &named.value;
    let path = Template::resolve(&raw.path, Place::Path, resolver)?;
    let arguments = arguments::resolve(raw, &path, client.case, (held, model), resolver);
    let signature = body_signature::resolve(raw, client, &arguments, &model.types, resolver);
    let returns = raw.returns.as_ref().map(|returns| resolver.ty(returns));
    let auth = raw.auth.as_ref().filter(|choice| !choice.is_open());
    Some(Operation {
        name,
        doc: raw.about.doc_text(),
        deprecated: raw.about.deprecated_text(),
        method: raw.method.value,
        path,
        arguments,
        returns,
        open: raw.auth.as_ref().is_some_and(RawChoice::is_open),
        auth: auth.map(|raw| choice::resolve(raw, &client.auth, resolver)),
        signature,
        idempotent: raw.idempotent.map(|flag| flag.value),
    })
}
