//! On whose behalf calls are made: what the client holds, what a call says, and what is never sent.

use aion_sdk::runtime::client::{MemoryTransport, Method, Response};
use aion_sdk::runtime::{Model as _, Timestamp};
use aion_sdk::{
    AgentCall, CapabilitySubject, CompletionStreamMessage, CompletionStreamRequest, GraphqlApi, ModelService,
    PrincipalSelector, RuntimeContext,
};
use serde_json::{Value, json};

use crate::graphql::server::{self, Server, listened};
use crate::inputs;

fn context(daemon: Option<&str>) -> RuntimeContext {
    inputs::context(&json!({ "dist": "d", "env": "e", "daemon": daemon })).unwrap().unwrap()
}

/// The header with which the model service is asked for its models.
fn asked(client: &ModelService, server: &MemoryTransport) -> Option<String> {
    pollster::block_on(client.list_models()).unwrap();
    server.requests().last().unwrap().header("Aion-Principal-Selector").map(str::to_owned)
}

#[test]
fn models_are_called_on_behalf_of_the_identity_of_a_request() {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/v1/models", |_| Ok(Response::new(200).with_body(r#"{"data": []}"#)));
    let client = ModelService::new(server.clone());
    assert_eq!(asked(&client, &server), None);
    let daemon = client.with_context(&context(Some("a 1"))).unwrap();
    assert_eq!(asked(&daemon, &server).as_deref(), Some("aion://agent/identity/a%201"));
    let named = daemon.with_principal(PrincipalSelector::agent_at_name("@x").unwrap());
    assert_eq!(asked(&named, &server).as_deref(), Some("aion://agent/identity/name/x"));

    // The environment is no principal for models.
    let environment = named.with_context(&context(None)).unwrap();
    assert_eq!(environment.principal(), Some(&PrincipalSelector::agent_environment("e").unwrap()));
    assert_eq!(asked(&environment, &server), None);

    // A direct request has no principal, and none is left of the request before.
    let direct = daemon.with_context(&inputs::context(&json!({})).unwrap().unwrap()).unwrap();
    assert_eq!((direct.principal(), asked(&direct, &server)), (None, None));
    assert_eq!((daemon.without_principal().principal(), client.principal()), (None, None));
    assert!(daemon.principal().is_some());
}

/// The variable `principal` that subscriptions are opened with, of both kinds.
fn sent(hold: impl Fn(&GraphqlApi) -> GraphqlApi, given: Option<&PrincipalSelector>) -> [Value; 2] {
    let request = CompletionStreamRequest::new("m", vec![CompletionStreamMessage::new("user", "hi")]);
    let subject = CapabilitySubject::distribution("d").unwrap();
    let script = || Server::says(vec![server::ACK.into(), "close 1000".into()]);
    let chat = listened(&script(), "chat", |api| hold(api).chat_completion_stream(&request, given));
    let a2a = listened(&script(), "a2a", |api| hold(api).a2a_rpc(&AgentCall::new("GetTask"), &subject, given));
    [chat, a2a].map(|heard| heard.sent[1]["payload"]["variables"]["principal"].clone())
}

#[test]
fn subscriptions_are_opened_on_behalf_of_the_identity_of_a_request() {
    let identity = PrincipalSelector::agent_identity("i").unwrap();
    let environment = PrincipalSelector::agent_environment("e").unwrap();
    let of_request = |api: &GraphqlApi| api.with_context(&context(Some("a"))).unwrap();
    let agent = "aion://agent/identity/a";
    assert_eq!(sent(GraphqlApi::clone, None), [Value::Null, Value::Null]);
    assert_eq!(sent(of_request, None), [json!(agent), json!(agent)]);
    let given = "aion://agent/identity/i";
    assert_eq!(sent(of_request, Some(&identity)), [json!(given), json!(given)]);
    // Chats go without an environment, agents are called with it.
    let shown = json!("aion://agent/environment/e");
    assert_eq!(sent(of_request, Some(&environment)), [Value::Null, shown.clone()]);
    assert_eq!(sent(|api| api.with_context(&context(None)).unwrap(), None), [Value::Null, shown]);
}

#[test]
fn what_takes_no_principal_is_sent_without() {
    let api = |api: &GraphqlApi| api.with_principal(PrincipalSelector::agent_identity("i").unwrap());
    let start = Timestamp::from_json(br#""1970-01-01T00:00:00Z""#).unwrap();
    let server = Server::says(vec![server::ACK.into(), "close 1000".into()]);
    let heard = listened(&server, "logs", |client| api(client).version_logs(&start));
    assert_eq!(heard.sent[1]["payload"]["variables"], json!({ "startTime": "1970-01-01T00:00:00Z" }));
}
