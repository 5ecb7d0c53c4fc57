//! Signatures inside of bodies.

use super::{emitted, findings};

const SHOP: &str = "
settings:
  ShopSettings:
    fields: { seller: { type: string, env: SELLER }, key: { type: string?, env: KEY, secret: true } }
types:
  Offer: { case: camelCase, fields: { unit_price: f64, note: string? } }
  Paid: { fields: { sum: i64 } }
";
const SIGNATURE: &str = "
      - signature:
          parts: [method, target, timestamp, body]
          headers: { X-Signature: signature }
          json: { sorted: true }
          key_id: ShopSettings.seller
          key: ShopSettings.key
";

#[test]
fn bodies_that_are_signed() {
    insta::assert_snapshot!(emitted(&format!(
        "{SHOP}
clients:
  Offers:
    json: {{ unescaped: true }}
    auth: {SIGNATURE}
    operations:
      offer:
        post: /offers
        arguments: {{ offer: Offer }}
        auth: none
        sign:
          body: {{ seller: key_id, price: $unit_price, note: $note, at: timestamp, proof: signature, key: public_key }}
          over: {{ price: $unit_price, at: timestamp }}
          json: {{ sorted: true, compact: true }}
          timestamp: iso_offset
      approve:
        post: /offers/approval
        arguments: {{ offer: Offer }}
        sign:
          body: {{ offer: {{ unitPrice: $unit_price, note: $note, version: {{ $text: \"1.0\" }} }}, signature: signature }}
          over: offer
      pay: {{ post: /payments, arguments: {{ paid: Paid }}, auth: none }}
      count: {{ post: /count, arguments: {{ paid: Paid }} }}
"
    )));
}

#[test]
fn signatures_in_bodies_that_cannot_be() {
    insta::assert_snapshot!(findings(&format!(
        "{SHOP}
clients:
  Unsigned:
    operations:
      offer:
        post: /offers
        arguments: {{ offer: Offer }}
        sign: {{ body: {{ price: $unit_price, note: $note, proof: signature }}, over: {{ price: $unit_price }} }}
  Offers:
    auth: {SIGNATURE}
    operations:
      list: {{ get: /offers, sign: {{ body: {{ proof: signature }}, over: {{ at: timestamp }} }} }}
      text: {{ post: /text, arguments: {{ text: string }}, sign: {{ body: {{ proof: signature }}, over: {{ at: timestamp }} }} }}
      empty: {{ post: /empty, arguments: {{ offer: Offer }}, sign: {{ body: {{}}, over: {{}}, form: 1 }} }}
      forgotten:
        post: /forgotten
        arguments: {{ offer: Offer }}
        sign: {{ body: {{ price: $unit_prize, what: {{ $txt: x }}, at: time, none: $ }}, over: price }}
      circular:
        post: /circular
        arguments: {{ offer: Offer }}
        sign: {{ body: {{ all: {{ price: $unit_price, note: $note, proof: signature }} }}, over: all }}
      other:
        post: /other
        arguments: {{ offer: Offer }}
        sign: {{ body: {{ price: $unit_price, note: $note, proof: signature }}, over: prize }}
"
    )));
}
