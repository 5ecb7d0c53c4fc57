//! A message of a platform with an event in it: the record that carries it, and the event that is found in it.

use std::collections::BTreeMap;

use aion_sdk::Event;
use aion_sdk::a2a::Message;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use typeloom_runtime::Model;

const EVENT: &str = "https://docs.aion.to/a2a/extensions/aion/event/1.0.0";
const SCHEMA: &str = "https://docs.aion.to/a2a/extensions/aion/distribution/messaging/1.0.0#MessageEventPayload";

pub(crate) fn text() -> String {
    let payload = r#"{"userId":"U024BE7LH","contextId":"C0123456789","messageId":"1770000000.000100","trajectory":"conversation"}"#;
    format!(
        r#"{{"messageId":"m-0195b5c7","contextId":"thread-7f3a9c","role":"ROLE_USER","parts":[{{"text":"Could you summarise the discussion of last week?"}},{{"data":{payload},"metadata":{{"{EVENT}":{{"schema":"{SCHEMA}"}}}}}}],"metadata":{{"{EVENT}":{{"type":"to.aion.distribution.message.1.0.0","source":"aion://distribution/d-1","id":"evt_01HZY3V9Q4M8"}}}}}}"#
    )
}

pub(crate) fn generated(json: &str) -> Option<Message> {
    Message::from_json(json.as_bytes()).ok()
}

pub(crate) fn generated_event(message: &Message) -> Option<Event> {
    Event::from_message(message).ok()?
}

pub(crate) fn derived(json: &str) -> Option<DerivedMessage> {
    serde_json::from_slice(json.as_bytes()).ok()
}

/// What a person writes who expects just this event.
pub(crate) fn derived_event(message: &DerivedMessage) -> Option<Carried> {
    let envelope = Envelope::deserialize(message.metadata.as_ref()?.get(EVENT)?).ok()?;
    if envelope.kind != "to.aion.distribution.message.1.0.0" {
        return None;
    }
    let part = message.parts.iter().find(|part| part.schema().as_deref() == Some(SCHEMA))?;
    let payload = MessagePayload::deserialize(part.data.as_ref()?).ok()?;
    Some(Carried { id: envelope.id, source: envelope.source, payload })
}

#[derive(Debug)]
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct Carried {
    id: String,
    source: String,
    payload: MessagePayload,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DerivedMessage {
    #[serde(default, alias = "message_id")]
    message_id: String,
    #[serde(alias = "context_id")]
    context_id: Option<String>,
    #[serde(alias = "task_id")]
    task_id: Option<String>,
    #[serde(default)]
    role: Role,
    #[serde(default)]
    parts: Vec<DerivedPart>,
    metadata: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    extensions: Vec<String>,
    #[serde(default, alias = "reference_task_ids")]
    reference_task_ids: Vec<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
enum Role {
    #[default]
    #[serde(rename = "ROLE_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "ROLE_USER")]
    User,
    #[serde(rename = "ROLE_AGENT")]
    Agent,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DerivedPart {
    text: Option<String>,
    raw: Option<String>,
    url: Option<String>,
    data: Option<Value>,
    metadata: Option<BTreeMap<String, Value>>,
    filename: Option<String>,
    #[serde(alias = "media_type")]
    media_type: Option<String>,
}

impl DerivedPart {
    fn schema(&self) -> Option<String> {
        let metadata = PartMetadata::deserialize(self.metadata.as_ref()?.get(EVENT)?).ok()?;
        Some(metadata.schema)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: String,
    source: String,
    id: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct PartMetadata {
    #[serde(alias = "schema_uri")]
    schema: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MessagePayload {
    #[serde(alias = "user_id")]
    user_id: String,
    #[serde(alias = "context_id")]
    context_id: String,
    #[serde(alias = "message_id")]
    message_id: String,
    trajectory: Trajectory,
    #[serde(alias = "parent_context_id")]
    parent_context_id: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Trajectory {
    DirectMessage,
    Reply,
    Conversation,
    Timeline,
}
