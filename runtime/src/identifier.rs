//! Identifiers of what an agent says.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// Gives new identifiers.
///
/// ```
/// use typeloom_runtime::identifier::{NewId, RandomIds, SequentialIds};
///
/// assert_eq!(RandomIds.new_id().len(), 36);
///
/// let ids = SequentialIds::new("message-");
/// assert_eq!([ids.new_id(), ids.new_id()], ["message-1", "message-2"]);
/// ```
pub trait NewId: Send + Sync {
    /// An identifier that this has not given before.
    fn new_id(&self) -> String;
}

impl<N: NewId + ?Sized> NewId for Arc<N> {
    fn new_id(&self) -> String {
        N::new_id(self)
    }
}

/// Random identifiers: UUIDs of version 4, in lower case with hyphens.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl NewId for RandomIds {
    fn new_id(&self) -> String {
        Uuid::new_v4().hyphenated().to_string()
    }
}

/// A prefix and a number from 1, for tests.
#[derive(Debug, Default)]
pub struct SequentialIds {
    prefix: String,
    given: AtomicU64,
}

impl SequentialIds {
    /// Identifiers that begin with `prefix`.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), given: AtomicU64::new(0) }
    }
}

impl NewId for SequentialIds {
    fn new_id(&self) -> String {
        let number = self.given.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        format!("{}{number}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_identifiers_are_uuids_of_version_4() {
        let [first, second] = [RandomIds.new_id(), RandomIds.new_id()];
        assert_ne!(first, second);
        let parsed = Uuid::try_parse(&first).ok();
        assert_eq!(parsed.map(|id| (id.get_version_num(), id.hyphenated().to_string())), Some((4, first)));
    }
}
