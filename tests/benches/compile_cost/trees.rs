//! What the dependencies cost: release builds from nothing, of crates that only name them.

use std::fmt::Write as _;
use std::path::PathBuf;

use typeloom_tests::children::median;

use crate::builds::Builds;
use crate::crates::{lock, put, runtime, runtime_with_macros};

/// Prints the CPU seconds of each tree, and the difference to the runtime's alone.
pub(crate) fn print(runs: usize) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dependency-trees");
    let runtime = format!("typeloom-runtime = {}\n", runtime());
    let jiter = "jiter = { version = \"0.18\", default-features = false }\n";
    let derive = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    let trees = [
        ("nothing", String::new()),
        ("runtime", runtime.clone()),
        ("runtime-jiter", format!("{runtime}{jiter}")),
        ("runtime-macros", format!("typeloom-runtime = {}\n", runtime_with_macros())),
        ("serde-derive", derive.to_owned()),
    ];
    let mut members = String::new();
    for (name, dependencies) in &trees {
        let manifest = format!(
            "[package]\nname = \"tree-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        put(&folder.join(name).join("Cargo.toml"), &manifest);
        put(&folder.join(name).join("src/lib.rs"), "");
        let _ = write!(members, "{name:?}, ");
    }
    put(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"));
    lock(&folder);
    let builds = Builds::new(&folder);
    println!("release build from nothing   CPU seconds");
    for (name, _) in &trees {
        let seconds = median((0..runs).map(|_| builds.with_dependencies(&format!("tree-{name}"))));
        println!("{name:<28} {seconds:>11.2}");
    }
}
