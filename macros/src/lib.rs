//! The traits of Typeloom's runtime for types of your own, and schemas inline.
//!
//! The macros are used through the runtime, whose feature `macros` puts each beside the trait that it implements:
//! `typeloom_runtime::Model` is the trait and the derive.

/// The examples of the page about macros.
#[cfg(doctest)]
#[doc = include_str!("../../docs/macros.md")]
mod page {}

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
///
/// A struct with named fields is a record, one with a single field without a name a newtype; an enum of variants without values
/// is an enum of words, one of variants with a value each a union.
///
/// ```
/// use typeloom_runtime::{Model, UnknownVariant};
///
/// #[derive(Model)]
/// #[model(case = "camelCase")]
/// struct Order {
///     order_id: String,
///     #[model(default = 1)]
///     priority: u32,
///     payment: Option<Payment>,
/// }
///
/// #[derive(Model)]
/// #[model(tag = "kind", case = "snake_case")]
/// enum Payment {
///     Card(Card),
///     Unknown(UnknownVariant),
/// }
///
/// #[derive(Model)]
/// struct Card {
///     #[model(wire = "pan", aliases = "number")]
///     digits: String,
/// }
///
/// let order = Order::from_json(br#"{"orderId": "o-1", "payment": {"kind": "card", "number": "4711"}}"#)?;
/// assert_eq!(order.to_json(), r#"{"orderId":"o-1","priority":1,"payment":{"kind":"card","pan":"4711"}}"#);
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | a record | `case`, `accept`, `unknown` |
/// | its field | `wire`, `aliases`, `default`, `lenient` |
/// | a newtype | rules of a text such as `trim`, `non_empty`, `pattern`; `min` and `max` of a number |
/// | an enum of words | `case`; `wire` and `aliases` of a variant |
/// | a union | `case`, `tag`, `content`; `wire` of a variant |
/// | any type | `crate`, the path of the runtime where `Cargo.toml` does not name it |
///
/// They mean what they mean in a schema. `default` alone takes what `Default` gives. A variant `Unknown(UnknownValue)` of an enum
/// or `Unknown(UnknownVariant)` of a union keeps what is not declared; without it that is refused. `unknown = "keep"` needs a
/// field `unknown_fields` of the type `BTreeMap<String, Value>`.
///
/// # Errors
///
/// The compiler shows every mistake in the attributes at its token, with code and help. A field of a type that is no `Model` is an
/// error at the type.
#[proc_macro_derive(Model, attributes(model))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Expands to the code that Typeloom generates from a schema: the same, byte for byte, as a build script would include.
///
/// The path names the folder of a package, or one file; it starts at the folder of the crate and has `/` between
/// folders. Settings follow the path: `runtime = path::to::the::runtime` where `Cargo.toml` does not name it, and
/// `serde = true` and `schemars = true` for implementations of the traits of these crates, for which the runtime needs
/// features of the same names.
///
/// ```ignore
/// pub mod acme {
///     typeloom_runtime::schema!("schema/acme", serde = true);
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
