//! What is no set of kinds.

use typeloom_runtime::Kind;

#[derive(Kind)]
#[kind(case = "kebab", wire = "x")]
enum Keys {
    #[kind(segmnt = "a")]
    Typo,
    #[kind(segment = "a/b")]
    Segments,
    #[kind(segment = "c", wire = "same")]
    First,
    #[kind(segment = "c", wire = "same")]
    Second,
    #[kind(segment)]
    Bare,
    Held(String),
    Fields { id: String },
}

#[derive(Kind)]
struct NoEnum;

#[derive(Kind)]
enum Empty {}

fn main() {}
