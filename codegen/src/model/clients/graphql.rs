//! Operations over GraphQL, resolved: the document of each, and what its variables are.

pub mod reconnect;
mod selection;
mod variables;

use self::reconnect::Reconnect;
use self::selection::Selecting;
use super::cache::{self, OperationCache};
use super::rate_limit::{self, RateLimit};
use super::values::{Held, Taken};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::arena::{Arena, Id};
use crate::model::names::{Case, Name, Scope, WireScope};
use crate::model::places::Place;
use crate::model::resolver::Resolver;
use crate::model::selectors::Selector;
use crate::model::subjects::SubjectSet;
use crate::model::templates::{Piece, Template};
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::clients::RawClient;
use crate::raw::clients::graphql::{RawEndpoint, RawGraphqlOperation};
use crate::raw::templates::RawTemplate;
use crate::raw::{Named, Text};
use crate::source::{Spanned, quoted};

/// One operation over GraphQL: a document, sent with variables.
#[derive(Clone, Debug)]
pub struct GraphqlOperation {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// What it does.
    pub kind: Kind,
    /// The field that is asked for, whose value is the answer.
    pub field: String,
    /// What the operation is called in the document.
    pub document_name: String,
    /// The document, two spaces for each level, without a line break at the end.
    pub document: String,
    /// The path that it is sent to, or opened at; it has no parameters.
    pub path: Template,
    /// The variables, in the order of the declaration.
    pub variables: Vec<Variable>,
    /// What the field holds.
    pub returns: Type,
    /// When it connects again, if it is a subscription.
    pub reconnect: Option<Reconnect>,
    /// How often it may be called.
    pub rate_limit: Option<RateLimit>,
    /// Whether its answers are kept.
    pub cache: OperationCache,
}

impl GraphqlOperation {
    /// The types of its variables and of what it returns.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let variables = self.variables.iter().filter_map(|variable| variable.value.ty());
        variables.chain([&self.returns])
    }
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// What it holds.
    pub value: Value,
    /// Its name in the document.
    pub wire: String,
    /// Whether it is sent as `null` when it is missing, and not left out.
    pub as_null: bool,
    /// The value of the client that it is when a call does not give it.
    pub from: Option<Taken>,
}

impl Variable {
    /// Whether the method of the operation takes it.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        self.from.as_ref().is_none_or(|taken| taken.is_parameter)
    }
}

/// What a variable holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// A value of this type.
    Type(Type),
    /// The text of a selector.
    Selector {
        /// The selector.
        id: Id<Selector>,
        /// Whether it may be missing.
        optional: bool,
    },
    /// The input object of a subject.
    Subject {
        /// The subjects.
        id: Id<SubjectSet>,
        /// Whether it may be missing.
        optional: bool,
    },
}

impl Value {
    /// The type of a value; addresses have none.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::Selector { .. } | Self::Subject { .. } => None,
        }
    }

    /// Whether it may be missing.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Self::Type(ty) => ty.is_optional(),
            Self::Selector { optional, .. } | Self::Subject { optional, .. } => *optional,
        }
    }
}

/// What operations over GraphQL do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `query`
    Query,
    /// `mutation`
    Mutation,
    /// `subscription`
    Subscription,
}

impl Kind {
    /// The keys for them, which are also GraphQL's words.
    pub const WORDS: [(&'static str, Self); 3] =
        [("query", Self::Query), ("mutation", Self::Mutation), ("subscription", Self::Subscription)];

    /// The key for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What the operations of a client share.
pub(super) struct Shared<'a> {
    types: &'a Arena<TypeDeclaration>,
    selectors: &'a Arena<Selector>,
    subjects: &'a Arena<SubjectSet>,
    held: &'a Held<'a>,
    case: Option<Case>,
    path: Option<Template>,
    socket: Option<Template>,
    reconnect: Option<Reconnect>,
    /// Whether the key is there: what is wrong with it has been told.
    has_endpoint: bool,
    has_socket: bool,
}

impl<'a> Shared<'a> {
    pub(super) fn new(raw: &RawClient, model: &'a Model, held: &'a Held<'a>) -> Self {
        Self {
            types: &model.types,
            selectors: &model.selectors,
            subjects: &model.subjects,
            held,
            case: raw.case,
            path: None,
            socket: None,
            reconnect: None,
            has_endpoint: false,
            has_socket: false,
        }
    }

    /// Resolves where the endpoint is.
    pub(super) fn endpoint(&mut self, raw: Option<&RawEndpoint>, resolver: &mut Resolver<'_>) {
        let Some(raw) = raw else { return };
        (self.has_endpoint, self.has_socket) = (true, raw.socket.is_some());
        self.path = fixed(&raw.path, resolver);
        self.reconnect = raw.reconnect.as_ref().and_then(|raw| reconnect::policy(raw, resolver));
        if let (Some(reconnect), None) = (&raw.reconnect, &raw.socket) {
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, reconnect.attempts.span, "this client opens no connections")
                    .label("needs the key `socket`")
                    .help("write where subscriptions are opened, `socket: /ws/graphql`, or remove `reconnect`"),
            );
        }
        self.socket = raw.socket.as_ref().and_then(|socket| fixed(socket, resolver));
    }

    /// Resolves an operation.
    pub(super) fn operation(
        &self,
        name: Name,
        named: &Named<RawGraphqlOperation>,
        resolver: &mut Resolver<'_>,
    ) -> Option<GraphqlOperation> {
        let raw = &named.value;
        let path = self.path_of(raw.kind, resolver);
        let mut scope = Scope::of_declarations();
        let mut wires = [
            WireScope::new(Code::DuplicateWireValue, "the argument").help("give one of them another `wire`"),
            WireScope::new(Code::DuplicateWireValue, "the variable").help("give one of them another `variable`"),
        ];
        let (mut variables, mut signature, mut arguments) = (Vec::new(), Vec::new(), Vec::new());
        for variable in &raw.variables {
            let Some(found) = self.variable(variable, resolver) else { continue };
            scope.claim(found.variable.name.snake(), &variable.name, "variable", resolver.diagnostics);
            let [argument_names, variable_names] = &mut wires;
            // A variable is mostly called as its argument: once is enough to tell.
            if argument_names.claim(&found.argument.value, found.argument.span, resolver.diagnostics) {
                variable_names.claim(&found.variable.wire, variable.name.span, resolver.diagnostics);
            }
            signature.push(format!("${}: {}", found.variable.wire, found.ty));
            arguments.push(format!("{}: ${}", found.argument.value, found.variable.wire));
            variables.push(found.variable);
        }
        let returns = resolver.ty(&raw.returns);
        let (field, document_name) = (graphql_name(&raw.field, resolver), document_name(&name, raw, resolver));
        let selection = Selecting::of(self.types, raw, resolver).lines(&returns);
        let (field, document_name, selection, path) = (field?, document_name?, selection?, path?);
        let head = format!("{} {document_name}{}", raw.kind.value.word(), parenthesized(&signature));
        let document = document(&head, &format!("{field}{}", parenthesized(&arguments)), &selection);
        let cache = raw.cache.as_ref();
        let cache = cache.map(|cache| cache::of_graphql(cache, raw.kind.span, raw.kind.value, resolver.diagnostics));
        let operation = GraphqlOperation {
            name,
            doc: raw.about.doc_text(),
            deprecated: raw.about.deprecated_text(),
            kind: raw.kind.value,
            field,
            document_name,
            document,
            path,
            variables,
            returns,
            reconnect: None,
            rate_limit: Self::rate_limit(raw, resolver),
            cache: cache.unwrap_or_default(),
        };
        let reconnect = reconnect::resolve(raw, self.reconnect.as_ref(), &operation, self.types, resolver);
        Some(GraphqlOperation { reconnect, ..operation })
    }

    /// How often an operation may be called; a subscription is no request.
    fn rate_limit(raw: &RawGraphqlOperation, resolver: &mut Resolver<'_>) -> Option<RateLimit> {
        let limit = raw.rate_limit.as_ref()?;
        if raw.kind.value == Kind::Subscription {
            resolver.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, raw.kind.span, "subscriptions do not wait for their turn")
                    .label("has a `rate_limit`")
                    .help("remove it: limits are for queries and mutations"),
            );
        }
        rate_limit::resolve(limit, resolver.diagnostics)
    }

    /// Where an operation of this kind is sent.
    fn path_of(&self, kind: Spanned<Kind>, resolver: &mut Resolver<'_>) -> Option<Template> {
        let (path, known, key, example) = match kind.value {
            Kind::Query | Kind::Mutation => (&self.path, self.has_endpoint, "path", "graphql: { path: /graphql }"),
            Kind::Subscription => {
                (&self.socket, self.has_socket, "socket", "graphql: { path: /graphql, socket: /ws/graphql }")
            }
        };
        if !known {
            let message = format!("nothing says where a {} of this client goes", kind.value.word());
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, kind.span, message)
                    .label(format!("needs the key `{key}` under `graphql` of the client"))
                    .help(format!("write `{example}` beside `operations`")),
            );
        }
        path.clone()
    }
}

/// What an operation is called in its document.
fn document_name(name: &Name, raw: &RawGraphqlOperation, resolver: &mut Resolver<'_>) -> Option<String> {
    match &raw.name {
        Some(written) => graphql_name(written, resolver),
        None => Some(name.pascal()),
    }
}

/// A path without parameters.
pub(super) fn fixed(raw: &RawTemplate, resolver: &mut Resolver<'_>) -> Option<Template> {
    let template = Template::resolve(raw, Place::Path, resolver)?;
    if matches!(template.pieces.as_slice(), [Piece::Literal(text)] if *text == template.text) {
        return Some(template);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidTemplate, template.span, "an endpoint is at one path")
            .label("has parameters")
            .help("write the path without braces and brackets: `/graphql`"),
    );
    None
}

/// A name as GraphQL has them; those that begin with `__` are its own.
fn graphql_name(written: &Text, resolver: &mut Resolver<'_>) -> Option<String> {
    let name = resolver.interpolate(written);
    if is_graphql_name(&name) && !name.starts_with("__") {
        return Some(name);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidValue, written.span, format!("{} is no name in GraphQL", quoted(&name)))
            .label("not such a name")
            .help("write letters, digits and `_`, a letter first; whether it may be missing follows from the type"),
    );
    None
}

fn is_graphql_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn parenthesized(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
}

fn document(head: &str, field: &str, selection: &[String]) -> String {
    let mut text = format!("{head} {{\n  {field}");
    if !selection.is_empty() {
        text.push_str(" {");
        for line in selection {
            text.push_str("\n    ");
            text.push_str(line);
        }
        text.push_str("\n  }");
    }
    text.push_str("\n}");
    text
}
