//! Tokens, against what the official package did: the rows `auth …` and `jwt …` of its recording.
#![cfg(feature = "token")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use pollster::block_on;
use typeloom_runtime::client::{MemoryTransport, Method, Operation, Response};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::json::Value;
use typeloom_runtime::model::Model;
use typeloom_runtime::token::{
    EndpointSource, Member, TokenEndpoint, TokenError, TokenFailure, TokenPolicy, TokenProvider, TokenSource,
};
use typeloom_runtime::{Piece, Place, Secret, Template};

static CREATE: Operation = Operation::new(
    "Tokens::create",
    Method::Post,
    Template::new(Place::Path, "/auth/tokens", &[Piece::Literal("/auth/tokens")]),
);
static ENDPOINT: TokenEndpoint = TokenEndpoint::new(
    &CREATE,
    &[("clientId", Member::Credential("client_id")), ("secret", Member::Credential("secret"))],
    "accessToken",
);
/// The package that was recorded gives up after any refusal.
const POLICY: TokenPolicy = TokenPolicy::new()
    .latch_on(&[TokenFailure::AnyStatus])
    .keep_on(&[TokenFailure::Unreachable, TokenFailure::Unreadable]);

const NOW: u64 = 1_770_112_800;

/// What the recorder did, one step for each result.
enum Step {
    Get,
    IsLatched,
    /// The token expires in so many seconds, or did before so many.
    Age(i64),
    Clear,
}

/// What the server answered.
enum Reply {
    /// With a token that lives for so many seconds.
    Token(i64),
    Status(u16),
    Body(&'static str),
}

fn script(name: &str) -> Option<(Vec<Reply>, Vec<Step>)> {
    use Reply::{Body, Status, Token};
    use Step::{Age, Clear, Get, IsLatched};
    let refused_then_good = |reply| (vec![reply, Token(3600)], vec![Get, IsLatched, Get]);
    Some(match name {
        "jwt cached" => (vec![Token(3600)], vec![Get, Get, Get]),
        "jwt exp in 120s -> cached" => (vec![Token(120)], vec![Get, Get]),
        "jwt already expired token accepted and returned" => (vec![Token(-10), Token(-10)], vec![Get, Get]),
        "jwt 401 latches" => (vec![Status(401), Token(3600)], vec![Get, IsLatched, Get, Get]),
        "jwt 500 then ok" => refused_then_good(Status(500)),
        "jwt missing accessToken then ok" => refused_then_good(Body("{}")),
        "jwt not a jwt then ok" => refused_then_good(Body(r#"{"accessToken":"abc"}"#)),
        "jwt non-json then ok" => refused_then_good(Body("<html>")),
        "jwt refresh non-json while old token near expiry -> stale token returned" => {
            (vec![Token(3600), Body("<html>"), Token(3600)], vec![Get, Age(30), Get, IsLatched, Get])
        }
        "jwt refresh non-json while old token EXPIRED -> stale token returned" => {
            (vec![Token(3600), Body("<html>")], vec![Get, Age(-30), Get, IsLatched])
        }
        "jwt clear_token" => (vec![Token(3600), Token(3600)], vec![Get, Clear, Get]),
        _ => return None,
    })
}

fn response(reply: &Reply) -> Response {
    match reply {
        Reply::Status(status) => Response::new(*status),
        Reply::Body(body) => Response::new(200).with_body(*body),
        Reply::Token(lifetime) => {
            let expiry = NOW.checked_add_signed(*lifetime).unwrap();
            let part = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
            let token = format!("{}.{}.c2ln", part("{}"), part(&format!(r#"{{"exp":{expiry}}}"#)));
            Response::new(200).with_body(format!(r#"{{"accessToken":"{token}"}}"#))
        }
    }
}

fn source(server: &MemoryTransport) -> EndpointSource {
    let credentials = [("client_id", "cid"), ("secret", "s3cret")];
    let credentials = credentials.map(|(name, value)| (name, Secret::new(value.to_owned())));
    EndpointSource::new(&ENDPOINT, server.clone(), credentials)
}

fn run(server: &MemoryTransport, steps: &[Step]) -> Vec<Value> {
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(NOW));
    let tokens = TokenProvider::new(source(server), POLICY).with_clock(Arc::new(clock.clone()));
    let step = |step: &Step| match step {
        Step::Get => block_on(tokens.get()).map_or(Value::Null, |_| Value::from("<tok>")),
        Step::IsLatched => Value::from(tokens.is_latched()),
        Step::Age(left) => {
            let now = (NOW + 3600).checked_add_signed(-left).unwrap();
            clock.set(UNIX_EPOCH + Duration::from_secs(now));
            Value::from("aged")
        }
        Step::Clear => {
            tokens.clear();
            Value::from("cleared")
        }
    };
    steps.iter().map(step).collect()
}

fn rows() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/aion/wire.jsonl");
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| Value::from_json(line.as_bytes()).unwrap()).collect()
}

/// The requests of a row, and those that a server got.
fn assert_same_requests(row: &Value, server: &MemoryTransport) {
    let wire = row["wire"].as_array().unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), wire.len(), "{}", row["name"]);
    for (request, recorded) in requests.iter().zip(wire) {
        assert_eq!(request.method().as_str(), recorded["http"]);
        assert_eq!(request.target(), recorded["path"].as_str().unwrap());
        assert_eq!(request.body().unwrap(), recorded["raw_body"].as_str().unwrap().as_bytes());
        assert_eq!(request.header("content-type"), recorded["headers"]["content-type"].as_str());
    }
}

#[test]
fn tokens_come_and_go_as_they_did() {
    let mut compared = 0;
    for row in rows() {
        let name = row["name"].as_str().unwrap();
        let Some((replies, steps)) = script(name) else {
            assert!(!name.starts_with("jwt "), "{name}");
            continue;
        };
        let server = MemoryTransport::new();
        for reply in &replies {
            server.reply(Method::Post, "/auth/tokens", response(reply));
        }
        assert_eq!(Value::from(run(&server, &steps)), row["result"], "{name}");
        assert_same_requests(&row, &server);
        compared += 1;
    }
    assert_eq!(compared, 11);
}

#[test]
fn the_endpoint_is_asked_as_it_was() {
    let mut compared = 0;
    for row in rows() {
        let name = row["name"].as_str().unwrap();
        let Some(status) = name.strip_prefix("auth async ") else { continue };
        let status: u16 = status.parse().unwrap();
        let server = MemoryTransport::new();
        let body = row["result"].to_json();
        server.reply(Method::Post, "/auth/tokens", Response::new(status).with_body(body));
        let outcome = block_on(source(&server).fetch());
        assert_same_requests(&row, &server);
        match row["error"]["message"].as_str() {
            None => assert_eq!(outcome.unwrap().token.expose(), row["result"]["accessToken"].as_str().unwrap()),
            Some(message) => {
                assert_eq!(message, format!("Authentication failed: {status}"));
                assert!(matches!(outcome, Err(TokenError::Status { status: found, .. }) if found == status));
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 7);
}
