//! What comes in: settings, events, contexts and the paths into them, from YAML to Rust and to findings.
#![allow(missing_docs, clippy::unwrap_used)]

mod contexts;
mod events;
mod memory;
mod settings;
