//! Model → Files: one emitter per section, and the driver that formats and lays out what they emit.

mod accessors;
pub mod docs;
mod constants;
mod contexts;
mod enums;
mod events;
mod families;
mod files;
mod format;
mod generate;
pub mod identifiers;
mod keys;
mod kinds;
mod layout;
mod literals;
mod newtypes;
mod options;
mod paths;
mod record_codec;
mod records;
mod references;
mod rules;
mod runtime_references;
mod schemas;
pub mod scope;
mod selectors;
mod settings;
mod subjects;
mod templates;
mod types;
mod unions;
mod words;

pub use files::Files;
pub(crate) use layout::MARKER;
pub use generate::{Phase, Timings, generate};
pub use options::{Gate, Layout, Manifest, Options};
