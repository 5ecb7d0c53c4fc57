//! Credentials on requests.
#![cfg(all(feature = "auth", feature = "token"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use pollster::block_on;
use typeloom_runtime::auth::{AuthError, AuthTransport, BearerCredentials, HeaderCredentials, Unauthenticated};
use typeloom_runtime::client::{
    MemoryTransport, Method, Request, Response, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::token::{Expiry, Granted, TokenError, TokenPolicy, TokenProvider, TokenSource};
use typeloom_runtime::{BoxFuture, Secret};

/// Numbered tokens, `fails` from some number on.
struct Numbered {
    given: Arc<AtomicU64>,
    last: u64,
}

impl TokenSource for Numbered {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        Box::pin(async {
            tokio::task::yield_now().await;
            match self.given.fetch_add(1, Ordering::SeqCst) + 1 {
                number if number <= self.last => Ok(Granted::new(format!("t{number}"))),
                _ if self.last == 0 => Err(TokenError::NoCredentials { name: "secret" }),
                _ => Err(TokenError::other("the source is dry")),
            }
        })
    }
}

fn tokens(last: u64) -> (Arc<TokenProvider>, Arc<AtomicU64>) {
    let given = Arc::new(AtomicU64::new(0));
    let policy = TokenPolicy::new().expiry(Expiry::After(Duration::from_secs(3600)));
    (Arc::new(TokenProvider::new(Numbered { given: given.clone(), last }, policy)), given)
}

fn key(value: &str) -> HeaderCredentials {
    HeaderCredentials::new("x-api-key", Secret::new(value.to_owned()))
}

/// A server that takes one token, and answers any method.
fn server(takes: &'static str) -> MemoryTransport {
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post] {
        server.respond_with(method, "/jobs", move |request| {
            let is_taken = request.header("authorization") == Some(takes) || request.header("x-api-key") == Some(takes);
            Ok(Response::new(if is_taken { 200 } else { 401 }))
        });
    }
    server
}

fn send(transport: &AuthTransport, method: Method, path: &str) -> Result<u16, TransportError> {
    block_on(transport.call(Request::new(method, path))).map(|response| response.status())
}

fn cause(error: &TransportError) -> &AuthError {
    assert_eq!(error.kind(), TransportErrorKind::Credentials);
    error.source().and_then(|source| source.downcast_ref()).unwrap()
}

#[test]
fn the_first_credentials_that_are_there_are_the_only_ones() {
    let server = server("k3y");
    let transport = AuthTransport::new(server.clone())
        .with(BearerCredentials::new(tokens(0).0))
        .with(key("k3y"))
        .with(BearerCredentials::new(tokens(9).0));
    assert_eq!(send(&transport, Method::Get, "/jobs").unwrap(), 200);
    let requests = server.requests();
    assert_eq!(requests[0].headers().collect::<Vec<_>>(), [("x-api-key", "k3y")]);
}

#[test]
fn credentials_that_fail_are_not_replaced_by_others() {
    let server = server("k3y");
    let (tokens, _) = tokens(1);
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens.clone())).with(key("k3y"));
    let token = block_on(tokens.get()).unwrap();
    tokens.reject(token.number());
    let error = send(&transport, Method::Get, "/jobs").unwrap_err();
    assert!(matches!(cause(&error), AuthError::Unavailable(source) if source.is::<TokenError>()));
    assert!(server.requests().is_empty());
}

#[test]
fn without_credentials_nothing_is_sent_unless_that_is_wanted() {
    let server = server("k3y");
    let transport = AuthTransport::new(server.clone());
    assert!(matches!(cause(&send(&transport, Method::Get, "/jobs").unwrap_err()), AuthError::NoCredentials));
    assert!(server.requests().is_empty());
    let transport = transport.unauthenticated(Unauthenticated::Send);
    assert_eq!(send(&transport, Method::Get, "/jobs").unwrap(), 401);
}

#[test]
fn a_header_of_the_caller_stays_and_is_final() {
    let server = server("theirs");
    let (tokens, given) = tokens(9);
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens)).with(key("theirs"));
    let request = Request::new(Method::Get, "/jobs").with_header("Authorization", "mine");
    assert_eq!(block_on(transport.call(request)).unwrap().status(), 401);
    let requests = server.requests();
    assert_eq!(requests.iter().map(|request| request.headers().count()).collect::<Vec<_>>(), [1]);
    assert_eq!(given.load(Ordering::SeqCst), 0);
}

#[test]
fn a_token_that_expires_during_a_call_is_got_anew_once() {
    for method in [Method::Get, Method::Post] {
        let server = server("Bearer t2");
        let (tokens, given) = tokens(9);
        let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens));
        assert_eq!(send(&transport, method, "/jobs").unwrap(), 200);
        assert_eq!((server.requests().len(), given.load(Ordering::SeqCst)), (2, 2));
    }
}

#[test]
fn a_server_that_takes_no_token_is_asked_twice_at_most() {
    let server = server("none");
    let (tokens, given) = tokens(9);
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens));
    assert_eq!(send(&transport, Method::Get, "/jobs").unwrap(), 401);
    assert_eq!((server.requests().len(), given.load(Ordering::SeqCst)), (2, 2));

    let (tokens, given) = self::tokens(9);
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens).once());
    assert_eq!(send(&transport, Method::Get, "/jobs").unwrap(), 401);
    assert_eq!((server.requests().len(), given.load(Ordering::SeqCst)), (3, 1));
}

#[test]
fn a_forbidden_request_does_not_cost_a_token() {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(403)));
    let (tokens, given) = tokens(9);
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens));
    assert_eq!(send(&transport, Method::Get, "/jobs").unwrap(), 403);
    assert_eq!((server.requests().len(), given.load(Ordering::SeqCst)), (1, 1));
}

#[test]
fn two_hundred_calls_whose_token_is_rejected_refresh_it_once() {
    let (tokens, given) = tokens(9);
    let transport = Arc::new(AuthTransport::new(server("Bearer t2")).with(BearerCredentials::new(tokens)));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
    let statuses: Vec<u16> = runtime.block_on(async {
        let tasks: Vec<_> = (0..200)
            .map(|_| {
                let transport = transport.clone();
                tokio::spawn(async move { transport.call(Request::new(Method::Get, "/jobs")).await })
            })
            .collect();
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.unwrap().unwrap().status());
        }
        statuses
    });
    assert_eq!(statuses, [200; 200]);
    assert_eq!(given.load(Ordering::SeqCst), 2);
}

#[test]
fn credentials_do_not_leave_for_another_host() {
    let server = server("k3y");
    let transport = AuthTransport::new(server.clone()).with(key("k3y"));
    for path in ["https://elsewhere.example/jobs", "//elsewhere.example/jobs", "@elsewhere.example/", ""] {
        assert!(matches!(cause(&send(&transport, Method::Get, path).unwrap_err()), AuthError::Target), "{path}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_credential_cannot_smuggle_headers() {
    for value in ["", " k3y", "k3y\r\nx-admin: 1", "k\u{0}", "schlüssel"] {
        let error = send(&AuthTransport::new(server("k3y")).with(key(value)), Method::Get, "/jobs").unwrap_err();
        assert!(matches!(cause(&error), AuthError::Header { header: "x-api-key" }), "{value:?}");
    }
}

#[test]
fn nothing_shows_a_credential() {
    let transport = AuthTransport::new(server("k3y")).with(key("hunter2\n"));
    let error = send(&transport, Method::Get, "/jobs").unwrap_err();
    let bearer = BearerCredentials::new(tokens(1).0);
    let shown = format!("{transport:?} {error:?} {error} {:?} {bearer:?}", key("hunter2"));
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn streams_have_credentials_too() {
    let server = server("Bearer t2");
    let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens(9).0));
    let response = block_on(transport.stream(Request::new(Method::Get, "/jobs"))).unwrap();
    assert_eq!((response.status(), server.requests().len()), (200, 2));
}
