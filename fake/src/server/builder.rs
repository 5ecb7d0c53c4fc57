//! How a fake server is started.

use std::fmt;
use std::io;
use std::sync::{Arc, mpsc};

use tokio::net::TcpListener;

use super::state::{Check, Observer, State};
use super::{FakeError, FakeServer, Place, connection};
use crate::credentials;
use crate::description::Description;
use crate::journal::Received;
use crate::reply::Reply;
use crate::signatures::Keys;

/// How a fake server is started.
pub struct FakeBuilder {
    description: Description,
    host: String,
    port: u16,
    checks: Vec<Check>,
    keys: Keys,
    observers: Vec<Observer>,
}

impl fmt::Debug for FakeBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("FakeBuilder");
        shown.field("name", &self.description.name).field("host", &self.host).field("port", &self.port);
        shown.finish_non_exhaustive()
    }
}

impl FakeBuilder {
    pub(super) fn new(description: Description) -> Self {
        let host = "127.0.0.1".to_owned();
        Self { description, host, port: 0, checks: Vec::new(), keys: Keys::default(), observers: Vec::new() }
    }

    /// A server of a description as text, as generated crates hold it.
    ///
    /// # Errors
    /// When it is no description.
    pub fn from_json(description: &str) -> Result<Self, FakeError> {
        Ok(FakeServer::builder(Description::from_json(description)?))
    }

    /// Where it listens; `127.0.0.1` if nothing is said, which other machines do not reach.
    #[must_use]
    pub fn host(self, host: impl Into<String>) -> Self {
        Self { host: host.into(), ..self }
    }

    /// The port; one that is free if nothing is said.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Refuses requests without the credentials and signatures that are described, with status 401. Signatures are verified
    /// wherever they are; of other credentials it sees that they are there, and what they say is for a
    /// [`check`](Self::check).
    #[must_use]
    pub fn authenticated(mut self) -> Self {
        self.keys.required = true;
        self
    }

    /// Knows the public key, 32 bytes in base64, that signs by this name, and refuses others by it. A key that is not known
    /// is taken from the request.
    #[must_use]
    pub fn known_key(mut self, key_id: impl Into<String>, key: impl Into<String>) -> Self {
        self.keys.give(key_id.into(), key.into());
        self
    }

    /// Looks at each request for an operation before it is done, and may refuse it: for credentials.
    #[must_use]
    pub fn check(mut self, check: impl Fn(&Received) -> Result<(), Reply> + Send + Sync + 'static) -> Self {
        self.checks.push(Arc::new(check));
        self
    }

    /// Hears of each request when it has its answer, of which it is given the status; none where the connection ends.
    #[must_use]
    pub fn on_answer(mut self, observe: impl Fn(&Received, Option<u16>) + Send + Sync + 'static) -> Self {
        self.observers.push(Arc::new(observe));
        self
    }

    /// Starts the server on the runtime that polls this.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn start(self) -> Result<FakeServer, FakeError> {
        let Self { description, host, port, mut checks, keys, observers } = self;
        if keys.required {
            let described = description.clone();
            checks.insert(0, Arc::new(move |received| credentials::check(&described, received)));
        }
        let bound = async {
            let listener = TcpListener::bind((host.as_str(), port)).await?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        };
        let (listener, address) = match bound.await {
            Ok(bound) => bound,
            Err(source) => return Err(FakeError::Bind { host, port, source }),
        };
        let state = Arc::new(State::new(description, checks, keys, observers));
        let task = tokio::spawn(connection::accept(listener, Arc::clone(&state)));
        Ok(FakeServer { state, address, place: Place::Task(task) })
    }

    /// Starts the server on a thread of its own, for programs that are not asynchronous.
    ///
    /// # Errors
    /// When the address cannot be bound, or there is no thread.
    pub fn start_on_thread(self) -> Result<FakeServer, FakeError> {
        let (say, started) = mpsc::channel();
        let work = move || {
            let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return drop(say.send(Err(FakeError::Thread(error)))),
            };
            runtime.block_on(async move {
                match self.start().await {
                    Ok(server) => {
                        // Whoever starts it waits for this.
                        let _ = say.send(Ok((Arc::clone(&server.state), server.address)));
                        let mut stop = server.state.stop.subscribe();
                        let _ = stop.wait_for(|is_stopped| *is_stopped).await;
                    }
                    Err(error) => drop(say.send(Err(error))),
                }
            });
        };
        let named = std::thread::Builder::new().name("typeloom-fake".to_owned());
        let thread = named.spawn(work).map_err(FakeError::Thread)?;
        let ended = |_| FakeError::Thread(io::Error::other("it ended before the server was there"));
        let (state, address) = started.recv().map_err(ended)??;
        Ok(FakeServer { state, address, place: Place::Thread(Some(thread)) })
    }
}
