//! Rate limits and caches.

use crate::{emitted, findings};

#[test]
fn limits_and_caches_of_clients_and_operations() {
    let emitted = emitted(
        "
clients:
  Orders:
    rate_limit: { requests: 100, per: 1m, burst: 10, longest_wait: 5s }
    cache: { ttl: 1m, size: 1000, evict: least_recently_used, clear: on_change }
    graphql: { path: /graphql }
    operations:
      list: { get: /orders, returns: \"[string]\" }
      now: { get: /now, returns: string, cache: none }
      find:
        get: \"/orders/{id}\"
        arguments: { id: string, detail: bool?, note: string? }
        headers: { trace: { type: string?, wire: X-Trace } }
        returns: string
        cache: { ttl: 5s, size: 10, key: [detail] }
        rate_limit: { requests: 1, per: 500ms }
      search: { post: /search, returns: string, idempotent: true, cache: { ttl: 5s, size: 10, clear: never, evict: oldest } }
      count: { query: count, returns: i32 }
      total: { query: total, returns: i32, cache: { ttl: 1h, size: 1 }, rate_limit: { requests: 2, per: 1s } }
      drop: { mutation: drop, returns: bool }
",
    );
    let builder = &emitted[emitted.find("pub fn builder()").unwrap()..];
    insta::assert_snapshot!(builder);
}

#[test]
fn limits_and_caches_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  State: { fields: { state: string } }
clients:
  Limits:
    rate_limit: { requests: 0, per: 1m }
    operations:
      bare: { get: /a, rate_limit: {} }
      burst: { get: /b, rate_limit: { requests: 2, per: 0s, burst: 3, longest_wait: long } }
  Caches:
    cache: { ttl: 1m, size: 0, key: [a] }
    operations:
      writes: { post: /a, cache: { ttl: 1m, size: 10 } }
      typos: { get: /b, arguments: { detail: bool }, cache: { ttl: 1m, size: 10, key: [detial], evict: latest } }
      word: { get: /c, cache: never }
      polled: { get: /e, returns: State, poll: { field: state, until: done, interval: 1s, limit: 1m }, cache: { ttl: 1m, size: 1 } }
      clear_caches: { get: /d }
  Empty:
    cache: { ttl: 1m, size: 1 }
    graphql: { path: /graphql, socket: /ws }
    operations:
      writes: { post: /a }
      own: { get: /b, cache: { ttl: 1m, size: 1 } }
      changes: { mutation: change, returns: bool, cache: { ttl: 1m, size: 1, key: [a] } }
      follows: { subscription: change, returns: bool, rate_limit: { requests: 1, per: 1s } }
"
    ));
}
