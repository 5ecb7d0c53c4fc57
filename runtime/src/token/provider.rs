//! Who has the token.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{AccessToken, Granted, TokenError, TokenPolicy, TokenSource};
use crate::clock::{Clock, SystemClock};
use crate::flight::Flight;

/// Gives a token that is good for use, and gets a new one in time.
///
/// See the [module](super) for an example.
pub struct TokenProvider {
    source: Box<dyn TokenSource>,
    policy: TokenPolicy,
    clock: Arc<dyn Clock>,
    flight: Flight<Result<AccessToken, TokenError>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    granted: u64,
    failure: Option<TokenError>,
    is_latched: bool,
}

struct Held {
    token: AccessToken,
    expires: SystemTime,
}

impl TokenProvider {
    /// A provider that has no token yet.
    pub fn new(source: impl TokenSource + 'static, policy: TokenPolicy) -> Self {
        Self {
            source: Box::new(source),
            policy,
            clock: SystemClock::shared(),
            flight: Flight::new(),
            state: Mutex::default(),
        }
    }

    /// Knows by another clock when tokens expire.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// A token: the one that is there, or a new one.
    ///
    /// A new one is given even when it has expired already, by this clock at least; it is not given twice then.
    ///
    /// # Errors
    /// When there is no token to be had, and none that may be used on.
    pub async fn get(&self) -> Result<AccessToken, TokenError> {
        match self.settled() {
            Some(answer) => answer,
            None => self.flight.join(self.fetch()).await,
        }
    }

    async fn fetch(&self) -> Result<AccessToken, TokenError> {
        // Somebody else may just have been here.
        if let Some(answer) = self.settled() {
            return answer;
        }
        let outcome = self.source.fetch().await;
        self.settle(outcome)
    }

    /// What can be said without asking the source.
    fn settled(&self) -> Option<Result<AccessToken, TokenError>> {
        let state = self.state();
        if let (true, Some(failure)) = (state.is_latched, &state.failure) {
            let kept = state.held.as_ref().filter(|_| self.policy.keeps(failure)).map(|held| held.token.clone());
            return Some(kept.ok_or_else(|| TokenError::Latched(Box::new(failure.clone()))));
        }
        let held = state.held.as_ref()?;
        self.policy.is_fresh(held.expires, self.clock.now()).then(|| Ok(held.token.clone()))
    }

    /// Keeps what the source gave.
    fn settle(&self, outcome: Result<Granted, TokenError>) -> Result<AccessToken, TokenError> {
        let outcome = outcome.and_then(|granted| {
            let expires = self.policy.expires(&granted, self.clock.now())?;
            Ok((granted, expires))
        });
        let mut state = self.state();
        match outcome {
            Ok((granted, expires)) => {
                let number = state.granted.wrapping_add(1);
                let token = AccessToken { token: Arc::new(granted.token), number };
                let held = Some(Held { token: token.clone(), expires });
                *state = State { held, granted: number, failure: None, is_latched: false };
                Ok(token)
            }
            Err(error) => {
                state.is_latched = self.policy.latches(&error);
                state.failure = Some(error.clone());
                if !self.policy.keeps(&error) {
                    state.held = None;
                }
                state.held.as_ref().map(|held| held.token.clone()).ok_or(error)
            }
        }
    }

    /// Forgets the token of this [number](AccessToken::number), which a server does not take, so that the next one who
    /// asks gets a new one. Of many who were rejected with the same token, the first one does.
    pub fn reject(&self, number: u64) {
        self.state().held.take_if(|held| held.token.number == number);
    }

    /// Forgets the token, and nothing else.
    pub fn clear(&self) {
        self.state().held = None;
    }

    /// Forgets the last failure, so that the source is asked again even if that failure was for good.
    pub fn reset(&self) {
        let mut state = self.state();
        state.failure = None;
        state.is_latched = false;
    }

    /// Whether the last failure was for good: the source is not asked any more.
    pub fn is_latched(&self) -> bool {
        self.state().is_latched
    }

    /// Why the source gave no token when it was asked last; `None` when it gave one.
    pub fn failure(&self) -> Option<TokenError> {
        self.state().failure.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is complete before the lock is given up.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("TokenProvider")
            .field("policy", &self.policy)
            .field("has_token", &state.held.is_some())
            .field("failure", &state.failure)
            .field("is_latched", &state.is_latched)
            .finish_non_exhaustive()
    }
}
