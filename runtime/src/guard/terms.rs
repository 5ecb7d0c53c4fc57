//! How a guard that asks a server does its work: by which clock, how strictly, and who hears of it.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::Action;
use crate::clock::{Clock, SystemClock};

/// How a guard does its work. Clones know of each other which actions are registered.
#[derive(Clone)]
pub struct Terms {
    clock: Arc<dyn Clock>,
    is_monitoring: bool,
    listener: Option<Arc<Listener>>,
    registered: Arc<Mutex<HashMap<String, Arc<OnceCell<()>>>>>,
}

/// What hears of notices.
type Listener = dyn Fn(&Notice<'_>) + Send + Sync;

/// Something that went wrong beside the action, and did not keep it from being done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Notice<'n> {
    /// The action was not registered. It is checked all the same.
    NotRegistered {
        /// The action.
        action: &'n Action,
        /// Why.
        error: &'n (dyn Error + 'static),
    },
    /// Whether the action is allowed could not be found out, and it is done: only when monitoring.
    Unchecked {
        /// The action.
        action: &'n Action,
        /// Why.
        error: &'n (dyn Error + 'static),
    },
    /// The server does not know how the action went.
    NotReported {
        /// The action.
        action: &'n Action,
        /// Why.
        error: &'n (dyn Error + 'static),
    },
}

impl Notice<'_> {
    /// The action.
    pub fn action(&self) -> &Action {
        match self {
            Self::NotRegistered { action, .. } | Self::Unchecked { action, .. } | Self::NotReported { action, .. } => {
                action
            }
        }
    }

    /// What went wrong.
    pub fn error(&self) -> &(dyn Error + 'static) {
        match self {
            Self::NotRegistered { error, .. } | Self::Unchecked { error, .. } | Self::NotReported { error, .. } => {
                *error
            }
        }
    }
}

impl fmt::Display for Notice<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.action().name();
        match self {
            Self::NotRegistered { .. } => write!(formatter, "`{name}` was not registered"),
            Self::Unchecked { .. } => write!(formatter, "`{name}` is done, although it could not be checked"),
            Self::NotReported { .. } => write!(formatter, "how `{name}` went was not reported"),
        }
    }
}

impl Terms {
    /// By the clock of the machine, strict, and heard by nobody.
    pub fn new() -> Self {
        Self { clock: SystemClock::shared(), is_monitoring: false, listener: None, registered: Arc::default() }
    }

    /// Waits and tells the time by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Lets actions be done of which cannot be found out whether they are allowed. Those that are denied are not.
    #[must_use]
    pub fn monitoring(mut self) -> Self {
        self.is_monitoring = true;
        self
    }

    /// Tells somebody what goes wrong beside actions.
    #[must_use]
    pub fn with_listener(mut self, listener: impl Fn(&Notice<'_>) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(super) fn is_monitoring(&self) -> bool {
        self.is_monitoring
    }

    pub(super) fn tell(&self, notice: &Notice<'_>) {
        #[cfg(feature = "trace")]
        tracing::warn!(action = notice.action().name(), error = notice.error(), "{notice}");
        if let Some(listener) = &self.listener {
            listener(notice);
        }
    }

    /// Does the work that an action needs once. Of many at the same time one does it; what failed is done again.
    pub(super) async fn once<E>(&self, action: &str, work: impl Future<Output = Result<(), E>>) -> Result<(), E> {
        let cell = {
            let mut registered = self.registered.lock().unwrap_or_else(PoisonError::into_inner);
            // Names are written in programs. Where they are not, doing some work again is better than growing for ever.
            if registered.len() >= MOST_NAMES && !registered.contains_key(action) {
                registered.clear();
            }
            registered.entry(action.to_owned()).or_default().clone()
        };
        cell.get_or_try_init(|| work).await.copied()
    }
}

/// How many names are remembered.
const MOST_NAMES: usize = 4096;

impl Default for Terms {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Terms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Terms").field("is_monitoring", &self.is_monitoring).finish_non_exhaustive()
    }
}
