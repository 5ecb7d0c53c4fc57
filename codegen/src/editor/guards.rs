//! The `guards` section.

use super::clients::retry::Backoff;
use super::words::{Anything, Expression, Text, Texts, word};
use super::{Members, described, forms, keys};
use crate::model::guards;

word!(GuardTimestamp, guards::TimestampForm::WORDS, "How the time is written.");

described! {
    /// A guard that is made of operations of a client.
    Guard {
        /// The client whose operations it is made of.
        client: Text,
        /// The variant of the client's errors that a denial is: `ClientErrors.denied`.
        denied: Option<Text>,
        /// What a program can choose.
        options: Option<Members<GuardOption>>,
        /// How `$now` is written.
        timestamp: Option<GuardTimestamp>,
        /// What is called once for each action, before it is checked.
        register: Option<Registration>,
        /// What decides.
        check: Check,
        /// What is asked while nothing is decided.
        wait: Option<Wait>,
        /// What hears how an action went.
        report: Option<GuardReport>,
    }
}

forms! {
    /// A type, or a type and more.
    GuardOption {
        Short(Expression),
        Long(LongOption),
    }
}

described! {
    /// What a program can choose.
    LongOption {
        /// The type.
        #[schemars(rename = "type")]
        ty: Expression,
        /// What it is when nothing is chosen.
        default: Option<Anything>,
        /// The table that says it of the name of an action, when nothing is chosen.
        table: Option<Text>,
    }
}

keys! {
    /// What is called once for each action.
    Registration {
        /// The operation of the client.
        operation: Text,
        /// Its arguments: literals, `$names`, lists and mappings.
        arguments: Option<Members<Anything>>,
        /// The option that says whether it is called.
        when: Option<Text>,
        /// Statuses after which it is not called again.
        settled: Option<Texts>,
    }
}

keys! {
    /// What decides about an action.
    Check {
        /// The operation of the client.
        operation: Text,
        /// Its arguments: literals, `$names`, lists and mappings.
        arguments: Option<Members<Anything>>,
        /// Where its answer has the word that decides.
        status: Text,
        /// Words that allow an action.
        allowed: Texts,
        /// Words that deny it.
        denied: Option<Texts>,
        /// Words of what is not decided yet.
        pending: Option<Texts>,
        /// Where the answer says why; the first that is there.
        reason: Option<Texts>,
        /// Where the answer has the id under which it is remembered.
        permit: Option<Text>,
    }
}

keys! {
    /// What is asked while nothing is decided.
    Wait {
        /// The operation of the client.
        operation: Text,
        /// Its arguments: literals, `$names`, lists and mappings.
        arguments: Option<Members<Anything>>,
        /// How long apart the questions are.
        interval: Backoff,
        /// For how long it is asked: `5m`, or `$option`.
        limit: Text,
    }
}

keys! {
    /// What hears how an action went.
    GuardReport {
        /// The operation of the client.
        operation: Text,
        /// Its arguments after a success.
        succeeded: Option<Members<Anything>>,
        /// Its arguments after a failure.
        failed: Option<Members<Anything>>,
        /// Its arguments after an end that is neither.
        aborted: Option<Members<Anything>>,
    }
}
