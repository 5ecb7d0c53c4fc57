//! The platform's operations over GraphQL: the generated client sends what the official package sends, and makes the same of
//! what comes back.

mod answers;
pub mod server;

use aion_sdk::runtime::client::{ClientError, Response};
use aion_sdk::runtime::graphql::GraphqlFailure;
use aion_sdk::runtime::{Model, Timestamp};
use aion_sdk::{AgentCall, CapabilitySubject, CompletionStreamMessage, CompletionStreamRequest, PrincipalSelector};
use serde_json::{Value, json};

use answers::{EMPTY, NEXT_WITHOUT_DATA, agents, chunk, complete, logs, next};
use server::{Listened, Server, called, listened};

/// A row whose name begins with `gql` or `ws`.
struct Row {
    name: String,
    result: Value,
    is_error: bool,
    wire: Vec<Value>,
}

impl Row {
    /// The payloads and bodies that have a document.
    fn sent(&self) -> Vec<Value> {
        let bodies = self.wire.iter().filter_map(|event| event["ws_recv"].get("payload").or_else(|| event.get("body")));
        bodies.cloned().collect()
    }
}

fn rows() -> Vec<Row> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aion/wire.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let rows = rows.map(|row| Row {
        name: row["name"].as_str().unwrap().to_owned(),
        result: row["result"].clone(),
        is_error: row.get("error").is_some(),
        wire: row["wire"].as_array().cloned().unwrap_or_default(),
    });
    rows.filter(|row| row.name.starts_with("gql ") || row.name.starts_with("ws ")).collect()
}

/// A document without regard to white space.
fn folded(document: &Value) -> String {
    document.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without members that are `null`, which mean the same when they are absent.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null())
            .map(|(name, member)| (name.clone(), without_nulls(member)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// The variables, with instants in one form: a fraction has as few digits as it needs here, and six there.
fn variables(payload: &Value) -> Value {
    let mut variables = payload["variables"].clone();
    if let Some(start) = variables.get_mut("startTime") {
        *start = json!(Timestamp::from_json(start.to_string().as_bytes()).unwrap().to_string());
    }
    variables
}

fn assert_sent(row: &Row, sent: &[Value]) {
    let recorded = row.sent();
    assert_eq!(sent.len(), recorded.len(), "{}", row.name);
    for (sent, recorded) in sent.iter().zip(&recorded) {
        assert_eq!(sent["operationName"], recorded["operationName"], "{}", row.name);
        assert_eq!(variables(sent), variables(recorded), "{}", row.name);
        if row.name != "gql registerVersion()" {
            assert_eq!(folded(&sent["query"]), folded(&recorded["query"]), "{}", row.name);
        }
    }
}

#[test]
fn queries_and_mutations_are_those_of_the_official_package() {
    let mut seen = 0;
    for row in rows().iter().filter(|row| row.name.starts_with("gql ")) {
        let body = match row.name.as_str() {
            "gql registerVersion()" => json!({ "data": row.result }).to_string(),
            "gql versionIdByClientId" | "gql versionIdByClientId null" => {
                json!({ "data": { "versionIdByClientId": row.result } }).to_string()
            }
            "gql versionIdByClientId absent" => r#"{"data":{}}"#.to_owned(),
            "gql empty errors list" => r#"{"data":{"versionIdByClientId":"v"},"errors":[]}"#.to_owned(),
            "gql not json" => "<html>".to_owned(),
            "gql json without data/errors" => "{}".to_owned(),
            "gql json list" => "[]".to_owned(),
            "gql error without message" => r#"{"errors":[{"code":1}]}"#.to_owned(),
            // Where the client connects to, and with which credentials, is not an operation's matter.
            name if name.starts_with("gql init ")
                || name.ends_with("not initialized")
                || name.ends_with("settings") =>
            {
                assert!(row.sent().is_empty());
                continue;
            }
            other => panic!("nobody knows what the server said in `{other}`"),
        };
        seen += 1;
        let response = Response::new(200).with_body(body);
        if row.name == "gql registerVersion()" {
            let (answer, sent) = called(response, |api| Box::pin(async { api.register_version(None).await }));
            assert_sent(row, &sent);
            let behaviors = answer.unwrap().unwrap();
            let behaviors: Vec<Value> =
                behaviors.iter().map(|behavior| serde_json::from_str(&behavior.to_json()).unwrap()).collect();
            assert_eq!(json!({ "registerVersion": behaviors }), without_nulls(&row.result));
            continue;
        }
        let (answer, sent) = called(response, |api| Box::pin(async { api.version_id_by_client_id("cid").await }));
        assert_sent(row, &sent);
        match answer {
            Ok(id) => assert_eq!((json!(id), row.is_error), (row.result.clone(), false), "{}", row.name),
            Err(ClientError::Graphql { source: GraphqlFailure::Errors(_), .. }) => {
                assert_eq!(row.name, "gql error without message");
            }
            Err(error) => assert!(row.is_error, "{}: {error:?}", row.name),
        }
    }
    assert_eq!(seen, 9);
}

fn request() -> CompletionStreamRequest {
    CompletionStreamRequest::new("gpt-x", vec![CompletionStreamMessage::new("user", "hi")])
}

fn call() -> AgentCall {
    let text = r#"{"id":"1","jsonrpc":"2.0","method":"SendStreamingMessage","params":{"message":{"messageId":"m"}}}"#;
    AgentCall::from_json(text.as_bytes()).unwrap()
}

/// Does what a row does; `None` where the official package refuses what is no value of the types here.
fn subscribed(row: &Row) -> Option<Listened> {
    let chat = |server: Vec<String>| {
        listened(&Server::says(server), "chatCompletionStream", |api| api.chat_completion_stream(&request(), None))
    };
    let a2a = |subject: CapabilitySubject, principal: Option<&PrincipalSelector>| {
        listened(&Server::says(agents()), "a2aRpc", |api| api.a2a_rpc(&call(), &subject, principal))
    };
    let logged = |start: &str| {
        let start = Timestamp::from_json(json!(start).to_string().as_bytes()).unwrap();
        listened(&Server::says(logs()), "versionLogs", |api| api.version_logs(&start))
    };
    let failure = next(r#"{"chatCompletionStream":{"__typename":"ChatCompletionStreamError","message":"oops"}}"#);
    let ping = || r#"{"type":"ping"}"#.to_owned();
    Some(match row.name.as_str() {
        "ws chat" => chat(vec![server::ACK.into(), ping(), chunk(), failure, complete()]),
        "ws empty data is not yielded" => chat(vec![server::ACK.into(), next(EMPTY), chunk(), complete()]),
        "ws next with data and errors: errors ignored" => {
            let both = chunk().replace(r#""payload":{"#, r#""payload":{"errors":[{"message":"no"}],"#);
            chat(vec![server::ACK.into(), both, complete()])
        }
        "ws next without data" => chat(vec![server::ACK.into(), NEXT_WITHOUT_DATA.into(), complete()]),
        "ws error payload not a list" => {
            chat(vec![server::ACK.into(), r#"{"id":"1","type":"error","payload":{"message":"no"}}"#.into()])
        }
        "ws first message is ping instead of ack" => chat(vec![ping(), server::ACK.into(), chunk(), complete()]),
        "ws server closes 1000 mid-stream" => chat(vec![server::ACK.into(), chunk(), "close 1000".into()]),
        "ws server closes 4400 mid-stream" => chat(vec![server::ACK.into(), chunk(), "close 4400".into()]),
        "ws bad json" => chat(vec![server::ACK.into(), "{".into()]),
        "ws no type" => chat(vec![server::ACK.into(), "{}".into()]),
        "ws a2a legacy distribution_id" => a2a(CapabilitySubject::distribution("d-1").unwrap(), None),
        "ws a2a target at-name + principal" => {
            let principal = PrincipalSelector::agent_environment("e/1").unwrap();
            a2a(CapabilitySubject::agent_at_name("@x").unwrap(), Some(&principal))
        }
        "ws versionLogs str" => logged("2026-01-01T00:00:00Z"),
        "ws versionLogs naive datetime" => logged("2026-01-02T03:04:05Z"),
        "ws versionLogs aware datetime micros" => logged("2026-01-02T03:04:05.678900+02:00"),
        // The types have no such values.
        "ws chat principal bad type" | "ws a2a bad target type" => return None,
        "ws chat principal bad string" => {
            PrincipalSelector::from_resource_uri("https://acme.example/").unwrap_err();
            return None;
        }
        "ws a2a empty distribution_id" => {
            CapabilitySubject::distribution("").unwrap_err();
            return None;
        }
        other => panic!("nobody knows what the server said in `{other}`"),
    })
}

#[test]
fn subscriptions_are_those_of_the_official_package() {
    let mut seen = 0;
    for row in rows().iter().filter(|row| row.name.starts_with("ws ")) {
        let Some(listened) = subscribed(row) else {
            assert!(row.is_error && row.wire.is_empty(), "{}", row.name);
            continue;
        };
        seen += 1;
        assert_eq!(listened.opened, ["/ws/graphql graphql-transport-ws"], "{}", row.name);
        assert_eq!(listened.sent[0], json!({ "type": "connection_init" }));
        let subscribed: Vec<Value> = listened
            .sent
            .iter()
            .filter(|sent| sent["type"] == "subscribe")
            .map(|sent| sent["payload"].clone())
            .collect();
        if row.name == "ws first message is ping instead of ack" {
            // Deviation: a ping is answered whenever it comes.
            assert!(row.is_error && listened.failure.is_none() && listened.items.len() == 1);
            continue;
        }
        assert_sent(row, &subscribed);
        assert_eq!(listened.failure.is_some(), row.is_error, "{}: {:?}", row.name, listened.failure);
        if !row.is_error {
            assert_eq!(json!(listened.items), without_nulls(&row.result), "{}", row.name);
        }
        let pongs = |sent: &[Value]| sent.iter().filter(|sent| sent["type"] == "pong").count();
        let recorded: Vec<Value> = row.wire.iter().map(|event| event["ws_recv"].clone()).collect();
        assert_eq!(pongs(&listened.sent), pongs(&recorded), "{}", row.name);
        // The client closes where it did.
        let closed = row.wire.iter().find_map(|event| event["ws_closed_by_client"].as_u64());
        assert_eq!(listened.closed, closed, "{}", row.name);
    }
    assert_eq!(seen, 15);
}

#[test]
fn a_subscription_that_is_dropped_says_so() {
    let listened =
        server::dropped(vec![server::ACK.into(), chunk()], |api| api.chat_completion_stream(&request(), None));
    assert_eq!(listened.sent.last(), Some(&json!({ "id": "1", "type": "complete" })));
    assert_eq!(listened.closed, Some(1000));
}

/// A call of a model or of an agent is not made twice; lines of a log go on behind the last one.
#[test]
fn only_logs_connect_again() {
    let lost = |first: String| vec![server::ACK.into(), first, "close 1012".into()];
    let since = Timestamp::from_json(br#""2025-12-31T00:00:00Z""#).unwrap();
    let [ack, line, complete] = logs().try_into().unwrap();
    let script = Server::says([lost(line), vec![ack, complete]].concat());
    let listened_to_logs = listened(&script, "versionLogs", |api| api.version_logs(&since));
    assert!(listened_to_logs.failure.is_none(), "{:?}", listened_to_logs.failure);
    assert_eq!(listened_to_logs.items.len(), 1);
    let asked = listened_to_logs.sent.iter().filter(|sent| sent["type"] == "subscribe");
    let asked: Vec<&Value> = asked.map(|sent| &sent["payload"]["variables"]).collect();
    let times = ["2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z"];
    assert_eq!(asked.iter().map(|variables| variables.as_object().unwrap().len()).collect::<Vec<_>>(), [1, 1]);
    for (variables, time) in asked.iter().zip(times) {
        assert!(variables.as_object().unwrap().values().all(|value| value == time), "{variables}");
    }

    let chat = listened(&Server::says(lost(chunk())), "chat", |api| api.chat_completion_stream(&request(), None));
    assert_eq!((chat.opened.len(), chat.failure.is_some()), (1, true));
}
