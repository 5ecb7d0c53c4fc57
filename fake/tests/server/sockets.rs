//! Subscriptions over `graphql-transport-ws`.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use typeloom_fake::{FakeServer, Reply};

use crate::client::{TestResult, wired};

struct Client(WebSocketStream<TcpStream>);

#[derive(Debug, PartialEq)]
enum Heard {
    Said(Value),
    Garbled,
    Closed(u16),
    /// The connection is gone.
    Nothing,
}

impl Client {
    /// A socket after the handshake.
    async fn open(fake: &FakeServer) -> Result<Self, Box<dyn std::error::Error>> {
        let mut request = format!("ws://{}/graphql?token=secret", fake.address()).into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
        let stream = TcpStream::connect(fake.address()).await?;
        Ok(Self(client_async(request, stream).await?.0))
    }

    /// A socket on which the client has begun.
    async fn begun(fake: &FakeServer) -> Result<Self, Box<dyn std::error::Error>> {
        let mut client = Self::open(fake).await?;
        client.say(json!({ "type": "connection_init" })).await?;
        assert_eq!(client.hear().await, Heard::Said(json!({ "type": "connection_ack" })));
        Ok(client)
    }

    async fn say(&mut self, message: Value) -> Result<(), Error> {
        self.0.send(Message::text(message.to_string())).await
    }

    async fn subscribe(&mut self, id: &str) -> Result<(), Error> {
        let variables = json!({ "article": "tea" });
        let payload = json!({ "query": "subscription Prices { price }", "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload })).await
    }

    async fn hear(&mut self) -> Heard {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).map_or(Heard::Garbled, Heard::Said),
            Some(Ok(Message::Close(Some(frame)))) => Heard::Closed(frame.code.into()),
            _ => Heard::Nothing,
        }
    }
}

fn next(id: &str, cents: u64) -> Heard {
    Heard::Said(json!({ "id": id, "type": "next", "payload": { "data": { "price": { "cents": cents } } } }))
}

fn complete(id: &str) -> Heard {
    Heard::Said(json!({ "id": id, "type": "complete" }))
}

fn failed(id: &str, message: &str) -> Heard {
    Heard::Said(json!({ "id": id, "type": "error", "payload": [{ "message": message }] }))
}

#[tokio::test]
async fn a_subscription_gives_its_items_and_completes() -> TestResult {
    let fake = wired().await?;
    let mut client = Client::begun(&fake).await?;
    client.say(json!({ "type": "ping" })).await?;
    assert_eq!(client.hear().await, Heard::Said(json!({ "type": "pong" })));
    client.subscribe("a").await?;
    for expected in [next("a", 1), next("a", 2), complete("a")] {
        assert_eq!(client.hear().await, expected);
    }
    // The socket stays for others, and queries can be asked over it.
    let query = json!({ "query": "query GetVersion { version }", "variables": { "versionId": "v-1" } });
    client.say(json!({ "id": "b", "type": "subscribe", "payload": query })).await?;
    let payload = json!({ "data": { "version": { "versionId": "v-1", "name": "name 3" } } });
    assert_eq!(client.hear().await, Heard::Said(json!({ "id": "b", "type": "next", "payload": payload })));
    assert_eq!(client.hear().await, complete("b"));

    let kept = fake.requests_for("prices")?;
    assert_eq!((kept[0].method(), kept[0].query_value("token")), ("SUBSCRIBE", Some("secret")));
    assert_eq!(kept[0].json().ok_or("no payload")?["variables"]["article"], "tea");
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_ends_one_subscription_with_an_error() -> TestResult {
    let fake = wired().await?;
    let mut client = Client::begun(&fake).await?;
    let query = |query: &str| json!({ "id": "a", "type": "subscribe", "payload": { "query": query } });
    client.say(query("subscription Prices { x }")).await?;
    assert_eq!(client.hear().await, failed("a", "the variable `article` is missing"));
    client.say(query("query Lost { x }")).await?;
    assert_eq!(client.hear().await, failed("a", "there is no operation `Lost`"));
    // The identifier is free again.
    client.subscribe("a").await?;
    assert_eq!(client.hear().await, next("a", 1));
    Ok(())
}

#[tokio::test]
async fn messages_out_of_turn_close_the_socket() -> TestResult {
    let fake = wired().await?;
    let mut early = Client::open(&fake).await?;
    early.subscribe("a").await?;
    assert_eq!(early.hear().await, Heard::Closed(4401));
    let mut twice = Client::begun(&fake).await?;
    twice.say(json!({ "type": "connection_init" })).await?;
    assert_eq!(twice.hear().await, Heard::Closed(4429));
    let mut wrong = Client::begun(&fake).await?;
    wrong.say(json!({ "type": "tea" })).await?;
    assert_eq!(wrong.hear().await, Heard::Closed(4400));
    Ok(())
}

#[tokio::test]
async fn a_script_reaches_every_state_of_a_socket() -> TestResult {
    let fake = wired().await?;
    // The handshake.
    fake.on_any().once().reply(Reply::new(401));
    let refused = Client::open(&fake).await.err().ok_or("it opened")?;
    assert!(refused.to_string().contains("401"), "{refused}");
    fake.on_any().once().drop_connection();
    assert!(Client::open(&fake).await.is_err());
    // The beginning.
    fake.on_any().once().close(4403);
    let mut client = Client::open(&fake).await?;
    client.say(json!({ "type": "connection_init" })).await?;
    assert_eq!(client.hear().await, Heard::Closed(4403));
    // The subscription.
    fake.on("prices")?.once().close(1011);
    let mut client = Client::begun(&fake).await?;
    client.subscribe("a").await?;
    assert_eq!(client.hear().await, Heard::Closed(1011));
    // Between items.
    fake.on("prices")?.once().cut_body(1);
    let mut client = Client::begun(&fake).await?;
    client.subscribe("a").await?;
    assert!(matches!(client.hear().await, Heard::Said(_)));
    assert_eq!(client.hear().await, Heard::Nothing);
    Ok(())
}

#[tokio::test]
async fn a_script_changes_the_items() -> TestResult {
    let fake = wired().await?;
    let mut client = Client::begun(&fake).await?;
    fake.on("prices")?.once().malformed();
    client.subscribe("a").await?;
    for expected in [Heard::Garbled, Heard::Garbled, complete("a")] {
        assert_eq!(client.hear().await, expected);
    }
    fake.on("prices")?.once().after(Duration::from_millis(1)).items([json!({ "cents": 9 })]);
    client.subscribe("b").await?;
    assert_eq!([client.hear().await, client.hear().await], [next("b", 9), complete("b")]);
    fake.on("prices")?.once().status(500);
    client.subscribe("c").await?;
    assert_eq!(client.hear().await, failed("c", "this answer was scripted"));
    Ok(())
}

#[tokio::test]
async fn silence_ends_for_who_completes_and_with_the_server() -> TestResult {
    let fake = wired().await?;
    fake.on("prices")?.once().silence();
    let mut client = Client::begun(&fake).await?;
    client.subscribe("a").await?;
    while fake.requests_for("prices")?.is_empty() {
        tokio::task::yield_now().await;
    }
    client.say(json!({ "id": "a", "type": "complete" })).await?;
    // Nothing more is said about the first.
    client.subscribe("b").await?;
    assert_eq!(client.hear().await, next("b", 1));
    drop(fake);
    while client.hear().await != Heard::Nothing {}
    Ok(())
}
