//! Clients: operations, their arguments, and what can be wrong with them.

use crate::{emitted, findings};

#[test]
fn operations_with_arguments_in_every_place() {
    insta::assert_snapshot!(emitted(
        "
types:
  Order: { fields: { id: string } }
  State: { enum: [placed, sent] }
clients:
  Orders:
    doc: The orders of a shop.
    case: camelCase
    operations:
      find: { get: \"/orders/{id}[/{part}]\", arguments: { id: string, part: State? }, returns: Order? }
      list:
        doc: Orders, one page at a time.
        get: /orders
        arguments: { page_size: { type: u32?, doc: How many at most. }, call: \"[State]\" }
        headers: { request_id: string? }
        returns: \"[Order]\"
      place: { post: /orders, body: { order: Order }, query: { dry_run: bool }, returns: Order }
      remove: { delete: \"/orders/{id}\", arguments: { id: u64 }, deprecated: Keep them. }
"
    ));
}

#[test]
fn operations_that_do_not_say_how_they_are_called() {
    insta::assert_snapshot!(findings(
        "
clients:
  Orders:
    operations:
      find: { returns: string }
      list: { gett: /orders }
      place: { post: /orders, put: /orders }
      new: { post: /orders }
      path: { get: orders }
  Nothing: { operations: {} }
"
    ));
}

#[test]
fn arguments_that_cannot_go_where_they_should() {
    insta::assert_snapshot!(findings(
        "
types:
  Order: { fields: { id: string } }
  Token: { newtype: string, secret: true }
  Tags: [string]
clients:
  Orders:
    operations:
      mistyped: { get: \"/orders/{id}\", arguments: { idd: string } }
      elsewhere: { get: \"/orders/{id}\", query: { id: string } }
      missing: { get: \"/orders/{id}\", arguments: { id: string? } }
      record: { get: \"/orders/{id}\", arguments: { id: Order } }
      secret: { get: /orders, arguments: { token: Token } }
      tags: { get: /orders, headers: { tags: Tags } }
      lists: { get: /orders, arguments: { all: \"[[string]]\" } }
      reads: { get: /orders, body: { order: Order } }
      bodies: { post: /orders, arguments: { one: Order, other: Order } }
      maybe: { post: /orders, body: { order: Order? } }
      twice: { get: /orders, query: { a: string, b: { type: string, wire: a } } }
      names: { get: /orders, headers: { a: { type: string, wire: \"X Y\" }, host: string } }
      same: { get: /orders, query: { a: string }, headers: { a: string } }
"
    ));
}
