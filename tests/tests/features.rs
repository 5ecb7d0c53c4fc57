//! The `serde` and `schemars` features of generated crates say the same as the codecs.
#![allow(missing_docs)]

use aion_sdk::runtime::Model;
use aion_sdk::runtime::compat::schemars;
use aion_sdk::{DistributionExtension, Identity, MessageEventPayload, Trajectory};
use serde_json::{Value, json};

fn payload() -> MessageEventPayload {
    MessageEventPayload::new("u-1", "c-1", "m-1", Trajectory::DirectMessage).with_parent_context_id("p-1")
}

#[test]
fn serde_writes_and_reads_what_the_codec_does() {
    let payload = payload();
    let written = serde_json::to_value(&payload).unwrap();
    assert_eq!(written, payload.to_value());
    assert_eq!(serde_json::from_value::<MessageEventPayload>(written).unwrap(), payload);
    let aliased = json!({ "user_id": "u-1", "context_id": "c-1", "message_id": "m-1", "trajectory": "direct-message", "parentContextId": "p-1" });
    assert_eq!(serde_json::from_value::<MessageEventPayload>(aliased).unwrap(), payload);
    let wrong = json!({ "userId": 1 });
    let error = serde_json::from_value::<MessageEventPayload>(wrong).unwrap_err().to_string();
    assert!(error.contains("userId"), "{error}");
}

#[test]
fn schemas_describe_the_wire() {
    let schema = schemars::schema_for!(MessageEventPayload).to_value();
    assert_eq!(schema["title"], "MessageEventPayload");
    assert_eq!(schema["required"], json!(["userId", "contextId", "messageId", "trajectory"]));
    assert!(schema["properties"]["parentContextId"].is_object());
    let closed = &schema["$defs"]["Trajectory"];
    assert_eq!(closed["enum"], json!(["direct-message", "reply", "conversation", "timeline"]));
}

#[test]
fn schemas_of_unions_name_the_tag() {
    let schema = schemars::schema_for!(Identity).to_value();
    let tags: Vec<&Value> =
        schema["oneOf"].as_array().unwrap().iter().map(|member| &member["properties"]["kind"]["const"]).collect();
    assert_eq!(tags, ["principal", "service"]);
    // Types that are used several times are defined once.
    let schema = schemars::schema_for!(DistributionExtension).to_value();
    assert!(schema["$defs"]["Identity"].is_object());
}
