//! What a fake server is made from: one JSON document that says what a client can call, and what answers hold.
//!
//! Typeloom writes the document from a schema, for the command and into generated crates. It knows no platform and no
//! YAML, so it can also be written by hand.

mod calls;
mod pages;
mod path;
mod signatures;
mod types;

pub use calls::{Argument, Call, GraphqlCall, GraphqlKind, HttpCall, RpcCall};
pub use pages::Pages;
pub use path::PathPiece;
pub use signatures::{BodySignature, HeaderSignature, JsonForm, SignatureField, SignedMember, SignedPart, SignedValue};
pub use types::{Field, Newtype, Record, Resolved, Rules, Shape, Tagging, Type, Types, Union, Variant, Word, Words};

use std::collections::BTreeMap;

use serde::Deserialize;

/// The operations of one client or of several, and the types that they mention.
#[derive(Clone, Debug, Deserialize)]
pub struct Description {
    /// What is faked: the name of the client.
    pub name: String,
    /// What can be called.
    pub operations: Vec<Operation>,
    /// The declared types by their qualified names.
    #[serde(default)]
    pub types: Types,
    /// How requests are signed in headers, by name.
    #[serde(default)]
    pub signatures: BTreeMap<String, HeaderSignature>,
}

/// One operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Operation {
    /// The name, `Orders::place`.
    pub name: String,
    /// How it is called.
    pub call: Call,
    /// What an answer holds; without it nothing.
    #[serde(default)]
    pub returns: Option<Type>,
    /// The status of success; by default 201 for what creates, 204 for answers without a body, and 200.
    #[serde(default)]
    pub status: Option<u16>,
    /// Whether the answer of HTTP or JSON-RPC is a stream of events, each of which holds what is returned.
    #[serde(default)]
    pub stream: bool,
    /// What requests prove themselves with, one of these; without any, they need nothing.
    #[serde(default)]
    pub auth: Vec<Credential>,
    /// The name of the signature that its requests have in their headers.
    #[serde(default)]
    pub signature: Option<String>,
    /// What its parts are called, where it gives a list piece by piece.
    #[serde(default)]
    pub pages: Option<Pages>,
    /// How many items a stream has, and a subscription.
    #[serde(default = "few")]
    pub items: usize,
}

/// One way to prove who calls.
#[derive(Clone, Debug, Deserialize)]
pub struct Credential {
    /// The headers that a request then has, all of them.
    pub headers: Vec<String>,
    /// What stands before the value, `Bearer`.
    #[serde(default)]
    pub scheme: Option<String>,
}

/// Enough to see that there are several.
fn few() -> usize {
    3
}

/// Why a text is no description.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DescriptionError {
    /// It is not such a JSON document.
    #[error("this is no description of a fake: {0}")]
    Format(#[from] serde_json::Error),
    /// It mentions a type that it does not describe.
    #[error("`{mentioned_by}` mentions the type `{name}`, which is not described")]
    UnknownType {
        /// The name of the type.
        name: String,
        /// The operation or type that mentions it.
        mentioned_by: String,
    },
    /// It mentions a signature that it does not describe.
    #[error("`{mentioned_by}` mentions the signature `{name}`, which is not described")]
    UnknownSignature {
        /// The name of the signature.
        name: String,
        /// The operation that mentions it.
        mentioned_by: String,
    },
}

impl Description {
    /// Reads a document.
    ///
    /// # Errors
    /// When it is no JSON of this form, or mentions a type that it does not describe.
    pub fn from_json(text: &str) -> Result<Self, DescriptionError> {
        let description: Self = serde_json::from_str(text)?;
        description.check()?;
        Ok(description)
    }

    /// Every type that is mentioned is described, so that nothing fails later.
    fn check(&self) -> Result<(), DescriptionError> {
        let known = |ty: &Type, mentioned_by: &str| match ty.named() {
            Some(name) if !self.types.contains(name) => {
                Err(DescriptionError::UnknownType { name: name.to_owned(), mentioned_by: mentioned_by.to_owned() })
            }
            _ => Ok(()),
        };
        for operation in &self.operations {
            for ty in operation.types() {
                known(ty, &operation.name)?;
            }
            if let Some(name) = operation.signature.as_ref().filter(|name| !self.signatures.contains_key(*name)) {
                let mentioned_by = operation.name.clone();
                return Err(DescriptionError::UnknownSignature { name: name.clone(), mentioned_by });
            }
        }
        self.types.mentions().try_for_each(|(name, ty)| known(ty, name))
    }
}

impl Operation {
    /// The name without that of the client: `place`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }

    /// How it is called, as a person writes it: `GET /orders/{id}`.
    #[must_use]
    pub fn address(&self) -> String {
        self.call.address()
    }

    fn types(&self) -> impl Iterator<Item = &Type> {
        self.call.types().into_iter().chain(&self.returns)
    }
}
