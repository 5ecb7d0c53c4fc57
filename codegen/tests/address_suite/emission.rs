//! Small schemas and the Rust that they become.

use crate::emitted;

#[test]
fn subjects_of_one_value() {
    insta::assert_snapshot!(emitted(
        "
subjects:
  OrderSubject:
    doc: Who an order belongs to.
    input: camelCase
    fragment: { replace: { \"-\": \"_\", \"@\": \"\" } }
    values: { trim: true, non_empty: true }
    members:
      shop: \"/shops/{shop_id}\"
      customer: { path: \"/people/{customer_id}\", aliases: [person] }
      handle: { path: \"/people/@{handle}\", values: { strip_prefix: \"@\" } }
"
    ));
}

#[test]
fn subjects_of_several_values() {
    insta::assert_snapshot!(emitted(
        "
subjects:
  AgentTopic:
    members:
      agent:
        topic: \"agents::{workspace}::{name}[::{session}]\"
        parameters: { name: { pattern: '[a-z]+' } }
      everybody: { topic: \"all\" }
"
    ));
}

#[test]
fn paths_that_could_become_dots_are_left_to_the_template() {
    let code = emitted(
        "subjects:\n  File:\n    members: { hidden: \"/files/.{name}\", version: \"/versions/{name}[/{version}]\" }\n",
    );
    assert!(code.contains("Self::HIDDEN.append(&[Some(name.as_str())], out)?"), "{code}");
    assert!(code.contains("if let Some(version) = version"), "{code}");
    assert!(code.contains("pub fn version_value(&self) -> Option<&str>"), "{code}");
}

#[test]
fn kinds_and_references() {
    insta::assert_snapshot!(emitted(
        "
subjects:
  OrderSubject:
    fragment: { replace: { \"-\": \"_\" } }
    values: { non_empty: true }
    members: { shop: \"/shops/{shop_id}\" }
kinds:
  OrderKind:
    members:
      item: { wire: Item, segment: items }
      note: { wire: Note }
references:
  OrderReference:
    subject: OrderSubject
    kind: OrderKind
    key: { name: OrderKey, values: { trim: true, non_empty: true } }
    path: \"/v1[{subject}]/{kind}[/keys/{key}]\"
    without_subject: [item]
    fragment: { without_subject: all }
    shorthands: { item: { kind: item, global: any_item } }
    paths:
      name: OrderPaths
      routes:
        all_items: { kind: item, subject: none }
        item_card: { kind: item, key: concrete, suffix: /card.json }
      operations:
        ship: { kind: item, suffix: \"/order:ship\" }
"
    ));
}

#[test]
fn a_reference_with_a_subject_always() {
    let code = emitted(
        "
subjects:
  Shop: { members: { shop: \"/shops/{shop_id}\" } }
kinds:
  Kind: { members: { item: { segment: items } } }
references:
  Item:
    subject: Shop
    kind: Kind
    key: { name: ItemKey }
    path: \"{subject}/{kind}[/{key}]\"
    shorthands: { item: { kind: item } }
",
    );
    assert!(code.contains("pub const fn new(kind: Kind, subject: Shop, key: ItemKey) -> Self"), "{code}");
}

#[test]
fn selectors_that_always_have_a_text() {
    insta::assert_snapshot!(emitted(
        "
selectors:
  OrderSelector:
    header: Acme-Selector
    graphql: true
    dots: keep
    values: { trim: true, non_empty: true }
    members:
      order: \"acme://orders/order/{order_id}\"
      named: \"acme://orders/order/name/{name}\"
"
    ));
}

#[test]
fn selectors_whose_text_can_be_refused() {
    let code = emitted(
        "selectors:\n  OrderSelector:\n    header: Acme-Selector\n    members: { order: \"acme://orders/order/{order_id}\" }\n",
    );
    assert!(code.contains("pub fn to_uri(&self) -> Result<String, runtime::TemplateError>"), "{code}");
    assert!(code.contains("Ok([(Self::HEADER, self.to_uri()?)])"), "{code}");
}

#[test]
fn parameters_keep_clear_of_locals() {
    let code = emitted(
        "subjects:\n  S:\n    input: camelCase\n    members: { a: \"/a/{out}/{text}\", b: { path: \"/b/{entries}[/{type}]\" } }\n",
    );
    assert!(code.contains("SForm::A { out: out_, text: text_ }"), "{code}");
    assert!(code.contains("pub fn r#type(&self) -> Option<&str>"), "{code}");
}
