//! What a client proves itself with, as written.

use super::signature::{self, RawSignature};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::{Named, Text, has_entries, required, required_members, required_texts, text, texts};
use crate::source::{Entry, Fields, Node, NodeValue};

/// An entry of `auth`.
#[derive(Clone, Debug)]
pub struct Credential {
    /// `name`: what operations call it. One with a name is only for those that do.
    pub name: Option<Text>,
    /// What it is.
    pub kind: RawAuth,
}

/// The credentials that an operation is called with.
#[derive(Clone, Debug, Default)]
pub struct RawChoice {
    /// Their names, or the words for their kinds, in the order in which they are asked for.
    pub names: Vec<Text>,
    /// `none`: it is called without where none of them is there.
    pub none: Option<Span>,
}

impl RawChoice {
    /// Whether it is never called with any.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.names.is_empty() && self.none.is_some()
    }
}

/// One kind of credentials.
#[derive(Clone, Debug)]
pub enum RawAuth {
    /// `api_key`: a secret in a header.
    ApiKey {
        /// `header`
        header: Text,
        /// `setting`: the one that holds the secret.
        setting: Text,
    },
    /// `bearer` with a `setting`: a token that stays the same.
    Token {
        /// The setting that holds the token.
        setting: Text,
    },
    /// `bearer` with an `operation`: tokens that are got anew in time.
    Bearer(Box<RawBearer>),
    /// `signature`: a signature in headers.
    Signature(Box<RawSignature>),
}

/// Tokens that an operation gives.
#[derive(Clone, Debug)]
pub struct RawBearer {
    /// Where it is written.
    pub span: Span,
    /// `operation`: of this client, or `Client.operation`.
    pub operation: Text,
    /// `request`: what the fields of its body hold.
    pub request: Vec<Named<RawMember>>,
    /// `token`: the field of its result with the token.
    pub token: Text,
    /// `expires_in`: the field of its result that says for how many seconds the token lives.
    pub expires_in: Option<Text>,
    /// `lifetime`: how long tokens live that do not say so themselves.
    pub lifetime: Option<Text>,
    /// `margin`: how long before its end a token is got anew.
    pub margin: Option<Text>,
    /// `refresh`: the token for the next token, where there is one.
    pub refresh: Option<RawRefresh>,
    /// `latch`: failures after which no token is asked for any more.
    pub latch: Vec<Text>,
    /// `keep`: failures after which the old token is used on.
    pub keep: Vec<Text>,
}

/// What is more about tokens that are got with a token.
#[derive(Clone, Debug)]
pub struct RawRefresh {
    /// `refresh_token`: the field of the result that may hold the one for the next time.
    pub field: Text,
    /// `recovery`: a second way.
    pub recovery: Option<Box<RawRecovery>>,
}

/// The way to a token when the refresh token is taken no more.
#[derive(Clone, Debug)]
pub struct RawRecovery {
    /// `when`: words in the message of a refusal.
    pub when: Vec<Text>,
    /// How the token is asked for.
    pub tokens: RawBearer,
}

/// What a field of a request for a token holds.
#[derive(Clone, Debug)]
pub enum RawMember {
    /// The same text in all requests.
    Fixed(Text),
    /// `setting`: what that setting holds.
    Setting(Text),
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Credential> {
    if !has_entries(node, "auth", diagnostics) {
        return Vec::new();
    }
    let items = node.items("credentials", diagnostics).unwrap_or_default();
    items.iter().filter_map(|item| read_one(item, diagnostics)).collect()
}

/// Reads the key `auth` of an operation: a name, or a list of names, with `none` behind them.
pub(super) fn read_choice(node: &Node, diagnostics: &mut Diagnostics) -> RawChoice {
    if !has_entries(node, "auth", diagnostics) {
        return RawChoice::default();
    }
    let mut choice = RawChoice::default();
    for name in required_texts(node, "the name of credentials", diagnostics) {
        if let Some(first) = choice.none {
            diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, name.span, format!("`{}` is never asked for", name.value))
                    .label("stands behind `none`")
                    .related(first, "without credentials it is called from here on")
                    .help("write `none` last"),
            );
        } else if name.value == NONE {
            choice.none = Some(name.span);
        } else {
            choice.names.push(name);
        }
    }
    choice
}

/// The word for no credentials.
const NONE: &str = "none";

/// The keys that say what credentials are.
const KINDS: [&str; 3] = ["api_key", "bearer", "signature"];

fn read_one(node: &Node, diagnostics: &mut Diagnostics) -> Option<Credential> {
    let mut fields = Fields::of(node, "an entry of `auth`", diagnostics)?;
    let name = text(&mut fields, "name", diagnostics);
    let [api_key, bearer, signature] = KINDS;
    for (one, other) in [(api_key, bearer), (api_key, signature), (bearer, signature)] {
        fields.exclusive(one, other, diagnostics);
    }
    let [api_key, bearer, signature] = KINDS.map(|kind| fields.entry(kind));
    if api_key.or(bearer).or(signature).is_none() && !fields.has_typo_of(&KINDS) {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, fields.head(), "these credentials do not say what they are")
                .label("needs one of `api_key`, `bearer` and `signature`")
                .help("write `- api_key: { header: X-API-Key, setting: ApiSettings.key }`"),
        );
    }
    fields.finish(diagnostics);
    let kind = match (api_key, bearer, signature) {
        (Some(entry), _, _) => read_api_key(&entry.value, diagnostics),
        (None, Some(entry), _) => read_bearer(entry, diagnostics),
        (None, None, Some(entry)) => {
            signature::read(entry, diagnostics).map(|signature| RawAuth::Signature(Box::new(signature)))
        }
        (None, None, None) => None,
    };
    let kind = kind?;
    let name = name.filter(|name| !is_for_all(name, &kind, diagnostics));
    Some(Credential { name, kind })
}

/// Whether a name is given to what has none; that is reported, as is one that is a word already.
fn is_for_all(name: &Text, kind: &RawAuth, diagnostics: &mut Diagnostics) -> bool {
    let is_for_all = matches!(kind, RawAuth::Bearer(_) | RawAuth::Signature(_));
    if is_for_all || KINDS.contains(&name.value.as_str()) || name.value == NONE {
        let (problem, help) = if is_for_all {
            (
                "is for every operation, and has no name",
                "remove `name`; only keys and tokens that stay the same have one",
            )
        } else {
            ("is a word for credentials already", "choose another name")
        };
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                name.span,
                format!("these credentials cannot be called `{}`", name.value),
            )
            .label(problem)
            .help(help),
        );
    }
    is_for_all
}

fn read_api_key(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawAuth> {
    let mut fields = Fields::of(node, "an API key", diagnostics)?;
    let header = required(&mut fields, "header", diagnostics);
    let setting = required(&mut fields, "setting", diagnostics);
    fields.finish(diagnostics);
    Some(RawAuth::ApiKey { header: header?, setting: setting? })
}

fn read_bearer(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<RawAuth> {
    let mut fields = Fields::of(&entry.value, "a bearer token", diagnostics)?;
    for (one, other) in [("setting", "operation"), ("setting", "refresh"), ("operation", "refresh")] {
        fields.exclusive(one, other, diagnostics);
    }
    if fields.has("setting") {
        let setting = required(&mut fields, "setting", diagnostics);
        fields.finish(diagnostics);
        return Some(RawAuth::Token { setting: setting? });
    }
    if let Some(node) = fields.take("refresh") {
        fields.finish(diagnostics);
        let tokens = read_refresh(node, entry.key.span, diagnostics);
        return tokens.map(|tokens| RawAuth::Bearer(Box::new(tokens)));
    }
    let tokens = read_tokens(&mut fields, entry.key.span, diagnostics);
    fields.finish(diagnostics);
    tokens.map(|tokens| RawAuth::Bearer(Box::new(tokens)))
}

fn read_refresh(node: &Node, span: Span, diagnostics: &mut Diagnostics) -> Option<RawBearer> {
    let mut fields = Fields::of(node, "a refresh of tokens", diagnostics)?;
    let tokens = read_tokens(&mut fields, span, diagnostics);
    let field = required(&mut fields, "refresh_token", diagnostics);
    let recovery = fields.take("recovery").and_then(|node| read_recovery(node, span, diagnostics));
    fields.finish(diagnostics);
    let refresh = RawRefresh { field: field?, recovery: recovery.map(Box::new) };
    Some(RawBearer { refresh: Some(refresh), ..tokens? })
}

fn read_recovery(node: &Node, span: Span, diagnostics: &mut Diagnostics) -> Option<RawRecovery> {
    let mut fields = Fields::of(node, "a recovery of tokens", diagnostics)?;
    let when = fields.require("when", diagnostics).map(|node| required_texts(node, "words", diagnostics));
    let operation = required(&mut fields, "operation", diagnostics);
    let request = required_members(&mut fields, "request", diagnostics, read_member);
    let token = required(&mut fields, "token", diagnostics);
    let field = required(&mut fields, "refresh_token", diagnostics);
    fields.finish(diagnostics);
    let refresh = RawRefresh { field: field?, recovery: None };
    let (operation, token) = (operation?, token?);
    let tokens = RawBearer { refresh: Some(refresh), ..RawBearer::new(span, operation, request, token) };
    Some(RawRecovery { when: when?, tokens })
}

fn read_tokens(fields: &mut Fields<'_>, span: Span, diagnostics: &mut Diagnostics) -> Option<RawBearer> {
    let operation = required(fields, "operation", diagnostics);
    let request = required_members(fields, "request", diagnostics, read_member);
    let token = required(fields, "token", diagnostics);
    let mut optional = |key| text(fields, key, diagnostics);
    let (expires_in, lifetime, margin) = (optional("expires_in"), optional("lifetime"), optional("margin"));
    let (latch, keep) = (texts(fields, "latch", diagnostics), texts(fields, "keep", diagnostics));
    let tokens = RawBearer::new(span, operation?, request, token?);
    Some(RawBearer { expires_in, lifetime, margin, latch, keep, ..tokens })
}

impl RawBearer {
    /// Tokens of which nothing more is said.
    fn new(span: Span, operation: Text, request: Vec<Named<RawMember>>, token: Text) -> Self {
        let (latch, keep) = (Vec::new(), Vec::new());
        let (expires_in, lifetime, margin, refresh) = (None, None, None, None);
        Self { span, operation, request, token, expires_in, lifetime, margin, refresh, latch, keep }
    }
}

fn read_member(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawMember> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.text("a text", diagnostics).map(RawMember::Fixed);
    }
    let mut fields = Fields::of(node, "a field of the request", diagnostics)?;
    let setting = required(&mut fields, "setting", diagnostics);
    fields.finish(diagnostics);
    setting.map(RawMember::Setting)
}
