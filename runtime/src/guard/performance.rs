//! An action that is put together, and then done under a guard.

use std::fmt;
use std::sync::Arc;

use super::{Action, AsyncGuard, Guarded, guarded_async};
#[cfg(feature = "blocking")]
use super::{BlockingGuard, guarded};
#[cfg(feature = "blocking")]
use crate::blocking::Blocking;
use crate::json::Value;

/// An action that a guard is asked about before it is done.
///
/// ```
/// use std::sync::Arc;
/// use typeloom_runtime::guard::{Action, Guard, GuardError, Immediate, Outcome, Performance, Permit};
///
/// struct ReadOnly;
///
/// impl Guard for ReadOnly {
///     fn check(&self, action: &Action) -> Result<Permit, GuardError> {
///         match action.name() {
///             "read" => Ok(Permit::new()),
///             _ => Err(GuardError::denied(action).because("only reading is allowed")),
///         }
///     }
///
///     fn report(&self, _: &Action, _: &Permit, _: Outcome) {}
/// }
///
/// let guard = Arc::new(Immediate(ReadOnly));
/// let write = Performance::new(guard, "write").on("orders").run(async { Ok::<_, GuardError>("done") });
/// let error = pollster::block_on(write).unwrap_err();
/// assert_eq!(error.to_string(), "`write` on `orders` was denied: only reading is allowed");
/// ```
#[must_use = "nothing is done until `run` is awaited"]
pub struct Performance {
    guard: Arc<dyn AsyncGuard>,
    action: Action,
}

impl Performance {
    /// An action by its name, such as `db:read`.
    pub fn new(guard: Arc<dyn AsyncGuard>, action: impl Into<String>) -> Self {
        Self { guard, action: Action::new(action) }
    }

    /// What it is done to.
    pub fn on(mut self, resource: impl fmt::Display) -> Self {
        self.action = self.action.with_resource(resource);
        self
    }

    /// Something else that the guard may want to know.
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.action = self.action.with_attribute(name, value);
        self
    }

    /// Awaits `body` if the guard allows the action, and reports how it went.
    ///
    /// # Errors
    /// What the check says when it does not allow the action; otherwise what the body returns.
    pub async fn run<R: Guarded>(self, body: impl Future<Output = R>) -> R {
        guarded_async(&*self.guard, &self.action, body).await
    }

    /// Runs `body` if the guard allows the action, and reports how it went. This thread waits for the guard.
    ///
    /// # Errors
    /// What the check says when it does not allow the action; otherwise what the body returns.
    #[cfg(feature = "blocking")]
    pub fn run_blocking<R: Guarded>(self, blocking: &Blocking, body: impl FnOnce() -> R) -> R {
        guarded(&BlockingGuard::new(self.guard, blocking.clone()), &self.action, body)
    }
}

impl fmt::Debug for Performance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Performance").field("action", &self.action).finish_non_exhaustive()
    }
}
