//! Types as they are used, and the `types` section, resolved: which construct each declaration is.

use std::ops::RangeInclusive;

use super::arena::{Arena, Id};
use super::enums::{self, Enum};
use super::newtypes::{self, Newtype};
use super::records::{self, PendingDefault, Record};
use super::resolver::Resolver;
use super::symbols::Declaration;
use super::unions::{self, Union};
use crate::diagnostic::{Code, Diagnostic};
use crate::raw::expression::{Expression, ExpressionKind};
use crate::raw::types::{RawShape, RawType};

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
    /// A type of Rust, as its tokens print, whose codec is the runtime's trait. Macros make it; no schema can name it.
    Rust(String),
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
        self.integers().is_some()
    }

    /// The whole numbers that it holds, if it is a type of them.
    #[must_use]
    pub fn integers(&self) -> Option<RangeInclusive<i128>> {
        match self {
            Self::I32 => Some(i32::MIN.into()..=i32::MAX.into()),
            Self::I64 => Some(i64::MIN.into()..=i64::MAX.into()),
            Self::U32 => Some(0..=u32::MAX.into()),
            Self::U64 => Some(0..=u64::MAX.into()),
            _ => None,
        }
    }

    /// Whether a type of Rust that is written like it may be the user's own, or is so in a container.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::String | Self::Bool | Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F64 => false,
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.is_foreign(),
            _ => true,
        }
    }

    /// The declared types that it mentions, containers included.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        match self {
            Self::Named(id) => visit(*id),
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.mentions(visit),
            _ => {}
        }
    }

    /// The type that a name stands for in the end, through aliases.
    #[must_use]
    pub fn unaliased<'t>(&'t self, types: &'t Arena<TypeDeclaration>) -> &'t Self {
        let mut ty = self;
        // A chain of aliases longer than there are types is a circle, which is reported elsewhere.
        for _ in 0..=types.len() {
            match ty {
                Self::Named(id) => match &types[*id].shape {
                    Shape::Alias(inner) => ty = inner,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
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

/// Resolves one declaration; defaults and rules that need other declarations are checked later.
pub fn resolve(
    declaration: Declaration,
    raw: &RawType,
    resolver: &mut Resolver<'_>,
    defaults: &mut Vec<PendingDefault>,
    id: Id<TypeDeclaration>,
) -> TypeDeclaration {
    let shape = match &raw.shape {
        RawShape::Record(record) => Shape::Record(records::resolve(record, resolver, defaults, id)),
        RawShape::Enum(raw) => Shape::Enum(enums::resolve(raw, resolver)),
        RawShape::Union(raw) => Shape::Union(unions::resolve(raw, resolver)),
        RawShape::Newtype(raw) => Shape::Newtype(newtypes::resolve(raw, resolver)),
        RawShape::Alias(expression) => Shape::Alias(resolve_alias(expression, resolver)),
    };
    TypeDeclaration { declaration, shape }
}

/// Whether a value may be absent is said where it stands, so that a name alone never hides it.
fn resolve_alias(expression: &Expression, resolver: &mut Resolver<'_>) -> Type {
    if matches!(expression.kind, ExpressionKind::Optional(_)) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTypeExpression, expression.span, "an alias cannot be optional")
                .label("says `?` for every use")
                .help("leave out the `?` here, and write it where the alias is used"),
        );
    }
    resolver.ty(expression).required().clone()
}
