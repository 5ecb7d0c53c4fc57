//! Names of any text as paths that are safe everywhere.

use std::path::PathBuf;

use crate::place::ESCAPES;

/// How many bytes of a name are in one component of a path; file systems allow 255, some 143.
const COMPONENT: usize = 120;

/// `name` as a relative path: `_` and the name, with everything but lower-case letters, digits, `-`, `_` and inner dots
/// percent-encoded.
///
/// Different names have different paths, also where a file system takes no notice of case, and none of them is special to
/// any system: the `_` stands for itself where the name is empty and keeps `..`, `con` and hidden files away, and the last
/// character is never a dot. What is too long for one component goes on in another; all but the last end with `~`.
pub fn path(name: &str) -> PathBuf {
    let encoded = encoded(name);
    let mut path = PathBuf::new();
    let mut rest = encoded.as_str();
    while let Some((start, end)) = rest.split_at_checked(COMPONENT).filter(|(_, end)| !end.is_empty()) {
        path.push(format!("_{start}~"));
        rest = end;
    }
    path.push(format!("_{rest}"));
    path
}

fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    let last = name.len().saturating_sub(1);
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => encoded.push(char::from(byte)),
            b'.' if at < last => encoded.push('.'),
            // The digits are capitals, always the same ones; a name has no capitals of its own.
            _ => encoded.push_str(ESCAPES[usize::from(byte)]),
        }
    }
    encoded
}
