//! Arguments of recorded calls as values of the SDK.

use aion_sdk::{
    CapabilityKey, CapabilityReference, CapabilitySubject, DISTRIBUTION_EXTENSION, PrincipalSelector, RuntimeContext,
};
use serde_json::{Value, json};

use super::rows::Failure;

/// `["distribution", "value"]`
pub fn subject(argument: &Value) -> Result<CapabilitySubject, Failure> {
    let (kind, value) = (argument[0].as_str().unwrap(), argument[1].as_str().unwrap());
    Ok(match kind {
        "distribution" => CapabilitySubject::distribution(value)?,
        "environment" => CapabilitySubject::environment(value)?,
        "agent_environment" => CapabilitySubject::agent_environment(value)?,
        "agent_identity" => CapabilitySubject::agent_identity(value)?,
        "agent_at_name" => CapabilitySubject::agent_at_name(value)?,
        other => return Err(format!("a subject of the kind {other}").into()),
    })
}

/// `null` or `["distribution", "value"]`
pub fn optional_subject(argument: &Value) -> Result<Option<CapabilitySubject>, Failure> {
    if argument.is_null() { Ok(None) } else { subject(argument).map(Some) }
}

/// `null` or `{"primary": …}` for the primary key, text or `{"concrete": text}` for a concrete one.
pub fn key(argument: &Value) -> Result<CapabilityKey, Failure> {
    Ok(match argument.as_str().or_else(|| argument["concrete"].as_str()) {
        Some(value) => CapabilityKey::concrete(value)?,
        None => CapabilityKey::primary(),
    })
}

/// `{"kind": …, "subject": …, "key": …}`
pub fn reference(argument: &Value) -> Result<CapabilityReference, Failure> {
    let kind = argument["kind"].as_str().unwrap().parse()?;
    Ok(CapabilityReference::new(kind, optional_subject(&argument["subject"])?, key(&argument["key"])?))
}

/// A selector by the name of its constructor.
pub fn selector(constructor: &str, value: &str) -> Result<PrincipalSelector, Failure> {
    Ok(match constructor {
        "agent_environment" => PrincipalSelector::agent_environment(value)?,
        "agent_identity" => PrincipalSelector::agent_identity(value)?,
        "agent_at_name" => PrincipalSelector::agent_at_name(value)?,
        other => return Err(format!("a selector {other}").into()),
    })
}

/// `null`, `{}` for a direct request, or the ids of a distribution's request.
pub fn context(argument: &Value) -> Result<Option<RuntimeContext>, Failure> {
    if argument.is_null() {
        return Ok(None);
    }
    let mut request = json!({ "message": { "messageId": "m", "role": "ROLE_USER", "parts": [] } });
    if argument.as_object().is_some_and(|ids| !ids.is_empty()) {
        let identities = argument.get("identities").cloned().unwrap_or_else(|| json!([]));
        request["metadata"] = json!({ (DISTRIBUTION_EXTENSION): {
            "distribution": { "id": argument["dist"], "endpointType": "Slack", "url": "u", "identities": identities },
            "behavior": { "id": "b", "behaviorKey": "k", "versionId": "v" },
            "environment": {
                "id": argument["env"],
                "name": "n",
                "deploymentId": "d",
                "configurationVariables": {},
                "daemonAgentIdentityId": argument.get("daemon"),
            },
        } });
    }
    Ok(Some(RuntimeContext::from_json(request.to_string().as_bytes())?))
}
