//! Signatures in bodies on their way: whose, when, and what is not sent.
#![cfg(feature = "signature")]
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use pollster::block_on;
use typeloom_runtime::auth::{AuthTransport, HeaderCredentials};
use typeloom_runtime::client::{
    MemoryTransport, Method, Operation, Repetition, Request, Response, Transport, TransportErrorKind,
};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::json::{JsonForm, Value};
use typeloom_runtime::model::Model;
use typeloom_runtime::retry::{RetryOn, RetryPolicy, RetryTransport};
use typeloom_runtime::signature::{
    BodySignature, Field, Member, OnSkew, Part, Signature, SignatureCredentials, SignatureScheme, SigningKey,
    TimestampForm,
};
use typeloom_runtime::{Piece, Place, Secret, Template};

static SCHEME: SignatureScheme =
    SignatureScheme::new(&[Part::Body], &[("x-signature", Field::Signature)]).body(JsonForm::PYTHON.sorted());
static ADJUSTING: SignatureScheme = SignatureScheme::new(&[], &[]).on_skew(OnSkew::Adjust);
static SIGNATURE: BodySignature = BodySignature::new(
    &[("b", Member::Of("b")), ("at", Member::Timestamp), ("proof", Member::Signature)],
    &[("at", Member::Timestamp), ("of", Member::Of("b"))],
)
.body(JsonForm::PYTHON)
.timestamp(TimestampForm::IsoUtc);
static CLOSED: Operation =
    Operation::new("Orders::place", Method::Post, Template::new(Place::Path, "/orders", &[Piece::Literal("/orders")]))
        .signed(&SIGNATURE);
static OPEN: Operation = CLOSED.open();
static TWICE: Operation = OPEN.repetition(Repetition::Harmless);

fn key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

fn clock() -> ManualClock {
    ManualClock::at(UNIX_EPOCH + Duration::from_secs(1_770_112_800)).skipping()
}

fn request(operation: &'static Operation) -> Request {
    Request::new(Method::Post, "/orders").with_json(r#"{"b":[1.0]}"#).with_operation(operation)
}

fn signer(scheme: &'static SignatureScheme, clock: &ManualClock) -> SignatureCredentials {
    SignatureCredentials::new(scheme, key(), "me").with_clock(Arc::new(clock.clone()))
}

/// The time in a body, whose signature is that of the key.
fn signed_at(request: &Request) -> String {
    let body = Value::from_json(request.body().unwrap()).unwrap();
    let time = body["at"].as_str().unwrap();
    let signature: Signature = body["proof"].as_str().unwrap().parse().unwrap();
    key().public_key().verify(format!(r#"{{"at":"{time}","of":[1.0]}}"#).as_bytes(), &signature).unwrap();
    time.to_owned()
}

#[test]
fn open_operations_carry_no_other_signature() {
    let server = MemoryTransport::new();
    server.reply(Method::Post, "/orders", Response::new(201));
    let transport = AuthTransport::new(server.clone()).with(signer(&SCHEME, &clock()));
    block_on(transport.call(request(&OPEN))).unwrap();
    let sent = &server.requests()[0];
    assert_eq!(signed_at(sent), "2026-02-03T10:00:00Z");
    assert!(std::str::from_utf8(sent.body().unwrap()).unwrap().starts_with(r#"{"b": [1.0], "at": "2026"#));
    assert_eq!(sent.header("x-signature"), None);
}

#[test]
fn a_signature_in_headers_covers_the_signed_body() {
    let server = MemoryTransport::new();
    server.reply(Method::Post, "/orders", Response::new(201));
    let transport = AuthTransport::new(server.clone())
        .with(HeaderCredentials::new("x-api-key", Secret::new("k3y".to_owned())))
        .with(signer(&SCHEME, &clock()));
    block_on(transport.call(request(&CLOSED))).unwrap();
    let sent = &server.requests()[0];
    assert_eq!((sent.header("x-api-key"), sent.header("x-signature")), (Some("k3y"), None), "the first proves it");
    signed_at(sent);

    server.reply(Method::Post, "/orders", Response::new(201));
    let transport = AuthTransport::new(server.clone()).with(signer(&SCHEME, &clock()));
    block_on(transport.call(request(&CLOSED))).unwrap();
    let sent = &server.requests()[1];
    signed_at(sent);
    let signature: Signature = sent.header("x-signature").unwrap().parse().unwrap();
    key().public_key().verify(sent.body().unwrap(), &signature).unwrap();
}

#[test]
fn each_attempt_is_signed_with_its_own_time() {
    let server = MemoryTransport::new();
    server.reply(Method::Post, "/orders", Response::new(503)).reply(Method::Post, "/orders", Response::new(201));
    let clock = clock();
    let policy = RetryPolicy::new(2, &[RetryOn::StatusClass(5)]);
    let auth = AuthTransport::new(server.clone()).with(signer(&SCHEME, &clock));
    let transport = RetryTransport::new(auth, policy).with_clock(Arc::new(clock));
    assert_eq!(block_on(transport.call(request(&TWICE))).unwrap().status(), 201);
    let times: Vec<String> = server.requests().iter().map(signed_at).collect();
    assert_eq!(times.len(), 2);
    assert_ne!(times[0], times[1]);
}

#[test]
fn what_a_clock_spoils_is_signed_again() {
    let server = MemoryTransport::new();
    let theirs = "Tue, 03 Feb 2026 11:00:00 GMT";
    server.reply(Method::Post, "/orders", Response::new(401).with_header("date", theirs)).reply(
        Method::Post,
        "/orders",
        Response::new(201),
    );
    let transport = AuthTransport::new(server.clone()).with(signer(&ADJUSTING, &clock()));
    assert_eq!(block_on(transport.call(request(&OPEN))).unwrap().status(), 201);
    let times: Vec<String> = server.requests().iter().map(signed_at).collect();
    assert_eq!(times, ["2026-02-03T10:00:00Z", "2026-02-03T11:00:00Z"]);

    server.reply(Method::Post, "/orders", Response::new(401).with_header("date", theirs));
    let transport = AuthTransport::new(server.clone()).with(signer(&SCHEME, &clock()));
    let told = block_on(transport.call(request(&OPEN))).unwrap_err();
    assert_eq!(told.kind(), TransportErrorKind::Credentials);
}

#[test]
fn what_has_no_key_or_leads_elsewhere_is_not_sent() {
    let server = MemoryTransport::new();
    let keyless =
        AuthTransport::new(server.clone()).with(HeaderCredentials::new("x-api-key", Secret::new("k3y".to_owned())));
    let signing = AuthTransport::new(server.clone()).with(signer(&SCHEME, &clock()));
    let elsewhere = Request::new(Method::Post, "//evil.example/orders").with_json("{}").with_operation(&OPEN);
    let no_record = Request::new(Method::Post, "/orders").with_json("[1]").with_operation(&OPEN);
    for (transport, request) in [(&keyless, request(&OPEN)), (&signing, elsewhere), (&signing, no_record)] {
        let error = block_on(transport.call(request)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Credentials);
    }
    assert!(server.requests().is_empty());
}
