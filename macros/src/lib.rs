//! Schemas as macros, for crates that generate nothing ahead of time.
//!
//! ```ignore
//! pub mod acme {
//!     typeloom_macros::schema!("schema/acme");
//! }
//! ```

mod client;
mod expansion;
mod findings;
mod generics;
mod guard;
mod model;
mod nodes;
mod places;
mod reading;
mod runtime;
mod rust_types;
mod schema;
mod variants;

use proc_macro::TokenStream;

/// Makes a client stub of a trait.
#[proc_macro_attribute]
pub fn client(arguments: TokenStream, item: TokenStream) -> TokenStream {
    client::expand(arguments.into(), item.into()).into()
}

/// Puts the body of a function between a check and a report.
#[proc_macro_attribute]
pub fn guard(arguments: TokenStream, item: TokenStream) -> TokenStream {
    guard::expand(arguments.into(), item.into()).into()
}

/// Gives a type of your own a JSON form: the codec that Typeloom generates for a record, enum, union or newtype of a schema.
#[proc_macro_derive(Model, attributes(model))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Expands to the code that Typeloom generates from a schema: the same, byte for byte, as a build script would include.
///
/// The path names the folder of a package, or one file; it starts at the folder of the crate and has `/` between
/// folders. Settings follow the path: `runtime = path::to::the::runtime` where it is not `typeloom_runtime`, and
/// `serde = true` and `schemars = true` for implementations of the traits of these crates, for which the runtime needs
/// features of the same names.
///
/// ```ignore
/// pub mod acme {
///     typeloom_macros::schema!("schema/acme", serde = true);
/// }
/// ```
///
/// The macro is expanded again whenever a file changes that it has read, imported ones included. Macros cannot watch
/// folders: after a *new* file, save an old one, or the file with the macro. A build script with `typeloom::Builder`
/// notices new files by itself.
///
/// Mistakes in the schema are errors at the path, with the place in the YAML file in their text.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    schema::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
