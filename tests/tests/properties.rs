//! What holds for every schema: one without mistakes is generated, the same each time, into Rust that parses; and nothing
//! that is read makes the generator panic.
#![allow(missing_docs, clippy::unwrap_used)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use typeloom::diagnostic::{Renderer, to_json};
use typeloom::rust::{self, Files, Manifest, Options};
use typeloom_tests::memory::Memory;
use typeloom_tests::{corpus, examples, random};

/// The same cases on every machine, and nothing written beside the source.
fn cases(count: u32) -> Config {
    Config { cases: count, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() }
}

fn options() -> [Options; 2] {
    [Options::for_module(random::PACKAGE), Options::for_crate(random::PACKAGE, Manifest::default())]
}

/// Everything that generation gives for the options, or what was found.
fn generate(files: &[(String, String)], options: &Options) -> Result<Files, String> {
    let (model, sources, diagnostics) = Memory::new(files.to_vec()).resolve();
    if diagnostics.is_empty() {
        rust::generate(&model, options).map(|(files, _)| files)
    } else {
        Err(Renderer { color: false }.render(&diagnostics, &sources))
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn schemas_without_mistakes_are_generated(numbers in prop::collection::vec(any::<u16>(), 0..400)) {
        let files = random::schema(&numbers);
        for options in options() {
            let generated = generate(&files, &options).map_err(|found| TestCaseError::fail(format!("{found}\n{files:#?}")))?;
            let again = generate(&files, &options);
            prop_assert_eq!(again.as_ref(), Ok(&generated));
            for (path, text) in generated.iter().filter(|(path, _)| path.strip_suffix(".rs").is_some()) {
                let parsed = syn::parse_file(text);
                prop_assert!(parsed.is_ok(), "{}: {:?}\n{}", path, parsed.err(), text);
            }
        }
    }
}

/// A file: its path, and its bytes.
type Content = (String, Vec<u8>);

/// Reads, resolves, shows and, if nothing is wrong, generates; says what panicked.
fn survive(files: &[Content]) -> Result<(), TestCaseError> {
    let run = || {
        let (model, sources, diagnostics) = Memory::new(files.to_vec()).resolve();
        let _ = Renderer { color: true }.render(&diagnostics, &sources);
        let _ = to_json(&diagnostics, &sources);
        if !diagnostics.has_errors() {
            for (_, package) in model.packages.iter() {
                rust::generate(&model, &Options::for_module(package.name.clone())).unwrap();
            }
        }
    };
    let shown: Vec<_> =
        files.iter().map(|(path, text)| format!("# in {path}\n{}", String::from_utf8_lossy(text))).collect();
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| TestCaseError::fail(format!("panicked on\n{}", shown.join("\n"))))
}

/// Texts that are close to schemas: the corpus, and all wrong and right examples.
static SEEDS: LazyLock<Vec<Vec<Content>>> = LazyLock::new(|| {
    let features = corpus::features().unwrap().into_iter().map(|feature| feature.files);
    let explained = typeloom::diagnostic::Code::ALL.iter().filter(|code| !code.is_outside_schemas());
    let explained = explained.flat_map(|code| examples::of_explanation(code.explanation()));
    let explained = explained.map(|example| examples::files(&example));
    let all = features.chain(explained);
    all.map(|memory| memory.iter().map(|(path, text)| (path.to_owned(), text.to_vec())).collect()).collect()
});

/// A change of a text at a place: cut, double, overwrite, insert, or exchange for something that stands elsewhere.
#[derive(Clone, Debug)]
struct Change {
    kind: u8,
    place: prop::sample::Index,
    length: usize,
    with: prop::sample::Index,
}

fn change() -> impl Strategy<Value = Change> {
    (0..6u8, any::<prop::sample::Index>(), 0..12usize, any::<prop::sample::Index>())
        .prop_map(|(kind, place, length, with)| Change { kind, place, length, with })
}

/// What breaks things most often when it is put somewhere.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ": ",
    "\n",
    "\t",
    "&a ",
    "*a",
    "<<",
    "!t ",
    "---\n",
    "\"",
    "'",
    "?",
    "|",
    ">",
    "#",
    "null",
    "true",
    "-1",
    "1e400",
    "0x",
    "ä",
    "\u{202e}",
    "\0",
    "\r",
    "${",
    "{{",
    "}}",
    "/",
    "//",
    "..",
    "self",
    "unknown",
    "type: ",
    "enum: ",
    "union: ",
    "fields: ",
    "string",
    "json?",
    "[string]",
    "{string: json}",
    "$",
    "%",
    "@",
    "\\",
    "18446744073709551616",
    "import: [a.yaml]\n",
];

fn apply(text: &mut Vec<u8>, change: &Change) {
    let at = change.place.index(text.len() + 1);
    let end = (at + change.length).min(text.len());
    let token = TOKENS[change.with.index(TOKENS.len())].as_bytes();
    match change.kind {
        0 => drop(text.drain(at..end)),
        1 => drop(text.splice(at..at, text[at..end].to_vec())),
        2 => drop(text.splice(at..end, token.iter().copied())),
        3 => drop(text.splice(at..at, token.iter().copied())),
        4 => {
            let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
            let line = lines[change.with.index(lines.len().max(1)).min(lines.len().saturating_sub(1))].to_vec();
            let start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1);
            text.splice(start..start, line);
        }
        _ => text.insert(at, u8::try_from(change.length * 21 % 256).unwrap_or_default()),
    }
}

proptest! {
    #![proptest_config(cases(1200))]

    #[test]
    fn broken_schemas_never_panic(
        seed in any::<prop::sample::Index>(),
        file in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..5),
    ) {
        let mut files = SEEDS[seed.index(SEEDS.len())].clone();
        let position = file.index(files.len());
        let (_, text) = &mut files[position];
        for change in &changes {
            if !text.is_empty() {
                apply(text, change);
            }
        }
        survive(&files)?;
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), sections in any::<bool>()) {
        let mut text = if sections { b"typeloom: 1\npackage: acme\ntypes:\n".to_vec() } else { Vec::new() };
        text.extend(bytes);
        survive(&[("acme/orders.yaml".to_owned(), text)])?;
    }

    #[test]
    fn tokens_never_panic(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..40), section in prop::sample::select(typeloom::source::SECTIONS)) {
        let text = format!("typeloom: 1\npackage: acme\n{section}:\n  A: {}", tokens.concat());
        survive(&[("acme/orders.yaml".to_owned(), text.into_bytes())])?;
    }
}
