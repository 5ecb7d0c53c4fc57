//! What a description says about tokens.

use std::time::{Duration, SystemTime};

use super::{Claims, Granted, JwtError, TokenError, TokenFailure};

/// When a token is got anew, and what follows when that fails.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::token::{TokenFailure, TokenPolicy};
///
/// /// Gets a new token a minute ahead. Only wrong credentials are for good; as long as the server is away, the old token
/// /// is used on.
/// const POLICY: TokenPolicy = TokenPolicy::new()
///     .margin(Duration::from_secs(60))
///     .latch_on(&[TokenFailure::Status(401)])
///     .keep_on(&[TokenFailure::Unreachable, TokenFailure::Unreadable]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TokenPolicy {
    margin: Duration,
    expiry: Expiry,
    latching: &'static [TokenFailure],
    keeping: &'static [TokenFailure],
}

/// How it is known when a token expires. What the source itself says goes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expiry {
    /// From its claim `exp`; a token without one is an error.
    Claim,
    /// From its claim `exp`, or so long after it was got when there is none to be read.
    ClaimOr(Duration),
    /// So long after it was got.
    After(Duration),
}

impl Expiry {
    fn of(self, token: &str, now: SystemTime) -> Result<SystemTime, JwtError> {
        let after = |lifetime| now.checked_add(lifetime).ok_or(JwtError::Expiry);
        let claimed = || Claims::unverified(token)?.expiry();
        match self {
            Self::Claim => claimed(),
            Self::ClaimOr(lifetime) => claimed().or_else(|_| after(lifetime)),
            Self::After(lifetime) => after(lifetime),
        }
    }
}

impl TokenPolicy {
    /// Tokens that say when they expire are got anew a minute ahead. When that fails the old one is gone, and the next
    /// one who asks tries again.
    pub const fn new() -> Self {
        Self { margin: Duration::from_secs(60), expiry: Expiry::Claim, latching: &[], keeping: &[] }
    }

    /// How long before its end a token is got anew.
    #[must_use]
    pub const fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    /// How it is known when a token expires.
    #[must_use]
    pub const fn expiry(mut self, expiry: Expiry) -> Self {
        self.expiry = expiry;
        self
    }

    /// After which failures the source is not asked again until [`reset`](super::TokenProvider::reset).
    #[must_use]
    pub const fn latch_on(mut self, failures: &'static [TokenFailure]) -> Self {
        self.latching = failures;
        self
    }

    /// After which failures the old token is used on, even when it has expired. After all others it is forgotten.
    #[must_use]
    pub const fn keep_on(mut self, failures: &'static [TokenFailure]) -> Self {
        self.keeping = failures;
        self
    }

    pub(super) fn latches(&self, error: &TokenError) -> bool {
        self.latching.iter().any(|failure| failure.covers(error))
    }

    pub(super) fn keeps(&self, error: &TokenError) -> bool {
        self.keeping.iter().any(|failure| failure.covers(error))
    }

    /// When a token that was granted at `now` expires.
    pub(super) fn expires(&self, granted: &Granted, now: SystemTime) -> Result<SystemTime, JwtError> {
        match granted.expires_in {
            Some(lifetime) => now.checked_add(lifetime).ok_or(JwtError::Expiry),
            None => self.expiry.of(granted.token.expose(), now),
        }
    }

    /// Whether a token that expires then need not be got anew yet.
    pub(super) fn is_fresh(&self, expires: SystemTime, now: SystemTime) -> bool {
        now.checked_add(self.margin).is_some_and(|ahead| ahead < expires)
    }
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self::new()
    }
}
