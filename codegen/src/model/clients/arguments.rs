//! Where arguments go: into the path by name, where they are told to, or where their method has them.

use super::graphql::Value;
use super::header_names::{is_header_name, is_reserved_header};
use super::values::Held;
use super::{Argument, Method, Role, Taken, checks};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::Model;
use crate::model::arena::{Arena, Id};
use crate::model::names::{Case, Name, Scope, WireScope};
use crate::model::resolver::Resolver;
use crate::model::selectors::Selector;
use crate::model::templates::Template;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::clients::{RawArgument, RawOperation};
use crate::raw::{Named, Text};

/// The arguments of an operation that are right.
pub(super) fn resolve(
    raw: &RawOperation,
    path: &Template,
    case: Option<Case>,
    (held, model): (&Held<'_>, &Model),
    resolver: &mut Resolver<'_>,
) -> Vec<Argument> {
    let mut work = Work {
        raw,
        path,
        case,
        held,
        types: &model.types,
        selectors: &model.selectors,
        names: Scope::of_declarations(),
        queries: WireScope::new(Code::DuplicateWireValue, "the query parameter")
            .help("give one of them another name on the wire"),
        headers: WireScope::new(Code::DuplicateWireValue, "the header")
            .help("give one of them another name on the wire"),
        resolver,
    };
    let mut arguments = Vec::new();
    for named in &raw.arguments {
        arguments.extend(work.plain(named));
    }
    for named in &raw.query {
        arguments.extend(work.argument(named, |work| Some(work.query(named))));
    }
    for named in &raw.headers {
        arguments.extend(work.argument(named, |work| work.header(named)));
    }
    for named in &raw.body {
        arguments.extend(work.argument(named, |work| work.body(named)));
    }
    work.check_path(&arguments);
    work.check_bodies();
    arguments
}

/// What an argument is.
struct Known {
    ty: Type,
    span: Span,
    selector: Option<Id<Selector>>,
    from: Option<Taken>,
}

struct Work<'a, 'r> {
    raw: &'a RawOperation,
    path: &'a Template,
    case: Option<Case>,
    held: &'a Held<'a>,
    types: &'a Arena<TypeDeclaration>,
    selectors: &'a Arena<Selector>,
    names: Scope,
    queries: WireScope,
    headers: WireScope,
    resolver: &'a mut Resolver<'r>,
}

impl Work<'_, '_> {
    /// An argument, whose role is asked for once it has a name.
    fn argument(
        &mut self,
        named: &Named<RawArgument>,
        role: impl FnOnce(&mut Self) -> Option<Role>,
    ) -> Option<Argument> {
        let name = self.resolver.member(&named.name)?;
        self.names.claim(name.snake(), &named.name, "argument", self.resolver.diagnostics);
        let Known { ty, span: ty_span, selector, from } = self.known(&named.value)?;
        let role = role(self)?;
        let doc = named.value.doc.as_ref().map(|doc| doc.value.clone());
        let checks = checks::resolve(&named.value, &ty, self.types, self.resolver);
        let default = checks::default(&named.value, (&ty, &role, &checks), self.types, self.resolver);
        let mut argument = Argument { name, doc, ty, ty_span, role, from, default, checks };
        self.check_type(&argument);
        if let Some(selector) = selector {
            self.carry(&mut argument, selector, named.value.wire.as_ref());
        }
        Some(argument)
    }

    /// What an argument is: of a type, or what it takes of the client.
    fn known(&mut self, raw: &RawArgument) -> Option<Known> {
        let Some(from) = &raw.from else {
            let ty = raw.ty.as_ref()?;
            return Some(Known { ty: self.resolver.ty(ty), span: ty.span, selector: None, from: None });
        };
        let span = raw.ty.as_ref().map_or(from.value.span, |ty| ty.span);
        let (value, taken) = self.held.taken(from, raw.ty.as_ref(), self.resolver)?;
        let (ty, selector) = match value {
            Value::Type(ty) => (ty, None),
            // What is sent of it is its text.
            Value::Selector { id, optional: true } => (Type::Optional(Box::new(Type::String)), Some(id)),
            Value::Selector { id, optional: false } => (Type::String, Some(id)),
            Value::Subject { .. } => return None,
        };
        Some(Known { ty, span, selector, from: Some(taken) })
    }

    /// A selector goes into the header that it has.
    fn carry(&mut self, argument: &mut Argument, id: Id<Selector>, wire: Option<&Text>) {
        let selector = &self.selectors[id];
        let (problem, help) = match (&argument.role, &selector.header, wire) {
            (Role::Header(_), Some(header), None) => {
                self.headers.claim(&header.to_ascii_lowercase(), argument.ty_span, self.resolver.diagnostics);
                argument.role = Role::Header(header.clone());
                return;
            }
            (Role::Header(_), Some(_), Some(_)) => ("goes into a header of its own", "remove `wire`"),
            (Role::Header(_), None, _) => ("has no header", "say with `header` of the selector which one carries it"),
            _ => ("goes into a header", "put it under `headers`"),
        };
        let message = format!("the selector `{}` {problem}", selector.declaration.name.as_written());
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, argument.ty_span, message)
                .label("cannot be sent like this")
                .related(selector.declaration.span, "the selector is declared here")
                .help(help),
        );
    }

    /// An argument that goes where its name or the method says.
    fn plain(&mut self, named: &Named<RawArgument>) -> Option<Argument> {
        let parameter =
            self.path.parameters.iter().position(|parameter| parameter.name.as_written() == named.name.value);
        self.argument(named, |work| match parameter {
            Some(at) => Some(Role::Path(at)),
            None if !work.raw.method.value.has_body() => Some(work.query(named)),
            None => work.body(named),
        })
    }

    fn query(&mut self, named: &Named<RawArgument>) -> Role {
        let wire = self.wire(named, self.case.unwrap_or(Case::AsWritten));
        self.queries.claim(&wire.value, wire.span, self.resolver.diagnostics);
        Role::Query(wire.value)
    }

    fn header(&mut self, named: &Named<RawArgument>) -> Option<Role> {
        let wire = self.wire(named, Case::Kebab);
        if !is_header_name(&wire, self.resolver) || is_reserved_header(&wire, self.resolver) {
            return None;
        }
        let folded = wire.value.to_ascii_lowercase();
        self.headers.claim(&folded, wire.span, self.resolver.diagnostics);
        Some(Role::Header(wire.value))
    }

    fn wire(&mut self, named: &Named<RawArgument>, case: Case) -> Text {
        let name = Name::new(named.name.value.as_str());
        self.resolver.wire(named.value.wire.as_ref(), &named.name, &name, Some(case))
    }

    /// The body; two of them are told once all arguments are known.
    fn body(&mut self, named: &Named<RawArgument>) -> Option<Role> {
        let method = self.raw.method;
        if method.value.has_body() {
            return Some(Role::Body);
        }
        self.resolver.diagnostics.push(
            Diagnostic::new(
                Code::ConflictingKeys,
                named.name.span,
                format!("a request with `{}` has no body", method.value.word()),
            )
            .label("cannot be the body")
            .related(method.span, "the method is here")
            .help("send it in the query, or choose `post`, `put` or `patch`"),
        );
        None
    }

    fn check_type(&mut self, argument: &Argument) {
        let single = "send a text, a number, an enum or another single value";
        let required = argument.ty.required().unaliased(self.types);
        let problem = match (&argument.role, required) {
            (Role::Path(at), _) if argument.ty.is_optional() && !self.path.parameters[*at].optional => Some((
                "may be absent, and the path needs it",
                "make it required, or its part of the path optional: `[/{id}]`",
            )),
            (Role::Path(_), ty) if !self.has_text(ty) => Some(("cannot stand in a path", single)),
            (Role::Query(_) | Role::Header(_), Type::List(item)) if self.has_text(item.unaliased(self.types)) => None,
            (Role::Header(_), ty) if !self.has_text(ty) => {
                Some(("cannot stand in a header", "send a single value, or a list of them, which commas separate"))
            }
            (Role::Query(_), ty) if !self.has_text(ty) => {
                Some(("cannot stand in a query", "send a single value, or a list of them, which is repeated"))
            }
            (Role::Body, _) if argument.from.is_some() => Some((
                "is held by the client, and a body is what a call sends",
                "send it in the path, the query or a header",
            )),
            (Role::Body, _) if argument.ty.is_optional() => Some((
                "may be absent, and a body is always sent",
                "make two operations, or send a record with optional fields",
            )),
            _ => None,
        };
        let Some((problem, help)) = problem else { return };
        let message = format!("the argument `{}` {problem}", argument.name.as_written());
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTypeExpression, argument.ty_span, message)
                .label("not a type for this")
                .help(help),
        );
    }

    /// Whether values of a type have one text. Of a type of Rust the compiler finds out.
    fn has_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Json | Type::Bytes | Type::Optional(_) | Type::List(_) | Type::Map(_) => false,
            Type::Named(id) => match &self.types[*id].shape {
                Shape::Enum(_) => true,
                Shape::Newtype(newtype) => newtype.inner == Type::String && !newtype.secret,
                _ => false,
            },
            _ => true,
        }
    }

    /// Every parameter of the path needs an argument.
    fn check_path(&mut self, arguments: &[Argument]) {
        for (at, parameter) in self.path.parameters.iter().enumerate() {
            if arguments.iter().any(|argument| argument.role == Role::Path(at)) {
                continue;
            }
            let name = parameter.name.as_written();
            if self.raw.arguments.iter().any(|named| named.name.value == name) {
                // What is wrong with it has been told.
                continue;
            }
            let elsewhere = [(&self.raw.query, "query"), (&self.raw.headers, "headers"), (&self.raw.body, "body")];
            let elsewhere = elsewhere.iter().find_map(|(arguments, place)| {
                arguments.iter().find(|named| named.name.value == name).map(|named| (named.name.span, *place))
            });
            let diagnostic = Diagnostic::new(
                Code::UnknownParameter,
                parameter.span,
                format!("the path has the parameter `{name}`, and no argument is called that"),
            )
            .label("has no value");
            self.resolver.diagnostics.push(match elsewhere {
                Some((span, place)) => diagnostic
                    .related(span, format!("this one is part of the {place}"))
                    .help("an argument that is named in the path goes there: do not send it elsewhere"),
                None => diagnostic.help(self.likely(name)),
            });
        }
    }

    fn likely(&self, parameter: &str) -> String {
        let names = self.raw.arguments.iter().map(|named| named.name.value.as_str());
        match suggest::closest(parameter, names) {
            Some(close) => format!("did you mean `{{{close}}}`?"),
            None => format!("add an argument `{parameter}`, or take it out of the path"),
        }
    }

    /// At most one argument can be the body.
    fn check_bodies(&mut self) {
        let is_in_path = |name: &str| self.path.parameters.iter().any(|parameter| parameter.name.as_written() == name);
        let plain: Vec<Span> = match self.raw.method.value {
            Method::Get | Method::Delete => return,
            _ => {
                let plain = self.raw.arguments.iter().filter(|named| !is_in_path(&named.name.value));
                plain.map(|named| named.name.span).collect()
            }
        };
        let mut bodies = self.raw.body.iter().map(|named| named.name.span).chain(plain.iter().copied());
        let Some(first) = bodies.next() else { return };
        for further in bodies {
            let help = if plain.contains(&further) {
                "say where it goes: into the query, a header or, by name, the path"
            } else {
                "put both into one record"
            };
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, further, "a request has one body")
                    .label("would be another one")
                    .related(first, "this is the body already")
                    .help(help),
            );
        }
    }
}
