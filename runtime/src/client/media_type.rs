//! Media types: what a body is, as its header says.

/// The type and subtype of a header's value, without parameters: `application/json`.
fn essence(header: &str) -> &str {
    header.split(';').next().unwrap_or(header).trim()
}

/// Whether a body of this media type is JSON: `application/json`, and whatever ends in `+json` (RFC 6839).
pub(crate) fn is_json(header: &str) -> bool {
    let essence = essence(header).to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether a body of this media type is a stream of events.
#[cfg(feature = "sse")]
pub(crate) fn is_event_stream(header: &str) -> bool {
    essence(header).eq_ignore_ascii_case("text/event-stream")
}

/// The media type for an error, cut where it is long.
pub(crate) fn shown(header: &str) -> String {
    essence(header).chars().filter(|character| !character.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_several_names() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json", "text/json ;x"]
        {
            assert!(is_json(json), "{json}");
        }
        for other in ["", "text/html", "application/jsonl", "application/json-seq", "json"] {
            assert!(!is_json(other), "{other}");
        }
    }
}
