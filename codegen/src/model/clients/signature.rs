//! How requests are signed.

use std::time::Duration;

use super::durations;
use super::header_names::{is_header_name, is_reserved_header};
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names::WireScope;
use crate::model::resolver::Resolver;
use crate::raw::Named;
use crate::raw::clients::signature::{RawJsonForm, RawPart, RawSignature};

/// A signature in the headers of requests.
#[derive(Clone, Debug)]
pub struct Signature {
    /// What the signed text is made of.
    pub parts: Vec<SignedPart>,
    /// What stands between two parts; without it a line end.
    pub separator: Option<String>,
    /// The headers, and what they hold.
    pub headers: Vec<(String, SignatureField)>,
    /// How the time is written.
    pub timestamp: TimestampForm,
    /// The form into which bodies are brought.
    pub json: Option<JsonForm>,
    /// By how much clocks may differ.
    pub tolerance: Option<Duration>,
    /// What happens when they differ by more.
    pub on_skew: OnSkew,
    /// The setting with the name of the key, by position.
    pub key_id: usize,
    /// The setting with the key, by position.
    pub key: usize,
}

/// A part of the text that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedPart {
    /// The same text in all requests.
    Text(String),
    /// `method`
    Method,
    /// `path`
    Path,
    /// `query`
    Query,
    /// `target`: path and query.
    Target,
    /// `timestamp`
    Timestamp,
    /// `key_id`
    KeyId,
    /// `body`
    Body,
    /// `body_with_members`: the body, but for an object without members.
    BodyWithMembers,
    /// `body_hash_hex`
    BodyHashHex,
    /// `body_hash_base64`
    BodyHashBase64,
}

impl SignedPart {
    /// The words for those that are no text of their own.
    pub const WORDS: [(&'static str, Self); 10] = [
        ("method", Self::Method),
        ("path", Self::Path),
        ("query", Self::Query),
        ("target", Self::Target),
        ("timestamp", Self::Timestamp),
        ("key_id", Self::KeyId),
        ("body", Self::Body),
        ("body_with_members", Self::BodyWithMembers),
        ("body_hash_hex", Self::BodyHashHex),
        ("body_hash_base64", Self::BodyHashBase64),
    ];

    /// How it is written, if it is no text of its own.
    #[must_use]
    pub fn word(&self) -> Option<&'static str> {
        Self::WORDS.iter().find(|(_, known)| known == self).map(|(word, _)| *word)
    }
}

/// What a header of a signed request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureField {
    /// `signature`
    Signature,
    /// `timestamp`
    Timestamp,
    /// `key_id`
    KeyId,
    /// `public_key`
    PublicKey,
}

impl SignatureField {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("signature", Self::Signature),
        ("timestamp", Self::Timestamp),
        ("key_id", Self::KeyId),
        ("public_key", Self::PublicKey),
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// How the time of a signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimestampForm {
    /// `unix_seconds`
    #[default]
    UnixSeconds,
    /// `unix_milliseconds`
    UnixMilliseconds,
    /// `iso_utc`
    IsoUtc,
    /// `iso_offset`
    IsoOffset,
}

impl TimestampForm {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("unix_seconds", Self::UnixSeconds),
        ("unix_milliseconds", Self::UnixMilliseconds),
        ("iso_utc", Self::IsoUtc),
        ("iso_offset", Self::IsoOffset),
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// What happens when a server rejects a signature, and its clock differs by more than signatures may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OnSkew {
    /// `explain`: the error says so.
    #[default]
    Explain,
    /// `adjust`: signatures are made with the time of the server.
    Adjust,
}

impl OnSkew {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] = [("explain", Self::Explain), ("adjust", Self::Adjust)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// A form of JSON: as Python's `json.dumps` writes it, but for what is said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonForm {
    /// Members are sorted by their names.
    pub sorted: bool,
    /// There are no spaces.
    pub compact: bool,
    /// Characters that are not of ASCII are not escaped.
    pub unescaped: bool,
}

impl From<&RawJsonForm> for JsonForm {
    fn from(raw: &RawJsonForm) -> Self {
        Self { sorted: raw.sorted, compact: raw.compact, unescaped: raw.unescaped }
    }
}

/// Resolves the key `signature` of a client.
pub(super) fn resolve(raw: &RawSignature, sources: &mut Sources<'_>, resolver: &mut Resolver<'_>) -> Option<Signature> {
    let parts = raw.parts.iter().map(|part| match part {
        RawPart::Text(text) => SignedPart::Text(resolver.interpolate(text)),
        RawPart::Of(part) => part.clone(),
    });
    let parts = parts.collect();
    let headers = headers(raw, resolver);
    let tolerance = raw.tolerance.as_ref().and_then(|text| durations::some(text, resolver.diagnostics));
    let (key_id, key) =
        (sources.credential(&raw.key_id, false, resolver), sources.credential(&raw.key, true, resolver));
    Some(Signature {
        parts,
        separator: raw.separator.as_ref().map(|text| text.value.clone()),
        headers,
        timestamp: raw.timestamp.unwrap_or_default(),
        json: raw.json.as_ref().map(JsonForm::from),
        tolerance,
        on_skew: raw.on_skew.unwrap_or_default(),
        key_id: key_id?,
        key: key?,
    })
}

fn headers(raw: &RawSignature, resolver: &mut Resolver<'_>) -> Vec<(String, SignatureField)> {
    let mut scope = WireScope::new(Code::DuplicateWireValue, "the header").help("remove one of them");
    let mut headers = Vec::new();
    for Named { name, value } in &raw.headers {
        if is_header_name(name, resolver) && !is_reserved_header(name, resolver) {
            scope.claim(&name.value.to_ascii_lowercase(), name.span, resolver.diagnostics);
            headers.push((name.value.clone(), *value));
        }
    }
    if !raw.headers.iter().any(|named| named.value == SignatureField::Signature) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, raw.span, "no header holds the signature")
                .label("would be signed for nobody")
                .help("add one to `headers`: `X-Signature: signature`"),
        );
    }
    headers
}
