//! Reading and writing JSON for generated code.
//!
//! Generated decoders are straight-line code over [`Reader`], a pull reader that is not generic: a crate that uses
//! a generated SDK compiles none of it again. [`Writer`] is its counterpart. Unions read their tag wherever it
//! stands, without buffering the object; records accept aliases, ignore, refuse or keep unknown fields; errors say
//! where they happened and never repeat the input.
//!
//! Strictness: the grammar is RFC 8259's. Refused are trailing commas, comments, control characters in strings,
//! lone surrogates, invalid UTF-8, leading zeros, `NaN`, numbers that no `f64` can hold, and nesting deeper than
//! [`DEPTH_LIMIT`].
//!
//! ```
//! use typeloom_runtime::model::Model;
//!
//! let words = Vec::<String>::from_json(br#"["one", "two"]"#)?;
//! assert_eq!(words.to_json(), r#"["one","two"]"#);
//!
//! let error = Vec::<String>::from_json(b"[\"one\",\n 2]").unwrap_err();
//! assert_eq!(error.to_string(), "expected a string, found a number at `[1]` (line 2, column 2)");
//! # Ok::<(), typeloom_runtime::json::DecodeError>(())
//! ```

mod ahead;
mod error;
mod fields;
mod form;
mod kind;
mod members;
mod number;
mod object;
mod path;
mod reader;
mod scan;
mod skip;
mod slot;
mod text;
mod union;
mod writer;

pub use error::{DecodeError, DecodeErrorKind};
pub use fields::{Fields, Names, Unknown};
pub use form::JsonForm;
pub use kind::Kind;
#[cfg(feature = "signature")]
pub(crate) use members::members;
pub(crate) use members::renamed;
pub use object::Object;
pub use reader::{List, Mark, Reader};
pub use slot::{Late, Lenient, Slot};
pub use text::Choice;
pub use union::{Adjacent, External, Tag};
pub use writer::Writer;

pub use serde_json::{Map, Number, Value};

/// How deeply arrays and objects may be nested: more is an error, so that no input can exhaust the stack.
pub const DEPTH_LIMIT: u8 = 128;

/// The value that a schema gives as a default. The generator has written the text, so that it is JSON.
#[doc(hidden)]
#[must_use]
pub fn constant(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}
