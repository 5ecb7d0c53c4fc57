//! Every YAML example of the documentation generates, and yields the Rust lines that stand under it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use typeloom::diagnostic::Renderer;
use typeloom::rust::{self, Options};
use typeloom_tests::memory::Memory;

/// A fenced block: its language and its lines.
struct Block {
    language: String,
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Block { language: language.to_owned(), line: number + 1, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn generate(yaml: &str, place: &str) -> String {
    let package = yaml.lines().find_map(|line| line.strip_prefix("package: ")).unwrap_or("acme").to_owned();
    let memory = Memory::new([(format!("{package}/example.yaml"), yaml)]);
    let (model, sources, diagnostics) = memory.resolve();
    assert!(!diagnostics.has_errors(), "{place}:\n{}", Renderer { color: false }.render(&diagnostics, &sources));
    let (files, _) = rust::generate(&model, &Options::for_module(package)).expect(place);
    files.iter().map(|(_, text)| text).collect()
}

fn pages() -> Vec<PathBuf> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(docs).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

#[test]
fn examples_generate_what_stands_under_them() {
    let mut examples = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let blocks = blocks(&text);
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "yaml") {
            let place = format!("{}:{}", page.file_name().unwrap().display(), block.line);
            let output = generate(&block.text, &place);
            examples += 1;
            let Some(expected) = blocks.get(index + 1).filter(|block| block.language == "rust") else { continue };
            let lines: Vec<&str> = output.lines().map(str::trim).collect();
            for line in expected.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                assert!(lines.contains(&line), "{place}: the example does not yield `{line}`:\n{output}");
            }
        }
    }
    assert!(examples >= 8, "only {examples} examples were found");
}
