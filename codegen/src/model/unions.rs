//! Unions, resolved: one of several types. Whether a member can carry the tag is checked when every type is known.

use super::arena::{Arena, Id};
use super::enums::reserved_unknown;
use super::names::{Name, Scope, WireScope, check_member_name};
use super::records::Record;
use super::resolver::Resolver;
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::unions::RawUnion;

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The members in order.
    pub variants: Vec<Variant>,
    /// Where the tag is.
    pub tagging: Tagging,
    /// Whether unknown tags are kept.
    pub open: bool,
}

/// Where the tag of a union is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// `{"kind": "circle", "radius": 1}`
    Internal {
        /// The field that holds the tag.
        tag: String,
    },
    /// `{"kind": "circle", "value": {"radius": 1}}`
    Adjacent {
        /// The field that holds the tag.
        tag: String,
        /// The field that holds the value.
        content: String,
    },
    /// `{"circle": {"radius": 1}}`
    External,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The tag on the wire.
    pub wire: String,
    /// The type of the value.
    pub ty: Type,
    /// Where the type is written, without the containers around it.
    pub type_span: Span,
    /// Whether the value sits in a box because the type contains itself.
    pub boxed: bool,
}

/// Resolves a union.
pub(super) fn resolve(raw: &RawUnion, resolver: &mut Resolver<'_>) -> Union {
    let mut names = Scope::default();
    let mut tags = WireScope::new(Code::DuplicateTag, "the tag");
    let mut variants = Vec::new();
    for named in &raw.members {
        let Some(name) = resolver.member(&named.name) else { continue };
        if raw.open && name.pascal() == "Unknown" {
            resolver.diagnostics.push(reserved_unknown(named.name.span, "union"));
            continue;
        }
        if !names.claim(name.pascal(), &named.name, "member", resolver.diagnostics) {
            continue;
        }
        let wire = resolver.wire(named.value.wire.as_ref(), &named.name, &name, raw.case);
        tags.claim(&wire.value, wire.span, resolver.diagnostics);
        check_member_name(&wire.value, wire.span, resolver.diagnostics);
        variants.push(Variant {
            name,
            span: named.name.span,
            doc: named.value.about.doc_text(),
            deprecated: named.value.about.deprecated_text(),
            wire: wire.value,
            ty: resolver.ty(&named.value.ty),
            type_span: named.value.ty.innermost(),
            boxed: false,
        });
    }
    Union { variants, tagging: tagging(raw, resolver), open: raw.open }
}

fn tagging(raw: &RawUnion, resolver: &mut Resolver<'_>) -> Tagging {
    for name in [&raw.tag, &raw.content].into_iter().flatten() {
        check_member_name(&name.value, name.span, resolver.diagnostics);
    }
    match (&raw.tag, &raw.content) {
        (Some(tag), Some(content)) => {
            if tag.value == content.value {
                resolver.diagnostics.push(
                    Diagnostic::new(Code::TagCollision, content.span, "tag and content share one field".to_owned())
                        .label("the same name as `tag`")
                        .help("give the content a field of its own"),
                );
            }
            Tagging::Adjacent { tag: tag.value.clone(), content: content.value.clone() }
        }
        (Some(tag), None) => Tagging::Internal { tag: tag.value.clone() },
        (None, Some(content)) => {
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingTag, content.span, "`content` needs a `tag` beside it".to_owned())
                    .label("says where the value is, but nothing says where the tag is")
                    .help("add `tag: name`, or remove `content` for `{member: value}` on the wire"),
            );
            Tagging::External
        }
        (None, None) => Tagging::External,
    }
}

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
        if matches!(variant.ty, Type::Rust(_)) {
            // Whether it is a record is up to the compiler, by the runtime's trait.
            continue;
        }
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
        let clash =
            record.fields.iter().find(|field| field.wire == tag || field.aliases.iter().any(|alias| alias == tag));
        if let Some(field) = clash {
            diagnostics.push(
                Diagnostic::new(
                    Code::TagCollision,
                    field.span,
                    format!(
                        "the field `{}` of `{}` is spelled like the tag",
                        field.wire,
                        types[id].declaration.name.as_written()
                    ),
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
