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

/// Makes a client of a trait: each `async fn` is an operation of a server, and a stub sends it.
///
/// ```
/// use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Response};
/// use typeloom_runtime::{Model, client};
///
/// #[derive(Debug, Model)]
/// pub struct Order {
///     id: u32,
///     note: Option<String>,
/// }
///
/// /// The orders of a shop.
/// #[client]
/// pub trait Orders {
///     /// One order, if it is there.
///     #[get("/orders/{id}")]
///     async fn find(&self, id: u32) -> Result<Option<Order>, ClientError>;
///
///     /// Places an order.
///     #[post("/orders")]
///     async fn place(&self, order: &Order, #[query] dry_run: bool) -> Result<Order, ClientError>;
/// }
///
/// # fn main() -> Result<(), ClientError> {
/// # pollster::block_on(async {
/// let transport = MemoryTransport::new();
/// transport.reply(Method::Get, "/orders/{id}", Response::new(404));
/// transport.reply(Method::Post, "/orders", Response::new(201).with_body(r#"{"id": 8}"#));
///
/// let orders = OrdersClient::new(transport.clone());
/// assert!(orders.find(7).await?.is_none());
/// assert_eq!(orders.place(&Order { id: 0, note: None }, true).await?.id, 8);
/// assert_eq!(transport.requests()[1].target(), "/orders?dry_run=true");
/// # Ok(())
/// # })
/// # }
/// ```
///
/// The trait stays, as an object: its methods return a `BoxFuture`, so that tests can implement it. The struct beside it, called
/// like the trait with `Client` behind, has `new(transport)` and `from_arc(transport)`.
///
/// # Where arguments go
///
/// An argument that is named in the path goes there. `#[query]`, `#[header]` and `#[body]` tell others where to go, the first two
/// with another name on the wire where one is given: `#[query("pageSize")]`, `#[header("X-Trace")]`. Without an attribute an
/// argument of `get` and `delete` is a query parameter, and that of `post`, `put` and `patch` the body.
///
/// What is sent in path, query and headers is the `Display` of a value; it is encoded where it stands, or refused before anything
/// is sent. An `Option` is left out when it is none, a list is repeated in the query.
///
/// # What comes back
///
/// A `Result` of a `Model`, of `()`, or of an `Option`, which is none for status 404; its error is made from a `ClientError`.
///
/// # Keys
///
/// `name` of the struct, `case` of query parameters, and `crate`, the path of the runtime:
/// `#[client(name = "Shop", case = "camelCase")]`.
///
/// # Errors
///
/// The compiler shows what cannot be sent or returned at its type, and every other mistake at its token.
#[proc_macro_attribute]
pub fn client(arguments: TokenStream, item: TokenStream) -> TokenStream {
    client::expand(&arguments.into(), &item.into()).into()
}

/// Puts a guard before a function: it is asked before the body runs, and hears how that went.
///
/// ```
/// use typeloom_runtime::guard;
/// use typeloom_runtime::guard::{Action, Guard, GuardError, Outcome, Permit};
///
/// struct Agent {
///     may_write: bool,
/// }
///
/// impl Guard for Agent {
///     fn check(&self, action: &Action) -> Result<Permit, GuardError> {
///         match action.name() {
///             "db:write" if !self.may_write => Err(GuardError::denied(action).because("it is read-only")),
///             _ => Ok(Permit::new()),
///         }
///     }
///
///     fn report(&self, action: &Action, _: &Permit, outcome: Outcome) {
///         println!("{}: {outcome:?}", action.name());
///     }
/// }
///
/// #[guard(agent, action = "db:write", resource = table, attributes(rows = rows.len()))]
/// fn write(agent: &Agent, table: &str, rows: &[u32]) -> Result<usize, GuardError> {
///     Ok(rows.len())
/// }
///
/// assert_eq!(write(&Agent { may_write: true }, "users", &[1, 2])?, 2);
/// let denied = write(&Agent { may_write: false }, "users", &[1, 2]).unwrap_err();
/// assert_eq!(denied.to_string(), "`db:write` on `users` was denied: it is read-only");
/// # Ok::<(), GuardError>(())
/// ```
///
/// # Arguments
///
/// The guard comes first, an expression: a parameter, `self.guard`, a static. A `fn` has a `Guard`, an `async fn` an `AsyncGuard`, or
/// a `Guard` in `Immediate`. Then, in any order:
///
/// | key | is | without it |
/// |---|---|---|
/// | `action = …` | the name of the action, a text | the name of the function |
/// | `resource = …` | what it is done to, anything with `Display` | nothing is said |
/// | `attributes(name = …)` | what else the guard may want to know: what a JSON value can be made from, and cloned | |
/// | `crate = …` | the path of the runtime | as `Cargo.toml` names it |
///
/// Expressions see the parameters, and leave them to the body.
///
/// # What is sure
///
/// The body does not run unless the check allows it. A body that began is reported, as aborted when it panicked or its future was
/// dropped. The function returns a `Result`, whose error is `From<GuardError> + Display`. Of several guards above a function the
/// lowest is asked first: each stands around those above it.
///
/// # Errors
///
/// The compiler shows a function that cannot be guarded, and every mistake in the arguments, at its token.
#[proc_macro_attribute]
pub fn guard(arguments: TokenStream, item: TokenStream) -> TokenStream {
    guard::expand(arguments.into(), &item.into()).into()
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
