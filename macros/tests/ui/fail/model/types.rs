//! Fields of types that cannot be part of a model: errors of the compiler, at the types.
use std::time::Duration;
use typeloom_runtime::Model;

struct Foreign;

#[derive(Model)]
struct Record {
    foreign: Foreign,
    maybe: Option<Foreign>,
    list: Vec<Foreign>,
    wait: Duration,
}

#[derive(Model)]
struct Wrapped(Foreign);

#[derive(Model)]
struct Word(String);

#[derive(Model)]
#[model(tag = "kind")]
enum Inside {
    Word(Word),
}

#[derive(Model)]
enum Around {
    Foreign(Foreign),
}

#[derive(Model)]
struct WithoutDefault {
    #[model(default)]
    word: Word,
}

#[derive(Model)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {
    let _ = Page::<Foreign>::from_json(b"");
}
