//! The resolved model as a document: packages, their files, their declarations.
//!
//! Keys stand in the order in which the language has them, and what is not there has no key.

use serde_yaml::{Mapping, Value};

use super::{
    addresses, clients, contexts, documents, enrollments, errors, events, guards, references, settings, tables,
    threads, types,
};
use crate::model::constants::{Constant, ConstantValue};
use crate::model::symbols::{Declaration, Symbol};
use crate::model::{Model, Module, Package};

/// A mapping that is built key by key.
#[derive(Default)]
pub(super) struct Object(Mapping);

impl Object {
    /// Adds a key.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.into(), value.into());
        self
    }

    /// Adds a key if there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a key that is `true`, or nothing.
    pub(super) fn with_flag(self, key: &str, flag: bool) -> Self {
        if flag { self.with(key, true) } else { self }
    }

    /// Adds a list unless it is empty.
    pub(super) fn with_list<T: Into<Value>>(self, key: &str, items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<Value> = items.into_iter().map(Into::into).collect();
        if items.is_empty() { self } else { self.with(key, items) }
    }

    /// Adds the `doc` and `deprecated` keys.
    pub(super) fn about(self, doc: Option<&String>, deprecated: Option<&String>) -> Self {
        self.with_some("doc", doc.map(|doc| doc.trim())).with_some("deprecated", deprecated.map(String::as_str))
    }

    /// Adds a mapping of names unless it is empty.
    pub(super) fn with_members<'m, M: 'm>(
        self,
        key: &str,
        members: &'m [M],
        read: impl Fn(&'m M) -> (&'m str, Self),
    ) -> Self {
        let members = members.iter().map(read).fold(Self::default(), |all, (name, member)| all.with(name, member));
        if members.is_empty() { self } else { self.with(key, members) }
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Mapping(object.0)
    }
}

/// The whole model.
pub(super) fn model(model: &Model) -> Value {
    let packages = model.packages.iter().map(|(_, known)| package(model, known));
    Object::default().with_list("packages", packages).into()
}

fn package(model: &Model, package: &Package) -> Value {
    let files = package.modules.iter().map(|id| file(model, &model.modules[*id]));
    Object::default().with("name", package.name.as_str()).with_list("files", files).into()
}

fn file(model: &Model, module: &Module) -> Value {
    let imports = module.imports.iter().map(|import| model.modules[*import].path.as_str());
    let mut declarations = Object::default();
    for symbol in &module.declarations {
        let declaration = model.declaration(*symbol);
        declarations = declarations.with(declaration.name.as_written(), self::declaration(model, *symbol, declaration));
    }
    let object = Object::default()
        .with("path", module.path.as_str())
        .with_some("doc", module.doc.as_ref().map(|doc| doc.trim()))
        .with_list("imports", imports);
    if declarations.is_empty() { object.into() } else { object.with("declarations", declarations).into() }
}

/// One declaration: what it is, what is said about it, and what it holds.
fn declaration(model: &Model, symbol: Symbol, declaration: &Declaration) -> Value {
    let about = |what: &str| {
        Object::default().with("is", what).about(declaration.doc.as_ref(), declaration.deprecated.as_ref())
    };
    match symbol {
        Symbol::Constant(id) => about("constant").with("value", constant(&model.constants[id])).into(),
        Symbol::Type(id) => types::shape(model, &model.types[id].shape, about).into(),
        Symbol::Settings(id) => settings::group(model, &model.settings[id], about("settings")).into(),
        Symbol::Subjects(id) => addresses::subjects(&model.subjects[id], about("subjects")).into(),
        Symbol::Kinds(id) => addresses::kinds(&model.kinds[id], about("kinds")).into(),
        Symbol::Selector(id) => addresses::selector(&model.selectors[id], about("selector")).into(),
        Symbol::Reference(id) => references::reference(model, &model.references[id], about("reference")).into(),
        Symbol::Events(id) => events::events(model, &model.events[id], about("events")).into(),
        Symbol::Context(id) => contexts::context(model, &model.contexts[id], about("context")).into(),
        Symbol::Document(id) => documents::document(&model.documents[id], about("document")).into(),
        Symbol::Errors(id) => errors::errors(&model.errors[id], about("errors")).into(),
        Symbol::Client(id) => clients::client(model, &model.clients[id], about("client")).into(),
        Symbol::Enrollment(id) => enrollments::enrollment(model, &model.enrollments[id], about("enrollment")).into(),
        Symbol::Thread(id) => threads::thread(model, &model.threads[id], about("thread")).into(),
        Symbol::Guard(id) => guards::guard(model, &model.guards[id], about("guard")).into(),
        Symbol::Table(id) => tables::table(model, &model.tables[id], about("table")).into(),
    }
}

fn constant(constant: &Constant) -> Value {
    match &constant.value {
        ConstantValue::Text(text) => text.as_str().into(),
        ConstantValue::Integer(integer) => (*integer).into(),
        ConstantValue::Number(number) => (*number).into(),
        ConstantValue::Bool(flag) => (*flag).into(),
    }
}
