//! Faults of servers and networks: each ends in an error of its kind, soon, and without a secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod server;

use std::error::Error;
use std::time::Duration;

use server::{Do, Server, answer, certificate, write};
use typeloom_runtime::client::{
    Client, ClientError, Method, Operation, Request, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::http::{HttpOptions, HttpSetupError, HttpTransport, Proxy};
use typeloom_runtime::tls::Tls;
use typeloom_runtime::{BaseUrl, Piece, Place, Template};

const SOON: Duration = Duration::from_millis(100);

fn options() -> HttpOptions {
    HttpOptions::new().proxy(Proxy::None)
}

/// The kind of the error, after a look at whether it shows what it should not.
async fn fails(base: &BaseUrl, options: HttpOptions) -> TransportErrorKind {
    let transport = HttpTransport::new(base, options).unwrap();
    let request = Request::new(Method::Get, "/a").with_query("token", "hunter2").with_header("X-Key", "hunter2");
    let error = transport.call(request).await.unwrap_err();
    shows_nothing(&error);
    error.kind()
}

fn shows_nothing(error: &TransportError) {
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        shown += &error.to_string();
        cause = error.source();
    }
    assert!(!shown.contains("hunter2"), "{shown}");
}

async fn fails_at(script: Vec<Do>, options: HttpOptions) -> TransportErrorKind {
    let server = Server::start(vec![script]).await;
    fails(&server.base(), options).await
}

#[tokio::test]
async fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = BaseUrl::new(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    assert_eq!(fails(&base, options()).await, TransportErrorKind::Connect);
    let unknown = BaseUrl::new("http://nobody.invalid").unwrap();
    assert_eq!(fails(&unknown, options()).await, TransportErrorKind::Connect);
}

#[tokio::test]
async fn the_connection_ends_early() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfour";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n";
    for sent in ["", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\ncontent-", head, chunked] {
        let script = vec![Do::Read, write(sent)];
        assert_eq!(fails_at(script.clone(), options()).await, TransportErrorKind::Interrupted, "closed: {sent}");
        let script = [script, vec![Do::Reset]].concat();
        assert_eq!(fails_at(script, options()).await, TransportErrorKind::Interrupted, "reset: {sent}");
    }
}

#[tokio::test]
async fn the_server_takes_too_long() {
    // Behind an accepted connection nobody speaks: encryption never begins.
    let server = Server::start(vec![vec![Do::Hang]]).await;
    let encrypted = BaseUrl::new(&server.base().as_str().replace("http://", "https://")).unwrap();
    assert_eq!(fails(&encrypted, options().connect_timeout(SOON)).await, TransportErrorKind::ConnectTimeout);
    // No answer; half of a head; half of a body: each with the timeout between two pieces, and that of the call.
    for sent in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx"] {
        let script = vec![Do::Read, write(sent), Do::Hang];
        assert_eq!(fails_at(script.clone(), options().read_timeout(SOON)).await, TransportErrorKind::Timeout);
        assert_eq!(fails_at(script, options().call_timeout(SOON)).await, TransportErrorKind::Timeout);
    }
    let server = Server::start(vec![vec![Do::Read, Do::Hang]]).await;
    let transport = HttpTransport::new(&server.base(), options().call_timeout(None)).unwrap();
    let error = transport.call(Request::new(Method::Get, "/").with_timeout(SOON)).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn the_answer_is_no_http() {
    for sent in ["SSH-2.0-x\r\n\r\n", "HTTP/1.1 200 OK\r\nno header\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"] {
        assert_eq!(fails_at(vec![Do::Read, write(sent)], options()).await, TransportErrorKind::Malformed, "{sent}");
    }
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n";
    assert_eq!(fails_at(vec![Do::Read, write(chunk)], options()).await, TransportErrorKind::Malformed);
}

#[tokio::test]
async fn the_body_is_too_large() {
    let announced = answer(200, "", &"x".repeat(101));
    assert_eq!(fails_at(announced, options().body_limit(100)).await, TransportErrorKind::TooLarge);
    // Without end, and without a length.
    let mut endless = vec![Do::Read, write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")];
    endless.extend(std::iter::repeat_n(write("40\r\n".to_owned() + &"x".repeat(64) + "\r\n"), 10_000));
    endless.push(Do::Hang);
    assert_eq!(fails_at(endless, options().body_limit(100)).await, TransportErrorKind::TooLarge);
    let server = Server::start(vec![answer(200, "", &"x".repeat(100))]).await;
    let transport = HttpTransport::new(&server.base(), options().body_limit(100)).unwrap();
    assert_eq!(transport.call(Request::new(Method::Get, "/")).await.unwrap().body().len(), 100);
}

static GET: Operation =
    Operation::new("Orders::get", Method::Get, Template::new(Place::Path, "/o", &[Piece::Literal("/o")]));

#[tokio::test]
async fn the_body_is_not_what_was_asked_for() {
    let json = "content-type: application/json\r\n";
    let html = "content-type: text/html\r\n";
    let bodies = [(json, "[1, 2"), (json, "[1, 2]]"), (json, "{}"), (json, ""), (html, "<p>[1]</p>")];
    let server = Server::start(vec![bodies.map(|(header, body)| answer(200, header, body)).concat()]).await;
    let client = Client::new(HttpTransport::new(&server.base(), options()).unwrap());
    for (header, body) in bodies {
        let mut call = client.call(&GET);
        call.path(&[]);
        let error = call.answer::<Result<Vec<u32>, ClientError>>().await.unwrap_err();
        let is_typed = match error {
            ClientError::Decode { .. } => header == json,
            ClientError::ContentType { .. } => header == html,
            _ => false,
        };
        assert!(is_typed, "{body}: {error:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let server = Server::start(vec![]).await;
    let transport = HttpTransport::new(&server.base(), options()).unwrap();
    let get = |path| Request::new(Method::Get, path);
    for request in [
        get("/a").with_header("X-Key", "hunter2\r\nX: y"),
        get("/a").with_header("X Key", "1"),
        get("/hunter2/../b"),
        get("@other.example/hunter2"),
    ] {
        let error = transport.call(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Refused);
        shows_nothing(&error);
    }
    assert_eq!(server.connections(), 0);
    let refused = |options| HttpTransport::new(&server.base(), options).unwrap_err();
    assert!(matches!(refused(options().header("X-Key", "a\nb")), HttpSetupError::Header { name } if name == "X-Key"));
    let proxy = Proxy::At(BaseUrl::new("::").unwrap());
    assert!(matches!(refused(options().proxy(proxy)), HttpSetupError::Proxy));
}

#[tokio::test]
async fn a_proxy_gets_the_requests() {
    let proxy = Server::start(vec![answer(200, "", "by proxy")]).await;
    let base = BaseUrl::new("http://nobody.invalid").unwrap();
    let transport = HttpTransport::new(&base, options().proxy(Proxy::At(proxy.base()))).unwrap();
    assert_eq!(transport.call(Request::new(Method::Get, "/a")).await.unwrap().body(), b"by proxy");
    assert!(proxy.requests()[0].starts_with("get http://nobody.invalid/a http/1.1\r\n"));
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_told_so() {
    let (acceptor, authority) = certificate("localhost");
    let scripts = vec![answer(200, "", "secret"); 4];
    let server = Server::start_tls(scripts, acceptor).await;
    let with = |tls| HttpTransport::new(&server.base(), options().tls(tls)).unwrap();
    let trusting = Tls::new().with_authorities(authority.as_bytes()).unwrap();
    for tls in [trusting.clone(), trusting.without_system_authorities()] {
        assert_eq!(with(tls).call(Request::new(Method::Get, "/")).await.unwrap().body(), b"secret");
    }
    let (_, other) = certificate("localhost");
    for authority in [None, Some(other)] {
        let tls = match authority {
            None => Tls::new(),
            Some(pem) => Tls::new().without_system_authorities().with_authorities(pem.as_bytes()).unwrap(),
        };
        assert_eq!(fails(&server.base(), options().tls(tls)).await, TransportErrorKind::Tls);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_server_of_another_name_is_not_trusted() {
    let (acceptor, authority) = certificate("other.example");
    let server = Server::start_tls(vec![answer(200, "", "secret")], acceptor).await;
    let tls = Tls::new().with_authorities(authority.as_bytes()).unwrap();
    assert_eq!(fails(&server.base(), options().tls(tls)).await, TransportErrorKind::Tls);
}

#[tokio::test]
async fn a_server_without_encryption_is_not_spoken_to() {
    let server = Server::start(vec![vec![write("HTTP/1.1 400 Bad Request\r\n\r\n")]]).await;
    let encrypted = BaseUrl::new(&server.base().as_str().replace("http://", "https://")).unwrap();
    assert_eq!(fails(&encrypted, options()).await, TransportErrorKind::Tls);
}
