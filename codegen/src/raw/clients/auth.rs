//! What a client proves itself with, as written.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::{Named, Text, has_entries, required, required_members, text, texts};
use crate::source::{Entry, Fields, Node, NodeValue};

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
    /// `latch`: failures after which no token is asked for any more.
    pub latch: Vec<Text>,
    /// `keep`: failures after which the old token is used on.
    pub keep: Vec<Text>,
}

/// What a field of a request for a token holds.
#[derive(Clone, Debug)]
pub enum RawMember {
    /// The same text in all requests.
    Fixed(Text),
    /// `setting`: what that setting holds.
    Setting(Text),
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawAuth> {
    if !has_entries(node, "auth", diagnostics) {
        return Vec::new();
    }
    let items = node.items("credentials", diagnostics).unwrap_or_default();
    items.iter().filter_map(|item| read_one(item, diagnostics)).collect()
}

fn read_one(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawAuth> {
    let mut fields = Fields::of(node, "an entry of `auth`", diagnostics)?;
    fields.exclusive("api_key", "bearer", diagnostics);
    let (api_key, bearer) = (fields.entry("api_key"), fields.entry("bearer"));
    if api_key.is_none() && bearer.is_none() && !fields.has_typo_of(&["api_key", "bearer"]) {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, fields.head(), "these credentials do not say what they are")
                .label("needs one of `api_key` and `bearer`")
                .help("write `- api_key: { header: X-API-Key, setting: ApiSettings.key }`"),
        );
    }
    fields.finish(diagnostics);
    match (api_key, bearer) {
        (Some(entry), _) => read_api_key(&entry.value, diagnostics),
        (None, Some(entry)) => read_bearer(entry, diagnostics),
        (None, None) => None,
    }
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
    fields.exclusive("setting", "operation", diagnostics);
    if fields.has("setting") {
        let setting = required(&mut fields, "setting", diagnostics);
        fields.finish(diagnostics);
        return Some(RawAuth::Token { setting: setting? });
    }
    let operation = required(&mut fields, "operation", diagnostics);
    let request = required_members(&mut fields, "request", diagnostics, read_member);
    let token = required(&mut fields, "token", diagnostics);
    let mut optional = |key| text(&mut fields, key, diagnostics);
    let (expires_in, lifetime, margin) = (optional("expires_in"), optional("lifetime"), optional("margin"));
    let (latch, keep) = (texts(&mut fields, "latch", diagnostics), texts(&mut fields, "keep", diagnostics));
    fields.finish(diagnostics);
    let (span, operation, token) = (entry.key.span, operation?, token?);
    let bearer = RawBearer { span, operation, request, token, expires_in, lifetime, margin, latch, keep };
    Some(RawAuth::Bearer(Box::new(bearer)))
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
