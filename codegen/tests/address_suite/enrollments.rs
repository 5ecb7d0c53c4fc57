//! Enrollments: what they become, and what they cannot be.

use super::{emitted, findings};

/// A shop that registers sellers in two ways.
const SHOP: &str = "
types:
  SellerKey: { newtype: string, secret: true }
  NewSeller: { fields: { name: string, region: string?, public_key: string? } }
  Seller: { fields: { id: string, key: SellerKey, url: string? } }
settings:
  ShopSettings:
    fields:
      seller: { type: string?, env: SELLER }
      key: { type: string?, env: KEY, secret: true }
      sign_up_key: { type: string?, env: SIGN_UP_KEY, secret: true }
clients:
  Shop:
    connection: { base_url: \"https://shop.example\" }
    auth:
      - signature:
          parts: [method, target, body]
          headers: { X-Seller: key_id, X-Signature: signature }
          key_id: ShopSettings.seller
          key: ShopSettings.key
      - name: sign_up_key
        api_key: { header: X-Sign-Up-Key, setting: ShopSettings.sign_up_key }
    values: { seller: { setting: ShopSettings.seller } }
    operations:
      sign_up: { post: /sellers, arguments: { seller: NewSeller }, returns: Seller, auth: [sign_up_key, none] }
      find: { get: \"/sellers/{id}\", arguments: { id: string }, query: { deep: bool? }, auth: none }
";

#[test]
fn an_enrollment_is_a_builder_and_its_calls() {
    insta::assert_snapshot!(emitted(&format!(
        "{SHOP}
enrollments:
  SellerEnrollment:
    doc: Somebody who sells.
    function: enroll
    client: Shop
    options:
      sign_up_key: {{ type: string?, secret: true, setting: ShopSettings.sign_up_key }}
      region: {{ type: string?, doc: Where it sells. }}
    record: Seller
    store: {{ directory: .shop/sellers, names: underscored }}
    check: {{ operation: find, arguments: {{ id: $stored.id, deep: true }}, timeout: 5s, stale: [404, 410] }}
    register:
      invited:
        when: sign_up_key
        operation: sign_up
        connect: {{ sign_up_key: $sign_up_key }}
        arguments: {{ seller: {{ name: $name, region: $region }} }}
        keep: {{ id: $answer.id, key: $answer.key, url: $answer.url }}
        then: {{ sign_up_key: $sign_up_key }}
      open:
        new_key: SellerKey
        operation: sign_up
        arguments: {{ seller: {{ name: $name, region: {{ $first: [$region, everywhere] }}, public_key: $public_key }} }}
        keep: {{ id: $answer.id, key: $private_key }}
    connect:
      base_url: $stored.url
      signature: {{ key_id: $stored.id, key: $stored.key }}
      seller: $stored.id
"
    )));
}

#[test]
fn enrollments_that_cannot_be() {
    insta::assert_snapshot!(findings(&format!(
        "{SHOP}
  Mute: {{ operations: {{ list: {{ get: /o }} }} }}
enrollments:
  Nobody: {{ client: Shpo, record: SellerKey, store: {{ directory: ../up }}, register: {{}}, connect: {{}} }}
  Silent:
    client: Mute
    record: Seller
    store: {{ directory: a }}
    register: {{ one: {{ operation: list, keep: {{ id: a, key: b }} }} }}
    connect: {{ base_url: $stored.url }}
  Wrong:
    client: Shop
    options: {{ store: string?, must: string, count: {{ type: u32?, secret: true }}, unused: string?, hidden: {{ type: string?, secret: true }} }}
    record: Seller
    store: {{ directory: a, names: plain }}
    check: {{ operation: fnd, stale: soon }}
    register:
      one:
        when: hiden
        new_key: Seller
        operation: sign_up
        arguments: {{ seler: x }}
        keep: {{ id: $answer.id, key: $answer.key }}
      two:
        operation: sign_up
        connect: {{ signature: $hidden, sign_up_key: {{ key_id: a, key: b }}, sing_up_key: $hidden }}
        arguments: {{ seller: {{ name: $hidden }} }}
        keep: {{ id: $answer.id, key: $answer.key }}
    connect: {{ signature: {{ key_id: $stored.id, key: $stored }} }}
"
    )));
}
