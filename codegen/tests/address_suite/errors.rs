//! Errors of clients, what statuses mean, and what is known about arguments.

use crate::{emitted, findings};

#[test]
fn an_error_of_clients() {
    insta::assert_snapshot!(emitted(
        "
errors:
  ShopError:
    variants:
      authentication: { doc: The shop does not know who is asking., when: [401, 403, credentials, { code: UNAUTHENTICATED }] }
      denied: { doc: Somebody has decided against it., deprecated: Nobody decides any more. }
      absent: [connect, 5xx]
      gone: { code: -32001 }
      configuration: unsent
      rest: { when: any }
clients:
  Orders:
    errors: ShopError
    graphql: { path: /graphql, socket: /ws }
    operations:
      find: { get: \"/orders/{id}\", arguments: { id: string }, returns: string? }
      count: { query: count, returns: i32 }
      changes: { subscription: changes, returns: i32 }
"
    ));
}

#[test]
fn statuses_that_are_answers_and_arguments_with_rules() {
    insta::assert_snapshot!(emitted(
        "
types:
  State: { enum: { placed:, already_known: AlreadyKnown } }
  Item: { fields: { name: string, share: { type: f64, default: 1.0 } } }
  Placed:
    case: camelCase
    fields: { order_state: State, items: [Item], order_id: string?, notes: \"{string: string}?\" }
  Page: u32
clients:
  Orders:
    operations:
      place:
        post: /orders
        query: { priority: { type: u32, default: 1, min: 1, max: 9, doc: How soon. } }
        returns: Placed
        success: [201, 200]
        statuses:
          409: { value: { order_state: already_known, items: [{ name: tea }], notes: { why: known } } }
          422: body
      list:
        get: \"/orders/{shop}\"
        arguments:
          shop: { type: string, default: main, trim: true, non_empty: true }
          state: { type: State, default: placed }
          page: { type: Page, default: 1, max: 100 }
          note: { type: string?, min_length: 3, pattern: '[a-z]+' }
          share: { type: f64?, max: 1.5, min: -1 }
        returns: \"[Item]?\"
        statuses: { 410: none }
      remove: { delete: \"/orders/{id}\", arguments: { id: string }, success: 204, statuses: { 404: none } }
"
    ));
}

#[test]
fn errors_that_are_not_sorted_well() {
    insta::assert_snapshot!(findings(
        "
errors:
  Nothing: { variants: {} }
  NotTotal: { variants: { gone: 404, denied: } }
  Twice: { variants: { some: 4xx, gone: [404, any], rest: 500 } }
  Mistyped: { variants: { late: timeoutt, odd: 999, rest: any } }
  Codes: { variants: { one: { code: A }, two: [{ code: A }, { kode: B }], three: { code: C, doc: D }, rest: any } }
  Names: { variants: { status:, rest: any, Rest: } }
clients:
  One: { errors: Nobody, operations: { list: { get: /orders } } }
  Other: { errors: One, operations: { list: { get: /orders } } }
"
    ));
}

#[test]
fn statuses_that_mean_nothing() {
    insta::assert_snapshot!(findings(
        "
types:
  State: { enum: [placed, known] }
  Order: { fields: { state: State, id: string, note: string? } }
clients:
  Orders:
    operations:
      range: { get: /a, returns: string, success: [200, 404, 200], statuses: { 99: body } }
      word: { get: /b, returns: string, statuses: { 404: nothing } }
      nobody: { get: /c, statuses: { 409: body } }
      always: { get: /d, returns: string, statuses: { 404: none } }
      value: { get: /e, returns: Order, statuses: { 409: { value: { stat: placed, note: [1] } }, 410: { value: known } } }
      member: { get: /f, returns: State, statuses: { 409: { value: knwon }, 410: [none] } }
"
    ));
}

#[test]
fn arguments_with_wrong_defaults_and_rules() {
    insta::assert_snapshot!(findings(
        "
types:
  Order: { fields: { id: string } }
clients:
  Orders:
    operations:
      missing: { get: /a, arguments: { limit: { type: u32?, default: 1 } } }
      body: { post: /b, arguments: { order: { type: Order, default: none } } }
      broken: { get: /c, arguments: { limit: { type: u32, default: 10, max: 9 }, name: { type: string, default: a, min_length: 2 } } }
      list: { get: /d, arguments: { names: { type: \"[string]\", default: [] } } }
      kinds: { get: /e, arguments: { limit: { type: u32, min_length: 2 }, name: { type: string, max: 2 } } }
      order: { get: /f, arguments: { limit: { type: u32, min: 2, max: 1 }, part: { type: i32, min: 0.5 } } }
      unfit: { get: /g, arguments: { limit: { type: u32, default: many } } }
"
    ));
}
