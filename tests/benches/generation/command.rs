//! The command as people run it, on files: from nothing, and again with nothing changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use typeloom_tests::children::{median, seconds};
use typeloom_tests::synthetic::{Size, schema};

const CONFIGURATION: &str = "typeloom: 1\ncrates:\n  bulk-sdk:\n    path: ../bulk-sdk\n    package: bulk\n    \
                             description: A large SDK.\n    version: 0.1.0\n    license: MIT\n    runtime: 0.1\n";

/// CPU seconds of the first run and of the second.
pub(crate) struct Runs {
    pub(crate) first: f64,
    pub(crate) second: f64,
}

pub(crate) fn measure(size: Size, runs: usize) -> Runs {
    let program = program();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generation-command");
    let samples: Vec<(f64, f64)> = (0..runs)
        .map(|_| {
            write(&folder, size);
            (generate(&program, &folder), generate(&program, &folder))
        })
        .collect();
    Runs { first: median(samples.iter().map(|sample| sample.0)), second: median(samples.iter().map(|sample| sample.1)) }
}

/// A fresh folder with nothing but schemas.
fn write(folder: &Path, size: Size) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    for (path, text) in schema(size) {
        let path = folder.join("schema").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(folder.join("schema/typeloom.yaml"), CONFIGURATION).unwrap();
}

fn generate(program: &Path, folder: &Path) -> f64 {
    seconds(Command::new(program).arg("generate").current_dir(folder)).unwrap()
}

/// The release build of the command, beside that of this benchmark.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let release = own.parent().and_then(Path::parent).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--release", "--package", "typeloom"]);
    build.arg("--target-dir").arg(release.parent().unwrap());
    seconds(&mut build).unwrap();
    release.join("typeloom")
}
