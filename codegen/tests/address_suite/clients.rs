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
      tags: { get: /orders, headers: { tags: \"[Tags]\" } }
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

#[test]
fn clients_that_know_how_they_connect() {
    insta::assert_snapshot!(emitted(
        "
constants:
  VERSION: \"2\"
types:
  TokenRequest: { case: camelCase, fields: { client_id: string, secret: string, grant: string? } }
  Token: { case: camelCase, fields: { access_token: { type: string, secret: true }, expires_in: u32? } }
settings:
  ApiSettings:
    fields:
      host: { type: string?, env: HOST }
      client_id: { type: string?, env: CLIENT_ID, trim: true }
      client_secret: { type: string?, env: CLIENT_SECRET, secret: true }
      key: { type: string, env: KEY, secret: true }
clients:
  Orders:
    connection:
      base_url: { setting: ApiSettings.host, default: \"https://acme.example/api\" }
      timeout: 30s
      connect_timeout: 1500ms
      user_agent: till/1.0
      body_limit: 65536
      headers: { X-Version: \"v${VERSION}\" }
    auth:
      - bearer:
          operation: log_in
          request:
            client_id: { setting: ApiSettings.client_id }
            secret: { setting: ApiSettings.client_secret }
            grant: client
          token: access_token
          expires_in: expires_in
          lifetime: 10m
          margin: 90s
          latch: 401
          keep: [unreachable, unreadable]
      - api_key: { header: X-API-Key, setting: ApiSettings.key }
      - bearer: { setting: ApiSettings.key }
    retry:
      attempts: 4
      when: [connect, 429, 5xx]
      backoff: { initial: 250ms, factor: 1.5, max: 10s, jitter: full }
      retry_after: 1m
    operations:
      log_in: { post: /session, body: { request: TokenRequest }, returns: Token, auth: none }
      list: { post: /orders/search, returns: \"[string]\", idempotent: true }
"
    ));
}

#[test]
fn connections_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
settings:
  ApiSettings:
    fields:
      host: { type: string, env: HOST }
      port: { type: u32, env: PORT }
      key: { type: string, env: KEY, secret: true }
  Other: { fields: { key: { type: string, env: OTHER_KEY, secret: true } } }
clients:
  Urls: { connection: { base_url: acme.example }, operations: { list: { get: /orders } } }
  Passwords: { connection: { base_url: \"https://u:p@acme.example\" }, operations: { list: { get: /orders } } }
  Queries: { connection: { base_url: \"https://acme.example?a\" }, operations: { list: { get: /orders } } }
  Mistyped: { connection: { base_url: { setting: ApiSettings.hots } }, operations: { list: { get: /orders } } }
  Bare: { connection: { base_url: { setting: host } }, operations: { list: { get: /orders } } }
  Numbers: { connection: { base_url: { setting: ApiSettings.port } }, operations: { list: { get: /orders } } }
  Secrets: { connection: { base_url: { setting: ApiSettings.key } }, operations: { list: { get: /orders } } }
  Kinds: { connection: { base_url: { setting: Urls.key } }, operations: { list: { get: /orders } } }
  Times: { connection: { timeout: 30, connect_timeout: 0s }, operations: { list: { get: /orders } } }
  Limits: { connection: { body_limit: 0, user_agent: \"\" }, operations: { list: { get: /orders } } }
  Headers:
    connection: { headers: { authorization: x, X Y: x, host: x, A: \"ä\", B: x, b: y } }
    operations: { list: { get: /orders } }
  Keys: { connection: { time_out: 3s }, operations: { list: { get: /orders }, builder: { get: /b } } }
  Groups:
    connection: { base_url: { setting: ApiSettings.host } }
    auth: [{ api_key: { header: X-Key, setting: Other.key } }]
    operations: { list: { get: /orders } }
"
    ));
}

#[test]
fn credentials_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  Request: { fields: { id: string, secret: string, count: u32? } }
  Token: { fields: { access: string, lives: string } }
settings:
  ApiSettings:
    fields:
      id: { type: string, env: ID }
      port: { type: u32, env: PORT }
clients:
  Sessions:
    connection: { base_url: \"https://sessions.example\" }
    operations:
      create: { post: /sessions, body: { request: Request }, returns: Token }
      list: { get: /sessions, returns: \"[Token]\" }
  Shown: { auth: [{ api_key: { header: host, setting: ApiSettings.id } }], operations: { list: { get: /o } } }
  Nothing: { auth: [], operations: { list: { get: /o, auth: token } } }
  Unknown: { auth: [{ apikey: {} }, {}], operations: { list: { get: /o } } }
  Both: { auth: [{ bearer: { setting: ApiSettings.port, operation: x } }], operations: { list: { get: /o } } }
  Elsewhere:
    auth:
      - bearer:
          operation: Sessions.create
          request: { id: { setting: ApiSettings.id }, count: \"3\" }
          token: acess
          latch: [200, 401, never]
    operations: { list: { get: /o } }
  Operations:
    auth:
      - bearer: { operation: lists, request: { id: x }, token: access }
      - bearer: { operation: list, request: { id: x }, token: access }
      - bearer: { operation: Other.list, request: { id: x }, token: access }
      - bearer: { operation: create, request: { id: x, secret: y }, token: access, expires_in: lives, margin: 1 }
    operations: { list: { get: /o }, create: { post: /s, body: { request: Request }, returns: Token } }
"
    ));
}

#[test]
fn retries_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
clients:
  Once: { retry: { attempts: 1, when: [connect] }, operations: { list: { get: /o } } }
  Never: { retry: { attempts: 3, when: [] }, operations: { list: { get: /o } } }
  Always: { retry: { attempts: 3, when: [200, 3xx, conect] }, operations: { list: { get: /o } } }
  Missing: { retry: {}, operations: { list: { get: /o, idempotent: maybe } } }
  Backwards:
    retry: { attempts: 3, when: 5xx, backoff: { initial: 9s, factor: 0.5, max: 1s, jitter: some }, retry_after: soon }
    operations: { list: { get: /o } }
"
    ));
}

#[test]
fn clients_that_sign_their_requests() {
    insta::assert_snapshot!(emitted(
        "
settings:
  ShopSettings:
    fields: { seller: { type: string, env: SELLER }, key: { type: string?, env: KEY, secret: true } }
clients:
  Plain:
    auth:
      - signature:
          parts: [method, target, timestamp, body]
          headers: { X-Signature: signature }
          key_id: ShopSettings.seller
          key: ShopSettings.key
    operations: { ping: { get: /ping } }
  Whole:
    auth:
      - signature:
          parts: [{ text: v1 }, path, query, key_id, body_with_members, body_hash_hex, body_hash_base64]
          separator: \"|\"
          headers: { X-Key: key_id, X-Public: public_key, X-Time: timestamp, X-Signature: signature }
          timestamp: unix_milliseconds
          json: { sorted: true, compact: true, unescaped: true }
          tolerance: 5m
          on_skew: adjust
          key_id: ShopSettings.seller
          key: ShopSettings.key
    operations: { ping: { get: /ping } }
"
    ));
}

#[test]
fn signatures_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
settings:
  ShopSettings:
    fields:
      seller: { type: string, env: SELLER }
      key: { type: string, env: KEY, secret: true }
clients:
  Empty:
    auth:
      - signature: { parts: [], headers: { X-S: signature }, key_id: ShopSettings.seller, key: ShopSettings.key }
    operations: { ping: { get: /ping } }
  Mistyped:
    auth:
      - signature:
          parts: [methd, { txt: v1 }]
          headers: { X-S: signatur, host: signature, X-T: timestamp, x-t: timestamp }
          timestamp: seconds
          tolerance: 0s
          on_skew: ignore
          json: { sort: true }
          key_id: ShopSettings.seller
          key: ShopSettings.key
    operations: { ping: { get: /ping } }
  Nobody:
    auth:
      - signature:
          parts: [method]
          headers: { X-Time: timestamp }
          key_id: ShopSettings.buyer
          key: ShopSettings.seller
    operations: { ping: { get: /ping } }
  Twice:
    auth:
      - signature: { parts: [path], headers: { X-S: signature }, key_id: ShopSettings.seller, key: ShopSettings.key }
      - signature: { parts: [path], headers: { X-S: signature }, key_id: ShopSettings.seller, key: ShopSettings.key }
      - signature: {}
        api_key: { header: X-Key, setting: ShopSettings.key }
    operations: { ping: { get: /ping } }
  Incomplete:
    auth: [{ signature: { parts: [path] } }]
    operations: { ping: { get: /ping } }
"
    ));
}

#[test]
fn values_that_clients_hold() {
    insta::assert_snapshot!(emitted(
        "
types:
  Shop: { fields: { id: string, name: string? } }
  Ask: { fields: { metadata: \"{string: json}?\" } }
  State: { enum: [placed, sent] }
settings:
  ShopSettings: { fields: { shop: { type: string?, env: SHOP } } }
selectors:
  Buyer:
    header: X-Buyer
    graphql: true
    dots: keep
    values: { non_empty: true }
    members: { person: { uri: \"shop://buyer/person/{id}\" }, firm: { uri: \"shop://buyer/firm/{id}\" } }
contexts:
  Asking:
    request: Ask
    extensions: { shop: { at: metadata, key: shop, type: Shop } }
    selectors: { buyer: { selector: Buyer, first: [{ person: shop.name }, { firm: shop.id }] } }
clients:
  Orders:
    graphql: { path: /graphql }
    values:
      shop: { setting: ShopSettings.shop, context: Asking.shop.id, doc: The shop that sells. }
      buyer: { type: Buyer?, context: Asking.buyer }
      state: State?
    operations:
      find: { get: \"/shops/{shop}/orders/{id}\", arguments: { shop: { from: shop }, id: string }, returns: string? }
      list:
        get: \"/shops/{shop}/orders\"
        arguments: { shop: { type: string, from: shop }, state: { type: State?, from: state } }
        headers: { buyer: { from: buyer, only: [person] } }
        returns: \"[string]\"
      buy:
        mutation: buy
        variables: { shop: { from: shop }, buyer: { type: Buyer?, from: buyer, as_null: true } }
        returns: string
"
    ));
}

#[test]
fn values_that_cannot_be_held() {
    insta::assert_snapshot!(findings(
        "
types:
  Shop: { fields: { id: string, size: i64 } }
  Ask: { fields: { metadata: \"{string: json}?\" } }
settings:
  ShopSettings: { fields: { shop: { type: string?, env: SHOP }, key: { type: string?, env: KEY, secret: true } } }
selectors:
  Buyer: { graphql: true, dots: keep, values: { non_empty: true }, members: { person: { uri: \"shop://buyer/{id}\" } } }
contexts:
  Asking: { request: Ask, extensions: { shop: { at: metadata, key: shop, type: Shop } } }
  Other: { request: Ask, extensions: { shop: { at: metadata, key: shop, type: Shop } } }
clients:
  Orders:
    values:
      shop: { setting: ShopSettings.shop }
      secret: { setting: ShopSettings.key }
      number: { type: i64, setting: ShopSettings.shop }
      nothing: {}
      sockets: string
      size: { type: string, context: Asking.shop.size }
      other: { type: string, context: Other.shop.id }
      buyer: { type: Buyer, context: Asking.byer }
      someone: Buyer
      context: { type: string, context: Asking }
      ask: Asking
    operations:
      find: { get: \"/{id}\", arguments: { id: { from: shp } } }
      other: { get: \"/{id}\", arguments: { id: { type: i64, from: shop } } }
      place: { post: /, body: { order: { from: shop } } }
      list: { get: /, query: { buyer: { from: someone } }, headers: { someone: { from: someone } } }
      some: { get: /, query: { shop: { from: shop, only: [person] }, id: { type: string, only: [person] } } }
      shop: { get: / }
      with_context: { get: / }
"
    ));
}

const SURFACES: &str = "
subjects:
  Holder:
    fragment: { replace: { \"-\": \"_\" } }
    values: { non_empty: true }
    members: { shop: { path: \"/shops/{shop_id}\" } }
kinds:
  Surface: { members: { tools: { segment: tools }, chat: { segment: chat }, bell: {} } }
references:
  SurfaceReference:
    subject: Holder
    kind: Surface
    key: { name: SurfaceKey, values: { non_empty: true }, fragment: { replace: { \".\": \"_\" } } }
    path: \"[{subject}]/{kind}[/{key}]\"
    without_subject: [tools]
    fragment: { without_subject: all }
selectors:
  Buyer: { header: X-Buyer, values: { non_empty: true }, members: { person: { uri: \"shop://buyer/{id}\" } } }
";

#[test]
fn endpoints_for_other_software() {
    insta::assert_snapshot!(emitted(&format!(
        "{SURFACES}
clients:
  Orders:
    values: {{ buyer: Buyer?, seller: string }}
    endpoints:
      tools:
        doc: Tools of a shop.
        reference: SurfaceReference
        kind: tools
        name:
          - {{ subject: none, key: [primary, main], name: shop_tools }}
          - {{ subject: some, key: concrete, name: \"shop_{{subject}}_{{key}}\" }}
          - {{ key: old, name: old }}
          - {{ name: \"shop_{{reference}}\" }}
        headers: {{ X-Buyer: {{ from: buyer, only: [person] }}, X-Seller: {{ from: seller }} }}
      chat: {{ reference: SurfaceReference, kind: chat, deprecated: Write letters. }}
      models: {{ path: /v1, headers: {{ Accept: application/json }} }}
    operations: {{ list: {{ get: /orders, returns: \"[string]\" }} }}
"
    )));
}

#[test]
fn endpoints_that_cannot_be() {
    insta::assert_snapshot!(findings(&format!(
        "{SURFACES}
clients:
  Orders:
    values: {{ buyer: Buyer?, tags: \"[string]?\" }}
    endpoints:
      nowhere: {{}}
      both: {{ path: /a, reference: SurfaceReference, kind: tools }}
      silent: {{ reference: SurfaceReference, kind: bell }}
      mistyped: {{ reference: SurfaceReference, kind: tool }}
      template: {{ path: \"/{{id}}\" }}
      named: {{ path: /a, name: \"{{key}}\" }}
      open: {{ reference: SurfaceReference, kind: chat, name: [{{ name: a }}, {{ subject: some, name: b }}] }}
      parts:
        reference: SurfaceReference
        kind: chat
        name: [{{ key: a, name: \"{{subject}}\" }}, {{ key: b, name: \"{{kye}}\" }}, {{ key: c, name: \"a{{\" }}, {{ name: x }}]
      sent:
        path: /a
        headers:
          Authorization: me
          X-Other: {{ from: buyer }}
          X-Tags: {{ from: tags }}
          X-Nobody: {{ from: nobody }}
    operations: {{ sent_endpoint: {{ get: /orders }} }}
"
    )));
}
