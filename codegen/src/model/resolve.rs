//! The order of resolution: declare every name, resolve every file, then the checks that need everything.

use std::collections::BTreeSet;

use super::arena::{Arena, Id};
use super::constants::Constant;
use super::records::PendingDefault;
use super::resolver::Resolver;
use super::symbols::{Declaration, Symbols};
use super::types::{Shape, TypeDeclaration};
use super::{
    Model, Module, clients, constants, constructors, contexts, declare, defaults, documents, enrollments, errors,
    events, guards, kinds, modules, reachability, recursion, references, runtime_references, selectors, settings,
    subjects, tables, threads, types, unions,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::sections::Sections;
use crate::raw::types::RawShape;
use crate::raw::{Documented, Named};
use crate::source::File;

/// Resolves files into a model. What is wrong goes to `diagnostics`; the model is only to be used when none is an error.
pub fn resolve(files: &[File], sources: &crate::source::Sources, diagnostics: &mut Diagnostics) -> Model {
    let mut model = Model::default();
    modules::declare(files, sources, &mut model, diagnostics);
    let sections: Vec<Sections> = files.iter().map(|file| Sections::read(file, diagnostics)).collect();
    let namings = files.iter().map(|file| file.naming).collect();
    let mut symbols = declare::declare(&sections, namings, &mut model, diagnostics);
    for (file, module) in files.iter().zip(model.modules.ids()) {
        symbols.excuse(file, module);
    }
    constants::resolve(&sections, &mut model, diagnostics);
    let pending = resolve_sections(files, &sections, &symbols, &mut model, diagnostics);
    // What could not be resolved became `json`, so that these checks find what is wrong elsewhere and nothing more.
    let has_ends = recursion::check(&mut model.types, diagnostics);
    if has_ends {
        defaults::check(pending, &mut model.types, diagnostics);
    }
    if diagnostics.has_errors() {
        return model;
    }
    unions::check(&model.types, diagnostics);
    if diagnostics.has_errors() {
        return model;
    }
    reachability::check(&model, diagnostics);
    model
}

/// Runs over the files section by section, so that a section may look at the declarations of the sections before it.
struct Passes<'a> {
    sections: &'a [Sections],
    symbols: &'a Symbols,
    constants: &'a Arena<Constant>,
    modules: Vec<Id<Module>>,
    used: Vec<BTreeSet<Id<Module>>>,
    diagnostics: &'a mut Diagnostics,
}

impl Passes<'_> {
    /// Calls `resolve` for each declaration of one section, in the order of the ids that were given out.
    fn each<T: Documented>(
        &mut self,
        section: impl Fn(&Sections) -> &[Named<T>],
        mut resolve: impl FnMut(Declaration, &T, &mut Resolver<'_>),
    ) {
        for (module, sections) in self.modules.iter().copied().zip(self.sections) {
            let mut resolver = Resolver::new(self.symbols, self.constants, module, self.diagnostics);
            for named in section(sections) {
                let naming = self.symbols.naming(module);
                let declaration = Declaration::of(&named.name, named.value.about(), module, naming);
                resolve(declaration, &named.value, &mut resolver);
            }
            self.used[module.index()].extend(resolver.used_imports());
        }
    }
}

fn resolve_sections(
    files: &[File],
    sections: &[Sections],
    symbols: &Symbols,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) -> Vec<PendingDefault> {
    let constants = std::mem::take(&mut model.constants);
    let modules: Vec<Id<Module>> = model.modules.ids().collect();
    let used = vec![BTreeSet::new(); files.len()];
    let mut passes = Passes { sections, symbols, constants: &constants, modules, used, diagnostics };
    let mut pending = Vec::new();
    passes.each(
        |sections| &sections.types,
        |declaration, raw, resolver| {
            let id = model.types.next_id();
            model.types.push(types::resolve(declaration, raw, resolver, &mut pending, id));
        },
    );
    // Which fields have a default is known, although not yet which one: enough for what is made of records.
    let with_default: BTreeSet<_> = pending.iter().map(|pending| (pending.record, pending.field)).collect();
    resolve_constructors(&mut passes, model, &with_default);
    resolve_tables(&mut passes, model);
    resolve_addresses(&mut passes, model);
    resolve_requests(&mut passes, model);
    passes.each(
        |sections| &sections.documents,
        |declaration, raw, resolver| {
            model.documents.push(documents::resolve(declaration, raw, resolver));
        },
    );
    resolve_references(&mut passes, model);
    passes.each(
        |sections| &sections.errors,
        |declaration, raw, resolver| {
            model.errors.push(errors::resolve(declaration, raw, resolver));
        },
    );
    resolve_clients(&mut passes, model, &with_default);
    resolve_enrollments(&mut passes, model, &with_default);
    resolve_threads(&mut passes, model, &with_default);
    resolve_guards(&mut passes, model, &with_default);
    let Passes { modules, used, .. } = passes;
    for (file, module) in files.iter().zip(modules) {
        unused_imports(file, module, &used[module.index()], model, diagnostics);
    }
    model.constants = constants;
    pending
}

/// Constructors of records, which may be made of any other type.
fn resolve_constructors(passes: &mut Passes<'_>, model: &mut Model, defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>) {
    let (mut ids, mut resolved) = (model.types.ids(), Vec::new());
    passes.each(
        |sections| &sections.types,
        |_, raw, resolver| {
            let (Some(id), RawShape::Record(raw)) = (ids.next(), &raw.shape) else { return };
            let Shape::Record(record) = &model.types[id].shape else { return };
            resolved.push((id, constructors::resolve(&raw.constructors, (id, record), model, defaults, resolver)));
        },
    );
    for (id, constructors) in resolved {
        if let Shape::Record(record) = &mut model.types[id].shape {
            record.constructors = constructors;
        }
    }
}

/// Tables, which give words of enums.
fn resolve_tables(passes: &mut Passes<'_>, model: &mut Model) {
    let mut tables = Vec::new();
    passes.each(
        |sections| &sections.tables,
        |declaration, raw, resolver| {
            tables.push(tables::resolve(declaration, raw, &model.types, resolver));
        },
    );
    model.tables.extend(tables);
}

/// Kinds, subjects and selectors.
fn resolve_addresses(passes: &mut Passes<'_>, model: &mut Model) {
    passes.each(
        |sections| &sections.kinds,
        |declaration, raw, resolver| {
            model.kinds.push(kinds::resolve(declaration, raw, resolver));
        },
    );
    passes.each(
        |sections| &sections.subjects,
        |declaration, raw, resolver| {
            model.subjects.push(subjects::resolve(declaration, raw, resolver));
        },
    );
    passes.each(
        |sections| &sections.selectors,
        |declaration, raw, resolver| {
            model.selectors.push(selectors::resolve(declaration, raw, resolver));
        },
    );
}

/// Settings and events, then the contexts that events are part of. Of events, contexts and references one that cannot be
/// used (it was reported) leaves its arena empty: the ids of those behind it would be wrong.
fn resolve_requests(passes: &mut Passes<'_>, model: &mut Model) {
    passes.each(
        |sections| &sections.settings,
        |declaration, raw, resolver| {
            model.settings.push(settings::resolve(declaration, raw, &model.types, resolver));
        },
    );
    let (mut carried, mut sets) = (events::Carried::new(), Vec::new());
    passes.each(
        |sections| &sections.events,
        |declaration, raw, resolver| {
            sets.push(events::resolve(declaration, raw, &model.types, &mut carried, resolver));
        },
    );
    model.events.extend(sets);
    let mut contexts = Vec::new();
    passes.each(
        |sections| &sections.contexts,
        |declaration, raw, resolver| {
            let (types, events, selectors) = (&model.types, &model.events, &model.selectors);
            contexts.push(contexts::resolve(declaration, raw, types, events, resolver).map(|mut context| {
                context.selectors = contexts::resolve_selectors(raw, &context, (types, events), selectors, resolver);
                context
            }));
        },
    );
    model.contexts.extend(contexts);
}

/// Clients, and then what they prove themselves with, which other clients may give.
fn resolve_clients(passes: &mut Passes<'_>, model: &mut Model, defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>) {
    passes.each(
        |sections| &sections.clients,
        |declaration, raw, resolver| {
            let client = clients::resolve(declaration, raw, (model, defaults), resolver);
            model.clients.push(client);
        },
    );
    let mut ids = model.clients.ids();
    let mut resolved = Vec::new();
    passes.each(
        |sections| &sections.clients,
        |_, raw, resolver| {
            resolved.extend(ids.next().map(|id| (id, clients::auth::resolve(id, raw, model, resolver))));
        },
    );
    for (id, (auth, settings)) in resolved {
        let client = &mut model.clients[id];
        (client.auth, client.settings) = (auth, settings);
    }
}

/// References, which are made of declarations of most other sections.
fn resolve_references(passes: &mut Passes<'_>, model: &mut Model) {
    let mut references = Vec::new();
    passes.each(
        |sections| &sections.references,
        |declaration, raw, resolver| {
            references.push(references::resolve(declaration, raw, model, resolver));
        },
    );
    runtime_references::check(references.iter().flatten(), passes.diagnostics);
    model.references.extend(references);
}

/// Enrollments, which call operations of clients.
fn resolve_enrollments(passes: &mut Passes<'_>, model: &mut Model, defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>) {
    let mut enrollments = Vec::new();
    passes.each(
        |sections| &sections.enrollments,
        |declaration, raw, resolver| {
            enrollments.push(enrollments::resolve(declaration, raw, model, defaults, resolver));
        },
    );
    model.enrollments.extend(enrollments);
}

/// Threads, whose forms are made of records.
fn resolve_threads(passes: &mut Passes<'_>, model: &mut Model, defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>) {
    let mut threads = Vec::new();
    passes.each(
        |sections| &sections.threads,
        |declaration, raw, resolver| {
            threads.push(threads::resolve(declaration, raw, model, defaults, resolver));
        },
    );
    model.threads.extend(threads);
}

/// Guards, which are made of operations of clients.
fn resolve_guards(passes: &mut Passes<'_>, model: &mut Model, defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>) {
    let mut guards = Vec::new();
    passes.each(
        |sections| &sections.guards,
        |declaration, raw, resolver| {
            guards.push(guards::resolve(declaration, raw, model, defaults, resolver));
        },
    );
    guards::check_denials(guards.iter().flatten(), passes.diagnostics);
    model.guards.extend(guards);
}

fn unused_imports(
    file: &File,
    module: Id<Module>,
    used: &BTreeSet<Id<Module>>,
    model: &Model,
    diagnostics: &mut Diagnostics,
) {
    for (import, target) in file.imports.iter().zip(&model.modules[module].imports) {
        if !used.contains(target) {
            diagnostics.push(
                Diagnostic::new(Code::UnusedImport, import.span, "this import is not used".to_owned())
                    .label(format!("nothing in this file comes from `{}`", model.modules[*target].path))
                    .help("remove it"),
            );
        }
    }
}
