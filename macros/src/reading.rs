//! What a macro keeps while it reads its input.

use proc_macro2::TokenStream;
use syn::Ident;
use typeloom::diagnostic::Diagnostics;
use typeloom::model::{self, Model};
use typeloom::source::{Entry, File, Naming, Node, Section, Spanned};

use super::places::Places;
use super::{findings, nodes, runtime};

/// The places of what was read, and what is wrong with it.
pub(crate) struct Reading {
    pub(crate) places: Places,
    pub(crate) findings: Diagnostics,
    /// Mistakes of syntax, which the language knows nothing of.
    errors: Option<syn::Error>,
    /// `crate = …`
    runtime: Option<syn::Path>,
}

impl Reading {
    pub(crate) fn new() -> Self {
        Self { places: Places::new(), findings: Diagnostics::new(), errors: None, runtime: None }
    }

    /// Whether there was an error of syntax.
    pub(crate) fn has_failed(&self) -> bool {
        self.errors.is_some()
    }

    /// Takes note of an error, and of all further ones.
    pub(crate) fn fail(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Where the runtime is, as the user says.
    pub(crate) fn set_runtime(&mut self, path: syn::Path) {
        self.runtime = Some(path);
    }

    /// Where the runtime is.
    pub(crate) fn runtime(&self) -> syn::Result<TokenStream> {
        runtime::path(self.runtime.as_ref())
    }

    /// One declaration of a section, resolved as if it stood in a file.
    ///
    /// # Errors
    /// With everything that is wrong in it.
    pub(crate) fn resolve(&mut self, section: &str, name: &Ident, node: Node) -> syn::Result<Model> {
        let key = nodes::name(name, &mut self.places);
        let span = key.span;
        let declarations = nodes::mapping(vec![Entry { key, value: node }], span);
        let file = File {
            id: self.places.file(),
            package: Spanned::new("rust".to_owned(), span),
            doc: None,
            imports: Vec::new(),
            is_complete: true,
            naming: Naming::Rust,
            sections: vec![Section { name: Spanned::new(section.to_owned(), span), node: declarations }],
        };
        let model = model::resolve(&[file], self.places.sources(), &mut self.findings);
        self.check()?;
        Ok(model)
    }

    /// Ends the reading if anything is wrong.
    ///
    /// # Errors
    /// With everything that is.
    pub(crate) fn check(&mut self) -> syn::Result<()> {
        let findings = std::mem::take(&mut self.findings);
        for error in findings::errors(&findings, &self.places) {
            self.fail(error);
        }
        self.errors.take().map_or(Ok(()), Err)
    }
}
