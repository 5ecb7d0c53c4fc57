//! The crates that are measured: for each style a library of types, and a program that uses some of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use typeloom::model::Model;
use typeloom::model::types::Shape;
use typeloom::rust::{self, Files, Manifest, Options};
use typeloom_tests::memory::Memory;
use typeloom_tests::synthetic::{Size, schema};

use crate::twin;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Typeloom,
    Serde,
}

impl Style {
    pub(crate) const BOTH: [Self; 2] = [Self::Typeloom, Self::Serde];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Typeloom => "typeloom",
            Self::Serde => "serde",
        }
    }

    pub(crate) fn library(self) -> String {
        format!("bulk-{}", self.name())
    }

    pub(crate) fn program(self) -> String {
        format!("use-{}", self.name())
    }

    /// A function that decodes and encodes one type.
    fn round_trip(self, ty: &str) -> String {
        match self {
            Self::Typeloom => format!("{ty}::from_json(json).map_or(0, |value| value.to_json().len())"),
            Self::Serde => format!(
                "serde_json::from_slice::<{ty}>(json)\n        .map_or(0, |value| serde_json::to_string(&value).map_or(0, |text| text.len()))"
            ),
        }
    }

    fn program_head(self) -> &'static str {
        match self {
            Self::Typeloom => "use bulk_typeloom::runtime::Model;\nuse bulk_typeloom::*;\n",
            Self::Serde => "use bulk_serde::*;\n",
        }
    }

    fn program_dependencies(self) -> &'static str {
        match self {
            Self::Typeloom => "bulk-typeloom = { path = \"../bulk-typeloom\" }\n",
            Self::Serde => "bulk-serde = { path = \"../bulk-serde\" }\nserde_json = \"1\"\n",
        }
    }
}

/// A workspace of four crates in a folder for temporary files.
pub(crate) struct Workspace {
    pub(crate) folder: PathBuf,
}

impl Workspace {
    pub(crate) fn write(size: Size, used: usize) -> Self {
        let (model, _, diagnostics) = Memory::new(schema(size)).resolve();
        assert!(!diagnostics.has_errors(), "the synthetic schema is valid");
        let workspace = Self { folder: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile-cost") };
        let root = "[workspace]\nresolver = \"3\"\nmembers = [\"bulk-*\", \"use-*\"]\n";
        put(&workspace.folder.join("Cargo.toml"), root);
        lock(&workspace.folder);
        for style in Style::BOTH {
            let files = match style {
                Style::Typeloom => generated(&model),
                Style::Serde => twin::files(&model),
            };
            for (path, text) in files.iter() {
                put(&workspace.folder.join(style.library()).join(path), text);
            }
            workspace.write_program(style, &types(&model, used));
        }
        workspace
    }

    fn write_program(&self, style: Style, types: &[String]) {
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
            style.program(),
            style.program_dependencies()
        );
        put(&self.folder.join(style.program()).join("Cargo.toml"), &manifest);
        let mut text = style.program_head().to_owned();
        text.push_str("\nfn main() {\n    let json = std::env::args().nth(1).unwrap_or_default().into_bytes();\n");
        text.push_str("    let work: &[fn(&[u8]) -> usize] = &[");
        let names: Vec<String> = types.iter().map(|ty| ty.to_lowercase()).collect();
        let _ = writeln!(
            text,
            "{}];\n    println!(\"{{}}\", work.iter().map(|work| work(&json)).sum::<usize>());\n}}",
            names.join(", ")
        );
        for (ty, name) in types.iter().zip(&names) {
            let _ = write!(text, "\nfn {name}(json: &[u8]) -> usize {{\n    {}\n}}\n", style.round_trip(ty));
        }
        put(&self.main(style), &text);
    }

    fn main(&self, style: Style) -> PathBuf {
        self.folder.join(style.program()).join("src/main.rs")
    }

    pub(crate) fn touch_library(&self, style: Style) {
        touch(&self.folder.join(style.library()).join("src/lib.rs"));
    }

    pub(crate) fn touch_program(&self, style: Style) {
        touch(&self.main(style));
    }

    /// Adds a function, as a person who writes a program does.
    pub(crate) fn edit_program(&self, style: Style) {
        let mut text = std::fs::read_to_string(self.main(style)).unwrap();
        let line = text.lines().count();
        let _ = write!(text, "\npub fn added_in_line_{line}() -> usize {{\n    {line}\n}}\n");
        put(&self.main(style), &text);
    }
}

pub(crate) fn touch(path: &Path) {
    std::fs::File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now())).unwrap();
}

/// Writes a file; one with the same text stays as it is, so that what was built is not built again.
pub(crate) fn put(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The versions of the project itself.
pub(crate) fn lock(folder: &Path) {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
}

pub(crate) fn runtime() -> String {
    format!("{{ path = {:?} }}", concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))
}

pub(crate) fn runtime_with_macros() -> String {
    format!("{{ path = {:?}, features = [\"macros\"] }}", concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))
}

fn generated(model: &Model) -> Files {
    let manifest = Manifest {
        name: Style::Typeloom.library(),
        version: Some("0.0.0".to_owned()),
        license: Some("MIT".to_owned()),
        runtime: runtime(),
        ..Manifest::default()
    };
    rust::generate(model, &Options::for_crate("bulk", manifest)).unwrap().0
}

/// All unions, then records.
fn types(model: &Model, count: usize) -> Vec<String> {
    let named = |wanted: fn(&Shape) -> bool| {
        let types = model.types.iter().filter(move |(_, declared)| wanted(&declared.shape));
        types.map(|(_, declared)| declared.declaration.name.pascal())
    };
    let unions = named(|shape| matches!(shape, Shape::Union(_)));
    unions.chain(named(|shape| matches!(shape, Shape::Record(_)))).take(count).collect()
}
