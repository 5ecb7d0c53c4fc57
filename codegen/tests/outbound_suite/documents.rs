//! Documents.

use crate::memory::{generated_from, reported};
use insta::assert_snapshot;

#[test]
fn a_document() {
    assert_snapshot!(generated_from(
        "documents:\n  Note:\n    doc: A note.\n    media_type: text/x-note\n    children: [Line]\n    \
         components: { Line: { content: text, attributes: { mark: string? } } }\n",
        "/// A note."
    ));
}

#[test]
fn mistakes_in_components() {
    assert_snapshot!(reported(
        r"
documents:
  Card:
    media_type: text/x-card
    title: titel
    attributes: { title: string?, label: int, Label: string, data: { type: string, wire: 'da ta' } }
    children: [Txt, Text, Text, Card, Both]
    components:
      Text: { content: content, attributes: { content: string } }
      Both: { content: text, children: [Text], colour: red }
      Lost: { children: [Lost], wire: '<lost>' }
      Group: { attributes: { children: string }, children: [] }
"
    ));
}

#[test]
fn mistakes_in_alternatives() {
    assert_snapshot!(reported(
        r"
documents:
  Card:
    media_type: text/x-card
    children: [Button, One, Group]
    components:
      Button: { attributes: { id: string, url: string?, href: { type: string?, wire: url } }, either: [id, url, uri, url] }
      One: { attributes: { id: string? }, either: id }
      Group: { attributes: { add: string?, with_style: string?, style: string? }, either: [add, with_style], children: [One] }
"
    ));
}

#[test]
fn mistakes_in_ways_to_give_one() {
    assert_snapshot!(reported(
        r"
documents:
  Card: { file: '../card', media_type: card, markup: sometimes, url: { starts_with: ['', https://], scheme: https } }
  Page: { url: https://, children: [] }
  Leaf: { media_type: '${LEAF}', url: { starts_with: [] }, either: [id] }
"
    ));
}

#[test]
fn components_have_names_of_their_own() {
    assert_snapshot!(reported(
        r"
types:
  Text: { fields: { content: string } }
  CardChild: string
documents:
  Card:
    media_type: text/x-card
    children: [Text, Some, card_document]
    components: { Text: {}, Some: {}, card_document: {}, '1st': {} }
"
    ));
}

#[test]
fn what_nothing_holds_is_a_warning() {
    assert_snapshot!(reported(
        r"
documents:
  Card:
    media_type: text/x-card
    children: Text
    components: { Text: { content: content }, Lost: { children: [Inner, Lost] }, Inner: {} }
"
    ));
}
