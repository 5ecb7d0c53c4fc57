//! Caches, by a clock that nobody waits for.
#![cfg(feature = "cache")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use pollster::block_on;
use typeloom_runtime::cache::{Cache, CachePolicy, CacheTransport, Invalidation};
use typeloom_runtime::client::{
    MemoryTransport, Method, Operation, Request, Response, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::{Piece, Place, Template};

const POLICY: CachePolicy = CachePolicy::new(Duration::from_secs(60), 100);

static SEARCH: Operation =
    Operation::new("Jobs::search", Method::Post, Template::new(Place::Path, "/jobs", &[Piece::Literal("/jobs")]));

fn bench(policy: CachePolicy) -> (MemoryTransport, CacheTransport) {
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post] {
        server.respond_with(method, "/{any}", |request| Ok(Response::new(200).with_body(request.target())));
    }
    let transport = CacheTransport::new(server.clone(), policy).with_clock(Arc::new(ManualClock::new()));
    (server, transport)
}

fn send(transport: &CacheTransport, request: Request) -> u16 {
    block_on(transport.call(request)).unwrap().status()
}

#[test]
fn requests_that_differ_in_anything_have_answers_of_their_own() {
    let (server, transport) = bench(POLICY.operations(&["Jobs::search"]));
    let request = Request::new(Method::Post, "/jobs").with_operation(&SEARCH);
    let different = [
        request.clone(),
        request.clone().with_query("a", "b"),
        request.clone().with_header("a", "b"),
        request.clone().with_header("a", "c"),
        request.clone().with_header("a1:b", ""),
        request.clone().with_json("{}"),
        request.clone().with_json("[]"),
        request.clone().with_json(vec![0xff]),
        request.clone().with_json(vec![0xfe]),
        Request::new(Method::Get, "/jobs").with_operation(&SEARCH),
    ];
    for _ in 0..2 {
        for request in &different {
            send(&transport, request.clone());
        }
    }
    assert_eq!(server.requests().len(), different.len());
}

#[test]
fn only_what_the_policy_names_is_kept() {
    let (server, transport) = bench(POLICY);
    for _ in 0..2 {
        send(&transport, Request::new(Method::Get, "/jobs"));
        send(&transport, Request::new(Method::Post, "/jobs"));
        block_on(transport.stream(Request::new(Method::Get, "/jobs"))).unwrap();
    }
    assert_eq!(server.requests().len(), 5);
    let (server, transport) = bench(POLICY.operations(&["Jobs::search"]));
    for _ in 0..2 {
        send(&transport, Request::new(Method::Get, "/jobs"));
    }
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn failures_are_never_kept() {
    let (server, transport) = bench(POLICY);
    server.reply(Method::Get, "/{any}", Response::new(404)).reply(Method::Get, "/{any}", Response::new(503)).fail(
        Method::Get,
        "/{any}",
        TransportError::new(TransportErrorKind::Timeout).with_source("slow"),
    );
    let request = Request::new(Method::Get, "/jobs");
    assert_eq!([send(&transport, request.clone()), send(&transport, request.clone())], [404, 503]);
    let error = block_on(transport.call(request.clone())).unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "slow");
    assert_eq!([send(&transport, request.clone()), send(&transport, request)], [200, 200]);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_change_makes_answers_worthless_where_that_is_described() {
    for (invalidation, status, asked) in [
        (Invalidation::Never, 200, 1),
        (Invalidation::OnChange, 200, 2),
        (Invalidation::OnChange, 500, 2),
        (Invalidation::OnChange, 403, 1),
    ] {
        let (server, transport) = bench(POLICY.invalidation(invalidation));
        send(&transport, Request::new(Method::Get, "/jobs"));
        server.reply(Method::Post, "/{any}", Response::new(status));
        send(&transport, Request::new(Method::Post, "/jobs"));
        send(&transport, Request::new(Method::Get, "/jobs"));
        let gets = server.requests().iter().filter(|request| request.method() == Method::Get).count();
        assert_eq!(gets, asked, "{invalidation:?} {status}");
    }
}

#[test]
fn two_hundred_who_ask_at_once_cause_one_request_for_each_key() {
    for fails in [false, true] {
        let cache: Arc<Cache<String, String>> = Arc::new(Cache::new(POLICY));
        let fetched = Arc::new(AtomicU32::new(0));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answers: Vec<_> = runtime.block_on(async {
            let tasks: Vec<_> = (0..200)
                .map(|number| {
                    let (cache, fetched) = (cache.clone(), fetched.clone());
                    tokio::spawn(async move {
                        let key = format!("key {}", number % 2);
                        let fetch = async {
                            fetched.fetch_add(1, Ordering::SeqCst);
                            tokio::task::yield_now().await;
                            if fails { Err(key.clone()) } else { Ok(key.clone()) }
                        };
                        cache.get_or_fetch(&key, fetch).await
                    })
                })
                .collect();
            let mut answers = Vec::new();
            for task in tasks {
                answers.push(task.await.unwrap());
            }
            answers
        });
        for (number, answer) in answers.iter().enumerate() {
            let key = format!("key {}", number % 2);
            assert_eq!(*answer, if fails { Err(key) } else { Ok(key) });
        }
        assert_eq!(fetched.load(Ordering::SeqCst), 2);
        assert_eq!(cache.len(), if fails { 0 } else { 2 });
    }
}

#[test]
fn nothing_shows_what_is_kept() {
    let (_, transport) = bench(POLICY);
    send(&transport, Request::new(Method::Get, "/hunter2").with_header("x-key", "hunter2"));
    let shown = format!("{transport:?}");
    assert!(shown.contains("len: 1") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn what_is_ignored_does_not_tell_requests_apart() {
    let (server, transport) = bench(POLICY.ignoring(&["X-Trace", "no te"]));
    let request = || Request::new(Method::Get, "/jobs").with_query("a", "1");
    send(&transport, request());
    send(&transport, request().with_header("x-trace", "7").with_query("no te", "b&c"));
    assert_eq!(server.requests().len(), 1);
    send(&transport, request().with_query("note", "b"));
    send(&transport, request().with_header("x-tracer", "7"));
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn errors_of_graphql_are_not_kept() {
    let answers =
        [r#"{"errors":[{"message":"busy"}]}"#, "{}", "no json", r#"{"data":{"count":7},"errors":[]}"#, "never asked"];
    let server = MemoryTransport::new();
    for answer in answers {
        server.reply(Method::Post, "/graphql", Response::new(200).with_body(answer));
    }
    let policy = POLICY.operations(&["Jobs::search"]).graphql();
    let transport = CacheTransport::new(server.clone(), policy).with_clock(Arc::new(ManualClock::new()));
    for _ in 0..6 {
        send(&transport, Request::new(Method::Post, "/graphql").with_operation(&SEARCH));
    }
    assert_eq!(server.requests().len(), 4);
}
