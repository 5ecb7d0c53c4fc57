//! The driver: emits every declaration, formats side by side on the cores there are, and lays out the files.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use proc_macro2::TokenStream;

use super::scope::{Names, Scope};
use super::{
    Files, Options, clients, constants, contexts, documents, enrollments, errors, events, fakes, format, guards, kinds,
    layout, references, schemas, selectors, settings, subjects, tables, threads, types,
};
use crate::model::arena::Id;
use crate::model::symbols::Symbol;
use crate::model::{Model, Module, Package};

/// A phase of generation, for `--timings` and benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Tokens from the model.
    Emit,
    /// Text from tokens.
    Format,
}

/// CPU time by phase, summed over threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Tokens from the model.
    pub emit: Duration,
    /// Text from tokens.
    pub format: Duration,
}

impl std::ops::AddAssign for Timings {
    fn add_assign(&mut self, other: Self) {
        self.emit += other.emit;
        self.format += other.format;
    }
}

/// What one declaration became.
pub(super) struct Emitted {
    /// Formatted items.
    pub(super) text: String,
    /// `use` paths that the items rely on.
    pub(super) uses: BTreeSet<String>,
}

/// A piece of a module that is emitted and formatted on its own.
#[derive(Clone, Copy)]
enum Piece {
    Declaration(Symbol),
    Serde,
}

/// Generates all files for a package and the packages that it imports.
///
/// # Errors
/// When an emitter is at fault; the text is for a report to the maintainers.
pub fn generate(model: &Model, options: &Options) -> Result<(Files, Timings), String> {
    let root = model
        .packages
        .iter()
        .find_map(|(id, package)| (package.name == options.package).then_some(id))
        .ok_or_else(|| format!("no schema file belongs to the package `{}`", options.package))?;
    let modules = model.needed(root);
    let pieces: Vec<(Id<Module>, Piece)> = modules
        .iter()
        .flat_map(|module| {
            let declarations = model.modules[*module].declarations.iter().copied().map(Piece::Declaration);
            declarations.chain([Piece::Serde]).map(|piece| (*module, piece))
        })
        .collect();
    let (emitted, timings) = emit_all(model, options, root, &pieces)?;
    let mut by_module: Vec<(Id<Module>, Vec<Emitted>)> = modules.iter().map(|module| (*module, Vec::new())).collect();
    for ((module, _), emitted) in pieces.iter().zip(emitted) {
        if let Some((_, list)) = by_module.iter_mut().find(|(id, _)| id == module) {
            list.push(emitted);
        }
    }
    Ok((layout::lay_out(model, options, root, by_module), timings))
}

/// Emits and formats pieces on all cores; the result is in the order of the pieces, whatever thread was first.
fn emit_all(
    model: &Model,
    options: &Options,
    root: Id<Package>,
    pieces: &[(Id<Module>, Piece)],
) -> Result<(Vec<Emitted>, Timings), String> {
    let names = Names::of(model);
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<Emitted, String>)>> = Mutex::new(Vec::with_capacity(pieces.len()));
    let total = Mutex::new(Timings::default());
    let work = || {
        let mut own = Vec::new();
        let mut timings = Timings::default();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((module, piece)) = pieces.get(index) else { break };
            let scope = Scope::new(model, options, &names, root, *module);
            own.push((index, emit_piece(scope, *piece, &mut timings)));
        }
        if let (Ok(mut results), Ok(mut total)) = (results.lock(), total.lock()) {
            results.append(&mut own);
            *total += timings;
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(pieces.len().div_ceil(8));
    std::thread::scope(|threads_scope| {
        for _ in 1..threads {
            threads_scope.spawn(work);
        }
        work();
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    let emitted = results.into_iter().map(|(_, result)| result).collect::<Result<Vec<_>, _>>()?;
    let total = total.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok((emitted, total))
}

fn emit_piece(scope: Scope<'_>, piece: Piece, timings: &mut Timings) -> Result<Emitted, String> {
    let start = Instant::now();
    let tokens = match piece {
        Piece::Declaration(symbol) => emit_declaration(&scope, symbol),
        Piece::Serde => emit_serde(&scope),
    };
    timings.emit += start.elapsed();
    let start = Instant::now();
    let text = format::items(tokens)?;
    timings.format += start.elapsed();
    Ok(Emitted { text, uses: scope.into_uses() })
}

/// One declaration of any section.
fn emit_declaration(scope: &Scope<'_>, symbol: Symbol) -> TokenStream {
    let model = scope.model;
    match symbol {
        Symbol::Constant(id) => constants::emit(&model.constants[id]),
        Symbol::Type(id) => types::emit(scope, &model.types[id]),
        Symbol::Kinds(id) => kinds::emit(scope, &model.kinds[id]),
        Symbol::Subjects(id) => subjects::emit(scope, &model.subjects[id]),
        Symbol::Selector(id) => selectors::emit(scope, &model.selectors[id]),
        Symbol::Reference(id) => references::emit(scope, &model.references[id]),
        Symbol::Events(id) => events::emit(scope, &model.events[id]),
        Symbol::Context(id) => contexts::emit(scope, &model.contexts[id]),
        Symbol::Document(id) => documents::emit(scope, &model.documents[id]),
        Symbol::Errors(id) => errors::emit(scope, id),
        Symbol::Client(id) => {
            let (client, fake) = (clients::emit(scope, &model.clients[id]), fakes::emit(scope, &model.clients[id]));
            quote::quote!(#client #fake)
        }
        Symbol::Enrollment(id) => enrollments::emit(scope, &model.enrollments[id]),
        Symbol::Thread(id) => threads::emit(scope, &model.threads[id]),
        Symbol::Guard(id) => guards::emit(scope, &model.guards[id]),
        Symbol::Table(id) => tables::emit(scope, &model.tables[id]),
        Symbol::Settings(id) => settings::emit(scope, &model.settings[id]),
    }
}

/// The line that gives a module's types serde's traits.
fn emit_serde(scope: &Scope<'_>) -> TokenStream {
    let types: Vec<_> = scope.model.modules[scope.module]
        .declarations
        .iter()
        .filter_map(|symbol| match symbol {
            Symbol::Type(id) => Some(Cow::Borrowed(&scope.model.types[*id])),
            Symbol::Events(id) => Some(Cow::Owned(events::kind_declaration(&scope.model.events[*id]))),
            _ => None,
        })
        .collect();
    schemas::serde(scope, types.iter().map(Cow::as_ref))
}
