//! The server: a socket, the connections to it, and what they share.

mod builder;
mod connection;
mod dispatch;
mod socket;
mod state;
mod subscriber;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::description::{Description, DescriptionError, Operation};
use crate::journal::Received;
use crate::reply::Reply;
use crate::resources::Store;
use crate::script::Script;
pub use builder::FakeBuilder;
use state::State;

/// Why a fake server does not start, or is asked for something that it does not have.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FakeError {
    /// The description cannot be read.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The address cannot be bound.
    #[error("{host}:{port} cannot be bound")]
    Bind {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// There is no thread to run on.
    #[error("there is no thread for the server")]
    Thread(#[source] io::Error),
    /// No operation has this name.
    #[error("there is no operation `{name}`: there are {known}")]
    UnknownOperation {
        /// The name.
        name: String,
        /// The names that there are.
        known: String,
    },
}

/// A server that answers as a description says. It stops when it is dropped.
pub struct FakeServer {
    state: Arc<State>,
    address: SocketAddr,
    place: Place,
}

/// Where a server runs.
enum Place {
    /// On the runtime that has started it.
    Task(JoinHandle<()>),
    /// On a thread of its own, until it is told to stop.
    Thread(Option<std::thread::JoinHandle<()>>),
}

impl fmt::Debug for FakeServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.state.description.name;
        formatter.debug_struct("FakeServer").field("name", name).field("url", &self.url()).finish_non_exhaustive()
    }
}

impl FakeServer {
    /// A server of a description, to be set up before it starts.
    #[must_use]
    pub fn builder(description: Description) -> FakeBuilder {
        FakeBuilder::new(description)
    }

    /// Starts a server of a description on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn start(description: Description) -> Result<Self, FakeError> {
        Self::builder(description).start().await
    }

    /// Where it listens: `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens for sockets: `ws://127.0.0.1:49152`.
    #[must_use]
    pub fn socket_url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it is made from.
    #[must_use]
    pub fn description(&self) -> &Description {
        &self.state.description
    }

    /// A rule for the requests of an operation, which is called `Orders::place`, or `place` if no other client has that.
    ///
    /// # Errors
    /// When there is no such operation, so that a rule that nothing ever comes to is noticed.
    pub fn on(&self, operation: &str) -> Result<Script<'_>, FakeError> {
        Ok(Script::new(&self.state.rules, Some(self.position(operation)?)))
    }

    /// A rule for all requests.
    pub fn on_any(&self) -> Script<'_> {
        Script::new(&self.state.rules, None)
    }

    /// Takes back all rules that are not used up.
    pub fn clear_script(&self) {
        self.state.rules.clear();
    }

    /// The requests so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.state.journal.all()
    }

    /// The requests for an operation so far.
    ///
    /// # Errors
    /// When there is no such operation.
    pub fn requests_for(&self, operation: &str) -> Result<Vec<Received>, FakeError> {
        let name = &self.state.description.operations[self.position(operation)?].name;
        let requests = self.requests().into_iter();
        Ok(requests.filter(|request| request.operation() == Some(name.as_str())).collect())
    }

    /// Looks for the credentials of a request, and verifies its signatures, as its operation describes them: also where a
    /// script has answered it.
    ///
    /// # Errors
    /// The refusal, when they are not as described.
    pub fn verify(&self, request: &Received) -> Result<(), Reply> {
        let description = &self.state.description;
        crate::credentials::check(description, request)?;
        let operation = description.operations.iter().find(|known| Some(known.name.as_str()) == request.operation());
        operation.map_or(Ok(()), |operation| self.state.keys.check(description, operation, request))
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.state.journal.clear();
    }

    /// Looks at the state, or changes it.
    pub fn with_store<T>(&self, look: impl FnOnce(&mut Store) -> T) -> T {
        look(&mut self.state.store())
    }

    /// Stops: open connections are closed, and the port is free when this is ready.
    pub async fn shutdown(mut self) {
        self.stop();
        match &mut self.place {
            // It was aborted, so that is what it says.
            Place::Task(task) => drop(task.await),
            // The thread has nothing left to do.
            Place::Thread(thread) => drop(thread.take().map(std::thread::JoinHandle::join)),
        }
    }

    fn stop(&self) {
        if let Place::Task(task) = &self.place {
            // The task holds the connections, which end with it.
            task.abort();
        }
        // Sockets have left them, and a thread waits for this.
        self.state.stop.send_replace(true);
    }

    /// The position of an operation, by its whole name or by the end of it.
    fn position(&self, name: &str) -> Result<usize, FakeError> {
        let operations = &self.state.description.operations;
        let by = |is: &dyn Fn(&Operation) -> bool| operations.iter().position(is);
        by(&|operation| operation.name == name).or_else(|| by(&|operation| operation.short_name() == name)).ok_or_else(
            || {
                let known: Vec<String> = operations.iter().map(|operation| format!("`{}`", operation.name)).collect();
                FakeError::UnknownOperation { name: name.to_owned(), known: known.join(", ") }
            },
        )
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.stop();
    }
}
