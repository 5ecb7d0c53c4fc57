//! Attributes with keys and values that they cannot have.

use typeloom_runtime::Subject;

#[derive(Subject)]
#[subject(cse = "snake_case", path = "/shops/{id}", values(trimm))]
enum Keys {
    #[subject(pth = "/shops/{id}")]
    Typo { id: String },
    #[subject(uri = "acme://shops/{id}")]
    Uri { id: String },
    #[subject(path = "/a/{id}", path = "/b/{id}")]
    Twice { id: String },
    #[subject(path = "/c/{id}", aliases = ["d"])]
    Alias { id: String },
    #[subject(path = "/e/{id}")]
    Field {
        #[subject(trmi, min_length = -1, pattern = "[")]
        id: String,
    },
}

#[derive(Subject)]
#[subject(case = "snakeCase")]
enum Case {
    #[subject(path = "/shops/{id}", values(non_empty = "yes"))]
    Shop { id: String },
}

#[derive(Subject)]
#[subject(path = "/shops/{id}", crate = "somewhere")]
struct Quoted {
    id: String,
}

#[derive(Subject)]
#[subject(path = /shops)]
struct Unquoted {
    id: String,
}

fn main() {}
