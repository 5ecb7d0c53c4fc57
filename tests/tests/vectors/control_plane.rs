//! Addresses: subjects, keys, references, paths, selectors, and what contexts make of them.

use std::collections::BTreeMap;

use aion_sdk::runtime::{AddressError, ReferenceError, TemplateError, UriError, ValueError};
use aion_sdk::{
    ApiSettings, CONTROL_PLANE_MCP_CAPABILITY_KEY, CapabilityKey, CapabilityKeySelector, CapabilityKind,
    CapabilityReference, CapabilitySubject, CapabilitySubjectKind, CapabilitySubjectSource, ControlPlanePaths,
    PrincipalSelector, PrincipalSelectorKind, RESOURCE_URI_SCHEME, RuntimeCapabilityReference,
};
use serde_json::{Value, json};

use super::inputs::{context, key, optional_subject, reference, selector, subject};
use super::rows::{Account, Failure, Outcome, Row, read};

const DOTS: &str = "Dot segments are refused in paths";
const ENCODED: &str = "Principal selectors of a context are encoded";

#[test]
fn addresses_agree_with_the_official_package() {
    let rows: Vec<Row> = read("control_plane").into_iter().filter(|row| row.call != "ApiSettings").collect();
    let account = Account::of(&rows, judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    1096 agree
    6 deviate: Dot segments are refused in paths
    3 deviate: Principal selectors of a context are encoded
    ");
}

fn judge(row: &Row) -> Outcome {
    if row.call == "aion_mcp_endpoint" {
        return super::endpoints::judge_mcp(row);
    }
    match (run(&row.call, &row.arguments), &row.recorded) {
        (Ok(ours), Ok(recorded)) if ours == *recorded => Outcome::Agrees,
        (Err(ours), Err(recorded)) if is_same_failure(recorded, ours.as_ref()) => Outcome::Agrees,
        (ours, recorded) => match deviation(row, &ours) {
            Some(reason) => Outcome::Deviates(reason),
            None => Outcome::Differs(format!("recorded {recorded:?}, ours {ours:?}")),
        },
    }
}

/// The deliberate differences, recognised by what they are about and by what this SDK does instead.
fn deviation(row: &Row, ours: &Result<Value, Failure>) -> Option<&'static str> {
    let dots = |error: &Failure| {
        matches!(error.downcast_ref(), Some(TemplateError::DotSegment { .. }))
            || matches!(error.downcast_ref(), Some(ReferenceError::Template(TemplateError::DotSegment { .. })))
    };
    match ours {
        Err(error) if dots(error) => Some(DOTS),
        Ok(Value::String(ours)) if row.call == "AionRuntimeContext.get_principal_selector" => {
            let recorded = row.recorded.as_ref().ok()?.as_str()?;
            let value = recorded.rsplit('/').next()?;
            let is_escaped =
                value.contains(|character: char| !(character.is_ascii_alphanumeric() || "-._~".contains(character)));
            (is_escaped && ours.contains('%')).then_some(ENCODED)
        }
        Err(error) if row.call == "AionRuntimeContext.get_principal_selector" => {
            matches!(error.downcast_ref(), Some(ValueError::Empty { .. })).then_some(ENCODED)
        }
        _ if row.call == "PrincipalSelector.from_runtime_context" => row.recorded.is_err().then_some(ENCODED),
        _ => None,
    }
}

/// Whether a failure has the reason that a recorded message gives.
fn is_same_failure(message: &str, failure: &(dyn std::error::Error + 'static)) -> bool {
    let value = match (failure.downcast_ref(), failure.downcast_ref()) {
        (Some(AddressError::Value(value)), _) | (_, Some(ReferenceError::Value(value))) => Some(value),
        _ => failure.downcast_ref(),
    };
    let uri = match failure.downcast_ref() {
        Some(AddressError::Uri(uri)) => Some(uri),
        _ => None,
    };
    let reference = failure.downcast_ref();
    if let Some(name) = message.strip_suffix(" must not be empty") {
        // The official package checks the decoded part of a URI once more, under a name of its own.
        return matches!(value, Some(ValueError::Empty { name: ours }) if *ours == name || name == "resource_uri");
    }
    if message.ends_with("must use an abstract Aion resource URI") {
        return matches!(uri, Some(UriError::NotAbstract { .. }));
    }
    if message.ends_with("must use a supported agent principal resource URI") {
        return matches!(uri, Some(UriError::Unsupported { .. }));
    }
    if message.ends_with("must include an agent identity name") {
        return matches!(uri, Some(UriError::MissingSegment { .. }));
    }
    if message.contains(" cannot select ") {
        return matches!(uri, Some(UriError::Authority { found, .. }) if message.contains(found.as_str()) || found.contains("***"));
    }
    if message == "Invalid IPv6 URL"
        || message.starts_with("netloc ")
        || message.ends_with("does not appear to be an IPv4 or IPv6 address")
    {
        return matches!(uri, Some(UriError::Malformed { .. }));
    }
    match message {
        "event emitter capabilities do not have an HTTP route" => {
            matches!(reference, Some(ReferenceError::NoRoute { .. }))
        }
        "A2A endpoint references require a subject" => {
            matches!(reference, Some(ReferenceError::SubjectRequired { .. }))
        }
        "primary capability selector has no concrete key" => {
            matches!(reference, Some(ReferenceError::NotConcrete { .. }))
        }
        _ => false,
    }
}

fn run(call: &str, arguments: &Value) -> Result<Value, Failure> {
    let text = |name: &str| arguments[name].as_str().unwrap();
    if let Some(call) = call.strip_prefix("AionControlPlanePaths.") {
        return run_paths(call, arguments);
    }
    if let Some(constructor) = call.strip_prefix("CapabilitySubject.")
        && constructor != "from_runtime_context"
    {
        let value = arguments.as_object().unwrap().values().next().unwrap();
        return Ok(show_subject(&subject(&json!([constructor, value]))?));
    }
    if call.starts_with("CapabilityReference.") || call.starts_with("RuntimeCapabilityReference.") {
        return run_references(call, arguments);
    }
    Ok(match call {
        "constant" => constant(text("name"))?,
        "enum" => words(text("name"))?,
        "PrincipalSelector.from_header_value" => show_selector(&PrincipalSelector::from_header_value(text("raw"))?),
        "PrincipalSelector.from_resource_uri" => show_selector(&PrincipalSelector::from_resource_uri(text("raw"))?),
        "PrincipalSelector.from_runtime_context" => match context(&arguments["context"])? {
            Some(context) => context.principal_selector()?.map_or(Value::Null, |selector| show_selector(&selector)),
            None => Value::Null,
        },
        "roundtrip" => {
            let header = selector(text("ctor"), text("value"))?.header_value();
            show_selector(&PrincipalSelector::from_header_value(&header)?)
        }
        "AionRuntimeContext.get_principal_selector" => match context(&arguments["context"])? {
            Some(context) => context.principal_selector()?.map_or(Value::Null, |selector| selector.to_string().into()),
            None => Value::Null,
        },
        "CapabilityKey.primary" => show_key(&CapabilityKey::primary()),
        "CapabilityKey.concrete" => show_key(&CapabilityKey::concrete(text("value"))?),
        "CapabilitySubject.from_runtime_context" => {
            let context = context(&arguments["context"])?;
            let subject = CapabilitySubject::from_context(context.as_ref(), text("source").parse()?)?;
            subject.map_or(Value::Null, |subject| show_subject(&subject))
        }
        _ => match call.strip_prefix("PrincipalSelector.") {
            Some(constructor) => {
                let value = arguments.as_object().unwrap().values().next().unwrap().as_str().unwrap();
                show_selector(&selector(constructor, value)?)
            }
            None => return Err(format!("no way to run {call}").into()),
        },
    })
}

fn run_references(call: &str, arguments: &Value) -> Result<Value, Failure> {
    let text = |name: &str| arguments[name].as_str().unwrap();
    let reference = match call {
        "CapabilityReference.mcp" => {
            CapabilityReference::mcp(optional_subject(&arguments["subject"])?, key(&arguments["key"])?)
        }
        "CapabilityReference.primary_mcp" => CapabilityReference::primary_mcp(subject(&arguments["subject"])?),
        "CapabilityReference.global_mcp" => match key(&arguments["key"])? {
            key if key.is_primary() => CapabilityReference::global_mcp(),
            key => CapabilityReference::global_mcp_with(key),
        },
        "CapabilityReference.a2a" => CapabilityReference::new(
            CapabilityKind::A2aEndpoint,
            optional_subject(&arguments["subject"])?,
            key(&arguments["key"])?,
        ),
        "CapabilityReference.primary_a2a" => CapabilityReference::primary_a2a(subject(&arguments["subject"])?),
        "CapabilityReference" => reference(arguments)?,
        _ => {
            let source = text("source").parse()?;
            let runtime = match call {
                "RuntimeCapabilityReference.mcp.resolve" => {
                    RuntimeCapabilityReference::mcp(source, key(&arguments["key"])?)
                }
                "RuntimeCapabilityReference.primary_mcp.resolve" => RuntimeCapabilityReference::primary_mcp(source),
                "CapabilityReference.from_runtime_context" => {
                    RuntimeCapabilityReference::new(text("kind").parse()?, source, key(&arguments["key"])?)
                }
                other => return Err(format!("no way to run {other}").into()),
            };
            match runtime.resolve(context(&arguments["context"])?.as_ref())? {
                Some(reference) => reference,
                None => return Ok(Value::Null),
            }
        }
    };
    show_reference(&reference)
}

fn run_paths(call: &str, arguments: &Value) -> Result<Value, Failure> {
    let paths = match arguments["base_url"].as_str() {
        // Without a base URL, or with an empty one, the official package takes that of the settings.
        None | Some("") => ControlPlanePaths::from_settings(&ApiSettings::new())?,
        Some(base) => ControlPlanePaths::new(base)?,
    };
    let key = || arguments["capability_key"].as_str().unwrap();
    Ok(match call {
        "api_base_url" => paths.api_base_url().into(),
        "control_plane_mcp_path" => paths.control_plane_mcp_path().into(),
        "control_plane_mcp_url" => paths.control_plane_mcp_url().into(),
        "capability_path" => paths.capability_path(&reference(&arguments["reference"])?)?.into(),
        "capability_url" => paths.capability_url(&reference(&arguments["reference"])?)?.into(),
        "subject_path" => paths.subject_path(&subject(&arguments["subject"])?)?.into(),
        "mcp_capability_path" => paths.mcp_capability_path(&subject(&arguments["subject"])?, key())?.into(),
        "mcp_capability_url" => paths.mcp_capability_url(&subject(&arguments["subject"])?, key())?.into(),
        "a2a_path" => paths.a2a_path(&subject(&arguments["subject"])?)?.into(),
        "a2a_url" => paths.a2a_url(&subject(&arguments["subject"])?)?.into(),
        "agent_card_path" => paths.agent_card_path(&subject(&arguments["subject"])?)?.into(),
        "agent_card_url" => paths.agent_card_url(&subject(&arguments["subject"])?)?.into(),
        other => return Err(format!("no way to run {other}").into()),
    })
}

fn constant(name: &str) -> Result<Value, Failure> {
    Ok(match name {
        "AION_CONTROL_PLANE_MCP_CAPABILITY_KEY" => CONTROL_PLANE_MCP_CAPABILITY_KEY.into(),
        "AION_RESOURCE_URI_SCHEME" => RESOURCE_URI_SCHEME.into(),
        "AION_PRINCIPAL_SELECTOR_HEADER" => PrincipalSelector::HEADER.into(),
        other => return Err(format!("no constant {other}").into()),
    })
}

/// An enum of the official package: the members' names, in capitals, with their values.
fn words(name: &str) -> Result<Value, Failure> {
    fn named<T: std::fmt::Debug + Copy>(members: &[T], word: impl Fn(T) -> &'static str) -> Value {
        members.iter().map(|member| (capitals(&format!("{member:?}")), Value::from(word(*member)))).collect()
    }
    Ok(match name {
        "PrincipalSelectorKind" => named(PrincipalSelectorKind::ALL, PrincipalSelectorKind::as_str),
        "CapabilitySubjectKind" => named(CapabilitySubjectKind::ALL, CapabilitySubjectKind::as_str),
        "CapabilitySubjectSource" => named(CapabilitySubjectSource::ALL, CapabilitySubjectSource::as_str),
        "CapabilityKind" => named(CapabilityKind::ALL, CapabilityKind::as_str),
        "CapabilityKeySelector" => named(CapabilityKeySelector::ALL, CapabilityKeySelector::as_str),
        other => return Err(format!("no enum {other}").into()),
    })
}

/// `McpServer` as `MCP_SERVER`.
fn capitals(name: &str) -> String {
    let mut capitals = String::new();
    for (index, character) in name.char_indices() {
        if character.is_uppercase() && index > 0 {
            capitals.push('_');
        }
        capitals.extend(character.to_uppercase());
    }
    capitals
}

fn show_selector(selector: &PrincipalSelector) -> Value {
    json!({
        "kind": selector.kind().as_str(),
        "value": selector.value(),
        "str": selector.to_string(),
        "header_value": selector.header_value(),
        "headers": BTreeMap::from(selector.to_headers()),
        "gql_value": selector.to_graphql_value(),
    })
}

fn show_subject(subject: &CapabilitySubject) -> Value {
    json!({
        "kind": subject.kind().as_str(),
        "value": subject.value(),
        "gql_input": subject.to_input(),
        "server_name_fragment": subject.name_fragment(),
    })
}

fn show_key(key: &CapabilityKey) -> Value {
    json!({
        "selector": key.selector().as_str(),
        "value": key.value(),
        "is_primary": key.is_primary(),
        "is_concrete": key.is_concrete(),
        "server_name_fragment": key.name_fragment(),
    })
}

/// A reference as recorded; where there is no path, that is what the row says of path and URL.
fn show_reference(reference: &CapabilityReference) -> Result<Value, Failure> {
    let paths = ControlPlanePaths::new("https://api.aion.to")?;
    let subject = reference.subject().map(|subject| json!([subject.kind().as_str(), subject.value()]));
    let or_error = |result: Result<String, ReferenceError>| match result {
        Ok(text) => Ok(Value::from(text)),
        Err(ReferenceError::NoRoute { .. }) => Ok(error("event emitter capabilities do not have an HTTP route")),
        Err(ReferenceError::SubjectRequired { .. }) => Ok(error("A2A endpoint references require a subject")),
        Err(other) => Err(other),
    };
    Ok(json!({
        "kind": reference.kind().as_str(),
        "subject": subject,
        "key": [reference.key().selector().as_str(), reference.key().value()],
        "path": or_error(paths.capability_path(reference))?,
        "url": or_error(paths.capability_url(reference))?,
        "server_name_fragment": or_error(reference.name_fragment())?,
    }))
}

fn error(message: &str) -> Value {
    json!({ "error": { "type": "ValueError", "message": message } })
}
