//! When a subscription connects again, as written.

use super::retry::{RawBackoff, read_backoff};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node, NodeValue, Spanned};

/// When a subscription that failed connects again.
#[derive(Clone, Debug)]
pub enum RawReconnect {
    /// `none`: it does not.
    Never,
    /// By this policy.
    Policy(RawReconnectPolicy),
}

/// How often a subscription connects again, and how long apart.
#[derive(Clone, Debug)]
pub struct RawReconnectPolicy {
    /// `attempts`: how often at most, without a result in between.
    pub attempts: Spanned<i64>,
    /// `backoff`: how long apart.
    pub backoff: Option<RawBackoff>,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawReconnect> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.keyword(&[("none", ())], diagnostics).map(|()| RawReconnect::Never);
    }
    read_policy(node, diagnostics).map(RawReconnect::Policy)
}

pub(super) fn read_policy(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawReconnectPolicy> {
    let mut fields = Fields::of(node, "a policy for connecting again", diagnostics)?;
    let attempts = fields.require("attempts", diagnostics).and_then(|node| node.integer(diagnostics));
    let backoff = fields.take("backoff").and_then(|node| read_backoff(node, diagnostics));
    fields.finish(diagnostics);
    Some(RawReconnectPolicy { attempts: attempts?, backoff })
}
