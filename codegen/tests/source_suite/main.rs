//! The front end: files, YAML, places and findings.

mod codes;
mod findings;
mod header;
mod hostile;
mod imports;
mod memory;
mod values;
