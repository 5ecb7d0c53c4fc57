//! Calls of operations, over a transport in memory.
#![allow(clippy::unwrap_used)]

use std::error::Error as _;
use std::fmt::Display;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use typeloom_runtime::client::{
    Answer, Call, CallOptions, Client, ClientError, Meaning, MemoryTransport, Method, Operation, Request, Response,
    Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::{BoxFuture, Piece, Place, Rule, Template, TemplateError, check_range};

const ORDER: Template =
    Template::new(Place::Path, "/orders/{id}", &[Piece::Literal("/orders/"), Piece::Parameter("id")]);
static GET: Operation = Operation::new("Orders::get", Method::Get, ORDER);
static FIND: Operation = Operation::new("Orders::find", Method::Get, ORDER).optional();
static PUT: Operation = Operation::new("Orders::put", Method::Put, ORDER);

fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn ask<R: Answer>(transport: &MemoryTransport, operation: &'static Operation, give: impl FnOnce(&mut Call<'_>)) -> R {
    let client = Client::new(transport.clone());
    let mut call = client.call(operation);
    give(&mut call);
    now(call.answer()).unwrap()
}

fn with_id(id: &'static str) -> impl FnOnce(&mut Call<'_>) {
    move |call| call.path(&[Some(&id)])
}

#[test]
fn a_list_in_a_header_is_separated_by_commas() {
    let transport = MemoryTransport::new();
    transport.reply(Method::Put, "/orders/{id}", Response::new(204));
    let with_tags = |tags: &'static [&'static str]| {
        move |call: &mut Call<'_>| {
            call.path(&[Some(&"7")]);
            for tag in tags {
                call.header_item("X-Tags", tag);
            }
        }
    };
    ask::<Result<(), ClientError>>(&transport, &PUT, with_tags(&["a", "b c", "d"])).unwrap();
    assert_eq!(transport.requests()[0].header("x-tags"), Some("a, b c, d"));
    for tags in [&["a", "b,c"][..], &["\"a\""], &[""], &["a\n"], &[" a"]] {
        let refused: Result<(), ClientError> = ask(&transport, &PUT, with_tags(tags));
        assert!(matches!(refused, Err(ClientError::Header { header: "X-Tags", .. })), "{tags:?}");
    }
    assert_eq!(transport.requests().len(), 1);
}

#[test]
fn arguments_go_where_they_belong() {
    let transport = MemoryTransport::new();
    transport.reply(Method::Put, "/orders/{id}", Response::new(204));
    let done: Result<(), ClientError> = ask(&transport, &PUT, |call| {
        call.path(&[Some(&"7/é")]);
        call.query("dry run", &true);
        call.query("tag", &"a&b");
        call.header("X-Trace", &"t 1");
        call.body(&vec![1_u32, 2]);
    });
    done.unwrap();
    let requests = transport.requests();
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(request.method(), Method::Put);
    assert_eq!(request.target(), "/orders/7%2F%C3%A9?dry%20run=true&tag=a%26b");
    assert_eq!(request.body(), Some(b"[1,2]".as_slice()));
    let headers: Vec<_> = request.headers().collect();
    assert_eq!(headers, [("X-Trace", "t 1"), ("content-type", "application/json"), ("accept", "application/json")]);
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let transport = MemoryTransport::new();
    for (id, expected) in
        [("..", TemplateError::DotSegment { parameter: "id" }), ("", TemplateError::Empty { parameter: "id" })]
    {
        let refused: Result<(), ClientError> = ask(&transport, &GET, with_id(id));
        assert!(matches!(refused, Err(ClientError::Path { operation: "Orders::get", source }) if source == expected));
    }
    for value in ["hunter\r\n2", " hunter2", "hunté"] {
        let refused: Result<(), ClientError> = ask(&transport, &GET, |call| {
            call.path(&[Some(&1)]);
            call.header("X-Trace", &value);
        });
        let error = refused.unwrap_err();
        assert!(matches!(error, ClientError::Header { header: "X-Trace", .. }));
        assert!(!error.is_retryable() && !format!("{error} {error:?}").contains("hunt"));
    }
    assert_eq!(transport.requests(), []);
}

#[test]
fn the_first_problem_is_told() {
    let transport = MemoryTransport::new();
    let refused: Result<(), ClientError> = ask(&transport, &GET, |call| {
        call.header("X-Trace", &"\n");
        call.path(&[Some(&"")]);
    });
    assert!(matches!(refused, Err(ClientError::Header { .. })));
}

#[test]
fn answers_are_read_as_what_the_operation_returns() {
    let transport = MemoryTransport::new();
    let reply = |status, body: &str| {
        transport.reply(Method::Get, "/orders/{id}", Response::new(status).with_body(body));
    };
    reply(200, r#"["tea"]"#);
    reply(202, "anything");
    reply(200, "5");
    reply(404, "");
    reply(204, "");
    let words: Result<Vec<String>, ClientError> = ask(&transport, &GET, with_id("1"));
    assert_eq!(words.unwrap(), ["tea"]);
    let nothing: Result<(), ClientError> = ask(&transport, &GET, with_id("1"));
    nothing.unwrap();
    let found = || -> Option<u32> { ask::<Result<_, ClientError>>(&transport, &FIND, with_id("1")).unwrap() };
    assert_eq!((found(), found(), found()), (Some(5), None, None));
}

#[test]
fn failures_keep_their_causes() {
    let transport = MemoryTransport::new();
    transport
        .reply(Method::Get, "/orders/{id}", Response::new(404).with_body(r#"{"message":"no order 1"}"#))
        .reply(Method::Get, "/orders/{id}", Response::new(503))
        .reply(Method::Get, "/orders/{id}", Response::new(200).with_body("[1]"))
        .fail(
            Method::Get,
            "/orders/{id}",
            TransportError::new(TransportErrorKind::Connect).with_source(std::io::Error::other("refused")),
        );
    let fail = || ask::<Result<Vec<String>, ClientError>>(&transport, &GET, with_id("1")).unwrap_err();
    let missing = fail();
    assert_eq!(missing.to_string(), "`Orders::get` failed with status 404: no order 1");
    assert!(!missing.is_retryable() && missing.operation() == "Orders::get");
    assert!(fail().is_retryable());
    let unreadable = fail();
    assert_eq!(unreadable.to_string(), "the response to `Orders::get` cannot be read");
    assert!(unreadable.source().unwrap().to_string().starts_with("expected a string, found a number at `[0]`"));
    let unreached = fail();
    assert!(unreached.is_retryable());
    let cause = unreached.source().unwrap();
    assert_eq!(cause.to_string(), "the server cannot be reached");
    assert_eq!(cause.source().unwrap().to_string(), "refused");
}

#[test]
fn an_error_of_the_users_own_takes_the_place_of_the_clients() {
    #[derive(Debug, PartialEq)]
    struct Failed(bool);
    impl From<ClientError> for Failed {
        fn from(error: ClientError) -> Self {
            Self(error.is_retryable())
        }
    }
    let transport = MemoryTransport::new();
    assert_eq!(ask::<Result<u32, Failed>>(&transport, &GET, with_id("1")), Err(Failed(false)));
}

#[test]
fn nothing_is_sent_before_the_answer_is_awaited() {
    let transport = MemoryTransport::new();
    let client = Client::new(transport.clone());
    let mut call = client.call(&GET);
    call.path(&[Some(&1)]);
    let answer: BoxFuture<'_, Result<(), ClientError>> = call.answer();
    assert_eq!(transport.requests(), []);
    drop(answer);
    assert_eq!(transport.requests(), []);
}

#[test]
fn a_transport_that_waits_is_polled_again() {
    /// Is ready when it is polled the second time.
    struct Second(bool);
    impl Future for Second {
        type Output = Result<Response, TransportError>;
        fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Ready(Ok(Response::new(200).with_body("7")));
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
    struct Slow;
    impl Transport for Slow {
        fn call(&self, _: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
            Box::pin(Second(false))
        }
    }
    let client = Client::new(Slow);
    let mut call = client.call(&GET);
    call.path(&[Some(&1 as &dyn Display)]);
    let mut answer: BoxFuture<'_, Result<u32, ClientError>> = call.answer();
    let mut poll = || answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll().is_pending());
    assert!(matches!(poll(), Poll::Ready(Ok(7))));
    assert!(poll().is_pending());
}

#[test]
fn nothing_of_a_request_shows_in_debug() {
    let transport = MemoryTransport::new();
    let _: Result<(), ClientError> = ask(&transport, &GET, |call| {
        call.path(&[Some(&1)]);
        call.header("Authorization", &"Bearer hunter2");
        call.query("token", &"hunter2");
    });
    assert!(transport.requests().len() == 1 && !format!("{transport:?}").contains("hunter2"));
}

#[test]
fn a_page_for_people_is_not_taken_for_an_answer() {
    let transport = MemoryTransport::new();
    for media_type in ["text/html; charset=utf-8", "application/problem+json"] {
        let response = Response::new(200).with_header("Content-Type", media_type).with_body("7");
        transport.reply(Method::Get, "/orders/{id}", response.clone());
        transport.reply(Method::Get, "/orders/{id}", response);
    }
    let error = ask::<Result<u32, ClientError>>(&transport, &GET, with_id("1")).unwrap_err();
    assert!(matches!(&error, ClientError::ContentType { found: Some(found), .. } if found == "text/html"), "{error}");
    assert!(!error.is_retryable());
    ask::<Result<(), ClientError>>(&transport, &GET, with_id("1")).unwrap();
    assert_eq!(ask::<Result<u32, ClientError>>(&transport, &GET, with_id("1")).unwrap(), 7);
}

#[test]
fn options_are_for_what_a_call_does_not_say() {
    let transport = MemoryTransport::new();
    let plain = Client::new(transport.clone());
    let inner =
        plain.clone().with_options(CallOptions::new().timeout(Duration::from_secs(9)).header("X-Trace", "inner"));
    let outer = CallOptions::new().header("x-trace", "lost").header("X-Trace", "outer").header("X-Said", "lost");
    let optioned = inner.with_options(outer);
    for client in [&optioned, &plain] {
        transport.reply(Method::Get, "/orders/{id}", Response::new(200).with_body("1"));
        let mut call = client.call(&GET);
        call.path(&[Some(&7)]);
        call.header("X-Said", &"by the call");
        now(call.answer::<Result<u32, ClientError>>()).unwrap().unwrap();
    }
    let requests = transport.requests();
    assert_eq!(requests[0].timeout(), Some(Duration::from_secs(9)));
    assert_eq!(requests[0].header("x-trace"), Some("outer"));
    assert_eq!(requests[0].header("x-said"), Some("by the call"));
    assert_eq!((requests[1].timeout(), requests[1].header("x-trace")), (None, None));
}

#[test]
fn options_show_no_values() {
    let options = CallOptions::new().header("X-Key", "hunter2").timeout(Duration::from_secs(1));
    assert_eq!(format!("{options:?}"), r#"CallOptions { headers: ["X-Key"], timeout: Some(1s) }"#);
}

#[test]
fn a_status_may_mean_something() {
    const KNOWN: &[(u16, Meaning)] =
        &[(409, Meaning::Value("7")), (403, Meaning::Body), (202, Meaning::Body), (410, Meaning::Nothing)];
    static SOME: Operation = Operation::new("Orders::some", Method::Get, ORDER).successes(&[201]).statuses(KNOWN);
    static MAYBE: Operation = Operation::new("Orders::maybe", Method::Get, ORDER).optional().statuses(KNOWN);
    let transport = MemoryTransport::new();
    let answer = |operation: &'static Operation, response: Response| {
        transport.reply(Method::Get, "/orders/{id}", response);
        ask::<Result<Option<u32>, ClientError>>(&transport, operation, with_id("1"))
    };
    let page = Response::new(403).with_header("content-type", "text/html").with_body("8");
    assert_eq!(answer(&SOME, Response::new(201).with_body("1")).unwrap(), Some(1));
    assert_eq!(answer(&SOME, Response::new(202).with_body("2")).unwrap(), Some(2));
    assert_eq!(answer(&SOME, Response::new(409).with_body("?")).unwrap(), Some(7));
    assert_eq!(answer(&SOME, Response::new(403).with_body("8")).unwrap(), Some(8));
    assert_eq!(answer(&SOME, Response::new(410).with_body("9")).unwrap(), None);
    assert_eq!(answer(&MAYBE, Response::new(200)).unwrap(), None);
    assert_eq!(answer(&MAYBE, Response::new(404)).unwrap(), None);
    for (response, status) in [
        (Response::new(200).with_body("1"), 200),
        (Response::new(403).with_body(r#"{"error":"no"}"#), 403),
        (page, 403),
        (Response::new(404), 404),
    ] {
        let error = answer(&SOME, response).unwrap_err();
        assert_eq!(error.status_code(), Some(status), "{error}");
    }
    let unreadable = answer(&SOME, Response::new(202).with_body("?")).unwrap_err();
    assert!(matches!(unreadable, ClientError::Decode { .. }), "{unreadable}");
}

#[test]
fn what_breaks_a_rule_is_not_sent() {
    const NOTE: Rule = Rule::new("note").trim().min_length(3);
    let transport = MemoryTransport::new();
    transport.reply(Method::Get, "/orders/{id}", Response::new(204));
    let send = |note: &str, limit: u32| {
        ask::<Result<(), ClientError>>(&transport, &GET, |call| {
            call.check(check_range("limit", limit, 1..=9));
            let note = call.text(&NOTE, note);
            call.path(&[Some(&note)]);
        })
    };
    send(" abc ", 9).unwrap();
    for (note, limit, problem) in [
        ("ab", 9, "`note` must have at least 3 characters, not 2"),
        ("a", 0, "`limit` must be at least 1 and at most 9"),
    ] {
        let error = send(note, limit).unwrap_err();
        assert!(matches!(&error, ClientError::Argument { problem: found, .. } if found.to_string() == problem));
        assert_eq!(error.to_string(), format!("`Orders::get` was not sent: {problem}"));
        assert!(!error.is_retryable() && error.source().is_none() && error.operation() == "Orders::get");
    }
    assert_eq!(transport.requests().len(), 1);
    assert_eq!(transport.requests()[0].path(), "/orders/abc");
}
