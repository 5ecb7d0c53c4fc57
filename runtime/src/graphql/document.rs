//! Documents, and requests made of them.

use crate::json::Writer;
use crate::model::Model;

/// The text of an operation, and what it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    name: &'static str,
    operation_name: &'static str,
    text: &'static str,
}

impl Document {
    /// The operation `name`, which errors tell; what it is called in the text; and the text.
    pub const fn new(name: &'static str, operation_name: &'static str, text: &'static str) -> Self {
        Self { name, operation_name, text }
    }

    /// The name, for errors and logs.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the operation is called in the text.
    pub const fn operation_name(&self) -> &'static str {
        self.operation_name
    }

    /// The text.
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

/// A document with its variables. `Debug` shows the document only.
pub struct GraphqlRequest {
    document: &'static Document,
    /// The body as far as it is known; once there are variables, inside of their object.
    body: Writer,
    has_variables: bool,
}

impl GraphqlRequest {
    /// A request without variables.
    pub fn new(document: &'static Document) -> Self {
        let mut body = Writer::new();
        body.begin_object();
        body.key("\"query\":");
        body.string(document.text);
        body.key("\"operationName\":");
        body.string(document.operation_name);
        Self { document, body, has_variables: false }
    }

    /// Adds a variable; none is sent as `null`, what is to be left out is not added.
    pub fn variable<M: Model>(&mut self, name: &str, value: &M) {
        if !self.has_variables {
            self.has_variables = true;
            self.body.key("\"variables\":");
            self.body.begin_object();
        }
        self.body.name(name);
        value.encode(&mut self.body);
    }

    /// The document.
    pub fn document(&self) -> &'static Document {
        self.document
    }

    /// The body of a call: `query`, `operationName`, `variables`.
    pub(super) fn into_body(mut self) -> String {
        if !self.has_variables {
            self.body.key("\"variables\":{}");
        }
        self.end()
    }

    /// The payload of a subscription, which leaves `variables` out when there are none.
    #[cfg(feature = "subscription")]
    pub(super) fn into_payload(self) -> String {
        self.end()
    }

    fn end(mut self) -> String {
        if self.has_variables {
            self.body.end_object();
        }
        self.body.end_object();
        self.body.into_string()
    }
}

impl std::fmt::Debug for GraphqlRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GraphqlRequest").field("document", &self.document.name).finish_non_exhaustive()
    }
}
