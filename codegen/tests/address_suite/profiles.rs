//! Profiles of servers.

use super::{emitted, findings};

#[test]
fn servers_that_call_things_differently() {
    insta::assert_snapshot!(emitted(
        "
types:
  Order: { fields: { unit_price: f64, note: string? } }
clients:
  Orders:
    profiles:
      first: { doc: As they were. }
      camel_case:
      named:
    operations:
      place:
        post: /orders
        arguments: { order: Order }
        profiles: { camel_case: { case: camelCase }, named: { case: camelCase, names: { note: memo } } }
      list: { get: /orders, returns: [Order] }
"
    ));
}

#[test]
fn profiles_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
settings:
  ShopSettings:
    fields: { seller: { type: string, env: SELLER }, key: { type: string?, env: KEY, secret: true } }
types:
  Order: { fields: { unit_price: f64, note: string? } }
  OrdersProfile: { enum: [a] }
clients:
  Orders:
    auth:
      - signature:
          { parts: [method], headers: { X-Signature: signature }, key_id: ShopSettings.seller, key: ShopSettings.key }
    profiles: { first: , camel_case: { docs: x }, second: }
    operations:
      list: { get: /orders, returns: [Order], profiles: { second: { case: camelCase } } }
      text: { post: /text, body: { text: string }, profiles: { second: { case: camelCase } } }
      first: { post: /first, body: { order: Order }, profiles: { first: { case: camelCase } } }
      unknown: { post: /unknown, body: { order: Order }, profiles: { secnd: { case: camelCase } } }
      names: { post: /names, body: { order: Order }, profiles: { second: { names: { unit_prize: x, note: unit_price } } } }
      same: { post: /same, body: { order: Order }, profiles: { second: { case: snake_case } } }
      signed:
        post: /signed
        body: { order: Order }
        profiles: { second: { case: camelCase } }
        sign: { body: { p: $unit_price, n: $note, s: signature }, over: { p: $unit_price } }
      with_profile: { get: /orders }
  None:
    operations:
      place: { post: /orders, body: { order: Order }, profiles: { second: { case: camelCase } } }
"
    ));
}
