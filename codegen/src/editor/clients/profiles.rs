//! Profiles of servers.

use crate::editor::words::{Case, Nothing, Text, TextMembers};
use crate::editor::{forms, keys};

forms! {
    /// A kind of server; nothing need be said about it.
    Profile {
        Plain(Nothing),
        Described(DescribedProfile),
    }
}

keys! {
    /// A kind of server.
    DescribedProfile {
        /// What it is, in Markdown; becomes the documentation of the generated code.
        doc: Option<Text>,
    }
}

keys! {
    /// What an operation calls differently in a profile.
    ProfileNames {
        /// How the members of the body are spelled.
        case: Option<Case>,
        /// What single fields of the body are called.
        names: Option<TextMembers>,
    }
}
