//! The schema for editors accepts what the readers accept, and knows the same keys.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use regex_lite::Regex;
use serde_json::Value;
use typeloom::diagnostic::Code;

use crate::project::{CONFIG, Project, SCHEMA};

struct Editor {
    schemas: Schemas,
    root: SchemaIndex,
}

impl Editor {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("typeloom.schema.json", typeloom::editor::schema()).unwrap();
        let root = compiler.compile("typeloom.schema.json", &mut schemas).unwrap();
        Self { schemas, root }
    }

    fn judge(&self, yaml: &str) -> Result<(), String> {
        let value: Value = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        self.schemas.validate(&value, self.root).map_err(|error| format!("{error:#}"))
    }

    #[track_caller]
    fn accepts(&self, yaml: &str, place: &str) {
        if let Err(error) = self.judge(yaml) {
            unreachable!("{place}: {error}\n{yaml}");
        }
    }
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
}

/// The YAML blocks of a page.
fn examples(page: &str) -> Vec<&str> {
    let fenced = page.split("\n```").skip(1).step_by(2);
    fenced.filter_map(|block| block.strip_prefix("yaml\n")).collect()
}

#[test]
fn schema_files_and_configurations_are_accepted() {
    let editor = Editor::new();
    editor.accepts(SCHEMA, "the schema of the tests");
    editor.accepts(CONFIG, "the configuration of the tests");
    let mut paths = Vec::new();
    for folder in ["schema", "tests/schema", "codegen/src/command/init"] {
        files(&project(folder), "yaml", &mut paths);
    }
    assert!(paths.len() >= 5);
    for path in paths {
        editor.accepts(&std::fs::read_to_string(&path).unwrap(), &path.display().to_string());
    }
}

#[test]
fn examples_of_the_documentation_are_accepted() {
    let editor = Editor::new();
    let mut pages = Vec::new();
    files(&project("docs"), "md", &mut pages);
    let mut count = 0;
    for page in pages {
        for example in examples(&std::fs::read_to_string(&page).unwrap()) {
            // Pages leave out the two lines that every file begins with.
            let is_whole = example.starts_with("typeloom:");
            let head = if is_whole { "" } else { "typeloom: 1\npackage: acme\n" };
            editor.accepts(&format!("{head}{example}"), &page.display().to_string());
            count += 1;
        }
    }
    assert!(count >= 8, "only {count} examples were found");
}

/// Other tests see to it that these examples hold; here, only what the readers accept counts.
#[test]
fn repaired_examples_of_codes_are_accepted() {
    let editor = Editor::new();
    let mut count = 0;
    for code in Code::ALL {
        let (_, right) = code.explanation().split_once("\nRight:\n").unwrap();
        for example in examples(right) {
            if example.contains("crates:") {
                editor.accepts(example, code.id());
                continue;
            }
            let project = Project::empty();
            for (path, text) in split(example) {
                project.write(&path, &text);
            }
            if typeloom::check(project.path(""), "acme").is_ok() {
                for (_, text) in split(example) {
                    editor.accepts(&text, code.id());
                }
                count += 1;
            }
        }
    }
    assert!(count >= 20, "only {count} examples are read");
}

/// The files of an example: a line `# in acme/orders.yaml` begins one.
fn split(example: &str) -> Vec<(String, String)> {
    let (first, others) = example.split_once("# in ").unwrap_or((example, ""));
    let mut files = vec![("acme/orders.yaml".to_owned(), first.to_owned())];
    files.extend(others.split("# in ").filter_map(|file| {
        let (path, text) = file.split_once('\n')?;
        Some((path.to_owned(), text.to_owned()))
    }));
    files.retain(|(_, text)| text.contains(':'));
    for (path, text) in &mut files {
        let package = path.split('/').next().unwrap_or("acme");
        for (key, value) in [("package", package), ("typeloom", "1")] {
            if !text.contains(&format!("{key}:")) {
                *text = format!("{key}: {value}\n{text}");
            }
        }
    }
    files
}

#[test]
fn mistakes_are_refused() {
    let editor = Editor::new();
    for (from, to) in [
        ("typeloom: 1", "typeloom: 2"),
        ("types:", "typs:"),
        ("package: acme", "package: Acme"),
        ("fields:", "feilds:"),
        ("note: string?", "note:"),
        ("note: string?", "note: { type: string, secret: maybe }"),
        ("note: string?", "note: { type: string, colour: red }"),
        ("Order: {", "Order: { case: camel, "),
    ] {
        assert!(SCHEMA.contains(from));
        assert!(editor.judge(&SCHEMA.replace(from, to)).is_err(), "{to}");
    }
    assert!(editor.judge(&CONFIG.replace("path:", "pth:")).is_err());
}

/// Every key that a reader asks for is in the schema, and every key of the schema is one that a reader asks for.
#[test]
fn the_keys_are_those_of_the_readers() {
    let asked = Regex::new(r#"\b(?:take|entry|require|text|texts|flag|integer|required|named|rules|limit)\((?:&mut |self\.)*(?:fields, )?"([a-z_]+)""#).unwrap();
    let quoted = Regex::new(r#""(\$?[a-z_]+)""#).unwrap();
    let (mut keys, mut literals) = (BTreeSet::new(), BTreeSet::new());
    let mut paths = Vec::new();
    files(&project("codegen/src/raw"), "rs", &mut paths);
    files(&project("codegen/src/config"), "rs", &mut paths);
    paths.push(project("codegen/src/source/header.rs"));
    // The words for places and methods are keys, too.
    paths.extend(["places", "clients/operation"].map(|words| project(&format!("codegen/src/model/{words}.rs"))));
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        keys.extend(asked.captures_iter(&text).map(|found| found[1].to_owned()));
        literals.extend(quoted.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    let mut known = BTreeSet::new();
    properties(&typeloom::editor::schema(), &mut known);
    let is_name = |key: &&String| !key.starts_with("a_");
    let unknown: Vec<_> = keys.difference(&known).filter(is_name).collect();
    assert!(unknown.is_empty(), "the schema for editors lacks {unknown:?}");
    let invented: Vec<_> = known.difference(&literals).collect();
    assert!(invented.is_empty(), "no reader asks for {invented:?}");
}

fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    // A key of the language may be called like one of JSON Schema: what is in here are keys of the language.
                    Value::Object(keys) if key == "properties" => {
                        found.extend(keys.keys().cloned());
                        keys.values().for_each(|inner| properties(inner, found));
                    }
                    _ => properties(inner, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| properties(inner, found)),
        _ => {}
    }
}
