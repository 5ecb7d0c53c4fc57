//! From a request to its answer: journal, script, checks, state.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::percent_decode_str;

use super::connection::{Answer, Dropped};
use super::state::State;
use crate::bodies::{Delivery, body, malformed};
use crate::description::Call;
use crate::journal::Received;
use crate::reply::Reply;
use crate::requests;
use crate::resources::Asked;
use crate::routes::{Capture, Found};
use crate::script::{Fault, Planned};

/// The greatest body that is read.
const LARGEST_BODY: usize = 64 << 20;

/// The answer to a request.
pub(super) async fn answer(state: Arc<State>, request: Request) -> Answer {
    let (received, found) = match receive(&state, request).await {
        Ok(received) => received,
        Err(reply) => return Ok(response(reply, Delivery::Whole)),
    };
    let operation = match &found {
        Found::Operation(at, _) => Some(*at),
        _ => None,
    };
    let planned = state.rules.take(operation);
    let answer = scripted(&state, &received, &found, planned).await;
    let status = answer.as_ref().ok().map(|response| response.status().as_u16());
    state.observers.iter().for_each(|observe| observe(&received, status));
    answer
}

/// Reads a request and writes it into the journal.
async fn receive(state: &State, request: Request) -> Result<(Received, Found), Reply> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return Err(Reply::error(413, "body_too_large", "the body is too large, or ended early"));
    };
    let path = parts.uri.path();
    let found = state.routes.find(&state.description, parts.method.as_str(), path);
    let raw_query = parts.uri.query().unwrap_or_default();
    let received = Received {
        operation: match &found {
            Found::Operation(at, _) => Some(state.description.operations[*at].name.clone()),
            _ => None,
        },
        method: parts.method.as_str().to_owned(),
        path: path.to_owned(),
        query: query(raw_query),
        raw_query: raw_query.to_owned(),
        headers: headers(&parts.headers),
        body: body.to_vec(),
    };
    state.journal.write(received.clone());
    Ok((received, found))
}

/// The answer, with what a script does to it.
async fn scripted(state: &State, received: &Received, found: &Found, planned: Option<Planned>) -> Answer {
    let Some(Planned { delay, fault }) = planned else {
        return Ok(response(usual(state, received, found), Delivery::Whole));
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let usual = || usual(state, received, found);
    let (reply, delivery) = match fault {
        Fault::None => (usual(), Delivery::Whole),
        Fault::Drop => return Err(Dropped),
        Fault::Silence => std::future::pending().await,
        Fault::Reply(reply) => (reply, Delivery::Whole),
        Fault::Answer(handler) => ((handler.0)(received, &mut state.store()), Delivery::Whole),
        Fault::Cut(bytes) => (usual(), Delivery::Cut(bytes)),
        Fault::Malformed => {
            let mut reply = usual();
            reply.body = malformed(reply.body);
            (reply, Delivery::Whole)
        }
        Fault::Slow(bytes, pause) => (usual(), Delivery::Slow(bytes, pause)),
    };
    Ok(response(reply, delivery))
}

/// The answer without a script.
fn usual(state: &State, received: &Received, found: &Found) -> Reply {
    match found {
        Found::Operation(at, captures) => operation(state, received, *at, captures).unwrap_or_else(|refusal| refusal),
        Found::OtherMethods(methods) => {
            let message = format!("`{}` is not known for this path: try {}", received.method, methods.join(" or "));
            Reply::error(405, "method_not_allowed", &message).with_header("allow", methods.join(", "))
        }
        Found::Nothing => Reply::error(404, "no_such_path", "nothing is described for this path"),
    }
}

fn operation(state: &State, received: &Received, at: usize, captures: &[Capture]) -> Result<Reply, Reply> {
    state.checks.iter().try_for_each(|check| check(received))?;
    let operation = &state.description.operations[at];
    let Call::Http(call) = &operation.call;
    let body = requests::read(&state.description.types, call, captures, received)?;
    let asked = Asked {
        description: &state.description,
        operation,
        target: state.resources.target(at, &received.path, captures),
        captures,
        query: &received.query,
        body: body.as_ref(),
    };
    Ok(asked.answer(&mut state.store()))
}

/// A response of what a reply says; headers that HTTP does not allow are left out.
fn response(reply: Reply, delivery: Delivery) -> Response {
    let length = reply.body.len();
    let mut response = Response::new(body(reply.body, delivery));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !matches!(delivery, Delivery::Whole) {
        // The client is told how much there is, so that it notices what is missing.
        response.headers_mut().insert("content-length", HeaderValue::from(length));
    }
    for (name, value) in reply.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

fn query(text: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}
