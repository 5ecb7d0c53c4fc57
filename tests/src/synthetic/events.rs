//! Events: messages that carry them, and a payload for each.

use std::fmt::Write as _;

/// How many events a set has.
pub(super) const SET: usize = 10;

/// The messages, envelopes and descriptions that all events share.
pub(super) const SHARED: &str = r#"
types:
  Part:
    doc: A piece of content.
    fields: { data: json?, metadata: "{string: json}?" }
  Message:
    doc: What carries an event.
    fields: { id: string, parts: { type: "[Part]", default: [] }, metadata: "{string: json}?" }
  Envelope:
    doc: What a message says about its event.
    fields: { type: string, id: string, source: string }
  PartMetadata:
    doc: What a part says about its payload.
    fields: { schema: string }
"#;

/// The sections of one file, for the sets in `range`.
pub(super) fn sections(text: &mut String, range: std::ops::Range<usize>) {
    text.push_str("\ntypes:\n");
    for set in range.clone() {
        (0..SET).for_each(|event| payload(text, set, event));
    }
    text.push_str("\nevents:\n");
    for set in range {
        let _ = write!(
            text,
            "  Event{set}:\n    doc: What happens in area {set}.\n    message: Message\n    \
             envelope: {{ at: metadata, key: acme/event/{set}, type: Envelope, kind: type, id: id, source: source }}\n    \
             parts: {{ at: parts, metadata: metadata, key: acme/event/{set}, type: PartMetadata, schema: schema, data: data }}\n    \
             kinds:\n"
        );
        for event in 0..SET {
            let _ = writeln!(
                text,
                "      happened{event}:\n        type: com.acme.area{set}.happened{event}.1\n        \
                 schema: acme/area/{set}#Payload{event}\n        payload: Payload{set}x{event}"
            );
        }
    }
}

fn payload(text: &mut String, set: usize, event: usize) {
    let _ = writeln!(
        text,
        "  Payload{set}x{event}:\n    doc: What is known about event {event} in area {set}.\n    case: camelCase\n    fields:\n      \
         user_id: string\n      context_id: string\n      message_id: string?\n      count: u32"
    );
}
