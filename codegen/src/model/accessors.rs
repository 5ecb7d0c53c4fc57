//! Paths into records and contexts, such as `distribution.identities[principal]`, checked field by field.

mod path;

pub use path::{Path, Segment};

use super::arena::{Arena, Id};
use super::contexts::{Context, ContextMember};
use super::events::EventSet;
use super::names::Name;
use super::records::{Field, Record};
use super::types::{Shape, Type, TypeDeclaration};
use super::unions::Union;
use super::unions::as_record;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::raw::Text;

/// A path that leads somewhere.
#[derive(Clone, Debug)]
pub struct Accessor {
    /// What to follow, in order.
    pub steps: Vec<Step>,
    /// What is reached, without `?`.
    pub ty: Type,
    /// Whether nothing may be reached, because something on the way is optional or not found.
    pub optional: bool,
}

/// One step of an accessor.
#[derive(Clone, Debug)]
pub enum Step {
    /// A getter of a context, or of the inbox of one.
    Getter {
        /// The name of the method.
        name: Name,
        /// Whether it gives an `Option`.
        optional: bool,
    },
    /// A field of a record.
    Field {
        /// The record.
        record: Id<TypeDeclaration>,
        /// The position of the field.
        field: usize,
    },
    /// A field of the payload of an event, of whichever payload it is.
    Payload {
        /// The set of events.
        events: Id<EventSet>,
        /// The position of the field in the payload of each kind, in order; none where a payload does not have it.
        fields: Vec<Option<usize>>,
    },
    /// The first item of a list that is this member of a union.
    Member {
        /// The union.
        union: Id<TypeDeclaration>,
        /// The position of the member.
        variant: usize,
    },
}

/// Where a path starts.
#[derive(Clone, Copy, Debug)]
pub enum Start<'m> {
    /// At a record.
    Record(Id<TypeDeclaration>),
    /// At a context: its extensions, inbox, event and accessors.
    Context(&'m Context, &'m Arena<EventSet>),
}

/// What a path has reached so far.
enum Reached<'m> {
    Start(Start<'m>),
    Inbox(&'m Context),
    Event(Id<EventSet>, &'m EventSet),
    Payload(Id<EventSet>, &'m EventSet),
    Value(Type),
}

/// What a path into an event goes on with, beside its payload.
const EVENT_TEXTS: [&str; 2] = ["id", "source"];

/// Follows a path from `start`; where it leads nowhere is reported.
pub fn resolve(
    path: &Path,
    start: Start<'_>,
    types: &Arena<TypeDeclaration>,
    diagnostics: &mut Diagnostics,
) -> Option<Accessor> {
    let mut walk = Walk { types, diagnostics, steps: Vec::new(), optional: false };
    let mut reached = Reached::Start(start);
    for segment in &path.segments {
        reached = walk.segment(reached, segment)?;
    }
    let (steps, optional) = (walk.steps, walk.optional);
    let (label, help) = match reached {
        Reached::Value(ty) => return Some(Accessor { steps, ty, optional }),
        Reached::Start(_) | Reached::Inbox(_) => {
            ("leads to the raw parts as a whole", "add the part that is meant, as in `inbox.message`")
        }
        Reached::Event(..) => {
            ("leads to the event as a whole", "add what is meant: `event.payload.field` or `event.id`")
        }
        Reached::Payload(..) => ("leads to the payload as a whole", "add a field of it, as in `event.payload.field`"),
    };
    diagnostics.push(
        Diagnostic::new(Code::InvalidAccessor, path.span, "this path stops before a value".to_owned())
            .label(label)
            .help(help),
    );
    None
}

/// Follows a path that has to end at text, a `string` or a newtype of one.
pub fn resolve_text(
    path: &Path,
    start: Start<'_>,
    types: &Arena<TypeDeclaration>,
    diagnostics: &mut Diagnostics,
) -> Option<Accessor> {
    let accessor = resolve(path, start, types, diagnostics)?;
    if is_text(&accessor.ty, types) {
        return Some(accessor);
    }
    diagnostics.push(
        Diagnostic::new(Code::InvalidAccessor, path.span, "this path leads to no text".to_owned())
            .label(format!("is {}", described(&accessor.ty, types)))
            .help("continue the path to a field of type `string`"),
    );
    None
}

/// Whether values of a type are text: `string`, or a newtype or alias of it.
#[must_use]
pub fn is_text(ty: &Type, types: &Arena<TypeDeclaration>) -> bool {
    let Type::Named(id) = unaliased(ty, types) else { return unaliased(ty, types) == Type::String };
    matches!(&types[id].shape, Shape::Newtype(newtype) if newtype.inner == Type::String && !newtype.secret)
}

struct Walk<'a> {
    types: &'a Arena<TypeDeclaration>,
    diagnostics: &'a mut Diagnostics,
    steps: Vec<Step>,
    optional: bool,
}

impl Walk<'_> {
    fn segment<'m>(&mut self, from: Reached<'m>, segment: &Segment) -> Option<Reached<'m>> {
        let reached = match from {
            Reached::Start(Start::Context(context, events)) => self.member(context, events, segment)?,
            Reached::Inbox(context) => self.inbox_part(context, segment)?,
            Reached::Event(id, events) => self.event(id, events, segment)?,
            Reached::Payload(id, events) => Reached::Value(self.payload(id, events, &segment.name)?),
            Reached::Start(Start::Record(id)) => Reached::Value(self.field(&Type::Named(id), &segment.name)?),
            Reached::Value(ty) => Reached::Value(self.field(&ty, &segment.name)?),
        };
        match (&segment.member, reached) {
            (None, reached) => Some(reached),
            (Some(member), Reached::Value(ty)) => self.variant(&ty, member).map(Reached::Value),
            (Some(member), _) => {
                self.no_list(member, "this is no list");
                None
            }
        }
    }

    fn member<'m>(
        &mut self,
        context: &'m Context,
        events: &'m Arena<EventSet>,
        segment: &Segment,
    ) -> Option<Reached<'m>> {
        match context.member(&segment.name.value) {
            Some(ContextMember::Inbox) => {
                self.steps.push(Step::Getter { name: Name::new(segment.name.value.as_str()), optional: false });
                Some(Reached::Inbox(context))
            }
            Some(ContextMember::Event(id)) => {
                self.steps.push(Step::Getter { name: Name::new(segment.name.value.as_str()), optional: true });
                self.optional = true;
                // A set of events that could not be resolved was reported.
                events.get(id).map(|set| Reached::Event(id, set))
            }
            Some(ContextMember::Value { ty, optional }) => Some(self.getter(&segment.name, ty, optional)),
            None => {
                let what = format!("`{}`", context.declaration.name.as_written());
                self.not_found(&segment.name, &what, &context.member_names(), context.declaration.span);
                None
            }
        }
    }

    fn inbox_part<'m>(&mut self, context: &'m Context, segment: &Segment) -> Option<Reached<'m>> {
        let inbox = context.inbox.as_ref()?;
        let Some(part) = inbox.parts.iter().find(|part| part.name.as_written() == segment.name.value) else {
            let names: Vec<&str> = inbox.parts.iter().map(|part| part.name.as_written()).collect();
            self.not_found(&segment.name, "the inbox", &names, inbox.span);
            return None;
        };
        Some(self.getter(&segment.name, part.ty.required().clone(), part.ty.is_optional()))
    }

    fn event<'m>(&mut self, id: Id<EventSet>, events: &'m EventSet, segment: &Segment) -> Option<Reached<'m>> {
        let name = segment.name.value.as_str();
        if name == "payload" {
            return Some(Reached::Payload(id, events));
        }
        if EVENT_TEXTS.contains(&name) {
            return Some(self.getter(&segment.name, Type::String, false));
        }
        let candidates = ["payload"].into_iter().chain(EVENT_TEXTS).collect::<Vec<_>>();
        self.not_found(&segment.name, "an event", &candidates, events.declaration.span);
        None
    }

    /// A field of whichever payload has it; those that have it must agree on its type.
    fn payload(&mut self, id: Id<EventSet>, events: &EventSet, name: &Text) -> Option<Type> {
        let records = || events.kinds.iter().map(|kind| as_record(&Type::Named(kind.payload), self.types));
        let found = |record: &Record| position(record, &name.value);
        let fields: Vec<Option<usize>> = records().map(|known| known.and_then(|(_, record)| found(record))).collect();
        let known: Vec<&Field> =
            records().zip(&fields).filter_map(|(known, field)| Some(&known?.1.fields[(*field)?])).collect();
        let Some((first, others)) = known.split_first() else {
            let names: Vec<&str> = records()
                .flatten()
                .flat_map(|(_, record)| &record.fields)
                .map(|field| field.name.as_written())
                .collect();
            let what = format!("no payload of `{}`", events.declaration.name.as_written());
            self.not_found(name, &what, &names, events.declaration.span);
            return None;
        };
        if let Some(secret) = known.iter().find(|field| field.secret) {
            self.secret(name, secret);
            return None;
        }
        if let Some(other) = others.iter().find(|other| other.ty.required() != first.ty.required()) {
            self.diagnostics.push(
                Diagnostic::new(Code::InvalidAccessor, name.span, format!("payloads do not agree on `{}`", name.value))
                    .label("is of several types")
                    .related(first.span, format!("is {} here", described(&first.ty, self.types)))
                    .related(other.span, format!("is {} here", described(&other.ty, self.types)))
                    .help("give these fields one type, or names of their own"),
            );
            return None;
        }
        let ty = first.ty.required().clone();
        self.optional = true;
        self.steps.push(Step::Payload { events: id, fields });
        Some(ty)
    }

    fn getter<'m>(&mut self, name: &Text, ty: Type, optional: bool) -> Reached<'m> {
        self.steps.push(Step::Getter { name: Name::new(name.value.as_str()), optional });
        self.optional |= optional;
        Reached::Value(ty)
    }

    fn field(&mut self, ty: &Type, name: &Text) -> Option<Type> {
        let Some((id, record)) = as_record(ty, self.types) else {
            self.diagnostics.push(
                Diagnostic::new(Code::NotARecord, name.span, format!("{} has no fields", described(ty, self.types)))
                    .label("looked for a field here")
                    .help("end the path before this name, or make the type a record"),
            );
            return None;
        };
        let Some(position) = position(record, &name.value) else {
            let declared = &self.types[id].declaration;
            let names: Vec<&str> = record.fields.iter().map(|field| field.name.as_written()).collect();
            self.not_found(name, &format!("`{}`", declared.name.as_written()), &names, declared.span);
            return None;
        };
        let field: &Field = &record.fields[position];
        if field.secret {
            self.secret(name, field);
            return None;
        }
        self.optional |= field.ty.is_optional();
        self.steps.push(Step::Field { record: id, field: position });
        Some(field.ty.required().clone())
    }

    fn secret(&mut self, name: &Text, field: &Field) {
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidAccessor, name.span, format!("the field `{}` is secret", name.value))
                .label("would be shown")
                .related(field.span, "declared here")
                .help("leave it to those who hold the record to expose it"),
        );
    }

    fn variant(&mut self, ty: &Type, member: &Text) -> Option<Type> {
        let Some((id, union)) = list_of_unions(ty, self.types) else {
            self.no_list(member, &format!("{} is no list of a union", described(ty, self.types)));
            return None;
        };
        let Some(variant) = union.variants.iter().position(|variant| variant.name.as_written() == member.value) else {
            let declared = &self.types[id].declaration;
            let names: Vec<&str> = union.variants.iter().map(|variant| variant.name.as_written()).collect();
            self.not_found(member, &format!("`{}`", declared.name.as_written()), &names, declared.span);
            return None;
        };
        self.optional = true;
        self.steps.push(Step::Member { union: id, variant });
        Some(union.variants[variant].ty.clone())
    }

    fn no_list(&mut self, member: &Text, message: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidAccessor, member.span, message.to_owned())
                .label("no member to look for")
                .help("`list[member]` is the first item of a list that is that member of a union"),
        );
    }

    fn not_found(&mut self, name: &Text, what: &str, candidates: &[&str], declared: Span) {
        self.diagnostics.push(
            Diagnostic::new(Code::InvalidAccessor, name.span, format!("{what} has nothing called `{}`", name.value))
                .label("not found")
                .related(declared, "declared here")
                .help(suggest::help(&name.value, candidates.iter().copied())),
        );
    }
}

fn position(record: &Record, name: &str) -> Option<usize> {
    record.fields.iter().position(|field| field.name.as_written() == name)
}

/// A type without the aliases in front of it.
fn unaliased(ty: &Type, types: &Arena<TypeDeclaration>) -> Type {
    let mut ty = ty.clone();
    // A chain of aliases longer than there are types is a cycle, which is reported elsewhere.
    for _ in 0..=types.len() {
        let Type::Named(id) = &ty else { break };
        let Shape::Alias(next) = &types[*id].shape else { break };
        ty = next.required().clone();
    }
    ty
}

fn list_of_unions<'t>(ty: &Type, types: &'t Arena<TypeDeclaration>) -> Option<(Id<TypeDeclaration>, &'t Union)> {
    let Type::List(item) = unaliased(ty, types) else { return None };
    let Type::Named(id) = unaliased(&item, types) else { return None };
    match &types[id].shape {
        Shape::Union(union) => Some((id, union)),
        _ => None,
    }
}

/// A type in words, for messages.
#[must_use]
pub fn described(ty: &Type, types: &Arena<TypeDeclaration>) -> String {
    match ty {
        Type::Named(id) => format!("`{}`", types[*id].declaration.name.as_written()),
        Type::Optional(inner) => described(inner, types),
        Type::List(_) => "a list".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::Rust(tokens) => format!("`{tokens}`"),
        primitive => {
            let word = Type::PRIMITIVES.iter().find(|(_, ty)| ty == primitive).map_or("value", |(word, _)| word);
            format!("a `{word}`")
        }
    }
}
