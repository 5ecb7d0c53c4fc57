//! Templates that are no paths, that do not agree with their fields, or with each other.

use std::collections::BTreeMap;
use typeloom_runtime::Subject;

#[derive(Subject)]
enum Party {
    #[subject(path = "/shops/{shop}")]
    Renamed { shop_id: String },
    #[subject(path = "/floors")]
    Unused { floor: u8 },
    #[subject(path = "/rooms/{room}[/{bed}]")]
    Absent { room: Option<String>, bed: String },
    #[subject(path = "/bad/{twice}/{twice}")]
    Twice { twice: String },
    #[subject(path = "/open/{brace")]
    Open { brace: String },
    #[subject(path = "no/slash/{id}")]
    NoSlash { id: String },
    #[subject(path = "/space here/{id}")]
    Space { id: String },
    #[subject(path = "/names/{order id}")]
    Name { id: String },
    #[subject(path = "/tuples/{id}")]
    Tuple(String),
    #[subject(path = "/lists/{ids}/{all}")]
    Lists { ids: Vec<String>, all: BTreeMap<String, String> },
    #[subject(path = "/borrowed/{id}")]
    Borrowed { id: &'static str },
    Nothing { id: String },
    #[subject(path = "/constants/${BASE}")]
    Constant,
}

#[derive(Subject)]
enum Overlap {
    #[subject(path = "/a/{id}/c")]
    First { id: String },
    #[subject(path = "/a/b/{id}", wire = "first")]
    Second { id: String },
}

#[derive(Subject)]
#[subject(path = "/shops/{shop}-{floor}{room}")]
struct Touching {
    shop: String,
    floor: String,
    room: String,
}

#[derive(Subject)]
union Both {
    a: u8,
}

#[derive(Subject)]
enum Empty {}

fn main() {}
