//! Fakes verify what their descriptions say is signed.

use aim_sdk::runtime::client::{Method, Request, Response, Transport, TransportError};
use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::{
    AgentUpdate, AimClient, AimClientFake, AimClientProfile, AimError, McpServerUse, NewAgent, NewCapability,
    NewMcpAttestation, NewVerification,
};
use typeloom_fake::{FakeBuilder, FakeServer};
use typeloom_runtime::BoxFuture;
use typeloom_runtime::http::HttpTransport;

use super::{TestResult, http};

const AGENT: &str = "agent-1";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn strict() -> TestResult<FakeBuilder> {
    Ok(AimClientFake::builder()?.authenticated())
}

/// A client whose requests are changed on their way, after they are signed.
struct Meddler<F>(HttpTransport, F);

impl<F: Fn(Request) -> Request + Send + Sync> Transport for Meddler<F> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.0.call(self.1(request))
    }
}

fn signing(fake: &FakeServer, seed: u8, meddle: fn(Request) -> Request) -> TestResult<AimClient> {
    Ok(AimClient::builder()
        .transport(Meddler(http(fake)?, meddle))
        .signed(AGENT, key(seed))
        .build()?
        .with_agent_id(AGENT))
}

fn unchanged(request: Request) -> Request {
    request
}

/// The status and what the server says.
fn refusal<T>(outcome: Result<T, AimError>) -> (u16, String) {
    match outcome {
        Ok(_) => (200, String::new()),
        Err(error) => match (error.status(), error.message()) {
            (Some(status), message) => (status, message.unwrap_or_default().to_owned()),
            (None, _) => (0, error.to_string()),
        },
    }
}

fn action() -> NewVerification {
    let why = serde_json::json!({ "b": [1e16], "a": null });
    let context = [("sum".to_owned(), 50.0.into()), ("why".to_owned(), why)];
    NewVerification::new("mail:send").with_resource("zoë@example.com").with_context(context.into())
}

fn attestation() -> NewMcpAttestation {
    NewMcpAttestation::new("https://files.example", "files", vec!["read_file".to_owned()], "Y2g=")
}

#[tokio::test]
async fn signed_requests_are_taken() -> TestResult {
    let fake = strict()?.start().await?;
    let client = signing(&fake, 1, unchanged)?;
    let agent = NewAgent::new("shop", "Shop", "Sells tea: café", key(1).public_key().to_string());
    client.create_agent(&agent).await?;
    assert_eq!(client.list_agents(Some(10), Some(0), None, None).await?.agents.len(), 1);
    client.register_capability(&NewCapability::new("db:read", "Reads")).await?;
    assert!(client.verify_capability(&action()).await?.id.is_some());
    client.attest_mcp("files", &attestation()).await?;
    Ok(())
}

#[tokio::test]
async fn what_was_changed_on_its_way_is_refused() -> TestResult {
    let fake = strict()?.start().await?;
    let wrong = (401, "the signature is not that of this key for this request".to_owned());
    let other_path = signing(&fake, 1, |request| {
        let headers: Vec<_> = request.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let moved = Request::new(Method::Get, format!("{}x", request.path()));
        headers.into_iter().fold(moved, |request, (name, value)| request.with_header(name, value))
    })?;
    assert_eq!(refusal(other_path.get_mcp_server("files").await), wrong);
    let other_body = signing(&fake, 1, |request| {
        let body = String::from_utf8_lossy(request.body().unwrap_or_default()).replace("send", "read");
        request.with_json(body)
    })?;
    assert_eq!(refusal(other_body.verify_capability(&action()).await), wrong);
    assert_eq!(refusal(other_body.register_capability(&NewCapability::new("mail:send", "Sends")).await), wrong);
    let other_time = signing(&fake, 1, |mut request| {
        request.set_header("X-Timestamp", "1");
        request
    })?;
    assert_eq!(refusal(other_time.get_mcp_server("files").await), wrong);
    let no_signature = signing(&fake, 1, |mut request| {
        request.set_header("X-Signature", "AAAA");
        request
    })?;
    let told = refusal(no_signature.get_mcp_server("files").await);
    assert_eq!(told, (401, "the signature is none of Ed25519 in base64".to_owned()));
    Ok(())
}

#[tokio::test]
async fn keys_that_are_known_are_the_only_ones() -> TestResult {
    let fake = strict()?.known_key(AGENT, key(1).public_key().to_string()).start().await?;
    signing(&fake, 1, unchanged)?.verify_capability(&action()).await?;
    let stranger = signing(&fake, 2, unchanged)?;
    let told = (401, "the public key is not the one that is known for this name".to_owned());
    assert_eq!(refusal(stranger.verify_capability(&action()).await), told);
    assert_eq!(refusal(stranger.get_mcp_server("files").await), told);
    // An attestation comes without its key.
    let told = refusal(stranger.attest_mcp("files", &attestation()).await);
    assert_eq!(told, (401, "the signature is not that of this key for this request".to_owned()));
    signing(&fake, 1, unchanged)?.attest_mcp("files", &attestation()).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_not_signed_is_taken_unless_it_has_to_be() -> TestResult {
    let plain = r#"{"capability": "db:read"}"#;
    let request = || Request::new(Method::Post, "/api/v1/sdk-api/verifications").with_json(plain);
    let list = || Request::new(Method::Get, "/api/v1/agents");
    let relaxed = AimClientFake::start().await?;
    for request in [request(), list()] {
        let response = http(&relaxed)?.call(request).await?;
        assert!(response.is_success(), "{}", response.status());
    }
    let strict = strict()?.start().await?;
    for request in [request(), list()] {
        assert_eq!(http(&strict)?.call(request).await?.status(), 401);
    }
    // A key that nobody has seen signs for nobody.
    let told = refusal(signing(&strict, 1, unchanged)?.attest_mcp("files", &attestation()).await);
    assert_eq!(told, (401, "no key is known for this name".to_owned()));
    signing(&relaxed, 1, unchanged)?.attest_mcp("files", &attestation()).await?;
    Ok(())
}

#[tokio::test]
async fn what_a_signed_body_holds_is_checked() -> TestResult {
    let fake = AimClientFake::start().await?;
    let request = Request::new(Method::Post, "/api/v1/mcp-servers/files/attest")
        .with_json(r#"{"attestation": {"mcpUrl": 1, "mcpName": "n"}, "signature": ""}"#);
    let response = http(&fake)?.call(request).await?;
    assert_eq!(response.status(), 400, "{}", String::from_utf8_lossy(response.body()));
    assert!(String::from_utf8_lossy(response.body()).contains("mcpUrl"));
    Ok(())
}

#[tokio::test]
async fn a_fake_takes_the_names_of_either_profile() -> TestResult {
    let fake = strict()?.start().await?;
    let first = signing(&fake, 1, unchanged)?;
    let agent = NewAgent::new("shop", "Shop", "Sells tea", key(1).public_key().to_string());
    let id = first.create_agent(&agent).await?.id;
    for profile in [AimClientProfile::Python1210, AimClientProfile::CamelCase] {
        let client = first.clone().with_profile(profile);
        let name = format!("{profile:?}");
        let changed = client.update_agent(Some(&id), &AgentUpdate::new().with_display_name(name.as_str())).await?;
        assert_eq!(changed.display_name, Some(name));
        client.with_agent_id(id.as_str()).register_mcp(&McpServerUse::new(vec!["files".to_owned()])).await?;
    }
    let built = AimClient::builder().profile(AimClientProfile::CamelCase).transport(http(&fake)?).signed(AGENT, key(1));
    built.build()?.with_agent_id(id).register_mcp(&McpServerUse::new(vec!["files".to_owned()])).await?;
    let sent = fake.requests_for("register_mcp")?;
    let names: Vec<bool> =
        sent.iter().map(|request| request.json().unwrap_or_default()["mcpServerIds"].is_array()).collect();
    assert_eq!(names, [false, true, true]);
    Ok(())
}
