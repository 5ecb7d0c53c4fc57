//! Signatures of requests: in headers and in bodies.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A signature in headers, Ed25519 over a text.
#[derive(Clone, Debug, Deserialize)]
pub struct HeaderSignature {
    /// What the text is made of.
    pub parts: Vec<SignedPart>,
    /// What stands between two parts.
    #[serde(default = "line_end")]
    pub separator: String,
    /// What each header holds.
    pub headers: BTreeMap<String, SignatureField>,
}

fn line_end() -> String {
    "\n".to_owned()
}

/// A part of the text that is signed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignedPart {
    /// The same in all requests.
    Text(String),
    /// The method, in upper case.
    Method,
    /// The path as it came.
    Path,
    /// The query as it came, without `?`.
    Query,
    /// Path and query.
    Target,
    /// What the header with the time holds.
    Timestamp,
    /// What the header with the name of the key holds.
    KeyId,
    /// The body; without one, the part is left out.
    Body,
    /// The same, which is left out for an object without members, too.
    BodyWithMembers,
    /// The SHA-256 hash of the body in hexadecimal digits.
    BodyHashHex,
    /// The same in base64.
    BodyHashBase64,
}

/// What a header or a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignatureField {
    /// The signature, in base64.
    Signature,
    /// When it was made.
    Timestamp,
    /// The name of the key.
    KeyId,
    /// The key, in base64.
    PublicKey,
}

/// A signature in the body, Ed25519 over an object of JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct BodySignature {
    /// The members of the body.
    pub body: Vec<SignedMember>,
    /// The members of the object that is signed.
    pub over: Vec<SignedMember>,
    /// The form of that object; without one it is compact.
    #[serde(default)]
    pub form: Option<JsonForm>,
}

/// A member of a signed object.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SignedMember {
    /// The name.
    pub name: String,
    /// What it holds.
    pub value: SignedValue,
}

/// What a member of a signed object holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignedValue {
    /// The member of this name in what the operation takes.
    Of(String),
    /// The same text in all requests.
    Text(String),
    /// A part of the signature.
    Field(SignatureField),
    /// An object.
    Object(Vec<SignedMember>),
}

/// A form of JSON: as Python's `json.dumps` writes it, but for what is said here.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JsonForm {
    /// Members are sorted by their names.
    pub sorted: bool,
    /// There are no spaces.
    pub compact: bool,
    /// Characters that are not of ASCII are not escaped.
    pub unescaped: bool,
}
