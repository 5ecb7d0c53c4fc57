//! Check, body, report.

use std::fmt::Display;
use std::future::Future;

use super::{Action, AsyncGuard, Guard, GuardError, Outcome, Permit};

/// What a guarded function returns: a `Result` whose error can be made from a [`GuardError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a guarded function returns",
    label = "not a `Result` with an error made from `GuardError`",
    note = "return `Result<T, E>` where `E: From<GuardError> + Display`: the guard may refuse, and hears what went wrong"
)]
pub trait Guarded: Sized {
    /// What is returned in place of the body's result.
    fn refused(error: GuardError) -> Self;

    /// How the body went.
    fn outcome(&self) -> Outcome;
}

impl<T, E: From<GuardError> + Display> Guarded for Result<T, E> {
    fn refused(error: GuardError) -> Self {
        Err(error.into())
    }

    fn outcome(&self) -> Outcome {
        match self {
            Ok(_) => Outcome::Succeeded,
            Err(error) => Outcome::Failed { error: error.to_string() },
        }
    }
}

/// Runs `body` if the guard allows the action, and reports how it went.
///
/// # Errors
/// What the check says when it does not allow the action; otherwise what the body returns.
pub fn guarded<R: Guarded>(guard: &dyn Guard, action: &Action, body: impl FnOnce() -> R) -> R {
    let permit = match guard.check(action) {
        Ok(permit) => permit,
        Err(error) => return R::refused(error),
    };
    let watch = Watch { action, permit: &permit, aborted: Some(Aborted::Now(guard)) };
    let result = body();
    watch.ended();
    guard.report(action, &permit, result.outcome());
    result
}

/// Awaits `body` if the guard allows the action, and reports how it went.
///
/// # Errors
/// What the check says when it does not allow the action; otherwise what the body returns.
pub async fn guarded_async<R: Guarded>(guard: &dyn AsyncGuard, action: &Action, body: impl Future<Output = R>) -> R {
    let permit = match guard.check(action).await {
        Ok(permit) => permit,
        Err(error) => return R::refused(error),
    };
    let watch = Watch { action, permit: &permit, aborted: Some(Aborted::Later(guard)) };
    let result = body.await;
    watch.ended();
    let outcome = result.outcome();
    guard.report(action, &permit, outcome).await;
    result
}

/// Reports a body that does not come to its end, when it is dropped.
struct Watch<'a> {
    action: &'a Action,
    permit: &'a Permit,
    aborted: Option<Aborted<'a>>,
}

enum Aborted<'a> {
    Now(&'a dyn Guard),
    Later(&'a dyn AsyncGuard),
}

impl Watch<'_> {
    fn ended(mut self) {
        self.aborted = None;
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        match self.aborted.take() {
            Some(Aborted::Now(guard)) => guard.report(self.action, self.permit, Outcome::Aborted),
            Some(Aborted::Later(guard)) => guard.aborted(self.action, self.permit),
            None => {}
        }
    }
}

/// No result of the type that it is asked for: tells an `async` block its type before its body says more.
#[doc(hidden)]
#[must_use]
pub const fn no_result<R>() -> Option<R> {
    None
}
