//! Types that have no JSON form.
use typeloom_runtime::{Model, UnknownValue, UnknownVariant};

#[derive(Model)]
struct Pair(u32, u32);

#[derive(Model)]
union Bits {
    number: u32,
    float: f32,
}

#[derive(Model)]
struct Borrowed<'a> {
    name: &'a str,
    list: Vec<&'a str>,
}

#[derive(Model)]
enum Empty {}

#[derive(Model)]
enum Mixed {
    Waiting,
    Done(String),
    Failed { reason: String },
    Unknown(String),
}

#[derive(Model)]
enum Values {
    Text(String),
    Nothing,
    Several(u32, u32),
    Named { a: u32 },
    Unknown(UnknownValue),
}

#[derive(Model)]
#[model(open)]
enum Closed {
    A,
}

#[derive(Model)]
#[model(tag = "kind")]
enum Tagged {
    Text(String),
    Count(u32),
}

#[derive(Model)]
#[model(content = "value")]
enum Untagged {
    Text(String),
    Unknown(UnknownVariant),
}

#[derive(Model)]
#[model(min = 3, max = 1)]
struct Limits(u32);

#[derive(Model)]
#[model(pattern = "[a-z")]
struct Pattern(String);

#[derive(Model)]
#[model(non_empty, max_length = 3)]
struct Rules(u32);

fn main() {}
