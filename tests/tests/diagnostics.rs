//! Every code has a wrong example that yields it, a right one that yields nothing, and a snapshot of how it is shown.
//!
//! The examples are those of `typeloom explain CODE`, so what people read there is what happens. Findings about files and
//! configurations, which no schema text causes, are tested below and in `codegen/tests/command_suite/findings.rs`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use typeloom::diagnostic::{Code, Diagnostics, Renderer, to_json};
use typeloom::source::Sources;
use typeloom_tests::examples;
use typeloom_tests::memory::Memory;

fn shown(diagnostics: &Diagnostics, sources: &Sources) -> String {
    Renderer { color: false }.render(diagnostics, sources)
}

/// What an example yields: codes, and the rendered findings.
fn findings(example: &str) -> (Vec<Code>, String) {
    let (_, sources, diagnostics) = examples::files(example).resolve();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (codes, shown(&diagnostics, &sources))
}

#[test]
fn every_code_is_explained_by_examples_that_hold() {
    let mut problems = Vec::new();
    let mut wrong_examples = BTreeMap::new();
    for code in Code::ALL.iter().copied().filter(|code| !code.is_outside_schemas()) {
        let examples = examples::of_explanation(code.explanation());
        let [wrong, right] = examples.as_slice() else {
            problems.push(format!("{code}: has {} examples, not a wrong and a right one", examples.len()));
            continue;
        };
        let (codes, rendered) = findings(wrong);
        if !codes.contains(&code) {
            problems.push(format!("{code}: the wrong example yields {codes:?}\n{rendered}"));
        }
        wrong_examples.insert(code.id(), rendered);
        let (codes, rendered) = findings(right);
        if !codes.is_empty() {
            problems.push(format!("{code}: the right example yields {codes:?}\n{rendered}"));
        }
    }
    assert!(problems.is_empty(), "{} problems\n\n{}", problems.len(), problems.join("\n"));
    for (id, rendered) in wrong_examples {
        insta::assert_snapshot!(id, rendered);
    }
}

#[test]
fn a_file_that_is_not_there() {
    let memory = Memory::new([("acme/orders.yaml", "typeloom: 1\npackage: acme\n")]);
    let (_, sources, diagnostics) = memory.resolve_from(&["acme/order.yaml".to_owned()]);
    assert_eq!(diagnostics.iter().next().map(|found| found.code), Some(Code::UnreadableFile));
    insta::assert_snapshot!("TL0105", shown(&diagnostics, &sources));
}

#[test]
fn a_file_of_other_bytes() {
    let memory = Memory::new([("acme/orders.yaml", b"typeloom: 1\npackage: acme\ndoc: K\xfcche\n")]);
    let (_, sources, diagnostics) = memory.resolve();
    assert_eq!(diagnostics.iter().next().map(|found| found.code), Some(Code::NotUtf8));
    insta::assert_snapshot!("TL0107", shown(&diagnostics, &sources));
}

#[test]
fn a_file_without_measure() {
    let mut aliases = "typeloom: 1\npackage: acme\ntypes:\n  A0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let copies = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(aliases, "  A{level}: &a{level} [{copies}]");
    }
    let deep = format!("typeloom: 1\npackage: acme\ntypes: {}{}\n", "[".repeat(40), "]".repeat(40));
    let wide = format!("typeloom: 1\npackage: acme\ndoc: {}\n", "x".repeat(4 * 1024 * 1024));
    let memory = Memory::new([("a/aliases.yaml", aliases), ("b/deep.yaml", deep), ("c/wide.yaml", wide)]);
    let (_, sources, diagnostics) = memory.resolve();
    assert!(diagnostics.iter().all(|found| found.code == Code::LimitExceeded));
    assert_eq!(diagnostics.len(), 3);
    insta::assert_snapshot!("TL0103", shown(&diagnostics, &sources));
}

/// Mistakes of every stage, in several files.
const MISTAKES: [(&str, &str); 3] = [
    (
        "acme/orders.yaml",
        "typeloom: 1
package: acme
import: [customers.yaml, ../common/base.yaml]
types:
  Order:
    case: camelcase
    fields:
      customer: Custommer
      total: { type: Monney, defualt: 0 }
      attempts: { type: u32, default: -1 }
",
    ),
    (
        "acme/customers.yaml",
        "typeloom: 1
package: acme
types:
  Customer: { fields: { name: string, name: string } }
  Account: { fields: { owner: Customer, parent: Account } }
",
    ),
    (
        "common/base.yaml",
        "typeloom: 1
package: common
types:
  Money: { fields: { cents: i64, currency: Currency } }
  Currency: { enum: [EUR, eur] }
",
    ),
];

#[test]
fn mistakes_in_several_files_come_in_one_run_and_in_order() {
    let (_, sources, diagnostics) = Memory::new(MISTAKES).resolve();
    let places: Vec<_> = diagnostics.iter().map(|found| found.span).collect();
    assert!(places.is_sorted(), "{places:?}");
    insta::assert_snapshot!("several_files", shown(&diagnostics, &sources));
}

/// Cases beyond the one example of each code, by what they are about; examples as `typeloom explain` has them.
const FURTHER: &[(&str, &str)] = &[
    (
        "names_of_files",
        "# in acme/runtime.yaml\ntypes: { A: string }\n# in acme/lib.yaml\ntypes: { B: string }\n# in acme/1st.yaml\ntypes: { C: string }\n# in acme/two-words.yaml\ntypes: { D: string }\n# in acme/two_words.yaml\ntypes: { E: string }\n",
    ),
    (
        "names_of_packages",
        "# in acme/orders.yaml\nimport: [../a/b/x.yaml, ../a_b/y.yaml, ../orders/z.yaml]\ntypes: { O: { fields: { x: X, y: Y, z: Z } } }\n# in a/b/x.yaml\npackage: a.b\ntypes: { X: string }\n# in a_b/y.yaml\ntypes: { Y: string }\n# in orders/z.yaml\ntypes: { Z: string }\n",
    ),
    (
        "names_of_declarations",
        "types:\n  Some: string\n  größe: string\n  9lives: string\n  'two words': string\n  _: string\n  Order: string\n  order: string\n",
    ),
    (
        "names_of_fields",
        "types:\n  Order:\n    case: camelCase\n    accept: snake_case\n    fields:\n      user_id: string\n      legacy: { type: string, wire: user_id }\n      quoted: { type: string, wire: 'a\"b' }\n      empty: { type: string, wire: '' }\n      both: { type: string, aliases: [both] }\n",
    ),
    (
        "types_that_stand_for_nothing",
        "types:\n  A: B\n  B: [A]\n  C: { fields: { a: A } }\n  D: string?\n  E: '[string'\n",
    ),
    ("newtypes_of_themselves", "types:\n  A: { newtype: B? }\n  B: { newtype: A }\n"),
    (
        "enums_and_unions_of_nothing",
        "types:\n  A: { enum: [] }\n  B: { enum: {} }\n  C: { union: {} }\n  D: { enum: }\n",
    ),
    (
        "defaults_of_every_kind",
        "types:\n  R: { fields: {} }\n  Order:\n    fields:\n      a: { type: i32, default: 2147483648 }\n      b: { type: u64, default: -1 }\n      c: { type: bool, default: yes }\n      d: { type: timestamp, default: now }\n      e: { type: R, default: {} }\n      f: { type: [string], default: [a] }\n      g: { type: duration, default: 5 }\n      h: { type: string, default: [] }\n      i: { type: f64, default: .inf }\n",
    ),
    (
        "limits_of_every_kind",
        "types:\n  A: { newtype: u32, min: -1 }\n  B: { newtype: i64, max: 9223372036854775808 }\n  C: { newtype: i32, min: 0.5 }\n  D: { newtype: f64, min: 2, max: 1 }\n  E: { newtype: string, max: 3 }\n  F: { newtype: bool, min: 0, trim: true }\n  G: { newtype: string, min_length: 5, max_length: 3 }\n",
    ),
    (
        "packages_in_front_of_names",
        "# in acme/orders.yaml\nimport: [../chat/messages.yaml]\ntypes: { A: { fields: { a: chat.Mesage, b: mail.Message, c: Orders, d: chat.Message } } }\n# in acme/others.yaml\ntypes: { Orders: string }\n# in chat/messages.yaml\ntypes: { Message: { fields: { text: string } } }\n",
    ),
    (
        "one_mistake_is_one_finding",
        "# in acme/orders.yaml\nimport: [broken.yaml, missing.yaml]\ntypes:\n  A: { fields: { a: Broken, b: Missing, c: Half } }\n  Half: { feilds: {} }\n# in acme/broken.yaml\ntypes: { Broken: [ }\n",
    ),
    (
        "constants_in_texts",
        "constants: { LIMIT: 5, LABEL: text }\ntypes:\n  A: { enum: { a: '${LIMT}', b: 'x${LABEL', c: '${A}', d: '${}' } }\n",
    ),
];

#[test]
fn further_mistakes() {
    for (name, example) in FURTHER {
        insta::assert_snapshot!(*name, findings(example).1);
    }
}

#[test]
fn programs_get_the_same_as_json() {
    let (_, sources, diagnostics) = Memory::new(MISTAKES).resolve();
    let json = to_json(&diagnostics, &sources);
    let found = json.as_array().unwrap();
    assert_eq!(found.len(), diagnostics.len());
    insta::assert_snapshot!("several_files_as_json", format!("{:#}", found[0]));
}

/// The index of all codes, as `docs/diagnostics.md` has it.
fn index() -> String {
    let mut page = "# Diagnostics\n\n\
        What Typeloom can find in a schema or a configuration. `typeloom explain CODE` tells more about a code, with a wrong and\n\
        a right example. An id never changes its meaning, and is not given again when a code is dropped.\n\n\
        This page is written by the test suite from the codes and their explanations:\n\
        `INSTA_UPDATE=always cargo test -p typeloom-tests --test diagnostics`.\n"
        .to_owned();
    let mut family = "";
    for code in Code::ALL {
        let (number, title) = FAMILIES.iter().find(|(number, _)| code.id()[2..].starts_with(number)).unwrap();
        if family != *number {
            family = number;
            let _ = write!(page, "\n## {title}\n\n| code | severity | what is wrong | about it |\n|---|---|---|---|\n");
        }
        let about = first_sentence(code.explanation()).replace('|', "\\|");
        let _ = writeln!(page, "| `{code}` | {} | {} | {about} |", code.severity().word(), code.title());
    }
    page
}

const FAMILIES: [(&str, &str); 13] = [
    ("01", "Files and YAML"),
    ("02", "Keys and values"),
    ("03", "Imports and packages"),
    ("04", "Names"),
    ("05", "References to declarations"),
    ("06", "Types"),
    ("07", "Templates"),
    ("08", "Subjects, kinds and references"),
    ("09", "Settings"),
    ("10", "Events and contexts"),
    ("11", "Sources of contexts"),
    ("12", "Configuration and output"),
    ("13", "Threads"),
];

fn first_sentence(explanation: &str) -> String {
    let paragraph = explanation.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
    paragraph[..end].to_owned()
}

#[test]
fn the_index_in_the_documentation_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        std::fs::write(&path, index()).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page == index(), "docs/diagnostics.md is not up to date; see its head for the command that writes it");
}

#[test]
fn every_explanation_has_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/src/diagnostic/explanations");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected: Vec<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(names, expected);
}
