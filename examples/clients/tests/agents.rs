//! Agents of the platform against their fakes, over HTTP.
#![allow(missing_docs, clippy::unwrap_used)]

use aion_sdk::a2a::{GetTaskRequest, Message, Part, Role, SendMessageRequest, SendMessageResponse, StreamResponse};
use aion_sdk::typeloom_fake::Reply;
use aion_sdk::{
    AgentRest, AgentRestFake, AgentRpc, AgentRpcFake, CapabilityKey, CapabilityReference, CapabilitySubject,
    ControlPlanePaths,
};

fn hello() -> SendMessageRequest {
    let parts = vec![Part::new().with_text("Hello")];
    SendMessageRequest::new(Message::new().with_message_id("m-1").with_role(Role::User).with_parts(parts))
}

#[tokio::test]
async fn an_agent_is_called_by_rpc() {
    let fake = AgentRpcFake::start().await.unwrap();
    let agent = AgentRpc::builder().base_url(fake.url()).build().unwrap();
    let card = agent.agent_card().await.unwrap();
    assert_eq!(fake.requests()[0].path(), "/.well-known/agent-card.json");
    assert!(card.supported_interfaces.is_empty());
    let answer = agent.send_message(&hello(), &["https://acme.example/polite".to_owned()]).await.unwrap();
    assert!(matches!(answer, SendMessageResponse::Task(_) | SendMessageResponse::Message(_)));
    let sent = &fake.requests_for("send_message").unwrap()[0];
    assert_eq!((sent.path(), sent.header("a2a-version")), ("/", Some("1.0")));
    assert_eq!(sent.header("a2a-extensions"), Some("https://acme.example/polite"));

    let mut stream = agent.stream_message(&hello(), &[]).await.unwrap();
    let mut count = 0;
    while let Some(item) = stream.next_item().await {
        item.unwrap();
        count += 1;
    }
    assert_eq!(count, 3);

    let error = r#"{"jsonrpc": "2.0", "id": null, "error": {"code": -32001, "message": "Task not found"}}"#;
    fake.on("get_task")
        .unwrap()
        .once()
        .reply(Reply::new(200).with_header("content-type", "application/json").with_body(error));
    let error = agent.get_task(&GetTaskRequest::new("t-1")).await.unwrap_err();
    assert_eq!(error.rpc_error().unwrap().code, -32001);
}

#[tokio::test]
async fn an_agent_of_the_control_plane_is_called_by_rest() {
    let fake = AgentRestFake::start().await.unwrap();
    let subject = CapabilitySubject::distribution("d/1").unwrap();
    let reference = CapabilityReference::a2a(subject, CapabilityKey::concrete("shop").unwrap());
    let url = ControlPlanePaths::new(fake.url()).unwrap().capability_url(&reference).unwrap();
    let agent = AgentRest::builder().base_url(&url).build().unwrap();
    let events = "data: {\"message\": {\"messageId\": \"m-2\", \"role\": \"ROLE_AGENT\"}}\r\n\r\n: ping\r\n\r\n";
    fake.on_any().once().reply(Reply::new(200).with_header("content-type", "text/event-stream").with_body(events));
    let mut stream = agent.stream_message(&hello(), &[]).await.unwrap();
    let Some(Ok(StreamResponse::Message(message))) = stream.next_item().await else { panic!("no message") };
    assert_eq!((message.message_id.as_str(), message.role), ("m-2", Role::Agent));
    assert!(stream.next_item().await.is_none());
    assert_eq!(fake.requests()[0].path(), "/distributions/d%2F1/a2a/shop/message:stream");
}
