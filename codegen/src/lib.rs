#![deny(missing_docs)]
#![forbid(unsafe_code)]
//! YAML descriptions of agent platforms in, typed Rust SDKs out.

pub mod diagnostic;
pub mod model;
pub mod raw;
pub mod rust;
pub mod source;
