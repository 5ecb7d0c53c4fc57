//! Recorded behaviour of the official packages, row by row, through the public API of the generated crate.
//!
//! A row agrees, or deviates for a reason that `docs/deviations.md` names, or does not apply for a reason given here. The
//! counts are snapshots, so that no row can fall out of the comparison unseen.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

mod a2a;
mod aim;
mod aim_risk;
mod card;
mod context;
mod control_plane;
mod endpoints;
mod graphql;
mod inputs;
mod principal;
mod rows;
mod settings;
mod thread;
mod wire;
