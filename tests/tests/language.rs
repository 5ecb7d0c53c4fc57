//! The documentation against the code: every YAML example generates and yields the Rust lines that stand under it, and the
//! tables of the reference have the keys of the language, no more and no fewer.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "language/examples.rs"]
mod examples;
#[path = "language/keys.rs"]
mod keys;
#[path = "language/page.rs"]
mod page;
