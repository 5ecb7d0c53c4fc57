//! Paths as schemas write them: relative, with `/` on every machine.

/// The path without `.` and with `..` resolved where there is a folder to leave.
pub fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// The folder of a file; empty for a file that is in none.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What `path` names when it is written in the file `from`.
pub fn relative_to(from: &str, path: &str) -> String {
    match folder_of(from) {
        "" if from.starts_with('/') => normalized(&format!("/{path}")),
        "" => normalized(path),
        folder => normalized(&format!("{folder}/{path}")),
    }
}

/// `path` as it is named from the place that `folder` is named from.
pub fn joined(folder: &str, path: &str) -> String {
    if folder.is_empty() || path.starts_with('/') {
        return normalized(path);
    }
    normalized(&format!("{folder}/{path}"))
}

/// The way from one folder to a path, both named from the same place.
///
/// There is no way out of a folder that itself starts with `..` further up than the other path does; then the path is
/// given as it is.
pub fn way(from: &str, to: &str) -> String {
    let (from, to) = (normalized(from), normalized(to));
    let (mut from_parts, mut to_parts) = (parts(&from).peekable(), parts(&to).peekable());
    while from_parts.peek().is_some() && from_parts.peek() == to_parts.peek() {
        from_parts.next();
        to_parts.next();
    }
    let mut way = Vec::new();
    for part in from_parts {
        if part == ".." {
            return to.clone();
        }
        way.push("..");
    }
    way.extend(to_parts);
    way.join("/")
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{joined, way};

    #[test]
    fn ways_lead_from_folder_to_folder() {
        assert_eq!(way("../generated/acme", "../runtime"), "../../runtime");
        assert_eq!(way("generated/acme", "runtime"), "../../runtime");
        assert_eq!(way("generated", "generated/acme"), "acme");
        assert_eq!(way("../up", "here"), "here");
        assert_eq!(way("", "here"), "here");
        assert_eq!(joined("", "a/../b"), "b");
        assert_eq!(joined("../schema", "acme"), "../schema/acme");
    }
}
