//! The path of one value: the generated reference, and what it is made of, beside `format!` with `percent-encoding`.
//!
//! `cargo bench -p typeloom-tests --bench path` measures time and allocations. With `-- count` behind it, callgrind
//! counts instructions.
#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use typeloom_runtime::place::Place;
use typeloom_runtime::template::{Piece, Template, TemplateError, push_segment};
use typeloom_tests::callgrind::{Request, instructions};

use address::{Key, Kind, Reference, Subject};

mod address {
    typeloom_macros::schema!("schema/figures/address.yaml");
}

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const VALUE: Template = Template::new(
    Place::Path,
    "/v1/values/{subject}/{kind}/{key}",
    &[
        Piece::Literal("/v1/values/"),
        Piece::Parameter("subject"),
        Piece::Literal("/"),
        Piece::Parameter("kind"),
        Piece::Literal("/"),
        Piece::Parameter("key"),
    ],
);

/// A subject that is a URI, a kind and a key.
type Values = [&'static str; 3];

const SHORT: Values = ["alice@acme.example", "user-profile", "default"];
const LONG: Values =
    ["acme://directory/identity/0195b5c7-3b1e-7c4a-9f0e-2f8f5a7d9c11", "orders.preferences", "früh stück/2"];

fn table([subject, kind, key]: Values) -> Result<String, TemplateError> {
    let bytes = subject.len() + kind.len() + key.len();
    let mut path = String::with_capacity("/v1/values///".len() + 3 * bytes);
    path.push_str("/v1/values/");
    push_segment(&mut path, "subject", subject)?;
    path.push('/');
    push_segment(&mut path, "kind", kind)?;
    path.push('/');
    push_segment(&mut path, "key", key)?;
    Ok(path)
}

fn template(values: Values) -> Result<String, TemplateError> {
    VALUE.build(&values.map(Some))
}

#[allow(clippy::unnecessary_wraps, reason = "all ways have one type")]
fn format(values: Values) -> Result<String, TemplateError> {
    let [subject, kind, key] = values.map(|value| utf8_percent_encode(value, ENCODED));
    Ok(format!("/v1/values/{subject}/{kind}/{key}"))
}

type Way = fn(Values) -> Result<String, TemplateError>;

#[divan::bench(args = [SHORT, LONG])]
fn by_table(bencher: Bencher<'_, '_>, values: Values) {
    bencher.bench(|| table(black_box(values)));
}

#[divan::bench(args = [SHORT, LONG])]
fn by_template(bencher: Bencher<'_, '_>, values: Values) {
    bencher.bench(|| template(black_box(values)));
}

#[divan::bench(args = [SHORT, LONG])]
fn by_format(bencher: Bencher<'_, '_>, values: Values) {
    bencher.bench(|| format(black_box(values)));
}

#[divan::bench(args = [SHORT, LONG])]
fn parse_by_template(bencher: Bencher<'_, '_>, values: Values) {
    let path = template(values).unwrap_or_default();
    bencher.bench(|| VALUE.parse(black_box(&path)));
}

/// The reference with the values of [`SHORT`], or of [`LONG`].
fn reference(values: Values) -> Reference {
    let [person, kind, key] = values;
    let kind = *Kind::ALL.iter().find(|known| known.segment() == Some(kind)).unwrap();
    Reference::new(kind, Subject::person(person).unwrap(), Key::concrete(key).unwrap())
}

#[divan::bench(args = [SHORT, LONG])]
fn by_reference(bencher: Bencher<'_, '_>, values: Values) {
    let reference = reference(values);
    bencher.bench(|| black_box(&reference).path());
}

/// What callgrind looks at: nothing but one way, so many times.
fn rounds(case: &str, number: usize) {
    let (way, values) = match case.strip_suffix("-long") {
        Some(way) => (way, LONG),
        None => (case, SHORT),
    };
    if way == "reference" {
        let reference = reference(values);
        (0..number).for_each(|_| drop(black_box(black_box(&reference).path())));
        return;
    }
    let way: Way = match way {
        "table" => table,
        "template" => template,
        "format" => format,
        _ => |_| Ok(String::new()),
    };
    (0..number).for_each(|_| drop(black_box(black_box(way)(black_box(values)))));
}

fn count() {
    println!("instructions of one path   short     long");
    for case in ["reference", "table", "template", "format"] {
        let [short, long] = [case.to_owned(), format!("{case}-long")].map(|case| instructions(&case).unwrap());
        println!("{case:<23} {short:>8} {long:>8}");
    }
    println!("goal: at most 900 for the short reference");
}

fn main() {
    for values in [SHORT, LONG] {
        let ways = [table(values), template(values), format(values), Ok(reference(values).path().unwrap())];
        assert!(ways.iter().all(|way| *way == ways[0]), "{ways:?}");
    }
    match Request::read() {
        Request::Count => count(),
        Request::Rounds(case, number) => rounds(&case, number),
        Request::Time => divan::main(),
    }
}
