//! Threads and the forms in them.

use crate::memory::{generated_from, reported};
use insta::assert_snapshot;

/// What threads are about; a thread follows.
const ABOUT: &str = r#"
types:
  Part: { fields: { text: string?, data: json?, notes: "{string: json}?" } }
  Mail: { fields: { id: string, parts: [Part], metadata: "{string: json}?", key: { type: string, secret: true } } }
  Request: { fields: { mail: Mail, room: string? } }
  Envelope: { fields: { type: string, id: string, source: string } }
  PartHeader: { fields: { schema: string } }
  Mood: { enum: [calm, wild] }
  Asked: { fields: { room: string, by: string, mood: Mood, size: i64, pin: { type: string, secret: true } } }
  Left: { fields: { room: string, size: string } }
  Place: { fields: { room: string, mood: Mood? } }
  Said: { fields: { id: string, mood: { type: Mood, default: calm }, parts: [Part], at: Place?, extra: "{string: json}?" } }
  Gone: { fields: { why: string } }
  Output: { union: { said: Said, gone: Gone } }
events:
  Happening:
    message: Mail
    envelope: { at: metadata, key: k, type: Envelope, kind: type, id: id, source: source }
    parts: { at: parts, metadata: notes, key: k, type: PartHeader, schema: schema, data: data }
    kinds:
      asked: { type: asked.1, schema: asked, payload: Asked }
      left: { type: left.1, schema: left, payload: Left }
contexts:
  Room: { request: Request, inbox: { name: Inbox, parts: { mail: mail, room: room } }, event: { type: Happening, from: mail } }
threads:
  Talk:
    context: Room
    emits: Output
"#;

fn found(thread: &str) -> String {
    reported(&format!("{ABOUT}{thread}"))
}

#[test]
fn a_form() {
    let thread = r"
    forms:
      said:
        takes: { text: string, at: Place? }
        gives: { said: { id: $new_id, parts: [{ text: $text }], at: $at } }
    contents: { text: { type: string, gives: { $said: { text: $text } } } }
    operations: { say: { contents: text } }
";
    assert_snapshot!(generated_from(&format!("{ABOUT}{thread}"), "fn form_said"));
}

#[test]
fn mistakes_in_values() {
    assert_snapshot!(found(
        r"
    contents:
      text:
        type: string
        gives: { said: { id: $inbox.room, mood: wilde, parts: { text: $text }, at: { rom: x, room: [x] }, extra: $text } }
    operations:
      say: { contents: text }
      go: { gives: { gone: { why: 5 }, said: { id: x, parts: [] } } }
      went: { gives: { gon: { why: x } } }
      left: { gives: gone }
      had: { gives: { gone: { why: { $first: [$inbox.mail.id, $inbox.room] } } } }
      been: { gives: { gone: { why: { $when: $inbox.mail.id, $then: x } } } }
"
    ));
}

#[test]
fn mistakes_in_references() {
    assert_snapshot!(found(
        r"
    properties: { room: { first: [inbox.room], default: lobby } }
    contents:
      text: { type: string, gives: { said: { id: $inbx.mail.id, parts: [{ text: $text.length, data: $event }] } } }
    operations:
      say: { contents: text }
      go: { gives: { gone: { why: $roomm } } }
      went: { gives: { gone: { why: $inbox.mail.key } } }
      left: { gives: { gone: { why: { $frist: [$room] } } } }
      was: { gives: { gone: { why: $event.payload } } }
"
    ));
}

#[test]
fn mistakes_in_forms() {
    assert_snapshot!(found(
        r"
    forms:
      gone: { takes: { why: string, how: string }, gives: { gone: { why: $why } } }
      said: { takes: { id: strin }, gives: { $sayd: { id: $id } } }
      lost: { gives: { $gone: { wy: x, how: y } } }
      both: { gives: { $gone: { why: x, how: y }, said: 1 } }
    contents:
      text: { type: string, gives: { $gone: { why: $text, how: x } } }
      rest: { type: Place, gives: { gone: { why: $rest.room } } }
    operations: { say: { contents: text } }
"
    ));
}

#[test]
fn mistakes_in_properties() {
    assert_snapshot!(found(
        r"
    properties:
      room: { first: [event.payload.rom, inbox.room] }
      by: { first: [event.payload.pin] }
      size: { first: [event.payload.size] }
      mixed: { first: [event.payload.mood, inbox.room] }
      nowhere: { first: [] }
      early: { first: [inbox.mail.id, inbox.room] }
      empty: { first: [{ path: event.payload.mood, non_empty: true }] }
      calm: { first: [{ path: inbox.room, when: { event.payload.mood: clam } }], default: $room }
      both: { first: [inbox.room], join: { of: inbox.mail.parts, field: text } }
      texts: { join: { of: inbox.mail, field: text } }
      history: { first: [inbox.room] }
    operations: { go: { gives: { gone: { why: x } } } }
"
    ));
}

#[test]
fn mistakes_in_operations() {
    assert_snapshot!(found(
        r"
    history: { item: Said, of: rom, limit: -1 }
    contents:
      text: { type: string, gives: { gone: { why: $text } } }
      note: { type: string, gives: { gone: { why: $note } } }
      place: { type: Place, non_empty: mood, gives: { gone: { why: $place.room } } }
      thing: { type: Gone }
    message: { name: Message, operations: { answer: sya, thread: { gives: { gone: { why: x } } } } }
    operations:
      say: { contents: [text, note], target: inbound }
      tell: { contents: [place, txt] }
      both: { contents: [text, place], gives: { gone: { why: x } } }
      give: { requires: { room: event.payload.room }, arguments: { why: string, metadata: json }, gives: { gone: { why: $why } } }
      nothing: { doc: Nothing. }
"
    ));
}
