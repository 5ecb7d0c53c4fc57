//! What is about to be done, and how it went.

use std::collections::BTreeMap;
use std::fmt;

use crate::json::{Map, Value};

/// What a function is about to do. `Debug` shows the names of attributes; their values may be secret.
#[derive(Clone, PartialEq)]
pub struct Action {
    name: String,
    resource: Option<String>,
    attributes: Map<String, Value>,
    function: Option<Function>,
}

/// Where an action is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Function {
    name: &'static str,
    module: &'static str,
}

impl Action {
    /// An action by its name, such as `db:read`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), resource: None, attributes: Map::new(), function: None }
    }

    /// What it is done to.
    #[must_use]
    pub fn with_resource(mut self, resource: impl fmt::Display) -> Self {
        self.resource = Some(resource.to_string());
        self
    }

    /// Something else that the guard may want to know.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.attributes.insert(name.into(), value.into());
        self
    }

    /// The function that does it, and the module of that. The attribute `guard` of the macros says so.
    #[must_use]
    pub fn in_function(mut self, name: &'static str, module: &'static str) -> Self {
        self.function = Some(Function { name, module });
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is done to.
    pub fn resource(&self) -> Option<&str> {
        self.resource.as_deref()
    }

    /// The name of the function that does it.
    pub fn function(&self) -> Option<&'static str> {
        self.function.map(|function| function.name)
    }

    /// The module of that function.
    pub fn module(&self) -> Option<&'static str> {
        self.function.map(|function| function.module)
    }

    /// What else is known, in a map of its own.
    pub fn attribute_map(&self) -> BTreeMap<String, Value> {
        self.attributes.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What else is known, by name.
    pub fn attributes(&self) -> &Map<String, Value> {
        &self.attributes
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Action")
            .field("name", &self.name)
            .field("resource", &self.resource)
            .field("attributes", &self.attributes.keys().collect::<Vec<_>>())
            .field("function", &self.function)
            .finish()
    }
}

/// That an action is allowed, and the id under which the guard remembers it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Permit {
    id: Option<String>,
}

impl Permit {
    /// A permit that nothing is remembered of.
    pub fn new() -> Self {
        Self::default()
    }

    /// A permit with an id, which is there again when the outcome is reported.
    pub fn with_id(id: impl Into<String>) -> Self {
        Self { id: Some(id.into()) }
    }

    /// The id.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// How an action went. Holds nothing of what the function returned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The function returned `Ok`.
    Succeeded,
    /// The function returned `Err`.
    Failed {
        /// The error as it displays itself.
        error: String,
    },
    /// The function did not return: it panicked, or its future was dropped.
    Aborted,
}
