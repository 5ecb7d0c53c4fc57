//! The server over real sockets: state, refusals, scripts, and what it keeps.

mod client;
mod faults;
mod refusals;
mod running;
mod state;
