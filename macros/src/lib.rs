//! Schemas as macros, for crates that generate nothing ahead of time.
//!
//! ```ignore
//! pub mod acme {
//!     typeloom_macros::schema!("schema/acme");
//! }
//! ```

mod address;
mod event_payload;
mod expansion;
mod family;
mod findings;
mod generics;
mod keys;
mod kind;
mod model;
mod nodes;
mod parameters;
mod places;
mod reading;
mod runtime;
mod rust_types;
mod schema;
mod settings;
mod subject;
mod variants;

use proc_macro::TokenStream;

/// Gives a type of your own a JSON form: the codec that Typeloom generates for a record, enum, union or newtype of a schema.
#[proc_macro_derive(Model, attributes(model))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Gives a type of your own a path, and reads it back from one: what references and path types take for a subject.
///
/// ```ignore
/// #[derive(Subject)]
/// enum Party {
///     #[subject(path = "/shops/{shop_id}")]
///     Shop { shop_id: String },
/// }
/// ```
#[proc_macro_derive(Subject, attributes(subject))]
pub fn derive_subject(input: TokenStream) -> TokenStream {
    subject::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes an enum of words of your own a set of kinds, with the segments that they have in paths.
///
/// ```ignore
/// #[derive(Kind)]
/// enum Surface {
///     #[kind(segment = "inventory")]
///     Inventory,
/// }
/// ```
#[proc_macro_derive(Kind, attributes(kind))]
pub fn derive_kind(input: TokenStream) -> TokenStream {
    kind::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Builds the paths, URIs, topics or headers of a type of your own, and reads them back.
///
/// ```ignore
/// #[derive(Address)]
/// #[address(uri = "acme://orders/{shop}/order/{order}")]
/// struct OrderUri {
///     shop: String,
///     order: u64,
/// }
/// ```
#[proc_macro_derive(Address, attributes(address))]
pub fn derive_address(input: TokenStream) -> TokenStream {
    address::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Says which events carry a model of your own.
///
/// ```ignore
/// #[derive(Model, EventPayload)]
/// #[event(type = "acme.order.created", schema = "https://acme.example/events#OrderCreated")]
/// struct OrderCreated {
///     order_id: String,
/// }
/// ```
#[proc_macro_derive(EventPayload, attributes(event))]
pub fn derive_event_payload(input: TokenStream) -> TokenStream {
    event_payload::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Reads a struct of your own from the environment, with all problems at once.
///
/// ```ignore
/// #[derive(Settings)]
/// #[settings(prefix = "SHOP_")]
/// struct ShopSettings {
///     account: String,
///     #[settings(default = "30s")]
///     wait: Duration,
/// }
/// ```
#[proc_macro_derive(Settings, attributes(settings))]
pub fn derive_settings(input: TokenStream) -> TokenStream {
    settings::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
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
