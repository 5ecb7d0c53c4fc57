//! The `contexts` section.

use super::words::{Text, TextMembers};
use super::{Members, described, forms, keys};

described! {
    /// A typed view of one request.
    Context {
        /// The record that the context is made from.
        request: Text,
        /// The raw parts that are kept.
        inbox: Option<Inbox>,
        /// Typed values from maps of the request.
        extensions: Option<Members<Extension>>,
        /// The event of the context.
        event: Option<EventSource>,
        /// The name of values that travel with the context.
        extra: Option<Text>,
        /// Short names for paths.
        accessors: Option<Members<Accessor>>,
        /// Selectors that are made from values of the context.
        selectors: Option<Members<DerivedSelector>>,
    }
}

keys! {
    /// The raw parts that are kept.
    Inbox {
        /// The name of the type.
        name: Text,
        /// Names for fields of the request.
        parts: Option<TextMembers>,
        /// Names and types of what the host gives beside the request.
        given: Option<TextMembers>,
    }
}

described! {
    /// A typed value under a key of a map.
    Extension {
        /// The map in the request.
        at: Text,
        /// The key in the map.
        key: Text,
        /// The record under the key.
        #[schemars(rename = "type")]
        ty: Text,
    }
}

keys! {
    /// Where the event of a context comes from.
    EventSource {
        /// The set of events.
        #[schemars(rename = "type")]
        ty: Text,
        /// The field of the request with the message.
        from: Text,
        /// The extension without which events are ignored.
        requires: Option<Text>,
    }
}

forms! {
    /// A path, or a path and documentation.
    Accessor {
        Short(Text),
        Long(LongAccessor),
    }
}

described! {
    /// A short name for a path.
    LongAccessor {
        /// The path.
        path: Text,
    }
}

described! {
    /// A selector that is made from values of the context.
    DerivedSelector {
        /// The selector.
        selector: Text,
        /// Forms of the selector and the paths to their values, in the order in which they are tried.
        first: Vec<TextMembers>,
    }
}
