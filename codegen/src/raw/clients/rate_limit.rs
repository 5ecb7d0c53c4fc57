//! How many requests there may be, as written.

use crate::diagnostic::Diagnostics;
use crate::raw::{Text, integer, required, text};
use crate::source::{Fields, Node, Spanned};

/// How many requests there may be in a time.
#[derive(Clone, Debug)]
pub struct RawRateLimit {
    /// `requests`: how many.
    pub requests: Spanned<i64>,
    /// `per`: in which time.
    pub per: Text,
    /// `burst`: how many of them at once.
    pub burst: Option<Spanned<i64>>,
    /// `longest_wait`: how long one waits for its turn.
    pub longest_wait: Option<Text>,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRateLimit> {
    let mut fields = Fields::of(node, "a rate limit", diagnostics)?;
    let requests = fields.require("requests", diagnostics).and_then(|node| node.integer(diagnostics));
    let per = required(&mut fields, "per", diagnostics);
    let burst = integer(&mut fields, "burst", diagnostics);
    let longest_wait = text(&mut fields, "longest_wait", diagnostics);
    fields.finish(diagnostics);
    Some(RawRateLimit { requests: requests?, per: per?, burst, longest_wait })
}
