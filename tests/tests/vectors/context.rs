//! Requests to contexts: the inbox, the event, the distribution and the accessors.

use std::collections::BTreeSet;

use aion_sdk::a2a::{SendMessageRequest, Task};
use aion_sdk::runtime::{MemorySink, Model};
use aion_sdk::{Event, EventPayload, Identity, RuntimeContext, Thread};
use serde_json::{Value, json};

use super::rows::{Account, Outcome, Row, comparable, read};

const UNKNOWN: &str = "Unknown events are kept";

#[test]
fn contexts_agree_with_the_official_package() {
    let account = Account::of(&read("context"), judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    50 agree
    2 deviate: Unknown events are kept
    ");
}

fn judge(row: &Row) -> Outcome {
    let Ok(recorded) = &row.recorded else { return Outcome::Differs("recorded as an error".to_owned()) };
    let mut recorded = recorded.clone();
    if let Some(keys) = recorded.pointer_mut("/inbox/metadata_keys").and_then(Value::as_array_mut) {
        keys.sort_by_key(|key| key.as_str().map(str::to_owned));
    }
    let task = match &row.arguments["current_task"] {
        Value::Null => None,
        task => Some(Task::from_value(task).unwrap()),
    };
    let mut request = SendMessageRequest::from_value(&row.arguments["request"]).unwrap();
    // The official host gives a message an id of its own before the context is made; the recording writes it like this.
    request.message.context_id.get_or_insert_with(|| "GEN-CTX".to_owned());
    // The official package gives no context at all where an extension is malformed.
    let context = RuntimeContext::from_request(request, task).ok();
    let ours = context.as_ref().map_or(Value::Null, show);
    let (recorded, mut ours) = (comparable(recorded), comparable(ours));
    if ours == recorded {
        return Outcome::Agrees;
    }
    if let Some(Event::Unknown(unknown)) = context.as_ref().and_then(RuntimeContext::event)
        && recorded.get("event").is_none()
        && !unknown.parts().is_empty()
    {
        ours.as_object_mut().map(|members| members.remove("event"));
        if ours == recorded {
            return Outcome::Deviates(UNKNOWN);
        }
    }
    Outcome::Differs(format!("recorded {recorded}, ours {ours}"))
}

fn show(context: &RuntimeContext) -> Value {
    fn value<M: Model>(model: Option<&M>) -> Value {
        model.map_or(Value::Null, Model::to_value)
    }
    let inbox = context.inbox();
    let keys: BTreeSet<&String> = inbox.metadata().into_iter().flatten().map(|(key, _)| key).collect();
    // Identities are recorded with the tag that they have in their list.
    let principal = context.principal_identity().cloned().map(Identity::from);
    let service = context.service_identity().cloned().map(Identity::from);
    json!({
        "distribution_extension_payload": value(context.distribution_extension()),
        "event": context.event().map(show_event),
        "get_behavior": value(context.behavior()),
        "get_distribution": value(context.distribution()),
        "get_environment": value(context.environment()),
        "get_principal_identity": value(principal.as_ref()),
        "get_service_identity": value(service.as_ref()),
        "get_principal_selector": context.principal_selector().unwrap().map(|selector| selector.to_string()),
        "graph_kwargs": {},
        "inbox": {
            "message_id": inbox.message().message_id,
            "metadata_keys": keys,
            "task": inbox.task().is_some(),
        },
        "thread": show_thread(&Thread::from_context(context.clone(), MemorySink::new())),
    })
}

fn show_thread(thread: &Thread) -> Value {
    let message = thread.message();
    json!({
        "context_id": thread.context_id(),
        "parent_context_id": thread.parent_context_id(),
        "network": thread.network(),
        "default_reply_target": thread.default_reply_target(),
        "message": {
            "id": message.id(),
            "text": message.text(),
            "has_user": message.user().is_some(),
            "user_id": message.user(),
        },
        "reply_target": thread.inbound_target().map(|target| target.to_value()),
    })
}

fn show_event(event: &Event) -> Value {
    let (name, payload) = match event.payload() {
        Some(EventPayload::Message(payload)) => ("MessageEventPayload", payload.to_value()),
        Some(EventPayload::Reaction(payload)) => ("ReactionEventPayload", payload.to_value()),
        Some(EventPayload::Command(payload)) => ("CommandEventPayload", payload.to_value()),
        Some(EventPayload::CardAction(payload)) => ("CardActionEventPayload", payload.to_value()),
        _ => ("", Value::Null),
    };
    json!({
        "kind": event.kind().as_str(),
        "id": event.id(),
        "source": event.source(),
        "payload_type": name,
        "payload": payload,
        "raw": event.raw().map(Model::to_value),
    })
}
