//! The examples in explanations of findings, as files.

use std::path::Path;

use crate::memory::Memory;

/// The examples of an explanation: wrong, then right.
#[must_use]
pub fn of_explanation(explanation: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in explanation.lines() {
        match (&mut open, line) {
            (None, "```yaml") => open = Some(String::new()),
            (Some(_), "```") => examples.extend(open.take()),
            (Some(text), line) => text.extend([line, "\n"]),
            (None, _) => {}
        }
    }
    examples
}

/// The files of an example. A line `# in acme/orders.yaml` begins a file; without one the example is one file. What every
/// file begins with is added where an example leaves it out.
#[must_use]
pub fn files(example: &str) -> Memory {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.lines() {
        let path = line
            .strip_prefix("# in ")
            .filter(|path| Path::new(path).extension().is_some_and(|extension| extension == "yaml"));
        match (path, files.last_mut()) {
            (Some(path), _) => files.push((path.to_owned(), String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
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
    Memory::new(files)
}
