//! What clients cost: a library with 200 operations and 200 types, and a program that awaits every operation.
//!
//! `-- --operations` prints the CPU seconds of both, less those of empty crates with the same dependencies. With
//! `PROGENITOR=path/to/cargo-progenitor` the same is measured of what that makes of the same API as an OpenAPI document. Its
//! crate has dependencies of its own, which are fetched from the registry the first time.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use typeloom::model::Model;
use typeloom::model::clients::{Operation, Role};
use typeloom::model::types::{Shape, Type};
use typeloom::rust::{self, Manifest, Options};
use typeloom_tests::children::median;
use typeloom_tests::memory::Memory;
use typeloom_tests::synthetic::{Size, schema};

use crate::builds::{Builds, Profile};
use crate::crates::{lock, put, runtime, touch};
use crate::openapi;

const SIZE: Size = Size { records: 170, enums: 30, unions: 0, addresses: 0, events: 0, operations: 200 };

const LIBRARY: &str = "bulk";
const PROGRAM: &str = "use-bulk";

/// A library and a program like those that are measured, with nothing in them.
const EMPTY: [&str; 2] = ["empty", "use-empty"];

#[derive(Clone, Copy, PartialEq)]
enum Generator {
    Typeloom,
    Progenitor,
}

/// A workspace of its own for each generator: their dependencies differ.
struct Workspace {
    generator: Generator,
    folder: PathBuf,
    builds: Builds,
}

/// Prints what each step costs, for each generator that there is.
pub(crate) fn print(runs: usize) {
    let (model, _, diagnostics) = Memory::new(schema(SIZE)).resolve();
    assert!(!diagnostics.has_errors(), "the synthetic schema is valid");
    let mut workspaces = vec![Workspace::typeloom(&model)];
    match std::env::var_os("PROGENITOR") {
        Some(program) => workspaces.push(Workspace::progenitor(&model, Path::new(&program))),
        None => println!("without progenitor: PROGENITOR does not say where it is"),
    }
    let profiles = std::env::var("PROFILES").unwrap_or_else(|_| "check dev release".to_owned());
    println!("net CPU seconds, {} operations     Typeloom   progenitor    ratio", SIZE.operations);
    for (name, profile) in [("check", Profile::Check), ("dev", Profile::Dev), ("release", Profile::Release)] {
        if !profiles.split_whitespace().any(|wanted| wanted == name) {
            continue;
        }
        for workspace in &workspaces {
            workspace.builds.everything(profile);
        }
        for workspace in &workspaces {
            workspace.measure(profile);
        }
        // The generators take turns, so that other work on the machine meets both.
        let samples: Vec<Vec<[f64; 2]>> =
            (0..runs).map(|_| workspaces.iter().map(|workspace| workspace.measure(profile)).collect()).collect();
        let of = |generator: usize, step: usize| median(samples.iter().map(|sample| sample[generator][step]));
        let steps: Vec<[f64; 2]> =
            (0..workspaces.len()).map(|generator| [0, 1].map(|step| of(generator, step))).collect();
        row(&format!("library, {name}"), steps.iter().map(|[library, _]| *library));
        row(&format!("program, {name}"), steps.iter().map(|[_, program]| *program));
        row(&format!("both, {name}"), steps.iter().map(|[library, program]| library + program));
    }
    println!("goals for both: a third of progenitor in check and dev, a quarter in release");
}

fn row(name: &str, seconds: impl Iterator<Item = f64>) {
    let seconds: Vec<f64> = seconds.collect();
    print!("{name:<35}");
    for seconds in &seconds {
        print!(" {seconds:>10.2}");
    }
    match seconds.as_slice() {
        [ours, theirs] => println!("   {:>8.3}", ours / theirs),
        _ => println!(),
    }
}

impl Workspace {
    fn typeloom(model: &Model) -> Self {
        let workspace = Self::new(Generator::Typeloom);
        let manifest = Manifest {
            name: LIBRARY.to_owned(),
            version: Some("0.0.0".to_owned()),
            license: Some("MIT".to_owned()),
            runtime: runtime(),
            ..Manifest::default()
        };
        let (files, _) = rust::generate(model, &Options::for_crate("bulk", manifest)).unwrap();
        for (path, text) in files.iter() {
            // Over HTTP from the beginning, so that library and program are built with the same features.
            let text = text.replace("\ndefault = [", "\ndefault = [\"http\", ");
            put(&workspace.folder.join(LIBRARY).join(path), &text);
        }
        lock(&workspace.folder);
        workspace.write(model);
        workspace
    }

    fn progenitor(model: &Model, program: &Path) -> Self {
        let workspace = Self::new(Generator::Progenitor);
        let document = workspace.folder.join("openapi.json");
        put(&document, &openapi::document(model).to_string());
        let library = workspace.folder.join(LIBRARY);
        if !library.exists() {
            let mut command = Command::new(program);
            command.args(["progenitor", "--name", LIBRARY, "--version", "0.0.0", "--input"]).arg(&document);
            let output = command.arg("--output").arg(&library).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        workspace.write(model);
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let fetched = Command::new(cargo).arg("fetch").current_dir(&workspace.folder).status().unwrap();
        assert!(fetched.success(), "the dependencies of its crate can be had");
        workspace
    }

    fn new(generator: Generator) -> Self {
        let name = if generator == Generator::Typeloom { "typeloom" } else { "progenitor" };
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("operation-cost").join(name);
        Self { generator, builds: Builds::new(&folder), folder }
    }

    /// Writes what is around the library: the program, and the two empty crates.
    fn write(&self, model: &Model) {
        let members = "[workspace]\nresolver = \"3\"\nmembers = [\"bulk\", \"use-bulk\", \"empty\", \"use-empty\"]\n";
        put(&self.folder.join("Cargo.toml"), members);
        let library = std::fs::read_to_string(self.folder.join(LIBRARY).join("Cargo.toml")).unwrap();
        let [empty, use_empty] = EMPTY;
        self.crate_of(empty, "lib.rs", &library.replace("name = \"bulk\"", "name = \"empty\""), "");
        let manifest = |name: &str| {
            format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 bulk = {{ path = \"../bulk\" }}\n"
            )
        };
        self.crate_of(PROGRAM, "main.rs", &manifest(PROGRAM), &self.program(model));
        let head = self.head();
        self.crate_of(use_empty, "main.rs", &manifest(use_empty), &format!("{head}    drop(client);\n}}\n"));
    }

    fn crate_of(&self, name: &str, file: &str, manifest: &str, text: &str) {
        put(&self.folder.join(name).join("Cargo.toml"), manifest);
        put(&self.folder.join(name).join("src").join(file), text);
    }

    /// The beginning of a program: the client is made.
    fn head(&self) -> String {
        let made = match self.generator {
            Generator::Typeloom => "BulkClient::builder().build().unwrap()",
            Generator::Progenitor => "Client::new(\"https://bulk.example\")",
        };
        format!(
            "#![allow(unused_imports)]\nuse std::future::Future;\nuse std::pin::Pin;\nuse bulk::{};\n\nfn main() {{\n    let client = {made};\n",
            match self.generator {
                Generator::Typeloom => "*",
                Generator::Progenitor => "{Client, types::*}",
            }
        )
    }

    fn program(&self, model: &Model) -> String {
        let client = if self.generator == Generator::Typeloom { "BulkClient" } else { "Client" };
        let operations: Vec<&Operation> = model.clients.iter().flat_map(|(_, client)| &client.operations).collect();
        let mut text = self.head();
        let names: Vec<String> =
            operations.iter().map(|operation| format!("{} as *const ()", operation.name.snake())).collect();
        let _ = writeln!(
            text,
            "    let work: &[*const ()] = &[{}];\n    println!(\"{{work:?}}\");\n    drop(client);\n}}",
            names.join(", ")
        );
        for operation in operations {
            let name = operation.name.snake();
            let body = operation.arguments.iter().find(|argument| argument.role == Role::Body);
            let body = body.map_or_else(String::new, |body| format!(", body: &'a {}", named(model, &body.ty)));
            let _ = writeln!(
                text,
                "\nfn {name}<'a>(client: &'a {client}{body}) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {{\n    \
                 Box::pin(async move {{ client.{name}({}).await.is_ok() }})\n}}",
                arguments(operation)
            );
        }
        text
    }

    /// What the library and the program cost beyond empty ones.
    fn measure(&self, profile: Profile) -> [f64; 2] {
        [(LIBRARY, EMPTY[0], "lib.rs"), (PROGRAM, EMPTY[1], "main.rs")].map(|(full, empty, file)| {
            let [full, empty] = [full, empty].map(|name| {
                touch(&self.folder.join(name).join("src").join(file));
                self.builds.package(name, profile)
            });
            full - empty
        })
    }
}

/// Those of both generators are the same: the path, the body, the query.
fn arguments(operation: &Operation) -> String {
    let of = |wanted: fn(&Role) -> bool| operation.arguments.iter().filter(move |argument| wanted(&argument.role));
    let path = of(|role| matches!(role, Role::Path(_))).map(|_| "\"a\"");
    let body = of(|role| matches!(role, Role::Body)).map(|_| "body");
    let query = of(|role| matches!(role, Role::Query(_))).map(|_| "None");
    path.chain(body).chain(query).collect::<Vec<_>>().join(", ")
}

fn named(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Named(id) if matches!(model.types[*id].shape, Shape::Record(_)) => {
            model.types[*id].declaration.name.pascal()
        }
        other => unreachable!("the body of an operation is a record, not {other:?}"),
    }
}
