//! Model → Files: one emitter per section, and the driver that formats and lays out what they emit.

mod constants;
pub mod docs;
mod enums;
mod files;
mod format;
mod generate;
pub mod identifiers;
mod layout;
mod literals;
mod newtypes;
mod options;
mod record_codec;
mod records;
mod rules;
mod schemas;
pub mod scope;
mod types;
mod unions;

pub use files::Files;
pub use generate::{Phase, Timings, generate};
pub(crate) use layout::MARKER;
pub use options::{Gate, Layout, Manifest, Options};
