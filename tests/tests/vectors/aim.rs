//! What the official package of the identity server sends, sent by the generated client.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use aim_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use aim_sdk::runtime::clock::ManualClock;
use aim_sdk::runtime::json::JsonForm;
use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::runtime::{ClientError, Model};
use aim_sdk::{ActionResult, AgentUpdate, AimClient, McpServerUse, NewCapability, NewVerification, RiskLevel};
use pollster::block_on;
use serde::Deserialize;

use super::rows::{Account, Outcome};

/// The agent of all recordings. The seed of its key is the bytes 0 to 31.
const AGENT: &str = "11111111-2222-4333-8444-555555555555";
const PUBLIC_KEY: &str = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
/// The time of all recordings, in microseconds.
const NOW: Duration = Duration::from_micros(1_770_112_800_123_456);

/// A recorded request.
#[derive(Deserialize)]
struct Recorded {
    name: String,
    method: String,
    path: String,
    x_timestamp: Option<String>,
    x_signature: Option<String>,
    body: String,
}

impl Recorded {
    fn body<T: Model>(&self) -> T {
        T::from_json(self.body.as_bytes()).unwrap()
    }
}

fn recorded() -> Vec<Recorded> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aim/signed_requests.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn client(server: &MemoryTransport) -> AimClient {
    let key = SigningKey::from_seed(&std::array::from_fn(|index| u8::try_from(index).unwrap()));
    let clock = Arc::new(ManualClock::at(UNIX_EPOCH + NOW));
    let client = AimClient::builder().transport(server.clone()).clock(clock).signed(AGENT, key).build().unwrap();
    client.with_agent_id(AGENT)
}

#[test]
fn requests_are_those_of_the_official_package() {
    let mut account = Account::default();
    for recorded in recorded() {
        account.add(judge(&recorded), || recorded.name.clone());
    }
    account.check();
    insta::assert_snapshot!(account, @r"
    8 agree
    2 deviate: The context of a verification is sorted
    1 do not apply: attestations of MCP servers
    ");
}

/// The same call with the generated client; none where it has no such operation.
fn call(client: &AimClient, recorded: &Recorded) -> Option<Result<(), ClientError>> {
    let outcome = match recorded.name.as_str() {
        "get_agent_details" => block_on(client.get_agent(None)).map(drop),
        "list_agents" => block_on(client.list_agents(Some(50), Some(0), None, None)).map(drop),
        "delete" => block_on(client.delete_agent("other")),
        "update unicode" => {
            let update =
                AgentUpdate::new().with_version("2.0.0").with_display_name("Zoë \"✓\" 😀 \u{7f} \u{2028} / <&>");
            block_on(client.update_agent(Some(AGENT), &update)).map(drop)
        }
        "register_capability" => {
            let capability = NewCapability::new("db:read", "Registered capability: db:read");
            assert_eq!(capability.risk_level, RiskLevel::Medium);
            block_on(client.register_capability(&capability)).map(drop)
        }
        "register_mcp float/neg/exp" => block_on(client.register_mcp(&recorded.body::<McpServerUse>())).map(drop),
        "verify ctx" | "verify null resource, empty ctx" | "verify unicode" => {
            block_on(client.verify_capability(&recorded.body::<NewVerification>())).map(drop)
        }
        "log result" => {
            let verification = recorded.path.rsplit('/').nth(1).unwrap();
            block_on(client.report_result(verification, &recorded.body::<ActionResult>()))
        }
        _ => return None,
    };
    Some(outcome)
}

fn judge(recorded: &Recorded) -> Outcome {
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post, Method::Put] {
        let path = recorded.path.split('?').next().unwrap();
        server.reply(method, path, Response::new(200).with_body(r#"{"id": "1", "name": "one", "status": "approved"}"#));
    }
    server.reply(Method::Delete, "/api/v1/agents/other", Response::new(204));
    match call(&client(&server), recorded) {
        None => return Outcome::DoesNotApply("attestations of MCP servers"),
        Some(Err(error)) => return Outcome::Differs(error.to_string()),
        Some(Ok(())) => {}
    }
    match difference(&server.requests()[0], recorded) {
        Some(difference) => Outcome::Differs(difference),
        None if sorted_context(&recorded.body) != recorded.body => {
            Outcome::Deviates("The context of a verification is sorted")
        }
        None => Outcome::Agrees,
    }
}

/// What is sent otherwise, byte by byte; in a context, which is a map, the members are sorted.
fn difference(sent: &Request, recorded: &Recorded) -> Option<String> {
    let address = format!("{} {}", sent.method().as_str(), sent.target());
    if address != format!("{} {}", recorded.method, recorded.path) {
        return Some(address);
    }
    let is_signed = recorded.x_signature.is_some();
    let signed = |value: &'static str| is_signed.then_some(value);
    let headers = [
        ("x-signature", recorded.x_signature.as_deref()),
        ("x-timestamp", recorded.x_timestamp.as_deref()),
        ("x-agent-id", signed(AGENT)),
        ("x-public-key", signed(PUBLIC_KEY)),
        ("content-type", sent.body().map(|_| "application/json")),
    ];
    if let Some((name, _)) = headers.iter().find(|(name, value)| sent.header(name) != *value) {
        return Some(format!("{name}: {:?}", sent.header(name)));
    }
    let body = std::str::from_utf8(sent.body().unwrap_or_default()).unwrap();
    (body != sorted_context(&recorded.body)).then(|| body.to_owned())
}

/// A recorded body whose context has sorted members: those of Python stand as the caller wrote them.
fn sorted_context(body: &str) -> String {
    let Some((before, rest)) = body.split_once("\"context\": ") else { return body.to_owned() };
    let (context, after) = rest.split_once(", \"timestamp\": ").unwrap();
    let context = JsonForm::PYTHON.sorted().rewrite(context.as_bytes()).unwrap();
    format!("{before}\"context\": {context}, \"timestamp\": {after}")
}

#[test]
fn either_spelling_is_read() {
    let camel =
        r#"{"id": "1", "name": "one", "agentType": "langchain", "trustScore": 0.5, "talksTo": ["two"], "new": 1}"#;
    let snake =
        camel.replace("agentType", "agent_type").replace("trustScore", "trust_score").replace("talksTo", "talks_to");
    let agents = [camel, &snake].map(|text| aim_sdk::Agent::from_json(text.as_bytes()).unwrap());
    assert_eq!(agents[0], agents[1]);
    assert_eq!(agents[0].agent_type, Some(aim_sdk::AgentType::Langchain));
    assert_eq!((agents[0].trust_score, agents[0].unknown_fields.len()), (Some(0.5), 1));
}

#[test]
fn answers_are_read_where_the_official_package_fails() {
    let server = MemoryTransport::new();
    let client = client(&server);
    server.reply(Method::Delete, "/api/v1/agents/a", Response::new(204));
    block_on(client.delete_agent("a")).unwrap();
    server.reply(Method::Get, "/api/v1/agents/a", Response::new(404).with_body(r#"{"error": "no such agent"}"#));
    assert_eq!(block_on(client.get_agent(Some("a"))).unwrap(), None);
    let taken = Response::new(409).with_body(r#"{"error": "asked for already"}"#);
    server.reply(Method::Post, "/api/v1/sdk-api/agents/a/capability-requests", taken);
    let request = aim_sdk::NewCapabilityRequest::new("db:read", "To read the orders.");
    let error = block_on(client.with_agent_id("a").request_capability(&request)).unwrap_err();
    assert!(error.to_string().contains("409") && error.to_string().contains("asked for already"), "{error}");
}

#[test]
fn what_has_no_key_is_not_sent() {
    let server = MemoryTransport::new();
    let client = AimClient::builder().transport(server.clone()).build().unwrap();
    assert!(block_on(client.get_agent(None)).is_err());
    assert!(server.requests().is_empty());
}

#[test]
fn the_agent_is_the_one_that_the_client_holds() {
    let server = MemoryTransport::new();
    let client = client(&server);
    server.respond_with(Method::Get, "/api/v1/agents/{agent_id}", |_| Ok(Response::new(404)));
    let asked = |client: &AimClient, id: Option<&str>| {
        let found = block_on(client.get_agent(id))?;
        assert_eq!(found, None);
        Ok::<_, ClientError>(server.requests().last().unwrap().path().to_owned())
    };
    assert_eq!(client.agent_id(), Some(AGENT));
    assert_eq!(asked(&client, None).unwrap(), format!("/api/v1/agents/{AGENT}"));
    assert_eq!(asked(&client, Some("other")).unwrap(), "/api/v1/agents/other");
    let another = client.with_agent_id("another");
    assert_eq!(asked(&another, None).unwrap(), "/api/v1/agents/another");
    assert_eq!(client.agent_id(), Some(AGENT));

    let nobody = another.without_agent_id();
    let sent = server.requests().len();
    let error = asked(&nobody, None).unwrap_err();
    assert!(matches!(error, ClientError::Missing { argument: "agent_id", .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`AimClient::get_agent` was not sent: neither the call nor the client says its `agent_id`"
    );
    assert!(!error.is_retryable() && error.operation() == "AimClient::get_agent");
    assert_eq!(server.requests().len(), sent);
    assert_eq!(asked(&nobody, Some("other")).unwrap(), "/api/v1/agents/other");
}

#[test]
fn settings_say_which_agent_it_is() {
    let held = |id: &str| {
        let settings = aim_sdk::AgentSettings::new().with_agent_id(id);
        let client = AimClient::builder_from(&settings).transport(MemoryTransport::new()).build().unwrap();
        client.agent_id().map(str::to_owned)
    };
    assert_eq!(held("a-1").as_deref(), Some("a-1"));
    assert_eq!(held(""), None);
}

#[test]
fn what_is_created_is_not_sent_again() {
    let server = MemoryTransport::new();
    let client = client(&server);
    server.reply(Method::Post, "/api/v1/agents", Response::new(500));
    let agent = aim_sdk::NewAgent::new("one", "One", "The first.", PUBLIC_KEY);
    assert!(block_on(client.create_agent(&agent)).is_err());
    assert_eq!(server.requests().len(), 1);
}
