//! Every YAML example generates without findings, and yields the Rust lines that stand under it.

use typeloom::config::Config;
use typeloom::diagnostic::{Diagnostics, Renderer};
use typeloom::rust::{self, Options};
use typeloom::source::{SECTIONS, Sources};
use typeloom_tests::examples::files;

use super::page::{self, Block};

fn generate(example: &str, place: &str) -> String {
    let (model, sources, findings) = files(example).resolve();
    assert!(findings.is_empty(), "{place}:\n{}", Renderer { color: false }.render(&findings, &sources));
    let (files, _) = rust::generate(&model, &Options::for_module("acme")).expect(place);
    files.iter().map(|(_, text)| text).collect()
}

fn configure(example: &str, place: &str) {
    let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
    let file = sources.add("typeloom.yaml".to_owned(), example.to_owned());
    assert!(Config::read(&sources, file, &mut findings).is_some(), "{place}");
    assert!(findings.is_empty(), "{place}:\n{}", Renderer { color: false }.render(&findings, &sources));
}

fn examples(blocks: &[Block]) -> impl Iterator<Item = (&Block, Option<&Block>)> {
    let following = blocks.iter().skip(1).map(Some).chain([None]);
    let pairs = blocks.iter().zip(following).filter(|(block, _)| block.language == "yaml");
    pairs.map(|(block, next)| (block, next.filter(|next| next.language == "rust")))
}

#[test]
fn examples_generate_what_stands_under_them() {
    let mut missing = Vec::new();
    for (name, text) in page::all() {
        for (example, expected) in examples(&page::blocks(&text)) {
            let place = format!("{name}:{}", example.line);
            if example.text.lines().any(|line| line == "crates:") {
                configure(&example.text, &place);
                continue;
            }
            let output = generate(&example.text, &place);
            let lines: Vec<&str> = output.lines().map(str::trim).collect();
            let expected = expected.iter().flat_map(|expected| expected.text.lines()).map(str::trim);
            let absent = expected.filter(|line| !line.is_empty() && !lines.contains(line));
            missing.extend(absent.map(|line| format!("{place}: {line}")));
        }
    }
    assert!(missing.is_empty(), "examples do not yield these lines:\n{}", missing.join("\n"));
}

#[test]
fn every_section_has_an_example() {
    let sections = page::sections(&page::reference());
    for section in SECTIONS {
        let blocks = sections.get(*section).map(|text| page::blocks(text)).unwrap_or_default();
        let uses = |block: &Block| block.text.lines().any(|line| line == format!("{section}:"));
        let shown = examples(&blocks).any(|(example, yields)| uses(example) && yields.is_some());
        assert!(shown, "no example of `{section}` and what it yields in its section");
    }
}

#[test]
fn every_concept_has_an_example() {
    for name in [
        "templates",
        "subjects",
        "kinds",
        "references",
        "selectors",
        "settings",
        "events",
        "contexts",
        "documents",
        "threads",
        "errors",
        "clients",
        "tables",
        "guards",
        "types",
        "codecs",
    ] {
        let page = page::all().into_iter().find(|(page, _)| *page == format!("{name}.md"));
        let (_, text) = page.unwrap_or_else(|| panic!("there is no page `{name}.md`"));
        assert!(examples(&page::blocks(&text)).any(|(_, yields)| yields.is_some()), "{name}.md has no example");
    }
}
