//! What a list that is given piece by piece calls its parts.

use serde::Deserialize;

/// Names of query parameters and of fields, for lists that call them otherwise than most.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pages {
    /// The parameter that says how many items a page has.
    pub limit: Option<String>,
    /// The parameter that says how many items come before it.
    pub offset: Option<String>,
    /// The parameter that says what the server has given for it.
    pub cursor: Option<String>,
    /// The field with the items.
    pub items: Option<String>,
    /// The field that says how many there are in all.
    pub total: Option<String>,
    /// The field with what the next page is asked for with.
    pub next: Option<String>,
    /// The field that says whether there is another page.
    pub more: Option<String>,
}
