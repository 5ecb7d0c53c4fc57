//! The `types` section as written: which construct each declaration is.

use super::enums::{self, RawEnum};
use super::expression::Expression;
use super::newtypes::{self, RawNewtype};
use super::records::{self, RawRecord};
use super::unions::{self, RawUnion};
use super::{About, Named, flag, members};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawType {
    /// `doc` and `deprecated`.
    pub about: About,
    /// Which construct it is.
    pub shape: RawShape,
}

/// The constructs of the section, each known by its key.
#[derive(Clone, Debug)]
pub enum RawShape {
    /// `fields:`
    Record(RawRecord),
    /// `enum:`
    Enum(RawEnum),
    /// `union:`
    Union(RawUnion),
    /// `newtype:`
    Newtype(Box<RawNewtype>),
    /// `alias:`, or a type expression alone.
    Alias(Expression),
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawType>> {
    members(node, "the types", diagnostics, read_type)
}

fn read_type(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawType> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let alias = Expression::read(node, diagnostics)?;
        return Some(RawType { about: About::default(), shape: RawShape::Alias(alias) });
    }
    let mut fields = Fields::of(node, "a type", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let shape = read_shape(&mut fields, diagnostics);
    fields.finish(diagnostics);
    Some(RawType { about, shape: shape? })
}

const CONSTRUCTS: [&str; 5] = ["fields", "enum", "union", "newtype", "alias"];

fn read_shape(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawShape> {
    let found: Vec<_> = CONSTRUCTS.into_iter().filter_map(|key| fields.entry(key).map(|entry| (key, entry))).collect();
    let (key, entry) = match found.as_slice() {
        [one] => *one,
        // The typo is reported as an unknown key.
        [] if fields.has_typo_of(&CONSTRUCTS) => return None,
        [] => {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, fields.head(), "this type does not say what it is")
                    .label("needs one of `fields`, `enum`, `union`, `newtype`, `alias`")
                    .help("a record has `fields:`, an enum `enum:`, a union `union:`"),
            );
            return None;
        }
        [(first, one), (second, other), ..] => {
            diagnostics.push(
                Diagnostic::new(
                    Code::ConflictingKeys,
                    other.key.span,
                    format!("a type has either `{first}` or `{second}`, not both"),
                )
                .label("one too many")
                .related(one.key.span, "this already says what the type is")
                .help("remove one of them, or make two types"),
            );
            return None;
        }
    };
    let node = &entry.value;
    match key {
        "fields" => Some(RawShape::Record(records::read(node, fields, diagnostics))),
        "enum" => Some(RawShape::Enum(enums::read(node, fields, diagnostics))),
        "union" => Some(RawShape::Union(unions::read(node, fields, diagnostics))),
        "newtype" => newtypes::read(node, fields, diagnostics).map(|newtype| RawShape::Newtype(Box::new(newtype))),
        _ => Expression::read(node, diagnostics).map(RawShape::Alias),
    }
}

/// `case`: how names are spelled on the wire.
pub(super) fn case(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Case> {
    fields.take("case").and_then(|node| node.keyword(Case::WORDS, diagnostics))
}

/// `open`: whether what is not declared is kept, which it is unless it says otherwise.
pub(super) fn open(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> bool {
    flag(fields, "open", diagnostics).is_none_or(|flag| flag.value)
}
