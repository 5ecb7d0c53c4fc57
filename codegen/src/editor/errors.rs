//! The `errors` section.

use super::words::{Nothing, Texts};
use super::{Members, described, forms};

described! {
    /// The error of clients: an enum.
    Errors {
        /// The kinds of errors; a failure is the first that stands for it.
        variants: Members<ErrorVariant>,
    }
}

forms! {
    /// Nothing for one that others make, failures, or more.
    ErrorVariant {
        Bare(Nothing),
        Short(Texts),
        Long(LongErrorVariant),
    }
}

described! {
    /// A kind of error.
    LongErrorVariant {
        /// The failures that it stands for: `401`, `4xx`, `unsent`, `connect`, `timeout`, `any` and others.
        when: Option<Texts>,
    }
}
