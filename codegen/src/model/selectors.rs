//! The `selectors` section, resolved.

use super::symbols::Declaration;

/// A selector.
#[derive(Clone, Debug)]
pub struct Selector {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
