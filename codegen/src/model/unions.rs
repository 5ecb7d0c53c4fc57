//! Checks of unions that need every type: members that can carry the tag, and tags that clash with fields.

use super::arena::{Arena, Id};
use super::types::{Record, Shape, Tagging, Type, TypeDeclaration, Union};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Checks every union.
pub fn check(types: &Arena<TypeDeclaration>, diagnostics: &mut Diagnostics) {
    for (_, declared) in types.iter() {
        if let Shape::Union(union) = &declared.shape
            && let Tagging::Internal { tag } = &union.tagging
        {
            check_internal(declared, union, tag, types, diagnostics);
        }
    }
}

/// An internal tag sits among the fields of the member, so every member is a record without a field of that name.
fn check_internal(
    declared: &TypeDeclaration,
    union: &Union,
    tag: &str,
    types: &Arena<TypeDeclaration>,
    diagnostics: &mut Diagnostics,
) {
    for variant in &union.variants {
        let Some((id, record)) = as_record(&variant.ty, types) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::InvalidUnionMember,
                    variant.span,
                    format!("`{}` is no record, so it has no place for the tag `{tag}`", variant.name.as_written()),
                )
                .label("must be a record")
                .related(declared.declaration.span, "the union tags its members inside")
                .help("make it a record, or add `content: value` to keep the value beside the tag"),
            );
            continue;
        };
        let clash = record.fields.iter().find(|field| field.wire == tag || field.aliases.iter().any(|alias| alias == tag));
        if let Some(field) = clash {
            diagnostics.push(
                Diagnostic::new(
                    Code::TagCollision,
                    field.span,
                    format!("the field `{}` of `{}` is spelled like the tag", field.wire, types[id].declaration.name.as_written()),
                )
                .label("would be read as the tag")
                .related(variant.span, format!("tagged by `{tag}` here"))
                .help("remove the field (the union keeps the tag), or give one of them another spelling"),
            );
        }
    }
}

/// The record that a type is, through aliases.
pub fn as_record<'t>(ty: &Type, types: &'t Arena<TypeDeclaration>) -> Option<(Id<TypeDeclaration>, &'t Record)> {
    let mut ty = ty;
    // A chain of aliases longer than there are types is a cycle, which is reported elsewhere.
    for _ in 0..=types.len() {
        let Type::Named(id) = ty else { return None };
        match &types[*id].shape {
            Shape::Record(record) => return Some((*id, record)),
            Shape::Alias(next) => ty = next,
            _ => return None,
        }
    }
    None
}
