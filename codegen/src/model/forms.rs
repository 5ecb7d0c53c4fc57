//! Forms, resolved: templates of values in which every part fits its place.
//!
//! A form becomes a function. What it writes is checked against the declared types as accessors are, field by field, so
//! that the function cannot fail.

mod literals;
mod mappings;
mod parameters;
mod references;
mod resolve;
mod texts;

pub(super) use literals::literal;
pub(super) use parameters::function;
pub(super) use references::NEW_ID;
pub(super) use resolve::{Surroundings, resolve};
pub(super) use texts::text;

use super::accessors::Step;
use super::arena::Id;
use super::defaults::Default;
use super::documents::Document;
use super::names::Name;
use super::threads::{Property, Thread};
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::Span;

/// A function from parameters to a value.
#[derive(Clone, Debug)]
pub struct Form {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// What it gives.
    pub value: Value,
}

/// What a form belongs to, which says what it can name.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'m> {
    /// A thread: its properties, its context, and its forms.
    Thread(&'m Thread),
    /// A record, of which it is a constructor.
    Record(Id<TypeDeclaration>),
    /// An enrollment: it takes all that it names.
    Enrollment,
    /// A guard, to whose operations it gives arguments.
    Guard,
}

impl<'m> Owner<'m> {
    /// The properties that a form can name.
    #[must_use]
    pub fn properties(self) -> &'m [Property] {
        match self {
            Self::Thread(thread) => &thread.properties,
            Self::Record(_) | Self::Enrollment | Self::Guard => &[],
        }
    }

    /// The forms that a form can use.
    #[must_use]
    pub fn forms(self) -> &'m [Form] {
        match self {
            Self::Thread(thread) => &thread.forms,
            Self::Record(_) | Self::Enrollment | Self::Guard => &[],
        }
    }
}

/// What a form takes.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Name,
    /// What it is.
    pub ty: ParameterType,
    /// How often the value is looked at; a value that is used once is moved.
    pub uses: usize,
}

/// What a parameter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// A value of a type.
    Value(Type),
    /// A document, of which a form names parts.
    Document(Id<Document>),
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentPart {
    /// The markup, unless the document is elsewhere.
    Markup,
    /// Where the document is, if it is elsewhere.
    Url,
    /// The title in the markup.
    Title,
    /// What a file with the markup is called.
    FileName,
    /// The media type of the markup.
    MediaType,
}

impl DocumentPart {
    /// The words that select one in a form.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("markup", Self::Markup),
        ("url", Self::Url),
        ("title", Self::Title),
        ("file_name", Self::FileName),
        ("media_type", Self::MediaType),
    ];

    /// Whether there may be none.
    #[must_use]
    pub fn is_optional(self) -> bool {
        self != Self::MediaType
    }

    /// The word that selects it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, part)| *part == self).map_or("", |(word, _)| word)
    }
}

impl ParameterType {
    /// The type of a value.
    #[must_use]
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Value(ty) => Some(ty),
            Self::Document(_) => None,
        }
    }

    /// Whether the caller may leave it out.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Value(ty) if ty.is_optional())
    }
}

/// A value as a form gives it.
#[derive(Clone, Debug)]
pub struct Value {
    /// The type, without `?`.
    pub ty: Type,
    /// Whether there may be none.
    pub optional: bool,
    /// How it is made.
    pub kind: ValueKind,
}

/// How a value is made.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// A constant.
    Literal(Default),
    /// A fresh id.
    NewId,
    /// A value that is there already.
    Reference(Reference),
    /// A value of another type as JSON.
    Json(Box<Value>),
    /// A text as bytes.
    Bytes(Box<Value>),
    /// A record, with the positions of the fields that are given.
    Record {
        /// The record.
        record: Id<TypeDeclaration>,
        /// Positions and values.
        fields: Vec<(usize, Value)>,
    },
    /// A member of a union.
    Variant {
        /// The union.
        union: Id<TypeDeclaration>,
        /// The position of the member.
        variant: usize,
        /// The value in it.
        value: Box<Value>,
    },
    /// A list; an item of which there may be none is left out.
    List(Vec<Value>),
    /// A map or a JSON object.
    Map(Vec<MapEntry>),
    /// A value if another one is there, or is a flag that is on.
    When {
        /// What must be there; the flag, where it is always there.
        condition: Reference,
        /// How many conditions are around this one.
        depth: usize,
        /// The value.
        then: Box<Value>,
    },
    /// The first one that is there; only the last one is always there.
    First(Vec<Value>),
    /// A text unless it is empty.
    NonEmpty(Box<Value>),
    /// Texts in a row.
    Join(Vec<Value>),
    /// What another form of the same owner gives.
    Call {
        /// The position of the form.
        form: usize,
        /// A value for each parameter; none where one that may be missing is left out.
        arguments: Vec<Option<Value>>,
    },
}

/// An entry of a map. Later ones win.
#[derive(Clone, Debug)]
pub enum MapEntry {
    /// A key and its value; left out where there is none.
    Entry(String, Value),
    /// The entries of another map.
    With(Value),
}

/// A value that is there already.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where it begins.
    pub root: Root,
    /// What to follow from there.
    pub steps: Vec<Step>,
    /// The type of what is reached, without `?`.
    pub ty: Type,
    /// Whether there may be none.
    pub optional: bool,
}

/// Where a reference begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// A parameter of the form.
    Parameter(usize),
    /// A part of a document that is a parameter of the form.
    Document(usize, DocumentPart),
    /// What a condition around it has found to be there.
    Found(usize),
    /// A property of the thread.
    Property(usize),
    /// The context.
    Context,
}

impl Form {
    /// The parameters that are used.
    pub fn used(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.uses > 0)
    }

    /// Whether it looks at the parameter of this name.
    #[must_use]
    pub fn uses(&self, parameter: &str) -> bool {
        self.used().any(|used| used.name.as_written() == parameter)
    }

    /// Whether a parameter is a part of the value as it is, and not only looked into.
    #[must_use]
    pub fn hands_on(&self, parameter: &Parameter) -> bool {
        let at = self.parameters.iter().position(|known| known.name == parameter.name).map(Root::Parameter);
        self.value.any(&|value| match &value.kind {
            ValueKind::Reference(found) => Some(found.root) == at && found.steps.is_empty(),
            _ => false,
        })
    }

    /// The declared types that it takes and gives.
    pub(super) fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        self.value.ty.mentions(visit);
        self.parameters.iter().filter_map(|parameter| parameter.ty.value()).for_each(|ty| ty.mentions(visit));
    }
}

impl Value {
    /// Whether making it makes an id.
    #[must_use]
    pub fn makes_ids(&self) -> bool {
        self.any(&|value| matches!(value.kind, ValueKind::NewId))
    }

    /// Whether it looks at what the condition at this depth has found.
    #[must_use]
    pub fn looks_at(&self, depth: usize) -> bool {
        self.any(&|value| {
            let (ValueKind::Reference(found) | ValueKind::When { condition: found, .. }) = &value.kind else {
                return false;
            };
            found.root == Root::Found(depth)
        })
    }

    /// Whether it, or a value that it is made of, is such a value.
    fn any(&self, test: &dyn Fn(&Self) -> bool) -> bool {
        let within = match &self.kind {
            ValueKind::NewId | ValueKind::Literal(_) | ValueKind::Reference(_) => false,
            ValueKind::Json(value)
            | ValueKind::Bytes(value)
            | ValueKind::NonEmpty(value)
            | ValueKind::Variant { value, .. } => value.any(test),
            ValueKind::When { then, .. } => then.any(test),
            ValueKind::Record { fields, .. } => fields.iter().any(|(_, value)| value.any(test)),
            ValueKind::List(values) | ValueKind::First(values) | ValueKind::Join(values) => {
                values.iter().any(|value| value.any(test))
            }
            ValueKind::Map(entries) => entries.iter().any(|entry| match entry {
                MapEntry::Entry(_, value) | MapEntry::With(value) => value.any(test),
            }),
            ValueKind::Call { arguments, .. } => arguments.iter().flatten().any(|value| value.any(test)),
        };
        within || test(self)
    }
}
