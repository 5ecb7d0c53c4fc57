//! The `settings` section, resolved.

use super::symbols::Declaration;

/// Settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
