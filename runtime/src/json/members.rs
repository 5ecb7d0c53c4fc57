//! Objects taken apart and put together again, with values as they are written.

use super::error::DecodeError;
use super::{Reader, Writer};

/// The names of the members of an object, and the text of what they hold.
pub(crate) fn members(document: &[u8]) -> Result<Vec<(String, &str)>, DecodeError> {
    let mut reader = Reader::new(document);
    let mut members = Vec::new();
    let mut read = || {
        let mut object = reader.object()?;
        while let Some(name) = reader.entry(&mut object)? {
            let start = reader.next_offset();
            reader.skip()?;
            let value = document.get(start..reader.offset()).unwrap_or_default();
            let value = std::str::from_utf8(value).map_err(|_| DecodeError::invalid("not UTF-8", start))?;
            members.push((name, value));
        }
        reader.finish()
    };
    read().map_err(|error| error.locate(document))?;
    Ok(members)
}

/// An object whose members have other names, where there are others for them.
pub(crate) fn renamed(document: &[u8], names: &[(&str, &str)]) -> Result<String, DecodeError> {
    let mut writer = Writer::with_capacity(document.len());
    writer.begin_object();
    for (name, value) in members(document)? {
        let other = names.iter().find(|(known, _)| *known == name);
        writer.name(other.map_or(&name, |(_, other)| other));
        writer.raw(value);
    }
    writer.end_object();
    Ok(writer.into_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_and_values_stay() {
        let document = br#" {"a": [1.0,  {"a":1}], "b":"\u00e9"} "#;
        assert_eq!(renamed(document, &[("a", "A\""), ("c", "d")]).unwrap(), r#"{"A\"":[1.0,  {"a":1}],"b":"\u00e9"}"#);
        assert_eq!(renamed(b"{}", &[("a", "b")]).unwrap(), "{}");
        for no_object in [&b"[]"[..], b"", b"{} {}", b"{\"a\":}"] {
            assert!(renamed(no_object, &[]).is_err());
        }
    }
}
