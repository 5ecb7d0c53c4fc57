//! Files of text in, trees of nodes with their places out.
//!
//! Everything Typeloom knows about YAML is in this module: the rest of the crate sees [`Node`]s. A node says
//! what was written and where, and nothing about what it means; the readers in this module turn it into
//! texts, numbers and mappings and report what does not fit.

mod budget;
mod fields;
mod graph;
mod header;
mod json;
mod keys;
mod load;
mod node;
mod parse;
mod path;
mod scalars;
mod sources;
mod tree;

pub use fields::Fields;
pub(crate) use header::check_version;
pub use header::{File, Import, Naming, SECTIONS, Section};
pub use keys::Keys;
#[cfg(feature = "command")]
pub(crate) use load::CONFIG_NAME;
pub(crate) use load::is_schema;
pub use load::{Loader, load};
pub(crate) use node::quoted;
pub use node::{Entry, Node, NodeValue, RustNode, Scalar, Spanned};
pub use parse::{MAXIMUM_FILE_BYTES, parse};
pub use path::{folder_of, joined, normalized, relative_to, way};
pub use sources::{Position, Sources};
