//! What goes out: documents and threads, from YAML to findings.
#![allow(missing_docs, clippy::unwrap_used)]

mod documents;
#[path = "../inbound_suite/memory.rs"]
mod memory;
mod threads;
