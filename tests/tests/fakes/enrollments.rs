//! Enrollments of a generated client: what is stored, asked and registered.

use std::path::Path;
use std::sync::{Arc, Mutex};

use aim_sdk::runtime::client::{Method, Request, Response};
use aim_sdk::runtime::credential_store::FileNames;
use aim_sdk::runtime::{CredentialStore, EnrollmentError, MemoryTransport, Model as _};
use aim_sdk::{AgentEnrollment, AgentType, AimClient, StoredAgent, secure};

const REGISTER: &str = "/api/v1/public/agents/register";
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8DoQe/884Qvh1w3RjnS8CZZ+TWMJulDV8d3IZkElUxuA==";

/// A server that registers agents as `a1`, and knows them.
fn server() -> MemoryTransport {
    let server = MemoryTransport::new();
    server.respond_with(Method::Post, REGISTER, |_| {
        let body =
            format!(r#"{{"agent_id": "a1", "public_key": "p", "private_key": "{KEY}", "aim_url": "https://s"}}"#);
        Ok(Response::new(201).with_body(body))
    });
    server
}

fn knows(server: &MemoryTransport, status: u16) {
    let known = move |_: &Request| Ok(Response::new(status).with_body(r#"{"id": "a1", "name": "shop"}"#));
    server.respond_with(Method::Get, "/api/v1/agents/a1", known);
}

fn store(home: &Path) -> CredentialStore {
    CredentialStore::new(home.join("agents")).with_file_names(FileNames::Underscored)
}

fn enrollment(server: &MemoryTransport, home: &Path) -> AgentEnrollment {
    let server = server.clone();
    secure("shop agent")
        .server_url("https://shop.example")
        .store(store(home))
        .connection(move |builder| builder.transport(server.clone()))
}

fn connect(enrollment: AgentEnrollment) -> Result<AimClient, EnrollmentError> {
    pollster::block_on(enrollment.connect())
}

fn sent(server: &MemoryTransport) -> Vec<String> {
    server.requests().iter().map(|sent| format!("{} {}", sent.method(), sent.path())).collect()
}

fn header(server: &MemoryTransport, name: &str) -> Option<String> {
    server.requests().last().and_then(|sent| sent.header(name)).map(str::to_owned)
}

#[test]
fn an_agent_is_registered_with_an_api_key_and_stored() {
    let (server, home) = (server(), tempfile::tempdir().unwrap());
    knows(&server, 200);
    let told = enrollment(&server, home.path())
        .api_key("aim_live_k")
        .agent_type(AgentType::Langchain)
        .capabilities(["db:read"])
        .talks_to(["tax"]);
    assert!(!format!("{told:?}").contains("aim_live_k"));
    let client = connect(told).unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("x-aim-api-key"), Some("aim_live_k"));
    assert_eq!(requests[0].header("x-signature"), None);
    assert_eq!(
        String::from_utf8_lossy(requests[0].body().unwrap()),
        concat!(
            r#"{"name": "shop agent", "displayName": "shop agent", "description": "Agent shop agent registered via AIM SDK", "#,
            r#""agentType": "langchain", "version": "1.0.0", "talksTo": ["tax"], "capabilities": ["db:read"]}"#,
        )
    );
    let stored: StoredAgent = store(home.path()).load("shop agent").unwrap().unwrap();
    assert_eq!((stored.agent_id.as_str(), stored.private_key.as_str()), ("a1", KEY));
    assert_eq!(stored.aim_url.as_deref(), Some("https://s"));
    assert!(home.path().join("agents/shop_agent.json").is_file());
    // The client signs, and knows the API key no more.
    pollster::block_on(client.get_agent(None)).unwrap();
    assert_eq!(header(&server, "x-agent-id").as_deref(), Some("a1"));
    assert_eq!(header(&server, "x-api-key"), None);
}

#[test]
fn what_is_stored_is_used_as_long_as_nobody_says_that_it_is_stale() {
    for status in [200, 401, 500] {
        let (server, home) = (server(), tempfile::tempdir().unwrap());
        knows(&server, status);
        connect(enrollment(&server, home.path()).api_key("k")).unwrap();
        connect(enrollment(&server, home.path()).api_key("k")).unwrap();
        assert_eq!(sent(&server), [format!("POST {REGISTER}"), "GET /api/v1/agents/a1".to_owned()], "{status}");
        assert_eq!(header(&server, "x-sdk-version").as_deref(), Some("1.21.0"));
        assert_eq!(header(&server, "x-api-key").as_deref(), Some("k"));
        assert_eq!(header(&server, "x-signature"), None);
    }
}

#[test]
fn a_stale_identity_is_replaced() {
    let (server, home) = (server(), tempfile::tempdir().unwrap());
    knows(&server, 404);
    connect(enrollment(&server, home.path()).api_key("k")).unwrap();
    connect(enrollment(&server, home.path()).api_key("k")).unwrap();
    assert_eq!(sent(&server).len(), 3);
    // What is stale and cannot be registered again is gone.
    let error = connect(enrollment(&server, home.path())).unwrap_err();
    assert!(matches!(error, EnrollmentError::NoWay { .. }), "{error:?}");
    assert_eq!(store(home.path()).list().unwrap(), [] as [&str; 0]);
}

#[test]
fn a_new_identity_can_be_forced() {
    let (server, home) = (server(), tempfile::tempdir().unwrap());
    connect(enrollment(&server, home.path()).api_key("k")).unwrap();
    connect(enrollment(&server, home.path()).api_key("k").force_new()).unwrap();
    assert_eq!(sent(&server), [format!("POST {REGISTER}"), format!("POST {REGISTER}")]);
}

#[test]
fn a_registration_that_fails_stores_nothing() {
    let (server, home) = (MemoryTransport::new(), tempfile::tempdir().unwrap());
    server.respond_with(Method::Post, REGISTER, |_| Ok(Response::new(503)));
    let error = connect(enrollment(&server, home.path()).api_key("secret-k")).unwrap_err();
    assert_eq!((error.status(), sent(&server).len()), (Some(503), 1));
    assert!(!format!("{error:?}").contains("secret-k"));
    assert!(!home.path().join("agents").exists());
}

#[test]
fn a_session_registers_a_key_of_its_own_and_is_refreshed_once() {
    let (server, home) = (server(), tempfile::tempdir().unwrap());
    server.respond_with(Method::Post, "/api/v1/auth/refresh", |_| {
        Ok(Response::new(200).with_body(r#"{"accessToken": "t1", "refreshToken": "r2"}"#))
    });
    let created = |_: &Request| Ok(Response::new(200).with_body(r#"{"id": "a1", "name": "shop agent"}"#));
    server.respond_with(Method::Post, "/api/v1/agents", created);
    let poll = |_: &Request| Ok(Response::new(200).with_body(r#"{"status": "approved"}"#));
    server.respond_with(Method::Get, "/api/v1/sdk-api/verifications/v1", poll);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = secure("shop").server_url("https://s").refresh_token("r1").store(store(home.path())).connection({
        let (server, heard) = (server.clone(), heard.clone());
        move |builder| {
            let heard = heard.clone();
            let hear =
                move |token: &aim_sdk::runtime::Secret<String>| heard.lock().unwrap().push(token.expose().clone());
            builder.transport(server.clone()).on_rotation(hear)
        }
    });
    let client = connect(told).unwrap();
    // Polls go with the session, which the client goes on with.
    pollster::block_on(client.get_verification("v1")).unwrap();
    assert_eq!(
        sent(&server),
        ["POST /api/v1/auth/refresh", "POST /api/v1/agents", "GET /api/v1/sdk-api/verifications/v1"]
    );
    assert_eq!(header(&server, "authorization").as_deref(), Some("Bearer t1"));
    assert_eq!(*heard.lock().unwrap(), ["r2"]);
    let stored: StoredAgent = store(home.path()).load("shop").unwrap().unwrap();
    let body = server.requests()[1].body().unwrap().to_vec();
    let registered = aim_sdk::runtime::json::Value::from_json(&body).unwrap();
    assert_eq!(registered.get("publicKey").and_then(|key| key.as_str()), Some(stored.public_key.as_str()));
    let key = aim_sdk::runtime::signature::SigningKey::from_base64(stored.private_key.as_str()).unwrap();
    assert_eq!(key.public_key().to_string(), stored.public_key);
}

#[test]
fn options_come_from_settings_where_they_are_not_said() {
    let (server, home) = (server(), tempfile::tempdir().unwrap());
    let variables = [("AIM_API_KEY", "from-settings"), ("AIM_URL", "https://shop.example")];
    let environment =
        std::collections::BTreeMap::from(variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let settings = aim_sdk::AgentSettings::from_environment(&environment).unwrap();
    connect(enrollment(&server, home.path()).settings(&settings)).unwrap();
    assert_eq!(header(&server, "x-aim-api-key").as_deref(), Some("from-settings"));
    connect(enrollment(&server, home.path()).api_key("said").force_new().settings(&settings)).unwrap();
    assert_eq!(header(&server, "x-aim-api-key").as_deref(), Some("said"));
}
