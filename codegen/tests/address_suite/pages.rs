//! Lists that are given piece by piece.

use crate::{emitted, findings};

#[test]
fn pages_by_offset_and_by_cursor() {
    insta::assert_snapshot!(emitted(
        "
types:
  State: { enum: [placed, sent] }
  OrderList: { fields: { orders: \"[string]\", total: i64?, has_more: bool? } }
  Slice: { fields: { data: \"[u32]?\", next_cursor: { type: string, deprecated: Ask again. } } }
clients:
  Orders:
    operations:
      list:
        get: \"/shops/{shop}/orders\"
        arguments: { shop: { type: string, doc: Whose. }, limit: u32?, offset: u32?, state: State? }
        returns: OrderList
        pages: { items: orders, offset: offset, limit: limit, size: 50, total: total, more: has_more }
      search:
        post: /orders/search
        body: { at: OrderList }
        query: { size: u64, cursor: string? }
        returns: Slice
        pages: { method: search_through, items: data, cursor: cursor, next: next_cursor, limit: size, size: 20 }
      numbers: { get: /numbers, arguments: { skip: i64 }, returns: \"[u32]\", pages: { offset: skip }, deprecated: Count. }
"
    ));
}

#[test]
fn pages_that_cannot_be() {
    insta::assert_snapshot!(findings(
        "
types:
  Secrets: { fields: { secrets: { type: \"[string]\", secret: true } } }
  OrderList: { fields: { orders: \"[string]\", total: string, next: u32, more: u32 } }
clients:
  Orders:
    operations:
      nothing: { get: /a, pages: { offset: offset } }
      no_items: { get: /b, arguments: { offset: u32? }, returns: OrderList, pages: { offset: offset } }
      no_step: { get: /c, returns: \"[u32]\", pages: { items: orders } }
      both: { get: /d, arguments: { a: u32?, b: string? }, returns: \"[u32]\", pages: { offset: a, cursor: b } }
      typos: { get: /e, arguments: { offset: u32? }, returns: OrderList, pages: { items: order, offset: ofset, sise: 1 } }
      types:
        get: /f
        arguments: { at: string, size: string, after: u32? }
        returns: OrderList
        pages: { items: total, total: total, more: more, next: next, limit: size, size: 0, cursor: at }
      cursor: { get: /g, arguments: { after: u32? }, returns: \"[u32]\", pages: { cursor: after, size: 10 } }
      unsized: { get: /h, arguments: { limit: u32, at: u32 }, returns: \"[u32]\", pages: { offset: at, limit: limit } }
      secret: { get: /i, arguments: { at: u32 }, returns: Secrets, pages: { items: secrets, offset: at } }
      no_taken: { get: /j, arguments: { at: u32 }, returns: \"[u32]\", pages: { method: both, offset: at } }
      taken_all: { get: /k }
"
    ));
}
