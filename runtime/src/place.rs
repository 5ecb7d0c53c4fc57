//! The places a value can be written to, and what each of them demands of it.
//!
//! A [`Place`] is a policy, not a code path: [`Template`](crate::template::Template) asks it how a
//! byte is written and which characters it refuses, and builds and parses by the answers.

use crate::rule::is_blank;

/// Where a text built from a template will stand.
///
/// ```
/// use typeloom_runtime::place::Place;
///
/// assert_eq!(Place::Path.encode(b'/'), Some("%2F"));
/// assert_eq!(Place::Path.encode(b'a'), None);
/// assert!(Place::Header.refuses('\n'));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The path of a URL: values are percent-encoded, dot segments are refused.
    Path,
    /// A whole URI whose scheme and authority are literal: written as a path, parsed leniently.
    Uri,
    /// The name of a topic: nothing is encoded, whitespace and the template's own literals are
    /// refused.
    Topic,
    /// The value of a header: nothing is encoded, only visible ASCII and inner spaces may stand.
    Header,
}

impl Place {
    /// Whether values are percent-encoded here.
    pub const fn encodes(self) -> bool {
        matches!(self, Self::Path | Self::Uri)
    }

    /// Whether `/` divides the text into segments that no value can leave.
    pub const fn has_segments(self) -> bool {
        self.encodes()
    }

    /// How this place writes one byte of a value: `None` as it is, `Some` as that escape.
    pub const fn encode(self, byte: u8) -> Option<&'static str> {
        if !self.encodes() || UNRESERVED[byte as usize] {
            return None;
        }
        Some(ESCAPES[byte as usize])
    }

    /// Whether no value written here may hold `character`.
    pub fn refuses(self, character: char) -> bool {
        match self {
            Self::Path | Self::Uri => false,
            Self::Topic => character.is_control() || is_blank(character),
            Self::Header => !matches!(character, ' '..='~'),
        }
    }

    /// The greatest number of bytes that one byte of a value can become.
    pub const fn growth(self) -> usize {
        if self.encodes() { 3 } else { 1 }
    }
}

/// Whether `segment` is `.` or `..`, spelled out or in percent escapes.
///
/// URL libraries fold such a segment away before a request is sent, escaped or not, so that the
/// request reaches another resource than the one that was named.
///
/// ```
/// use typeloom_runtime::place::is_dot_segment;
///
/// assert!(is_dot_segment("..") && is_dot_segment(".%2E"));
/// assert!(!is_dot_segment("...") && !is_dot_segment("@."));
/// ```
pub fn is_dot_segment(segment: &str) -> bool {
    // Seven bytes and more cannot be two dots; the common segment is told by its first byte.
    if segment.len() > 6 || !segment.starts_with(['.', '%']) {
        return false;
    }
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let Some(after) = strip_dot(rest) else {
            return false;
        };
        rest = after;
        dots += 1;
    }
    matches!(dots, 1 | 2)
}

fn strip_dot(text: &str) -> Option<&str> {
    [".", "%2e", "%2E"].iter().find_map(|dot| text.strip_prefix(dot))
}

/// For every byte, whether a path writes it as it is: `A-Z a-z 0-9 _ . - ~`.
pub(crate) static UNRESERVED: [bool; 256] = unreserved();

/// For every byte, its percent escape in uppercase hexadecimal.
pub(crate) static ESCAPES: [&str; 256] = escapes();

const fn unreserved() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'~');
        byte += 1;
    }
    table
}

const fn spelled() -> [u8; 768] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = [b'%'; 768];
    let mut byte = 0;
    while byte < 256 {
        text[byte * 3 + 1] = DIGITS[byte >> 4];
        text[byte * 3 + 2] = DIGITS[byte & 15];
        byte += 1;
    }
    text
}

const fn escapes() -> [&'static str; 256] {
    static SPELLED: [u8; 768] = spelled();
    let mut table = [""; 256];
    // The text is ASCII; were it not, the table would be empty and every test would say so.
    let Ok(mut rest) = std::str::from_utf8(&SPELLED) else {
        return table;
    };
    let mut byte = 0;
    while byte < 256 {
        (table[byte], rest) = rest.split_at(3);
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_unreserved_characters_stand_as_they_are() {
        let plain: String = (0..=u8::MAX).filter(|byte| Place::Path.encode(*byte).is_none()).map(char::from).collect();
        assert_eq!(plain, "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
    }

    #[test]
    fn every_escape_names_its_byte() {
        for byte in 0..=u8::MAX {
            assert_eq!(ESCAPES[usize::from(byte)], format!("%{byte:02X}"));
        }
    }

    #[test]
    fn topics_and_headers_encode_nothing() {
        assert_eq!(Place::Topic.encode(b'/'), None);
        assert_eq!(Place::Header.encode(b'%'), None);
    }

    #[test]
    fn dot_segments_are_known_in_every_spelling() {
        for dots in [".", "..", "%2e", "%2E", ".%2e", "%2E.", "%2e%2E"] {
            assert!(is_dot_segment(dots), "{dots}");
        }
        for other in ["", "...", "%2e..", "a", "%2f", "..a", "%2e%2e%2e", "é"] {
            assert!(!is_dot_segment(other), "{other}");
        }
    }
}
