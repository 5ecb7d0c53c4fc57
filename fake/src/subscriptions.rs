//! The protocol `graphql-transport-ws`, as a server speaks it: what follows from what a client says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// The name of the protocol.
pub(crate) const PROTOCOL: &str = "graphql-transport-ws";

/// One conversation.
#[derive(Debug, Default)]
pub(crate) struct Session {
    is_initialised: bool,
    active: BTreeSet<String>,
}

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    Nothing,
    /// The client wants to begin.
    Begin,
    Say(Value),
    /// Someone subscribes with a payload.
    Subscribe(String, Value),
    /// Someone wants no more.
    Stop(String),
    Close(u16, String),
}

impl Session {
    /// What follows from a message.
    pub(crate) fn hear(&mut self, text: &str) -> Step {
        let mut message: Value = serde_json::from_str(text).unwrap_or_default();
        let id = message["id"].as_str().filter(|id| !id.is_empty()).map(str::to_owned);
        match (message["type"].as_str(), id) {
            (Some("connection_init"), _) if self.is_initialised => {
                Step::Close(4429, "Too many initialisation requests".to_owned())
            }
            (Some("connection_init"), _) => {
                self.is_initialised = true;
                Step::Begin
            }
            (Some("ping"), _) => Step::Say(json!({ "type": "pong" })),
            (Some("pong"), _) => Step::Nothing,
            (Some("subscribe"), Some(_)) if !self.is_initialised => Step::Close(4401, "Unauthorized".to_owned()),
            (Some("subscribe"), Some(id)) if message["payload"]["query"].is_string() => {
                if self.active.insert(id.clone()) {
                    Step::Subscribe(id, message["payload"].take())
                } else {
                    Step::Close(4409, format!("Subscriber for {id} already exists"))
                }
            }
            (Some("complete"), Some(id)) => {
                self.active.remove(&id);
                Step::Stop(id)
            }
            _ => Step::Close(4400, "Invalid message".to_owned()),
        }
    }

    /// Whether someone still listens.
    pub(crate) fn is_active(&self, id: &str) -> bool {
        self.active.contains(id)
    }

    /// A subscription has ended.
    pub(crate) fn end(&mut self, id: &str) {
        self.active.remove(id);
    }
}

/// An item for a subscriber.
pub(crate) fn next(id: &str, payload: &Value) -> Value {
    json!({ "id": id, "type": "next", "payload": payload })
}

/// A subscription that failed, with a list of errors.
pub(crate) fn error(id: &str, errors: &Value) -> Value {
    json!({ "id": id, "type": "error", "payload": errors })
}

/// A subscription that has given everything.
pub(crate) fn complete(id: &str) -> Value {
    json!({ "id": id, "type": "complete" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Session, Step};

    const INIT: &str = r#"{"type":"connection_init"}"#;
    const SUBSCRIBE: &str = r#"{"type":"subscribe","id":"1","payload":{"query":"subscription A { a }"}}"#;

    fn heard(messages: &[&str]) -> Vec<Step> {
        let mut session = Session::default();
        messages.iter().map(|message| session.hear(message)).collect()
    }

    #[test]
    fn a_conversation() {
        let steps =
            heard(&[INIT, r#"{"type":"ping"}"#, SUBSCRIBE, r#"{"type":"pong"}"#, r#"{"type":"complete","id":"1"}"#]);
        let payload = json!({ "query": "subscription A { a }" });
        let expected = [
            Step::Begin,
            Step::Say(json!({ "type": "pong" })),
            Step::Subscribe("1".to_owned(), payload),
            Step::Nothing,
            Step::Stop("1".to_owned()),
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn what_is_out_of_turn_closes() {
        let code = |messages: &[&str]| match heard(messages).pop() {
            Some(Step::Close(code, _)) => code,
            _ => 0,
        };
        assert_eq!(code(&[INIT, INIT]), 4429);
        assert_eq!(code(&[SUBSCRIBE]), 4401);
        assert_eq!(code(&[INIT, SUBSCRIBE, SUBSCRIBE]), 4409);
        for wrong in ["", "[]", "{}", r#"{"type":"tea"}"#, r#"{"type":"subscribe","id":"1"}"#, r#"{"type":"complete"}"#]
        {
            assert_eq!(code(&[INIT, wrong]), 4400, "{wrong}");
        }
    }
}
