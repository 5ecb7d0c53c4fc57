//! What the official package of the identity server sends, sent by the generated client.

use std::path::Path;

use aim_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use aim_sdk::runtime::{ClientError, Model};
use aim_sdk::{ActionResult, AimClient, NewVerification};
use pollster::block_on;
use serde::Deserialize;
use serde_json::Value;

use super::rows::{Account, Outcome};

/// A recorded request.
#[derive(Deserialize)]
struct Recorded {
    name: String,
    method: String,
    path: String,
    x_signature: Option<String>,
    body: String,
}

impl Recorded {
    fn body<T: Model>(&self) -> T {
        T::from_json(self.body.as_bytes()).unwrap()
    }

    /// The part of the path behind the last slash but so many.
    fn segment(&self, from_end: usize) -> &str {
        self.path.rsplit('/').nth(from_end).unwrap()
    }
}

fn recorded() -> Vec<Recorded> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aim/signed_requests.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn requests_are_those_of_the_official_package() {
    let mut account = Account::default();
    for recorded in recorded() {
        account.add(judge(&recorded), || recorded.name.clone());
    }
    account.check();
    insta::assert_snapshot!(account, @r"
    4 agree
    1 do not apply: attestations of MCP servers
    6 do not apply: signed requests
    ");
}

/// The same call with the generated client; none where it has no such operation.
fn call(client: &AimClient, recorded: &Recorded) -> Option<Result<(), ClientError>> {
    let outcome = match recorded.name.as_str() {
        "verify ctx" | "verify null resource, empty ctx" | "verify unicode" => {
            block_on(client.verify(&recorded.body::<NewVerification>())).map(drop)
        }
        "log result" => block_on(client.report_result(recorded.segment(1), &recorded.body::<ActionResult>())),
        _ => return None,
    };
    Some(outcome)
}

fn judge(recorded: &Recorded) -> Outcome {
    let server = MemoryTransport::new();
    for method in [Method::Get, Method::Post, Method::Put, Method::Delete] {
        let path = recorded.path.split('?').next().unwrap();
        server.reply(method, path, Response::new(200).with_body(r#"{"id": "1", "name": "one", "status": "approved"}"#));
    }
    let client = AimClient::new(server.clone());
    match call(&client, recorded) {
        None if recorded.x_signature.is_some() => return Outcome::DoesNotApply("signed requests"),
        None => return Outcome::DoesNotApply("attestations of MCP servers"),
        Some(Err(error)) => return Outcome::Differs(error.to_string()),
        Some(Ok(())) => {}
    }
    match difference(&server.requests()[0], recorded) {
        Some(difference) => Outcome::Differs(difference),
        None => Outcome::Agrees,
    }
}

/// What is sent otherwise. The body of an open request is compared as JSON: nobody has signed its text.
fn difference(sent: &Request, recorded: &Recorded) -> Option<String> {
    let address = format!("{} {}", sent.method().as_str(), sent.target());
    if address != format!("{} {}", recorded.method, recorded.path) {
        return Some(address);
    }
    let body = std::str::from_utf8(sent.body().unwrap_or_default()).unwrap();
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    (value(body) != value(&recorded.body)).then(|| body.to_owned())
}
