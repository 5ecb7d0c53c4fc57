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
    sold 7
    denied true
    busy: true
    models: 1
    version: true
    registered: true
    ");
}

#[test]
fn the_readme_shows_this_crate() {
    let readme = fs::read_to_string("../../README.md").unwrap();
    let file = fs::read_to_string("src/main.rs").unwrap();
    let shown: Vec<&str> = readme.split("// examples/clients/src/main.rs\n").skip(1).collect();
    assert_eq!(shown.len(), 2, "the README shows both SDKs");
    for code in shown {
        let (code, _) = code.split_once("```").unwrap();
        assert!(file.contains(code.trim_end()), "the README shows something else:\n{code}");
        assert!(code.lines().count() < 20);
    }
}
