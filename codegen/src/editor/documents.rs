//! The `documents` section.

use super::words::{Text, Texts, word};
use super::{Members, described, forms, keys};
use crate::raw::documents::Presence;

word!(
    AttributeType,
    Presence::WORDS,
    "Whether an attribute is always there: `string`, or `string?` for one that is left out when it is empty."
);

described! {
    /// A document of components; itself the component at the root.
    Document {
        /// The media type of the markup.
        media_type: Text,
        /// The tag of the root, where it is not the name.
        wire: Option<Text>,
        /// The attributes of the root, in the order in which they are rendered.
        attributes: Option<Members<Attribute>>,
        /// What the text in the root is called.
        content: Option<Text>,
        /// The components that can be in the root.
        children: Option<Texts>,
        /// The attribute of the root that is the title.
        title: Option<Text>,
        /// What files with the markup are called; a title comes in front.
        file: Option<Text>,
        /// What can be in it.
        components: Option<Members<Component>>,
        /// Whether markup can be given.
        markup: Option<bool>,
        /// That a URL can be given.
        url: Option<DocumentUrl>,
    }
}

described! {
    /// A component.
    Component {
        /// The tag, where it is not the name.
        wire: Option<Text>,
        /// The attributes, in the order in which they are rendered.
        attributes: Option<Members<Attribute>>,
        /// What the text in it is called.
        content: Option<Text>,
        /// The components that can be in it.
        children: Option<Texts>,
        /// Attributes of which it has exactly one.
        either: Option<Texts>,
    }
}

forms! {
    /// A type, or a type and more.
    Attribute {
        Short(AttributeType),
        Long(LongAttribute),
    }
}

described! {
    /// An attribute.
    LongAttribute {
        /// Whether it is always there.
        #[schemars(rename = "type")]
        ty: AttributeType,
        /// The spelling in the markup, where it is not the name.
        wire: Option<Text>,
    }
}

keys! {
    /// How a document can be given as a URL.
    DocumentUrl {
        /// What the URL begins with.
        starts_with: Texts,
    }
}
