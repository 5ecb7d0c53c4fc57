//! Files that import each other.

use crate::memory::Memory;
use insta::assert_snapshot;
use typeloom::diagnostic::to_json;

fn head(package: &str, imports: &str) -> String {
    format!("typeloom: 1\npackage: {package}\nimport: [{imports}]\n")
}

#[test]
fn imports_come_before_importers_and_otherwise_by_path() {
    let disk = Memory::of(&[
        ("acme/a.yaml", &head("acme", "z.yaml, ../common/base.yaml")),
        ("acme/b.yaml", &head("acme", "./../acme/z.yaml")),
        ("acme/z.yaml", &head("acme", "../common/base.yaml")),
        ("common/base.yaml", &head("common", "")),
    ]);
    let loaded = disk.load(&["acme/b.yaml", "./acme/a.yaml"]);
    assert_eq!(loaded.shown(), "");
    assert_eq!(loaded.paths(), ["common/base.yaml", "acme/z.yaml", "acme/a.yaml", "acme/b.yaml"]);
    let other = disk.load(&["acme/z.yaml", "acme/a.yaml", "acme/b.yaml", "common/base.yaml"]);
    assert_eq!(loaded.paths(), other.paths());
}

#[test]
fn missing_imports() {
    let disk = Memory::of(&[
        ("acme/orders.yaml", &head("acme", "customer.yaml, /etc/passwd, ../../far.yaml")),
        ("acme/customers.yaml", &head("acme", "")),
    ]);
    assert_snapshot!(disk.load(&["acme/orders.yaml"]).shown(), @r"
    error[TL0301]: there is no file `acme/customer.yaml`
     --> acme/orders.yaml:3:10
      |
    3 | import: [customer.yaml, /etc/passwd, ../../far.yaml]
      |          ^^^^^^^^^^^^^ imported here
      |
      = help: did you mean `customers.yaml`?

    error[TL0301]: `/etc/passwd` is not a relative path
     --> acme/orders.yaml:3:25
      |
    3 | import: [customer.yaml, /etc/passwd, ../../far.yaml]
      |                         ^^^^^^^^^^^ expected a path like `../common/types.yaml`
      |
      = help: paths are relative to the file that imports, with `/` between folders

    error[TL0301]: there is no file `../far.yaml`
     --> acme/orders.yaml:3:38
      |
    3 | import: [customer.yaml, /etc/passwd, ../../far.yaml]
      |                                      ^^^^^^^^^^^^^^ imported here

    3 errors; more about it: typeloom explain TL0301
    ");
}

#[test]
fn cycles() {
    let disk = Memory::of(&[
        ("acme/a.yaml", &head("acme", "b.yaml")),
        ("acme/b.yaml", &head("acme", "c.yaml")),
        ("acme/c.yaml", &head("acme", "a.yaml")),
        ("acme/d.yaml", &head("acme", "d.yaml, a.yaml")),
    ]);
    let loaded = disk.load(&["acme/d.yaml"]);
    assert_snapshot!(loaded.shown(), @r"
    error[TL0302]: `acme/d.yaml` imports itself
     --> acme/d.yaml:3:10
      |
    3 | import: [d.yaml, a.yaml]
      |          ^^^^^^ imports `acme/d.yaml`
      |
      = help: move what both need into a third file

    error[TL0302]: files import each other in a circle: `acme/a.yaml` → `acme/b.yaml` → `acme/c.yaml`
     --> acme/a.yaml:3:10
      |
    3 | import: [b.yaml]
      |          ^^^^^^ imports `acme/b.yaml`
      |
     ::: acme/b.yaml:3:10
      |
    3 | import: [c.yaml]
      |          ------ imports `acme/c.yaml`
      |
     ::: acme/c.yaml:3:10
      |
    3 | import: [a.yaml]
      |          ------ imports `acme/a.yaml`
      |
      = help: move what both need into a third file

    2 errors; more about it: typeloom explain TL0302
    ");
    assert_eq!(loaded.paths().len(), 4);
}

#[test]
fn imports_that_repeat() {
    let disk = Memory::of(&[("acme/a.yaml", &head("acme", "b.yaml, ./b.yaml")), ("acme/b.yaml", &head("acme", ""))]);
    assert_snapshot!(disk.load(&["acme/a.yaml"]).shown(), @r"
    error[TL0303]: `acme/b.yaml` is imported twice
     --> acme/a.yaml:3:18
      |
    3 | import: [b.yaml, ./b.yaml]
      |          ------  ^^^^^^^^ the second time
      |          |
      |          the first time
      |
      = help: remove one of them

    1 error; more about it: typeloom explain TL0303
    ");
}

#[test]
fn packages_of_a_folder() {
    let disk = Memory::of(&[("acme/a.yaml", &head("acme", "b.yaml")), ("acme/b.yaml", &head("acne", ""))]);
    assert_snapshot!(disk.load(&["acme/a.yaml"]).shown(), @r"
    error[TL0304]: the files of `acme` belong to one package, and here are `acme` and `acne`
     --> acme/b.yaml:2:10
      |
    2 | package: acne
      |          ^^^^ another package
      |
     ::: acme/a.yaml:2:10
      |
    2 | package: acme
      |          ---- the package of the folder
      |
      = help: write `package: acme`, or move the file to a folder of its own

    1 error; more about it: typeloom explain TL0304
    ");
}

#[test]
fn all_files_are_reported_in_one_run() {
    let disk = Memory::of(&[
        ("a.yaml", "typeloom: 1\npackage: acme\nimport: [b.yaml]\ntypes: [\n"),
        ("b.yaml", "typeloom: 3\npackage: acme\n"),
        ("c.yaml", "typeloom: 1\npackage: acme\nimport: [b.yaml]\nkind: {}\n"),
    ]);
    assert_snapshot!(disk.load(&["a.yaml", "c.yaml"]).shown(), @r"
    error[TL0101]: this is not valid YAML: unclosed bracket '['
     --> a.yaml:4:8
      |
    4 | types: [
      |        ^ here
      |
      = help: add a `]`

    error[TL0201]: a schema file has no key `kind`
     --> c.yaml:4:1
      |
    4 | kind: {}
      | ^^^^ not a key of this
      |
      = help: did you mean `kinds`?

    error[TL0104]: this Typeloom reads version 1 of the language, and the file says `3`
     --> b.yaml:1:11
      |
    1 | typeloom: 3
      |           ^ unknown version
      |
      = help: a newer Typeloom may read it

    3 errors; more about one: typeloom explain TL0101 (or TL0104, TL0201)
    ");
}

#[test]
fn findings_for_programs() {
    let disk = Memory::of(&[("a.yaml", &head("acme", "b.yaml")), ("b.yaml", "typeloom: 1\npackage: acne\n")]);
    let loaded = disk.load(&["a.yaml"]);
    let json = to_json(&loaded.diagnostics, &loaded.sources);
    assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    [
      {
        "code": "TL0304",
        "column": 10,
        "end": 25,
        "end_column": 14,
        "end_line": 2,
        "file": "b.yaml",
        "help": "write `package: acme`, or move the file to a folder of its own",
        "label": "another package",
        "line": 2,
        "message": "the files of this folder belong to one package, and here are `acme` and `acne`",
        "related": [
          {
            "column": 10,
            "end": 25,
            "end_column": 14,
            "end_line": 2,
            "file": "a.yaml",
            "label": "the package of the folder",
            "line": 2,
            "start": 21
          }
        ],
        "severity": "error",
        "start": 21
      }
    ]
    "#);
}
