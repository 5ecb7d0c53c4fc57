//! Types that JSON writes as text or numbers: bytes, points in time, durations, identifiers.

mod boolean;
mod bytes;
mod duration;
#[cfg(feature = "url")]
mod link;
#[cfg(feature = "timestamp")]
mod timestamp;
#[cfg(feature = "uuid")]
mod uuid;

pub use boolean::{lenient_boolean, lenient_optional_boolean};
pub use bytes::Bytes;
pub use duration::{Duration, DurationError};
#[cfg(feature = "timestamp")]
pub use timestamp::{Timestamp, TimestampError};

#[cfg(feature = "uuid")]
pub use ::uuid::Uuid;

#[cfg(feature = "url")]
pub use ::url::Url;
