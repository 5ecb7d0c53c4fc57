//! From a request to its answer: journal, script, checks, state.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::connection::{Answer, Dropped};
use super::socket;
use super::state::State;
use crate::bodies::{Delivery, body};
use crate::description::{Call, GraphqlKind, Operation};
use crate::graphql::{self, Asking};
use crate::journal::Received;
use crate::reply::Reply;
use crate::resources::{Asked, Store, Target};
use crate::routes::{Capture, Found, Routes};
use crate::script::{Fault, Planned};
use crate::{requests, rpc, streams};

/// The greatest body that is read.
const LARGEST_BODY: usize = 64 << 20;

/// The answer to a request.
pub(super) async fn answer(state: Arc<State>, request: axum::extract::Request) -> Answer {
    let (parts, body) = request.into_parts();
    if socket::is_handshake(&parts) && Routes::has_socket(&state.description, parts.uri.path()) {
        return socket::open(state, parts).await;
    }
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        let reply = Reply::error(413, "body_too_large", "the body is too large, or ended early");
        return Ok(response(reply, Delivery::Whole));
    };
    let found = state.routes.find(&state.description, parts.method.as_str(), parts.uri.path(), &body);
    let operation = match &found {
        Found::Operation(at, _) => Some(*at),
        _ => None,
    };
    let received = received(&parts, operation.map(|at| &state.description.operations[at]), body.to_vec());
    state.journal.write(received.clone());
    let planned = state.rules.take(operation);
    let answer = scripted(&state, &received, &found, planned).await;
    let status = answer.as_ref().ok().map(|response| response.status().as_u16());
    state.observers.iter().for_each(|observe| observe(&received, status));
    answer
}

/// A request as it is kept.
pub(super) fn received(parts: &Parts, operation: Option<&Operation>, body: Vec<u8>) -> Received {
    let raw_query = parts.uri.query().unwrap_or_default();
    Received {
        operation: operation.map(|operation| operation.name.clone()),
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: query(raw_query),
        raw_query: raw_query.to_owned(),
        headers: headers(&parts.headers),
        body,
    }
}

/// The answer, with what a script does to it.
async fn scripted(state: &State, received: &Received, found: &Found, planned: Option<Planned>) -> Answer {
    let Some(Planned { delay, fault }) = planned else {
        return Ok(response(usual(state, received, found, None), Delivery::Whole));
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let usual = |items: Option<&[Value]>| usual(state, received, found, items);
    let (reply, delivery) = match &fault {
        Fault::None => (usual(None), Delivery::Whole),
        // There is no socket that could be closed with a code.
        Fault::Drop | Fault::Close(_) => return Err(Dropped),
        Fault::Silence => std::future::pending().await,
        Fault::Reply(reply) => (reply.clone(), Delivery::Whole),
        Fault::Answer(handler) => ((handler.0)(received, &mut state.store()), Delivery::Whole),
        Fault::Items(items) => (usual(Some(items)), Delivery::Whole),
        Fault::Cut(bytes) => (usual(None), Delivery::Cut(*bytes)),
        Fault::Slow(bytes, pause) => (usual(None), Delivery::Slow(*bytes, *pause)),
        Fault::Malformed => {
            let mut reply = usual(None);
            streams::malformed(&mut reply);
            (reply, Delivery::Whole)
        }
    };
    Ok(response(reply, delivery))
}

/// The answer without a script, or with the items that it has for a stream.
fn usual(state: &State, received: &Received, found: &Found, items: Option<&[Value]>) -> Reply {
    match found {
        Found::Operation(at, captures) => {
            let asked = Request { state, received, operation: &state.description.operations[*at], captures };
            asked.answer(*at, items).unwrap_or_else(|refusal| refusal)
        }
        Found::Refused(reply) => reply.clone(),
        Found::OtherMethods(methods) => {
            let message = format!("`{}` is not known for this path: try {}", received.method, methods.join(" or "));
            Reply::error(405, "method_not_allowed", &message).with_header("allow", methods.join(", "))
        }
        Found::Nothing => Reply::error(404, "no_such_path", "nothing is described for this path"),
    }
}

/// A request for an operation.
struct Request<'r> {
    state: &'r State,
    received: &'r Received,
    operation: &'r Operation,
    captures: &'r [Capture],
}

impl Request<'_> {
    fn answer(&self, at: usize, items: Option<&[Value]>) -> Result<Reply, Reply> {
        let Self { state, received, operation, captures } = self;
        state.checks.iter().try_for_each(|check| check(received))?;
        state.keys.check(&state.description, operation, received)?;
        let types = &state.description.types;
        match &operation.call {
            Call::Http(call) => {
                let body = requests::read(types, call, captures, received)?;
                if operation.stream {
                    let items = streams::items(&state.description, operation, items, &mut state.store());
                    return Ok(streams::reply(operation.status.unwrap_or(200), &items));
                }
                let target = state.resources.target(at, &received.path, captures);
                Ok(self.asked(target, body.as_ref()).answer(&mut state.store()))
            }
            Call::Graphql(call) => {
                let asking = Asking::of(&received.json().unwrap_or_default());
                let refused = |message: &str| Reply::json(200, &graphql::errors(message));
                if call.kind == GraphqlKind::Subscription {
                    return Err(refused("a subscription needs a socket"));
                }
                asking.check(types, call).map_err(|message| refused(&message))?;
                let id = state.resources.id_in(at, &asking.variables);
                let Some(target) = state.resources.graphql_target(at, &id) else {
                    let value = graphql_value(state, operation, &asking, &mut state.store());
                    return Ok(Reply::json(200, &graphql::data(call, &value)));
                };
                let query = graphql::texts(&asking.variables);
                let given = Value::Object(graphql::given(&asking.variables));
                let asked = Asked { query: &query, ..self.asked(Some(target), Some(&given)) };
                let reply = asked.answer(&mut state.store());
                Ok(Reply::json(200, &graphql::answer(call, operation, &reply)))
            }
            Call::Rpc(call) => {
                requests::headers(types, &call.headers, received)?;
                let (params, id) = rpc::read(types, call, &received.body)?;
                if operation.stream {
                    let items = streams::items(&state.description, operation, items, &mut state.store());
                    let items: Vec<Value> = items.iter().map(|item| rpc::result(item, &id)).collect();
                    return Ok(streams::reply(200, &items));
                }
                let value = self.asked(None, params.as_ref()).example_value(&mut state.store());
                Ok(Reply::json(200, &rpc::result(&value.unwrap_or_default(), &id)))
            }
        }
    }

    fn asked<'a>(&'a self, target: Option<Target<'a>>, body: Option<&'a Value>) -> Asked<'a> {
        let (description, query) = (&self.state.description, self.received.query.as_slice());
        Asked { description, operation: self.operation, target, captures: self.captures, query, body }
    }
}

/// What a query or a mutation returns: an example, in which the variables stand where they have the same name.
pub(super) fn graphql_value(state: &State, operation: &Operation, asking: &Asking, store: &mut Store) -> Value {
    let variables = Value::Object(asking.variables.clone());
    let description = &state.description;
    let asked = Asked { description, operation, target: None, captures: &[], query: &[], body: Some(&variables) };
    asked.example_value(store).unwrap_or_default()
}

/// A response of what a reply says; headers that HTTP does not allow are left out.
pub(super) fn response(reply: Reply, delivery: Delivery) -> Response {
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
