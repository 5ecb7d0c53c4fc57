//! One operation of a client, resolved: what is sent, and what comes back.

use super::cache::{self, OperationCache};
use super::derived::Parts;
use super::literals::Known;
use super::pages::{self, Pages};
use super::poll::{self, Poll};
use super::rate_limit::{self, RateLimit};
use super::values::Held;
use super::{
    BodySignature, Checks, Choice, Delivery, ProfileNames, Statuses, Taken, arguments, body_signature, choice,
    delivery, profiles, statuses,
};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Model;
use crate::model::arena::Arena;
use crate::model::defaults::Default;
use crate::model::names::{Name, Scope};
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::templates::Template;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::Named;
use crate::raw::clients::auth::RawChoice;
use crate::raw::clients::{RawClient, RawOperation};

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

/// What operations are resolved in the light of.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) client: &'a RawClient,
    pub(super) held: &'a Held<'a>,
    pub(super) model: &'a Model,
    pub(super) known: Known<'a>,
}

pub(super) fn operation(
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
pub(super) fn body_record<'t>(
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
pub(super) fn derive(
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
