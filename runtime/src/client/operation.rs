//! What is known about an operation before it is called.

use super::Method;
use crate::template::Template;

/// An operation of a client: its name, and where and how it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    name: &'static str,
    method: Method,
    path: Template,
    absence: Absence,
}

/// What it means that a server does not know what a request names: status 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Absence {
    /// It is an error as any other status.
    #[default]
    IsAnError,
    /// It is an answer: none. So is an answer without a body.
    IsNone,
}

impl Operation {
    /// The operation `name`, called with this method at the paths of this template.
    pub const fn new(name: &'static str, method: Method, path: Template) -> Self {
        Self { name, method, path, absence: Absence::IsAnError }
    }

    /// The same operation, whose answer is none where a server knows nothing by its path.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.absence = Absence::IsNone;
        self
    }

    /// The name, for errors and logs: `Orders::get`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The template of its paths.
    pub const fn path(&self) -> &Template {
        &self.path
    }

    /// What status 404 means.
    pub const fn absence(&self) -> Absence {
        self.absence
    }
}
