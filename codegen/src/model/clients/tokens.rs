//! Tokens that an operation gives.

use std::time::Duration;

use super::sources::Sources;
use super::{Client, Operation, Role, durations, retry};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::records::{Field, Record};
use crate::model::resolver::Resolver;
use crate::model::symbols::Symbol;
use crate::model::types::{Shape, Type};
use crate::raw::clients::auth::{RawBearer, RawMember, RawRefresh};
use crate::raw::{Named, Text};
use crate::source::quoted;

/// Tokens that an operation gives.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The client that has the operation.
    pub client: Id<Client>,
    /// The operation, by position.
    pub operation: usize,
    /// The fields of its body, as they are on the wire.
    pub request: Vec<(String, Member)>,
    /// The field of its result that holds the token, as it is on the wire.
    pub token: String,
    /// The field of its result that says for how many seconds the token lives, as it is on the wire.
    pub expires_in: Option<String>,
    /// How long tokens live that do not say so themselves.
    pub lifetime: Option<Duration>,
    /// How long before its end a token is got anew.
    pub margin: Option<Duration>,
    /// What is more where the token is got with another one.
    pub refresh: Option<Refresh>,
    /// Failures after which no token is asked for any more.
    pub latch: Vec<TokenFailure>,
    /// Failures after which the old token is used on.
    pub keep: Vec<TokenFailure>,
}

/// What is more about tokens that are got with a token.
#[derive(Clone, Debug)]
pub struct Refresh {
    /// The field of the result that may hold the one for the next time, as it is on the wire.
    pub field: String,
    /// The second way: words in the message of a refusal, and how the token is asked for then.
    pub recovery: Option<Box<Recovery>>,
}

/// The way to a token when the refresh token is taken no more.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Words in the message of a refusal.
    pub words: Vec<String>,
    /// How the token is asked for.
    pub tokens: Bearer,
}

/// What a field of a request for a token holds.
#[derive(Clone, Debug)]
pub enum Member {
    /// The same text in all requests.
    Fixed(String),
    /// What the setting at this position holds.
    Setting(usize),
}

/// Why there is no new token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFailure {
    /// `unreachable`
    Unreachable,
    /// `unreadable`
    Unreadable,
    /// `any_status`
    AnyStatus,
    /// `401`
    Status(u16),
}

/// What is wrong was reported.
struct Reported;

impl Member {
    /// The setting whose value it is.
    #[must_use]
    pub fn setting(&self) -> Option<usize> {
        match self {
            Self::Fixed(_) => None,
            Self::Setting(at) => Some(*at),
        }
    }
}

impl TokenFailure {
    /// The words for those that are no single status.
    pub const WORDS: [(&'static str, Self); 3] =
        [("unreachable", Self::Unreachable), ("unreadable", Self::Unreadable), ("any_status", Self::AnyStatus)];

    fn parse(text: &str) -> Option<Self> {
        let word = Self::WORDS.iter().find(|(word, _)| *word == text).map(|(_, failure)| *failure);
        word.or_else(|| retry::status(text).map(Self::Status))
    }

    /// How it is written.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            word => Self::WORDS.iter().find(|(_, known)| *known == word).map_or("", |(word, _)| word).to_owned(),
        }
    }
}

/// Resolves the key `bearer` of a client.
pub(super) fn resolve<'a>(
    id: Id<Client>,
    raw: &RawBearer,
    model: &'a Model,
    sources: &mut Sources<'a>,
    resolver: &mut Resolver<'_>,
) -> Option<Bearer> {
    let latch = failures(&raw.latch, resolver);
    let keep = failures(&raw.keep, resolver);
    let mut duration = |text: &Option<Text>| durations::any(text.as_ref()?, resolver.diagnostics);
    let (lifetime, margin) = (duration(&raw.lifetime), duration(&raw.margin));
    let (client, position) = operation(id, &raw.operation, model, resolver)?;
    let mut work = Work { model, sources, resolver };
    let (body, result) = work.records(&model.clients[client].operations[position], raw)?;
    let request = work.request(&raw.request, body, &raw.operation);
    let token = work.field(&raw.token, result)?;
    work.check_text(&raw.token, token, "a token is a text");
    let expires_in = raw.expires_in.as_ref().and_then(|written| {
        let field = work.field(written, result)?;
        let is_number = field.ty.required().unaliased(&model.types).is_integer();
        work.check(written, is_number, "is no whole number", "name a field with a number of seconds");
        Some(field.wire.clone())
    });
    let token = token.wire.clone();
    let field = raw.refresh.as_ref().map(|refresh| work.refresh_token(refresh, result, &request)).transpose();
    let recovery = raw.refresh.as_ref().and_then(|refresh| refresh.recovery.as_ref());
    let recovery = recovery.map(|raw| {
        let words = raw.when.iter().map(|word| word.value.clone()).collect();
        resolve(id, &raw.tokens, model, sources, resolver).map(|tokens| Box::new(Recovery { words, tokens }))
    });
    let recovery = match recovery {
        Some(recovery) => Some(recovery?),
        None => None,
    };
    let refresh = field.ok()?.map(|field| Refresh { field, recovery });
    Some(Bearer { client, operation: position, request, token, expires_in, lifetime, margin, refresh, latch, keep })
}

/// `operation`, or `Client.operation`, at the same server.
fn operation(
    id: Id<Client>,
    written: &Text,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<(Id<Client>, usize)> {
    let dot = written.value.rfind('.');
    let own = id;
    let id = match dot {
        None => own,
        Some(dot) => {
            let name = Text { value: written.value[..dot].to_owned(), span: written.part(0..dot) };
            match resolver.symbol(&name)? {
                Symbol::Client(id) => id,
                other => {
                    resolver.wrong_kind(&name, "a client", other);
                    return None;
                }
            }
        }
    };
    let start = dot.map_or(0, |dot| dot + 1);
    let (name, span) = (&written.value[start..], written.part(start..written.value.len()));
    let client = &model.clients[id];
    let names = || client.operations.iter().map(|operation| operation.name.as_written());
    let Some(position) = names().position(|known| known == name) else {
        let message = format!("no operation of `{}` is called `{name}`", client.declaration.name.as_written());
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnresolvedReference, span, message)
                .label("not among the operations")
                .related(client.declaration.span, "the client is declared here")
                .help(suggest::help(name, names())),
        );
        return None;
    };
    check_server(&model.clients[own], client, span, resolver);
    if id == own && !client.operations[position].open {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, span, format!("`{name}` would need the token that it gives"))
                .label("needs `auth: none`")
                .help("add `auth: none` to the operation"),
        );
    }
    Some((id, position))
}

/// Tokens come from the server that they are for, so that no credential goes elsewhere.
fn check_server(own: &Client, other: &Client, span: Span, resolver: &mut Resolver<'_>) {
    let server = |client: &Client| {
        let connection = client.connection.as_ref();
        let setting = connection.and_then(|connection| connection.base_setting);
        let url = connection.and_then(|connection| connection.base_url.clone());
        (setting.and(client.settings), setting, url)
    };
    if server(own) != server(other) {
        let message = format!("`{}` has another base URL", other.declaration.name.as_written());
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, span, message)
                .label("tokens are asked for at the same server")
                .related(other.declaration.span, "the client is declared here")
                .help("give both clients the same `base_url`"),
        );
    }
}

fn failures(written: &[Text], resolver: &mut Resolver<'_>) -> Vec<TokenFailure> {
    let mut failures = Vec::new();
    for text in written {
        let failure = TokenFailure::parse(&text.value);
        if failure.is_none() {
            let message = format!("{} is no way to fail for a token", quoted(&text.value));
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, text.span, message).label("unknown failure").help(retry::likely(
                    text,
                    TokenFailure::WORDS.map(|(word, _)| word),
                    "or a status such as `401`",
                )),
            );
        }
        failures.extend(failure);
    }
    failures
}

struct Work<'a, 's, 'r> {
    model: &'a Model,
    sources: &'s mut Sources<'a>,
    resolver: &'s mut Resolver<'r>,
}

impl<'a> Work<'a, '_, '_> {
    /// The records of the body and of the result of an operation that nothing else has to be given to.
    fn records(&mut self, operation: &Operation, raw: &RawBearer) -> Option<(&'a Record, &'a Record)> {
        let body = match operation.arguments.as_slice() {
            [argument] if argument.role == Role::Body => self.record(&argument.ty),
            _ => None,
        };
        let result = operation.returns.as_ref().and_then(|ty| self.record(ty));
        let records = body.zip(result);
        if records.is_none() {
            let name = operation.name.as_written();
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, raw.operation.span, format!("`{name}` is no operation for tokens"))
                    .label("needs a record as its body and as its result, and nothing else")
                    .help("write `create_token: { post: /tokens, body: { request: TokenRequest }, returns: Token }`"),
            );
        }
        records
    }

    fn record(&self, ty: &Type) -> Option<&'a Record> {
        let Type::Named(id) = ty.unaliased(&self.model.types) else { return None };
        match &self.model.types[*id].shape {
            Shape::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The fields that are sent; one that has to be there and is not given is reported.
    fn request(&mut self, raw: &[Named<RawMember>], body: &Record, operation: &Text) -> Vec<(String, Member)> {
        let mut members = Vec::new();
        for named in raw {
            let field = self.field(&named.name, body);
            let member = match &named.value {
                RawMember::Fixed(text) => Some(Member::Fixed(self.resolver.interpolate(text))),
                RawMember::Setting(setting) => {
                    self.sources.credential(setting, false, self.resolver).map(Member::Setting)
                }
            };
            if let Some(field) = field {
                self.check_text(&named.name, field, "only texts are sent to get a token");
                members.extend(member.map(|member| (field.wire.clone(), member)));
            }
        }
        let is_given = |field: &Field| raw.iter().any(|named| named.name.value == field.name.as_written());
        for field in body.fields.iter().filter(|field| !field.ty.is_optional() && !is_given(field)) {
            let name = field.name.as_written();
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, operation.span, format!("the request for a token lacks `{name}`"))
                    .label("has a field that is not given")
                    .related(field.span, "the field is declared here")
                    .help(format!("add `{name}: {{ setting: … }}` to `request`")),
            );
        }
        members
    }

    /// The field of the result with the token for the next time; the one for this time is the only setting that is sent.
    fn refresh_token(
        &mut self,
        raw: &RawRefresh,
        result: &Record,
        request: &[(String, Member)],
    ) -> Result<String, Reported> {
        let mut settings: Vec<usize> = request.iter().filter_map(|(_, member)| member.setting()).collect();
        settings.dedup();
        if settings.len() != 1 {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, raw.field.span, "it is not said which token is sent")
                    .label("is for the next time")
                    .help("give one field of `request` the token: `refresh_token: { setting: ApiSettings.refresh_token }`"),
            );
            return Err(Reported);
        }
        let field = self.field(&raw.field, result).ok_or(Reported)?;
        self.check_text(&raw.field, field, "a token is a text");
        Ok(field.wire.clone())
    }

    fn field<'f>(&mut self, written: &Text, record: &'f Record) -> Option<&'f Field> {
        let found = record.fields.iter().find(|field| field.name.as_written() == written.value);
        if found.is_none() {
            let names = record.fields.iter().map(|field| field.name.as_written());
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidAccessor, written.span, format!("no field is called `{}`", written.value))
                    .label("not found in the record")
                    .help(suggest::help(&written.value, names)),
            );
        }
        found
    }

    fn check_text(&mut self, written: &Text, field: &Field, help: &'static str) {
        let is_text = match field.ty.required().unaliased(&self.model.types) {
            Type::String => true,
            Type::Named(id) => {
                matches!(&self.model.types[*id].shape, Shape::Newtype(newtype) if newtype.inner == Type::String)
            }
            _ => false,
        };
        self.check(written, is_text, "is no text", help);
    }

    fn check(&mut self, written: &Text, is_right: bool, problem: &'static str, help: &'static str) {
        if !is_right {
            let message = format!("the field `{}` cannot be used here", written.value);
            let found = Diagnostic::new(Code::InvalidValue, written.span, message).label(problem).help(help);
            self.resolver.diagnostics.push(found);
        }
    }
}
