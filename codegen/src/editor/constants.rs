//! The `constants` section.

use super::words::{Anything, Text};
use super::{described, forms};

forms! {
    /// A text, a number or a truth value.
    Constant {
        Short(Text),
        Long(LongConstant),
    }
}

described! {
    /// A constant with documentation.
    LongConstant {
        /// A text, a number or a truth value.
        value: Anything,
    }
}
