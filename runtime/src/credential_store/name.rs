//! The names of files.

use crate::template::write_encoded;

/// How the name of credentials becomes the name of a file, which never leaves its directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FileNames {
    /// What is not a letter or digit of ASCII, `-`, `_` or `~` is percent-encoded. Each name has a file of its own, and is
    /// listed as it was given.
    #[default]
    Encoded,
    /// What is not a letter or digit of any script, `-` or `_` becomes `_`. Names that differ in such characters alone share
    /// a file, and are listed as the file is called.
    Underscored,
}

impl FileNames {
    /// The name of the file, without its extension.
    pub(super) fn of(self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let mut file = String::with_capacity(name.len());
        match self {
            // Dots as well, which mean something at the start and at the end of a file's name.
            Self::Encoded => name.split('.').enumerate().for_each(|(index, part)| {
                file.push_str(if index > 0 { "%2E" } else { "" });
                write_encoded(&mut file, part);
            }),
            Self::Underscored => {
                let is_kept = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
                file.extend(name.chars().map(|character| if is_kept(character) { character } else { '_' }));
            }
        }
        Some(file)
    }

    /// The name that a file is listed with; `None` for a file that was not made by this store.
    pub(super) fn read(self, file: &str) -> Option<String> {
        let name = match self {
            Self::Encoded => decoded(file)?,
            Self::Underscored => file.to_owned(),
        };
        (self.of(&name).as_deref() == Some(file)).then_some(name)
    }
}

fn decoded(file: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(file.len());
    let mut rest = file.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_directory_and_is_read_back() {
        for (name, file) in [
            ("weather", "weather"),
            ("weather agent", "weather%20agent"),
            ("../../etc/passwd", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd"),
            (".", "%2E"),
            ("a\0b", "a%00b"),
            ("Zoë", "Zo%C3%AB"),
            ("100%", "100%25"),
        ] {
            assert_eq!(FileNames::Encoded.of(name).as_deref(), Some(file));
            assert_eq!(FileNames::Encoded.read(file).as_deref(), Some(name));
        }
        assert_eq!(FileNames::Encoded.of(""), None);
    }

    #[test]
    fn underscores_take_the_place_of_what_is_unusual() {
        assert_eq!(FileNames::Underscored.of("../Zoë's agent-1_x").as_deref(), Some("___Zoë_s_agent-1_x"));
        assert_eq!(FileNames::Underscored.read("Zoë_s").as_deref(), Some("Zoë_s"));
        assert_eq!(FileNames::Underscored.of(""), None);
    }

    #[test]
    fn the_files_of_others_are_not_listed() {
        for file in ["a%2", "a%zz", "a b", "%61", "%ff", "a.b", "%+1"] {
            assert_eq!(FileNames::Encoded.read(file), None, "{file}");
        }
        assert_eq!(FileNames::Underscored.read("a b"), None);
    }
}
