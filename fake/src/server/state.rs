//! What the connections of a server share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::description::Description;
use crate::journal::{Journal, Received};
use crate::reply::Reply;
use crate::resources::{Resources, Store};
use crate::routes::Routes;
use crate::script::Rules;
use crate::signatures::Keys;

/// Refuses a request, or does not.
pub(super) type Check = Arc<dyn Fn(&Received) -> Result<(), Reply> + Send + Sync>;

/// Hears of a request and the status of its answer.
pub(super) type Observer = Arc<dyn Fn(&Received, Option<u16>) + Send + Sync>;

pub(super) struct State {
    pub(super) description: Description,
    pub(super) routes: Routes,
    pub(super) resources: Resources,
    pub(super) rules: Rules,
    pub(super) journal: Journal,
    pub(super) checks: Vec<Check>,
    pub(super) keys: Keys,
    pub(super) observers: Vec<Observer>,
    /// Becomes true when the server stops.
    pub(super) stop: watch::Sender<bool>,
    store: Mutex<Store>,
}

impl State {
    pub(super) fn new(description: Description, checks: Vec<Check>, keys: Keys, observers: Vec<Observer>) -> Self {
        Self {
            routes: Routes::new(&description),
            resources: Resources::infer(&description),
            description,
            rules: Rules::default(),
            journal: Journal::default(),
            checks,
            keys,
            observers,
            stop: watch::Sender::new(false),
            store: Mutex::default(),
        }
    }

    /// The state of resources. A closure of the user that panicked while it had it leaves it as it was then.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
