//! The `typeloom` command.

fn main() {}
