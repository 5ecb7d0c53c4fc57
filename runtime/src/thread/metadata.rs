//! Metadata that users add to what they say.

use std::collections::BTreeMap;

use super::ThreadError;
use crate::json::Value;

/// Metadata by key.
pub type ThreadMetadata = BTreeMap<String, Value>;

/// The metadata, when no key of it begins with `prefix`, which the platform keeps for itself.
///
/// ```
/// use typeloom_runtime::model::Model;
/// use typeloom_runtime::thread::{ThreadMetadata, check_metadata};
///
/// let metadata = ThreadMetadata::from([("acme:route".to_owned(), true.to_value())]);
/// assert!(check_metadata(metadata.clone(), "other:").is_ok());
/// let error = check_metadata(metadata, "acme:").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a key of the metadata begins with `acme:`, which is reserved: use a key that does not"
/// );
/// ```
///
/// # Errors
/// [`ThreadError::ReservedKey`] for the first key that is reserved; it names the prefix only.
pub fn check_metadata(metadata: ThreadMetadata, prefix: &'static str) -> Result<ThreadMetadata, ThreadError> {
    if metadata.keys().any(|key| key.starts_with(prefix)) {
        return Err(ThreadError::ReservedKey { prefix });
    }
    Ok(metadata)
}
