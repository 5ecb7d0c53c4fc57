//! Where threads differ from the recording on purpose, and what is expected there.

use std::sync::Arc;

use aion_sdk::runtime::{Bytes, MemorySink, Model, ThreadError};
use aion_sdk::{MESSAGING_EXTENSION, Thread};
use serde_json::{Value, json};

use super::contents::{as_card, markup};
use super::{Conversation, run};
use crate::card::ESCAPED;
use crate::rows::{Row, comparable};

const MESSAGE: &str = "/statusUpdate/status/message";
const PART: &str = "/statusUpdate/status/message/parts/0";
const ID: &str = "/statusUpdate/status/message/messageId";
const VERSION_OF: &str = "/artifactUpdate/artifact/metadata/version";

const EPHEMERAL: &str = "Typing is ephemeral";
const DEFAULT_TARGET: &str = "A post without a target goes where a reply goes";
const RESERVED: &str = "Reserved metadata keys are refused";
const SILENT: &str = "Nothing fails silently";
const WHOLE: &str = "Artifacts are sent whole";
const VERSION: &str = "The version of an artifact is that of its store";

/// Why ours may differ from the recording.
pub fn reason(thread: &Thread, operations: &[Value], failures: &[Option<ThreadError>]) -> Option<&'static str> {
    operations.iter().zip(failures).find_map(|(operation, failure)| match failure {
        Some(ThreadError::ReservedKey { .. }) => Some(RESERVED),
        Some(_) => Some(SILENT),
        None => deviation(thread, operation),
    })
}

/// Whether an operation has metadata that are refused.
fn is_refused(operation: &Value) -> bool {
    operation["metadata"].as_object().is_some_and(|map| map.keys().any(|key| key.starts_with("aion:")))
}

/// Why the events of an operation differ from the recorded ones.
fn deviation(thread: &Thread, operation: &Value) -> Option<&'static str> {
    let content = &operation["content"];
    let says = content["str"].as_str().is_some_and(|text| !text.is_empty()) || content.get("stream").is_some();
    let parts = content["artifact"]["parts"].as_array().map(Vec::len);
    if markup(content).is_some_and(|[verbatim, safe]| verbatim != safe) {
        return Some(ESCAPED);
    }
    let says = says || content.get("card").is_some() || content.get("card_build").is_some();
    match operation["op"].as_str()? {
        "typing" => says.then_some(EPHEMERAL),
        "post" if says && operation["target"].is_null() => reply_part(thread).map(|_| DEFAULT_TARGET),
        _ if parts.is_some_and(|parts| parts > 1) => Some(WHOLE),
        _ if parts.is_some() && operation["metadata"].get("version").is_some() => Some(VERSION),
        _ => None,
    }
}

/// The part that says where a reply goes.
fn reply_part(thread: &Thread) -> Option<Value> {
    let sink = Arc::new(MemorySink::new());
    let copy = Thread::from_context(thread.context().clone(), Arc::clone(&sink));
    pollster::block_on(copy.reply("x").into_future()).unwrap();
    let event = comparable(sink.take().pop()?.to_value());
    event["statusUpdate"]["status"]["message"]["parts"].get(1).cloned()
}

/// What was recorded, with what is different on purpose.
pub fn deviating(recorded: &[Value], row: &Row, thread: &Thread) -> Vec<Value> {
    let operations = row.arguments["ops"].as_array().unwrap();
    if operations.iter().any(is_refused) {
        // Nothing is sent of what is refused, and the run goes on.
        let others: Vec<Value> = operations.iter().filter(|operation| !is_refused(operation)).cloned().collect();
        return run(&Conversation::of(&row.arguments["request"]), &others).0;
    }
    let mut expected = recorded.to_vec();
    for operation in operations {
        match deviation(thread, operation) {
            Some(EPHEMERAL) => {
                let text = &operation["content"]["str"];
                let said = expected
                    .iter_mut()
                    .find(|event| event["statusUpdate"]["status"]["message"]["parts"][0]["text"] == *text);
                *said.unwrap() = comparable(json!({ "artifactUpdate": {
                    "taskId": thread.task_id(),
                    "contextId": thread.task_context_id(),
                    "artifact": {
                        "artifactId": "aion:ephemeral-message",
                        "name": "Ephemeral Message",
                        "parts": [{ "text": text }],
                        "metadata": operation["metadata"],
                    },
                    "lastChunk": true,
                } }));
            }
            Some(DEFAULT_TARGET) => {
                for message in expected.iter_mut().filter_map(|event| event.pointer_mut(MESSAGE)) {
                    if let Some(parts) = message["parts"].as_array_mut().filter(|parts| parts.len() == 1) {
                        parts.extend(reply_part(thread));
                        let mut extensions = message["extensions"].as_array().cloned().unwrap_or_default();
                        extensions.push(json!(MESSAGING_EXTENSION));
                        message["extensions"] = json!(extensions);
                    }
                }
            }
            Some(ESCAPED) => {
                let content = &operation["content"];
                let [verbatim, safe] = markup(content).unwrap().map(|text| Bytes::from(text.into_bytes()).to_value());
                for part in expected.iter_mut().filter_map(|event| event.pointer_mut(PART)) {
                    if part["raw"] == verbatim {
                        part["raw"] = safe.clone();
                        part["filename"] = json!(as_card(content).file_name());
                    }
                }
            }
            Some(VERSION) => {
                for version in expected.iter_mut().filter_map(|event| event.pointer_mut(VERSION_OF)) {
                    *version = json!("0");
                }
            }
            Some(WHOLE) => {
                let artifact = &operation["content"]["artifact"];
                let end = expected.pop();
                expected.push(comparable(json!({ "artifactUpdate": {
                    "taskId": thread.task_id(),
                    "contextId": thread.task_context_id(),
                    "artifact": {
                        "artifactId": artifact["artifactId"],
                        "name": artifact["name"],
                        "parts": artifact["parts"],
                        "metadata": { "version": "0" },
                    },
                    "lastChunk": true,
                } })));
                expected.extend(end);
            }
            _ => {}
        }
    }
    renumbered(expected)
}

/// Counts ids again: what is not said in a message any more has taken none.
fn renumbered(mut events: Vec<Value>) -> Vec<Value> {
    let ids = events.iter_mut().filter_map(|event| event.pointer_mut(ID));
    for (number, id) in (1..).zip(ids) {
        *id = json!(format!("<uuid-{number}>"));
    }
    events
}
