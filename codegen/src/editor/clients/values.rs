//! Values that a client holds.

use crate::editor::words::{Expression, Text};
use crate::editor::{forms, keys};

forms! {
    /// A type or the name of a selector, or a value in full.
    HeldValue {
        Short(Expression),
        Long(LongHeldValue),
    }
}

keys! {
    /// A value that a client holds.
    LongHeldValue {
        /// What it is, in Markdown; becomes part of the documentation of the client.
        doc: Option<Text>,
        /// The type, or the name of a selector; `?` behind it where calls do without it. Without it a `string`.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The setting that says it: `ApiSettings.shop`.
        setting: Option<Text>,
        /// Where it is in a context: `RequestContext.shop.id`, or the name of a selector of the context.
        context: Option<Text>,
    }
}
