//! What an emitter knows: the model, the options, and the module that it writes into.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::identifiers::{identifier, pascal};
use super::options::{Gate, Options};
use crate::model::arena::Id;
use crate::model::symbols::{Declaration, Symbol};
use crate::model::types::{Type, TypeDeclaration};
use crate::model::{Model, Module, Package};

/// The scope of one declaration's emission. Paths that it hands out become `use` lines of the module.
pub struct Scope<'m> {
    /// The description.
    pub model: &'m Model,
    /// How to generate.
    pub options: &'m Options,
    /// The module that is written.
    pub module: Id<Module>,
    /// The package at the root of the crate.
    pub(super) root: Id<Package>,
    names: &'m Names,
    places: Option<&'m dyn Places>,
    uses: RefCell<BTreeSet<String>>,
}

/// Where in Rust code something stands, for emitted code whose mistakes are to be shown there.
pub trait Places {
    /// The place of what a macro has read.
    fn of(&self, written: crate::diagnostic::Span) -> Span;
}

/// Which names mean more than one thing, computed once per generation.
#[derive(Debug, Default)]
pub struct Names {
    /// Pascal-case names that more than one package declares.
    ambiguous: BTreeSet<String>,
    /// Whether a declaration has the name of something in the prelude that emitted code uses.
    shadows: BTreeSet<&'static str>,
}

/// What emitted code uses of the prelude, with the module of `std` that has it.
const PRELUDE: [(&str, &str); 6] = [
    ("Option", "option"),
    ("Result", "result"),
    ("String", "string"),
    ("Vec", "vec"),
    ("Box", "boxed"),
    ("Into", "convert"),
];

impl Names {
    /// Looks through every declaration, and the components of documents.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let mut declared: BTreeMap<String, usize> = BTreeMap::new();
        // Constants are spelled in another case, so they cannot be mistaken for a type.
        for (_, declaration) in model.declarations().filter(|(symbol, _)| !matches!(symbol, Symbol::Constant(_))) {
            *declared.entry(declaration.name.pascal()).or_default() += 1;
        }
        let documents = model.documents.iter().flat_map(|(_, document)| document.further_names());
        let threads = model.threads.iter().flat_map(|(_, thread)| thread.further_names());
        for name in documents.chain(threads) {
            *declared.entry(name.pascal()).or_default() += 1;
        }
        let shadows = PRELUDE.iter().map(|(name, _)| *name).filter(|name| declared.contains_key(*name)).collect();
        let ambiguous = declared.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
        Self { ambiguous, shadows }
    }

    /// For code among what others have written: nothing of the prelude can be relied on.
    #[must_use]
    pub fn spelled_out() -> Self {
        Self { ambiguous: BTreeSet::new(), shadows: PRELUDE.iter().map(|(name, _)| *name).collect() }
    }
}

impl<'m> Scope<'m> {
    /// A scope for one declaration of `module`.
    #[must_use]
    pub fn new(
        model: &'m Model,
        options: &'m Options,
        names: &'m Names,
        root: Id<Package>,
        module: Id<Module>,
    ) -> Self {
        Self { model, options, module, root, names, places: None, uses: RefCell::default() }
    }

    /// Emits tokens at the places of what they are made from.
    #[must_use]
    pub fn with_places(self, places: &'m dyn Places) -> Self {
        Self { places: Some(places), ..self }
    }

    /// Tokens that need something of the type `ty`, which is written at `written`: the compiler shows it there when the
    /// type does not have it. What Rust's prelude gives has all that is needed.
    #[must_use]
    pub fn at(&self, ty: &Type, written: crate::diagnostic::Span, tokens: TokenStream) -> TokenStream {
        match self.places {
            Some(places) if ty.is_foreign() => moved(tokens, places.of(written)),
            _ => tokens,
        }
    }

    /// The `use` paths that emitted code relies on.
    #[must_use]
    pub fn into_uses(self) -> BTreeSet<String> {
        self.uses.into_inner()
    }

    /// A prelude type by name, spelled in full where a declaration of the same name shadows it.
    #[must_use]
    pub fn prelude(&self, name: &'static str) -> TokenStream {
        let is_shadowed = self.names.shadows.contains(name);
        let module = PRELUDE.iter().find(|(short, _)| *short == name).map(|(_, module)| *module);
        let name = Ident::new(name, Span::call_site());
        match module.filter(|_| is_shadowed) {
            Some(module) => {
                let module = Ident::new(module, Span::call_site());
                quote!(::std::#module::#name)
            }
            None => quote!(#name),
        }
    }

    /// The path to a declaration from this module: its name alone, after a `use` where it lives elsewhere.
    #[must_use]
    pub fn path(&self, declaration: &Declaration) -> TokenStream {
        let name = pascal(&declaration.name);
        if declaration.module == self.module {
            return quote!(#name);
        }
        let module = self.module_path(declaration.module);
        if self.names.ambiguous.contains(&declaration.name.pascal()) {
            return quote!(#module::#name);
        }
        self.uses.borrow_mut().insert(quote!(#module::#name).to_string().replace(' ', ""));
        quote!(#name)
    }

    /// The path to an item of another declaration's module that is not the declaration itself.
    #[must_use]
    pub fn item(&self, module: Id<Module>, item: &Ident) -> TokenStream {
        if module == self.module {
            return quote!(#item);
        }
        let module = self.module_path(module);
        quote!(#module::#item)
    }

    /// From this module up to the crate root, then down; relative, so that the code works inside any module.
    fn module_path(&self, target: Id<Module>) -> TokenStream {
        let depth = self.module_names(self.module).len();
        let supers = std::iter::repeat_n(quote!(super::), depth);
        let down = self.module_names(target);
        quote!(#(#supers)* #(#down)::*)
    }

    /// The module names from the crate root to a schema file's module.
    #[must_use]
    pub fn module_names(&self, module: Id<Module>) -> Vec<Ident> {
        let module = &self.model.modules[module];
        let own = super::identifiers::snake(&module.name);
        if module.package == self.root {
            return vec![own];
        }
        vec![package_module(&self.model.packages[module.package]), own]
    }

    /// The path of a public item of a schema file's module as users of the crate write it, behind the crate's name.
    #[must_use]
    pub fn exported(&self, module: Id<Module>, item: &str) -> String {
        let package = self.model.modules[module].package;
        if package == self.root {
            return item.to_owned();
        }
        format!("{}::{item}", package_module(&self.model.packages[package]))
    }

    /// The Rust type of a type.
    #[must_use]
    pub fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::String => self.prelude("String"),
            Type::Bool => quote!(bool),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::U32 => quote!(u32),
            Type::U64 => quote!(u64),
            Type::F64 => quote!(f64),
            Type::Json => quote!(runtime::json::Value),
            Type::Bytes => quote!(runtime::Bytes),
            Type::Timestamp => quote!(runtime::Timestamp),
            Type::Duration => quote!(runtime::Duration),
            Type::Uuid => quote!(runtime::Uuid),
            Type::Url => quote!(runtime::Url),
            Type::Rust(tokens) => tokens.parse().unwrap_or_default(),
            Type::Named(id) => self.path(&self.model.types[*id].declaration),
            Type::Optional(inner) => {
                let (option, inner) = (self.prelude("Option"), self.ty(inner));
                quote!(#option<#inner>)
            }
            Type::List(inner) => {
                let (vec, inner) = (self.prelude("Vec"), self.ty(inner));
                quote!(#vec<#inner>)
            }
            Type::Map(inner) => {
                let (string, inner) = (self.prelude("String"), self.ty(inner));
                quote!(::std::collections::BTreeMap<#string, #inner>)
            }
        }
    }

    /// A declared type.
    #[must_use]
    pub fn declared(&self, id: Id<TypeDeclaration>) -> &'m TypeDeclaration {
        &self.model.types[id]
    }

    /// The attribute in front of an optional impl, or `None` when it is not to be emitted at all.
    #[must_use]
    pub fn gate(&self, gate: Gate, feature: &str) -> Option<TokenStream> {
        match gate {
            Gate::Never => None,
            Gate::Always => Some(TokenStream::new()),
            Gate::Feature => Some(quote!(#[cfg(feature = #feature)])),
        }
    }
}

fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut group = Group::new(group.delimiter(), moved(group.stream(), place));
            group.set_span(place);
            TokenTree::Group(group)
        }
        mut token => {
            token.set_span(place);
            token
        }
    });
    moved.collect()
}

/// The module of a package other than the root one: its name with dots as underscores.
#[must_use]
pub fn package_module(package: &Package) -> Ident {
    identifier(&package.module_name())
}
