//! JSON-RPC 2.0 over HTTP: calls of methods by name, answered once or by a stream of events.
//!
//! ```
//! use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Request, Response};
//! use typeloom_runtime::jsonrpc::{RpcCall, RpcMethod};
//!
//! static GET_ORDER: RpcMethod = RpcMethod::new("Orders::get", "GetOrder");
//!
//! # let transport = MemoryTransport::new();
//! # transport.reply(Method::Post, "/rpc", Response::new(200).with_body(r#"{"jsonrpc":"2.0","id":1,"result":["tea"]}"#));
//! # let example = async {
//! let mut call = RpcCall::new(&transport, &GET_ORDER, Request::new(Method::Post, "/rpc"), 1);
//! call.params(&vec![7_u32]);
//! let order: Vec<String> = call.answer().await?;
//! assert_eq!(order, ["tea"]);
//! let sent = transport.requests()[0].body().map(<[u8]>::to_vec);
//! assert_eq!(sent.as_deref(), Some(br#"{"jsonrpc":"2.0","method":"GetOrder","params":[7],"id":1}"#.as_slice()));
//! # Ok::<(), ClientError>(())
//! # };
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # let std::task::Poll::Ready(result) = std::pin::pin!(example).poll(&mut context) else { panic!() };
//! # result?;
//! # Ok::<(), ClientError>(())
//! ```
//!
//! An answer belongs to its call by the id; one with another id is an error, as is one of another version, or one with
//! neither a result nor an error, or both. The errors of servers are [`RpcError`]s, whatever the status they come with.

mod answer;
mod call;
mod error;
mod id;
mod stream;

pub use call::{RpcCall, RpcMethod};
pub use error::{RpcError, RpcFailure};
pub use id::RpcId;
pub use stream::RpcStream;
