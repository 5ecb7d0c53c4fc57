//! What runs a subscription: the [`Protocol`] between a socket and whoever listens.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::Sender;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::protocol::{Action, Input, Protocol, State};
use super::resume::resumed;
use super::{CloseCode, Document, GraphqlFailure, Resume, SubscriptionOptions};
use crate::client::{ClientError, Request, TransportError, TransportErrorKind, message};
use crate::clock::Random;
use crate::socket::{Incoming, OpenError, Socket, SocketTransport};

/// What the protocol is called when a connection is opened.
const SUBPROTOCOL: &str = "graphql-transport-ws";

/// A connection has one subscription, so that any id will do.
const ID: &str = "1";

/// What is needed to subscribe, as often as it takes.
pub(super) struct Plan {
    pub(super) document: &'static Document,
    pub(super) sockets: Arc<dyn SocketTransport>,
    pub(super) request: Request,
    pub(super) payload: String,
    pub(super) options: SubscriptionOptions,
    /// What has another value when it connects again.
    pub(super) resumes: &'static [Resume],
}

type Listener = Sender<Result<String, ClientError>>;

/// Subscribes, and connects again where the options say so. Ends when nobody listens any more.
pub(super) async fn run(mut plan: Plan, listener: Listener) {
    let (mut attempt, random) = (0, Random::new());
    loop {
        let mut connection = Connection { plan: &plan, listener: &listener, has_delivered: false, last: None };
        let Err(error) = connection.run().await else { return };
        let (has_delivered, last) = (connection.has_delivered, connection.last);
        if has_delivered {
            attempt = 0;
        }
        let delay = plan.options.reconnect.delay(attempt, &random).filter(|_| error.is_retryable());
        let Some(delay) = delay else {
            let _ = listener.send(Err(error)).await;
            return;
        };
        if let Some(last) = last {
            plan.resume(&last);
        }
        attempt += 1;
        tokio::select! {
            () = listener.closed() => return,
            () = sleep(delay) => {}
        }
    }
}

impl Plan {
    /// Goes on behind these data.
    fn resume(&mut self, data: &str) {
        if let Some(payload) = resumed(&self.payload, self.resumes, self.document, data.as_bytes()) {
            self.payload = payload;
        }
    }
}

/// One connection.
struct Connection<'p> {
    plan: &'p Plan,
    listener: &'p Listener,
    has_delivered: bool,
    /// The last data, where they are needed to go on behind them.
    last: Option<String>,
}

impl Connection<'_> {
    /// Until the subscription is over, or nobody listens.
    async fn run(&mut self) -> Result<(), ClientError> {
        let opening = self.plan.sockets.open(self.plan.request.clone(), SUBPROTOCOL);
        let socket = tokio::select! {
            () = self.listener.closed() => return Ok(()),
            socket = opening => socket,
        };
        let operation = self.plan.document.name();
        let socket = socket.map_err(|error| match error {
            OpenError::Transport(source) => ClientError::Transport { operation, source },
            OpenError::Status(response) => ClientError::status(operation, &response),
        })?;
        let options = &self.plan.options;
        let init = options.init.as_ref().map(|init| init.expose().as_str());
        let (mut protocol, first) = Protocol::start(ID, init, self.plan.payload.clone());
        let mut socket = Some(socket);
        self.perform(&mut socket, vec![first]).await?;
        let ack_deadline = Instant::now().checked_add(options.ack_timeout);
        while let Some(open) = &mut socket
            && protocol.state() != State::Over
        {
            let (deadline, overdue) = match protocol.state() {
                State::AwaitingAck => (ack_deadline, Input::AckOverdue),
                _ => (options.keep_alive.and_then(|interval| Instant::now().checked_add(interval)), Input::Quiet),
            };
            let incoming;
            let input = tokio::select! {
                () = self.listener.closed() => Input::Cancel,
                received = open.receive() => {
                    incoming = received.map_err(|source| ClientError::Transport { operation, source })?;
                    input(&incoming)
                }
                () = until(deadline) => overdue,
            };
            let actions = protocol.on(input);
            self.perform(&mut socket, actions).await?;
        }
        Ok(())
    }

    /// Does what the protocol says.
    async fn perform(&mut self, socket: &mut Option<Box<dyn Socket>>, actions: Vec<Action>) -> Result<(), ClientError> {
        let operation = self.plan.document.name();
        let mut result = Ok(());
        for action in actions {
            match action {
                Action::Send(text) => {
                    if let Some(socket) = socket {
                        self.in_time(socket.send(text)).await?;
                    }
                }
                Action::Deliver(data) => {
                    self.has_delivered = true;
                    if !self.plan.resumes.is_empty() {
                        self.last = Some(data.clone());
                    }
                    self.tell(Ok(data)).await;
                }
                Action::Report(errors) => {
                    let source = GraphqlFailure::Errors(errors);
                    self.tell(Err(ClientError::Graphql { operation, source })).await;
                }
                Action::Reject(errors) => {
                    let source = GraphqlFailure::Errors(errors);
                    result = Err(ClientError::Graphql { operation, source });
                }
                Action::Fail(source) => result = Err(ClientError::Subscription { operation, source }),
                Action::Close => {
                    if let Some(socket) = socket.take() {
                        close(socket, self.plan.options.ack_timeout);
                    }
                }
            }
        }
        result
    }

    /// Hands something out, as soon as there is room. That nobody listens any more shows when the next input is awaited.
    async fn tell(&self, result: Result<String, ClientError>) {
        let _ = self.listener.send(result).await;
    }

    async fn in_time(&self, work: impl Future<Output = Result<(), TransportError>>) -> Result<(), ClientError> {
        let done = timeout(self.plan.options.ack_timeout, work).await;
        let done = done.unwrap_or_else(|_| Err(TransportError::new(TransportErrorKind::Timeout)));
        done.map_err(|source| ClientError::Transport { operation: self.plan.document.name(), source })
    }
}

/// Closes a connection, while nobody waits for it.
fn close(mut socket: Box<dyn Socket>, limit: Duration) {
    tokio::spawn(async move { timeout(limit, socket.close(CloseCode::NORMAL.0)).await });
}

fn input(incoming: &Incoming) -> Input<'_> {
    match incoming {
        Incoming::Text(text) => Input::Text(text),
        Incoming::Binary => Input::NoText,
        Incoming::Closed { code, reason } => {
            let code = code.map_or(CloseCode::NONE, CloseCode);
            Input::Closed { code, reason: message::shortened(reason).unwrap_or_default() }
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
