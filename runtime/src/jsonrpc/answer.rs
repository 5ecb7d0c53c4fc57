//! The document around a result.

use super::{RpcError, RpcFailure, RpcId};
use crate::client::envelope::Where;
use crate::client::{ClientError, Response};
use crate::json::{DecodeError, Names, Reader};

static NAMES: Names = Names::new(&["jsonrpc", "result", "error", "id"]);

/// The JSON of the result in an answer to the call `id`.
pub(super) fn result<'b>(operation: &'static str, id: &RpcId, body: &'b [u8]) -> Result<&'b [u8], ClientError> {
    let answer = read(body).map_err(|source| ClientError::Decode { operation, source })?;
    let failed = |source| Err(ClientError::Rpc { operation, source });
    let no_answer = |problem| failed(RpcFailure::NoAnswer { problem });
    if answer.version.as_deref() != Some("2.0") {
        return no_answer("it is of another version");
    }
    // Who could not read the call does not know its id.
    let is_for_nobody = answer.id.is_none() && answer.error.is_some();
    if answer.id.as_ref() != Some(id) && !is_for_nobody {
        return failed(RpcFailure::OtherId);
    }
    match (answer.result.of(body), answer.error) {
        (Some(result), None) => Ok(result),
        (None | Some(b"null"), Some(error)) => failed(RpcFailure::Error(error)),
        (None, None) => no_answer("it has neither a result nor an error"),
        (Some(_), Some(_)) => no_answer("it has both a result and an error"),
    }
}

/// The error of an answer that came with a status of failure: the server's own, if it has one.
pub(super) fn refused(operation: &'static str, response: &Response) -> ClientError {
    match error(response.body()) {
        Some(error) => ClientError::Rpc { operation, source: RpcFailure::Error(error) },
        None => ClientError::status(operation, response),
    }
}

fn error(body: &[u8]) -> Option<RpcError> {
    let answer = read(body).ok()?;
    answer.version.as_deref().filter(|version| *version == "2.0")?;
    answer.error
}

#[derive(Default)]
struct Answer {
    version: Option<String>,
    result: Where,
    error: Option<RpcError>,
    id: Option<RpcId>,
}

fn read(body: &[u8]) -> Result<Answer, DecodeError> {
    let mut answer = Answer::default();
    let mut reader = Reader::new(body);
    let mut decode = || {
        let object = reader.object()?;
        let Answer { version, result, error, id } = &mut answer;
        reader.record(object, &NAMES, &mut [version, result, error, id])?;
        reader.finish()
    };
    decode().map_err(|error| error.locate(body))?;
    Ok(answer)
}
