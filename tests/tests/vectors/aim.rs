//! What the official package of the identity server sends, sent by the generated client.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use aim_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use aim_sdk::runtime::client::{TransportError, TransportErrorKind};
use aim_sdk::runtime::clock::ManualClock;
use aim_sdk::runtime::json::JsonForm;
use aim_sdk::runtime::poll::PollError;
use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::runtime::{ClientError, Model};
use aim_sdk::{
    ActionOutcome, ActionResult, AgentStatus, AgentUpdate, AimClient, AimClientProfile, AimError,
    CapabilityRequestStatus, CapabilityStatus, McpServerUse, NewCapability, NewCapabilityRequest, NewMcpAttestation,
    NewVerification, RequestReason, RiskLevel, VerificationStatus,
};
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
    9 agree
    2 deviate: The context of a verification is sorted
    ");
}

/// The same call with the generated client.
fn call(client: &AimClient, recorded: &Recorded) -> Result<(), AimError> {
    match recorded.name.as_str() {
        "get_agent_details" => block_on(client.get_agent(None)).map(drop),
        "list_agents" => block_on(client.list_agents(None, None, None, None)).map(drop),
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
        "attest_mcp" => {
            let attestation =
                NewMcpAttestation::new("u", "n", vec!["read_file".to_owned()], "Y2g=").with_connection_latency_ms(45.0);
            block_on(client.attest_mcp("m", &attestation)).map(drop)
        }
        name => panic!("{name} is not known"),
    }
}

fn judge(recorded: &Recorded) -> Outcome {
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post, Method::Put] {
        let path = recorded.path.split('?').next().unwrap();
        server.reply(method, path, Response::new(200).with_body(r#"{"id": "1", "name": "one", "status": "approved"}"#));
    }
    server.reply(Method::Delete, "/api/v1/agents/other", Response::new(204));
    if let Err(error) = call(&client(&server), recorded) {
        return Outcome::Differs(error.to_string());
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
}

#[test]
fn what_is_there_already_is_no_error() {
    let server = MemoryTransport::new();
    let client = client(&server).with_agent_id("a");
    let path = "/api/v1/sdk-api/agents/a/capabilities/register";
    server.reply(Method::Post, path, Response::new(409).with_body(r#"{"error": "granted already"}"#));
    server.reply(Method::Post, path, Response::new(404).with_body("<html>"));
    server.reply(Method::Post, path, Response::new(400).with_body(r#"{"error": "no capability"}"#));
    let capability = NewCapability::new("db:read", "Reads.");
    let register = || block_on(client.register_capability(&capability));
    assert_eq!(register().unwrap().status, CapabilityStatus::AlreadyExists);
    assert_eq!(register().unwrap().status, CapabilityStatus::NotTracked);
    let error = register().unwrap_err();
    assert!(matches!(error, AimError::Verification(_)), "{error:?}");
    assert_eq!((error.status(), error.message()), (Some(400), Some("no capability")));

    let taken = Response::new(409).with_body(r#"{"error": "asked for already"}"#);
    server.reply(Method::Post, "/api/v1/sdk-api/agents/a/capability-requests", taken);
    let request = NewCapabilityRequest::new("db:read", RequestReason::new("To read the orders.").unwrap());
    let known = block_on(client.request_capability(&request)).unwrap();
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
    fn unmade() -> Result<AimClient, AimError> {
        Ok(AimClient::builder().build()?)
    }
    let server = MemoryTransport::new();
    let error = block_on(client(&server).list_agents(Some(101), None, None, None)).unwrap_err();
    assert!(matches!(error, AimError::Configuration(_)), "{error:?}");
    assert_eq!(error.to_string(), "`AimClient::list_agents` was not sent: `limit` must be at most 100");
    assert!(server.requests().is_empty());
    assert!(matches!(unmade(), Err(AimError::Configuration(_))));
}

/// The official package takes it for missing credentials, and some servers deny with this status.
#[test]
fn a_denial_may_have_status_403() {
    let verified = |body: &str| {
        let server = MemoryTransport::new();
        server.reply(Method::Post, "/api/v1/sdk-api/verifications", Response::new(403).with_body(body));
        block_on(client(&server).verify_capability(&NewVerification::new("db:read")))
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
    let error = block_on(client.get_agent(Some(AGENT))).unwrap_err();
    assert!(matches!(error, AimError::Authentication(_)), "{error:?}");
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
        Ok::<_, AimError>(server.requests().last().unwrap().path().to_owned())
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
    assert!(matches!(error.client_error(), Some(ClientError::Missing { argument: "agent_id", .. })), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`AimClient::get_agent` was not sent: neither the call nor the client says its `agent_id`"
    );
    assert!(!error.is_retryable() && error.operation() == Some("AimClient::get_agent"));
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

#[test]
fn servers_of_the_other_profile_get_other_names() {
    let server = MemoryTransport::new();
    let agent = Response::new(200).with_body(r#"{"id": "1", "name": "one"}"#);
    server.reply(Method::Put, "/api/v1/agents/a", agent.clone()).reply(Method::Put, "/api/v1/agents/a", agent);
    server.respond_with(Method::Post, "/api/v1/sdk-api/verifications/1/result", |_| Ok(Response::new(200)));
    let update = AgentUpdate::new().with_display_name("One").with_version("2");
    let client = client(&server);
    block_on(client.update_agent(Some("a"), &update)).unwrap();
    let camel = client.with_profile(AimClientProfile::CamelCase);
    block_on(camel.update_agent(Some("a"), &update)).unwrap();
    let result = ActionResult::new(ActionOutcome::Success, "now").with_result_summary("ok");
    block_on(camel.report_result("1", &result)).unwrap();
    let bodies: Vec<String> = server
        .requests()
        .iter()
        .map(|request| String::from_utf8(request.body().unwrap_or_default().to_vec()).unwrap())
        .collect();
    assert_eq!(
        bodies,
        [
            r#"{"display_name": "One", "version": "2"}"#,
            r#"{"displayName": "One", "version": "2"}"#,
            r#"{"result": "success", "resultSummary": "ok", "errorMessage": null, "timestamp": "now"}"#,
        ]
    );
    assert_eq!(AimClientProfile::default(), AimClientProfile::Python1210);
    let read = AgentUpdate::from_json(bodies[1].as_bytes()).unwrap();
    assert_eq!(read, update, "either spelling is read");
}

#[test]
fn an_approval_is_waited_for() {
    let state = |status: &str| Response::new(200).with_body(format!(r#"{{"id":"v1","status":"{status}"}}"#));
    let server = MemoryTransport::new();
    let path = "/api/v1/sdk-api/verifications/v1";
    for response in [state("pending"), Response::new(429), state("expired"), state("approved")] {
        server.reply(Method::Get, path, response);
    }
    let clock = ManualClock::new().skipping();
    let client = AimClient::builder().transport(server.clone()).clock(Arc::new(clock.clone())).build().unwrap();
    let verification = block_on(async { client.wait_for_verification("v1").await }).unwrap();
    assert_eq!(verification.status, VerificationStatus::Approved);
    // As the official package was recorded to wait.
    assert_eq!(clock.sleeps(), [2.0, 3.0, 4.5].map(Duration::from_secs_f64));

    server.reply(Method::Get, path, Response::new(404));
    let failed = block_on(async { client.wait_for_verification("v1").await });
    assert!(matches!(&failed, Err(PollError::Failed(error)) if error.status() == Some(404)), "{failed:?}");
    server.respond_with(Method::Get, path, move |_| Ok(state("pending")));
    let late = block_on(async { client.wait_for_verification("v1").limit(Duration::from_secs(20)).await });
    assert!(matches!(late, Err(PollError::TimedOut { polls: 6, last: None, .. })), "{late:?}");
}

/// The server gives two of three agents, and then the third.
#[test]
fn all_agents_are_one_stream() {
    let page = |ids: &[&str]| {
        let agents = ids.iter().map(|id| format!(r#"{{"id":"{id}","name":"{id}"}}"#)).collect::<Vec<_>>().join(",");
        Response::new(200).with_body(format!(r#"{{"agents":[{agents}],"total":3}}"#))
    };
    let server = MemoryTransport::new();
    server.reply(Method::Get, "/api/v1/agents", page(&["a", "b"]));
    server.reply(Method::Get, "/api/v1/agents", page(&["c"]));
    let client = client(&server);
    let agents = block_on(client.list_agents_all(Some(&AgentStatus::Verified), None).all()).unwrap();
    assert_eq!(agents.iter().map(|agent| agent.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    let asked: Vec<String> = server.requests().iter().map(Request::target).collect();
    let path = "/api/v1/agents?limit=50&offset=";
    assert_eq!(asked, [format!("{path}0&status=verified"), format!("{path}2&status=verified")]);
    assert!(server.requests().iter().all(|request| request.header("x-signature").is_some()), "each is signed");
}
