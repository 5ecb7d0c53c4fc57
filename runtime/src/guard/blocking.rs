//! Asynchronous guards before functions that are not.

use super::{Action, AsyncGuard, Guard, GuardError, Outcome, Permit};
use crate::blocking::Blocking;

/// An [`AsyncGuard`] as a [`Guard`]: the thread waits for what it says.
///
/// ```
/// use typeloom_runtime::blocking::Blocking;
/// use typeloom_runtime::guard::{Action, BlockingGuard, Guard, GuardError, Immediate, Outcome, Permit, guarded};
///
/// struct Nobody;
///
/// impl Guard for Nobody {
///     fn check(&self, action: &Action) -> Result<Permit, GuardError> {
///         Err(GuardError::denied(action))
///     }
///
///     fn report(&self, _: &Action, _: &Permit, _: Outcome) {}
/// }
///
/// let guard = BlockingGuard::new(Immediate(Nobody), Blocking::start()?);
/// let outcome = guarded(&guard, &Action::new("read"), || Ok::<_, GuardError>(7));
/// assert!(outcome.is_err_and(|error| error.is_denied()));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Give a guard that blocks a client of its own: see [`Blocking`].
#[derive(Debug, Clone)]
pub struct BlockingGuard<G> {
    guard: G,
    blocking: Blocking,
}

impl<G: AsyncGuard> BlockingGuard<G> {
    /// A guard whose futures are waited for with `blocking`.
    pub fn new(guard: G, blocking: Blocking) -> Self {
        Self { guard, blocking }
    }
}

impl<G: AsyncGuard> Guard for BlockingGuard<G> {
    fn check(&self, action: &Action) -> Result<Permit, GuardError> {
        self.blocking.wait(self.guard.check(action))
    }

    fn report(&self, action: &Action, permit: &Permit, outcome: Outcome) {
        self.blocking.wait(self.guard.report(action, permit, outcome));
    }
}
