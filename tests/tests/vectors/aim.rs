//! What the official package of the identity server sends, sent by the generated client.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use aim_sdk::runtime::Model;
use aim_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use aim_sdk::runtime::client::{TransportError, TransportErrorKind};
use aim_sdk::runtime::clock::ManualClock;
use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::{
    ActionResult, AgentUpdate, AimClient, AimError, CapabilityRequestStatus, CapabilityStatus, McpServerUse,
    NewCapability, NewCapabilityRequest, NewVerification, RequestReason, RiskLevel, VerificationStatus,
};
use pollster::block_on;
use serde::Deserialize;
use serde_json::Value;

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
    AimClient::builder().transport(server.clone()).clock(clock).signed(AGENT, key).build().unwrap()
}

#[test]
fn requests_are_those_of_the_official_package() {
    let mut account = Account::default();
    for recorded in recorded() {
        account.add(judge(&recorded), || recorded.name.clone());
    }
    account.check();
    insta::assert_snapshot!(account, @r"
    10 agree
    1 do not apply: attestations of MCP servers
    ");
}

/// The same call with the generated client; none where it has no such operation.
fn call(client: &AimClient, recorded: &Recorded) -> Option<Result<(), AimError>> {
    let outcome = match recorded.name.as_str() {
        "get_agent_details" => block_on(client.get_agent(AGENT)).map(drop),
        "list_agents" => block_on(client.list_agents(None, None, None, None)).map(drop),
        "delete" => block_on(client.delete_agent("other")),
        "update unicode" => {
            let update =
                AgentUpdate::new().with_version("2.0.0").with_display_name("Zoë \"✓\" 😀 \u{7f} \u{2028} / <&>");
            block_on(client.update_agent(AGENT, &update)).map(drop)
        }
        "register_capability" => {
            let capability = NewCapability::new("db:read", "Registered capability: db:read");
            assert_eq!(capability.risk_level, RiskLevel::Medium);
            block_on(client.register_capability(AGENT, &capability)).map(drop)
        }
        "register_mcp float/neg/exp" => {
            block_on(client.register_mcp(AGENT, &recorded.body::<McpServerUse>())).map(drop)
        }
        "verify ctx" | "verify null resource, empty ctx" | "verify unicode" => {
            block_on(client.verify(&recorded.body::<NewVerification>())).map(drop)
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
        None => Outcome::Agrees,
    }
}

/// What is sent otherwise. A signed body is compared byte by byte, that of an open request as JSON: nobody has signed its
/// text.
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
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let is_same = if is_signed { body == recorded.body } else { value(body) == value(&recorded.body) };
    (!is_same).then(|| body.to_owned())
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
    assert_eq!(block_on(client.get_agent("a")).unwrap(), None);
}

#[test]
fn what_is_there_already_is_no_error() {
    let server = MemoryTransport::new();
    let client = client(&server);
    let path = "/api/v1/sdk-api/agents/a/capabilities/register";
    server.reply(Method::Post, path, Response::new(409).with_body(r#"{"error": "granted already"}"#));
    server.reply(Method::Post, path, Response::new(404).with_body("<html>"));
    server.reply(Method::Post, path, Response::new(400).with_body(r#"{"error": "no capability"}"#));
    let capability = NewCapability::new("db:read", "Reads.");
    let register = || block_on(client.register_capability("a", &capability));
    assert_eq!(register().unwrap().status, CapabilityStatus::AlreadyExists);
    assert_eq!(register().unwrap().status, CapabilityStatus::NotTracked);
    let error = register().unwrap_err();
    assert!(matches!(error, AimError::Verification(_)), "{error:?}");
    assert_eq!((error.status(), error.message()), (Some(400), Some("no capability")));

    let taken = Response::new(409).with_body(r#"{"error": "asked for already"}"#);
    server.reply(Method::Post, "/api/v1/sdk-api/agents/a/capability-requests", taken);
    let request = NewCapabilityRequest::new("db:read", RequestReason::new("To read the orders.").unwrap());
    let known = block_on(client.request_capability("a", &request)).unwrap();
    assert_eq!(known.status, Some(CapabilityRequestStatus::AlreadyExists));
    assert!(RequestReason::new("too short").is_err());
}

#[test]
fn errors_are_those_of_the_official_package() {
    use TransportErrorKind as Kind;
    let of = |response: Response| {
        let server = MemoryTransport::new();
        server.reply(Method::Get, "/api/v1/agents", response);
        block_on(AimClient::new(server).list_agents(None, None, None, None)).unwrap_err()
    };
    for status in [401, 403] {
        let error = of(Response::new(status).with_body(r#"{"error": "who are you?"}"#));
        assert!(matches!(error, AimError::Authentication(_)), "{error:?}");
        assert_eq!(
            (error.status(), error.message(), error.is_retryable()),
            (Some(status), Some("who are you?"), false)
        );
        assert_eq!(error.operation(), Some("AimClient::list_agents"));
    }
    for status in [400, 404, 409, 429, 503] {
        let error = of(Response::new(status));
        assert!(matches!(error, AimError::Verification(_)), "{error:?}");
    }
    assert!(matches!(of(Response::new(200).with_body("{")), AimError::Verification(_)));
    for (kind, retryable) in [(Kind::Timeout, true), (Kind::Connect, true), (Kind::Tls, false)] {
        let server = MemoryTransport::new();
        server.fail(Method::Get, "/api/v1/agents", TransportError::new(kind));
        let client = AimClient::new(server);
        let error = block_on(client.list_agents(None, None, None, None)).unwrap_err();
        assert!(matches!(error, AimError::Verification(_)) && error.is_retryable() == retryable, "{error:?}");
    }
}

#[test]
fn what_the_official_package_refuses_is_not_sent() {
    let server = MemoryTransport::new();
    let error = block_on(client(&server).list_agents(Some(101), None, None, None)).unwrap_err();
    assert!(matches!(error, AimError::Configuration(_)), "{error:?}");
    assert_eq!(error.to_string(), "`AimClient::list_agents` was not sent: `limit` must be at most 100");
    assert!(server.requests().is_empty());
    fn unmade() -> Result<AimClient, AimError> {
        Ok(AimClient::builder().build()?)
    }
    assert!(matches!(unmade(), Err(AimError::Configuration(_))));
}

/// The official package takes it for missing credentials, and some servers deny with this status.
#[test]
fn a_denial_may_have_status_403() {
    let verified = |body: &str| {
        let server = MemoryTransport::new();
        server.reply(Method::Post, "/api/v1/sdk-api/verifications", Response::new(403).with_body(body));
        let verification = NewVerification::new(AGENT, "db:read", "now", "signature", PUBLIC_KEY);
        block_on(client(&server).verify(&verification))
    };
    let denied = verified(r#"{"id": "1", "status": "denied", "denial_reason": "not yours"}"#).unwrap();
    assert_eq!((denied.status, denied.denial_reason.as_deref()), (VerificationStatus::Denied, Some("not yours")));
    let error = verified(r#"{"error": "who are you?"}"#).unwrap_err();
    assert!(matches!(error, AimError::Authentication(_)), "{error:?}");
    assert_eq!((error.status(), error.message()), (Some(403), Some("who are you?")));
}

#[test]
fn what_has_no_key_is_not_sent() {
    let server = MemoryTransport::new();
    let client = AimClient::builder().transport(server.clone()).build().unwrap();
    let error = block_on(client.get_agent(AGENT)).unwrap_err();
    assert!(matches!(error, AimError::Authentication(_)), "{error:?}");
    assert!(server.requests().is_empty());
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
