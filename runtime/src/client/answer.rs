//! What comes back from an operation.

use super::ClientError;
use crate::json::DecodeError;
use crate::model::Model;

/// What a method of a client returns: a `Result` whose error can be made from a [`ClientError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what an operation of a client returns",
    label = "not a `Result` of a model and an error made from `ClientError`",
    note = "return `Result<T, E>` where `T` is a `Model`, an option of one, or `()`, and `E: From<ClientError>`"
)]
pub trait Answer: Sized + Send {
    /// Whether a body has to be JSON: a response of another media type is an error then.
    const READS_JSON: bool;

    /// The answer that a body holds, or the error in its place.
    fn from_body(operation: &'static str, body: Result<Body, ClientError>) -> Self;
}

/// The body of a response that holds an answer.
#[derive(Debug)]
pub struct Body {
    bytes: Vec<u8>,
    /// The error when it cannot be read; by default that it cannot.
    otherwise: Option<Box<ClientError>>,
}

impl Body {
    /// A body that has to hold the answer.
    pub(super) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), otherwise: None }
    }

    /// A body of which another error is known if it holds no answer.
    pub(super) fn or(self, error: ClientError) -> Self {
        Self { otherwise: Some(Box::new(error)), ..self }
    }
}

impl<T: Returned, E: From<ClientError> + Send> Answer for Result<T, E> {
    const READS_JSON: bool = T::READS_JSON;

    fn from_body(operation: &'static str, body: Result<Body, ClientError>) -> Self {
        let Body { bytes, otherwise } = body?;
        T::from_body(&bytes).map_err(|source| match otherwise {
            Some(error) => (*error).into(),
            None => ClientError::Decode { operation, source }.into(),
        })
    }
}

/// What an operation returns: any [`Model`], or `()` for an answer whose body does not matter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the body of a response",
    label = "neither a `Model` nor `()`",
    note = "derive `Model` for it"
)]
pub trait Returned: Sized + Send {
    /// Whether a body has to be JSON.
    const READS_JSON: bool = true;

    /// The value in a body.
    ///
    /// # Errors
    /// When the body is not JSON, or not of this type.
    fn from_body(body: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: Model + Send> Returned for T {
    fn from_body(body: &[u8]) -> Result<Self, DecodeError> {
        T::from_json(body)
    }
}

impl Returned for () {
    const READS_JSON: bool = false;

    fn from_body(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }
}
