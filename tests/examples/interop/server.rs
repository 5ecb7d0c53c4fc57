//! The fake of the identity server: what it is told, and what it checks.

use std::collections::BTreeMap;
use std::error::Error;

use aim_sdk::runtime::json::JsonForm;
use aim_sdk::runtime::signature::{PublicKey, Signature, SigningKey};
use aim_sdk::{AimClientFake, typeloom_fake};
use serde_json::{Value, json};
use typeloom_fake::{FakeServer, Received, Reply};

pub(crate) const API_KEY: &str = "aim_live_interop";
const AGENT_ID: &str = "11111111-2222-4333-8444-555555555555";

/// A server that registers one agent, and has been told what to say to its actions.
pub(crate) fn start() -> Result<FakeServer, Box<dyn Error>> {
    let fake = AimClientFake::builder()?.check(proven).start_on_thread()?;
    let key = SigningKey::from_seed(&std::array::from_fn(|at| u8::try_from(at).unwrap_or_default()));
    let registered = json!({
        "agent_id": AGENT_ID,
        "public_key": key.public_key().to_string(),
        "private_key": key.to_pair_base64().expose(),
        "aim_url": fake.url(),
        "status": "verified",
        "trust_score": 0.5,
    });
    fake.on("register_agent")?.reply(Reply::json(201, &registered));
    // It is known: the first that is asked for is the one of the check.
    fake.on("get_agent")?.once().reply(Reply::json(200, &json!({ "id": AGENT_ID, "name": "shop agent" })));
    for answer in [
        json!({ "id": "v1", "status": "approved" }),
        json!({ "id": "v2", "status": "auto-approved" }),
        json!({ "id": "v3", "status": "denied", "denial_reason": "not on Fridays" }),
        json!({ "id": "v4", "status": "pending" }),
    ] {
        fake.on("verify_capability")?.once().reply(Reply::json(200, &answer));
    }
    fake.on("get_verification")?.once().reply(Reply::json(200, &json!({ "id": "v4", "status": "pending" })));
    fake.on("get_verification")?.once().reply(Reply::json(200, &json!({ "id": "v4", "status": "approved" })));
    fake.on("report_result")?.reply(Reply::json(200, &json!({})));
    Ok(fake)
}

/// Refuses a request that does not prove whose it is, in the way that its operation has.
fn proven(request: &Received) -> Result<(), Reply> {
    let has_key = |header: &str| request.header(header) == Some(API_KEY);
    let outcome = match request.operation().unwrap_or_default().rsplit("::").next().unwrap_or_default() {
        "register_agent" if has_key("x-aim-api-key") => Ok(()),
        "get_verification" | "report_result" if has_key("x-api-key") => Ok(()),
        _ if request.header("x-sdk-version").is_some() && has_key("x-api-key") => Ok(()),
        "verify_capability" => signed_body(request),
        _ => signed_headers(request),
    };
    outcome.map_err(|error| Reply::error(401, "unproven", &error.to_string()))
}

/// The signature in headers is that of method, target, timestamp and body.
fn signed_headers(request: &Received) -> Result<(), Box<dyn Error>> {
    let header = |name| request.header(name).ok_or("a header is missing");
    let key: PublicKey = header("x-public-key")?.parse()?;
    let signature: Signature = header("x-signature")?.parse()?;
    let mut message = format!("{}\n{}\n{}", request.method(), request.target(), header("x-timestamp")?).into_bytes();
    if !request.body().is_empty() {
        message.push(b'\n');
        message.extend_from_slice(request.body());
    }
    Ok(key.verify(&message, &signature)?)
}

/// The signature in the body is that of an object of some of its members.
fn signed_body(request: &Received) -> Result<(), Box<dyn Error>> {
    let body = request.json().ok_or("there is no body")?;
    let text = |name| body.get(name).and_then(Value::as_str).ok_or("a member is missing");
    let key: PublicKey = text("publicKey")?.parse()?;
    let signature: Signature = text("signature")?.parse()?;
    let renamed = [
        ("action_type", "capability"),
        ("agent_id", "agentId"),
        ("context", "context"),
        ("resource", "resource"),
        ("timestamp", "timestamp"),
    ];
    let signed: BTreeMap<_, _> = renamed.iter().map(|(name, member)| (*name, &body[*member])).collect();
    let message = JsonForm::PYTHON.sorted().rewrite(&serde_json::to_vec(&signed)?)?;
    Ok(key.verify(message.as_bytes(), &signature)?)
}
