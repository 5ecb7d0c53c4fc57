//! Findings about a schema: what is wrong, where, and what would repair it.
//!
//! A stage pushes everything it finds into one [`Diagnostics`] sink and goes on as far as it can, so that a
//! person sees all mistakes in one run. Only the end of a stage asks whether there were errors.

mod code;
mod json;
mod render;
mod sink;
mod span;
pub mod suggest;

pub use code::{Code, Severity};
pub use json::to_json;
pub use render::Renderer;
pub use sink::Diagnostics;
pub use span::{FileId, Span};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// Where it is, unless it is about no place in particular.
    pub span: Option<Span>,
    /// What is wrong, in one sentence with names.
    pub message: String,
    /// What stands under the carets.
    pub label: String,
    /// Other places that matter, each with what stands under its carets.
    pub related: Vec<(Span, String)>,
    /// What would repair it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at `span`: a [`Span`], or `None` when it has no place.
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { code, span: span.into(), message: message.into(), label: String::new(), related: Vec::new(), help: None }
    }

    /// Sets what stands under the carets.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that matters.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Sets what would repair it: text, or an option for a suggestion that may not exist.
    pub fn help(mut self, help: impl Into<Help>) -> Self {
        self.help = help.into().0;
        self
    }

    /// How much it weighs.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// What would repair a finding; made from text or from an optional suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help(Option<String>);

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<String>> for Help {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}
