//! The agent as its user runs it, and as the README shows it.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use insta::assert_snapshot;

/// What the agent prints for a request, with a number in place of each random id.
fn printed(request: &str) -> String {
    let path = format!("{}/requests/{request}.json", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_shop-agent")).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut text = String::from_utf8(output.stdout).unwrap();
    let uuid = regex_lite::Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").unwrap();
    let found: Vec<String> = uuid.find_iter(&text).map(|id| id.as_str().to_owned()).collect();
    for (number, id) in found.iter().enumerate() {
        text = text.replace(id, &format!("<id {}>", number + 1));
    }
    text
}

#[test]
fn a_message_gets_a_streamed_reply() {
    assert_snapshot!(printed("message"));
}

#[test]
fn an_event_of_the_shops_own_gets_a_card() {
    assert_snapshot!(printed("order_created"));
}

#[test]
fn a_file_that_is_no_request_is_explained() {
    let output = Command::new(env!("CARGO_BIN_EXE_shop-agent")).arg("Cargo.toml").output().unwrap();
    assert!(!output.status.success());
    assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}

/// Every block of the README that names a file of this crate is a part of that file.
#[test]
fn the_readme_shows_this_crate() {
    let readme = fs::read_to_string("../../README.md").unwrap();
    let mut shown = 0;
    for block in readme.split("```").skip(1).step_by(2) {
        let Some((_, rest)) = block.split_once("// examples/agent/") else { continue };
        let (path, code) = rest.split_once('\n').unwrap();
        let file = fs::read_to_string(path).unwrap();
        assert!(file.contains(code.trim()), "the README shows something else than {path}:\n{code}");
        shown += 1;
    }
    assert!(shown >= 2, "the README shows no code of this crate");
}
