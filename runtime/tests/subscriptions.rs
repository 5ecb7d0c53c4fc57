//! Subscriptions over WebSockets, with a server that does what it is told.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod server;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use server::{certificate, settled};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request as Opening, Response as Opened};
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use typeloom_runtime::BaseUrl;
use typeloom_runtime::blocking::Blocking;
use typeloom_runtime::client::{ClientError, Method, Request, TransportErrorKind};
use typeloom_runtime::graphql::{
    CloseCode, Document, GraphqlRequest, Reconnect, Resume, Subscription, SubscriptionError, SubscriptionOptions,
};
use typeloom_runtime::json::Value;
use typeloom_runtime::socket::{WebSocketOptions, WebSocketSetupError, WebSocketTransport};
use typeloom_runtime::tls::Tls;

const SOON: Duration = Duration::from_millis(100);
const INIT: &str = r#"{"type":"connection_init"}"#;
const SUBSCRIBE: &str =
    r#"{"id":"1","type":"subscribe","payload":{"query":"subscription Count {\n  count\n}","operationName":"Count"}}"#;
const ACK: &str = r#"{"type":"connection_ack"}"#;

#[derive(Clone)]
enum Do {
    /// Waits for a text, and keeps it.
    Read,
    Say(String),
    Binary,
    Close(u16, &'static str),
    /// Waits until the client closes, and keeps with which code.
    End,
    /// Ends without a word.
    Drop,
    Hang,
}

fn say(text: impl Into<String>) -> Do {
    Do::Say(text.into())
}

fn next(count: u32) -> Do {
    say(format!(r#"{{"id":"1","type":"next","payload":{{"data":{{"count":{count}}}}}}}"#))
}

/// Up to where results may come.
fn subscribed() -> Vec<Do> {
    vec![Do::Read, say(ACK), Do::Read]
}

fn then(steps: &[Do]) -> Vec<Do> {
    [subscribed(), steps.to_vec()].concat()
}

#[derive(Clone)]
struct Server {
    base: BaseUrl,
    seen: Arc<Mutex<Vec<String>>>,
    changed: Arc<tokio::sync::Notify>,
    said: Arc<AtomicUsize>,
}

impl Server {
    async fn start(scripts: Vec<Vec<Do>>) -> Self {
        Self::listen(scripts, None).await
    }

    async fn listen(scripts: Vec<Vec<Do>>, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if acceptor.is_some() { "wss" } else { "ws" };
        let base = format!("{scheme}://localhost:{}", listener.local_addr().unwrap().port());
        let base = BaseUrl::new(&base).unwrap();
        let server = Self { base, seen: Arc::default(), changed: Arc::default(), said: Arc::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                let (serving, acceptor) = (serving.clone(), acceptor.clone());
                tokio::spawn(async move {
                    match acceptor {
                        None => serving.serve(stream, script).await,
                        Some(acceptor) => serving.serve(acceptor.accept(stream).await.ok()?, script).await,
                    }
                });
            }
        });
        server
    }

    fn saw(&self, what: impl Into<String>) {
        self.seen.lock().unwrap().push(what.into());
        self.changed.notify_waiters();
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until the last thing seen is this.
    async fn sees(&self, last: &str) {
        loop {
            let changed = self.changed.notified();
            if self.seen().last().is_some_and(|seen| seen == last) {
                return;
            }
            changed.await;
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin, script: Vec<Do>) -> Option<()> {
        #[allow(clippy::result_large_err)]
        let accept = |request: &Opening, mut response: Opened| -> Result<Opened, ErrorResponse> {
            let protocol = request.headers().get("sec-websocket-protocol").unwrap().to_str().unwrap();
            self.saw(format!("{} {protocol}", request.uri()));
            response.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
            Ok(response)
        };
        let mut socket = tokio_tungstenite::accept_hdr_async(stream, accept).await.unwrap();
        for step in script {
            match step {
                Do::Read => self.saw(socket.next().await?.ok()?.into_text().unwrap().as_str()),
                Do::Say(text) => {
                    socket.send(Message::text(text)).await.ok()?;
                    self.said.fetch_add(1, Ordering::Relaxed);
                }
                Do::Binary => socket.send(Message::binary(vec![1])).await.ok()?,
                Do::Close(code, reason) => {
                    let frame = CloseFrame { code: code.into(), reason: reason.into() };
                    socket.close(Some(frame)).await.ok()?;
                    while socket.next().await.is_some() {}
                }
                Do::End => loop {
                    match socket.next().await? {
                        Ok(Message::Text(text)) => self.saw(text.as_str()),
                        Ok(Message::Close(frame)) => self.saw(format!("closed {}", u16::from(frame?.code))),
                        Ok(_) => {}
                        Err(_) => return None,
                    }
                },
                Do::Drop => return None,
                Do::Hang => std::future::pending().await,
            }
        }
        None
    }
}

static COUNT: Document = Document::new("Counter::count", "Count", "subscription Count {\n  count\n}");

type Counted = BTreeMap<String, u32>;

fn options() -> SubscriptionOptions {
    SubscriptionOptions::new().keep_alive(None)
}

fn subscribe(base: &BaseUrl, options: SubscriptionOptions) -> Subscription<Counted> {
    let sockets = WebSocketTransport::new(base, WebSocketOptions::new().connect_timeout(SOON * 20)).unwrap();
    let request = Request::new(Method::Get, "/graphql").with_query("token", "hunter2");
    Subscription::new(Arc::new(sockets), GraphqlRequest::new(&COUNT), request, options)
}

async fn rest(mut subscription: Subscription<Counted>) -> Vec<Result<u32, ClientError>> {
    let mut items = Vec::new();
    while let Some(item) = subscription.next_item().await {
        items.push(item.map(|counted| counted["count"]));
    }
    items
}

/// What comes of a script: results, and the error that ends them, if one does.
async fn played(script: Vec<Do>, options: SubscriptionOptions) -> (Vec<u32>, Option<ClientError>) {
    let server = Server::start(vec![script]).await;
    let mut items = rest(subscribe(&server.base, options)).await;
    let error = match items.pop() {
        Some(Err(error)) => Some(error),
        Some(ok) => {
            items.push(ok);
            None
        }
        None => None,
    };
    if let Some(error) = &error {
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    (items.into_iter().map(Result::unwrap).collect(), error)
}

fn subscription_error(error: Option<ClientError>) -> SubscriptionError {
    match error {
        Some(ClientError::Subscription { operation: "Counter::count", source }) => source,
        other => panic!("{other:?}"),
    }
}

fn transport_kind(error: Option<ClientError>) -> TransportErrorKind {
    match error {
        Some(ClientError::Transport { operation: "Counter::count", source }) => source.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn results_come_in_order_and_the_end_is_said() {
    let complete = say(r#"{"id":"1","type":"complete"}"#);
    let ping = say(r#"{"type":"ping"}"#);
    let script = [
        vec![Do::Read, ping.clone(), Do::Read, say(ACK), Do::Read, next(1), ping, Do::Read],
        vec![next(2), say(r#"{"type":"next","payload":{"data":{}}}"#), complete, Do::End],
    ];
    let server = Server::start(vec![script.concat()]).await;
    let items = rest(subscribe(&server.base, options())).await;
    assert!(matches!(items.as_slice(), [Ok(1), Ok(2)]), "{items:?}");
    server.sees("closed 1000").await;
    let opening = "/graphql?token=hunter2 graphql-transport-ws";
    let answered = r#"{"type":"pong"}"#;
    assert_eq!(server.seen(), [opening, INIT, answered, SUBSCRIBE, answered, "closed 1000"]);
}

#[tokio::test]
async fn variables_and_the_beginning_are_sent() {
    let server = Server::start(vec![then(&[say(r#"{"type":"complete"}"#), Do::End])]).await;
    let sockets = WebSocketTransport::new(&server.base, WebSocketOptions::new()).unwrap();
    let mut call = GraphqlRequest::new(&COUNT);
    call.variable("from", &3_u32);
    call.variable("to", &None::<u32>);
    let init = options().init(&Value::from_iter([("token", "t")]));
    let request = Request::new(Method::Get, "");
    assert_eq!(rest(Subscription::new(Arc::new(sockets), call, request, init)).await.len(), 0);
    let seen = server.seen();
    assert_eq!(seen[0], "/ graphql-transport-ws");
    assert_eq!(seen[1], r#"{"type":"connection_init","payload":{"token":"t"}}"#);
    assert!(seen[2].ends_with(r#","operationName":"Count","variables":{"from":3,"to":null}}}"#), "{}", seen[2]);
}

#[tokio::test]
async fn dropping_a_subscription_ends_it_on_the_server() {
    let server = Server::start(vec![then(&[next(1), Do::End])]).await;
    let mut subscription = subscribe(&server.base, options());
    assert_eq!(subscription.next_item().await.unwrap().unwrap()["count"], 1);
    drop(subscription);
    server.sees("closed 1000").await;
    assert_eq!(server.seen()[3..], [r#"{"id":"1","type":"complete"}"#, "closed 1000"]);
}

#[tokio::test]
async fn a_subscription_that_nobody_asks_is_not_made() {
    let server = Server::start(vec![then(&[])]).await;
    drop(subscribe(&server.base, options()));
    tokio::task::yield_now().await;
    assert_eq!(server.seen(), [""; 0]);
}

#[tokio::test]
async fn dropping_before_the_acknowledgement_just_closes() {
    let server = Server::start(vec![vec![Do::Read, Do::End]]).await;
    let mut subscription = subscribe(&server.base, options());
    tokio::select! {
        item = subscription.next_item() => panic!("{item:?}"),
        () = server.sees(INIT) => {}
    }
    drop(subscription);
    server.sees("closed 1000").await;
    assert_eq!(server.seen()[2..], ["closed 1000"]);
}

#[tokio::test]
async fn the_server_may_close_at_every_state() {
    let normal = Do::Close(1000, "");
    let before = played(vec![Do::Read, normal.clone()], options()).await.1;
    assert_eq!(
        subscription_error(before),
        SubscriptionError::Closed { code: CloseCode::NORMAL, reason: String::new() }
    );
    for steps in [vec![normal.clone()], vec![next(1), normal]] {
        let (items, error) = played(then(&steps), options()).await;
        assert_eq!(items.len(), steps.len() - 1);
        assert!(error.is_none(), "{error:?}");
    }
    for script in [vec![Do::Read], subscribed(), then(&[next(1)])] {
        for code in [1001, 1011, 4400, 4401, 4403, 4408, 4409, 4429, 4500, 4999] {
            let error = played([script.clone(), vec![Do::Close(code, "go\naway")]].concat(), options()).await.1;
            let expected = SubscriptionError::Closed { code: CloseCode(code), reason: "go away".to_owned() };
            assert_eq!(subscription_error(error), expected);
        }
        for (end, expected) in [(Do::Drop, TransportErrorKind::Interrupted)] {
            let error = played([script.clone(), vec![end]].concat(), options()).await.1;
            assert_eq!(transport_kind(error), expected);
        }
    }
    // Before the client has said a word.
    assert_eq!(transport_kind(played(vec![Do::Drop], options()).await.1), TransportErrorKind::Interrupted);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let hangs = vec![Do::Read, Do::Hang];
    let error = played(hangs, options().ack_timeout(SOON)).await.1;
    assert_eq!(subscription_error(error), SubscriptionError::NoAck);
    // Pings are no acknowledgement.
    let pings = vec![Do::Read, say(r#"{"type":"ping"}"#), Do::Hang];
    assert_eq!(subscription_error(played(pings, options().ack_timeout(SOON)).await.1), SubscriptionError::NoAck);
    let (items, error) = played(then(&[next(1), Do::Hang]), options().keep_alive(SOON)).await;
    assert_eq!((items, subscription_error(error)), (vec![1], SubscriptionError::Silent));
}

#[tokio::test]
async fn a_server_that_is_still_there_is_waited_for() {
    let pong = say(r#"{"type":"pong"}"#);
    let script = then(&[Do::Read, pong.clone(), Do::Read, pong, next(1), say(r#"{"type":"complete"}"#), Do::End]);
    let (items, error) = played(script, options().keep_alive(Duration::from_millis(20))).await;
    assert_eq!(items, [1]);
    assert!(error.is_none(), "{error:?}");
}

#[tokio::test]
async fn messages_that_break_the_protocol_end_it() {
    for message in [say("{"), say(r#"{"type":"next"}"#), say(ACK), Do::Binary] {
        let (items, error) = played(then(&[next(1), message, Do::End]), options()).await;
        assert_eq!(items, [1]);
        assert!(matches!(subscription_error(error), SubscriptionError::NoMessage { .. }));
    }
}

#[tokio::test]
async fn errors_of_the_operation_and_of_one_result() {
    let one = say(r#"{"type":"next","payload":{"data":null,"errors":[{"message":"odd"}]}}"#);
    let all = say(r#"{"type":"error","payload":[{"message":"no"},{"message":"hunter3"}]}"#);
    let bad = say(r#"{"type":"next","payload":{"data":{"count":"x"}}}"#);
    let server = Server::start(vec![then(&[next(1), one, bad, next(2), all, Do::End])]).await;
    let items = rest(subscribe(&server.base, options())).await;
    let [
        Ok(1),
        Err(ClientError::Graphql { source: one, .. }),
        Err(ClientError::Decode { .. }),
        Ok(2),
        Err(ClientError::Graphql { source: all, .. }),
    ] = items.as_slice()
    else {
        panic!("{items:?}")
    };
    assert_eq!(one.errors().unwrap().to_string(), "odd");
    assert_eq!(all.errors().unwrap().errors().len(), 2);
    server.sees("closed 1000").await;
}

#[tokio::test]
async fn it_connects_again_as_often_as_it_may() {
    let lost = then(&[next(1), Do::Close(1012, "")]);
    let scripts = vec![lost.clone(), vec![Do::Drop], then(&[next(2), say(r#"{"type":"complete"}"#), Do::End])];
    let server = Server::start(scripts).await;
    let again = |times| options().reconnect(Reconnect::up_to(times).with_delay(Duration::ZERO, Duration::ZERO));
    let items = rest(subscribe(&server.base, again(2))).await;
    assert!(matches!(items.as_slice(), [Ok(1), Ok(2)]), "{items:?}");
    // Never if not told so, not for ever, and not after an error that will not pass.
    for (scripts, options, connections) in [
        (vec![lost.clone(), lost.clone()], options(), 1),
        (vec![vec![Do::Drop]; 4], again(2), 3),
        (vec![vec![Do::Read, Do::Close(4403, "")]; 2], again(2), 1),
    ] {
        let server = Server::start(scripts).await;
        let items = rest(subscribe(&server.base, options)).await;
        assert!(items.last().unwrap().is_err());
        assert_eq!(server.seen().iter().filter(|seen| seen.starts_with("/graphql")).count(), connections);
    }
}

#[tokio::test]
async fn it_goes_on_where_it_ended() {
    let lost = then(&[next(1), next(2), Do::Drop]);
    let scripts = vec![lost, vec![Do::Drop], then(&[next(3), say(r#"{"type":"complete"}"#), Do::End])];
    let server = Server::start(scripts).await;
    let reconnect = Reconnect::up_to(2).with_delay(Duration::ZERO, Duration::ZERO);
    let subscription = subscribe(&server.base, options())
        .with_reconnect(reconnect)
        .resuming(const { &[Resume::new("from", "count")] });
    let items = rest(subscription).await;
    assert!(matches!(items.as_slice(), [Ok(_), Ok(_), Ok(_)]), "{items:?}");
    let began: Vec<String> = server.seen().into_iter().filter(|seen| seen.contains("\"subscribe\"")).collect();
    assert!(!began[0].contains("\"from\":"), "{began:?}");
    assert!(began[1].contains("\"from\":2"), "{began:?}");
}

#[tokio::test]
async fn a_slow_listener_holds_the_server_up() {
    const RESULTS: u32 = 2_000;
    let padding = "x".repeat(20_000);
    let big =
        |count| say(format!(r#"{{"type":"next","payload":{{"data":{{"count":{count}}},"extensions":"{padding}"}}}}"#));
    let steps: Vec<Do> = (0..RESULTS).map(big).chain([say(r#"{"type":"complete"}"#), Do::End]).collect();
    let server = Server::start(vec![then(&steps)]).await;
    let mut subscription = subscribe(&server.base, options().read_ahead(1));
    assert_eq!(subscription.next_item().await.unwrap().unwrap()["count"], 0);
    // 40 MB do not fit into what the network holds: the server has not come to its end.
    assert!(settled(&server.said).await < RESULTS as usize);
    let items: Vec<u32> = rest(subscription).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, (1..RESULTS).collect::<Vec<_>>());
}

#[tokio::test]
async fn connections_that_are_not_opened() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let base = BaseUrl::new(&format!("ws://{address}")).unwrap();
    let answers = [
        "HTTP/1.1 403 Forbidden\r\ncontent-length: 15\r\n\r\n{\"detail\":\"no\"}",
        "HTTP/1.1 302 Found\r\nlocation: ws://other.example/\r\n\r\n",
        "HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n",
        "SSH-2.0\r\n\r\n",
        "",
    ];
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 4096]).await.unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        // The last one is accepted, and nothing said.
        let _waiting = listener.accept().await.unwrap();
        std::future::pending::<()>().await;
    });
    let mut kinds = Vec::new();
    for _ in answers {
        let error = rest(subscribe(&base, options())).await.pop().unwrap().unwrap_err();
        assert!(!format!("{error:?}").contains("hunter2"));
        match error {
            ClientError::Status { status, message, .. } => {
                assert_eq!((status, message.as_deref()), (403, Some("no")));
            }
            other => kinds.push(transport_kind(Some(other))),
        }
    }
    let [redirect, malformed, interrupted, late] = [
        TransportErrorKind::Redirect,
        TransportErrorKind::Malformed,
        TransportErrorKind::Interrupted,
        TransportErrorKind::ConnectTimeout,
    ];
    assert_eq!(kinds, [redirect, malformed, malformed, interrupted]);
    let sockets = WebSocketTransport::new(&base, WebSocketOptions::new().connect_timeout(SOON)).unwrap();
    let request = Request::new(Method::Get, "/");
    let waiting = Subscription::new(Arc::new(sockets), GraphqlRequest::new(&COUNT), request, options());
    assert_eq!(transport_kind(rest(waiting).await.pop().unwrap().err()), late);
}

#[tokio::test]
async fn servers_that_are_not_there_or_not_secure() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let nobody = BaseUrl::new(&format!("ws://{address}")).unwrap();
    assert_eq!(
        transport_kind(rest(subscribe(&nobody, options())).await.pop().unwrap().err()),
        TransportErrorKind::Connect
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let secure = BaseUrl::new(&format!("wss://{}", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        std::future::pending::<()>().await;
    });
    assert_eq!(transport_kind(rest(subscribe(&secure, options())).await.pop().unwrap().err()), TransportErrorKind::Tls);
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_told_so() {
    let (acceptor, authority) = certificate("localhost");
    let script = then(&[next(1), say(r#"{"type":"complete"}"#), Do::End]);
    let server = Server::listen(vec![script.clone(), script], Some(acceptor)).await;
    assert_eq!(
        transport_kind(rest(subscribe(&server.base, options())).await.pop().unwrap().err()),
        TransportErrorKind::Tls
    );
    let tls = Tls::new().with_authorities(authority.as_bytes()).unwrap();
    let sockets = WebSocketTransport::new(&server.base, WebSocketOptions::new().tls(tls)).unwrap();
    let request = Request::new(Method::Get, "/graphql");
    let items = rest(Subscription::new(Arc::new(sockets), GraphqlRequest::new(&COUNT), request, options())).await;
    assert!(matches!(items.as_slice(), [Ok(1)]), "{items:?}");
}

#[test]
fn what_is_no_server_of_sockets_is_refused() {
    for base in ["http://a", "ws://", "a", "wss://u:p@a", "ws://a?token=1", "ws://a#b", "/"] {
        let made = WebSocketTransport::new(&BaseUrl::new(base).unwrap(), WebSocketOptions::new());
        assert!(matches!(made, Err(WebSocketSetupError::Base)), "{base}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let server = Server::start(vec![]).await;
    for request in [
        Request::new(Method::Get, "@other.example/"),
        Request::new(Method::Get, "/a b"),
        Request::new(Method::Get, "/a").with_header("X-Key", "hunter2\n"),
    ] {
        let sockets = WebSocketTransport::new(&server.base, WebSocketOptions::new()).unwrap();
        let refused = Subscription::new(Arc::new(sockets), GraphqlRequest::new(&COUNT), request, options());
        assert_eq!(transport_kind(rest(refused).await.pop().unwrap().err()), TransportErrorKind::Refused);
    }
}

#[test]
fn outside_of_a_runtime_it_is_refused_and_blocking_helps() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server =
        runtime.block_on(Server::start(vec![then(&[next(1), next(2), say(r#"{"type":"complete"}"#), Do::End])]));
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    let mut outside = subscribe(&server.base, options());
    let mut item = Box::pin(outside.next_item());
    let polled = item.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let std::task::Poll::Ready(Some(Err(error))) = polled else { panic!("{polled:?}") };
    assert_eq!(transport_kind(Some(error)), TransportErrorKind::Refused);
    let blocking = Blocking::start().unwrap();
    let items: Vec<u32> =
        blocking.iterate(subscribe(&server.base, options())).map(|item| item.unwrap()["count"]).collect();
    assert_eq!(items, [1, 2]);
}
