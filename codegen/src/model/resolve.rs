//! The order of resolution: declare every name, resolve every file, then the checks that need everything.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::{Arena, Id};
use super::constants::{Constant, ConstantValue};
use super::names::{Name, Scope, check_prelude};
use super::symbols::{Declaration, Entry, Resolver, Symbol, Symbols};
use super::types::PendingDefault;
use super::{
    Model, Module, Package, contexts, defaults, events, kinds, modules, reachability, recursion, references, runtime_references, selectors, settings, subjects,
    types, unions,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::{self, About, Documented, Literal, Named};
use crate::source::File;

/// The sections of one file as written.
#[derive(Debug, Default)]
struct Sections {
    constants: Vec<Named<raw::constants::RawConstant>>,
    settings: Vec<Named<raw::settings::RawSettings>>,
    types: Vec<Named<raw::types::RawType>>,
    subjects: Vec<Named<raw::subjects::RawSubjects>>,
    kinds: Vec<Named<raw::kinds::RawKinds>>,
    references: Vec<Named<raw::references::RawReference>>,
    selectors: Vec<Named<raw::selectors::RawSelector>>,
    events: Vec<Named<raw::events::RawEvents>>,
    contexts: Vec<Named<raw::contexts::RawContext>>,
}

impl Sections {
    fn read(file: &File, diagnostics: &mut Diagnostics) -> Self {
        let mut sections = Self::default();
        for section in &file.sections {
            let node = &section.node;
            match section.name.value.as_str() {
                "constants" => sections.constants = raw::constants::read(node, diagnostics),
                "settings" => sections.settings = raw::settings::read(node, diagnostics),
                "types" => sections.types = raw::types::read(node, diagnostics),
                "subjects" => sections.subjects = raw::subjects::read(node, diagnostics),
                "kinds" => sections.kinds = raw::kinds::read(node, diagnostics),
                "references" => sections.references = raw::references::read(node, diagnostics),
                "selectors" => sections.selectors = raw::selectors::read(node, diagnostics),
                "events" => sections.events = raw::events::read(node, diagnostics),
                "contexts" => sections.contexts = raw::contexts::read(node, diagnostics),
                // The loader has reported unknown sections.
                _ => {}
            }
        }
        sections
    }
}

impl Sections {
    /// The types that declarations add to their own.
    fn further_names(&self) -> Vec<raw::Text> {
        let kind = |name: &raw::Text| name.clone().map(|name| format!("{name}Kind"));
        let subjects = self.subjects.iter().map(|named| kind(&named.name));
        let selectors = self.selectors.iter().map(|named| kind(&named.name));
        let references = self.references.iter().flat_map(|named| named.value.further_names(&named.name));
        subjects.chain(selectors).chain(references).collect()
    }
}

/// Resolves files into a model. What is wrong goes to `diagnostics`; the model is only to be used when none is an error.
pub fn resolve(files: &[File], sources: &crate::source::Sources, diagnostics: &mut Diagnostics) -> Model {
    let mut model = Model::default();
    modules::declare(files, sources, &mut model, diagnostics);
    let sections: Vec<Sections> = files.iter().map(|file| Sections::read(file, diagnostics)).collect();
    let mut symbols = declare_names(&sections, &mut model, diagnostics);
    for (file, module) in files.iter().zip(model.modules.ids()) {
        symbols.excuse(file, module);
    }
    resolve_constants(&sections, &mut model, diagnostics);
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

/// Gives every declaration its id. The arenas are filled later in this same order.
fn declare_names(sections: &[Sections], model: &mut Model, diagnostics: &mut Diagnostics) -> Symbols {
    let mut symbols = Symbols::new(
        model.packages.iter().map(|(_, package)| package.name.clone()).collect(),
        model.modules.iter().map(|(_, module)| module.imports.clone()).collect(),
        model.modules.iter().map(|(_, module)| module.path.clone()).collect(),
    );
    let mut scopes: BTreeMap<Id<Package>, (Scope, Scope)> = BTreeMap::new();
    let mut counts = Counts::default();
    let modules: Vec<Id<Module>> = model.modules.ids().collect();
    for (module, sections) in modules.into_iter().zip(sections) {
        let package = model.modules[module].package;
        let (types, constants) = scopes.entry(package).or_insert_with(|| (Scope::of_declarations(), Scope::of_declarations()));
        for (name, symbol) in counts.declare(sections) {
            let checked = Name::declared(name, diagnostics);
            if let Some(checked) = checked {
                match symbol {
                    Symbol::Constant(_) => constants.claim(checked.screaming(), name, "constant", diagnostics),
                    _ => check_prelude(&checked, name.span, diagnostics) && types.claim(checked.pascal(), name, "declaration", diagnostics),
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
        for inbox in sections.contexts.iter().filter_map(|named| named.value.inbox.as_ref()) {
            if let Some(name) = Name::checked(&inbox.name, &mut Diagnostics::new()) {
                types.claim(name.pascal(), &inbox.name, "inbox", diagnostics);
            }
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
    last: Vec<(Symbol, crate::diagnostic::Span)>,
}

impl Counts {
    fn declare<'s>(&mut self, sections: &'s Sections) -> Vec<(&'s raw::Text, Symbol)> {
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
        self.last = declared.iter().map(|(name, symbol)| (*symbol, name.span)).collect();
        declared
    }
}

fn declaration(named: &raw::Text, about: &About, module: Id<Module>) -> Declaration {
    Declaration {
        name: Name::new(named.value.as_str()),
        module,
        span: named.span,
        doc: about.doc.as_ref().map(|doc| doc.value.clone()),
        deprecated: about.deprecated.as_ref().map(|text| text.value.clone()),
    }
}

/// Constants come first: texts of other sections may contain them.
fn resolve_constants(sections: &[Sections], model: &mut Model, diagnostics: &mut Diagnostics) {
    let modules: Vec<Id<Module>> = model.modules.ids().collect();
    for (module, sections) in modules.into_iter().zip(sections) {
        for named in &sections.constants {
            let declaration = declaration(&named.name, &named.value.about, module);
            let value = constant_value(&named.value.value, diagnostics);
            model.constants.push(Constant { declaration, value });
        }
    }
}

fn constant_value(literal: &Literal, diagnostics: &mut Diagnostics) -> ConstantValue {
    use serde_json::Value;
    match literal.0.json(diagnostics).unwrap_or_default() {
        Value::String(text) => ConstantValue::Text(text),
        Value::Bool(flag) => ConstantValue::Bool(flag),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => ConstantValue::Integer(integer),
            None => ConstantValue::Number(number.as_f64().unwrap_or_default()),
        },
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongShape, literal.0.span, "a constant is text, a number or a flag".to_owned())
                    .label("not a constant")
                    .help("write a single value; quote text that looks like a number"),
            );
            ConstantValue::Bool(false)
        }
    }
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
                resolve(declaration(&named.name, named.value.about(), module), &named.value, &mut resolver);
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
    passes.each(|sections| &sections.types, |declaration, raw, resolver| {
        let id = model.types.next_id();
        model.types.push(types::resolve(declaration, raw, resolver, &mut pending, id));
    });
    resolve_addresses(&mut passes, model);
    resolve_requests(&mut passes, model);
    resolve_references(&mut passes, model);
    let Passes { modules, used, .. } = passes;
    for (file, module) in files.iter().zip(modules) {
        unused_imports(file, module, &used[module.index()], model, diagnostics);
    }
    model.constants = constants;
    pending
}

/// Kinds, subjects and selectors.
fn resolve_addresses(passes: &mut Passes<'_>, model: &mut Model) {
    passes.each(|sections| &sections.kinds, |declaration, raw, resolver| {
        model.kinds.push(kinds::resolve(declaration, raw, resolver));
    });
    passes.each(|sections| &sections.subjects, |declaration, raw, resolver| {
        model.subjects.push(subjects::resolve(declaration, raw, resolver));
    });
    passes.each(|sections| &sections.selectors, |declaration, raw, resolver| {
        model.selectors.push(selectors::resolve(declaration, raw, resolver));
    });
}

/// Settings and events, then the contexts that events are part of. Of events, contexts and references one that cannot be
/// used (it was reported) leaves its arena empty: the ids of those behind it would be wrong.
fn resolve_requests(passes: &mut Passes<'_>, model: &mut Model) {
    passes.each(|sections| &sections.settings, |declaration, raw, resolver| {
        model.settings.push(settings::resolve(declaration, raw, &model.types, resolver));
    });
    let (mut carried, mut sets) = (events::Carried::new(), Vec::new());
    passes.each(|sections| &sections.events, |declaration, raw, resolver| {
        sets.push(events::resolve(declaration, raw, &model.types, &mut carried, resolver));
    });
    model.events.extend(sets);
    let mut contexts = Vec::new();
    passes.each(|sections| &sections.contexts, |declaration, raw, resolver| {
        let (types, events, selectors) = (&model.types, &model.events, &model.selectors);
        contexts.push(contexts::resolve(declaration, raw, types, events, resolver).map(|mut context| {
            context.selectors = contexts::resolve_selectors(raw, &context, types, selectors, resolver);
            context
        }));
    });
    model.contexts.extend(contexts);
}

/// References, which are made of declarations of most other sections.
fn resolve_references(passes: &mut Passes<'_>, model: &mut Model) {
    let mut references = Vec::new();
    passes.each(|sections| &sections.references, |declaration, raw, resolver| {
        references.push(references::resolve(declaration, raw, model, resolver));
    });
    runtime_references::check(references.iter().flatten(), passes.diagnostics);
    model.references.extend(references);
}

fn unused_imports(file: &File, module: Id<Module>, used: &BTreeSet<Id<Module>>, model: &Model, diagnostics: &mut Diagnostics) {
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
