//! Subscriptions: results that come for as long as the server has some.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::drive::{self, Plan};
use super::{CloseCode, Document, GraphqlRequest, Reconnect, Resume, SubscriptionOptions};
use crate::client::{ClientError, Request, TransportError, TransportErrorKind};
use crate::model::Model;
use crate::socket::SocketTransport;

/// The results of a subscription, in the order in which the server sends them.
///
/// The connection is made when the first result is asked for, inside of a tokio runtime. Dropping the stream tells the
/// server that nobody listens any more, and closes the connection.
///
/// ```no_run
/// use std::sync::Arc;
/// use typeloom_runtime::BaseUrl;
/// use typeloom_runtime::client::{ClientError, Method, Request};
/// use typeloom_runtime::graphql::{Document, GraphqlRequest, Subscription, SubscriptionOptions};
/// use typeloom_runtime::json::Value;
/// use typeloom_runtime::socket::{WebSocketOptions, WebSocketTransport};
///
/// static CHANGES: Document = Document::new("Orders::changes", "Changes", "subscription Changes {\n  changes\n}");
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let sockets = WebSocketTransport::new(&BaseUrl::new("wss://acme.example")?, WebSocketOptions::new())?;
/// let request = Request::new(Method::Get, "/graphql").with_query("token", "…");
/// let mut changes = Subscription::<Value>::new(
///     Arc::new(sockets),
///     GraphqlRequest::new(&CHANGES),
///     request,
///     SubscriptionOptions::new(),
/// );
/// while let Some(change) = changes.next_item().await {
///     println!("{}", change?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// - The server's `complete`, and a connection that it closes with 1000, end the stream.
/// - Its errors are a [`GraphqlFailure`](super::GraphqlFailure), and end it; those of a single result do not, and are
///   told only where the result has no data. A result whose data are empty is left out.
/// - Everything else that ends it is an error.
#[must_use = "a subscription begins when its first result is asked for"]
pub struct Subscription<T, E = ClientError> {
    results: Results,
    item: PhantomData<fn() -> Result<T, E>>,
}

/// The results before they are models.
struct Results {
    document: &'static Document,
    state: Progress,
}

enum Progress {
    Planned(Box<Plan>),
    Refused(ClientError),
    Running(mpsc::Receiver<Result<String, ClientError>>),
    Over,
}

impl<T> Subscription<T> {
    /// A subscription to an operation, whose connection is opened with `request`.
    pub fn new(
        sockets: Arc<dyn SocketTransport>,
        mut call: GraphqlRequest,
        request: Request,
        options: SubscriptionOptions,
    ) -> Self {
        let document = call.document();
        let state = match call.problem() {
            Some(problem) => Progress::Refused(problem),
            None => {
                let plan = Plan { document, sockets, request, payload: call.into_payload(), options, resumes: &[] };
                Progress::Planned(Box::new(plan))
            }
        };
        Self { results: Results { document, state }, item: PhantomData }
    }
}

impl<T, E> Subscription<T, E> {
    /// The same subscription, whose errors are those of a client of its own.
    pub fn with_error<F: From<ClientError>>(self) -> Subscription<T, F> {
        Subscription { results: self.results, item: PhantomData }
    }

    /// The same subscription, kept up in another way. What has begun stays as it is.
    pub fn with_options(mut self, options: SubscriptionOptions) -> Self {
        if let Progress::Planned(plan) = &mut self.results.state {
            plan.options = options;
        }
        self
    }

    /// The same subscription, that connects again in another way. What has begun stays as it is.
    pub fn with_reconnect(mut self, reconnect: Reconnect) -> Self {
        if let Progress::Planned(plan) = &mut self.results.state {
            plan.options.reconnect = reconnect;
        }
        self
    }

    /// The same subscription, that goes on where it ended when it connects again. What has begun stays as it is.
    pub fn resuming(mut self, resumes: &'static [Resume]) -> Self {
        if let Progress::Planned(plan) = &mut self.results.state {
            plan.resumes = resumes;
        }
        self
    }
}

impl<T: Model, E: From<ClientError>> Subscription<T, E> {
    /// The next result; `None` at the end.
    pub async fn next_item(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        let document = self.results.document;
        let Some(data) = ready!(self.results.poll_data(context)) else { return Poll::Ready(None) };
        Poll::Ready(Some(data.and_then(|data| document.answer(data.as_bytes())).map_err(E::from)))
    }
}

impl Results {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<String, ClientError>>> {
        if matches!(self.state, Progress::Planned(_) | Progress::Refused(_)) {
            match self.begin() {
                Ok(running) => self.state = running,
                Err(problem) => return Poll::Ready(Some(Err(problem))),
            }
        }
        match &mut self.state {
            Progress::Running(results) => results.poll_recv(context),
            Progress::Planned(_) | Progress::Refused(_) | Progress::Over => Poll::Ready(None),
        }
    }

    /// Connects; what cannot be connected is over.
    fn begin(&mut self) -> Result<Progress, ClientError> {
        let operation = self.document.name();
        match std::mem::replace(&mut self.state, Progress::Over) {
            Progress::Refused(problem) => Err(problem),
            Progress::Planned(plan) => {
                let Ok(runtime) = Handle::try_current() else { return Err(outside(operation)) };
                let (sender, receiver) = mpsc::channel(plan.options.read_ahead);
                runtime.spawn(drive::run(*plan, sender));
                Ok(Progress::Running(receiver))
            }
            begun => Ok(begun),
        }
    }
}

/// The error of a subscription that is asked for where none can run.
fn outside(operation: &'static str) -> ClientError {
    let source = TransportError::new(TransportErrorKind::Refused)
        .with_source("subscriptions run inside of a tokio runtime: ask from one, or use `blocking`");
    ClientError::Transport { operation, source }
}

impl<T: Model, E: From<ClientError>> Stream for Subscription<T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, E> fmt::Debug for Subscription<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Subscription").field("operation", &self.results.document.name()).finish_non_exhaustive()
    }
}

/// Why a subscription ended early.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubscriptionError {
    /// The server did not acknowledge the connection in time.
    #[error("the server did not acknowledge the connection in time")]
    NoAck,
    /// The server does not say any more that it is there.
    #[error("the server fell silent")]
    Silent,
    /// A message of the server is not what the protocol has in this place.
    #[error("a message of the server breaks the protocol: {problem}")]
    NoMessage {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The server closed the connection.
    #[error("the server closed the connection with {code}{}{reason}", if reason.is_empty() { "" } else { ": " })]
    Closed {
        /// Why.
        code: CloseCode,
        /// What the server says about it, shortened where it is long; empty where it says nothing.
        reason: String,
    },
}

impl SubscriptionError {
    /// Whether the same subscription could succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::NoAck | Self::Silent => true,
            Self::NoMessage { .. } => false,
            Self::Closed { code, .. } => code.is_retryable(),
        }
    }
}
