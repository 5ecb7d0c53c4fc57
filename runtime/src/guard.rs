//! Guards: what decides whether a function may run, and hears how it went.
//!
//! The attribute `guard` of the macros puts a [`Guard`] before a `fn`, and an [`AsyncGuard`] before an `async fn`. It is a
//! thin door to [`guarded`] and [`guarded_async`], which work as well without it:
//!
//! ```
//! use typeloom_runtime::guard::{Action, Guard, GuardError, Outcome, Permit, guarded};
//!
//! /// Lets everybody read.
//! struct ReadOnly;
//!
//! impl Guard for ReadOnly {
//!     fn check(&self, action: &Action) -> Result<Permit, GuardError> {
//!         match action.name() {
//!             "read" => Ok(Permit::new()),
//!             _ => Err(GuardError::denied(action).because("only reading is allowed")),
//!         }
//!     }
//!
//!     fn report(&self, action: &Action, _: &Permit, outcome: Outcome) {
//!         eprintln!("{}: {outcome:?}", action.name());
//!     }
//! }
//!
//! let read = guarded(&ReadOnly, &Action::new("read"), || Ok::<_, GuardError>(7));
//! assert_eq!(read.ok(), Some(7));
//!
//! let write: Result<u32, _> = guarded(&ReadOnly, &Action::new("write"), || unreachable!("the body never runs"));
//! assert_eq!(write.map_err(|error: GuardError| error.to_string()), Err("`write` was denied: only reading is allowed".to_owned()));
//! ```
//!
//! # What is sure
//!
//! - The body runs only after the check has allowed it. A check that fails for another reason, a server that is not
//!   reached for instance, is an error like a denial: guards fail closed.
//! - A body that began is reported exactly once: as it ended, or as [aborted](Outcome::Aborted) when it panicked or its
//!   future was dropped. A report has no result, so that it cannot hide that of the body: a guard whose report can fail
//!   sees to that itself. A future that is dropped while its report is being awaited gives the report up.
//! - The check is part of the future: a guarded `async fn` that is never polled is never checked.

mod action;
#[cfg(feature = "blocking")]
mod blocking;
mod error;
mod performance;
#[cfg(feature = "guard")]
pub mod remote;
mod run;
#[cfg(feature = "guard")]
mod terms;

pub use action::{Action, Outcome, Permit};
#[cfg(feature = "blocking")]
pub use blocking::BlockingGuard;
pub use error::{Denied, GuardError};
pub use performance::Performance;
pub use run::{Guarded, guarded, guarded_async, no_result};
#[cfg(feature = "guard")]
pub use terms::{Notice, Terms};

use std::sync::Arc;

use crate::future::BoxFuture;

/// Decides whether functions may run.
///
/// See the [module](self) for an example.
#[diagnostic::on_unimplemented(
    message = "`{Self}` guards no `fn`",
    label = "does not implement `Guard`",
    note = "an `AsyncGuard` guards `async fn`; in a `BlockingGuard` it guards `fn`, too"
)]
pub trait Guard: Send + Sync {
    /// Whether the action may be done; called before the body.
    ///
    /// # Errors
    /// When it may not, or when that cannot be found out. The body does not run in either case.
    fn check(&self, action: &Action) -> Result<Permit, GuardError>;

    /// How an action went that was allowed; called after the body.
    fn report(&self, action: &Action, permit: &Permit, outcome: Outcome);
}

/// Decides whether asynchronous functions may run.
///
/// ```
/// use typeloom_runtime::BoxFuture;
/// use typeloom_runtime::guard::{Action, AsyncGuard, GuardError, Outcome, Permit};
///
/// struct Remote;
///
/// impl AsyncGuard for Remote {
///     fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
///         Box::pin(async move { Err(GuardError::unavailable(action, "nobody is there to ask")) })
///     }
///
///     fn report<'a>(&'a self, _: &'a Action, _: &'a Permit, _: Outcome) -> BoxFuture<'a, ()> {
///         Box::pin(async {})
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` guards no `async fn`",
    label = "does not implement `AsyncGuard`",
    note = "a `Guard` guards `fn`; in `Immediate` it guards `async fn`, too"
)]
pub trait AsyncGuard: Send + Sync {
    /// Whether the action may be done; awaited before the body.
    ///
    /// # Errors
    /// When it may not, or when that cannot be found out. The body does not run in either case.
    fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>>;

    /// How an action went that was allowed; awaited after the body.
    fn report<'a>(&'a self, action: &'a Action, permit: &'a Permit, outcome: Outcome) -> BoxFuture<'a, ()>;

    /// An action that was allowed and began has ended early: its body panicked, or its future was dropped.
    ///
    /// Nothing can be awaited here. A guard that reports to somewhere else leaves a note for a task of its own; without
    /// this method the abortion goes unreported.
    fn aborted(&self, action: &Action, permit: &Permit) {
        let _ = (action, permit);
    }
}

/// A [`Guard`] as an [`AsyncGuard`] that never waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Immediate<G>(pub G);

impl<G: Guard> AsyncGuard for Immediate<G> {
    fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
        Box::pin(async move { self.0.check(action) })
    }

    fn report<'a>(&'a self, action: &'a Action, permit: &'a Permit, outcome: Outcome) -> BoxFuture<'a, ()> {
        Box::pin(async move { self.0.report(action, permit, outcome) })
    }

    fn aborted(&self, action: &Action, permit: &Permit) {
        self.0.report(action, permit, Outcome::Aborted);
    }
}

macro_rules! guards_through {
    ($($pointer:ty),*) => {$(
        impl<G: Guard + ?Sized> Guard for $pointer {
            fn check(&self, action: &Action) -> Result<Permit, GuardError> {
                (**self).check(action)
            }

            fn report(&self, action: &Action, permit: &Permit, outcome: Outcome) {
                (**self).report(action, permit, outcome);
            }
        }

        impl<G: AsyncGuard + ?Sized> AsyncGuard for $pointer {
            fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
                (**self).check(action)
            }

            fn report<'a>(&'a self, action: &'a Action, permit: &'a Permit, outcome: Outcome) -> BoxFuture<'a, ()> {
                (**self).report(action, permit, outcome)
            }

            fn aborted(&self, action: &Action, permit: &Permit) {
                (**self).aborted(action, permit);
            }
        }
    )*};
}

guards_through!(&G, Box<G>, Arc<G>);
