//! The corpus: what each feature generates, that all of it compiles without a warning, and that it runs.
//!
//! Everything is compiled, linted and run by one call of cargo in a workspace of its own, below the target directory.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use typeloom::diagnostic::Renderer;
use typeloom::rust::{self, Files, Manifest, Options};
use typeloom_tests::corpus::{Feature, features};
use typeloom_tests::memory::Memory;
use typeloom_tests::random;

/// Features whose output is too long to be looked at, or is looked at by the suites of the generator.
const WITHOUT_SNAPSHOT: &[&str] = &[
    "clients",
    "contexts",
    "documents",
    "errors",
    "events",
    "graphql",
    "keywords",
    "long_names",
    "modules",
    "policies",
    "prelude",
    "references",
    "rpc",
    "selectors",
    "settings",
    "subjects",
    "threads",
];

fn generate(feature: &Feature, options: &Options) -> Files {
    let (model, sources, diagnostics) = feature.files.resolve();
    assert!(diagnostics.is_empty(), "{}:\n{}", feature.name, Renderer { color: false }.render(&diagnostics, &sources));
    let (files, _) = rust::generate(&model, options).unwrap();
    let (again, _) = rust::generate(&model, options).unwrap();
    assert!(files == again, "{}: two runs differ", feature.name);
    files
}

fn module(feature: &Feature) -> String {
    generate(feature, &Options::for_module(&feature.name)).iter().map(|(_, text)| text).collect()
}

#[test]
fn every_feature_generates_what_is_expected() {
    for feature in features().unwrap() {
        if !WITHOUT_SNAPSHOT.contains(&feature.name.as_str()) {
            insta::assert_snapshot!(feature.name.as_str(), module(&feature));
        }
    }
}

/// Files that are only written where they differ, so that a second run compiles nothing.
struct Workspace {
    root: PathBuf,
    files: BTreeMap<String, String>,
}

impl Workspace {
    fn new() -> Self {
        Self { root: Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"), files: BTreeMap::new() }
    }

    fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }

    fn add_crate(&mut self, folder: &str, files: &Files) {
        for (path, text) in files.iter() {
            self.add(format!("{folder}/{path}"), text);
        }
    }

    fn write(&self) {
        for (path, text) in &self.files {
            let path = self.root.join(path);
            if fs::read_to_string(&path).is_ok_and(|known| known == *text) {
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Compiles, lints and runs everything in it. Clippy stands in for the compiler where it is there.
    fn test(&self) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&self.root).args(["test", "--offline", "--quiet", "--workspace", "--all-targets"]);
        for (name, _) in env::vars().filter(|(name, _)| name.starts_with("CARGO") && name != "CARGO_HOME") {
            cargo.env_remove(name);
        }
        cargo.env("CARGO_TARGET_DIR", self.root.join("target")).env("RUSTFLAGS", "-D warnings");
        if Command::new("clippy-driver").arg("--version").output().is_ok_and(|output| output.status.success()) {
            cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
        }
        let output = cargo.output().unwrap();
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "in {}:\n{stdout}\n{stderr}", self.root.display());
    }

    /// Documents one crate, against what is compiled already.
    fn document(&self, name: &str) {
        let libraries = self.root.join("target/debug/deps");
        let runtime = fs::read_dir(&libraries).unwrap().map(|entry| entry.unwrap().path());
        let runtime = runtime.filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("libtypeloom_runtime-") && name.ends_with(".rlib")
        });
        let runtime = runtime.max_by_key(|path| path.metadata().unwrap().modified().unwrap()).unwrap();
        let output = Command::new("rustdoc")
            .current_dir(&self.root)
            .args(["--edition", "2024", "-D", "warnings", "--crate-name", name, "--out-dir", "target/doc"])
            .arg("--extern")
            .arg(format!("typeloom_runtime={}", runtime.display()))
            .arg("-L")
            .arg(format!("dependency={}", libraries.display()))
            .arg(format!("{name}/src/lib.rs"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// How many random schemas are compiled; `properties.rs` generates more.
const RANDOM_SCHEMAS: u32 = 16;

const LINTS: &str = "#![deny(missing_docs)]\n#![forbid(unsafe_code)]\n";

#[test]
fn everything_compiles_without_a_warning_and_round_trips() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let path = |folder: &str| serde_json::Value::from(root.join(folder).to_str().unwrap());
    let (runtime, fake) = (path("runtime"), path("fake"));
    let mut workspace = Workspace::new();
    let mut library = format!("//! The corpus.\n{LINTS}");
    for feature in features().unwrap() {
        let _ = writeln!(library, "\n/// A feature.\npub mod {};", feature.name);
        workspace.add(format!("corpus/src/{}.rs", feature.name), module(&feature));
    }
    for series in 0..RANDOM_SCHEMAS {
        let files = Memory::new(random::schema(&random::numbers(series, 400)));
        let _ = writeln!(library, "\n/// A random schema.\npub mod random{series};");
        let feature = Feature { name: random::PACKAGE.to_owned(), files };
        workspace.add(format!("corpus/src/random{series}.rs"), module(&feature));
    }
    workspace.add("corpus/src/lib.rs", library);
    let all = "\"auth\", \"cache\", \"enrollment\", \"guard\", \"identifier\", \"jsonrpc\", \"page\", \"pattern\", \"poll\", \"rate-limit\", \"retry\", \"signature\", \"subscription\", \"thread\", \"timestamp\", \"token\", \"url\", \"uuid\"";
    workspace.add(
        "corpus/Cargo.toml",
        format!(
            "[package]\nname = \"corpus\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             typeloom-runtime = {{ path = {runtime}, features = [{all}] }}\n"
        ),
    );
    workspace.add("corpus/tests/round_trips.rs", fs::read_to_string(root.join("tests/corpus/round_trips.rs")).unwrap());
    let crates = ["clients", "errors", "imports", "modules", "primitives"];
    for feature in features().unwrap().iter().filter(|feature| crates.contains(&feature.name.as_str())) {
        let manifest = Manifest {
            name: format!("{}-sdk", feature.name),
            version: Some("0.0.0".to_owned()),
            license: Some("MIT".to_owned()),
            description: Some("A crate of the corpus.".to_owned()),
            runtime: format!("{{ path = {runtime} }}"),
            fake: Some(format!("{{ path = {fake}, optional = true }}")),
        };
        let folder = format!("crates/{}", feature.name);
        workspace.add_crate(&folder, &generate(feature, &Options::for_crate(&feature.name, manifest)));
        // A test crate that turns every feature on, so that the code behind them is compiled too.
        let check = format!("//! Features.\n{LINTS}use {}_sdk as _;\n", feature.name);
        let fake = if ["clients", "errors"].contains(&feature.name.as_str()) { ", \"fake\"" } else { "" };
        workspace.add(format!("{folder}-check/src/lib.rs"), check);
        workspace.add(
            format!("{folder}-check/Cargo.toml"),
            format!(
                "[package]\nname = \"{0}-check\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 {0}-sdk = {{ path = \"../{0}\", features = [\"schemars\", \"serde\"{fake}] }}\n",
                feature.name
            ),
        );
    }
    workspace.add(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"corpus\", \"crates/*\"]\n\n[profile.dev]\ndebug = false\n\
         [profile.test]\ndebug = false\n",
    );
    workspace.add("Cargo.lock", fs::read_to_string(root.join("Cargo.lock")).unwrap());
    workspace.write();
    workspace.test();
    workspace.document("corpus");
}
