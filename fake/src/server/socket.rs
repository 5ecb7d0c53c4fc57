//! Sockets: the handshake, and a conversation in `graphql-transport-ws`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::FromRequestParts as _;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};

use super::connection::{Answer, Dropped};
use super::dispatch::{received, response};
use super::state::State;
use super::subscriber::{Said, Subscriber};
use crate::bodies::Delivery;
use crate::credentials;
use crate::journal::Received;
use crate::script::Fault;
use crate::subscriptions::{PROTOCOL, Session, Step};

/// Whether a request asks for a socket.
pub(super) fn is_handshake(parts: &Parts) -> bool {
    parts.headers.get("upgrade").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Opens a socket, unless a check or a script is against it. Rules for all requests apply here.
pub(super) async fn open(state: Arc<State>, mut parts: Parts) -> Answer {
    let received = received(&parts, None, Vec::new());
    state.journal.write(received.clone());
    let refused = |reply| Ok(response(reply, Delivery::Whole));
    let mut close = None;
    if let Some(planned) = state.rules.take(None) {
        if !planned.delay.is_zero() {
            tokio::time::sleep(planned.delay).await;
        }
        match planned.fault {
            Fault::Drop => return Err(Dropped),
            Fault::Silence => std::future::pending().await,
            Fault::Reply(reply) => return refused(reply),
            Fault::Answer(handler) => return refused((handler.0)(&received, &mut state.store())),
            Fault::Close(code) => close = Some(code),
            _ => {}
        }
    }
    let signed = || match credentials::asked(&state.description, &received) {
        Some(operation) => state.keys.check(&state.description, operation, &received),
        None => Ok(()),
    };
    if let Err(reply) = state.checks.iter().try_for_each(|check| check(&received)).and_then(|()| signed()) {
        return refused(reply);
    }
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(rejection) => return Ok(rejection.into_response()),
    };
    Ok(upgrade.protocols([PROTOCOL]).on_upgrade(move |socket| async move {
        let mut stop = state.stop.subscribe();
        let conversation = Conversation::new(state, received, socket, close);
        // The socket ends with the server.
        let stopped = std::pin::pin!(stop.wait_for(|is_stopped| *is_stopped));
        futures_util::future::select(std::pin::pin!(conversation.hold()), stopped).await;
    }))
}

/// A socket and those who have subscribed over it.
struct Conversation {
    state: Arc<State>,
    handshake: Received,
    socket: WebSocket,
    session: Session,
    /// The code to close with when the client wants to begin.
    close: Option<u16>,
    subscribers: JoinSet<()>,
    by_id: BTreeMap<String, AbortHandle>,
    said: mpsc::UnboundedReceiver<Said>,
    say: mpsc::UnboundedSender<Said>,
}

/// Whether the conversation goes on.
type GoesOn = Option<()>;

impl Conversation {
    fn new(state: Arc<State>, handshake: Received, socket: WebSocket, close: Option<u16>) -> Self {
        let (say, said) = mpsc::unbounded_channel();
        let (session, subscribers, by_id) = (Session::default(), JoinSet::new(), BTreeMap::new());
        Self { state, handshake, socket, session, close, subscribers, by_id, said, say }
    }

    /// Talks until one side has enough. When this is dropped, so are all who subscribed.
    async fn hold(mut self) {
        loop {
            let goes_on = tokio::select! {
                heard = self.socket.recv() => match heard {
                    Some(Ok(Message::Text(text))) => self.hear(&text).await,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Some(()),
                    Some(Ok(Message::Binary(_))) => self.close(4400, "Invalid message".to_owned()).await,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => None,
                },
                Some(said) = self.said.recv() => self.pass_on(said).await,
                Some(_) = self.subscribers.join_next() => Some(()),
            };
            if goes_on.is_none() {
                break;
            }
        }
    }

    async fn hear(&mut self, text: &str) -> GoesOn {
        match self.session.hear(text) {
            Step::Nothing => Some(()),
            Step::Begin => match self.close {
                Some(code) => self.close(code, String::new()).await,
                None => self.send(serde_json::json!({ "type": "connection_ack" }).to_string()).await,
            },
            Step::Say(message) => self.send(message.to_string()).await,
            Step::Subscribe(id, payload) => {
                self.subscribe(id, &payload);
                Some(())
            }
            Step::Stop(id) => {
                if let Some(subscriber) = self.by_id.remove(&id) {
                    subscriber.abort();
                }
                Some(())
            }
            Step::Close(code, reason) => self.close(code, reason).await,
        }
    }

    fn subscribe(&mut self, id: String, payload: &Value) {
        let subscriber = Subscriber::new(&self.state, &self.handshake, id.clone(), payload, self.say.clone());
        let handle = self.subscribers.spawn(subscriber.serve());
        self.by_id.insert(id, handle);
    }

    /// Passes on what is for a subscriber who still listens.
    async fn pass_on(&mut self, said: Said) -> GoesOn {
        match said {
            Said::Message(id, text) if self.session.is_active(&id) => self.send(text).await,
            Said::Last(id, text) if self.session.is_active(&id) => {
                self.session.end(&id);
                self.send(text).await
            }
            Said::Message(..) | Said::Last(..) => Some(()),
            Said::Close(code) => self.close(code, String::new()).await,
            Said::Drop => None,
        }
    }

    async fn send(&mut self, text: String) -> GoesOn {
        self.socket.send(Message::Text(text.into())).await.ok()
    }

    async fn close(&mut self, code: u16, reason: String) -> GoesOn {
        let frame = CloseFrame { code, reason: reason.into() };
        // Whoever is not there any more need not be told.
        let _ = self.socket.send(Message::Close(Some(frame))).await;
        // The client closes in answer; until then the connection stays, so that the frame arrives.
        while let Some(Ok(_)) = self.socket.recv().await {}
        None
    }
}
