//! Threads: what an agent says in a conversation, as events.
//!
//! Generated code knows the operations of a platform's thread and the events they become; here is what sends those events
//! one behind the other, streams text, and keeps its promises when a future is dropped: see [`Outbox`].

mod content;
mod error;
mod metadata;
mod outbox;

pub use error::ThreadError;
pub use metadata::{ThreadMetadata, check_metadata};
pub use outbox::{Outbox, StreamForms};
