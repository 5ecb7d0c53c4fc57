//! References: a subject, a kind and a key that make a path.

use crate::rule::ValueError;
use crate::template::TemplateError;

/// Why a reference has no path, name or key. Names kinds and parameters, never a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// The kind has no path at all.
    #[error("`{kind}` has no path: it is named, never addressed")]
    NoRoute {
        /// The kind, as it is spelled on the wire.
        kind: &'static str,
    },
    /// The kind is addressed at a subject only.
    #[error("`{kind}` needs a subject: give the reference one")]
    SubjectRequired {
        /// The kind, as it is spelled on the wire.
        kind: &'static str,
    },
    /// The operation belongs to another kind.
    #[error("the operation belongs to `{expected}`, and the reference is of `{found}`")]
    WrongKind {
        /// The kind that has the operation.
        expected: &'static str,
        /// The kind of the reference.
        found: &'static str,
    },
    /// A concrete key is needed, and the key is the primary one.
    #[error("`{parameter}` is the primary one: give a concrete one")]
    NotConcrete {
        /// What the key is called.
        parameter: &'static str,
    },
    /// A value cannot stand in a path.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A value is refused by its rule.
    #[error(transparent)]
    Value(#[from] ValueError),
}
