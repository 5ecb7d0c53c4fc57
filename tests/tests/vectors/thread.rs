//! What an agent says in a conversation, and the events that reach its host.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aion_sdk::a2a::{Artifact, SendMessageRequest, StreamResponse};
use aion_sdk::runtime::{MemorySink, Model, NewId, TextStream, ThreadError, ThreadMetadata};
use aion_sdk::{MESSAGING_EXTENSION, MessageActionPayload, ReactionOperation, RuntimeContext, Thread, ThreadContent};
use serde_json::{Value, json};

use super::rows::{Account, Outcome, Row, comparable, read};

const EPHEMERAL: &str = "Typing is ephemeral";
const DEFAULT_TARGET: &str = "A post without a target goes where a reply goes";
const RESERVED: &str = "Reserved metadata keys are refused";
const SILENT: &str = "Nothing fails silently";
const WHOLE: &str = "Artifacts are sent whole";
const VERSION: &str = "The version of an artifact is that of its store";

const OBJECTS: &str = "content that does not compile";
const EVENTS: &str = "events of the agent framework";
const CARDS: &str = "cards";

#[test]
fn threads_agree_with_the_official_package() {
    let account = Account::of(&read("thread"), judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    21 agree
    1 deviate: A post without a target goes where a reply goes
    6 deviate: Nothing fails silently
    6 deviate: Reserved metadata keys are refused
    1 deviate: Typing is ephemeral
    5 do not apply: cards
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
        return match sent == expected {
            true => Outcome::Agrees,
            false => Outcome::Differs(format!("recorded {expected:#?}, ours {sent:#?}")),
        };
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
    if content.get("event").is_some() {
        return Some(EVENTS);
    }
    if content.get("card").is_some() || content.get("card_build").is_some() {
        return Some(CARDS);
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

fn content(recorded: &Value) -> ThreadContent<'static> {
    if let Some(text) = recorded["str"].as_str() {
        return text.into();
    }
    if let Some(artifact) = recorded.get("artifact") {
        return Artifact::from_value(artifact).unwrap().into();
    }
    let chunks = recorded["stream"].as_array().unwrap_or_else(|| panic!("content {recorded}"));
    let chunks: Vec<String> = chunks.iter().map(|chunk| chunk.as_str().unwrap().to_owned()).collect();
    match recorded["error"].as_str() {
        Some(error) => {
            TextStream::fallible(Failing(chunks.into_iter().map(Ok).chain([Err(error.to_owned())]).collect()))
        }
        None => TextStream::ready(chunks),
    }
    .into()
}

/// Chunks that are there already, the last of which may be an error.
struct Failing(std::collections::VecDeque<Result<String, String>>);

impl futures_core::Stream for Failing {
    type Item = Result<String, String>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front())
    }
}

/// Why ours may differ from the recording.
fn reason(thread: &Thread, operations: &[Value], failures: &[Option<ThreadError>]) -> Option<&'static str> {
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
fn deviating(recorded: &[Value], row: &Row, thread: &Thread) -> Vec<Value> {
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
                for event in &mut expected {
                    let message = &mut event["statusUpdate"]["status"]["message"];
                    if let Some(parts) = message["parts"].as_array_mut().filter(|parts| parts.len() == 1) {
                        parts.extend(reply_part(thread));
                        message["extensions"] = json!([MESSAGING_EXTENSION]);
                    }
                }
            }
            Some(VERSION) => {
                for event in &mut expected {
                    if let Some(metadata) = event["artifactUpdate"]["artifact"]["metadata"].as_object_mut() {
                        metadata.insert("version".to_owned(), json!("0"));
                    }
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
    // A mutable look at what is not there has made it.
    expected.into_iter().map(comparable).map(without_empty).collect()
}

/// A value without the nulls that indexing leaves behind.
fn without_empty(event: Value) -> Value {
    match event {
        Value::Object(members) if members.values().all(|value| *value == json!({})) => json!({}),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, without_empty(value)))
            .filter(|(_, value)| *value != json!({}))
            .collect(),
        other => other,
    }
}
