//! The schemas of the benchmarks are valid, so that the figures mean something.
#![allow(clippy::unwrap_used)]

use typeloom::diagnostic::Renderer;
use typeloom::rust::{self, Manifest, Options};
use typeloom_tests::memory::Memory;
use typeloom_tests::synthetic::{Size, schema};

#[test]
fn the_synthetic_schema_generates_without_a_finding() {
    let size = Size { records: 20, enums: 2, unions: 4, addresses: 20, events: 20, operations: 20 };
    let (model, sources, diagnostics) = Memory::new(schema(size)).resolve();
    assert_eq!(Renderer { color: false }.render(&diagnostics, &sources), "");
    let manifest = Manifest { name: "bulk".to_owned(), ..Manifest::default() };
    let (files, _) = rust::generate(&model, &Options::for_crate("bulk", manifest)).unwrap();
    for module in ["addresses000.rs", "operations.rs"] {
        assert!(files.iter().any(|(path, _)| path.ends_with(module)), "{module}");
    }
}
