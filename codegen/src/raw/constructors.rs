//! Constructors of records as written: forms that give the record.

use super::expression::Expression;
use super::forms::{RawValue, required_value};
use super::{About, Named, optional_members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// A named way to make a record.
#[derive(Clone, Debug)]
pub struct RawConstructor {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `takes`: the parameters.
    pub takes: Vec<Named<Expression>>,
    /// `gives`: the record.
    pub gives: RawValue,
}

/// Reads one constructor.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawConstructor> {
    let mut fields = Fields::of(node, "a constructor", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let takes = optional_members(&mut fields, "takes", diagnostics, Expression::read);
    let gives = required_value(&mut fields, "gives", diagnostics);
    fields.finish(diagnostics);
    Some(RawConstructor { about, takes, gives: gives? })
}
