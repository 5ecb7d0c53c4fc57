//! What the official package sends as GraphQL, over HTTP and WebSockets, made of the same documents and variables.

use std::path::Path;
use std::task::{Context, Waker};

use serde_json::Value;
use typeloom_runtime::client::{MemoryTransport, Method, Request};
use typeloom_runtime::graphql::{Document, GraphqlCall, GraphqlRequest};

/// A recorded request, or the payload of a `subscribe`.
fn recorded() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aion/wire.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let events = rows.flat_map(|row| row["wire"].as_array().cloned().unwrap_or_default());
    let bodies = events.filter_map(|event| match &event["ws_recv"] {
        Value::Null => event.get("body").cloned(),
        message => message.get("payload").cloned(),
    });
    bodies.filter(|body| body.get("query").is_some()).collect()
}

fn sent(recorded: &Value) -> String {
    let text = |name: &str| -> &'static str { recorded[name].as_str().unwrap().to_owned().leak() };
    let document = Box::leak(Box::new(Document::new("Recorded::call", text("operationName"), text("query"))));
    let mut request = GraphqlRequest::new(document);
    for (name, value) in recorded["variables"].as_object().unwrap() {
        request.variable(name, value);
    }
    let transport = MemoryTransport::new();
    let mut call = GraphqlCall::new(&transport, request, Request::new(Method::Post, "/graphql")).answer::<Value>();
    let _ = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let body = transport.requests().first().and_then(|request| request.body().map(<[u8]>::to_vec));
    String::from_utf8(body.unwrap()).unwrap()
}

#[test]
fn requests_are_those_of_the_official_package() {
    let recorded = recorded();
    assert_eq!(recorded.len(), 23);
    for recorded in &recorded {
        let sent = sent(recorded);
        assert_eq!(&serde_json::from_str::<Value>(&sent).unwrap(), recorded);
        let place = |name: &str| sent.find(&format!("\"{name}\":")).unwrap();
        assert!(place("query") < place("operationName") && place("operationName") < place("variables"), "{sent}");
    }
}
