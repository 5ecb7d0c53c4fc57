//! Schemas that are far larger or stranger than any that people write: they cost time in proportion, and no stack.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use typeloom::diagnostic::{Code, Diagnostics, Renderer, to_json};
use typeloom::model::Model;
use typeloom::rust::{self, Options};
use typeloom::source::Sources;
use typeloom_tests::memory::Memory;

/// Far more than any of this takes, far less than anything quadratic would.
const LIMIT: Duration = Duration::from_secs(60);

const COUNT: usize = 10_000;

fn resolve(sections: &str) -> (Model, Sources, Diagnostics) {
    let text = format!("typeloom: 1\npackage: acme\n{sections}");
    assert!(text.len() < typeloom::source::MAXIMUM_FILE_BYTES);
    Memory::new([("acme/orders.yaml", text)]).resolve()
}

/// Types that each need the next one, and what the last one is.
fn chain(step: impl Fn(&mut String, usize, usize), last: &str) -> String {
    let mut text = "types:\n".to_owned();
    for index in 0..COUNT {
        step(&mut text, index, index + 1);
    }
    let _ = writeln!(text, "  T{COUNT}: {last}");
    text
}

fn generates(sections: &str) -> usize {
    let start = Instant::now();
    let (model, sources, diagnostics) = resolve(sections);
    assert!(diagnostics.is_empty(), "{}", Renderer { color: false }.render(&diagnostics, &sources));
    let (files, _) = rust::generate(&model, &Options::for_module("acme")).unwrap();
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    files.iter().map(|(_, text)| text.len()).sum()
}

fn finds(sections: &str, code: Code) -> usize {
    let start = Instant::now();
    let (_, sources, diagnostics) = resolve(sections);
    assert_eq!(diagnostics.iter().find(|found| found.code != code).map(|found| &found.message), None);
    let _ = Renderer { color: true }.render(&diagnostics, &sources);
    let _ = to_json(&diagnostics, &sources).to_string();
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    diagnostics.len()
}

#[test]
fn long_chains() {
    let alias = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: T{next}");
    };
    generates(&chain(alias, "string"));
    let newtype = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: {{ newtype: T{next} }}");
    };
    generates(&chain(newtype, "string"));
    let record = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: {{ fields: {{ next: T{next} }} }}");
    };
    let union = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: {{ union: {{ a: T{next}, b: T{next} }}, open: false }}");
    };
    // Emitting these takes longer than is of interest here.
    for text in [chain(record, "string"), chain(union, "string")] {
        let start = Instant::now();
        let (_, sources, diagnostics) = resolve(&text);
        assert!(diagnostics.is_empty(), "{}", Renderer { color: false }.render(&diagnostics, &sources));
        assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    }
}

#[test]
fn long_circles() {
    let alias = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: T{next}");
    };
    assert_eq!(finds(&chain(alias, "T0"), Code::InfiniteType), 1);
    let record = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: {{ fields: {{ next: T{next} }} }}");
    };
    assert_eq!(finds(&chain(record, "T0"), Code::InfiniteType), 1);
    let boxed = |text: &mut String, index, next| {
        let _ = writeln!(text, "  T{index}: {{ fields: {{ next: T{next}? }} }}");
    };
    let (model, _, diagnostics) = resolve(&chain(boxed, "{ fields: { first: T0? } }"));
    assert!(diagnostics.is_empty());
    assert_eq!(model.types.len(), COUNT + 1);
}

#[test]
fn sizes_that_double_at_every_step() {
    let mut text = "types:\n".to_owned();
    for index in 0..60 {
        let next = index + 1;
        let _ = writeln!(text, "  T{index}: {{ union: {{ a: T{next}, b: R{next}, c: T{next} }} }}");
        let _ = writeln!(text, "  R{index}: {{ fields: {{ a: T{next}, b: R{next}, c: R{next} }} }}");
    }
    text.push_str("  T60: string\n  R60: { fields: {} }\n");
    generates(&text);
}

#[test]
fn many_mistakes() {
    let mut unresolved = "types:\n  Order:\n    fields:\n".to_owned();
    let mut unknown = unresolved.clone();
    for index in 0..COUNT {
        let _ = writeln!(unresolved, "      f{index}: Nothing{index}");
        let _ = writeln!(unknown, "      f{index}: {{ type: string, nothing{index}: 1 }}");
    }
    assert_eq!(finds(&unresolved, Code::UnresolvedReference), COUNT);
    assert_eq!(finds(&unknown, Code::UnknownKey), COUNT);
}

#[test]
fn wide_and_long() {
    let mut wide = "types:\n  Order:\n    fields:\n".to_owned();
    let mut words = "types:\n  Word:\n    enum:\n".to_owned();
    for index in 0..2_000 {
        let _ = writeln!(wide, "      field_{index}: \"string?\"");
        let _ = writeln!(words, "      word-{index}:");
    }
    generates(&wide);
    generates(&words);
    // YAML wants keys of at most 1,024 characters.
    let name = "a".repeat(1_000);
    generates(&format!(
        "types:\n  {name}: {{ doc: {name}, fields: {{ b{name}: {{ type: string, default: {name} }} }} }}\n"
    ));
    finds(&format!("types:\n  Order: {{ fields: {{ a: {name} }} }}\n"), Code::UnresolvedReference);
}
