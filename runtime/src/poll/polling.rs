//! Polling an operation, as it is described.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{PollError, PollPolicy, Progress, Tolerable};
use crate::client::ClientError;
use crate::clock::Clock;
use crate::future::BoxFuture;

/// The last answer of an operation that is asked until it has come to its end. Awaiting it asks, at once for the first
/// time; dropping it ends that.
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use typeloom_runtime::client::ClientError;
/// use typeloom_runtime::clock::{Backoff, ManualClock};
/// use typeloom_runtime::future::BoxFuture;
/// use typeloom_runtime::poll::{PollError, PollPolicy, Polling};
///
/// const POLICY: PollPolicy = PollPolicy::new(Backoff::new(Duration::from_secs(1)), Duration::from_secs(300));
///
/// let mut copies = 0_u32;
/// let ask = move || -> BoxFuture<'static, Result<u32, ClientError>> {
///     copies += 1;
///     let printed = copies;
///     Box::pin(async move { Ok(printed) })
/// };
/// let clock = ManualClock::new().skipping();
/// let printed = Polling::new(POLICY, Arc::new(clock.clone()), ask, |printed| *printed == 3).limit(Duration::from_secs(60));
/// assert_eq!(pollster::block_on(async { printed.await })?, 3);
/// assert_eq!(clock.sleeps(), [Duration::from_secs(1), Duration::from_secs(2)]);
/// # Ok::<(), PollError<ClientError>>(())
/// ```
#[must_use = "nothing is asked before it is awaited"]
pub struct Polling<'c, T, E = ClientError> {
    policy: PollPolicy,
    clock: Arc<dyn Clock>,
    ask: Box<dyn FnMut() -> BoxFuture<'c, Result<T, E>> + Send + 'c>,
    is_end: fn(&T) -> bool,
}

impl<'c, T, E> Polling<'c, T, E> {
    /// Asks by this policy and this clock, until an answer `is_end`.
    pub fn new(
        policy: PollPolicy,
        clock: Arc<dyn Clock>,
        ask: impl FnMut() -> BoxFuture<'c, Result<T, E>> + Send + 'c,
        is_end: fn(&T) -> bool,
    ) -> Self {
        Self { policy, clock, ask: Box::new(ask), is_end }
    }

    /// Asks for so long, and not as long as the description says.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.policy = self.policy.limit(limit);
        self
    }

    /// Asks by this policy, and not by that of the description.
    pub fn policy(mut self, policy: PollPolicy) -> Self {
        self.policy = policy;
        self
    }
}

impl<'c, T: Send + 'c, E: Tolerable + Send + 'static> IntoFuture for Polling<'c, T, E> {
    type Output = Result<T, PollError<E>>;
    type IntoFuture = BoxFuture<'c, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { policy, clock, mut ask, is_end } = self;
        Box::pin(async move {
            let ask = || {
                let answer = ask();
                async move {
                    let answer = answer.await?;
                    Ok(if is_end(&answer) { Progress::Done(answer) } else { Progress::Pending })
                }
            };
            policy.poll(&*clock, ask).await
        })
    }
}

impl<T, E> fmt::Debug for Polling<'_, T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Polling").field("policy", &self.policy).finish_non_exhaustive()
    }
}
