//! Every finding about the notation of a file, as it is shown.

use crate::memory::{Memory, alone, reported};
use insta::assert_snapshot;

fn bytes(bytes: &[u8]) -> String {
    Memory::default().and("acme.yaml", bytes).load(&["acme.yaml"]).shown()
}

#[test]
fn a_sound_file_has_no_findings() {
    assert_eq!(alone("\u{feff}typeloom: 1\r\npackage: acme\r\ntypes: {}\r\n"), "");
}

#[test]
fn yaml_syntax() {
    assert_snapshot!(reported("types:\n  Order: [open, closed\nkinds: {}\n"), @r"
    error[TL0101]: this is not valid YAML: illegal placement of ':' indicator
     --> acme.yaml:5:6
      |
    5 | kinds: {}
      |      ^ here
      |
      = help: close a bracket that is open before this, or put a text that holds `: ` in quotes

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("types:\n\tOrder: string\n"), @r"
    error[TL0101]: this is not valid YAML: tabs disallowed within this context (block indentation)
     --> acme.yaml:4:2
      |
    4 |     Order: string
      |     ^ here
      |
      = help: indent with spaces

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("doc: see: here\n"), @r"
    error[TL0101]: this is not valid YAML: mapping values are not allowed in this context
     --> acme.yaml:3:9
      |
    3 | doc: see: here
      |         ^ here
      |
      = help: put a text that holds `: ` in quotes

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("doc: *nowhere\n"), @r"
    error[TL0101]: an alias (`*name`) needs an anchor (`&name`) before it
     --> acme.yaml:3:6
      |
    3 | doc: *nowhere
      |      ^ no anchor has this name
      |
      = help: put the text in quotes if the `*` belongs to it

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("doc: \"open\n"), @r"
    error[TL0101]: this is not valid YAML: invalid indentation in multiline quoted scalar
     --> acme.yaml:4:1
      |
    4 |
      | ^ here
      |
      = help: close the quotes, or indent all lines of a longer text

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("types:\n  : string\n"), @r"
    error[TL0101]: there is no key before this `:`
     --> acme.yaml:4:3
      |
    4 |   : string
      |   ^ a key is missing

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("types:\n  a: 1\n b: 2\n"), @r"
    error[TL0101]: this is not valid YAML: while parsing a block mapping, did not find expected key
     --> acme.yaml:5:2
      |
    5 |  b: 2
      |  ^ here
      |
      = help: check the indentation of this line and the one before

    1 error; more about it: typeloom explain TL0101
    ");
}

#[test]
fn duplicate_keys_are_all_reported() {
    assert_snapshot!(reported("types:\n  Order: string\n  Note: string\n  \"Order\": i64\n  Note: i64\n"), @r#"
    error[TL0102]: the key `Order` is written twice
     --> acme.yaml:6:3
      |
    4 |   Order: string
      |   ----- the first time
    5 |   Note: string
    6 |   "Order": i64
      |   ^^^^^^^ the second time
      |
      = help: remove one of them, or give it another name

    error[TL0102]: the key `Note` is written twice
     --> acme.yaml:7:3
      |
    5 |   Note: string
      |   ---- the first time
    6 |   "Order": i64
    7 |   Note: i64
      |   ^^^^ the second time
      |
      = help: remove one of them, or give it another name

    2 errors; more about it: typeloom explain TL0102
    "#);
}

#[test]
fn limits() {
    let deep = format!("types:\n  Order: {}{}\n", "[".repeat(40), "]".repeat(40));
    assert_snapshot!(reported(&deep), @r"
    error[TL0103]: lists and mappings are nested more than 32 levels deep
     --> acme.yaml:4:40
      |
    4 |   Order: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      |                                        ^ one level too deep
      |
      = help: give the inner parts names of their own

    1 error; more about it: typeloom explain TL0103
    ");
    assert_snapshot!(bytes(&vec![b' '; 4 * 1024 * 1024 + 1]), @r"
    error[TL0103]: the file has 4194305 bytes, and 4194304 is the limit
     --> acme.yaml:1:1
      |
    1 |
      | ^
      |
      = help: split it into several files that import each other

    1 error; more about it: typeloom explain TL0103
    ");
}

#[test]
fn several_documents() {
    assert_snapshot!(reported("types: {}\n---\ntypes: {}\n"), @r"
    error[TL0106]: a file holds one YAML document, and a second one starts here
     --> acme.yaml:4:1
      |
    4 | ---
      | ^^^ the second document
      |
      = help: remove the `---`, or move what follows into a file of its own

    1 error; more about it: typeloom explain TL0106
    ");
}

#[test]
fn bytes_that_are_no_text() {
    assert_snapshot!(bytes(b"typeloom: 1\npackage: caf\xe9\n"), @r"
    error[TL0107]: the file is not UTF-8 text
     --> acme.yaml:2:13
      |
    2 | package: caf�
      |             ^ this byte is not UTF-8
      |
      = help: save the file as UTF-8

    1 error; more about it: typeloom explain TL0107
    ");
}

#[test]
fn yaml_that_schemas_do_not_use() {
    assert_snapshot!(reported("types:\n  Base: &base {}\n  Order: { <<: *base }\n"), @r"
    error[TL0108]: schemas do not use YAML merge keys
     --> acme.yaml:5:12
      |
    5 |   Order: { <<: *base }
      |            ^^ a merge key
      |
      = help: write the keys out, or give the shared part a name and refer to it

    1 error; more about it: typeloom explain TL0108
    ");
    assert_snapshot!(reported("types: !!map {}\nkinds: !closed {}\n"), @r"
    error[TL0108]: schemas do not use YAML tags, and `!!map` is one
     --> acme.yaml:3:8
      |
    3 | types: !!map {}
      |        ^^^^^ a tag
      |
      = help: remove it, or put the text in quotes if the `!` belongs to it

    error[TL0108]: schemas do not use YAML tags, and `!closed` is one
     --> acme.yaml:4:8
      |
    4 | kinds: !closed {}
      |        ^^^^^^^ a tag
      |
      = help: remove it, or put the text in quotes if the `!` belongs to it

    2 errors; more about it: typeloom explain TL0108
    ");
    assert_snapshot!(reported("subjects:\n  Order: { path: {order_id}/x }\n"), @r"
    error[TL0101]: this is not valid YAML: while parsing a flow mapping, did not find expected ',' or '}'
     --> acme.yaml:4:28
      |
    4 |   Order: { path: {order_id}/x }
      |                            ^ here
      |
      = help: add a `,` or `}`; a text that starts with `{` needs quotes

    1 error; more about it: typeloom explain TL0101
    ");
    assert_snapshot!(reported("types: &all [*all]\n"), @r"
    error[TL0108]: an alias stands for a value it is part of
     --> acme.yaml:3:14
      |
    3 | types: &all [*all]
      |              ^^^^ this value would have no end
      |
      = help: write the value out

    1 error; more about it: typeloom explain TL0108
    ");
    assert_snapshot!(alone("%YAML 1.2\n---\ntypeloom: 1\n"), @r"
    error[TL0108]: schemas do not use YAML directives
     --> acme.yaml:1:1
      |
    1 | %YAML 1.2
      | ^ a directive
      |
      = help: remove the line

    1 error; more about it: typeloom explain TL0108
    ");
}

#[test]
fn text_of_a_schema_does_not_command_the_terminal() {
    let shown = reported("\"\\e[31mtypes\": {}\n");
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn a_wide_file_is_shown_at_the_right_column() {
    assert_snapshot!(reported("doc: Grüße aus Köln 🐎\ntypes: {a: 1, ö: 2, ö: 3}\n"), @r"
    error[TL0102]: the key `ö` is written twice
     --> acme.yaml:4:21
      |
    4 | types: {a: 1, ö: 2, ö: 3}
      |               -     ^ the second time
      |               |
      |               the first time
      |
      = help: remove one of them, or give it another name

    1 error; more about it: typeloom explain TL0102
    ");
}
