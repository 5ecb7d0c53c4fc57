//! Whether a request is one that the operation describes: its query, headers and body.

use serde_json::Value;

use crate::checks::{self, Problem};
use crate::description::{Argument, HttpCall, Type, Types};
use crate::journal::Received;
use crate::reply::Reply;
use crate::routes::Capture;
use crate::signatures;

/// The body of a request, if it is one that the operation has.
///
/// # Errors
/// With the answer of status 400 that names the first thing that is wrong.
pub(crate) fn read(
    types: &Types,
    call: &HttpCall,
    captures: &[Capture],
    received: &Received,
) -> Result<Option<Value>, Reply> {
    for argument in &call.parameters {
        let Some(capture) = captures.iter().find(|capture| capture.name == argument.name) else { continue };
        text(types, &argument.ty, &capture.value).map_err(|problem| refused("the path", &argument.name, &problem))?;
    }
    for argument in &call.query {
        let values = received.query.iter().filter(|(name, _)| *name == argument.name).map(|(_, value)| value.as_str());
        named(types, argument, values, "the query parameter")?;
    }
    headers(types, &call.headers, received)?;
    let Some(ty) = &call.body else { return Ok(None) };
    if let Some(record) = call.signature.as_ref().and_then(|signed| signatures::record(signed, &received.body)) {
        return checked(types, ty, record).map(Some);
    }
    body(types, ty, &received.body).map(Some)
}

/// Whether a body is one that the operation has.
pub(crate) fn has_body(types: &Types, call: &HttpCall, bytes: &[u8]) -> bool {
    match &call.body {
        Some(ty) => body(types, ty, bytes).is_ok(),
        None => bytes.is_empty(),
    }
}

/// Looks at the headers of a request.
///
/// # Errors
/// With the answer of status 400 that names the first that is wrong.
pub(crate) fn headers(types: &Types, known: &[Argument], received: &Received) -> Result<(), Reply> {
    known.iter().try_for_each(|argument| {
        let own = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(&argument.name);
        let values = received.headers.iter().filter(own).map(|(_, value)| value.as_str());
        if types.element(&argument.ty).is_none() {
            return named(types, argument, values, "the header");
        }
        let items = values.flat_map(|value| value.split(',')).map(str::trim).filter(|item| !item.is_empty());
        named(types, argument, items, "the header")
    })
}

fn named<'v>(
    types: &Types,
    argument: &Argument,
    values: impl Iterator<Item = &'v str>,
    what: &str,
) -> Result<(), Reply> {
    let element = types.element(&argument.ty);
    let mut is_there = false;
    for value in values {
        is_there = true;
        text(types, element.unwrap_or(&argument.ty), value)
            .map_err(|problem| refused(what, &argument.name, &problem))?;
    }
    // A list of nothing is not sent.
    if is_there || argument.ty.is_optional() || element.is_some() {
        return Ok(());
    }
    Err(refused(what, &argument.name, &Problem::new("", "it is missing")))
}

fn text(types: &Types, ty: &Type, text: &str) -> Result<Value, Problem> {
    checks::read_text(types, ty, text)
}

fn body(types: &Types, ty: &Type, bytes: &[u8]) -> Result<Value, Reply> {
    let problem = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => return checked(types, ty, value),
        Err(error) if bytes.is_empty() => Problem::new("", format!("it is missing: {error}")),
        Err(error) => Problem::new("", format!("it is no JSON: {error}")),
    };
    Err(no_body(&problem))
}

fn checked(types: &Types, ty: &Type, value: Value) -> Result<Value, Reply> {
    checks::check(types, ty, &value).map_err(|problem| no_body(&problem))?;
    Ok(value)
}

fn no_body(problem: &Problem) -> Reply {
    Reply::error(400, "invalid_request", &format!("the body: {problem}"))
}

fn refused(what: &str, name: &str, problem: &Problem) -> Reply {
    Reply::error(400, "invalid_request", &format!("{what} `{name}`: {problem}"))
}
