//! Tokens, by a clock that nobody waits for.
#![cfg(feature = "token")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use pollster::block_on;
use typeloom_runtime::client::{MemoryTransport, Method, Operation, Response, TransportError, TransportErrorKind};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::token::{
    EndpointSource, Expiry, Granted, JwtError, Member, Recovery, RefreshSource, TokenEndpoint, TokenError,
    TokenFailure, TokenPolicy, TokenProvider, TokenSource,
};
use typeloom_runtime::{BoxFuture, Piece, Place, Secret, Template};

const TOKENS: Template = Template::new(Place::Path, "/auth/tokens", &[Piece::Literal("/auth/tokens")]);
static CREATE: Operation = Operation::new("Tokens::create", Method::Post, TOKENS);
static ENDPOINT: TokenEndpoint = TokenEndpoint::new(
    &CREATE,
    &[("clientId", Member::Credential("client_id")), ("secret", Member::Credential("secret"))],
    "accessToken",
);

const KEEPING: TokenPolicy = TokenPolicy::new().keep_on(&[TokenFailure::Unreachable, TokenFailure::Unreadable]);
/// Wrong credentials are for good, and nothing else.
const LENIENT: TokenPolicy = KEEPING.latch_on(&[TokenFailure::Status(401)]);
/// Every refusal is for good.
const STRICT: TokenPolicy = KEEPING.latch_on(&[TokenFailure::AnyStatus]);

static STATED: TokenEndpoint = ENDPOINT.expires_in("expiresIn");

const NOW: u64 = 1_770_112_800;

fn jwt(expiry: u64) -> String {
    let part = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
    format!("{}.{}.c2ln", part(r#"{"alg":"HS256"}"#), part(&format!(r#"{{"exp":{expiry}}}"#)))
}

fn granting(expiry: u64) -> Response {
    Response::new(200).with_body(format!(r#"{{"accessToken":"{}","extra":1}}"#, jwt(expiry)))
}

struct Bench {
    server: MemoryTransport,
    clock: ManualClock,
    tokens: TokenProvider,
}

fn bench(policy: TokenPolicy) -> Bench {
    let server = MemoryTransport::new();
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(NOW));
    let credentials =
        [("client_id", "cid"), ("secret", "s3cret")].map(|(name, value)| (name, Secret::new(value.into())));
    let source = EndpointSource::new(&ENDPOINT, server.clone(), credentials);
    Bench { server, clock: clock.clone(), tokens: TokenProvider::new(source, policy).with_clock(Arc::new(clock)) }
}

impl Bench {
    fn reply(&self, response: Response) -> &Self {
        self.server.reply(Method::Post, "/auth/tokens", response);
        self
    }

    fn get(&self) -> Result<String, TokenError> {
        block_on(self.tokens.get()).map(|token| token.expose().to_owned())
    }

    fn asked(&self) -> usize {
        self.server.requests().len()
    }
}

#[test]
fn the_request_is_what_the_endpoint_describes() {
    let bench = bench(LENIENT);
    bench.reply(granting(NOW + 3600)).get().unwrap();
    let requests = bench.server.requests();
    assert_eq!(requests[0].body(), Some(br#"{"clientId":"cid","secret":"s3cret"}"#.as_slice()));
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(requests[0].header("authorization"), None);
}

#[test]
fn a_token_is_used_until_a_minute_before_its_end() {
    let bench = bench(LENIENT);
    bench.reply(granting(NOW + 120)).reply(granting(NOW + 500));
    assert_eq!(bench.get().unwrap(), jwt(NOW + 120));
    bench.clock.advance(Duration::from_secs(59));
    assert_eq!(bench.get().unwrap(), jwt(NOW + 120));
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.get().unwrap(), jwt(NOW + 500));
    assert_eq!(bench.asked(), 2);
}

#[test]
fn a_token_that_comes_expired_is_given_and_got_anew_each_time() {
    let bench = bench(LENIENT);
    bench.reply(granting(NOW - 10)).reply(granting(NOW - 10));
    assert_eq!([bench.get().unwrap(), bench.get().unwrap()], [jwt(NOW - 10), jwt(NOW - 10)]);
    assert_eq!(bench.asked(), 2);
}

#[test]
fn a_failure_for_good_is_not_repeated_until_reset() {
    let bench = bench(LENIENT);
    bench.reply(Response::new(401).with_body(r#"{"error": "unknown client"}"#)).reply(granting(NOW + 3600));
    let refused = bench.get().unwrap_err();
    assert_eq!(refused.to_string(), "the token endpoint failed with status 401: unknown client");
    assert!(bench.tokens.is_latched());
    let latched = bench.get().unwrap_err();
    assert_eq!(latched.to_string(), format!("no token is asked for any more, since {refused}"));
    bench.tokens.clear();
    assert!(matches!(bench.get(), Err(TokenError::Latched(_))), "only reset unlatches");
    assert_eq!(bench.asked(), 1);
    bench.tokens.reset();
    assert_eq!(bench.get().unwrap(), jwt(NOW + 3600));
    assert!(!bench.tokens.is_latched() && bench.tokens.failure().is_none());
}

#[test]
fn which_failures_are_for_good_is_described() {
    for status in [201, 204, 302, 403, 404, 429, 500] {
        let lenient = bench(LENIENT);
        lenient.reply(Response::new(status)).reply(granting(NOW + 3600));
        assert!(matches!(lenient.get(), Err(TokenError::Status { status: found, .. }) if found == status));
        assert!(!lenient.tokens.is_latched());
        assert!(lenient.get().is_ok());

        let strict = bench(STRICT);
        strict.reply(Response::new(status)).reply(granting(NOW + 3600));
        assert!(strict.get().is_err() && strict.tokens.is_latched() && strict.get().is_err());
        assert_eq!(strict.asked(), 1);
    }
}

#[test]
fn what_cannot_be_read_is_no_token_and_not_for_good() {
    let undated = format!("x.{}.y", BASE64_URL_SAFE_NO_PAD.encode("{}"));
    for (body, expected) in [
        ("<html>".to_owned(), "the response of the token endpoint cannot be read"),
        (r#"{"token": "t"}"#.to_owned(), "the response of the token endpoint has no text `accessToken`"),
        (r#"{"accessToken": 7}"#.to_owned(), "the response of the token endpoint has no text `accessToken`"),
        (r#"{"accessToken": "opaque"}"#.to_owned(), "the token does not say when it expires"),
        (format!(r#"{{"accessToken": "{undated}"}}"#), "the token does not say when it expires"),
    ] {
        let bench = bench(STRICT);
        bench.reply(Response::new(200).with_body(body)).reply(granting(NOW + 3600));
        assert_eq!(bench.get().unwrap_err().to_string(), expected);
        assert!(!bench.tokens.is_latched());
        assert_eq!(bench.get().unwrap(), jwt(NOW + 3600));
    }
}

#[test]
fn an_old_token_is_kept_after_some_failures_and_forgotten_after_others() {
    for advance in [70, 4000] {
        let bench = bench(LENIENT);
        bench.reply(granting(NOW + 120)).get().unwrap();
        bench.clock.advance(Duration::from_secs(advance));
        bench.reply(Response::new(200).with_body("no json"));
        assert_eq!(bench.get().unwrap(), jwt(NOW + 120), "unreadable");
        bench.server.fail(Method::Post, "/auth/tokens", TransportError::new(TransportErrorKind::Connect));
        assert_eq!(bench.get().unwrap(), jwt(NOW + 120), "unreachable");
        assert!(matches!(bench.tokens.failure(), Some(TokenError::Unreachable(_))));
        bench.reply(Response::new(503));
        assert!(bench.get().is_err(), "refused");
        bench.server.fail(Method::Post, "/auth/tokens", TransportError::new(TransportErrorKind::Connect));
        assert!(bench.get().is_err(), "forgotten");
    }
}

#[test]
fn a_kept_token_can_be_used_on_for_good() {
    const POLICY: TokenPolicy =
        TokenPolicy::new().latch_on(&[TokenFailure::Status(410)]).keep_on(&[TokenFailure::Status(410)]);
    let bench = bench(POLICY);
    bench.reply(granting(NOW + 10)).reply(Response::new(410));
    for _ in 0..5 {
        assert_eq!(bench.get().unwrap(), jwt(NOW + 10));
    }
    assert_eq!(bench.asked(), 2);
}

#[test]
fn without_credentials_nobody_is_asked() {
    for credentials in [vec![], vec![("client_id", Secret::new("cid".into())), ("secret", Secret::new(String::new()))]]
    {
        let server = MemoryTransport::new();
        let tokens = TokenProvider::new(EndpointSource::new(&ENDPOINT, server.clone(), credentials), STRICT);
        assert!(matches!(block_on(tokens.get()), Err(TokenError::NoCredentials { .. })));
        assert!(!tokens.is_latched() && server.requests().is_empty());
    }
}

#[test]
fn lifetimes_come_from_where_the_policy_says() {
    let lifetime = |policy: TokenPolicy, endpoint: &'static TokenEndpoint, body: &str| {
        let server = MemoryTransport::new();
        let body = body.to_owned();
        server.respond_with(Method::Post, "/auth/tokens", move |_| Ok(Response::new(200).with_body(body.clone())));
        let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(NOW));
        let credentials = ["client_id", "secret"].map(|name| (name, Secret::new("x".to_owned())));
        let tokens = TokenProvider::new(EndpointSource::new(endpoint, server.clone(), credentials), policy)
            .with_clock(Arc::new(clock.clone()));
        block_on(tokens.get())?;
        while server.requests().len() == 1 {
            clock.advance(Duration::from_secs(10));
            block_on(tokens.get())?;
        }
        Ok::<_, TokenError>(typeloom_runtime::clock::Clock::elapsed(&clock).as_secs() + 60)
    };
    let hour = Duration::from_secs(3600);
    let dated = format!(r#"{{"accessToken": "{}"}}"#, jwt(NOW + 600));
    let opaque = r#"{"accessToken": "opaque", "expiresIn": 120}"#;
    assert_eq!(lifetime(TokenPolicy::new(), &ENDPOINT, &dated).unwrap(), 600);
    assert_eq!(lifetime(TokenPolicy::new().expiry(Expiry::ClaimOr(hour)), &ENDPOINT, &dated).unwrap(), 600);
    assert_eq!(lifetime(TokenPolicy::new().expiry(Expiry::ClaimOr(hour)), &ENDPOINT, opaque).unwrap(), 3600);
    assert_eq!(lifetime(TokenPolicy::new().expiry(Expiry::After(hour)), &ENDPOINT, &dated).unwrap(), 3600);
    assert_eq!(lifetime(TokenPolicy::new(), &STATED, opaque).unwrap(), 120);
    let undated = lifetime(TokenPolicy::new(), &ENDPOINT, opaque).unwrap_err();
    assert!(matches!(undated, TokenError::Undated(JwtError::Parts { parts: 1 })));
}

/// Counts, and lets others run before it answers.
struct Slow {
    fetched: Arc<AtomicU64>,
    fails: bool,
}

impl TokenSource for Slow {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        Box::pin(async {
            let number = self.fetched.fetch_add(1, Ordering::SeqCst) + 1;
            for _ in 0..1000 {
                tokio::task::yield_now().await;
            }
            if self.fails { Err(TokenError::other("down")) } else { Ok(Granted::new(jwt(NOW * number))) }
        })
    }
}

/// What two hundred tasks get that ask at once, and how often the source was asked in all.
fn two_hundred(fails: bool, threads: usize) -> (Vec<Result<String, String>>, u64) {
    let fetched = Arc::new(AtomicU64::new(0));
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(NOW));
    let source = Slow { fetched: fetched.clone(), fails };
    let tokens = Arc::new(TokenProvider::new(source, TokenPolicy::new()).with_clock(Arc::new(clock)));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).build().unwrap();
    let answers = runtime.block_on(async {
        if !fails {
            // The first token has expired already.
            tokens.get().await.unwrap();
        }
        let tasks: Vec<_> = (0..200)
            .map(|_| {
                let tokens = tokens.clone();
                tokio::spawn(async move { tokens.get().await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            let answer = task.await.unwrap();
            answers.push(answer.map(|token| token.expose().to_owned()).map_err(|error| error.to_string()));
        }
        answers
    });
    (answers, fetched.load(Ordering::SeqCst))
}

#[test]
fn two_hundred_calls_with_one_expired_token_refresh_it_once() {
    for threads in [1, 4] {
        let (answers, fetched) = two_hundred(false, threads);
        assert_eq!(answers, vec![Ok(jwt(NOW * 2)); 200]);
        assert_eq!(fetched, 2);
    }
}

#[test]
fn those_who_wait_share_a_failure() {
    let (answers, fetched) = two_hundred(true, 1);
    assert_eq!(answers, vec![Err("the token source failed".to_owned()); 200]);
    assert_eq!(fetched, 1);
}

#[test]
fn who_gives_up_leaves_the_refresh_to_the_next() {
    let fetched = Arc::new(AtomicU64::new(0));
    let tokens = TokenProvider::new(Slow { fetched: fetched.clone(), fails: false }, TokenPolicy::new());
    let mut first = Box::pin(tokens.get());
    let pending = first.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    assert!(pending.is_pending());
    drop(first);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(tokens.get()).unwrap().number(), 1);
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[test]
fn a_rejected_token_is_got_anew_once() {
    let bench = bench(LENIENT);
    bench.reply(granting(NOW + 3600)).reply(granting(NOW + 7200));
    let old = block_on(bench.tokens.get()).unwrap();
    for _ in 0..3 {
        bench.tokens.reject(old.number());
        assert_eq!(bench.get().unwrap(), jwt(NOW + 7200));
    }
    assert_eq!(bench.asked(), 2);
}

#[test]
fn a_refresh_token_rotates_and_is_recovered() {
    const fn operation(name: &'static str, path: &'static str, pieces: &'static [Piece]) -> Operation {
        Operation::new(name, Method::Post, Template::new(Place::Path, path, pieces))
    }
    static REFRESH: Operation = operation("Session::refresh", "/refresh", &[Piece::Literal("/refresh")]);
    static RECOVER: Operation = operation("Session::recover", "/recover", &[Piece::Literal("/recover")]);
    static FIRST: TokenEndpoint =
        TokenEndpoint::new(&REFRESH, &[("refreshToken", Member::Credential("refresh_token"))], "accessToken")
            .refresh_token("refreshToken");
    static SECOND: TokenEndpoint =
        TokenEndpoint::new(&RECOVER, &[("oldRefreshToken", Member::Credential("refresh_token"))], "accessToken")
            .refresh_token("refreshToken");
    let server = MemoryTransport::new();
    let source = RefreshSource::new(&FIRST, server.clone(), Secret::new("r1".to_owned()))
        .with_recovery(Recovery::new(&SECOND, &["revoked", "invalid"]));

    server
        .reply(Method::Post, "/refresh", Response::new(200).with_body(r#"{"accessToken":"a1","refreshToken":"r2"}"#))
        .reply(Method::Post, "/refresh", Response::new(200).with_body(r#"{"accessToken":"a2"}"#))
        .reply(Method::Post, "/refresh", Response::new(401).with_body(r#"{"error":"Token was REVOKED"}"#))
        .reply(Method::Post, "/recover", Response::new(200).with_body(r#"{"accessToken":"a3","refreshToken":"r3"}"#))
        .reply(Method::Post, "/refresh", Response::new(500).with_body(r#"{"error":"oops"}"#));
    let got: Vec<_> = (0..4).map(|_| block_on(source.fetch()).map(|granted| granted.token.into_inner())).collect();
    assert!(matches!(&got[3], Err(TokenError::Status { status: 500, .. })));
    assert_eq!(got[..3].iter().map(|token| token.as_ref().unwrap().as_str()).collect::<Vec<_>>(), ["a1", "a2", "a3"]);
    let bodies: Vec<_> = server.requests().iter().map(|request| request.body().unwrap().to_vec()).collect();
    let bodies: Vec<_> = bodies.iter().map(|body| std::str::from_utf8(body).unwrap()).collect();
    assert_eq!(
        bodies,
        [
            r#"{"refreshToken":"r1"}"#,
            r#"{"refreshToken":"r2"}"#,
            r#"{"refreshToken":"r2"}"#,
            r#"{"oldRefreshToken":"r2"}"#,
            r#"{"refreshToken":"r3"}"#
        ]
    );
    assert!(!format!("{source:?}").contains("r3"));
}

#[test]
fn causes_can_be_told_by_their_types() {
    use std::error::Error as _;
    let bench = bench(LENIENT);
    bench.server.fail(Method::Post, "/auth/tokens", TransportError::new(TransportErrorKind::Timeout));
    bench.reply(Response::new(200).with_body("{"));
    let unreachable = bench.get().unwrap_err();
    assert!(unreachable.source().is_some_and(<dyn std::error::Error>::is::<TransportError>));
    let unreadable = bench.get().unwrap_err();
    assert!(unreadable.source().is_some_and(<dyn std::error::Error>::is::<typeloom_runtime::json::DecodeError>));
    let other = TokenError::other(std::io::Error::other("disk"));
    assert!(other.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>));
}

#[test]
fn nothing_shows_a_token() {
    let bench = bench(LENIENT);
    bench.reply(granting(NOW + 3600));
    let token = block_on(bench.tokens.get()).unwrap();
    let shown = format!("{token:?} {:?} {:?}", bench.tokens, Granted::new("t0k3n"));
    for secret in [token.expose(), "s3cret", "t0k3n"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
