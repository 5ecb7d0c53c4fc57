//! `graphql-transport-ws` as a machine: what happened in, what is to be done out. It knows no sockets and no clocks.

use super::answer::GraphqlAnswer;
use super::message::{self, ServerMessage};
use super::{CloseCode, GraphqlErrors, SubscriptionError};

/// One subscription on one connection.
pub(super) struct Protocol {
    id: String,
    /// The payload of `subscribe`, until it is sent.
    payload: String,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// `connection_init` was sent.
    AwaitingAck,
    /// `subscribe` was sent; whether the server was asked if it is still there, and has not answered.
    Subscribed { is_doubted: bool },
    /// There is nothing left to do.
    Over,
}

/// What happened.
#[derive(Debug)]
pub(super) enum Input<'m> {
    /// A text came.
    Text(&'m str),
    /// Something else than a text came.
    NoText,
    /// The server closed the connection.
    Closed { code: CloseCode, reason: String },
    /// The time for an acknowledgement is over.
    AckOverdue,
    /// For a while nothing came.
    Quiet,
    /// Nobody wants to hear more.
    Cancel,
}

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(super) enum Action {
    Send(String),
    /// Hands out the JSON of data.
    Deliver(String),
    /// Hands out errors; the subscription goes on.
    Report(GraphqlErrors),
    /// Hands out errors: the last thing of this subscription.
    Reject(GraphqlErrors),
    Fail(SubscriptionError),
    /// Closes the connection.
    Close,
}

impl Protocol {
    /// A connection that was just opened, and what to send on it first.
    pub(super) fn start(id: &str, init: Option<&str>, payload: String) -> (Self, Action) {
        let protocol = Self { id: id.to_owned(), payload, state: State::AwaitingAck };
        (protocol, Action::Send(message::init(init)))
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// What is to be done about an input, in this order.
    pub(super) fn on(&mut self, input: Input<'_>) -> Vec<Action> {
        if self.state == State::Over {
            return Vec::new();
        }
        match (self.state, input) {
            (_, Input::Closed { code, reason }) => self.closed(code, reason),
            (_, Input::Text(text)) => self.text(text),
            (_, Input::NoText) => self.no_message("it is no text"),
            (State::AwaitingAck, Input::AckOverdue) => self.fail(SubscriptionError::NoAck),
            (State::AwaitingAck, Input::Cancel) => self.end(Vec::new()),
            (State::Subscribed { .. }, Input::Cancel) => self.end(vec![Action::Send(message::complete(&self.id))]),
            (State::Subscribed { is_doubted: false }, Input::Quiet) => {
                self.state = State::Subscribed { is_doubted: true };
                vec![Action::Send(message::ping())]
            }
            (State::Subscribed { is_doubted: true }, Input::Quiet) => self.fail(SubscriptionError::Silent),
            (State::AwaitingAck, Input::Quiet)
            | (State::Subscribed { .. }, Input::AckOverdue)
            | (State::Over, Input::AckOverdue | Input::Quiet | Input::Cancel) => Vec::new(),
        }
    }

    fn text(&mut self, text: &str) -> Vec<Action> {
        if let State::Subscribed { is_doubted } = &mut self.state {
            *is_doubted = false;
        }
        let awaits_ack = self.state == State::AwaitingAck;
        match ServerMessage::read(text) {
            Some(ServerMessage::Ping) => vec![Action::Send(message::pong())],
            Some(ServerMessage::Pong) => Vec::new(),
            Some(ServerMessage::Ack) if awaits_ack => {
                self.state = State::Subscribed { is_doubted: false };
                let payload = std::mem::take(&mut self.payload);
                vec![Action::Send(message::subscribe(&self.id, &payload))]
            }
            Some(ServerMessage::Next(payload)) if !awaits_ack => self.next(payload),
            Some(ServerMessage::Error(errors)) if !awaits_ack && !errors.is_empty() => {
                self.end(vec![Action::Reject(GraphqlErrors::new(errors, None))])
            }
            Some(ServerMessage::Complete) if !awaits_ack => self.end(Vec::new()),
            Some(_) if awaits_ack => self.no_message("nothing but an acknowledgement may come first"),
            Some(_) => self.no_message("it does not belong here"),
            None => self.no_message("it is none of the protocol"),
        }
    }

    /// A result. Errors beside data are not told, as the data are what was subscribed to; without data they are.
    fn next(&mut self, payload: &str) -> Vec<Action> {
        let Ok(answer) = GraphqlAnswer::read(payload.as_bytes()) else {
            return self.no_message("its payload is no result");
        };
        let Some(data) = answer.place().and_then(|place| payload.get(place)) else {
            return match answer.errors(payload.as_bytes()) {
                Some(errors) => vec![Action::Report(errors)],
                None => self.no_message("its payload has neither data nor errors"),
            };
        };
        if !is_empty(data) {
            return vec![Action::Deliver(data.to_owned())];
        }
        answer.errors(payload.as_bytes()).map(Action::Report).into_iter().collect()
    }

    fn closed(&mut self, code: CloseCode, reason: String) -> Vec<Action> {
        let was_subscribed = self.state != State::AwaitingAck;
        self.state = State::Over;
        if was_subscribed && code == CloseCode::NORMAL {
            return Vec::new();
        }
        vec![Action::Fail(SubscriptionError::Closed { code, reason })]
    }

    fn no_message(&mut self, problem: &'static str) -> Vec<Action> {
        self.fail(SubscriptionError::NoMessage { problem })
    }

    fn fail(&mut self, error: SubscriptionError) -> Vec<Action> {
        self.end(vec![Action::Fail(error)])
    }

    fn end(&mut self, mut actions: Vec<Action>) -> Vec<Action> {
        self.state = State::Over;
        actions.push(Action::Close);
        actions
    }
}

/// Data without anything in them: servers send them to say that they are still there.
fn is_empty(data: &str) -> bool {
    data == "null"
        || data.strip_prefix('{').and_then(|data| data.strip_suffix('}')).is_some_and(|data| data.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::GraphqlError;

    const PING: &str = r#"{"type":"ping","payload":{"a":1}}"#;
    const PONG: &str = r#"{"type":"pong"}"#;
    const ACK: &str = r#"{"type":"connection_ack"}"#;
    const NEXT: &str = r#"{"id":"1","type":"next","payload":{"data":{"a":1}}}"#;
    const ERROR: &str = r#"{"id":"1","type":"error","payload":[{"message":"no"}]}"#;
    const COMPLETE: &str = r#"{"id":"1","type":"complete"}"#;

    fn start() -> Protocol {
        let (protocol, first) = Protocol::start("1", None, r#"{"query":"q"}"#.to_owned());
        assert_eq!(first, Action::Send(r#"{"type":"connection_init"}"#.to_owned()));
        protocol
    }

    fn subscribed() -> Protocol {
        let mut protocol = start();
        let subscribe = r#"{"id":"1","type":"subscribe","payload":{"query":"q"}}"#;
        assert_eq!(protocol.on(Input::Text(ACK)), [Action::Send(subscribe.to_owned())]);
        protocol
    }

    fn doubted() -> Protocol {
        let mut protocol = subscribed();
        assert_eq!(protocol.on(Input::Quiet), [Action::Send(r#"{"type":"ping"}"#.to_owned())]);
        protocol
    }

    fn over() -> Protocol {
        let mut protocol = subscribed();
        assert_eq!(protocol.on(Input::Text(COMPLETE)), [Action::Close]);
        protocol
    }

    fn pong() -> Vec<Action> {
        vec![Action::Send(r#"{"type":"pong"}"#.to_owned())]
    }

    fn errors() -> GraphqlErrors {
        let error = GraphqlError { message: "no".to_owned(), ..GraphqlError::default() };
        GraphqlErrors::new(vec![error], None)
    }

    fn closed(code: CloseCode) -> Input<'static> {
        Input::Closed { code, reason: "r".to_owned() }
    }

    fn fails(protocol: &mut Protocol, input: Input<'_>) -> SubscriptionError {
        let actions = protocol.on(input);
        assert_eq!(protocol.state(), State::Over);
        match actions.as_slice() {
            [Action::Fail(error), Action::Close] | [Action::Fail(error @ SubscriptionError::Closed { .. })] => {
                error.clone()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn before_the_acknowledgement() {
        for (input, expected) in [(PING, pong()), (PONG, Vec::new())] {
            let mut protocol = start();
            assert_eq!(protocol.on(Input::Text(input)), expected);
            assert_eq!(protocol.state(), State::AwaitingAck);
        }
        for input in [NEXT, ERROR, COMPLETE, "", "[]", "{}", r#"{"type":"x"}"#, r#"{"type":7}"#] {
            assert!(matches!(fails(&mut start(), Input::Text(input)), SubscriptionError::NoMessage { .. }), "{input}");
        }
        assert!(matches!(fails(&mut start(), Input::NoText), SubscriptionError::NoMessage { .. }));
        assert_eq!(fails(&mut start(), Input::AckOverdue), SubscriptionError::NoAck);
        for code in [CloseCode::NORMAL, CloseCode::FORBIDDEN, CloseCode::NONE] {
            let expected = SubscriptionError::Closed { code, reason: "r".to_owned() };
            assert_eq!(fails(&mut start(), closed(code)), expected);
        }
        assert_eq!(start().on(Input::Quiet), []);
        assert_eq!(start().on(Input::Cancel), [Action::Close]);
    }

    #[test]
    fn while_subscribed() {
        for make in [subscribed as fn() -> Protocol, doubted] {
            for (input, expected) in [
                (PING, pong()),
                (PONG, Vec::new()),
                (NEXT, vec![Action::Deliver(r#"{"a":1}"#.to_owned())]),
                (
                    r#"{"type":"next","payload":{"data":[0],"errors":[{"message":"no"}]}}"#,
                    vec![Action::Deliver("[0]".to_owned())],
                ),
                (r#"{"type":"next","payload":{"data":{}}}"#, Vec::new()),
                (r#"{"type":"next","payload":{"data":null}}"#, Vec::new()),
                (
                    r#"{"type":"next","payload":{"data":null,"errors":[{"message":"no"}]}}"#,
                    vec![Action::Report(errors())],
                ),
                (r#"{"type":"next","payload":{"errors":[{"message":"no"}]}}"#, vec![Action::Report(errors())]),
            ] {
                let mut protocol = make();
                assert_eq!(protocol.on(Input::Text(input)), expected, "{input}");
                assert_eq!(protocol.state(), State::Subscribed { is_doubted: false }, "{input}");
            }
            for input in [
                ACK,
                "",
                "{",
                r#"{"type":"subscribe"}"#,
                r#"{"type":"next"}"#,
                r#"{"type":"next","payload":{}}"#,
                r#"{"type":"next","payload":7}"#,
                r#"{"type":"error"}"#,
                r#"{"type":"error","payload":"no"}"#,
                r#"{"type":"error","payload":[]}"#,
            ] {
                assert!(
                    matches!(fails(&mut make(), Input::Text(input)), SubscriptionError::NoMessage { .. }),
                    "{input}"
                );
            }
            assert!(matches!(fails(&mut make(), Input::NoText), SubscriptionError::NoMessage { .. }));
            assert_eq!(make().on(Input::Text(ERROR)), [Action::Reject(errors()), Action::Close]);
            assert_eq!(make().on(Input::Text(COMPLETE)), [Action::Close]);
            assert_eq!(make().on(closed(CloseCode::NORMAL)), []);
            for code in [CloseCode::BAD_REQUEST, CloseCode::GOING_AWAY, CloseCode::NONE, CloseCode(4999)] {
                let expected = SubscriptionError::Closed { code, reason: "r".to_owned() };
                assert_eq!(fails(&mut make(), closed(code)), expected);
            }
            assert_eq!(make().on(Input::AckOverdue), []);
            let complete = r#"{"id":"1","type":"complete"}"#;
            assert_eq!(make().on(Input::Cancel), [Action::Send(complete.to_owned()), Action::Close]);
        }
        assert_eq!(fails(&mut doubted(), Input::Quiet), SubscriptionError::Silent);
    }

    #[test]
    fn when_it_is_over_nothing_matters() {
        let texts = [PING, PONG, ACK, NEXT, ERROR, COMPLETE, ""].map(Input::Text);
        let others = [Input::NoText, Input::AckOverdue, Input::Quiet, Input::Cancel, closed(CloseCode::BAD_REQUEST)];
        for input in texts.into_iter().chain(others) {
            assert_eq!(over().on(input), []);
        }
    }

    #[test]
    fn a_connection_begins_with_what_it_was_told() {
        let (_, first) = Protocol::start("1", Some(r#"{"token":"t"}"#), String::new());
        assert_eq!(first, Action::Send(r#"{"type":"connection_init","payload":{"token":"t"}}"#.to_owned()));
    }
}
