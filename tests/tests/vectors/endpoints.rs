//! Endpoints for other software: servers of the Model Context Protocol, and the model service.

use std::sync::Arc;
use std::time::Duration;

use aion_sdk::runtime::client::MemoryTransport;
use aion_sdk::runtime::endpoint::{Endpoint, EndpointError, Headers};
use aion_sdk::runtime::token::{Granted, TokenError, TokenPolicy, TokenProvider, TokenSource};
use aion_sdk::runtime::{BoxFuture, ReferenceError};
use aion_sdk::{
    ApiSettings, CapabilityReference, CapabilitySubject, GraphqlApi, ModelService, PrincipalSelector, RuntimeContext,
};
use serde_json::{Map, Value, json};

use crate::inputs;
use crate::rows::{Failure, Outcome, Row};

const CASE: &str = "Headers are told apart without regard to case";

/// Gives one token, or none.
struct Fixed(&'static str);

impl TokenSource for Fixed {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        let token = match self.0 {
            "" => Err(TokenError::other("there is none")),
            token => {
                let mut granted = Granted::new(token);
                granted.expires_in = Some(Duration::from_secs(3600));
                Ok(granted)
            }
        };
        Box::pin(std::future::ready(token))
    }
}

fn settings() -> ApiSettings {
    ApiSettings::new().with_client_id("cid").with_client_secret("s3cret")
}

fn tokens(token: &'static str) -> Arc<TokenProvider> {
    Arc::new(TokenProvider::new(Fixed(token), TokenPolicy::new()))
}

fn api(token: &'static str) -> GraphqlApi {
    let builder =
        GraphqlApi::builder_from(&settings()).base_url("https://api.aion.to").transport(MemoryTransport::new());
    builder.tokens(tokens(token)).build().unwrap()
}

fn models(token: &'static str) -> ModelService {
    let builder = ModelService::builder_from(&settings()).base_url("https://h").transport(MemoryTransport::new());
    builder.tokens(tokens(token)).build().unwrap()
}

fn object(headers: &Headers) -> Value {
    headers.iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect::<Map<_, _>>().into()
}

fn mcp(arguments: &Value) -> Result<Value, Failure> {
    let mut client = api(if arguments["token"] == "" { "" } else { "tok" });
    if let Some([member, value]) = arguments["principal_selector"].as_array().map(Vec::as_slice) {
        client = client.with_principal(inputs::selector(member.as_str().unwrap(), value.as_str().unwrap())?);
    }
    let reference = &arguments["reference"];
    let reference = if reference.is_null() { None } else { Some(inputs::reference(reference)?) };
    let endpoint = client.mcp_endpoint(reference.as_ref())?;
    let headers = object(&pollster::block_on(endpoint.headers())?);
    let (name, url) = (endpoint.name(), endpoint.url());
    let listed = json!({ (name): { "headers": headers, "transport": "http", "url": url } });
    Ok(json!({ "headers": headers, "langchain": listed, "name": name, "transport": "http", "url": url }))
}

/// A row about a server of the Model Context Protocol.
pub fn judge_mcp(row: &Row) -> Outcome {
    match (mcp(&row.arguments), &row.recorded) {
        (Ok(ours), Ok(recorded)) if ours == *recorded => Outcome::Agrees,
        (Err(error), Err(recorded))
            if recorded == "Unable to obtain an Aion API token."
                && matches!(error.downcast_ref(), Some(EndpointError::Token(_))) =>
        {
            Outcome::Agrees
        }
        (ours, recorded) => Outcome::Differs(format!("recorded {recorded:?}, ours {ours:?}")),
    }
}

/// A row about the model service.
pub fn judge_models(what: &str, recorded: &Value) -> Outcome {
    let client = models("key");
    let (ours, other) = match what.split_once(": ") {
        Some(("request headers", what)) => request_headers(&client, what),
        _ => match what {
            "openai_kwargs no headers" => (openai(&client, &[]), None),
            "openai_kwargs Accept preset" => (openai(&client, &[("Accept", "x")]), None),
            "openai_kwargs accept lower preset" => {
                let brought = [("accept", "x")];
                let one = json!({ "api_key": "key", "base_url": "https://h/v1", "default_headers": { "accept": "x" } });
                (openai(&client, &brought), Some(one))
            }
            "litellm_kwargs no headers" => {
                let openai = openai(&client, &[]);
                (json!({ "api_base": openai["base_url"], "api_key": openai["api_key"] }), None)
            }
            _ => return Outcome::DoesNotApply("HTTP clients of another language"),
        },
    };
    match other {
        _ if ours == *recorded => Outcome::Agrees,
        Some(other) if ours == other => Outcome::Deviates(CASE),
        _ => Outcome::Differs(format!("recorded {recorded}, ours {ours}")),
    }
}

/// What a library is given: a URL, what it asks for keys, and headers of its own completed by those that never change.
fn openai(client: &ModelService, brought: &[(&str, &str)]) -> Value {
    let endpoint = client.models_endpoint().unwrap();
    let mut headers: Headers = brought.iter().copied().collect();
    for (name, value) in endpoint.fixed_headers() {
        if headers.get(name).is_none() {
            headers.set(name, value);
        }
    }
    let key = pollster::block_on(endpoint.tokens().unwrap().get()).unwrap();
    json!({ "api_key": key.expose(), "base_url": endpoint.url(), "default_headers": object(&headers) })
}

/// The headers of a request beside its token and what it accepts, and what they are where ours differ.
fn request_headers(client: &ModelService, what: &str) -> (Value, Option<Value>) {
    let identity = "aion://agent/identity/a";
    let held = |uri: &str| client.with_principal(PrincipalSelector::from_resource_uri(uri).unwrap());
    let (client, brought, other): (_, Vec<(&str, &str)>, _) = match what {
        "provider identity" => (held(identity), vec![], None),
        "provider env" => (held("aion://agent/environment/e"), vec![], None),
        "provider empty" => (client.clone(), vec![], None),
        "existing invalid removed" => (held(identity), vec![("Aion-Principal-Selector", "no selector")], None),
        "existing lower-case header not seen" => {
            let one = json!({ "Aion-Principal-Selector": "aion://agent/identity/z" });
            (held(identity), vec![("aion-principal-selector", "aion://agent/identity/z")], Some(one))
        }
        "other headers kept" => (held(identity), vec![("A", "b")], None),
        other => panic!("nobody knows what `{other}` brings"),
    };
    let endpoint = client.models_endpoint().unwrap();
    let mut headers = pollster::block_on(endpoint.headers_for(brought.into_iter().collect())).unwrap();
    assert_eq!(headers.remove("Authorization").as_deref(), Some("Bearer key"));
    assert_eq!(headers.remove("accept").as_deref(), Some("application/json, text/event-stream"));
    (object(&headers), other)
}

#[test]
fn endpoints_are_of_one_kind_and_know_their_server() {
    let agent = CapabilityReference::primary_a2a(CapabilitySubject::agent_identity("a").unwrap());
    let error = api("tok").mcp_endpoint(&agent).unwrap_err();
    assert!(matches!(error, EndpointError::Reference(ReferenceError::WrongKind { .. })), "{error:?}");
    let bare = GraphqlApi::new(MemoryTransport::new());
    assert!(matches!(bare.mcp_endpoint(None).unwrap_err(), EndpointError::NoBaseUrl));
    let named = api("tok").mcp_endpoint(None).unwrap().with_name("tools").with_name("");
    assert_eq!(named.name(), "tools");
}

#[test]
fn endpoints_are_called_on_behalf_of_a_request() {
    let context = json!({ "dist": "d", "env": "e 1" });
    let context: RuntimeContext = inputs::context(&context).unwrap().unwrap();
    let client = api("tok").with_context(&context).unwrap();
    let headers = |endpoint: Endpoint| pollster::block_on(endpoint.headers()).unwrap();
    let sent = headers(client.mcp_endpoint(None).unwrap());
    assert_eq!(sent.get("aion-principal-selector"), Some("aion://agent/environment/e%201"));
    let sent = headers(models("key").with_context(&context).unwrap().models_endpoint().unwrap());
    assert_eq!(sent.get("aion-principal-selector"), None);
}

#[test]
fn endpoints_show_no_tokens() {
    let endpoint = models("s3cret").models_endpoint().unwrap();
    let headers = pollster::block_on(endpoint.headers()).unwrap();
    assert_eq!(headers.get("authorization"), Some("Bearer s3cret"));
    assert!(!format!("{endpoint:?} {headers:?}").contains("s3cret"));
}
