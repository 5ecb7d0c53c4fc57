//! What an agent says in a conversation, and the events that reach its host.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aion_sdk::a2a::{Artifact, Part, SendMessageRequest, StreamResponse};
use aion_sdk::runtime::{MemorySink, Model, NewId, TextStream, ThreadError, ThreadMetadata};
use aion_sdk::{
    EVENT_EXTENSION, MESSAGING_EXTENSION, MessageActionPayload, ReactionOperation, RuntimeContext, Thread, ThreadContent,
};
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
    insta::assert_snapshot!(account);
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
    let reasons = reasons(&conversation.thread, operations, &failures);
    let [reason] = reasons.as_slice() else {
        return match reasons.first() {
            None if sent == expected => Outcome::Agrees,
            Some(reason) => differing(reason, &sent, &deviating(&expected, operations, &conversation.thread)),
            None => Outcome::Differs(format!("recorded {expected:#?}, ours {sent:#?}")),
        };
    };
    differing(reason, &sent, &deviating(&expected, operations, &conversation.thread))
}

fn differing(reason: &'static str, sent: &[Value], expected: &[Value]) -> Outcome {
    if sent == expected {
        return Outcome::Deviates(reason);
    }
    Outcome::Differs(format!("for `{reason}` expected {expected:#?}, ours {sent:#?}"))
}
