//! The `events` section, resolved.

use super::symbols::Declaration;

/// A set of events.
#[derive(Clone, Debug)]
pub struct EventSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
}
