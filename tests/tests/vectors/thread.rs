//! What an agent says in a conversation, and the events that reach its host.

mod contents;
mod deviations;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aion_sdk::a2a::{SendMessageRequest, StreamResponse};
use aion_sdk::runtime::{MemorySink, Model, NewId, ThreadError, ThreadMetadata};
use aion_sdk::{MessageActionPayload, ReactionOperation, RuntimeContext, Thread};
use serde_json::{Value, json};

use contents::content;
use deviations::{deviating, reason};

use super::rows::{Account, Outcome, Row, comparable, read};

const OBJECTS: &str = "content that does not compile";
const EVENTS: &str = "events of the agent framework";

#[test]
fn threads_agree_with_the_official_package() {
    let account = Account::of(&read("thread"), judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    26 agree
    1 deviate: A post without a target goes where a reply goes
    6 deviate: Nothing fails silently
    6 deviate: Reserved metadata keys are refused
    1 deviate: Typing is ephemeral
    5 do not apply: content that does not compile
    7 do not apply: events of the agent framework
    ");
}

/// Ids as the recording writes them.
#[derive(Default)]
struct RecordedIds(AtomicU64);

impl NewId for RecordedIds {
    fn new_id(&self) -> String {
        format!("<uuid-{}>", self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// A thread, and what it has sent.
struct Conversation {
    thread: Thread,
    sink: Arc<MemorySink<StreamResponse>>,
}

impl Conversation {
    fn of(request: &Value) -> Self {
        let request = SendMessageRequest::from_value(request).unwrap();
        let context = RuntimeContext::from_request(request, None).unwrap();
        let sink = Arc::new(MemorySink::new());
        let thread = Thread::from_context(context, Arc::clone(&sink)).with_ids(RecordedIds::default());
        Self { thread, sink }
    }

    fn sent(&self) -> Vec<Value> {
        self.sink.events().iter().map(|event| comparable(event.to_value())).collect()
    }
}

fn judge(row: &Row) -> Outcome {
    let Ok(recorded) = &row.recorded else { return Outcome::Differs("recorded as an error".to_owned()) };
    let operations = row.arguments["ops"].as_array().unwrap();
    if let Some(reason) = operations.iter().find_map(not_in_rust) {
        return Outcome::DoesNotApply(reason);
    }
    let conversation = Conversation::of(&row.arguments["request"]);
    if let Some(difference) = properties(&conversation.thread, &recorded["thread"]) {
        return Outcome::Differs(difference);
    }
    let (sent, failures) = run(&conversation, operations);
    let expected: Vec<Value> = recorded["a2a"].as_array().unwrap().iter().cloned().map(comparable).collect();
    let Some(reason) = reason(&conversation.thread, operations, &failures) else {
        if sent == expected {
            return Outcome::Agrees;
        }
        return Outcome::Differs(format!("recorded {expected:#?}, ours {sent:#?}"));
    };
    let expected = deviating(&expected, row, &conversation.thread);
    if sent == expected {
        return Outcome::Deviates(reason);
    }
    Outcome::Differs(format!("for `{reason}` expected {expected:#?}, ours {sent:#?}"))
}

/// Content that exists in one of the official package's languages or frameworks only.
fn not_in_rust(operation: &Value) -> Option<&'static str> {
    let content = &operation["content"];
    let is_text = |chunk: &Value| chunk.is_string();
    if content.get("py").is_some() || content["stream"].as_array().is_some_and(|chunks| !chunks.iter().all(is_text)) {
        return Some(OBJECTS);
    }
    let is_missing = |name: &str| operation.get(name).is_none_or(Value::is_null);
    let target = is_missing("target") || MessageActionPayload::from_value(&operation["target"]).is_ok();
    let reaction = is_missing("operation") || ReactionOperation::from_value(&operation["operation"]).is_ok();
    if !target || !reaction || (operation["op"] == "message.react" && !operation["key"].is_string()) {
        return Some(OBJECTS);
    }
    if content.get("event").is_some() {
        return Some(EVENTS);
    }
    None
}

/// How the properties differ from the recorded ones.
fn properties(thread: &Thread, recorded: &Value) -> Option<String> {
    let ours = json!({
        "context_id": thread.context_id(),
        "default_reply_target": thread.default_reply_target(),
        "network": thread.network(),
        "parent_context_id": thread.parent_context_id(),
    });
    (ours != *recorded).then(|| format!("recorded {recorded}, ours {ours}"))
}

/// Runs what an agent does, and ends the run as its host does.
fn run(conversation: &Conversation, operations: &[Value]) -> (Vec<Value>, Vec<Option<ThreadError>>) {
    let thread = &conversation.thread;
    let failures = operations.iter().map(|operation| pollster::block_on(perform(thread, operation)).err()).collect();
    let raised = operations.iter().any(|operation| operation["op"] == "raise");
    let ended = if raised {
        pollster::block_on(thread.fail().into_future())
    } else {
        pollster::block_on(thread.complete().into_future())
    };
    ended.unwrap();
    (conversation.sent(), failures)
}

async fn perform(thread: &Thread, operation: &Value) -> Result<(), ThreadError> {
    let metadata: ThreadMetadata = serde_json::from_value(operation["metadata"].clone()).unwrap_or_default();
    match operation["op"].as_str().unwrap() {
        "reply" => thread.reply(content(&operation["content"])).metadata(metadata).await,
        "message.reply" => thread.message().reply(content(&operation["content"])).metadata(metadata).await,
        "post" => {
            let post = thread.post(content(&operation["content"])).metadata(metadata);
            match operation.get("target").filter(|target| !target.is_null()) {
                Some(target) => post.target(MessageActionPayload::from_value(target).unwrap()).await,
                None => post.await,
            }
        }
        "typing" => thread.typing(operation["content"]["str"].as_str().unwrap()).metadata(metadata).await,
        "message.react" => {
            let mut react = thread.message().react(operation["key"].as_str().unwrap());
            if let Some(word) = operation["operation"].as_str() {
                react = react.operation(ReactionOperation::from_value(&json!(word)).unwrap());
            }
            if let Some(value) = operation["display_value"].as_str() {
                react = react.display_value(value);
            }
            react.await
        }
        "history" => {
            let number = |name: &str| operation[name].as_u64().and_then(|number| u32::try_from(number).ok());
            let mut history = thread.history();
            if let Some(limit) = number("limit") {
                history = history.limit(limit);
            }
            if let Some(offset) = number("offset") {
                history = history.offset(offset);
            }
            history.await.map(|_| ())
        }
        "raise" => Ok(()),
        other => panic!("an operation {other}"),
    }
}
