//! The runtime's clients of GraphQL, JSON-RPC and events get along with the fake, which was written from the protocols alone.

use std::sync::Arc;

use serde_json::json;
use typeloom_fake::{Description, FakeServer};
use typeloom_runtime::BaseUrl;
use typeloom_runtime::client::{ClientError, Method, Request};
use typeloom_runtime::graphql::{Document, GraphqlCall, GraphqlRequest, Subscription, SubscriptionOptions};
use typeloom_runtime::json::Value;
use typeloom_runtime::jsonrpc::{RpcCall, RpcMethod};
use typeloom_runtime::model::Model;
use typeloom_runtime::socket::{WebSocketOptions, WebSocketTransport};
use typeloom_runtime::sse::EventStream;

use super::{TestResult, http};

static VERSION: Document = Document::new("Wire::version", "GetVersion", "query GetVersion { version { name } }");
static PRICES: Document = Document::new("Wire::prices", "Prices", "subscription Prices { price { cents } }");
static SEND: RpcMethod = RpcMethod::new("Wire::send", "SendMessage");
static WATCH: RpcMethod = RpcMethod::new("Wire::watch", "Watch");

async fn started() -> TestResult<FakeServer> {
    let description = Description::from_json(include_str!("../../../fake/tests/server/wire.json"))?;
    Ok(FakeServer::start(description).await?)
}

fn prices(fake: &FakeServer) -> TestResult<Subscription<Value>> {
    let sockets = WebSocketTransport::new(&BaseUrl::new(&fake.socket_url())?, WebSocketOptions::new())?;
    let mut request = GraphqlRequest::new(&PRICES);
    request.variable("article", &"tea".to_owned());
    let handshake = Request::new(Method::Get, "/graphql").with_query("token", "secret");
    Ok(Subscription::new(Arc::new(sockets), request, handshake, SubscriptionOptions::new()))
}

fn text(value: Option<Result<Value, ClientError>>) -> TestResult<Option<String>> {
    Ok(value.transpose()?.map(|value| value.to_json()))
}

/// An error and what is behind it.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[tokio::test]
async fn queries() -> TestResult {
    let fake = started().await?;
    let transport = http(&fake)?;
    let call = |id: Option<&str>| {
        let mut request = GraphqlRequest::new(&VERSION);
        if let Some(id) = id {
            request.variable("versionId", &id.to_owned());
        }
        GraphqlCall::new(&transport, request, Request::new(Method::Post, "/graphql"))
    };
    let data: Value = call(Some("v-1")).answer().await?;
    assert_eq!(data.to_json(), r#"{"version":{"name":"name 1","versionId":"v-1"}}"#);
    let refused = call(None).answer::<Value>().await.err().ok_or("it answered")?;
    assert!(told(&refused).contains("the variable `versionId` is missing"), "{}", told(&refused));
    Ok(())
}

#[tokio::test]
async fn subscriptions() -> TestResult {
    let fake = started().await?;
    let mut usual = prices(&fake)?;
    assert_eq!(text(usual.next_item().await)?.as_deref(), Some(r#"{"price":{"cents":1}}"#));
    assert_eq!(text(usual.next_item().await)?.as_deref(), Some(r#"{"price":{"cents":2}}"#));
    assert!(usual.next_item().await.is_none());
    assert_eq!(fake.requests_for("prices")?[0].query_value("token"), Some("secret"));

    fake.on("prices")?.once().items([json!({ "cents": 9 })]);
    assert_eq!(text(prices(&fake)?.next_item().await)?.as_deref(), Some(r#"{"price":{"cents":9}}"#));
    fake.on("prices")?.once().status(500);
    let failed = prices(&fake)?.next_item().await.and_then(Result::err).ok_or("no error")?;
    assert!(told(&failed).contains("this answer was scripted"), "{}", told(&failed));
    for break_it in [
        |fake: &FakeServer| fake.on_any().once().close(4403),
        |fake: &FakeServer| {
            fake.on_any().once().drop_connection();
        },
    ] {
        break_it(&fake);
        assert!(matches!(prices(&fake)?.next_item().await, Some(Err(_))));
    }
    fake.on("prices")?.once().close(1011);
    assert!(matches!(prices(&fake)?.next_item().await, Some(Err(_))));
    Ok(())
}

#[tokio::test]
async fn methods_and_their_streams() -> TestResult {
    let fake = started().await?;
    let transport = http(&fake)?;
    let call =
        |method: &'static RpcMethod, id: i64| RpcCall::new(&transport, method, Request::new(Method::Post, "/rpc"), id);
    let mut send = call(&SEND, 1);
    send.params(&Value::from_json(br#"{"versionId":"v-1"}"#)?);
    assert_eq!(send.answer::<Value>().await?.to_json(), r#"{"name":"name 1","versionId":"v-1"}"#);
    let refused = call(&SEND, 2).answer::<Value>().await;
    assert!(matches!(refused, Err(ClientError::Rpc { .. })), "{refused:?}");

    let mut watch = call(&WATCH, 3).stream::<Value>().await?;
    let mut count = 0;
    while let Some(item) = watch.next_item().await {
        item?;
        count += 1;
    }
    assert_eq!(count, 3);
    Ok(())
}

#[tokio::test]
async fn events() -> TestResult {
    let fake = started().await?;
    let transport = http(&fake)?;
    let open = || {
        let request = Request::new(Method::Post, "/message:stream").with_json("{}");
        EventStream::<Value>::open(&transport, "Wire::stream", request)
    };
    let mut usual = open().await?;
    assert_eq!(text(usual.next_item().await)?.as_deref(), Some(r#"{"cents":1}"#));
    assert_eq!(text(usual.next_item().await)?.as_deref(), Some(r#"{"cents":2}"#));
    assert!(usual.next_item().await.is_none());

    fake.on("stream")?.once().cut_body(20);
    let mut cut = open().await?;
    assert!(text(cut.next_item().await)?.is_some());
    assert!(matches!(cut.next_item().await, Some(Err(_))));
    fake.on("stream")?.once().malformed();
    let mut malformed = open().await?;
    assert!(text(malformed.next_item().await)?.is_some());
    assert!(matches!(malformed.next_item().await, Some(Err(ClientError::Decode { .. }))));
    Ok(())
}
