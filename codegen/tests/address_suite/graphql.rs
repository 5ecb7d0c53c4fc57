//! Operations over GraphQL: documents, variables, and what can be wrong with them.

use crate::{emitted, findings};

#[test]
fn operations_of_each_kind() {
    insta::assert_snapshot!(emitted(
        "
selectors:
  Buyer: { graphql: true, values: { non_empty: true }, members: { person: { uri: \"shop://person/{id}\" } } }
types:
  State: { enum: [placed, sent] }
  Item: { fields: { name: string, notes: \"{string: json}\" } }
  Order: { case: camelCase, fields: { order_id: string, state: State?, items: [Item] } }
  Problem: { case: camelCase, fields: { problem_id: i64?, message: string } }
  Change:
    union: { order: { type: Order, wire: OrderGQL }, problem: { type: Problem, wire: ProblemGQL } }
    tag: __typename
clients:
  Shop:
    graphql: { path: /graphql, socket: /ws }
    operations:
      orders:
        query: orders
        variables: { states: { type: \"[State]\", graphql: OrderState, doc: Which. }, first: i32? }
        returns: \"[Order]\"
      place:
        mutation: placeOrder
        name: Place
        variables:
          order: { type: Order, graphql: OrderInput }
          shop_id: { type: string?, graphql: ID, variable: shopId_0, as_null: true }
          call: { type: Buyer?, wire: onBehalfOf }
        returns: bool
      changes:
        doc: What happens to orders.
        subscription: changes
        variables: { since: { type: timestamp, graphql: OffsetDateTime } }
        aliases: { problemId: id }
        returns: Change?
"
    ));
}

#[test]
fn operations_without_an_endpoint_or_a_name() {
    insta::assert_snapshot!(findings(
        "
clients:
  Nowhere:
    operations:
      total: { query: total, returns: i64 }
  Half:
    graphql: { path: \"/graphql/{shop}\" }
    operations:
      ticks: { subscription: ticks, returns: i64 }
      both: { mutation: one, subscription: other, returns: i64 }
  Names:
    graphql: { path: /graphql, socket: /ws, sockets: /ws }
    operations:
      nothing: { mutation: one }
      mistyped: { mutatoin: one, returns: i64 }
      spaced: { query: the total, name: a-b, returns: i64 }
      own: { query: __schema, returns: string }
"
    ));
}

#[test]
fn variables_that_graphql_does_not_have() {
    insta::assert_snapshot!(findings(
        "
selectors:
  Buyer: { header: X-Buyer, members: { person: { uri: \"shop://person/{id}\" } } }
subjects:
  Place: { members: { shop: { path: \"/shops/{shop}\" } } }
types:
  Order: { fields: { id: string } }
  Circle: [Circle]
clients:
  Shop:
    graphql: { path: /graphql }
    operations:
      nameless: { query: a, variables: { order: Order, at: timestamp }, returns: i64 }
      misnamed: { query: a, variables: { order: { type: Order, graphql: \"OrderInput!\" } }, returns: i64 }
      never: { query: a, variables: { name: { type: string, as_null: true } }, returns: i64 }
      twice: { query: a, variables: { a: string, b: { type: string, wire: a } }, returns: i64 }
      addresses: { query: a, variables: { a: Buyer?, b: Place, c: { wire: c }, d: \"[Buyer]\", e: Nobody }, returns: i64 }
      endless: { query: a, variables: { a: Circle }, returns: i64 }
"
    ));
}

#[test]
fn answers_that_cannot_be_asked_for() {
    insta::assert_snapshot!(findings(
        "
types:
  Node: { fields: { next: Node? } }
  Empty: { fields: {} }
  Spelled: { fields: { a: { type: string, wire: a-b } } }
  Order: { fields: { id: string } }
  Kind: { union: { order: Order }, tag: kind }
  Type: { union: { order: { type: Order, wire: an order } }, tag: __typename }
  A: { fields: { a: B, b: B, c: B, d: B } }
  B: { fields: { a: C, b: C, c: C, d: C } }
  C: { fields: { a: D, b: D, c: D, d: D } }
  D: { fields: { a: E, b: E, c: E, d: E } }
  E: { fields: { a: F, b: F, c: F, d: F } }
  F: { fields: { a: Order, b: Order, c: Order, d: Order } }
clients:
  Shop:
    graphql: { path: /graphql }
    operations:
      recursive: { query: a, returns: Node }
      empty: { query: a, returns: Empty }
      spelled: { query: a, returns: Spelled }
      kind: { query: a, returns: \"[Kind]\" }
      type: { query: a, returns: Type }
      large: { query: a, returns: A }
      alias: { query: a, aliases: { idd: id }, returns: Order }
      misnamed: { query: a, aliases: { id: a b }, returns: Order }
"
    ));
}
