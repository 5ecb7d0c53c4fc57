//! The `subjects` section, resolved.

use super::symbols::Declaration;

/// A set of subjects.
#[derive(Clone, Debug)]
pub struct SubjectSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
