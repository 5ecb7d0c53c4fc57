//! Cargo, and what it used of the processor.

use std::path::{Path, PathBuf};
use std::process::Command;

use typeloom_tests::children;

use crate::crates::Style;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Check,
    Dev,
    Release,
}

impl Profile {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Dev => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Builds in one folder, offline and with the machine's usual toolchain.
pub(crate) struct Builds {
    folder: PathBuf,
}

impl Builds {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Builds what is not measured.
    pub(crate) fn everything(&self, profile: Profile) {
        self.run(profile.words(), &[], Incremental::No);
    }

    pub(crate) fn package(&self, name: &str, profile: Profile) -> f64 {
        self.run(profile.words(), &["--package", name], Incremental::No)
    }

    pub(crate) fn library(&self, style: Style, profile: Profile) -> f64 {
        self.package(&style.library(), profile)
    }

    pub(crate) fn program(&self, style: Style, profile: Profile) -> f64 {
        self.package(&style.program(), profile)
    }

    /// As a person at the keyboard builds, incrementally.
    pub(crate) fn again(&self, style: Style, profile: Profile) -> f64 {
        self.run(profile.words(), &["--package", &style.program()], Incremental::Yes)
    }

    /// The CPU seconds of a release build, dependencies included.
    pub(crate) fn with_dependencies(&self, package: &str) -> f64 {
        let target = self.target();
        if target.exists() {
            std::fs::remove_dir_all(target).unwrap();
        }
        self.run(&["build", "--release"], &["--package", package], Incremental::No)
    }

    /// The bytes of the release program, as built and stripped.
    pub(crate) fn program_size(&self, style: Style) -> (u64, u64) {
        let program = self.target().join("release").join(style.program());
        let stripped = program.with_extension("stripped");
        let status = Command::new("strip").arg("-o").arg(&stripped).arg(&program).status();
        let size = |path: &Path| std::fs::metadata(path).unwrap().len();
        let without_symbols = if status.is_ok_and(|status| status.success()) { size(&stripped) } else { 0 };
        (size(&program), without_symbols)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn run(&self, words: &[&str], further: &[&str], incremental: Incremental) -> f64 {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(words).args(further).arg("--offline").current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", self.target()).env_remove("RUSTFLAGS").env_remove("CARGO_INCREMENTAL");
        if incremental == Incremental::No {
            command.env("CARGO_INCREMENTAL", "0");
        }
        children::seconds(&mut command).unwrap_or_else(|problem| panic!("{problem}"))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Incremental {
    Yes,
    No,
}
