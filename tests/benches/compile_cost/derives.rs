//! What derives cost: the same types with serde's, with Typeloom's, and with neither.
//!
//! `-- --derives` prints the CPU seconds of a library of types. What a derive costs is the difference to the library
//! without: expansion, and what the compiler makes of what it expands to.

use std::path::{Path, PathBuf};

use typeloom::model::Model;
use typeloom_tests::children::median;
use typeloom_tests::memory::Memory;
use typeloom_tests::synthetic::{Size, schema};

use crate::builds::{Builds, Profile};
use crate::crates::{lock, put, runtime_with_macros, touch};
use crate::twin;

const SIZE: Size = Size { records: 100, enums: 20, unions: 10, addresses: 0, events: 0, operations: 0 };

#[derive(Clone, Copy, PartialEq)]
enum Derive {
    Neither,
    Typeloom,
    Serde,
}

impl Derive {
    const ALL: [Self; 3] = [Self::Neither, Self::Typeloom, Self::Serde];

    fn package(self) -> &'static str {
        match self {
            Self::Neither => "derive-neither",
            Self::Typeloom => "derive-typeloom",
            Self::Serde => "derive-serde",
        }
    }

    /// The text of a module with serde's derives, with these instead.
    fn written(self, text: &str) -> String {
        let (derives, import) = match self {
            Self::Neither => ("", ""),
            Self::Typeloom => (", Model", "use typeloom_runtime::Model;"),
            Self::Serde => return text.to_owned(),
        };
        let text = text.replace(", Serialize, Deserialize", derives);
        let text = text.replace("use serde::{Deserialize, Serialize};", import);
        let text = text.replace("serde_json::Value", "typeloom_runtime::json::Value");
        let lines = text.lines().filter(|line| !line.contains("skip_serializing_if"));
        let lines = lines.filter(|line| self != Self::Neither || !line.contains("#[serde("));
        lines
            .map(|line| line.replace("#[serde(rename", "#[model(wire").replace("#[serde(", "#[model(") + "\n")
            .collect()
    }
}

/// Prints the CPU seconds of each library, and of the derives alone with their ratio.
pub(crate) fn print(runs: usize) {
    let (model, _, diagnostics) = Memory::new(schema(SIZE)).resolve();
    assert!(!diagnostics.has_errors(), "the synthetic schema is valid");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("derive-cost");
    write(&folder, &model);
    let builds = Builds::new(&folder);
    println!("CPU seconds                neither   typeloom      serde    ratio of the derives alone");
    for (name, profile) in [("check", Profile::Check), ("dev", Profile::Dev), ("release", Profile::Release)] {
        builds.everything(profile);
        // The libraries take turns, so that other work on the machine meets all of them.
        let samples: Vec<[f64; 3]> = (0..runs)
            .map(|_| {
                Derive::ALL.map(|derive| {
                    touch(&folder.join(derive.package()).join("src/lib.rs"));
                    builds.package(derive.package(), profile)
                })
            })
            .collect();
        let [neither, ours, theirs] = [0, 1, 2].map(|style| median(samples.iter().map(|sample| sample[style])));
        let ratio = (ours - neither) / (theirs - neither);
        println!("{:<25} {neither:>8.2} {ours:>10.2} {theirs:>10.2} {ratio:>8.3}", format!("library, {name}"));
    }
}

fn write(folder: &Path, model: &Model) {
    put(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"derive-*\"]\n");
    lock(folder);
    let runtime = runtime_with_macros();
    for derive in Derive::ALL {
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
             typeloom-runtime = {runtime}\n",
            derive.package()
        );
        for (path, text) in twin::files(model).iter() {
            let text = if path == "Cargo.toml" { manifest.clone() } else { derive.written(text) };
            put(&folder.join(derive.package()).join(path), &text);
        }
    }
}
