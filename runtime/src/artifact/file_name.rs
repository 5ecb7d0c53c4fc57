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
            // Capitals, too: without them no two names differ by nothing but case.
            _ => encoded.push_str(ESCAPES[usize::from(byte)]),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::path::Component;

    use proptest::prelude::*;

    use super::*;

    fn shown(name: &str) -> String {
        path(name).to_string_lossy().replace('\\', "/")
    }

    #[test]
    fn names_are_legible_where_they_can_be() {
        let long = format!("{}/{}", "a".repeat(119), "b".repeat(3));
        let full = "c".repeat(120);
        for (name, expected) in [
            ("report-7_final.json", "_report-7_final.json"),
            ("", "_"),
            (".", "_%2E"),
            ("..", "_.%2E"),
            ("../../etc/passwd", "_..%2F..%2Fetc%2Fpasswd"),
            ("C:\\x", "_%43%3A%5Cx"),
            ("CON", "_%43%4F%4E"),
            ("con", "_con"),
            ("a~\0 é", "_a%7E%00%20%C3%A9"),
            (&long, &format!("_{}%~/_2Fbbb", "a".repeat(119))),
            (&full, &format!("_{full}")),
        ] {
            assert_eq!(shown(name), expected);
        }
    }

    /// Names that are likely to be mistaken for each other, and any others.
    fn names() -> impl Strategy<Value = String> {
        let text =
            prop::collection::vec(prop_oneof!["[aAeé%~_./\\\\0-2 EF]", any::<char>().prop_map(String::from)], 0..8);
        (text, prop_oneof![Just(1_usize), 1_usize..80]).prop_map(|(text, times)| text.concat().repeat(times))
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_directory(name in names()) {
            let path = path(&name);
            for component in path.components() {
                let Component::Normal(component) = component else {
                    return Err(TestCaseError::fail(format!("{component:?} of {path:?}")));
                };
                let component = component.to_str().unwrap_or_default();
                prop_assert!(component.len() <= COMPONENT + 2 && component.starts_with('_') && !component.ends_with('.'));
                let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.%~".contains(&byte);
                prop_assert!(component.bytes().all(is_safe), "{component}");
            }
        }

        #[test]
        fn other_names_have_other_paths(one in names(), other in names()) {
            // As a file system does that takes no notice of case.
            let [first, second] = [&one, &other].map(|name| shown(name).to_lowercase());
            prop_assert_eq!(one == other, first == second);
            // The versions of one are never where another is.
            let is_inside = second.strip_prefix(&first).is_some_and(|rest| rest.starts_with('/'));
            prop_assert!(!is_inside);
        }

        #[test]
        fn a_path_says_what_the_name_was(name in names()) {
            let joined: String = shown(&name).split('/').map(|part| part[1..].trim_end_matches('~')).collect();
            let mut bytes = Vec::new();
            let mut rest = joined.as_str();
            while let Some(first) = rest.chars().next() {
                let (byte, length) = match first {
                    '%' => (u8::from_str_radix(&rest[1..3], 16).unwrap(), 3),
                    first => (first as u8, 1),
                };
                bytes.push(byte);
                rest = &rest[length..];
            }
            prop_assert_eq!(String::from_utf8(bytes).ok(), Some(name));
        }
    }
}
