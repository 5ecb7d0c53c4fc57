//! The command as people and programs use it.
#![allow(clippy::unwrap_used)]

mod drift;
mod editor;
mod fake;
mod findings;
mod generate;
mod others;
mod project;
