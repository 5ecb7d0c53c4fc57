//! Which responses are kept, as written.

use crate::diagnostic::{Diagnostics, Span};
use crate::model::clients::cache::{ClearOn, Evict};
use crate::raw::{Text, required, required_texts};
use crate::source::{Fields, Node, NodeValue, Spanned};

/// What is kept, for how long, and how much of it.
#[derive(Clone, Debug)]
pub struct RawCache {
    /// Where it is written.
    pub span: Span,
    /// `ttl`: for how long a response is kept.
    pub ttl: Text,
    /// `size`: how many are.
    pub size: Spanned<i64>,
    /// `key`: the arguments that tell answers apart.
    pub key: Option<Spanned<Vec<Text>>>,
    /// `evict`: which one goes when there is no room.
    pub evict: Option<Evict>,
    /// `clear`: what makes all of them worthless.
    pub clear: Option<ClearOn>,
}

/// What an operation says about it.
#[derive(Clone, Debug)]
pub enum RawOperationCache {
    /// `none`: its responses are not kept.
    Never,
    /// In a cache of its own.
    Own(RawCache),
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawCache> {
    let mut fields = Fields::of(node, "a cache", diagnostics)?;
    let ttl = required(&mut fields, "ttl", diagnostics);
    let size = fields.require("size", diagnostics).and_then(|node| node.integer(diagnostics));
    let key = fields.take("key");
    let key = key.map(|node| Spanned::new(required_texts(node, "arguments", diagnostics), node.span));
    let evict = fields.take("evict").and_then(|node| node.keyword(&Evict::WORDS, diagnostics));
    let clear = fields.take("clear").and_then(|node| node.keyword(&ClearOn::WORDS, diagnostics));
    fields.finish(diagnostics);
    Some(RawCache { span: node.span, ttl: ttl?, size: size?, key, evict, clear })
}

pub(super) fn read_of_operation(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOperationCache> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.keyword(&[("none", ())], diagnostics).map(|()| RawOperationCache::Never);
    }
    read(node, diagnostics).map(RawOperationCache::Own)
}
