//! What the official package sends over the network, and what it makes of the answers: tokens.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aion_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use aion_sdk::runtime::clock::{Clock, ManualClock};
use aion_sdk::runtime::token::{TokenError, TokenProvider};
use aion_sdk::{ApiSettings, ModelService, TokenRequest, TokenService};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::rows::{Account, Failure, Outcome, Row};

const PATH: &str = "Tokens come from one path";

#[test]
fn what_is_sent_agrees_with_the_official_package() {
    let account = Account::of(&rows(), judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    26 agree
    2 deviate: Headers are told apart without regard to case
    1 deviate: Tokens come from one path
    1 do not apply: HTTP clients of another language
    36 do not apply: compared by the tests of GraphQL
    1 do not apply: requests that no operation describes
    ");
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aion/wire.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).zip(1..);
    rows.map(|(row, number)| Row {
        number,
        call: row["name"].as_str().unwrap().to_owned(),
        arguments: row["wire"].clone(),
        recorded: match row.get("error") {
            Some(error) => Err(error["message"].as_str().unwrap().to_owned()),
            None => Ok(row["result"].clone()),
        },
    })
    .collect()
}

fn judge(row: &Row) -> Outcome {
    let (kind, rest) = row.call.split_once(' ').unwrap();
    let world = World::new();
    let ours = match kind {
        "auth" => world.authenticate(rest.rsplit(' ').next().unwrap().parse().unwrap()),
        "jwt" => Ok(world.get_tokens(rest, row.recorded.as_ref().unwrap())),
        "request" => return Outcome::DoesNotApply("requests that no operation describes"),
        "model" => return super::endpoints::judge_models(rest, row.recorded.as_ref().unwrap()),
        _ => return Outcome::DoesNotApply("compared by the tests of GraphQL"),
    };
    let recorded = row.recorded.as_ref().map_err(String::as_str);
    let is_same = match (&ours, recorded) {
        // Further members of a result are not kept.
        (Ok(ours), Ok(recorded)) => {
            ours == recorded || recorded["accessToken"] == ours["accessToken"] && kind == "auth"
        }
        (Err(ours), Err(recorded)) => ours.to_string() == recorded,
        _ => false,
    };
    let (sent, expected) = (world.sent(), row.arguments.as_array().unwrap().iter().map(shown).collect::<Vec<_>>());
    if !is_same {
        return Outcome::Differs(format!("recorded {recorded:?}, ours {ours:?}"));
    }
    if sent == expected {
        return Outcome::Agrees;
    }
    let elsewhere = |mut request: Value| {
        request["path"] = "/auth/token".into();
        request
    };
    if sent.iter().cloned().map(elsewhere).collect::<Vec<_>>() == expected {
        return Outcome::Deviates(PATH);
    }
    Outcome::Differs(format!("recorded {expected:?}, ours {sent:?}"))
}

/// What a request says, but for headers that HTTP libraries add by themselves (`accept` among them).
fn shown(request: &Value) -> Value {
    json!({
        "http": request["http"],
        "path": request["path"],
        "body": request["raw_body"],
        "content-type": request["headers"]["content-type"],
        "authorization": request["headers"].get("authorization"),
    })
}

/// A server with a script, and a clock that stands still.
struct World {
    server: MemoryTransport,
    script: Arc<Mutex<VecDeque<Response>>>,
    clock: ManualClock,
}

impl World {
    fn new() -> Self {
        let (server, script) = (MemoryTransport::new(), Arc::new(Mutex::new(VecDeque::new())));
        let answers = Arc::clone(&script);
        server.respond_with(Method::Post, "/auth/tokens", move |_| Ok(answers.lock().unwrap().pop_front().unwrap()));
        Self { server, script, clock: ManualClock::new() }
    }

    fn answer(&self, response: Response) {
        self.script.lock().unwrap().push_back(response);
    }

    fn settings() -> ApiSettings {
        ApiSettings::new().with_client_id("cid").with_client_secret("s3cret")
    }

    fn tokens(&self) -> Arc<TokenProvider> {
        let builder = ModelService::builder_from(&Self::settings()).transport(self.server.clone());
        let client: ModelService = builder.clock(Arc::new(self.clock.clone())).build().unwrap();
        Arc::clone(client.token_provider().unwrap())
    }

    fn sent(&self) -> Vec<Value> {
        let requests = self.server.requests();
        let sent = requests.iter().map(|request| {
            json!({
                "http": request.method().as_str(),
                "path": request.path(),
                "body": String::from_utf8_lossy(request.body().unwrap_or_default()),
                "content-type": request.header("content-type"),
                "authorization": request.header("authorization"),
            })
        });
        sent.collect()
    }

    /// One attempt to get a token: a success by the operation, any other status by what needs a token.
    fn authenticate(&self, status: u16) -> Result<Value, Failure> {
        if status == 200 {
            self.answer(Response::new(200).with_body(r#"{"accessToken": "abc", "extra": 1}"#));
            let builder = TokenService::builder_from(&Self::settings()).transport(self.server.clone());
            let service: TokenService = builder.build()?;
            let token = pollster::block_on(service.create_token(&TokenRequest::new("cid", "s3cret")))?;
            return Ok(json!({ "accessToken": token.access_token.expose() }));
        }
        self.answer(Response::new(status).with_body(r#"{"accessToken": "abc"}"#));
        match pollster::block_on(self.tokens().get()) {
            Err(TokenError::Status { status, .. }) => Err(format!("Authentication failed: {status}").into()),
            Err(other) => Err(other.into()),
            Ok(_) => Ok(Value::Null),
        }
    }

    /// Does what the recorded results tell was done: a token or none is what was got, a flag is whether more are asked for.
    fn get_tokens(&self, what: &str, recorded: &Value) -> Value {
        let lives = match what {
            "exp in 120s -> cached" => 120,
            "already expired token accepted and returned" => -10,
            _ => 3600,
        };
        let token = || token(self.clock.now(), lives);
        let bad = match what {
            "401 latches" => Some(Response::new(401)),
            "500 then ok" => Some(Response::new(500)),
            "missing accessToken then ok" => Some(Response::new(200).with_body("{}")),
            "not a jwt then ok" => Some(Response::new(200).with_body(r#"{"accessToken": "opaque"}"#)),
            _ if what.contains("non-json") => Some(Response::new(200).with_body("<html>")),
            _ => None,
        };
        let is_refresh = what.starts_with("refresh");
        if is_refresh {
            self.answer(good(&token()));
        }
        if let Some(bad) = bad {
            self.answer(bad);
        }
        for _ in 0..3 {
            self.answer(good(&token()));
        }
        let tokens = self.tokens();
        let mut results = Vec::new();
        for step in recorded.as_array().unwrap() {
            results.push(match step {
                Value::Bool(_) => tokens.is_latched().into(),
                Value::String(word) if word == "aged" => {
                    let past = if what.contains("EXPIRED") { 3700 } else { 3570 };
                    self.clock.advance(Duration::from_secs(past));
                    step.clone()
                }
                Value::String(word) if word == "cleared" => {
                    tokens.clear();
                    step.clone()
                }
                _ => pollster::block_on(tokens.get()).map_or(Value::Null, |_| "<tok>".into()),
            });
        }
        results.into()
    }
}

fn good(token: &str) -> Response {
    Response::new(200).with_body(json!({ "accessToken": token }).to_string())
}

/// A token that expires so many seconds from now.
fn token(now: SystemTime, lives: i64) -> String {
    let now = i64::try_from(now.duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    let encoded = |part: Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}.c2ln", encoded(json!({ "alg": "none" })), encoded(json!({ "sub": "v-1", "exp": now + lives })))
}

#[test]
fn requests_of_the_model_service_carry_a_token() {
    let world = World::new();
    world.answer(good(&token(world.clock.now(), 3600)));
    world.server.reply(Method::Get, "/v1/models/{model}", Response::new(404));
    let builder = ModelService::builder_from(&World::settings()).transport(world.server.clone());
    let client = builder.clock(Arc::new(world.clock.clone())).build().unwrap();
    assert_eq!(pollster::block_on(client.find_model("a/b")).unwrap(), None);
    let sent = world.sent();
    assert_eq!((sent.len(), sent[1]["path"].as_str().unwrap()), (2, "/v1/models/a%2Fb"));
    assert!(sent[1]["authorization"].as_str().unwrap().starts_with("Bearer ey"));
    // The timeout of the description is that of requests for tokens.
    let timeouts: Vec<_> = world.server.requests().iter().map(Request::timeout).collect();
    assert_eq!(timeouts, [Some(Duration::from_secs(30)), None]);
}

#[test]
fn without_credentials_nothing_is_sent() {
    let world = World::new();
    let builder = ModelService::builder_from(&ApiSettings::new()).transport(world.server.clone());
    let client = builder.build().unwrap();
    assert!(pollster::block_on(client.list_models()).is_err());
    assert!(world.sent().is_empty());
}
