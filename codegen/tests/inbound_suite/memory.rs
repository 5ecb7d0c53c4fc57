//! One schema file in memory, and what comes of it.

use std::io;

use typeloom::diagnostic::{Diagnostics, Renderer};
use typeloom::model;
use typeloom::rust::{self, Options};
use typeloom::source::{Loader, Sources, load};

struct One<'t>(&'t str);

impl Loader for One<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == "acme.yaml" { Ok(self.0.as_bytes().to_vec()) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn list(&self, _: &str) -> io::Result<Vec<String>> {
        Ok(vec!["acme.yaml".to_owned()])
    }
}

/// The module that the sections generate, or the findings.
fn outcome(sections: &str) -> Result<String, String> {
    let text = format!("typeloom: 1\npackage: acme\n{sections}");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let files = load(&["acme.yaml".to_owned()], &One(&text), &mut sources, &mut diagnostics);
    let model = model::resolve(&files, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(Renderer { color: false }.render(&diagnostics, &sources));
    }
    let (files, _) = rust::generate(&model, &Options::for_module("acme"))?;
    Ok(files.iter().map(|(_, text)| text).collect())
}

/// The Rust of sections without mistakes.
pub(crate) fn generated(sections: &str) -> String {
    outcome(sections).unwrap()
}

/// The Rust from the first line with `start` on, without the types before.
pub(crate) fn generated_from(sections: &str, start: &str) -> String {
    let text = generated(sections);
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.contains(start)).unwrap();
    let mut text: String =
        lines[first..].iter().flat_map(|line| [line.strip_prefix("    ").unwrap_or(line), "\n"]).collect();
    text.insert_str(0, "…\n");
    text
}

/// The findings about sections with mistakes.
pub(crate) fn reported(sections: &str) -> String {
    outcome(sections).unwrap_err()
}
