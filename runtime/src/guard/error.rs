//! Why a guarded function did not run.

use std::error::Error;

use super::Action;
use crate::error::Failure;
use crate::future::BoxError;

/// Why a guarded function did not run. Names the action and its resource, never an attribute.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GuardError {
    /// The guard says no.
    #[error(transparent)]
    Denied(Denied),
    /// The guard could not find out.
    #[error("`{action}` was not done: whether it is allowed cannot be found out")]
    Unavailable {
        /// The name of the action.
        action: String,
        /// Why not.
        source: BoxError,
    },
}

/// An action that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{action}`{} was denied{}", on(resource.as_deref()), because(reason.as_deref()))]
#[non_exhaustive]
pub struct Denied {
    /// The name of the action.
    pub action: String,
    /// What it would have been done to.
    pub resource: Option<String>,
    /// Why it is not allowed, in the words of the guard.
    pub reason: Option<String>,
}

fn on(resource: Option<&str>) -> String {
    resource.map(|resource| format!(" on `{resource}`")).unwrap_or_default()
}

fn because(reason: Option<&str>) -> String {
    reason.map(|reason| format!(": {reason}")).unwrap_or_default()
}

/// What a guard says, as a failure of its client: in its words, and with what is behind it.
impl From<GuardError> for Failure {
    fn from(error: GuardError) -> Self {
        let message = error.to_string();
        match error {
            GuardError::Denied(_) => Self::new(message, None),
            GuardError::Unavailable { source, .. } => Self::new(message, Some(source)),
        }
    }
}

impl GuardError {
    /// The action is not allowed.
    pub fn denied(action: &Action) -> Self {
        Self::Denied(Denied {
            action: action.name().to_owned(),
            resource: action.resource().map(ToOwned::to_owned),
            reason: None,
        })
    }

    /// Whether the action is allowed cannot be found out.
    pub fn unavailable(action: &Action, source: impl Into<BoxError>) -> Self {
        Self::Unavailable { action: action.name().to_owned(), source: source.into() }
    }

    /// The reason of a denial; without effect on any other error, which has its source.
    #[must_use]
    pub fn because(mut self, words: impl Into<String>) -> Self {
        if let Self::Denied(Denied { reason, .. }) = &mut self {
            *reason = Some(words.into());
        }
        self
    }

    /// Why it could not be found out, where that is an error of this type; otherwise the error as it was.
    ///
    /// # Errors
    /// When it is a denial, or another error is behind it.
    pub fn into_source<E: Error + 'static>(self) -> Result<E, Self> {
        match self {
            Self::Unavailable { action, source } => match source.downcast::<E>() {
                Ok(source) => Ok(*source),
                Err(source) => Err(Self::Unavailable { action, source }),
            },
            denied => Err(denied),
        }
    }

    /// Whether the guard said no, rather than nothing.
    pub fn is_denied(&self) -> bool {
        matches!(self, Self::Denied(_))
    }

    /// The name of the action.
    pub fn action(&self) -> &str {
        match self {
            Self::Denied(denied) => &denied.action,
            Self::Unavailable { action, .. } => action,
        }
    }
}
