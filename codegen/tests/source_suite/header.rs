//! Every finding about the head of a file, as it is shown.

use crate::memory::{Memory, alone};
use insta::assert_snapshot;

#[test]
fn versions() {
    assert_snapshot!(alone("typeloom: 2\npackage: acme\n"), @r"
    error[TL0104]: this Typeloom reads version 1 of the language, and the file says `2`
     --> acme.yaml:1:11
      |
    1 | typeloom: 2
      |           ^ unknown version
      |
      = help: a newer Typeloom may read it

    1 error; more about it: typeloom explain TL0104
    ");
    assert_snapshot!(alone("typeloom: one\npackage: acme\n"), @r"
    error[TL0104]: this Typeloom reads version 1 of the language, and the file says `one`
     --> acme.yaml:1:11
      |
    1 | typeloom: one
      |           ^^^ unknown version
      |
      = help: write `typeloom: 1`

    1 error; more about it: typeloom explain TL0104
    ");
}

#[test]
fn unreadable_files() {
    let disk = Memory::of(&[("schema/orders.yaml", "")]);
    assert_snapshot!(disk.load(&["schema/order.yaml"]).shown(), @r"
    error[TL0105]: there is no file `schema/order.yaml`
     |
     = help: did you mean `orders.yaml`?

    1 error; more about it: typeloom explain TL0105
    ");
}

#[test]
fn unknown_and_missing_keys() {
    assert_snapshot!(alone("typeloom: 1\npackage: acme\ntype: {}\nrouting: {}\n"), @r"
    error[TL0201]: a schema file has no key `type`
     --> acme.yaml:3:1
      |
    3 | type: {}
      | ^^^^ not a key of this
      |
      = help: did you mean `types`?

    error[TL0201]: a schema file has no key `routing`
     --> acme.yaml:4:1
      |
    4 | routing: {}
      | ^^^^^^^ not a key of this
      |
      = help: a schema file can have `typeloom`, `package`, `doc`, `import`, `constants`, `settings`, `types`, `subjects`, `kinds`, `references`, `selectors`, `events`, `contexts`, `documents`, `threads`, `errors`, `clients`, `enrollments`, `tables` and `guards`

    2 errors; more about it: typeloom explain TL0201
    ");
    assert_snapshot!(alone("typelom: 1\n"), @r"
    error[TL0203]: a schema file needs the key `package`
     --> acme.yaml:1:1
      |
    1 | typelom: 1
      | ^^^^^^^ `package` is missing
      |
      = help: add `package:`

    error[TL0203]: a schema file needs the key `typeloom`
     --> acme.yaml:1:1
      |
    1 | typelom: 1
      | ^^^^^^^ `typeloom` is missing
      |
      = help: did you write `typelom` for `typeloom`?

    2 errors; more about it: typeloom explain TL0203
    ");
}

#[test]
fn wrong_shapes() {
    assert_snapshot!(alone(""), @r"
    error[TL0202]: a schema file is a mapping of keys and values, and this is nothing
     --> acme.yaml:1:1
      |
    1 |
      | ^ expected a mapping

    1 error; more about it: typeloom explain TL0202
    ");
    assert_snapshot!(alone("- typeloom: 1\n"), @r"
    error[TL0202]: a schema file is a mapping of keys and values, and this is a list
     --> acme.yaml:1:1
      |
    1 | - typeloom: 1
      | ^^^^^^^^^^^^^ expected a mapping

    1 error; more about it: typeloom explain TL0202
    ");
    assert_snapshot!(alone("typeloom: 1\npackage: [acme]\ndoc:\nimport: a.yaml\n"), @r"
    error[TL0202]: expected a package name, found a list
     --> acme.yaml:2:10
      |
    2 | package: [acme]
      |          ^^^^^^ expected a package name

    error[TL0202]: expected a text, found nothing
     --> acme.yaml:3:4
      |
    3 | doc:
      |    ^ expected a text

    error[TL0202]: expected a list of files, found `a.yaml`
     --> acme.yaml:4:9
      |
    4 | import: a.yaml
      |         ^^^^^^ expected a list of files
      |
      = help: write `[a.yaml]` for a list of one

    3 errors; more about it: typeloom explain TL0202
    ");
}

#[test]
fn package_names() {
    assert_snapshot!(alone("typeloom: 1\npackage: Acme.order-events\n"), @r"
    error[TL0401]: `Acme.order-events` is not a package name
     --> acme.yaml:2:10
      |
    2 | package: Acme.order-events
      |          ^^^^^^^^^^^^^^^^^ not lowercase words with dots between them
      |
      = help: write it like `acme.order_events`

    1 error; more about it: typeloom explain TL0401
    ");
}
