//! What a program can choose about a guard.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::defaults::{self, Default};
use crate::model::guards::asking::GIVEN;
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::symbols::Symbol;
use crate::model::tables::Table;
use crate::model::types::Type;
use crate::raw::guards::RawOption;
use crate::raw::{Named, Text};

/// What a program can choose.
#[derive(Clone, Debug)]
pub struct GuardOption {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The type.
    pub ty: Type,
    /// What it is when nothing is chosen.
    pub source: OptionSource,
}

/// What an option is when nothing is chosen.
#[derive(Clone, Debug)]
pub enum OptionSource {
    /// Nothing: its type is optional.
    Nothing,
    /// Always the same.
    Default(Default),
    /// What a table says of the name of the action.
    Table(Id<Table>),
}

/// Names of methods and fields that guards have.
const TAKEN: [&str; 6] = ["action", "client", "clock", "listener", "new", "terms"];

/// Resolves the options; one that is unusable is reported and left out.
pub(super) fn resolve(raw: &[Named<RawOption>], model: &Model, resolver: &mut Resolver<'_>) -> Vec<GuardOption> {
    let mut names = Scope::of_declarations();
    let mut options = Vec::new();
    for named in raw {
        let Some(name) = Name::declared(&named.name, resolver.diagnostics) else { continue };
        names.claim(name.snake(), &named.name, "option", resolver.diagnostics);
        if is_taken(&name, &named.name, resolver) {
            continue;
        }
        let Some(ty) = resolver.known_ty(&named.value.ty) else { continue };
        let Some(source) = source(named, &ty, model, resolver) else { continue };
        options.push(GuardOption {
            name,
            doc: named.value.about.doc_text(),
            deprecated: named.value.about.deprecated_text(),
            ty,
            source,
        });
    }
    options
}

/// Whether a name has a meaning already, which is reported.
fn is_taken(name: &Name, written: &Text, resolver: &mut Resolver<'_>) -> bool {
    let form = name.snake();
    let label = if GIVEN.contains(&form.as_str()) {
        format!("`${form}` is something else in forms")
    } else if TAKEN.contains(&form.as_str()) {
        "has a meaning for every guard".to_owned()
    } else {
        return false;
    };
    resolver.diagnostics.push(
        Diagnostic::new(Code::ReservedName, written.span, format!("no option is called `{}`", written.value))
            .label(label)
            .help("choose another name"),
    );
    true
}

fn source(named: &Named<RawOption>, ty: &Type, model: &Model, resolver: &mut Resolver<'_>) -> Option<OptionSource> {
    if let Some(written) = &named.value.table {
        return table(written, ty, model, resolver).map(OptionSource::Table);
    }
    match &named.value.default {
        Some(literal) => defaults::resolve(literal, ty, &model.types, resolver.diagnostics).map(OptionSource::Default),
        None if ty.is_optional() => Some(OptionSource::Nothing),
        None => {
            let name = &named.name;
            let message = format!("nothing says what `{}` is when nobody chooses it", name.value);
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, name.span, message)
                    .label("`default` is missing")
                    .help("add `default:` or `table:`, or let it be missing: `T?`"),
            );
            None
        }
    }
}

/// A table that gives values of the type.
fn table(written: &Text, ty: &Type, model: &Model, resolver: &mut Resolver<'_>) -> Option<Id<Table>> {
    let id = match resolver.symbol(written)? {
        Symbol::Table(id) => id,
        other => {
            resolver.wrong_kind(written, "a table", other);
            return None;
        }
    };
    let table = model.tables.get(id)?;
    if *ty.unaliased(&model.types) == Type::Named(table.gives) {
        return Some(id);
    }
    let gives = model.types[table.gives].declaration.name.as_written();
    resolver.diagnostics.push(
        Diagnostic::new(Code::UnfitFormValue, written.span, format!("`{}` gives words of `{gives}`", written.value))
            .label("the option has another type")
            .related(table.declaration.span, "the table is here")
            .help(format!("write `type: {gives}`")),
    );
    None
}
