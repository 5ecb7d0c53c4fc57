//! How a context is resolved: each part may use the parts above it.

use super::{Context, EventSource, Extension, Inbox, InboxPart, NamedAccessor};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::accessors::{self, Path, Start};
use crate::model::arena::{Arena, Id};
use crate::model::events::{self, EventSet};
use crate::model::names::{Name, Scope};
use crate::model::records::Field;
use crate::model::resolver::Resolver;
use crate::model::symbols::{Declaration, Symbol};
use crate::model::types::{Type, TypeDeclaration};
use crate::model::unions::as_record;
use crate::raw::contexts::{RawContext, RawEventSource, RawInbox};
use crate::raw::{Named, Text};

/// What the parts of one context are resolved with.
struct Work<'a, 'r> {
    types: &'a Arena<TypeDeclaration>,
    events: &'a Arena<EventSet>,
    request: Id<TypeDeclaration>,
    names: Scope,
    resolver: &'a mut Resolver<'r>,
}

/// Names of methods that contexts have, and of the parameter that they are made from.
const TAKEN: [&str; 8] =
    ["from_request", "from_json", "event", "event_error", "event_payload", "event_payload_with", "inbox", "request"];

/// Resolves one declaration, but for its selectors.
pub(in crate::model) fn resolve(
    declaration: Declaration,
    raw: &RawContext,
    types: &Arena<TypeDeclaration>,
    events: &Arena<EventSet>,
    resolver: &mut Resolver<'_>,
) -> Option<Context> {
    let request = events::record(&raw.request, types, resolver)?;
    let mut work = Work { types, events, request, names: Scope::default(), resolver };
    let mut context = Context {
        declaration,
        request,
        inbox: raw.inbox.as_ref().map(|inbox| work.inbox(inbox)),
        extensions: work.extensions(raw),
        event: None,
        extra: raw.extra.as_ref().and_then(|name| work.extra(name)),
        accessors: Vec::new(),
        selectors: Vec::new(),
    };
    context.event = raw.event.as_ref().and_then(|event| work.event(event, &context.extensions));
    for named in &raw.accessors {
        let Some(name) = work.name(&named.name, "accessor") else { continue };
        let path = Path::read(&named.value.path, work.resolver.diagnostics);
        let found = path.and_then(|path| {
            accessors::resolve(&path, Start::Context(&context, events), types, work.resolver.diagnostics)
        });
        let doc = named.value.about.doc_text();
        let deprecated = named.value.about.deprecated_text();
        context.accessors.extend(found.map(|accessor| NamedAccessor { name, doc, deprecated, accessor }));
    }
    for named in &raw.selectors {
        work.name(&named.name, "selector");
    }
    work.something(raw, &context.declaration);
    Some(context)
}

impl Work<'_, '_> {
    /// A checked name of a getter, claimed.
    fn name(&mut self, written: &Text, what: &str) -> Option<Name> {
        let name = Name::checked(written, self.resolver.diagnostics)?;
        if TAKEN.contains(&name.snake().as_str()) {
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::ReservedName,
                    written.span,
                    format!("a context already has a method `{}`", name.snake()),
                )
                .label("taken by a generated method")
                .help("choose another name"),
            );
            return None;
        }
        self.names.claim(name.snake(), written, what, self.resolver.diagnostics).then_some(name)
    }

    /// The name of the extras, with the names of the methods that change them.
    fn extra(&mut self, written: &Text) -> Option<Name> {
        let name = self.name(written, "getter")?;
        let claimed = self.names.claim(format!("{}_mut", name.snake()), written, "getter", self.resolver.diagnostics);
        claimed.then_some(name)
    }

    fn invalid(&mut self, span: Span, message: String, label: &str, help: Option<String>) {
        self.resolver.diagnostics.push(Diagnostic::new(Code::InvalidSource, span, message).label(label).help(help));
    }

    /// A context has to use its request.
    fn something(&mut self, raw: &RawContext, declaration: &Declaration) {
        let has_parts = raw.inbox.as_ref().is_some_and(|inbox| !inbox.parts.is_empty());
        if !has_parts && raw.extensions.is_empty() && raw.event.is_none() {
            let message = format!("`{}` takes nothing from its request", declaration.name.as_written());
            let help = "add `extensions:`, `event:`, or `parts:` of an `inbox:`".to_owned();
            self.invalid(declaration.span, message, "would be empty", Some(help));
        }
    }

    fn inbox(&mut self, raw: &RawInbox) -> Inbox {
        let name = Name::checked(&raw.name, self.resolver.diagnostics).unwrap_or_else(|| Name::new("Inbox"));
        let mut names = Scope::default();
        let mut parts: Vec<InboxPart> = Vec::new();
        for Named { name: written, value: from } in &raw.parts {
            let Some(name) = Name::checked(written, self.resolver.diagnostics) else { continue };
            let claimed = names.claim(name.snake(), written, "part", self.resolver.diagnostics);
            let Some((field, ty)) = self.request_field(from).filter(|_| claimed) else { continue };
            if parts.iter().any(|part| part.field == Some(field)) {
                self.invalid(
                    from.span,
                    format!("`{}` is kept twice", from.value),
                    "is a part already",
                    Some("remove one of them".to_owned()),
                );
                continue;
            }
            parts.push(InboxPart { name, ty, field: Some(field) });
        }
        for Named { name: written, value: ty } in &raw.given {
            // It is also a parameter beside the locals for everything else, so its name is one of the context's.
            let Some(name) = self.name(written, "part") else { continue };
            let claimed = names.claim(name.snake(), written, "part", self.resolver.diagnostics);
            let Some(id) = self.resolver.type_named(ty).filter(|_| claimed) else { continue };
            parts.push(InboxPart { name, ty: Type::Optional(Box::new(Type::Named(id))), field: None });
        }
        Inbox { name, span: raw.name.span, parts }
    }

    /// A field of the request, by name.
    fn request_field(&mut self, name: &Text) -> Option<(usize, Type)> {
        let (id, record) = as_record(&Type::Named(self.request), self.types)?;
        let found = record.fields.iter().position(|field| field.name.as_written() == name.value);
        let Some(position) = found else {
            let names = record.fields.iter().map(|field| field.name.as_written());
            let message = format!("`{}` has no field `{}`", self.types[id].declaration.name.as_written(), name.value);
            self.invalid(name.span, message, "not a field of the request", suggest::help(&name.value, names));
            return None;
        };
        let field: &Field = &record.fields[position];
        if field.secret || field.boxed {
            let message = format!("the field `{}` cannot be taken out of the request", name.value);
            self.invalid(name.span, message, "is secret, or contains the request", None);
            return None;
        }
        Some((position, field.ty.clone()))
    }

    fn extensions(&mut self, raw: &RawContext) -> Vec<Extension> {
        let mut extensions = Vec::new();
        for named in &raw.extensions {
            let Some(name) = self.name(&named.name, "extension") else { continue };
            let at = events::json_map(&named.value.at, self.request, self.types, self.resolver);
            let key = self.resolver.interpolate(&named.value.key);
            let record = events::record(&named.value.ty, self.types, self.resolver);
            let doc = named.value.about.doc_text();
            let deprecated = named.value.about.deprecated_text();
            if let (Some(at), Some(record)) = (at, record) {
                extensions.push(Extension { name, doc, deprecated, at, key, record });
            }
        }
        extensions
    }

    fn event(&mut self, raw: &RawEventSource, extensions: &[Extension]) -> Option<EventSource> {
        let events = match self.resolver.symbol(&raw.ty)? {
            Symbol::Events(id) => id,
            other => {
                self.resolver.wrong_kind(&raw.ty, "a set of events", other);
                return None;
            }
        };
        let (message, ty) = self.request_field(&raw.from)?;
        let requires = match &raw.requires {
            Some(name) => Some(self.required_extension(name, extensions)?),
            None => None,
        };
        // A set of events that could not be resolved was reported.
        let expected = self.events.get(events)?.message;
        let found = as_record(&ty, self.types).map(|(id, _)| id);
        if found != as_record(&Type::Named(expected), self.types).map(|(id, _)| id) || found.is_none() {
            let message = format!("`{}` reads `{}`", raw.ty.value, self.types[expected].declaration.name.as_written());
            let label = format!("is {}", accessors::described(&ty, self.types));
            self.invalid(
                raw.from.span,
                message,
                &label,
                Some("name the field of the request that holds the message".to_owned()),
            );
            return None;
        }
        Some(EventSource { events, message, requires })
    }

    fn required_extension(&mut self, name: &Text, extensions: &[Extension]) -> Option<usize> {
        let found = extensions.iter().position(|extension| extension.name.as_written() == name.value);
        if found.is_none() {
            let names = extensions.iter().map(|extension| extension.name.as_written());
            let message = format!("no extension is called `{}`", name.value);
            self.invalid(name.span, message, "not an extension of this context", suggest::help(&name.value, names));
        }
        found
    }
}
