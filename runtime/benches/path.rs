//! The path of one value: table and straight-line code against `format!` and `percent-encoding`.
//!
//! `cargo bench --bench path` measures time and allocations. For instructions, let callgrind count
//! two numbers of rounds of one way, and take the difference:
//!
//! ```sh
//! valgrind --tool=callgrind path-… --rounds table 1000
//! valgrind --tool=callgrind path-… --rounds table 2000
//! ```

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use typeloom_runtime::place::Place;
use typeloom_runtime::template::{Piece, Template, TemplateError, push_segment};

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

/// The rounds for callgrind: `--rounds (nothing|table|template|format)[-long] NUMBER`.
fn count(way: &str, rounds: usize) {
    let (way, values) = match way.strip_suffix("-long") {
        Some(way) => (way, LONG),
        None => (way, SHORT),
    };
    let way: Way = match way {
        "table" => table,
        "template" => template,
        "format" => format,
        _ => |_| Ok(String::new()),
    };
    for _ in 0..rounds {
        let _ = black_box(black_box(way)(black_box(values)));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let mut words = arguments.iter().map(String::as_str);
    let rounds = (words.nth(1), words.next(), words.next().map(str::parse));
    if let (Some("--rounds"), Some(way), Some(Ok(rounds))) = rounds {
        return count(way, rounds);
    }
    let ways = [table(SHORT), template(SHORT), format(SHORT)];
    assert!(ways.iter().all(|way| *way == ways[0]), "{ways:?}");
    divan::main();
}
