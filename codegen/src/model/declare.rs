//! Gives every declaration its id, before any is resolved, and sees to it that generated names are apart.

use std::collections::BTreeMap;

use super::arena::{Arena, Id};
use super::names::{Name, Scope, check_prelude};
use super::symbols::{Entry, Symbol, Symbols};
use super::{Model, Module, Package, clients, documents, events, threads};
use crate::diagnostic::{Diagnostics, Span};
use crate::raw::Text;
use crate::raw::sections::Sections;
use crate::source::Naming;

/// Gives every declaration its id. The arenas are filled later in this same order.
pub(super) fn declare(
    sections: &[Sections],
    namings: Vec<Naming>,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) -> Symbols {
    let mut symbols = Symbols::new(
        model.packages.iter().map(|(_, package)| package.name.clone()).collect(),
        model.modules.iter().map(|(_, module)| module.imports.clone()).collect(),
        model.modules.iter().map(|(_, module)| module.path.clone()).collect(),
    )
    .with_namings(namings);
    let mut scopes: BTreeMap<Id<Package>, (Scope, Scope)> = BTreeMap::new();
    let mut counts = Counts::default();
    let modules: Vec<Id<Module>> = model.modules.ids().collect();
    for (module, sections) in modules.into_iter().zip(sections) {
        let package = model.modules[module].package;
        let (types, constants) =
            scopes.entry(package).or_insert_with(|| (Scope::of_declarations(), Scope::of_declarations()));
        for (name, symbol) in counts.declare(sections) {
            // What Rust code has declared needs no new names, and its own are beside nothing that is generated.
            let is_new = symbols.naming(module) == Naming::Schema;
            let checked = if is_new { Name::declared(name, diagnostics) } else { None };
            if let Some(checked) = checked {
                match symbol {
                    Symbol::Constant(_) => constants.claim(checked.screaming(), name, "constant", diagnostics),
                    _ => {
                        check_prelude(&checked, name.span, diagnostics)
                            && types.claim(checked.pascal(), name, "declaration", diagnostics)
                    }
                };
            }
            symbols.declare(&name.value, Entry { symbol, module, package, span: name.span });
            model.modules[module].declarations.push(symbol);
        }
        for name in sections.further_names() {
            types.claim(Name::new(name.value.as_str()).pascal(), &name, "type", diagnostics);
        }
        for (form, name) in sections.events.iter().flat_map(events::derived_names) {
            types.claim(form, name, "declaration", diagnostics);
        }
        for named in &sections.clients {
            let fake = clients::fake_name(&Name::new(named.name.value.as_str()));
            types.claim(fake.pascal(), &named.name, "declaration", diagnostics);
            if !named.value.profiles.is_empty() {
                let profile = clients::profile_name(&Name::new(named.name.value.as_str()));
                types.claim(profile.pascal(), &named.name, "declaration", diagnostics);
            }
        }
        for (form, name) in sections.threads.iter().flat_map(threads::derived_names) {
            types.claim(form, name, "declaration", diagnostics);
        }
        for message in sections.threads.iter().filter_map(|named| named.value.message.as_ref()) {
            check_prelude(&Name::new(message.name.value.as_str()), message.name.span, diagnostics);
        }
        for inbox in sections.contexts.iter().filter_map(|named| named.value.inbox.as_ref()) {
            if let Some(name) = Name::checked(&inbox.name, &mut Diagnostics::new()) {
                types.claim(name.pascal(), &inbox.name, "inbox", diagnostics);
            }
        }
        for named in &sections.documents {
            documents::claim(named, types, diagnostics);
        }
        // Documentation reads best in the order in which the schema tells its story.
        let spans: BTreeMap<Symbol, _> = counts.last.iter().copied().collect();
        model.modules[module].declarations.sort_by_key(|symbol| spans.get(symbol).copied());
    }
    symbols
}

/// Ids given out so far, by section.
#[derive(Default)]
struct Counts {
    constants: Arena<()>,
    settings: Arena<()>,
    types: Arena<()>,
    subjects: Arena<()>,
    kinds: Arena<()>,
    references: Arena<()>,
    selectors: Arena<()>,
    events: Arena<()>,
    contexts: Arena<()>,
    documents: Arena<()>,
    errors: Arena<()>,
    clients: Arena<()>,
    enrollments: Arena<()>,
    threads: Arena<()>,
    tables: Arena<()>,
    guards: Arena<()>,
    last: Vec<(Symbol, Span)>,
}

impl Counts {
    fn declare<'s>(&mut self, sections: &'s Sections) -> Vec<(&'s Text, Symbol)> {
        let mut declared = Vec::new();
        macro_rules! section {
            ($section:ident, $symbol:ident) => {
                for named in &sections.$section {
                    declared.push((&named.name, Symbol::$symbol(self.$section.push(()).cast())));
                }
            };
        }
        section!(constants, Constant);
        section!(settings, Settings);
        section!(types, Type);
        section!(subjects, Subjects);
        section!(kinds, Kinds);
        section!(references, Reference);
        section!(selectors, Selector);
        section!(events, Events);
        section!(contexts, Context);
        section!(documents, Document);
        section!(errors, Errors);
        section!(clients, Client);
        section!(enrollments, Enrollment);
        section!(threads, Thread);
        section!(tables, Table);
        section!(guards, Guard);
        self.last = declared.iter().map(|(name, symbol)| (*symbol, name.span)).collect();
        declared
    }
}
