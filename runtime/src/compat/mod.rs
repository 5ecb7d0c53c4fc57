//! Other crates' views of generated types, each behind its feature.
//!
//! Generated code has no dependencies of its own: it names these crates through this module.

#[cfg(feature = "schemars")]
pub mod schema;
#[cfg(feature = "serde")]
mod serialization;

#[cfg(feature = "serde")]
pub use serialization::{deserialize, serialize};

#[cfg(feature = "schemars")]
pub use ::schemars;
#[cfg(feature = "serde")]
pub use ::serde;
