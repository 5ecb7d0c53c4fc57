//! What a fake server is made from: one JSON document that says what a client can call, and what answers hold.
//!
//! Typeloom writes the document from a schema, for the command and into generated crates. It knows no platform and no
//! YAML, so it can also be written by hand.

mod path;
mod types;

pub use path::PathPiece;
pub use types::{Field, Newtype, Record, Resolved, Rules, Shape, Tagging, Type, Types, Union, Variant, Word, Words};

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
}

/// How an operation is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Call {
    /// A method and a path.
    Http(HttpCall),
}

/// A request of plain HTTP.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpCall {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The template of the path.
    pub path: Vec<PathPiece>,
    /// The types of its parameters.
    #[serde(default)]
    pub parameters: Vec<Argument>,
    /// The parameters of the query.
    #[serde(default)]
    pub query: Vec<Argument>,
    /// The headers.
    #[serde(default)]
    pub headers: Vec<Argument>,
    /// What the body holds, if there is one.
    #[serde(default)]
    pub body: Option<Type>,
}

/// A value that a caller gives by name.
#[derive(Clone, Debug, Deserialize)]
pub struct Argument {
    /// The name on the wire.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
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

    /// Method and path as a person writes them.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.call {
            Call::Http(call) => format!("{} {}", call.method, path::shown(&call.path)),
        }
    }

    fn types(&self) -> impl Iterator<Item = &Type> {
        let arguments: Vec<&Type> = match &self.call {
            Call::Http(call) => {
                let named = call.parameters.iter().chain(&call.query).chain(&call.headers).map(|argument| &argument.ty);
                named.chain(&call.body).collect()
            }
        };
        arguments.into_iter().chain(&self.returns)
    }
}
