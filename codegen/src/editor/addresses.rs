//! The `subjects`, `kinds` and `selectors` sections.

use super::words::{Case, Nothing, Rules, Template, Text, TextMembers, Texts};
use super::{Members, described, forms, keys};

described! {
    /// A set of addressees, each with a path.
    Subjects {
        /// The members.
        members: Members<FamilyMember>,
        /// How member names are spelled on the wire.
        case: Option<Case>,
        /// Whether `.` and `..` are values.
        dots: Option<Dots>,
        /// Rules for every parameter of every member.
        values: Option<Rules>,
        /// How parameters are spelled in an input object.
        input: Option<Case>,
        /// How values become part of names.
        fragment: Option<Fragment>,
    }
}

described! {
    /// Values that travel as URIs, headers or topics.
    Selector {
        /// The members.
        members: Members<FamilyMember>,
        /// How member names are spelled on the wire.
        case: Option<Case>,
        /// Whether `.` and `..` are values.
        dots: Option<Dots>,
        /// Rules for every parameter of every member.
        values: Option<Rules>,
        /// The header that carries the selector.
        header: Option<Text>,
        /// Whether the selector is also a GraphQL value.
        graphql: Option<bool>,
    }
}

crate::editor::words::word!(Dots, crate::model::templates::Dots::WORDS, "Whether `.` and `..` are values.");

forms! {
    /// A template, or a template and more.
    FamilyMember {
        Short(Template),
        Long(LongFamilyMember),
    }
}

described! {
    /// A member with a template for its place: a path, a URI, a topic or a header.
    LongFamilyMember {
        /// The template of a path.
        path: Option<Template>,
        /// The template of a URI.
        uri: Option<Template>,
        /// The template of a topic.
        topic: Option<Template>,
        /// The template of a header's value.
        header: Option<Template>,
        /// The spelling of the member's name on the wire.
        wire: Option<Text>,
        /// Further names of the constructor.
        aliases: Option<Texts>,
        /// Rules for every parameter.
        values: Option<Rules>,
        /// Rules for single parameters.
        parameters: Option<Members<Rules>>,
    }
}

keys! {
    /// How values become part of names.
    Fragment {
        /// Single characters and what stands for them.
        replace: Option<TextMembers>,
    }
}

described! {
    /// A set of protocol surfaces.
    Kinds {
        /// The members.
        members: Members<Kind>,
        /// How member names are spelled on the wire.
        case: Option<Case>,
    }
}

forms! {
    /// Nothing, or how the kind is spelled.
    Kind {
        Bare(Nothing),
        Long(LongKind),
    }
}

described! {
    /// A protocol surface.
    LongKind {
        /// The spelling on the wire.
        wire: Option<Text>,
        /// The spelling in a path; without it the kind has no path.
        segment: Option<Text>,
    }
}
