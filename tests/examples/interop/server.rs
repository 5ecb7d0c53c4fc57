//! The fake of the identity server: what it is told, and what was proven to it.

use std::error::Error;

use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::{AimClientFake, typeloom_fake};
use serde_json::json;
use typeloom_fake::{FakeServer, Received, Reply};

pub(crate) const API_KEY: &str = "aim_live_interop";
const AGENT_ID: &str = "11111111-2222-4333-8444-555555555555";

/// A server that registers one agent, and has been told what to say to its actions.
pub(crate) fn start() -> Result<FakeServer, Box<dyn Error>> {
    let fake = AimClientFake::builder()?.authenticated().start_on_thread()?;
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

/// What was sent, each of which proves whose it is in the way that its operation has.
pub(crate) fn proven(fake: &FakeServer) -> Result<Vec<Received>, Box<dyn Error>> {
    let requests = fake.requests();
    for (at, request) in requests.iter().enumerate() {
        let has_key = |header: &str| request.header(header) == Some(API_KEY);
        let is_proven = match request.operation().unwrap_or_default().rsplit("::").next().unwrap_or_default() {
            "register_agent" => has_key("x-aim-api-key"),
            "get_verification" | "report_result" => has_key("x-api-key"),
            // The check has the path of another operation, which is signed.
            "get_agent" if request.header("x-sdk-version").is_some() => has_key("x-api-key"),
            _ => fake.verify(request).is_ok(),
        };
        if !is_proven {
            return Err(format!("request {} does not prove whose it is: {request:?}", at + 1).into());
        }
    }
    Ok(requests)
}
