//! The `kinds` section, resolved.

use super::symbols::Declaration;

/// A set of kinds.
#[derive(Clone, Debug)]
pub struct KindSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
