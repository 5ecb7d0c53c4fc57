//! Streams: the items of an answer, as server-sent events or one after the other over a socket.

use std::fmt::Write as _;

use serde_json::Value;

use crate::description::{Description, Operation};
use crate::examples::Examples;
use crate::reply::Reply;
use crate::resources::Store;

/// What events are sent as.
const EVENT_STREAM: &str = "text/event-stream";

/// The items of a stream: examples, unless a script has others.
pub(crate) fn items(
    description: &Description,
    operation: &Operation,
    scripted: Option<&[Value]>,
    store: &mut Store,
) -> Vec<Value> {
    if let Some(items) = scripted {
        return items.to_vec();
    }
    let Some(returns) = &operation.returns else { return Vec::new() };
    let example = |_| Examples::new(&description.types, store.next_serial()).value(returns.required(), "value");
    (0..operation.items).map(example).collect()
}

/// An answer of events, one for each value.
pub(crate) fn reply(status: u16, values: &[Value]) -> Reply {
    let mut events = String::new();
    for value in values {
        // Nothing goes wrong when text is added to text.
        let _ = write!(events, "data: {value}\n\n");
    }
    Reply::new(status).with_header("content-type", EVENT_STREAM).with_body(events)
}

/// Makes the body of an answer something that is no JSON; of a stream, the last event.
pub(crate) fn malformed(reply: &mut Reply) {
    let is_stream = reply.headers.iter().any(|(_, value)| value == EVENT_STREAM);
    let end = if is_stream { reply.body.split_off(reply.body.trim_ascii_end().len()) } else { Vec::new() };
    // Without its end a document is incomplete, or of a value that needs none, such as a number, not there.
    reply.body.pop();
    reply.body.push(b'~');
    reply.body.extend(end);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{malformed, reply};
    use crate::reply::Reply;

    #[test]
    fn nothing_malformed_is_json() {
        for text in ["", "7", "{}", "[1,2]", "\"tea\"", "null", "{\"a\":\"~\"}"] {
            let mut reply = Reply::new(200).with_body(text);
            malformed(&mut reply);
            assert!(serde_json::from_slice::<Value>(&reply.body).is_err(), "{text}");
        }
    }

    #[test]
    fn of_a_stream_the_last_event_is_malformed() {
        let mut reply = reply(200, &[json!(1), json!({ "a": 2 })]);
        malformed(&mut reply);
        assert_eq!(reply.body, b"data: 1\n\ndata: {\"a\":2~\n\n");
    }
}
