//! The `references` section, resolved.

use super::symbols::Declaration;

/// A reference.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
