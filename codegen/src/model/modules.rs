//! Packages and files: which modules they become, and the names that no module can have.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::Id;
use super::names::{Name, Scope};
use super::{Model, Module, Package};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::Text;
use crate::source::{File, Sources};

/// Modules with these names would take the place of something that generated crates have, each with what that is.
const RESERVED_FILES: &[(&str, &str)] = &[
    ("default", "whose feature would be that of all modules"),
    ("http", "whose feature generated crates use for HTTP"),
    ("lib", "whose file would be that of the whole crate"),
    ("main", "whose file would be that of a program"),
    ("mod", "whose file would be that of the whole package"),
    ("runtime", "which generated crates use for their runtime"),
    ("schemars", "whose feature generated crates use for JSON Schema"),
    ("serde", "whose feature generated crates use for serde"),
    ("trace", "whose feature generated crates use for traces"),
];

/// The same for the modules of packages.
const RESERVED_PACKAGES: &[(&str, &str)] = &[
    ("bin", "whose folder would be that of programs"),
    ("lib", "whose file would be that of the whole crate"),
    ("runtime", "which generated crates use for their runtime"),
];

/// Fills in packages and modules, in the order of the files (imports first).
pub(super) fn declare(files: &[File], sources: &Sources, model: &mut Model, diagnostics: &mut Diagnostics) {
    let mut packages: BTreeMap<&str, Id<Package>> = BTreeMap::new();
    let mut package_names = Scope::of_declarations();
    let mut module_names: BTreeMap<Id<Package>, Scope> = BTreeMap::new();
    let positions: BTreeMap<_, _> =
        files.iter().zip(model.modules.ids_for(files.len())).map(|(file, id)| (file.id, id)).collect();
    for file in files {
        let package = *packages.entry(&file.package.value).or_insert_with(|| {
            let package = Package { name: file.package.value.clone(), modules: Vec::new() };
            let form = package.module_name();
            refuse_reserved(RESERVED_PACKAGES, "package", &form, file.package.span, diagnostics);
            package_names.claim(form, &file.package, "package", diagnostics);
            model.packages.push(package)
        });
        let path = sources.path(file.id).to_owned();
        let stem = path.rsplit('/').next().unwrap_or(&path);
        let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem).to_owned();
        // The name of a file is written nowhere in it; what it says about its package stands for it.
        let written = Text { value: stem, span: file.package.span };
        let name = Name::of_file(&written, diagnostics).unwrap_or_else(|| Name::new("module"));
        refuse_reserved(RESERVED_FILES, "schema file", &name.snake(), written.span, diagnostics);
        module_names.entry(package).or_insert_with(Scope::of_declarations).claim(
            name.snake(),
            &written,
            "file",
            diagnostics,
        );
        let imports = file.imports.iter().filter_map(|import| positions.get(&import.target).copied()).collect();
        let doc = file.doc.as_ref().map(|doc| doc.value.clone());
        let module = model.modules.push(Module { package, name, path, doc, imports, declarations: Vec::new() });
        model.packages[package].modules.push(module);
    }
    let spans: BTreeMap<_, _> = model.modules.ids().zip(files.iter().map(|file| file.package.span)).collect();
    for package in model.packages.ids() {
        check_crate(model, package, &spans, diagnostics);
    }
}

fn refuse_reserved(reserved: &[(&str, &str)], what: &str, form: &str, span: Span, diagnostics: &mut Diagnostics) {
    if let Some((_, why)) = reserved.iter().find(|(name, _)| *name == form) {
        diagnostics.push(
            Diagnostic::new(Code::ReservedName, span, format!("a {what} cannot be called `{form}`"))
                .label(format!("this {what} becomes the module `{form}`, {why}"))
                .help(format!("give the {what} another name")),
        );
    }
}

/// What a crate that is made of `root` holds side by side: the modules of its files, and those of the packages that it
/// imports; and one feature for each file of all of them. Files of one package are compared elsewhere.
fn check_crate(model: &Model, root: Id<Package>, spans: &BTreeMap<Id<Module>, Span>, diagnostics: &mut Diagnostics) {
    let needed = model.needed(root);
    let mut features = Scope::of_declarations();
    let mut names = BTreeSet::new();
    let imported: BTreeMap<String, Id<Module>> = needed
        .iter()
        .filter(|module| model.modules[**module].package != root)
        .map(|module| (model.packages[model.modules[*module].package].module_name(), *module))
        .collect();
    for module in needed {
        let file = &model.modules[module];
        let Some(span) = spans.get(&module).copied() else { continue };
        if !names.insert((file.package, file.name.snake())) {
            continue;
        }
        let path = Text { value: file.path.clone(), span };
        features.claim(model.feature(module, root), &path, "the feature of", diagnostics);
        if let Some(other) = imported.get(&file.name.snake()).filter(|_| file.package == root) {
            let form = file.name.snake();
            let package = &model.packages[model.modules[*other].package];
            let found = Diagnostic::new(
                Code::NameCollision,
                span,
                format!("the file `{}` and the package `{}` are both the module `{form}`", file.path, package.name),
            )
            .label(format!("this file becomes the module `{form}`"))
            .help("give the file another name");
            let place =
                spans.get(other).map(|place| (*place, format!("so does the imported package `{}`", package.name)));
            diagnostics.push(place.into_iter().fold(found, |found, (place, label)| found.related(place, label)));
        }
    }
}

impl Package {
    /// The name of the module that it becomes inside the crate of another package.
    #[must_use]
    pub fn module_name(&self) -> String {
        self.name.replace('.', "_")
    }
}

impl Model {
    /// The modules that a package needs: its own and all those of the packages that it imports, in the model's order.
    #[must_use]
    pub fn needed(&self, root: Id<Package>) -> BTreeSet<Id<Module>> {
        let mut packages = BTreeSet::from([root]);
        let mut queue = vec![root];
        while let Some(package) = queue.pop() {
            let modules = self.packages[package].modules.iter();
            let imported = modules.flat_map(|module| &self.modules[*module].imports);
            let imported = imported.map(|import| self.modules[*import].package);
            queue.extend(imported.filter(|package| packages.insert(*package)));
        }
        packages.iter().flat_map(|package| self.packages[*package].modules.iter().copied()).collect()
    }

    /// The feature of a module in the crate of `root`: its name, with the package's name in front for imported packages.
    #[must_use]
    pub fn feature(&self, module: Id<Module>, root: Id<Package>) -> String {
        let module = &self.modules[module];
        let name = module.name.snake().replace('_', "-");
        if module.package == root {
            name
        } else {
            format!("{}-{name}", self.packages[module.package].name.replace('.', "-"))
        }
    }
}
