//! Every code has a wrong example that yields it, a right one that yields nothing, and a snapshot of how it is shown.
//!
//! The examples are those of `typeloom explain CODE`, so what people read there is what happens.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use typeloom::diagnostic::{Code, Renderer};
use typeloom_tests::memory::Memory;

/// The files of an example. A line `# in acme/orders.yaml` begins a file; without one the example is one file.
fn files(example: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.lines() {
        let path = line.strip_prefix("# in ").filter(|path| path.ends_with(".yaml"));
        match (path, files.last_mut()) {
            (Some(path), _) => files.push((path.to_owned(), String::new())),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => files.push(("acme/orders.yaml".to_owned(), format!("{line}\n"))),
        }
    }
    for (path, text) in &mut files {
        let package = path.split('/').rev().nth(1).unwrap_or("acme");
        if !text.contains("package:") {
            text.insert_str(0, &format!("package: {package}\n"));
        }
        if !text.contains("typeloom:") {
            text.insert_str(0, "typeloom: 1\n");
        }
    }
    files
}

/// The blocks of an explanation: wrong, then right.
fn examples(explanation: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in explanation.lines() {
        match (&mut open, line) {
            (None, "```yaml") => open = Some(String::new()),
            (Some(_), "```") => examples.extend(open.take()),
            (Some(text), line) => *text += &format!("{line}\n"),
            (None, _) => {}
        }
    }
    examples
}

/// What an example yields: codes, and the rendered findings.
fn findings(example: &str) -> (Vec<Code>, String) {
    let (_, sources, diagnostics) = Memory::new(files(example)).resolve();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (codes, Renderer { color: false }.render(&diagnostics, &sources))
}

#[test]
fn every_code_is_explained_by_examples_that_hold() {
    let mut problems = Vec::new();
    let mut shown = BTreeMap::new();
    for code in Code::ALL.iter().copied() {
        if code.is_outside_schemas() {
            continue;
        }
        let examples = examples(code.explanation());
        let [wrong, right] = examples.as_slice() else {
            problems.push(format!("{code}: has {} examples, not a wrong and a right one", examples.len()));
            continue;
        };
        let (codes, rendered) = findings(wrong);
        if !codes.contains(&code) {
            problems.push(format!("{code}: the wrong example yields {codes:?}\n{rendered}"));
        }
        shown.insert(code.id(), rendered);
        let (codes, rendered) = findings(right);
        if !codes.is_empty() {
            problems.push(format!("{code}: the right example yields {codes:?}\n{rendered}"));
        }
    }
    assert!(problems.is_empty(), "{} problems\n\n{}", problems.len(), problems.join("\n"));
    for (id, rendered) in shown {
        insta::assert_snapshot!(id, rendered);
    }
}
