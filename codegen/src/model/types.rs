//! The `types` section, resolved: records, enums, unions, newtypes and aliases.

use super::arena::Id;
use super::names::{Case, Name, Scope, WireScope, check_member_name};
use super::rules::Rules;
use super::symbols::{Declaration, Resolver};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::types::{RawEnum, RawField, RawNewtype, RawRecord, RawShape, RawType, RawUnion, UnknownFields};
use crate::raw::{Literal, Named};

/// A type as it is used: a primitive, a container or a declared type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `string`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `json`: any JSON value.
    Json,
    /// `bytes`: base64 on the wire.
    Bytes,
    /// `timestamp`: RFC 3339 on the wire.
    Timestamp,
    /// `duration`: text such as `1.5s` on the wire.
    Duration,
    /// `uuid`
    Uuid,
    /// `url`
    Url,
    /// A declared type.
    Named(Id<TypeDeclaration>),
    /// `T?`
    Optional(Box<Type>),
    /// `[T]`
    List(Box<Type>),
    /// `{string: T}`
    Map(Box<Type>),
}

impl Type {
    /// The words for primitive types.
    pub const PRIMITIVES: &'static [(&'static str, Self)] = &[
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("f64", Self::F64),
        ("json", Self::Json),
        ("bytes", Self::Bytes),
        ("timestamp", Self::Timestamp),
        ("duration", Self::Duration),
        ("uuid", Self::Uuid),
        ("url", Self::Url),
    ];

    /// The type inside `T?`, or the type itself.
    #[must_use]
    pub fn required(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    /// Whether the value may be absent.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    /// Whether it is a number that holds no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64)
    }

    /// The declared types that it mentions, containers included.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.mentions(visit),
            _ => {}
        }
    }

    /// The declared type that a value contains directly, so that recursion through it needs a box.
    #[must_use]
    pub fn contains_directly(&self) -> Option<Id<TypeDeclaration>> {
        match self.required() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }
}

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct TypeDeclaration {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// What it is.
    pub shape: Shape,
}

/// The constructs of the section.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Named fields.
    Record(Record),
    /// A set of words.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// A value with rules.
    Newtype(Newtype),
    /// Another name for a type.
    Alias(Type),
}

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// The fields in order.
    pub fields: Vec<Field>,
    /// What happens to undeclared fields.
    pub unknown: UnknownFields,
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

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The members in order.
    pub members: Vec<Member>,
    /// Whether unknown words are kept.
    pub open: bool,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct Member {
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
}

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
    /// Whether the value sits in a box because the type contains itself.
    pub boxed: bool,
}

/// A newtype.
#[derive(Clone, Debug)]
pub struct Newtype {
    /// The type inside.
    pub inner: Type,
    /// Rules for text.
    pub rules: Rules,
    /// The least number.
    pub min: Option<f64>,
    /// The greatest number.
    pub max: Option<f64>,
    /// Whether the value is redacted in `Debug`.
    pub secret: bool,
}

impl Newtype {
    /// Whether every value of the inner type is a value of the newtype.
    #[must_use]
    pub fn is_infallible(&self) -> bool {
        !self.rules.can_fail() && self.min.is_none() && self.max.is_none()
    }
}

/// Resolves one declaration; defaults and rules that need other declarations are checked later.
pub fn resolve(
    declaration: Declaration,
    raw: &RawType,
    resolver: &mut Resolver<'_>,
    defaults: &mut Vec<PendingDefault>,
    id: Id<TypeDeclaration>,
) -> TypeDeclaration {
    let shape = match &raw.shape {
        RawShape::Record(record) => Shape::Record(resolve_record(record, resolver, defaults, id)),
        RawShape::Enum(raw) => Shape::Enum(resolve_enum(raw, resolver)),
        RawShape::Union(raw) => Shape::Union(resolve_union(raw, resolver)),
        RawShape::Newtype(raw) => Shape::Newtype(resolve_newtype(raw, resolver)),
        RawShape::Alias(expression) => Shape::Alias(resolver.ty(expression)),
    };
    TypeDeclaration { declaration, shape }
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

fn resolve_record(
    raw: &RawRecord,
    resolver: &mut Resolver<'_>,
    defaults: &mut Vec<PendingDefault>,
    record: Id<TypeDeclaration>,
) -> Record {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the field");
    let mut fields = Vec::new();
    for named in &raw.fields {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if !names.claim(name.snake(), &named.name, "field", resolver.diagnostics) {
            continue;
        }
        let field = resolve_field(raw, named, name, resolver);
        let wire_span = named.value.wire.as_ref().map_or(named.name.span, |wire| wire.span);
        wires.claim(&field.wire, wire_span, resolver.diagnostics);
        check_member_name(&field.wire, wire_span, resolver.diagnostics);
        for alias in &field.aliases {
            check_member_name(alias, named.name.span, resolver.diagnostics);
            wires.claim(alias, named.name.span, resolver.diagnostics);
        }
        if let Some(literal) = &named.value.default {
            defaults.push(PendingDefault { record, field: fields.len(), literal: literal.clone() });
        }
        fields.push(field);
    }
    Record { fields, unknown: raw.unknown.as_ref().map(|unknown| unknown.value).unwrap_or_default() }
}

fn resolve_field(record: &RawRecord, raw: &Named<RawField>, name: Name, resolver: &mut Resolver<'_>) -> Field {
    let field = &raw.value;
    let wire = match &field.wire {
        Some(wire) => resolver.interpolate(wire),
        None => name.in_case(record.case.unwrap_or(Case::AsWritten)),
    };
    let mut aliases: Vec<String> = field.aliases.iter().map(|alias| alias.value.clone()).collect();
    for case in &record.accept {
        let alias = name.in_case(*case);
        if alias != wire && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let ty = resolver.ty(&field.ty);
    if let Some(lenient) = &field.lenient
        && *ty.required() != Type::Bool
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, lenient.span, "`lenient` is for fields of type `bool`".to_owned())
                .label("has no meaning here")
                .help("remove it"),
        );
    }
    Field {
        name,
        span: raw.name.span,
        doc: field.about.doc.as_ref().map(|doc| doc.value.clone()),
        deprecated: field.about.deprecated.as_ref().map(|text| text.value.clone()),
        wire,
        aliases,
        ty,
        boxed: false,
        default: None,
        secret: field.secret,
        lenient: field.lenient.is_some(),
    }
}

fn resolve_enum(raw: &RawEnum, resolver: &mut Resolver<'_>) -> Enum {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the value");
    let mut members = Vec::new();
    for named in &raw.members {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if raw.open && name.pascal() == "Unknown" {
            resolver.diagnostics.push(reserved_unknown(named.name.span, "enum"));
            continue;
        }
        if !names.claim(name.pascal(), &named.name, "member", resolver.diagnostics) {
            continue;
        }
        let wire = match &named.value.wire {
            Some(wire) => resolver.interpolate(wire),
            None => name.in_case(raw.case.unwrap_or(Case::AsWritten)),
        };
        let wire_span = named.value.wire.as_ref().map_or(named.name.span, |wire| wire.span);
        wires.claim(&wire, wire_span, resolver.diagnostics);
        for alias in &named.value.aliases {
            wires.claim(&alias.value, alias.span, resolver.diagnostics);
        }
        members.push(Member {
            name,
            span: named.name.span,
            doc: named.value.about.doc.as_ref().map(|doc| doc.value.clone()),
            deprecated: named.value.about.deprecated.as_ref().map(|text| text.value.clone()),
            wire,
            aliases: named.value.aliases.iter().map(|alias| alias.value.clone()).collect(),
        });
    }
    Enum { members, open: raw.open }
}

fn reserved_unknown(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::ReservedName, span, format!("an open {what} already has a member `Unknown`"))
        .label("this name is taken by the generated member for unknown values")
        .help("choose another name and keep the spelling with `wire: unknown`, or set `open: false`")
}

fn resolve_union(raw: &RawUnion, resolver: &mut Resolver<'_>) -> Union {
    let mut names = Scope::default();
    let mut tags = WireScope::new(Code::DuplicateTag, "the tag");
    let mut variants = Vec::new();
    for named in &raw.members {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if raw.open && name.pascal() == "Unknown" {
            resolver.diagnostics.push(reserved_unknown(named.name.span, "union"));
            continue;
        }
        if !names.claim(name.pascal(), &named.name, "member", resolver.diagnostics) {
            continue;
        }
        let wire = match &named.value.wire {
            Some(wire) => resolver.interpolate(wire),
            None => name.in_case(raw.case.unwrap_or(Case::AsWritten)),
        };
        let wire_span = named.value.wire.as_ref().map_or(named.name.span, |wire| wire.span);
        tags.claim(&wire, wire_span, resolver.diagnostics);
        check_member_name(&wire, wire_span, resolver.diagnostics);
        variants.push(Variant {
            name,
            span: named.name.span,
            doc: named.value.about.doc.as_ref().map(|doc| doc.value.clone()),
            deprecated: named.value.about.deprecated.as_ref().map(|text| text.value.clone()),
            wire,
            ty: resolver.ty(&named.value.ty),
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

fn resolve_newtype(raw: &RawNewtype, resolver: &mut Resolver<'_>) -> Newtype {
    let inner = resolver.ty(&raw.inner);
    let rules = Rules::resolve(&raw.rules, resolver.diagnostics);
    if let Some(span) = raw.rules.first_span()
        && inner != Type::String
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, span, "this rule is for text".to_owned())
                .label("the newtype holds no `string`")
                .help("use `min` and `max` for numbers"),
        );
    }
    let is_number = inner.is_integer() || inner == Type::F64;
    for limit in [&raw.min, &raw.max].into_iter().flatten() {
        if !is_number {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidLimit, limit.span, "this limit is for numbers".to_owned())
                    .label("the newtype holds no number")
                    .help("use `min_length` and `max_length` for text"),
            );
        } else if inner.is_integer() && limit.value.fract() != 0.0 {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidLimit, limit.span, "this limit has a fraction".to_owned())
                    .label("the newtype holds an integer")
                    .help("write a whole number"),
            );
        }
    }
    if let (Some(min), Some(max)) = (&raw.min, &raw.max)
        && min.value > max.value
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, max.span, "no number satisfies both limits".to_owned())
                .label("less than `min`")
                .related(min.span, "`min` is here")
                .help("exchange them"),
        );
    }
    Newtype {
        inner,
        rules,
        min: raw.min.as_ref().map(|limit| limit.value),
        max: raw.max.as_ref().map(|limit| limit.value),
        secret: raw.secret,
    }
}
