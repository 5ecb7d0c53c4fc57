//! What an agent server was recorded to say over HTTP, said to the generated clients.

mod server;

use aion_sdk::a2a::{GetTaskRequest, ListTasksRequest, SendMessageRequest, SubscribeToTaskRequest};
use aion_sdk::runtime::client::{ClientError, MemoryTransport, Method, Response};
use aion_sdk::runtime::jsonrpc::{RpcError, RpcStream};
use aion_sdk::runtime::{BoxFuture, Model};
use aion_sdk::{AgentRest, AgentRpc, ApiSettings, ModelService};
use pollster::block_on;
use serde_json::{Value, json};

use super::rows::{Account, Outcome};
use server::{Row, Said, rows, serving};

/// Requests that no value of the types here makes.
const IMPOSSIBLE: &str = "requests that the client cannot send";

#[test]
fn agents_are_called_as_recorded() {
    let mut account = Account::default();
    for row in rows() {
        account.add(judge(&row), || row.name.clone());
    }
    account.check();
    insta::assert_snapshot!(account, @r"
    23 agree
    1 do not apply: an address that only leads to another
    4 do not apply: requests that the client cannot send
    1 do not apply: version 0.3 of the protocol
    ");
}

fn judge(row: &Row) -> Outcome {
    let Some(request) = &row.request else { return read(row) };
    if request.path == "/message:send" {
        return not_mounted(row);
    }
    match request.body["method"].as_str() {
        Some("SendStreamingMessage") => streamed(row, |agent| {
            let message = request.params::<SendMessageRequest>();
            block_on(agent.stream_message(&message, &[]))
        }),
        Some("SubscribeToTask") => {
            streamed(row, |agent| block_on(agent.subscribe_to_task(&request.params::<SubscribeToTaskRequest>())))
        }
        Some("SendMessage") if row.is_impossible() => unsent(row),
        Some("SendMessage") => {
            let message = request.params::<SendMessageRequest>();
            answered(row, |agent| agent.send_message(&message, &[]))
        }
        Some("GetTask") => {
            let task = request.params::<GetTaskRequest>();
            answered(row, |agent| agent.get_task(&task))
        }
        Some("ListTasks") => {
            let tasks = request.params::<ListTasksRequest>();
            answered(row, |agent| agent.list_tasks(&tasks))
        }
        Some("message/send") => Outcome::DoesNotApply("version 0.3 of the protocol"),
        _ => unsent(row),
    }
}

/// What is read with `GET`.
fn read(row: &Row) -> Outcome {
    let (agent, server) = serving(row);
    let read = match row.name.as_str() {
        "GET /.well-known/agent-card.json" => block_on(agent.agent_card()).map(|card| card.to_json()),
        "GET /.well-known/configuration.json" => block_on(agent.configuration()).map(|document| document.to_json()),
        "GET /health/" => block_on(agent.health()).map(|health| health.to_json()),
        _ => return Outcome::DoesNotApply("an address that only leads to another"),
    };
    let sent = &server.requests()[0];
    if format!("GET {}", sent.target()) != row.name {
        return Outcome::Differs(sent.target());
    }
    match read {
        Ok(read) => compared(&serde_json::from_str(&read).unwrap(), row.said.value()),
        Err(error) => Outcome::Differs(error.to_string()),
    }
}

/// A call that is answered once.
fn answered<T: Model>(
    row: &Row,
    call: impl for<'a> FnOnce(&'a AgentRpc) -> BoxFuture<'a, Result<T, ClientError>>,
) -> Outcome {
    let (agent, server) = serving(row);
    let answer = block_on(call(&agent));
    if let Some(difference) = row.difference(&server.requests()[0]) {
        return Outcome::Differs(difference);
    }
    match (answer, row.said.value()) {
        (Ok(answer), said) => compared(&serde_json::from_str(&answer.to_json()).unwrap(), &said["result"]),
        (Err(error), said) => failed(&error, said),
    }
}

/// A call that is answered by a stream, or at once by an error.
fn streamed<T: Model>(row: &Row, call: impl FnOnce(&AgentRpc) -> Result<RpcStream<T>, ClientError>) -> Outcome {
    let (agent, server) = serving(row);
    let mut stream = call(&agent).unwrap();
    if let Some(difference) = row.difference(&server.requests()[0]) {
        return Outcome::Differs(difference);
    }
    let mut items = Vec::new();
    while let Some(item) = block_on(stream.next_item()) {
        items.push(match item {
            Ok(item) => json!({ "result": serde_json::from_str::<Value>(&item.to_json()).unwrap() }),
            Err(error) => match told(&error) {
                Some(error) => json!({ "error": error }),
                None => return Outcome::Differs(format!("{error:?}")),
            },
        });
    }
    let said = match &row.said {
        Said::Events(events) => events.as_slice(),
        Said::Json(answer) => std::slice::from_ref(answer),
    };
    let said = said.iter().map(|said| match said.get("error") {
        Some(error) => json!({ "error": error }),
        None => json!({ "result": said["result"] }),
    });
    compared(&items.into(), &said.collect())
}

/// A request that the types do not have: what the server said to it is understood all the same.
fn unsent(row: &Row) -> Outcome {
    let (agent, _) = serving(row);
    let error = block_on(agent.get_task(&GetTaskRequest::new("x"))).unwrap_err();
    match failed(&error, row.said.value()) {
        Outcome::Agrees => Outcome::DoesNotApply(IMPOSSIBLE),
        other => other,
    }
}

/// The server speaks JSON-RPC only.
fn not_mounted(row: &Row) -> Outcome {
    let (_, server) = serving(row);
    let agent = AgentRest::builder().transport(server.clone()).build().unwrap();
    let request = row.request.as_ref().unwrap();
    let message = SendMessageRequest::from_json(request.body.to_string().as_bytes()).unwrap();
    let error = block_on(agent.send_message(&message, &[])).unwrap_err();
    let sent = &server.requests()[0];
    let body: Value = serde_json::from_slice(sent.body().unwrap()).unwrap();
    if (sent.target(), &body, sent.header("a2a-version")) != (request.path.clone(), &request.body, Some("1.0")) {
        return Outcome::Differs(format!("{} {body}", sent.target()));
    }
    match error {
        ClientError::Status { status, message: Some(message), .. }
            if u64::from(status) == row.status && json!({ "detail": message }) == *row.said.value() =>
        {
            Outcome::Agrees
        }
        error => Outcome::Differs(error.to_string()),
    }
}

/// Whether an error is the one that the server answered with.
fn failed(error: &ClientError, said: &Value) -> Outcome {
    match told(error) {
        Some(error) => compared(&error, &said["error"]),
        None => Outcome::Differs(format!("{error:?}")),
    }
}

/// The code of the server's error, its message, and what else it said.
fn told(error: &ClientError) -> Option<Value> {
    let RpcError { code, message, data, .. } = error.rpc_error()?;
    let data: Value = data.as_ref().map(|data| serde_json::from_str(&data.to_json()).unwrap()).unwrap_or_default();
    Some(json!({ "code": code, "message": message, "data": data }))
}

/// In the JSON of protocol buffers, what has its default may be left out.
fn compared(read: &Value, said: &Value) -> Outcome {
    let (read, said) = (without_defaults(read), without_defaults(said));
    if read == said { Outcome::Agrees } else { Outcome::Differs(format!("{read}\n  where the server said {said}")) }
}

fn without_defaults(value: &Value) -> Value {
    let is_default =
        |value: &Value| *value == Value::Null || *value == json!("") || *value == json!([]) || *value == json!(false);
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !is_default(member))
            .map(|(name, member)| (name.clone(), without_defaults(member)))
            .collect(),
        Value::Array(items) => items.iter().map(without_defaults).collect(),
        other => other.clone(),
    }
}

#[test]
fn extensions_stand_in_a_header() {
    let row = rows().into_iter().find(|row| row.name == "SendMessage [str] direct").unwrap();
    let (agent, server) = serving(&row);
    let message = row.request.as_ref().unwrap().params::<SendMessageRequest>();
    let extensions = ["https://a.example/1".to_owned(), "https://b.example/2".to_owned()];
    block_on(agent.send_message(&message, &extensions)).unwrap();
    assert_eq!(server.requests()[0].header("a2a-extensions"), Some("https://a.example/1, https://b.example/2"));
}

#[test]
fn agents_of_the_platform_take_its_tokens() {
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln";
    let transport = MemoryTransport::new();
    let answer = |body: Value| Response::new(200).with_body(body.to_string());
    transport.reply(Method::Post, "/auth/tokens", answer(json!({ "accessToken": jwt })));
    transport.reply(Method::Get, "/.well-known/agent-card.json", answer(json!({ "name": "Shop" })));
    transport.reply(Method::Get, "/tasks/{id}", answer(json!({ "id": "t" })));
    let settings = ApiSettings::new().with_client_id("cid").with_client_secret("s3cret");
    let models = ModelService::builder_from(&settings).transport(transport.clone()).build().unwrap();
    let agent = AgentRest::builder().transport(transport.clone());
    let agent = agent.tokens(models.token_provider().unwrap().clone()).build().unwrap();
    assert_eq!(block_on(agent.agent_card()).unwrap().name, "Shop");
    assert_eq!(block_on(agent.get_task("t", Some(0))).unwrap().unwrap().id, "t");
    let requests = transport.requests();
    let sent: Vec<_> = requests.iter().map(|sent| (sent.target(), sent.header("authorization").is_some())).collect();
    let expected =
        [("/.well-known/agent-card.json", false), ("/auth/tokens", false), ("/tasks/t?historyLength=0", true)];
    assert_eq!(sent, expected.map(|(target, is_authorized)| (target.to_owned(), is_authorized)));
}
