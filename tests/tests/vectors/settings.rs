//! Settings from the environment, and the URLs derived from them.

use std::collections::BTreeMap;

use aion_sdk::ApiSettings;
use aion_sdk::runtime::{Origin, OriginError, Secret};
use serde_json::{Value, json};

use super::rows::{Account, Outcome, Row, read};

const HOST: &str = "A host has to be one";

#[test]
fn settings_agree_with_the_official_package() {
    let rows: Vec<Row> = read("control_plane").into_iter().filter(|row| row.call == "ApiSettings").collect();
    let account = Account::of(&rows, judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    7 agree
    4 deviate: A host has to be one
    ");
}

fn judge(row: &Row) -> Outcome {
    let environment: BTreeMap<String, String> = serde_json::from_value(row.arguments["env"].clone()).unwrap();
    let settings = match (ApiSettings::from_environment(&environment), &row.recorded) {
        (Ok(settings), Ok(_)) => settings,
        (Err(_), Err(_)) => return Outcome::Agrees,
        (ours, recorded) => return Outcome::Differs(format!("recorded {recorded:?}, ours {ours:?}")),
    };
    let Ok(recorded) = &row.recorded else { return Outcome::Differs("recorded as an error".to_owned()) };
    let ours = show(&settings);
    let differences: Vec<&String> = recorded
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, value)| ours[*name] != **value && !(is_error(value) && is_error(&ours[*name])))
        .map(|(name, _)| name)
        .collect();
    if differences.is_empty() {
        return Outcome::Agrees;
    }
    let host = settings.api_host();
    let is_address = host.contains("://[");
    if is_address || settings.origin().is_err() {
        return Outcome::Deviates(HOST);
    }
    Outcome::Differs(format!("{differences:?}: recorded {recorded}, ours {ours}"))
}

fn is_error(value: &Value) -> bool {
    value.get("error").is_some()
}

fn show(settings: &ApiSettings) -> Value {
    let part = |read: fn(&Origin) -> Value| settings.origin().map_or_else(failed, |origin| read(&origin));
    let url = |url: Result<String, OriginError>| url.map_or_else(failed, Value::from);
    json!({
        "api_host": settings.api_host(),
        "api_keep_alive": settings.api_keep_alive,
        "client_id": settings.client_id,
        "client_secret": settings.client_secret.as_ref().map(Secret::expose),
        "scheme": part(|origin| origin.scheme().into()),
        "hostname": part(|origin| origin.host().into()),
        "port": part(|origin| origin.effective_port().into()),
        "http_url": url(settings.http_url()),
        "gql_url": url(settings.graphql_url()),
        "ws_gql_url": url(settings.websocket_url()),
    })
}

fn failed(failure: OriginError) -> Value {
    json!({ "error": failure.to_string() })
}

#[test]
fn secrets_do_not_show() {
    let environment = BTreeMap::from([
        ("AION_CLIENT_SECRET".to_owned(), "hunter2".to_owned()),
        ("AION_API_HOST".to_owned(), "https://user:hunter2@h".to_owned()),
    ]);
    let settings = ApiSettings::from_environment(&environment).unwrap();
    assert!(!format!("{settings:?}").contains("hunter2"), "{settings:?}");
    let environment = BTreeMap::from([
        ("AION_API_HOST".to_owned(), "ftp://user:hunter2@h".to_owned()),
        ("AION_API_KEEP_ALIVE".to_owned(), "hunter2".to_owned()),
    ]);
    let error = ApiSettings::from_environment(&environment).unwrap_err();
    assert_eq!(error.problems().len(), 2, "all problems come at once");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}
