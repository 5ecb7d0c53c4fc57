//! Lists that are given piece by piece.

use crate::editor::keys;
use crate::editor::words::Text;

keys! {
    /// How the pages of a list follow each other.
    Pages {
        /// What the method for all items is called.
        method: Option<Text>,
        /// The field of the result with the items.
        items: Option<Text>,
        /// The argument that says how many items come before a page.
        offset: Option<Text>,
        /// The argument that says what the server has given for the next page.
        cursor: Option<Text>,
        /// The field of the result with what the server gives for the next page.
        next: Option<Text>,
        /// The argument that says how many items a page has.
        limit: Option<Text>,
        /// How many items a page has.
        size: Option<i64>,
        /// The field of the result that says how many items there are in all.
        total: Option<Text>,
        /// The field of the result that says whether there is another page.
        more: Option<Text>,
    }
}
