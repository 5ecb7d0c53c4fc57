//! Server-sent events: the format, byte by byte, and streams of models over a transport.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod server;

use proptest::prelude::*;
use server::{Do, Server, answer, write};
use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Request, Response, TransportErrorKind};
use typeloom_runtime::http::{HttpOptions, HttpTransport, Proxy};
use typeloom_runtime::sse::{EventStream, SseDecoder, SseError, SseEvent};

type Seen = (String, String, Option<String>);

fn events(pieces: &[&[u8]]) -> Result<Vec<Seen>, SseError> {
    let mut decoder = SseDecoder::new();
    let mut seen = Vec::new();
    for piece in pieces {
        decoder.feed(piece)?;
        while let Some(SseEvent { event, data, id, .. }) = decoder.next_event() {
            seen.push((event, data, id));
        }
    }
    decoder.finish().map(|()| seen)
}

fn data(text: &str) -> Vec<String> {
    events(&[text.as_bytes()]).unwrap().into_iter().map(|(_, data, _)| data).collect()
}

#[test]
fn fields_are_read_as_the_standard_says() {
    assert_eq!(data("data: a\ndata:b\ndata:  c\ndata\n\n"), ["a\nb\n c\n"]);
    assert_eq!(data("data\n\ndata:\n\n"), ["", ""]);
    assert_eq!(data(": comment\n:\nother: x\nDATA: x\n data: x\ndata: :a: b\n\n"), [":a: b"]);
    assert_eq!(data("event: x\n\nid: 1\n\nretry: 5\n\n\n\n"), Vec::<String>::new());
    for end in ["\n", "\r", "\r\n"] {
        assert_eq!(data(&"data: a|data: b||data: c||".replace('|', end)), ["a\nb", "c"]);
    }
    assert_eq!(data("\u{feff}data: a\n\n\u{feff}data: b\n\n"), ["a"]);
    let typed = events(&[b"event: x\nid: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: 2\x003\ndata: d\n\n"]).unwrap();
    let expected = [("x", "a", "1"), ("message", "b", "1"), ("message", "c", ""), ("message", "d", "")];
    assert_eq!(typed, expected.map(|(event, data, id)| (event.to_owned(), data.to_owned(), Some(id.to_owned()))));
}

#[test]
fn the_time_to_wait_is_a_number() {
    let mut decoder = SseDecoder::new();
    let mut waits = |line: &str| {
        decoder.feed(line.as_bytes()).unwrap();
        decoder.retry().map(|time| time.as_millis())
    };
    assert_eq!(waits("retry: 1s\n"), None);
    assert_eq!(waits("retry: 1500\n"), Some(1500));
    assert_eq!(waits("retry: 99999999999999999999999\n"), Some(1500));
    assert_eq!(waits("retry: -1\nretry:\n"), Some(1500));
}

#[test]
fn what_would_be_lost_is_an_error() {
    assert_eq!(events(&[b"data: \xff\n\n"]), Err(SseError::NotUtf8));
    for incomplete in ["data: a", "data: a\n", "data: a\n\ndata: b\n", "da"] {
        assert_eq!(events(&[incomplete.as_bytes()]), Err(SseError::Incomplete), "{incomplete:?}");
    }
    for complete in ["", "data: a\n\n", "event: x\n", ": x\n"] {
        assert!(events(&[complete.as_bytes()]).is_ok(), "{complete:?}");
    }
}

#[test]
fn an_event_has_a_limit() {
    let mut decoder = SseDecoder::with_limit(20);
    decoder.feed(b"data: 12345678901234\n\n").unwrap();
    assert_eq!(decoder.next_event().unwrap().data.len(), 14);
    decoder.feed(b"data: 1234567890\n").unwrap();
    assert_eq!(decoder.feed(b"data: 1234"), Err(SseError::TooLarge { limit: 20 }));
    let mut decoder = SseDecoder::with_limit(20);
    assert_eq!(decoder.feed(&[b'x'; 21]), Err(SseError::TooLarge { limit: 20 }));
}

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        "data:? ?[a-zé🧵:]{0,6}",
        "event: [a-z]{0,3}",
        "id: ?[0-9\0]{0,2}",
        "retry: [0-9x]{0,3}",
        ":[ -~é]{0,4}",
        Just(String::new()),
        "[ -~\u{feff}]{0,6}",
    ];
    let end = prop_oneof![Just("\n"), Just("\r"), Just("\r\n")];
    let lines = prop::collection::vec((line, end).prop_map(|(line, end)| line + end), 0..24);
    (any::<bool>(), lines).prop_map(|(mark, lines)| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{}\n\n", lines.concat()).into_bytes()
    })
}

proptest! {
    #[test]
    fn cuts_change_nothing(bytes in stream(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let whole = events(&[&bytes]).unwrap();
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&events(&single).unwrap(), &whole);
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        let pieces: Vec<&[u8]> = places.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(&events(&pieces).unwrap(), &whole);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let whole = events(&[&bytes]);
        prop_assert_eq!(events(&bytes.chunks(1).collect::<Vec<_>>()), whole);
    }
}

async fn open(server: &Server) -> Result<EventStream<u32>, ClientError> {
    let transport = HttpTransport::new(&server.base(), HttpOptions::new().proxy(Proxy::None)).unwrap();
    EventStream::open(&transport, "Counter::count", Request::new(Method::Get, "/count")).await
}

async fn rest(mut stream: EventStream<u32>) -> Vec<Result<u32, ClientError>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next_item().await {
        items.push(item);
    }
    items
}

fn streaming(end: Vec<Do>) -> Vec<Do> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";
    [vec![Do::Read, write(head), write("data: 1\r"), write("\n\r\n: ping\n\nda"), write("ta: 2\n\n")], end].concat()
}

#[tokio::test]
async fn models_come_one_by_one() {
    let server = Server::start(vec![streaming(vec![])]).await;
    let items: Vec<u32> = rest(open(&server).await.unwrap()).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, [1, 2]);
    assert!(server.requests()[0].contains("accept: text/event-stream\r\n"));
    assert!(server.requests()[0].contains("cache-control: no-store"));
}

#[tokio::test]
async fn a_bad_event_is_an_error_and_the_next_one_follows() {
    let server = Server::start(vec![streaming(vec![write("data: hunter2\n\ndata: 4\n\n")])]).await;
    let items = rest(open(&server).await.unwrap()).await;
    assert!(matches!(items.as_slice(), [Ok(1), Ok(2), Err(ClientError::Decode { .. }), Ok(4)]), "{items:?}");
    assert!(!format!("{items:?}").contains("hunter2"));
}

#[tokio::test]
async fn faults_come_behind_what_was_sent() {
    let error = "event: error\ndata: {\"error\":{\"message\":\"out of tea\",\"token\":\"hunter2\"}}\n\ndata: 5\n\n";
    for end in [
        vec![write(error), Do::Hang],
        vec![write("data: 3\n")],
        vec![write("data: 3\n"), Do::Reset],
        vec![write(b"data: \xff\n\n"), Do::Hang],
    ] {
        let server = Server::start(vec![streaming(end)]).await;
        let mut items = rest(open(&server).await.unwrap()).await;
        let last = items.pop().unwrap().unwrap_err();
        assert_eq!(items.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [1, 2]);
        match &last {
            ClientError::Events { source: SseError::Reported { data }, .. } => {
                assert!(data.contains("hunter2") && !format!("{last:?}").contains("hunter2"));
                assert!(std::error::Error::source(&last).unwrap().to_string().ends_with("error: out of tea"));
            }
            ClientError::Events { source: SseError::Incomplete | SseError::NotUtf8, .. } => {}
            ClientError::Transport { source, .. } => assert_eq!(source.kind(), TransportErrorKind::Interrupted),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_one_model_or_an_error() {
    let json = "content-type: application/json\r\n";
    let server = Server::start(vec![[answer(200, json, "7"), answer(403, json, r#"{"detail":"no"}"#)].concat()]).await;
    assert!(matches!(rest(open(&server).await.unwrap()).await.as_slice(), [Ok(7)]));
    let server = Server::start(vec![
        answer(403, json, r#"{"detail":"no"}"#),
        answer(403, "content-type: text/event-stream\r\n", ""),
        answer(200, "content-type: text/html\r\n", "<p>"),
        answer(200, "", ""),
    ])
    .await;
    let refused = open(&server).await.unwrap_err();
    assert!(matches!(&refused, ClientError::Status { status: 403, message: Some(text), .. } if text == "no"));
    assert!(matches!(open(&server).await.unwrap_err(), ClientError::Status { status: 403, .. }));
    assert!(matches!(open(&server).await.unwrap_err(), ClientError::ContentType { found: Some(_), .. }));
    assert!(matches!(open(&server).await.unwrap_err(), ClientError::ContentType { found: None, .. }));
}

#[tokio::test]
async fn a_transport_that_does_not_stream_will_do() {
    let transport = MemoryTransport::new();
    let response = Response::new(200).with_header("Content-Type", "text/event-stream").with_body("data: 1\n\n");
    transport.reply(Method::Get, "/count", response);
    let request = Request::new(Method::Get, "/count").with_header("Accept", "text/event-stream, */*");
    let stream = EventStream::<u32>::open(&transport, "Counter::count", request).await.unwrap();
    assert!(matches!(rest(stream).await.as_slice(), [Ok(1)]));
    let accepted: Vec<_> = transport.requests()[0].headers().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(accepted, ["Accept: text/event-stream, */*", "cache-control: no-store"]);
}
