//! Records, resolved: named fields and their spellings on the wire.

use super::arena::Id;
use super::names::{Name, Scope, WireScope, check_member_name};
use super::resolver::Resolver;
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::records::{DefaultFields, RawField, RawRecord, UnknownFields};
use crate::raw::{Literal, Named};

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// The fields in order.
    pub fields: Vec<Field>,
    /// What happens to undeclared fields.
    pub unknown: UnknownFields,
    /// What happens on output to fields that are at their default.
    pub defaults: DefaultFields,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The spelling on the wire.
    pub wire: String,
    /// Further spellings accepted on input.
    pub aliases: Vec<String>,
    /// The type.
    pub ty: Type,
    /// Where the type is written, without the containers around it.
    pub type_span: Span,
    /// Whether the value sits in a box because the type contains itself.
    pub boxed: bool,
    /// What stands in for an absent field.
    pub default: Option<super::defaults::Default>,
    /// Whether the value is redacted in `Debug`.
    pub secret: bool,
    /// Whether a `bool` accepts numbers and words.
    pub lenient: bool,
}

impl Field {
    /// Whether a value must be given to make the record.
    #[must_use]
    pub fn is_required(&self) -> bool {
        !self.ty.is_optional() && self.default.is_none()
    }
}

/// A default to be checked once every type is known.
#[derive(Debug)]
pub struct PendingDefault {
    /// The record.
    pub record: Id<TypeDeclaration>,
    /// The position of the field.
    pub field: usize,
    /// The value as written.
    pub literal: Literal,
}

/// Resolves a record; its defaults are checked when every type is known.
pub(super) fn resolve(
    raw: &RawRecord,
    resolver: &mut Resolver<'_>,
    defaults: &mut Vec<PendingDefault>,
    record: Id<TypeDeclaration>,
) -> Record {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the spelling");
    let mut fields = Vec::new();
    for named in &raw.fields {
        let Some(name) = resolver.member(&named.name) else { continue };
        if !names.claim(name.snake(), &named.name, "field", resolver.diagnostics) {
            continue;
        }
        let field = resolve_field(raw, named, name, resolver);
        let wire_span = named.value.wire.as_ref().map_or(named.name.span, |wire| wire.span);
        // Aliases are those that are written, then those of `accept`, which stand nowhere.
        let written = named.value.aliases.iter().map(|alias| alias.span).chain(std::iter::repeat(named.name.span));
        let spellings = std::iter::once((&field.wire, wire_span)).chain(field.aliases.iter().zip(written));
        for (spelling, span) in spellings {
            wires.claim(spelling, span, resolver.diagnostics);
            check_member_name(spelling, span, resolver.diagnostics);
        }
        if let Some(literal) = &named.value.default {
            defaults.push(PendingDefault { record, field: fields.len(), literal: literal.clone() });
        }
        fields.push(field);
    }
    if let Some(unknown) = raw.unknown.as_ref().filter(|unknown| unknown.value == UnknownFields::Keep) {
        check_kept(&fields, unknown.span, resolver.diagnostics);
    }
    let unknown = raw.unknown.as_ref().map(|unknown| unknown.value).unwrap_or_default();
    Record { fields, unknown, defaults: raw.defaults }
}

/// Only flags are read leniently, and none that is a secret: what is redacted has one form.
fn check_lenient(lenient: Span, ty: &Type, secret: bool, diagnostics: &mut Diagnostics) {
    if *ty.required() != Type::Bool {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, lenient, "`lenient` is for fields of type `bool`")
                .label("this field is no `bool`")
                .help("remove it, or make the field a `bool`"),
        );
    } else if secret {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, lenient, "a field is either `lenient` or `secret`, not both")
                .label("excludes `secret`")
                .help("remove one of them"),
        );
    }
}

/// Undeclared fields are kept in a field, whose name is then taken.
fn check_kept(fields: &[Field], keep: Span, diagnostics: &mut Diagnostics) {
    if let Some(field) = fields.iter().find(|field| field.name.snake() == "unknown_fields") {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownFieldsConflict,
                field.span,
                "the record keeps undeclared fields under this name",
            )
            .label("is also the field for undeclared ones")
            .related(keep, "they are kept because of this")
            .help("rename the field and keep its spelling on the wire with `wire: unknown_fields`"),
        );
    }
}

fn resolve_field(record: &RawRecord, raw: &Named<RawField>, name: Name, resolver: &mut Resolver<'_>) -> Field {
    let field = &raw.value;
    let wire = resolver.wire(field.wire.as_ref(), &raw.name, &name, record.case).value;
    let mut aliases: Vec<String> = field.aliases.iter().map(|alias| alias.value.clone()).collect();
    for case in &record.accept {
        let alias = name.in_case(*case);
        if alias != wire && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let ty = resolver.ty(&field.ty);
    if let Some(lenient) = &field.lenient {
        check_lenient(lenient.span, &ty, field.secret, resolver.diagnostics);
    }
    Field {
        name,
        span: raw.name.span,
        doc: field.about.doc_text(),
        deprecated: field.about.deprecated_text(),
        wire,
        aliases,
        ty,
        type_span: field.ty.innermost(),
        boxed: false,
        default: None,
        secret: field.secret,
        lenient: field.lenient.is_some(),
    }
}
