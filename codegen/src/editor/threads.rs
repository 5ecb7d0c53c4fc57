//! The `threads` section, and the forms in it.

use super::words::{Anything, Expression, Text, TextMembers, Texts, TypeName, word};
use super::{Members, described, forms, keys};
use crate::raw::threads::TargetUse;

described! {
    /// What an agent says in a conversation.
    Thread {
        /// The context that a thread is bound to.
        context: Text,
        /// The type of what is sent.
        emits: Text,
        /// How keys of callers' metadata do not begin.
        reserved: Option<Text>,
        /// Getters.
        properties: Option<Members<Property>>,
        /// The inbound message.
        message: Option<InboundMessage>,
        /// Where messages are delivered.
        target: Option<Target>,
        /// What was said before.
        history: Option<History>,
        /// Parts of what is sent.
        forms: Option<Members<Form>>,
        /// Kinds of content.
        contents: Option<Members<Content>>,
        /// What it does.
        operations: Members<Operation>,
    }
}

described! {
    /// A getter: a value from the first of several places that has it, or texts that are joined.
    Property {
        /// The places in the order in which they are tried.
        first: Option<Vec<Alternative>>,
        /// What stands in for a value that is in none of them; `$new_id` is made once.
        default: Option<Anything>,
        /// The texts of a list.
        join: Option<Join>,
    }
}

forms! {
    /// A path, or a path with conditions.
    Alternative {
        Short(Text),
        Long(LongAlternative),
    }
}

keys! {
    /// A path with conditions.
    LongAlternative {
        /// The path.
        path: Text,
        /// Paths, and the values that they must lead to.
        when: Option<Members<Anything>>,
        /// Whether an empty text is passed over.
        non_empty: Option<bool>,
    }
}

keys! {
    /// The texts of a list as one.
    Join {
        /// The list.
        of: Text,
        /// The text of an item.
        field: Text,
        /// What stands between two.
        with: Option<Text>,
        /// Which items are left out.
        without: Option<Without>,
    }
}

keys! {
    /// Items that have a key in a map of theirs.
    Without {
        /// The map of an item.
        at: Text,
        /// The key.
        key: Text,
    }
}

described! {
    /// The inbound message.
    InboundMessage {
        /// The name of the type.
        name: Text,
        /// Getters.
        properties: Option<Members<Property>>,
        /// What it does: operations of its own, or names of those of the thread.
        operations: Option<Members<MessageOperation>>,
    }
}

forms! {
    /// The name of an operation of the thread, or one of its own.
    MessageOperation {
        OfThread(Text),
        Own(Operation),
    }
}

keys! {
    /// Where messages are delivered.
    Target {
        /// The record that says it.
        #[schemars(rename = "type")]
        ty: Text,
        /// Where the inbound message came from.
        inbound: Anything,
    }
}

described! {
    /// What was said before.
    History {
        /// The type of one message.
        item: Text,
        /// The property that names the conversation.
        of: Text,
        /// How many messages are asked for where the caller does not say.
        limit: i64,
    }
}

described! {
    /// A function from parameters to a value.
    Form {
        /// Names and types of what it takes.
        takes: Option<Members<Expression>>,
        /// What it makes, where that is not what the thread emits.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The value: literals, `$names` of values that are there, lists and mappings.
        gives: Anything,
    }
}

described! {
    /// A kind of content.
    Content {
        /// `string`, or a declared type.
        #[schemars(rename = "type")]
        ty: Option<TypeName>,
        /// Fields that must not be empty.
        non_empty: Option<Texts>,
        /// How it is stored before it is sent.
        store: Option<Store>,
        /// What is sent.
        gives: Option<Anything>,
        /// What is sent for a stream of text.
        stream: Option<Stream>,
    }
}

keys! {
    /// How content is stored before it is sent.
    Store {
        /// Whose versions are counted together.
        scope: Anything,
        /// Under which name.
        name: Anything,
    }
}

keys! {
    /// What is sent for a stream of text.
    Stream {
        /// For each piece.
        delta: Anything,
        /// Behind the last piece.
        end: Anything,
        /// For the whole text.
        whole: Anything,
    }
}

described! {
    /// Something that a thread or message does.
    Operation {
        /// The kinds of content that it takes.
        contents: Option<Texts>,
        /// Which target it has.
        target: Option<WhichTarget>,
        /// Names for values of the context without which nothing is sent.
        requires: Option<TextMembers>,
        /// What the caller gives.
        arguments: Option<Members<Argument>>,
        /// What is sent, where that is not what the content gives.
        gives: Option<Anything>,
    }
}

word!(WhichTarget, TargetUse::WORDS, "Which target an operation has.");

forms! {
    /// A type, or a type and what else is to be said.
    Argument {
        Short(Expression),
        Long(LongArgument),
    }
}

described! {
    /// What a caller gives.
    LongArgument {
        /// The type.
        #[schemars(rename = "type")]
        ty: Expression,
        /// What stands in for an argument that is not given.
        default: Option<Anything>,
    }
}
