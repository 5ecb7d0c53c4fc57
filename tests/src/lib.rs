#![deny(missing_docs)]
#![forbid(unsafe_code)]
//! Material shared by Typeloom's tests and benchmarks: schemas of any size, and a loader that holds files in memory.

pub mod callgrind;
pub mod children;
pub mod corpus;
pub mod examples;
pub mod memory;
pub mod random;
pub mod synthetic;
