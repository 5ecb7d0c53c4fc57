//! Operations over JSON-RPC and streams of events: what they become, and what can be wrong with them.

use crate::{emitted, findings};

#[test]
fn calls_and_streams() {
    insta::assert_snapshot!(emitted(
        "
types:
  Find: { fields: { id: string } }
  Order: { fields: { id: string } }
clients:
  Shop:
    rpc: { path: /rpc }
    operations:
      find:
        doc: One order.
        rpc: FindOrder
        params: { find: { type: Find, doc: Which. } }
        headers: { trace: { type: string?, wire: X-Trace } }
        returns: Order
        auth: none
        idempotent: true
      ping: { rpc: Ping }
      watch: { rpc: WatchOrders, params: { call: \"{string: json}\" }, returns: Order, stream: sse }
      changes: { get: \"/orders/{id}/changes\", arguments: { id: string, since: u64? }, returns: Order, stream: sse }
  Bare:
    rpc: {}
    operations: { all: { rpc: orders/list, returns: \"[Order]\" } }
"
    ));
}

#[test]
fn calls_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  Order: { fields: { id: string } }
  Id: { newtype: string }
clients:
  Nowhere:
    operations: { total: { rpc: Total, returns: i64 } }
  Spread:
    rpc: { path: \"/rpc/{shop}\" }
    operations: { total: { rpc: Total, returns: i64 } }
  Shop:
    rpc: { path: /rpc, paths: /rpc }
    operations:
      unnamed: { rpc: ' ' }
      reserved: { rpc: rpc.discover }
      two: { rpc: Two, params: { one: Order, other: Order } }
      scalar: { rpc: One, params: { id: Id } }
      absent: { rpc: One, params: { order: Order? } }
      both: { rpc: One, post: /one }
      query: { rpc: One, query: { a: string } }
      header: { rpc: One, headers: { accept: string } }
      mistyped: { rcp: One }
"
    ));
}

#[test]
fn streams_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  Order: { fields: { id: string } }
clients:
  Shop:
    rpc: {}
    operations:
      nothing: { get: /orders, stream: sse }
      absent: { get: /orders, returns: Order?, stream: sse }
      other: { get: /orders, returns: Order, stream: socket }
      call: { rpc: Watch, stream: sse }
"
    ));
}
