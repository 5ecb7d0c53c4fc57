//! One subscription: its items, and what a script does to them.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::dispatch::graphql_value;
use super::state::State;
use crate::description::{Call, GraphqlCall, GraphqlKind, Operation};
use crate::graphql::{self, Asking};
use crate::journal::Received;
use crate::reply::Reply;
use crate::script::{Fault, Planned};
use crate::streams;
use crate::subscriptions::{complete, error, next};

/// What is to be said over the socket, if the subscriber still listens.
pub(super) enum Said {
    Message(String, String),
    /// The last message of a subscription.
    Last(String, String),
    Close(u16),
    Drop,
}

pub(super) struct Subscriber {
    state: Arc<State>,
    received: Received,
    /// The position of the operation, if the document names one that is described.
    operation: Option<usize>,
    asking: Asking,
    id: String,
    say: UnboundedSender<Said>,
}

impl Subscriber {
    pub(super) fn new(
        state: &Arc<State>,
        handshake: &Received,
        id: String,
        payload: &Value,
        say: UnboundedSender<Said>,
    ) -> Self {
        let asking = Asking::of(payload);
        let mut operations = state.description.operations.iter();
        let operation = operations.position(|known| call_of(known).is_some_and(|call| asking.is_for(call)));
        let received = Received {
            operation: operation.map(|at| state.description.operations[at].name.clone()),
            method: "SUBSCRIBE".to_owned(),
            body: payload.to_string().into_bytes(),
            ..handshake.clone()
        };
        state.journal.write(received.clone());
        Self { state: Arc::clone(state), received, operation, asking, id, say }
    }

    /// Gives everything there is to give.
    pub(super) async fn serve(self) {
        let Some(at) = self.operation else {
            return self.fail(&graphql::errors(&self.asking.unknown()));
        };
        let planned = self.state.rules.take(Some(at));
        let Planned { delay, fault } = planned.unwrap_or(Planned { delay: Duration::ZERO, fault: Fault::None });
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let operation = &self.state.description.operations[at];
        let Some(call) = call_of(operation) else { return };
        let scripted = match &fault {
            Fault::Drop => return self.say(Said::Drop),
            Fault::Silence => std::future::pending().await,
            Fault::Close(code) => return self.say(Said::Close(*code)),
            Fault::Reply(reply) => return self.answer(reply),
            Fault::Answer(handler) => {
                let reply = (handler.0)(&self.received, &mut self.state.store());
                return self.answer(&reply);
            }
            Fault::Items(items) => Some(items.as_slice()),
            Fault::None | Fault::Cut(_) | Fault::Malformed | Fault::Slow(..) => None,
        };
        if let Err(message) = self.asking.check(&self.state.description.types, call) {
            return self.fail(&graphql::errors(&message));
        }
        let items = self.items(operation, call, scripted);
        self.give(call, &items, &fault).await;
    }

    /// The items of a subscription, or the one answer of anything else.
    fn items(&self, operation: &Operation, call: &GraphqlCall, scripted: Option<&[Value]>) -> Vec<Value> {
        let mut store = self.state.store();
        if call.kind == GraphqlKind::Subscription || scripted.is_some() {
            return streams::items(&self.state.description, operation, scripted, &mut store);
        }
        vec![graphql_value(&self.state, operation, &self.asking, &mut store)]
    }

    async fn give(&self, call: &GraphqlCall, items: &[Value], fault: &Fault) {
        for (at, item) in items.iter().enumerate() {
            match fault {
                Fault::Cut(count) if at >= *count => return self.say(Said::Drop),
                Fault::Slow(_, pause) => tokio::time::sleep(*pause).await,
                _ => {}
            }
            let mut text = next(&self.id, &graphql::data(call, item)).to_string();
            if matches!(fault, Fault::Malformed) {
                text.pop();
                text.push('~');
            }
            self.say(Said::Message(self.id.clone(), text));
        }
        if matches!(fault, Fault::Cut(_)) {
            return self.say(Said::Drop);
        }
        self.say(Said::Last(self.id.clone(), complete(&self.id).to_string()));
        self.state.observers.iter().for_each(|observe| observe(&self.received, Some(200)));
    }

    /// An answer of a script: of success it is the one item, otherwise the errors.
    fn answer(&self, reply: &Reply) {
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        if reply.status >= 400 {
            return self.fail(&body);
        }
        self.say(Said::Message(self.id.clone(), next(&self.id, &body).to_string()));
        self.say(Said::Last(self.id.clone(), complete(&self.id).to_string()));
    }

    /// Ends with the errors of an answer, or with its message as one.
    fn fail(&self, body: &Value) {
        let errors = match &body["errors"] {
            errors @ Value::Array(_) => errors.clone(),
            _ => json!([{ "message": body["message"].as_str().unwrap_or("this answer was scripted") }]),
        };
        self.say(Said::Last(self.id.clone(), error(&self.id, &errors).to_string()));
    }

    fn say(&self, said: Said) {
        // Nobody listens any more when the socket is gone.
        let _ = self.say.send(said);
    }
}

fn call_of(operation: &Operation) -> Option<&GraphqlCall> {
    match &operation.call {
        Call::Graphql(call) => Some(call),
        _ => None,
    }
}
