//! Model → Files: one emitter per section, and the driver that formats and lays out what they emit.

pub mod docs;
mod constants;
mod enums;
mod files;
mod format;
mod generate;
pub mod identifiers;
mod layout;
mod literals;
mod newtypes;
mod options;
mod records;
mod rules;
mod schemas;
pub mod scope;
mod types;
mod unions;

pub use files::Files;
pub(crate) use layout::MARKER;
pub use generate::{Phase, Timings, generate};
pub use options::{Gate, Layout, Manifest, Options};
