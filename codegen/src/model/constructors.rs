//! Constructors of records, resolved: forms that give the record.

use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use super::arena::Id;
use super::forms::{self, Form, Owner, Surroundings};
use super::names::{Name, Scope};
use super::records::Record;
use super::resolver::Resolver;
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic};
use crate::raw::constructors::RawConstructor;
use crate::raw::{Named, Text};

/// A named way to make a record.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// The record.
    pub record: Id<TypeDeclaration>,
    /// From what it takes to the record.
    pub form: Form,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
}

impl Constructor {
    /// What its form belongs to.
    #[must_use]
    pub fn owner(&self) -> Owner<'_> {
        Owner::Record(self.record)
    }
}

/// Names of functions that records have, and of those that readers of Rust take for the ones of a trait.
const TAKEN: [&str; 18] = [
    "clone",
    "decode",
    "decode_object",
    "default",
    "encode",
    "encode_fields",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_json",
    "from_str",
    "from_value",
    "new",
    "to_json",
    "to_value",
    "try_from",
    "try_into",
];

/// Resolves the constructors of the record `id`.
pub(super) fn resolve(
    raw: &[Named<RawConstructor>],
    (id, record): (Id<TypeDeclaration>, &Record),
    model: &Model,
    defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>,
    resolver: &mut Resolver<'_>,
) -> Vec<Constructor> {
    let unusable = BTreeSet::new();
    let around = Surroundings {
        types: &model.types,
        events: &model.events,
        context: None,
        defaults,
        properties: &[],
        forms: &[],
        unusable: &unusable,
    };
    let setters = setters(id, record, defaults);
    let mut names = Scope::of_declarations();
    let mut constructors = Vec::new();
    for Named { name: written, value } in raw {
        let is_free = is_free(written, &setters, &mut names, resolver);
        let given = (&value.gives, &Type::Named(id));
        let form = forms::function(written, &value.takes, given, around, &mut BTreeSet::new(), resolver);
        let Some(form) = form.filter(|_| is_free) else { continue };
        let form = Form { doc: value.about.doc_text(), ..form };
        constructors.push(Constructor { record: id, form, deprecated: value.about.deprecated_text() });
    }
    constructors
}

/// The methods that set fields: their names, and the fields.
fn setters(
    id: Id<TypeDeclaration>,
    record: &Record,
    defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>,
) -> BTreeMap<String, Text> {
    let fields = record.fields.iter().enumerate();
    fields
        .filter(|(position, field)| field.ty.is_optional() || defaults.contains(&(id, *position)))
        .map(|(_, field)| {
            (format!("with_{}", field.name.snake()), Text::new(field.name.as_written().to_owned(), field.span))
        })
        .collect()
}

/// Whether a constructor can have this name; one that cannot is reported.
fn is_free(written: &Text, setters: &BTreeMap<String, Text>, names: &mut Scope, resolver: &mut Resolver<'_>) -> bool {
    let Some(name) = Name::declared(written, resolver.diagnostics) else { return false };
    let form = name.snake();
    if TAKEN.contains(&form.as_str()) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, format!("no constructor can be called `{form}`"))
                .label("taken by a function that records have, or that a trait gives")
                .help("choose another name"),
        );
        return false;
    }
    if let Some(field) = setters.get(&form) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::NameCollision,
                written.span,
                format!(
                    "constructor `{}` and the setter of `{}` are both `{form}` in Rust",
                    written.value, field.value
                ),
            )
            .label(format!("also becomes `{form}`"))
            .related(field.span, "this field has the setter")
            .help("rename the constructor"),
        );
        return false;
    }
    names.claim(form, written, "constructor", resolver.diagnostics)
}
