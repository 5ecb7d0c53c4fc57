//! JSON-RPC 2.0: methods of one endpoint, and answers with `result` or `error`.

use serde_json::{Value, json};

use crate::checks;
use crate::description::{RpcCall, Types};
use crate::reply::Reply;

/// The codes that the specification has.
const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;

/// Whether a body is for a method; otherwise how the endpoint says no.
pub(crate) fn is_for(call: &RpcCall, body: &[u8]) -> Result<(), Reply> {
    let refuse = |code, message: &str, id: &Value| Err(Reply::json(200, &error(code, message, id)));
    let Ok(request) = serde_json::from_slice::<Value>(body) else {
        return refuse(PARSE_ERROR, "the body is no JSON", &Value::Null);
    };
    let id = &request["id"];
    match request["method"].as_str() {
        Some(method) if method == call.method => Ok(()),
        Some(method) => refuse(METHOD_NOT_FOUND, &format!("there is no method `{method}`"), id),
        None => refuse(INVALID_REQUEST, "the request has no method", id),
    }
}

/// The parameters of a request and its id.
///
/// # Errors
/// With the answer that names what is wrong.
pub(crate) fn read(types: &Types, call: &RpcCall, body: &[u8]) -> Result<(Option<Value>, Value), Reply> {
    let mut request: Value = serde_json::from_slice(body).unwrap_or_default();
    let id = request["id"].take();
    let invalid = |code, message: &str| Err(Reply::json(200, &error(code, message, &id)));
    if request["jsonrpc"] != "2.0" {
        return invalid(INVALID_REQUEST, "`jsonrpc` is not `2.0`");
    }
    let Some(ty) = &call.params else { return Ok((None, id)) };
    let params = request["params"].take();
    match checks::check(types, ty, &params) {
        Ok(()) => Ok((Some(params), id)),
        Err(problem) => invalid(INVALID_PARAMS, &format!("`params`: {problem}")),
    }
}

/// The answer with what a method returns.
pub(crate) fn result(value: &Value, id: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": value })
}

fn error(code: i32, message: &str, id: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
