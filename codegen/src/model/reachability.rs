//! Types that nothing reaches: a warning, because they are probably a mistake of spelling or left over.

use super::arena::Id;
use super::types::{Shape, TypeDeclaration};
use super::{Model, Module};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Warns about types that nobody uses in a package whose other sections do use types.
///
/// A package of types alone is a library: all its types are meant for others.
pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut reached = vec![false; model.types.len()];
    let mut queue: Vec<Id<TypeDeclaration>> = Vec::new();
    for (id, _) in model.types.iter() {
        if model.is_library(model.types[id].declaration.module) {
            queue.push(id);
        }
    }
    model.roots(&mut |id| queue.push(id));
    while let Some(id) = queue.pop() {
        if std::mem::replace(&mut reached[id.index()], true) {
            continue;
        }
        model.types[id].shape.mentions(&mut |next| queue.push(next));
    }
    for (_, declared) in model.types.iter().filter(|(id, _)| !reached[id.index()]) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnreachableType,
                declared.declaration.span,
                format!("nothing uses the type `{}`", declared.declaration.name.as_written()),
            )
            .label("not reached from any event, context, setting or other section")
            .help("use it, remove it, or move it to a file that declares types only"),
        );
    }
}

impl Shape {
    /// The declared types that it mentions.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        match self {
            Self::Record(record) => {
                record.fields.iter().for_each(|field| field.ty.mentions(visit));
                record.constructors.iter().for_each(|constructor| constructor.form.mentions(visit));
            }
            Self::Union(union) => union.variants.iter().for_each(|variant| variant.ty.mentions(visit)),
            Self::Newtype(newtype) => newtype.inner.mentions(visit),
            Self::Alias(ty) => ty.mentions(visit),
            Self::Enum(_) => {}
        }
    }
}

impl Model {
    /// Whether a file declares types (and constants) only.
    fn is_library(&self, module: Id<Module>) -> bool {
        use super::symbols::Symbol;
        self.modules[module].declarations.iter().all(|symbol| matches!(symbol, Symbol::Type(_) | Symbol::Constant(_)))
    }

    /// The types that other sections use directly.
    fn roots(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        self.events.iter().for_each(|(_, events)| events.mentions(visit));
        self.contexts.iter().for_each(|(_, context)| context.mentions(visit));
        self.threads.iter().for_each(|(_, thread)| thread.mentions(visit));
        self.enrollments.iter().for_each(|(_, enrollment)| enrollment.mentions(visit));
        self.guards.iter().for_each(|(_, guard)| guard.mentions(visit));
        self.tables.iter().for_each(|(_, table)| visit(table.gives));
        for (_, client) in self.clients.iter() {
            client.types().for_each(|ty| ty.mentions(visit));
        }
        for (_, settings) in self.settings.iter() {
            settings.fields.iter().for_each(|field| field.ty.mentions(visit));
        }
    }
}
