//! What a server says about a failure.

use crate::json::Value;
use crate::model::Model;

/// A longer message is cut: it goes into logs.
const LONGEST: usize = 300;

/// The members that hold a message: `detail` and `title` of RFC 9457, and what others use.
const MEMBERS: [&str; 5] = ["detail", "message", "error_description", "error", "title"];

/// The message in a body: a member of a JSON document that usually holds one, or a text as it is.
pub(crate) fn read(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let message = match Value::from_json(body) {
        Ok(document) => in_document(&document)?,
        // A page for people is no message.
        Err(_) if text.trim_start().starts_with('<') => return None,
        Err(_) => text.to_owned(),
    };
    shortened(&message)
}

fn in_document(document: &Value) -> Option<String> {
    if let Value::String(text) = document {
        return Some(text.clone());
    }
    MEMBERS.iter().find_map(|name| match document.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Object(inner) => match inner.get("message")? {
            Value::String(text) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// On one line, without control characters, cut where it is long.
pub(crate) fn shortened(message: &str) -> Option<String> {
    let words: Vec<&str> = message
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{}…", line.get(..end).unwrap_or_default())),
        None => Some(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> Option<String> {
        read(body.as_bytes())
    }

    #[test]
    fn a_message_is_found_where_servers_put_it() {
        assert_eq!(said(r#"{"title": "Conflict", "detail": "taken"}"#).as_deref(), Some("taken"));
        assert_eq!(said(r#"{"error": {"message": "no such order"}}"#).as_deref(), Some("no such order"));
        assert_eq!(said(r#"{"error": "", "title": "Gone"}"#).as_deref(), Some("Gone"));
        assert_eq!(said(r#""plain""#).as_deref(), Some("plain"));
        assert_eq!(said("try\r\n again\u{7}").as_deref(), Some("try again"));
    }

    #[test]
    fn what_is_no_message_is_not_shown() {
        for body in ["", " ", "<html>down</html>", r#"{"code": 7}"#, "[1]", "{}"] {
            assert_eq!(said(body), None, "{body}");
        }
        assert_eq!(read(b"\xff"), None);
    }

    #[test]
    fn a_long_message_is_cut() {
        let message = said(&"é".repeat(1000)).unwrap();
        assert_eq!(message.chars().count(), LONGEST + 1);
        assert!(message.ends_with('…'));
    }
}
