//! Looking ahead for a member of an object without checking what lies in between.
//!
//! Whoever looks ahead comes back and reads everything; so this need only be right for input that is well-formed, and
//! is a good deal faster than skipping values.

use super::reader::Reader;
use super::scan::plain_end;

impl Reader<'_> {
    /// From behind a name in an object, moves to the opening quote of the first of the following names that is
    /// `name`, and says whether there is one.
    pub(super) fn move_to_member(&mut self, name: &str) -> bool {
        let found = member_ahead(self.input, self.position, name);
        if let Some(position) = found {
            self.position = position;
        }
        found.is_some()
    }
}

fn member_ahead(input: &str, start: usize, name: &str) -> Option<usize> {
    let bytes = input.as_bytes();
    let mut position = start;
    let mut open = 0usize;
    let mut name_next = false;
    loop {
        match bytes.get(position)? {
            b'"' => {
                let (end, escaped) = string_end(bytes, position + 1);
                if name_next && is_name(bytes.get(position..end)?, escaped, name) {
                    return Some(position);
                }
                name_next = false;
                position = end;
                continue;
            }
            b'{' | b'[' => open += 1,
            b'}' | b']' => open = open.checked_sub(1)?,
            b',' => name_next = open == 0,
            _ => {}
        }
        position += 1;
    }
}

/// Behind the closing quote of a string, or at the end of the input; and whether escapes were met.
#[inline]
fn string_end(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut position = start;
    let mut escaped = false;
    loop {
        position = plain_end(bytes, position);
        match bytes.get(position) {
            Some(b'"') => return (position + 1, escaped),
            Some(b'\\') => {
                escaped = true;
                position += 2;
            }
            Some(_) => position += 1,
            None => return (bytes.len(), escaped),
        }
    }
}

#[inline]
fn is_name(quoted: &[u8], escaped: bool, name: &str) -> bool {
    if escaped {
        return Reader::new(quoted).text().is_ok_and(|text| text == name);
    }
    quoted.len() == name.len() + 2 && quoted.get(1..=name.len()) == Some(name.as_bytes())
}
