#![deny(missing_docs)]
#![forbid(unsafe_code)]
//! Fake servers of described clients, to try clients offline and to test what is built on them.
//!
//! A [`Description`] says what a client can call and what answers hold. A [`FakeServer`] of it listens on this machine,
//! refuses requests that are not as described, keeps what is created, and answers everything else with examples. A script
//! says what goes wrong; what was received is there for assertions.
//!
//! ```
//! use typeloom_fake::{Description, FakeServer};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), typeloom_fake::FakeError> {
//! let description = Description::from_json(r#"{
//!     "name": "Orders",
//!     "operations": [{
//!         "name": "Orders::place",
//!         "call": { "http": { "method": "POST", "path": ["/orders"], "body": { "named": "Order" } } },
//!         "returns": { "named": "Order" }
//!     }],
//!     "types": { "Order": { "record": { "fields": [{ "name": "note", "type": "string" }] } } }
//! }"#)?;
//! let fake = FakeServer::start(description).await?;
//! assert!(fake.url().starts_with("http://127.0.0.1:"));
//! fake.on("place")?.times(2).status(503);
//! assert!(fake.requests().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! It speaks HTTP/1.1 without TLS, on `127.0.0.1` unless it is told otherwise.

mod bodies;
mod checks;
mod credentials;
pub mod description;
mod examples;
mod graphql;
mod journal;
mod reply;
mod requests;
mod resources;
mod routes;
mod rpc;
mod script;
mod server;
mod signatures;
mod streams;
mod subscriptions;

pub use checks::{Problem, check};
pub use description::{Description, DescriptionError};
pub use examples::Examples;
pub use journal::Received;
pub use reply::Reply;
pub use resources::Store;
pub use script::{Fault, Handler, Script};
pub use server::{FakeBuilder, FakeError, FakeServer};

/// The examples of the page run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/fakes.md")]
struct Page;
