//! Signatures, against what the official package sent.
#![cfg(feature = "signature")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::error::Error as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pollster::block_on;
use typeloom_runtime::auth::{AuthError, AuthTransport};
use typeloom_runtime::client::{
    MemoryTransport, Method, Request, Response, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::clock::{Clock, ManualClock};
use typeloom_runtime::json::{JsonForm, Value};
use typeloom_runtime::model::Model;
use typeloom_runtime::signature::{
    ClockSkew, Field, OnSkew, Part, PublicKey, Signature, SignatureCredentials, SignatureScheme, SigningKey,
};

/// The request signature of the recorded package.
const SCHEME: SignatureScheme = SignatureScheme::new(
    &[Part::Method, Part::Target, Part::Timestamp, Part::BodyWithMembers],
    &[
        ("X-Agent-ID", Field::KeyId),
        ("X-Signature", Field::Signature),
        ("X-Timestamp", Field::Timestamp),
        ("X-Public-Key", Field::PublicKey),
    ],
)
.body(JsonForm::PYTHON.sorted());

const AGENT: &str = "11111111-2222-4333-8444-555555555555";
const PUBLIC_KEY: &str = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
const NOW: u64 = 1_770_112_800;

/// The seed of all recordings: the bytes 0 to 31.
fn key() -> SigningKey {
    SigningKey::from_seed(&std::array::from_fn(|index| u8::try_from(index).unwrap()))
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

struct Row(Value);

impl Row {
    fn text(&self, name: &str) -> Option<&str> {
        self.0[name].as_str()
    }

    fn method(&self) -> Method {
        match self.text("method").unwrap() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "DELETE" => Method::Delete,
            other => panic!("{other}"),
        }
    }

    /// The request before it is signed: members in reverse order, without spaces and escapes.
    fn request(&self) -> Request {
        let target = self.text("path").unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request::new(self.method(), path);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            request = request.with_query(name, value);
        }
        match self.text("body").unwrap() {
            "" => request,
            body => request.with_json(reversed(body)),
        }
    }
}

fn reversed(body: &str) -> String {
    let Value::Object(members) = Value::from_json(body.as_bytes()).unwrap() else { panic!("{body}") };
    let members: Vec<_> = members.iter().rev().map(|(name, value)| format!("{:?}:{}", name, value.to_json())).collect();
    format!("{{{}}}", members.join(","))
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/aim/signed_requests.jsonl");
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| Row(Value::from_json(line.as_bytes()).unwrap())).collect()
}

/// What arrives at the server.
fn signed(request: Request) -> Request {
    static STATIC: SignatureScheme = SCHEME;
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post, Method::Put, Method::Delete] {
        server.reply(method, request.path().to_owned(), Response::new(200));
    }
    let clock = Arc::new(ManualClock::at(at(NOW) + Duration::from_micros(123_456)));
    let credentials = SignatureCredentials::new(&STATIC, key(), AGENT).with_clock(clock);
    block_on(AuthTransport::new(server.clone()).with(credentials).call(request)).unwrap();
    server.requests().remove(0)
}

#[test]
fn signed_requests_are_those_of_the_official_package() {
    let mut compared = 0;
    for row in rows() {
        let Some(signature) = row.text("x_signature") else { continue };
        let sent = signed(row.request());
        let name = row.text("name").unwrap();
        assert_eq!(sent.target(), row.text("path").unwrap(), "{name}");
        assert_eq!(sent.header("x-signature"), Some(signature), "{name}");
        assert_eq!(sent.header("x-timestamp"), row.text("x_timestamp"), "{name}");
        assert_eq!(sent.header("x-agent-id"), Some(AGENT), "{name}");
        assert_eq!(sent.header("x-public-key"), Some(PUBLIC_KEY), "{name}");
        assert_eq!(std::str::from_utf8(sent.body().unwrap_or_default()).unwrap(), row.text("body").unwrap(), "{name}");
        assert_eq!(sent.header("content-type"), sent.body().map(|_| "application/json"), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 6);
}

#[test]
fn signatures_in_bodies_are_those_of_the_official_package() {
    let mut compared = 0;
    for row in rows() {
        let name = row.text("name").unwrap();
        let body = Value::from_json(row.text("body").unwrap().as_bytes()).unwrap_or_default();
        let message = if let Some(attestation) = body.get("attestation") {
            JsonForm::PYTHON.sorted().compact().write(attestation).unwrap()
        } else if body.get("signature").is_some() {
            let member = |name: &str| body[name].to_json();
            let payload = format!(
                r#"{{"action_type":{},"agent_id":{},"context":{},"resource":{},"timestamp":{}}}"#,
                member("capability"),
                member("agentId"),
                member("context"),
                member("resource"),
                member("timestamp")
            );
            JsonForm::PYTHON.sorted().rewrite(payload.as_bytes()).unwrap()
        } else {
            continue;
        };
        assert_eq!(key().sign(message.as_bytes()).to_string(), body["signature"].as_str().unwrap(), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn bodies_that_are_not_signed_are_written_as_the_official_package_writes_them() {
    let mut compared = 0;
    for row in rows() {
        let body = row.text("body").unwrap();
        if body.is_empty() || row.text("x_signature").is_some() {
            continue;
        }
        // The same document, compact and without escapes, members still in their order.
        let written = JsonForm::PYTHON.compact().unescaped().rewrite(body.as_bytes()).unwrap();
        assert_ne!(written, body);
        assert_eq!(JsonForm::PYTHON.rewrite(written.as_bytes()).unwrap(), body);
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn every_row_was_compared() {
    assert_eq!(rows().len(), 11);
}

#[test]
fn a_server_verifies_what_was_signed() {
    let public: PublicKey = PUBLIC_KEY.parse().unwrap();
    for row in rows() {
        let sent = signed(row.request());
        let signature: Signature = sent.header("x-signature").unwrap().parse().unwrap();
        let message = SCHEME.message(&sent, sent.header("x-timestamp").unwrap(), AGENT);
        assert_eq!(public.verify(&message, &signature), Ok(()));
        assert!(public.verify(&SCHEME.message(&sent, "1770112801", AGENT), &signature).is_err());
    }
}

#[test]
fn floats_are_written_as_python_writes_them() {
    let text = include_str!("python_floats.txt");
    let mut compared = 0;
    for (bits, written) in text.lines().filter_map(|line| line.split_once(' ')) {
        let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        assert_eq!(JsonForm::PYTHON.write(&value).unwrap(), written, "{bits}");
        compared += 1;
    }
    assert_eq!(compared, 1000);
}

/// A server that takes signatures of the last 30 seconds.
fn strict_server(clock: &ManualClock) -> MemoryTransport {
    let (server, clock) = (MemoryTransport::new(), clock.clone());
    server.respond_with(Method::Get, "/jobs", move |request| {
        let signed: u64 = request.header("x-timestamp").unwrap().parse().unwrap();
        let now = clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let status = if signed.abs_diff(now) <= 30 { 200 } else { 401 };
        Ok(Response::new(status).with_header("date", http_date(now)))
    });
    server
}

/// Good for the day of the recordings.
fn http_date(seconds: u64) -> String {
    let of_day = seconds - (NOW - 36_000);
    format!("Tue, 03 Feb 2026 {:02}:{:02}:{:02} GMT", of_day / 3600, of_day / 60 % 60, of_day % 60)
}

fn get(transport: &AuthTransport) -> Result<u16, TransportError> {
    block_on(transport.call(Request::new(Method::Get, "/jobs"))).map(|response| response.status())
}

#[test]
fn clocks_that_differ_are_told() {
    static STATIC: SignatureScheme = SCHEME;
    let server = strict_server(&ManualClock::at(at(NOW)));
    for (ours, told) in [
        (NOW - 90, Some("the clock of this machine is 90 seconds behind that of the server")),
        (NOW + 3600, Some("the clock of this machine is 3600 seconds ahead of that of the server")),
        (NOW + 30, None),
    ] {
        let credentials =
            SignatureCredentials::new(&STATIC, key(), AGENT).with_clock(Arc::new(ManualClock::at(at(ours))));
        let outcome = get(&AuthTransport::new(server.clone()).with(credentials));
        let Some(told) = told else {
            assert_eq!(outcome.unwrap(), 200);
            continue;
        };
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Credentials);
        let source = error.source().unwrap().downcast_ref::<AuthError>().unwrap();
        assert!(matches!(source, AuthError::Rejected { status: 401, .. }));
        let skew = source.source().unwrap().downcast_ref::<ClockSkew>().unwrap();
        assert_eq!(skew.to_string(), format!("{told}, and signatures may differ by 30 seconds: set it right"));
    }
}

#[test]
fn a_rejection_that_clocks_do_not_explain_stays_a_response() {
    static STATIC: SignatureScheme = SCHEME.tolerance(Duration::from_secs(300));
    let clock = ManualClock::at(at(NOW));
    let credentials = SignatureCredentials::new(&STATIC, key(), AGENT).with_clock(Arc::new(clock));
    let server = MemoryTransport::new();
    let transport = AuthTransport::new(server.clone()).with(credentials);
    server
        .reply(Method::Get, "/jobs", Response::new(401))
        .reply(Method::Get, "/jobs", Response::new(401).with_header("date", "yesterday"))
        .reply(Method::Get, "/jobs", Response::new(401).with_header("date", http_date(NOW + 299)))
        .reply(Method::Get, "/jobs", Response::new(403).with_header("date", http_date(NOW + 999)));
    assert_eq!((0..4).map(|_| get(&transport).unwrap()).collect::<Vec<_>>(), [401, 401, 401, 403]);
}

#[test]
fn a_signer_can_go_by_the_clock_of_the_server() {
    static STATIC: SignatureScheme = SCHEME.on_skew(OnSkew::Adjust);
    let (ours, theirs) = (ManualClock::at(at(NOW - 5000)), ManualClock::at(at(NOW)));
    let server = strict_server(&theirs);
    let credentials = SignatureCredentials::new(&STATIC, key(), AGENT).with_clock(Arc::new(ours.clone()));
    let transport = AuthTransport::new(server.clone()).with(credentials);
    assert_eq!(get(&transport).unwrap(), 200);
    assert_eq!(server.requests().len(), 2);
    for clock in [&ours, &theirs] {
        clock.advance(Duration::from_secs(1000));
    }
    assert_eq!(get(&transport).unwrap(), 200);
    assert_eq!(server.requests().len(), 3, "the difference is remembered");
}

#[test]
fn what_cannot_be_signed_is_not_sent() {
    static STATIC: SignatureScheme = SCHEME;
    let server = MemoryTransport::new();
    for (request, id) in [
        (Request::new(Method::Post, "/jobs").with_json("no json"), AGENT),
        (Request::new(Method::Get, "/jobs"), ""),
        (Request::new(Method::Get, "/jobs"), "me\r\nx-admin: 1"),
    ] {
        let transport = AuthTransport::new(server.clone()).with(SignatureCredentials::new(&STATIC, key(), id));
        assert_eq!(block_on(transport.call(request)).unwrap_err().kind(), TransportErrorKind::Credentials);
    }
    assert!(server.requests().is_empty());
}
