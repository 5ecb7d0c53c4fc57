//! Lists that are given piece by piece, as written.

use crate::diagnostic::{Diagnostics, Span};
use crate::raw::{Text, integer, text};
use crate::source::{Fields, Node, Spanned};

/// How the pages of an operation follow each other.
#[derive(Clone, Debug)]
pub struct RawPages {
    /// Where it is written.
    pub span: Span,
    /// `method`: what the method for all items is called.
    pub method: Option<Text>,
    /// `items`: the field with the items of a page.
    pub items: Option<Text>,
    /// `offset`: the argument that says how many items come before a page.
    pub offset: Option<Text>,
    /// `cursor`: the argument that says what the server has given for the next page.
    pub cursor: Option<Text>,
    /// `next`: the field with what the server gives for the next page.
    pub next: Option<Text>,
    /// `limit`: the argument that says how many items a page has.
    pub limit: Option<Text>,
    /// `size`: how many those are.
    pub size: Option<Spanned<i64>>,
    /// `total`: the field that says how many items there are in all.
    pub total: Option<Text>,
    /// `more`: the field that says whether there is another page.
    pub more: Option<Text>,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPages> {
    let mut fields = Fields::of(node, "a plan of pages", diagnostics)?;
    let mut optional = |key| text(&mut fields, key, diagnostics);
    let (method, items, offset, cursor) =
        (optional("method"), optional("items"), optional("offset"), optional("cursor"));
    let (next, limit, total, more) = (optional("next"), optional("limit"), optional("total"), optional("more"));
    let size = integer(&mut fields, "size", diagnostics);
    fields.finish(diagnostics);
    Some(RawPages { span: node.span, method, items, offset, cursor, next, limit, size, total, more })
}
