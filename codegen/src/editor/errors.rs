//! The `errors` section.

use super::words::{Nothing, Text};
use super::{Members, described, forms, keys};

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
        Short(Failures),
        Long(LongErrorVariant),
    }
}

described! {
    /// A kind of error.
    LongErrorVariant {
        /// The failures that it stands for: `401`, `4xx`, `unsent`, `connect`, `timeout`, `any` and others.
        when: Option<Failures>,
    }
}

forms! {
    /// One failure, or several.
    Failures {
        One(FailureOf),
        Several(Vec<FailureOf>),
    }
}

forms! {
    /// A status or a word, or a code.
    FailureOf {
        Word(Text),
        Code(FailureCode),
    }
}

keys! {
    /// An error in an answer of GraphQL or JSON-RPC.
    FailureCode {
        /// Its code.
        code: Text,
    }
}
