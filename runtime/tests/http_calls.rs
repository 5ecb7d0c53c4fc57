//! Requests over HTTP that are answered.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod server;

use std::time::Duration;

use server::{Do, Server, answer, write};
use typeloom_runtime::blocking::Blocking;
use typeloom_runtime::client::{Client, ClientError, Method, Operation, Request, Transport, TransportErrorKind};
use typeloom_runtime::http::{HttpOptions, HttpTransport, Proxy};
use typeloom_runtime::{ClientBuilder, Connection, Piece, Place, Template};

fn transport(server: &Server, options: HttpOptions) -> HttpTransport {
    HttpTransport::new(&server.base(), options.proxy(Proxy::None)).unwrap()
}

fn get(path: &str) -> Request {
    Request::new(Method::Get, path)
}

#[tokio::test]
async fn a_request_is_sent_as_it_was_made() {
    let server = Server::start(vec![answer(201, "x-a: 1\r\nX-A: 2\r\n", "made")]).await;
    let options = HttpOptions::new().user_agent("till").header("x-key", "k").header("accept", "*/*");
    let request = Request::new(Method::Post, "/orders/a%2Fb")
        .with_query("dry run", "1")
        .with_header("Accept", "application/json")
        .with_json(r#"{"n":1}"#);
    let response = transport(&server, options).call(request).await.unwrap();
    assert_eq!((response.status(), response.body()), (201, b"made".as_slice()));
    let headers: Vec<_> = response.headers().collect();
    assert_eq!(headers, [("content-length", "4"), ("x-a", "1"), ("x-a", "2")]);
    let requests = server.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"n":1}"#);
    let mut lines: Vec<_> = head.lines().collect();
    lines.sort_unstable();
    let host = format!("host: localhost:{}", server.port());
    assert_eq!(
        lines,
        [
            "accept: application/json",
            "content-length: 7",
            "content-type: application/json",
            host.as_str(),
            "post /orders/a%2fb?dry%20run=1 http/1.1",
            "user-agent: till",
            "x-key: k",
        ]
    );
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::start(vec![[answer(200, "", "1"), answer(404, "", "2")].concat()]).await;
    let transport = transport(&server, HttpOptions::new());
    assert_eq!(transport.call(get("/a")).await.unwrap().body(), b"1");
    assert_eq!(transport.clone().call(get("/b")).await.unwrap().status(), 404);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn redirects_are_followed_within_the_origin() {
    let to = |place: &str| answer(307, &format!("location: {place}\r\n"), "");
    let server = Server::start(vec![[to("/b?x=1"), to("c"), answer(200, "", "there")].concat()]).await;
    let request = Request::new(Method::Post, "/a").with_header("x-key", "k").with_json("7");
    assert_eq!(transport(&server, HttpOptions::new()).call(request).await.unwrap().body(), b"there");
    let lines: Vec<String> = server.requests().iter().map(|text| text.lines().next().unwrap().to_owned()).collect();
    assert_eq!(lines, ["post /a http/1.1", "post /b?x=1 http/1.1", "post /c http/1.1"]);
    assert!(server.requests().iter().all(|text| text.contains("x-key: k") && text.ends_with("\r\n\r\n7")));
}

#[tokio::test]
async fn redirects_to_elsewhere_are_not_followed() {
    let other = Server::start(vec![answer(200, "", "caught")]).await;
    let location = format!("location: http://127.0.0.1:{}/\r\n", other.port());
    let server = Server::start(vec![answer(302, &location, ""), answer(307, &location, "")]).await;
    let transport = transport(&server, HttpOptions::new().header("x-key", "hunter2"));
    for _ in 0..2 {
        let error = transport.call(get("/a").with_header("Authorization", "Bearer hunter2")).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Redirect);
        assert!(!format!("{error:?}").contains("127.0.0.1"), "{error:?}");
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let around = answer(302, "location: /a\r\n", "");
    let server = Server::start(vec![vec![around; 12].concat()]).await;
    let round = |limit| {
        let transport = transport(&server, HttpOptions::new().redirects(limit));
        async move { transport.call(get("/a")).await.map(|response| response.status()).map_err(|error| error.kind()) }
    };
    assert_eq!(round(3).await, Err(TransportErrorKind::Redirect));
    let server = Server::start(vec![answer(302, "location: /a\r\n", "")]).await;
    let transport = transport(&server, HttpOptions::new().redirects(0));
    assert_eq!(transport.call(get("/a")).await.unwrap().status(), 302);
}

#[tokio::test]
async fn a_streamed_body_comes_in_pieces() {
    let script = vec![
        Do::Read,
        write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n"),
        // What follows comes with the second request, on the same connection's other end: never.
        Do::Hang,
    ];
    let server = Server::start(vec![script]).await;
    let options = HttpOptions::new().read_timeout(Duration::from_millis(100));
    let response = transport(&server, options).stream(get("/")).await.unwrap();
    assert_eq!(response.status(), 200);
    let mut body = response.into_body();
    assert_eq!(body.next_chunk().await.unwrap().unwrap(), b"one");
    assert_eq!(body.next_chunk().await.unwrap().unwrap_err().kind(), TransportErrorKind::Timeout);
    assert!(body.next_chunk().await.is_none());
}

#[tokio::test]
async fn a_server_sends_no_faster_than_its_body_is_read() {
    const MEGABYTE: usize = 1 << 20;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", 64 * MEGABYTE);
    let mut script = vec![Do::Read, write(head)];
    script.extend(std::iter::repeat_n(write(vec![b'x'; MEGABYTE]), 64));
    let server = Server::start(vec![script]).await;
    let options = HttpOptions::new().body_limit(10);
    let mut body = transport(&server, options).stream(get("/")).await.unwrap().into_body();
    let mut length = body.next_chunk().await.unwrap().unwrap().len();
    assert!(server.written().await < 64 * MEGABYTE, "a network does not hold so much");
    while let Some(chunk) = body.next_chunk().await {
        let chunk = chunk.unwrap();
        assert!(chunk.len() <= MEGABYTE);
        length += chunk.len();
    }
    assert_eq!(length, 64 * MEGABYTE);
}

#[tokio::test]
async fn who_is_dropped_is_not_waited_for() {
    let chunk = write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n");
    let server = Server::start(vec![vec![Do::Read, Do::Gone], vec![Do::Read, chunk, Do::Gone]]).await;
    let transport = transport(&server, HttpOptions::new());
    tokio::select! {
        biased;
        response = transport.call(get("/a")) => panic!("{response:?}"),
        () = async { while server.requests().is_empty() { tokio::task::yield_now().await } } => {}
    }
    server.gone().await;
    let mut body = transport.stream(get("/b")).await.unwrap().into_body();
    assert_eq!(body.next_chunk().await.unwrap().unwrap(), b"one");
    let seen = server.requests().len();
    drop(body);
    while server.requests().len() == seen {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.requests().last().unwrap(), "gone");
}

#[tokio::test]
async fn another_server_is_reached_with_the_same_options() {
    let (first, second) = (Server::start(vec![]).await, Server::start(vec![answer(200, "", "2")]).await);
    let transport =
        transport(&first, HttpOptions::new().user_agent("till").header("x-key", "k")).at(&second.base()).unwrap();
    assert_eq!(transport.call(get("/a")).await.unwrap().body(), b"2");
    assert!(second.requests()[0].contains("user-agent: till") && !second.requests()[0].contains("x-key"));
    assert_eq!(format!("{transport:?}"), format!("HttpTransport {{ origin: \"{}\", .. }}", second.base().as_str()));
}

#[test]
fn code_that_blocks_calls_too() {
    let outer = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = outer.block_on(Server::start(vec![[answer(200, "", "1"), answer(200, "", "2")].concat()]));
    std::thread::spawn(move || outer.block_on(std::future::pending::<()>()));
    let blocking = Blocking::start().unwrap();
    let transport = transport(&server, HttpOptions::new());
    assert_eq!(blocking.wait(transport.call(get("/a"))).unwrap().body(), b"1");
    // Inside of a runtime, on its only thread.
    let inner = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let body = inner.block_on(async { blocking.wait(transport.call(get("/b"))).unwrap().body().to_vec() });
    assert_eq!(body, b"2");
    assert_eq!(server.connections(), 1);
}

#[test]
fn outside_of_a_runtime_nothing_is_sent() {
    let base = typeloom_runtime::BaseUrl::new("http://127.0.0.1:1").unwrap();
    let transport = HttpTransport::new(&base, HttpOptions::new()).unwrap();
    let mut call = transport.call(get("/"));
    let polled = call.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    assert!(matches!(polled, std::task::Poll::Ready(Err(error)) if error.kind() == TransportErrorKind::Refused));
}

#[tokio::test]
async fn a_builder_connects_over_http_as_the_description_says() {
    static LIST: Operation = Operation::new(
        "Orders::list",
        Method::Get,
        Template::new(Place::Path, "/orders", &[Piece::Literal("/orders")]),
    );
    static CONNECTION: Connection = Connection::new()
        .base_url("http://localhost:1")
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_millis(300))
        .user_agent("till/1.0")
        .body_limit(8)
        .headers(&[("x-version", "2")]);
    async fn list(client: &Client) -> Result<Vec<u32>, ClientError> {
        let mut call = client.call(&LIST);
        call.path(&[]);
        call.answer().await
    }
    let kind = |outcome: Result<Vec<u32>, ClientError>| match outcome {
        Err(ClientError::Transport { source, .. }) => source.kind(),
        other => panic!("{other:?}"),
    };
    let answers = [answer(200, "", "[1]"), answer(200, "", "[1,2,3,4,5]")].concat();
    let server = Server::start(vec![answers, vec![Do::Read, Do::Hang]]).await;
    let builder = ClientBuilder::new(&CONNECTION).http(|options| options.proxy(Proxy::None));
    let client: Client = builder.base_url(server.base().as_str()).build().unwrap();
    assert_eq!(list(&client).await.unwrap(), [1]);
    let sent = server.requests().remove(0);
    assert!(sent.contains("user-agent: till/1.0") && sent.contains("x-version: 2"), "{sent}");
    assert_eq!(kind(list(&client).await), TransportErrorKind::TooLarge);
    assert_eq!(kind(list(&client).await), TransportErrorKind::Timeout);
    // Where nothing else says where the server is, the description does.
    let nobody: Client = ClientBuilder::new(&CONNECTION).http(|options| options.proxy(Proxy::None)).build().unwrap();
    assert_eq!(kind(list(&nobody).await), TransportErrorKind::Connect);
}
