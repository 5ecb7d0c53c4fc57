#![deny(missing_docs)]
#![forbid(unsafe_code)]
//! YAML descriptions of agent platforms in, typed Rust SDKs out.
//!
//! A platform is described in a folder of YAML files, a *package*. Typeloom reads it, explains what is wrong with it, and
//! writes documented Rust: records, enums, unions and newtypes with their JSON codecs, paths and URIs that build and parse,
//! settings, events, contexts, documents, threads, clients, enrollments, tables and guards. What it writes stands on the crate `typeloom-runtime` and on
//! nothing else.
//!
//! ```yaml
//! # schema/acme/orders.yaml
//! typeloom: 1
//! package: acme
//! types:
//!   Order:
//!     case: camelCase
//!     fields:
//!       order_id: string
//!       note: string?
//! ```
//!
//! # Four doors
//!
//! All doors read, check and generate the same way; a schema gives the same code through each.
//!
//! **The command** writes whole crates, which are committed. `typeloom init` writes a schema to start from,
//! `typeloom generate` writes what `schema/typeloom.yaml` asks for, `typeloom generate --check` fails in CI when somebody
//! forgot to, and `typeloom explain TL0201` explains a finding. [`config`] describes the configuration.
//!
//! **A build script** writes one file that the crate includes. Depend on `typeloom` in `build-dependencies` with
//! `default-features = false`, which leaves out what only the command needs:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), typeloom::Error> {
//!     typeloom::Builder::new().schema("schema/acme").generate()?;
//!     Ok(())
//! }
//! ```
//!
//! The crate says `include!(concat!(env!("OUT_DIR"), "/acme.rs"));` inside a module. [`Builder`] has the settings, and
//! says which files cargo watches.
//!
//! **A macro** of the crate `typeloom-macros` puts the same code into a module: `schema!("schema/acme");`.
//!
//! **The library** gives the files as text, to write, compare or show:
//!
//! ```
//! # let folder = std::env::temp_dir().join(format!("typeloom-manual-{}", std::process::id()));
//! # std::fs::create_dir_all(folder.join("schema/acme"))?;
//! # let text = "typeloom: 1\npackage: acme\ntypes:\n  Order: { fields: { order_id: string } }\n";
//! # std::fs::write(folder.join("schema/acme/orders.yaml"), text)?;
//! let loaded = typeloom::load(&folder, "schema/acme")?;
//! let options = typeloom::Options::for_module(&loaded.package);
//! let (files, _timings) = typeloom::generate(&loaded.model, &options)?;
//! let code = files.get("acme.rs").unwrap_or_default();
//! assert!(code.contains("pub struct Order {"));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What happens inside
//!
//! Data flows one way. [`source`] turns bytes into nodes with their places, and is the only part that knows YAML. [`raw`]
//! reads the sections as they are written. [`model`] resolves names and checks rules; after it nothing is looked up by
//! name. [`rust`](mod@rust) turns a model into [`Files`]. None of these touches the disk: files come through a
//! [`source::Loader`], of which [`Disk`] is one, and go to disk through [`output`].
//!
//! ```
//! use typeloom::diagnostic::{Diagnostics, Renderer};
//! use typeloom::source::{Sources, parse};
//!
//! let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
//! let file = sources.add("acme/orders.yaml".to_owned(), "types: [".to_owned());
//! assert!(parse(&sources, file, &mut findings).is_none());
//! let text = Renderer { color: false }.render(&findings, &sources);
//! assert!(text.starts_with("error[TL0101]: "));
//! ```
//!
//! # Mistakes
//!
//! Every stage reports all it finds into one [`diagnostic::Diagnostics`], with a code, the place, what stands there, and
//! what would repair it. [`Error`] shows them as the command does.

mod builder;
#[cfg(feature = "command")]
pub mod command;
pub mod config;
pub mod diagnostic;
mod disk;
#[cfg(feature = "command")]
pub mod editor;
mod error;
pub mod fakes;
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
