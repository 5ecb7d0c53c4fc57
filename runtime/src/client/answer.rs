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
    fn from_body(operation: &'static str, body: Result<Vec<u8>, ClientError>) -> Self;
}

impl<T: Returned, E: From<ClientError> + Send> Answer for Result<T, E> {
    const READS_JSON: bool = T::READS_JSON;

    fn from_body(operation: &'static str, body: Result<Vec<u8>, ClientError>) -> Self {
        let body = body?;
        T::from_body(&body).map_err(|source| ClientError::Decode { operation, source }.into())
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
