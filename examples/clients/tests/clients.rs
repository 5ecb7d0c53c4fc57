//! The example as its user runs it.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::process::Command;

#[test]
fn both_sdks_talk_to_their_fakes() {
    let output = Command::new(env!("CARGO_BIN_EXE_fake-clients")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r"
    created true
    deleted true
    4 requests, all signed: true
    busy: true
    models: 1
    version: true
    registered: true
    ");
}

#[test]
fn the_readme_shows_this_crate() {
    let readme = fs::read_to_string("../../README.md").unwrap();
    let (_, rest) = readme.split_once("// examples/clients/src/main.rs\n").unwrap();
    let (code, _) = rest.split_once("```").unwrap();
    let file = fs::read_to_string("src/main.rs").unwrap();
    assert!(file.contains(code.trim_end()), "the README shows something else:\n{code}");
}
