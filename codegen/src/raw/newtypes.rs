//! Newtypes as written: a type, and the rules that its values follow.

use super::expression::Expression;
use super::rules::RawRules;
use super::{Literal, flag};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// A newtype: a value with rules.
#[derive(Clone, Debug)]
pub struct RawNewtype {
    /// `newtype`: the type inside.
    pub inner: Expression,
    /// `trim`, `non_empty`, `strip_prefix`, lengths and pattern.
    pub rules: RawRules,
    /// `min`
    pub min: Option<Literal>,
    /// `max`
    pub max: Option<Literal>,
    /// `secret`
    pub secret: bool,
}

pub(super) fn read(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawNewtype> {
    let rules = RawRules::read(fields, diagnostics);
    let mut limit = |key| fields.take(key).cloned().map(Literal);
    let (min, max) = (limit("min"), limit("max"));
    let secret = flag(fields, "secret", diagnostics).is_some_and(|flag| flag.value);
    Some(RawNewtype { inner: Expression::read(node, diagnostics)?, rules, min, max, secret })
}
