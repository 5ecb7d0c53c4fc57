//! What a thread promises about the order of its events, and about futures that are dropped.
#![cfg(feature = "thread")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod abandoned;
mod order;
mod scripted;
mod streams;
