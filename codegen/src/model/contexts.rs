//! The `contexts` section, resolved.

use super::symbols::Declaration;

/// A context.
#[derive(Clone, Debug)]
pub struct Context {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
