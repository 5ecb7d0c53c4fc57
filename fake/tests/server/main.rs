//! The server over real sockets: state, refusals, scripts, and what it keeps.

mod client;
mod faults;
mod graphql;
mod refusals;
mod rpc;
mod running;
mod signatures;
mod sockets;
mod state;
mod streams;
