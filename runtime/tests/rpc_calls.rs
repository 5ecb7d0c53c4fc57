//! JSON-RPC: calls, answers and streams of answers.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::error::Error as _;

use typeloom_runtime::client::{Client, ClientError, MemoryTransport, Method, Operation, Request, Response};
use typeloom_runtime::jsonrpc::{RpcCall, RpcFailure, RpcId, RpcMethod, RpcStream};
use typeloom_runtime::sse::EventStream;
use typeloom_runtime::{Piece, Place, Template};

static COUNT: RpcMethod = RpcMethod::new("Counter::count", "Count");
static OPERATION: Operation =
    Operation::new("Counter::count", Method::Post, Template::new(Place::Path, "/rpc", &[Piece::Literal("/rpc")]));

fn call(transport: &MemoryTransport, id: impl Into<RpcId>) -> RpcCall<'_> {
    RpcCall::new(transport, &COUNT, Request::new(Method::Post, "/rpc").with_header("X-Version", "1.0"), id)
}

fn json(status: u16, body: &str) -> Response {
    Response::new(status).with_header("content-type", "application/json").with_body(body)
}

async fn said(status: u16, body: &str) -> Result<Option<u32>, ClientError> {
    let transport = MemoryTransport::new();
    transport.reply(Method::Post, "/rpc", json(status, body));
    call(&transport, 7).answer().await
}

fn failure(error: ClientError) -> RpcFailure {
    match error {
        ClientError::Rpc { operation: "Counter::count", source } => source,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_call_is_an_envelope() {
    let transport = MemoryTransport::new();
    let mut with_params = call(&transport, "a\"b");
    with_params.params(&vec![1_u32]);
    let _ = with_params.answer::<u32>().await;
    let _ = call(&transport, 7).answer::<u32>().await;
    let bodies: Vec<_> = transport.requests().iter().map(|request| request.body().unwrap().to_vec()).collect();
    assert_eq!(bodies[0], br#"{"jsonrpc":"2.0","method":"Count","params":[1],"id":"a\"b"}"#);
    assert_eq!(bodies[1], br#"{"jsonrpc":"2.0","method":"Count","id":7}"#);
    let headers: Vec<_> = transport.requests()[1].headers().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(headers, ["X-Version: 1.0", "content-type: application/json", "accept: application/json"]);
}

#[tokio::test]
async fn a_result_is_the_answer() {
    assert_eq!(said(200, r#"{"id":7,"result":3,"jsonrpc":"2.0"}"#).await.unwrap(), Some(3));
    assert_eq!(said(200, r#"{"jsonrpc":"2.0","result":null,"id":7,"error":null}"#).await.unwrap(), None);
}

#[tokio::test]
async fn errors_of_the_server_are_typed() {
    let body = r#"{"jsonrpc":"2.0","id":7,"error":{"code":-32001,"message":"no\ntask","data":[{"token":"hunter2"}]}}"#;
    for status in [200, 404, 500] {
        let error = said(status, body).await.unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), "the server answered: no task (-32001)");
        assert!(!format!("{error:?}").contains("hunter2"));
        let failure = failure(error);
        let error = failure.error().unwrap();
        assert_eq!((error.code, error.message.as_str()), (-32001, "no\ntask"));
        assert_eq!(error.data.as_ref().unwrap()[0]["token"], "hunter2");
    }
    // Who could not read the call does not know its id.
    for body in [
        r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"parse"}}"#,
        r#"{"jsonrpc":"2.0","error":{"code":-32700},"result":null}"#,
    ] {
        assert_eq!(failure(said(200, body).await.unwrap_err()).error().unwrap().code, -32700);
    }
    let error = said(503, "{}").await.unwrap_err();
    assert!(matches!(error, ClientError::Status { status: 503, .. }) && error.is_retryable());
}

#[tokio::test]
async fn what_is_no_answer_is_a_typed_error() {
    for id in ["8", "\"7\"", "null"] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":3}}"#);
        assert_eq!(failure(said(200, &body).await.unwrap_err()), RpcFailure::OtherId, "{id}");
    }
    let other = r#"{"jsonrpc":"2.0","id":8,"error":{"code":1,"message":"no"}}"#;
    assert_eq!(failure(said(200, other).await.unwrap_err()), RpcFailure::OtherId);
    for body in [
        r#"{"id":7,"result":3}"#,
        r#"{"jsonrpc":"1.0","id":7,"result":3}"#,
        r#"{"jsonrpc":"2.0","id":7}"#,
        r#"{"jsonrpc":"2.0","id":7,"result":3,"error":{"code":1,"message":"no"}}"#,
    ] {
        assert!(matches!(failure(said(200, body).await.unwrap_err()), RpcFailure::NoAnswer { .. }), "{body}");
    }
    for body in ["", "[]", r#"{"jsonrpc":"2.0","id":7,"result":"x"}"#, r#"{"jsonrpc":"2.0","id":7.5,"result":3}"#] {
        assert!(matches!(said(200, body).await.unwrap_err(), ClientError::Decode { .. }), "{body}");
    }
}

async fn streamed(response: Response) -> Vec<Result<u32, ClientError>> {
    let transport = MemoryTransport::new();
    transport.reply(Method::Post, "/rpc", response);
    let mut stream: RpcStream<u32> = call(&transport, "s").stream().await.unwrap();
    assert_eq!(transport.requests()[0].header("accept"), Some("text/event-stream"));
    let mut items = Vec::new();
    while let Some(item) = stream.next_item().await {
        items.push(item);
    }
    items
}

#[tokio::test]
async fn results_come_one_by_one() {
    let event = |result: &str| format!("data: {{{result},\"id\":\"s\",\"jsonrpc\":\"2.0\"}}\r\n\r\n");
    let error = r#""error":{"code":-32603,"message":"broken"}"#;
    let body = [r#""result":1"#, r#""result":"x""#, r#""result":2"#, error, r#""result":3"#].map(event).concat();
    let items = streamed(Response::new(200).with_header("content-type", "text/event-stream").with_body(body)).await;
    let [Ok(1), Err(ClientError::Decode { .. }), Ok(2), Err(ClientError::Rpc { source, .. })] = items.as_slice() else {
        panic!("{items:?}")
    };
    assert_eq!(source.error().unwrap().code, -32603);
}

#[tokio::test]
async fn an_early_error_comes_without_a_stream() {
    let error = r#"{"jsonrpc":"2.0","id":"s","error":{"code":-32602,"message":"no"}}"#;
    let items = streamed(json(200, error)).await;
    assert!(matches!(items.as_slice(), [Err(ClientError::Rpc { .. })]), "{items:?}");
    assert!(matches!(streamed(json(200, r#"{"jsonrpc":"2.0","id":"s","result":4}"#)).await.as_slice(), [Ok(4)]));
}

#[tokio::test]
async fn errors_of_a_stream_are_typed_whatever_their_status() {
    let transport = MemoryTransport::new();
    let error = r#"{"jsonrpc":"2.0","id":"s","error":{"code":-32001,"message":"no task"}}"#;
    transport.reply(Method::Post, "/rpc", json(404, error)).reply(Method::Post, "/rpc", json(503, "{}"));
    let refused = call(&transport, "s").stream::<u32>().await.unwrap_err();
    assert_eq!(refused.rpc_error().unwrap().code, -32001);
    let refused = call(&transport, "s").stream::<u32>().await.unwrap_err();
    assert!(refused.rpc_error().is_none() && refused.is_retryable());
}

#[tokio::test]
async fn a_client_counts_its_calls() {
    let transport = MemoryTransport::new();
    let client = Client::new(transport.clone());
    for client in [&client, &client.clone(), &Client::new(transport.clone())] {
        let _ = client.rpc(&OPERATION, "Count").answer::<()>().await;
    }
    let sent: Vec<_> = transport.requests().iter().map(|request| request.body().unwrap().to_vec()).collect();
    let body = |id: u8| format!(r#"{{"jsonrpc":"2.0","method":"Count","id":{id}}}"#).into_bytes();
    assert_eq!(sent, [body(1), body(2), body(1)]);
    assert_eq!(transport.requests()[0].operation(), Some(&OPERATION));
}

#[tokio::test]
async fn what_no_header_carries_is_not_sent() {
    let transport = MemoryTransport::new();
    let client = Client::new(transport.clone());
    let with = |give: fn(&mut RpcCall<'_>)| {
        let mut call = client.rpc(&OPERATION, "Count");
        give(&mut call);
        call
    };
    let refused = with(|call| call.header("X-A", &"a\nb")).answer::<()>().await.unwrap_err();
    assert!(matches!(refused, ClientError::Header { operation: "Counter::count", header: "X-A" }));
    let refused = with(|call| call.header_item("X-A", &"a,b")).stream::<u32>().await.unwrap_err();
    assert!(matches!(refused, ClientError::Header { .. }));
    assert!(transport.requests().is_empty());
    let _ = with(|call| ["a", "b"].iter().for_each(|item| call.header_item("X-A", item))).answer::<()>().await;
    assert_eq!(transport.requests()[0].header("x-a"), Some("a, b"));
}

/// The error of a client of its own.
#[derive(Debug)]
struct Failed(String);

impl From<ClientError> for Failed {
    fn from(error: ClientError) -> Self {
        Self(error.to_string())
    }
}

#[tokio::test]
async fn errors_are_those_of_the_client() {
    let transport = MemoryTransport::new();
    let error = r#"{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}"#;
    for _ in 0..2 {
        transport.reply(Method::Post, "/rpc", json(200, error));
    }
    let refused: Result<u32, Failed> = call(&transport, 7).answer_or().await;
    assert_eq!(refused.unwrap_err().0, "`Counter::count` failed");
    let mut stream: RpcStream<u32, Failed> = call(&transport, 7).stream_or().await.unwrap();
    assert!(matches!(stream.next_item().await, Some(Err(Failed(_)))));
    let refused: Result<RpcStream<u32, Failed>, Failed> = call(&transport, 7).stream_or().await;
    assert_eq!(refused.unwrap_err().0, "`Counter::count` has no response");

    transport.reply(Method::Post, "/rpc", json(200, "\"x\""));
    let client = Client::new(transport.clone());
    let mut call = client.call(&OPERATION);
    call.path(&[]);
    let mut events: EventStream<u32, Failed> = call.events_or().await.unwrap();
    assert_eq!(events.next_item().await.unwrap().unwrap_err().0, "the response to `Counter::count` cannot be read");
}
