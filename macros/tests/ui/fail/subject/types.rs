//! Fields whose types have no text, or cannot be read from one; a value that is built wrongly.

use typeloom_runtime::Subject;

struct Silent;

#[derive(Subject)]
#[subject(path = "/shops/{id}/{next}")]
struct Shop {
    id: Silent,
    next: Box<str>,
}

#[derive(Subject)]
#[subject(path = "/shops/{id}")]
struct Lent<'a> {
    id: std::borrow::Cow<'a, str>,
}

fn main() {}
