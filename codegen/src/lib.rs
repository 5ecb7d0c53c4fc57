#![deny(missing_docs)]
#![forbid(unsafe_code)]
//! YAML descriptions of agent platforms in, typed Rust SDKs out.

mod builder;
#[cfg(feature = "command")]
pub mod command;
pub mod config;
pub mod diagnostic;
mod disk;
#[cfg(feature = "command")]
pub mod editor;
mod error;
mod load;
pub mod model;
pub mod output;
pub mod raw;
pub mod rust;
pub mod source;

pub use builder::{Builder, Generated};
pub use disk::Disk;
pub use error::Error;
pub use load::{Loaded, check, load};
pub use rust::{Files, Options, generate};
