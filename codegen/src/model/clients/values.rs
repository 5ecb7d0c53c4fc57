//! Values that a client holds for its operations, and what arguments take of them.

use super::graphql::Value;
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::Model;
use crate::model::accessors::{self, Accessor, Path, Start};
use crate::model::arena::Id;
use crate::model::contexts::Context;
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::symbols::Symbol;
use crate::model::types::Type;
use crate::raw::clients::values::{RawFrom, RawValue};
use crate::raw::expression::{Expression, ExpressionKind};
use crate::raw::{Named, Text};

/// A value that a client holds, so that its calls need not give it.
#[derive(Clone, Debug)]
pub struct HeldValue {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// What it is: a value or a selector. Whether it may be missing is whether calls do without it.
    pub value: Value,
    /// The setting that says it, by position.
    pub setting: Option<usize>,
    /// Where it is in the context of the client.
    pub context: Option<ContextSource>,
}

/// Where a value is in a context.
#[derive(Clone, Debug)]
pub enum ContextSource {
    /// At the end of this path.
    Path(Accessor),
    /// The selector at this position, which the context makes.
    Selector(usize),
}

/// What an argument takes of its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The value, by position.
    pub value: usize,
    /// Whether a call can give another.
    pub is_parameter: bool,
    /// The members of a selector that are sent; none where all are.
    pub only: Vec<usize>,
}

/// The values of a client, while its operations are resolved.
pub(super) struct Held<'a> {
    pub(super) values: Vec<HeldValue>,
    /// The context that values are taken from, and where it was named first.
    context: Option<(Id<Context>, Span)>,
    raw: &'a [Named<RawValue>],
    model: &'a Model,
}

impl<'a> Held<'a> {
    /// Resolves the values.
    pub(super) fn resolve(
        raw: &'a [Named<RawValue>],
        model: &'a Model,
        sources: &mut Sources<'_>,
        resolver: &mut Resolver<'_>,
    ) -> Self {
        let mut held = Self { values: Vec::new(), context: None, raw, model };
        for named in raw {
            let value = held.value(named, sources, resolver);
            held.values.extend(value);
        }
        held
    }

    /// The context that values are taken from.
    pub(super) fn context(&self) -> Option<Id<Context>> {
        self.context.map(|(context, _)| context)
    }

    fn value(
        &mut self,
        named: &Named<RawValue>,
        sources: &mut Sources<'_>,
        resolver: &mut Resolver<'_>,
    ) -> Option<HeldValue> {
        let raw = &named.value;
        let name = resolver.member(&named.name);
        let value = raw.ty.as_ref().map_or(Some(Value::Type(Type::String)), |ty| value_of(ty, resolver));
        let setting = raw.setting.as_ref().map(|setting| sources.shown(setting, resolver));
        let (name, value) = (name?, value?);
        if setting.is_some()
            && !matches!(&value, Value::Type(ty) if *ty.required().unaliased(&self.model.types) == Type::String)
        {
            let span = raw.ty.as_ref().map_or(named.name.span, |ty| ty.span);
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidTypeExpression, span, "a setting holds a text, and this value is none")
                    .label("not a `string`")
                    .help("write `string`, or let the program give the value"),
            );
        }
        let context = match &raw.context {
            Some(written) => Some(self.source(written, &value, resolver)?),
            None => None,
        };
        let doc = raw.doc.as_ref().map(|doc| doc.value.clone());
        Some(HeldValue { name, doc, value, setting: setting.flatten(), context })
    }

    /// Where a value is in a context: `Context.path`.
    fn source(&mut self, written: &Text, value: &Value, resolver: &mut Resolver<'_>) -> Option<ContextSource> {
        let (context, path) = self.split(written, resolver)?;
        if let Value::Selector { id, .. } = value {
            let position = context
                .selectors
                .iter()
                .position(|known| known.name.as_written() == path.value && known.selector == *id);
            if position.is_none() {
                let names = context.selectors.iter().filter(|known| known.selector == *id);
                let help = suggest::help(&path.value, names.map(|known| known.name.as_written()));
                let help = help.unwrap_or_else(|| "add it under `selectors` of the context".to_owned());
                let message = format!("the context has no such selector `{}`", path.value);
                resolver.diagnostics.push(
                    Diagnostic::new(Code::InvalidSource, path.span, message)
                        .label("not among its `selectors`")
                        .related(context.declaration.span, "the context is declared here")
                        .help(help),
                );
            }
            return position.map(ContextSource::Selector);
        }
        let path = Path::read(&path, resolver.diagnostics)?;
        let start = Start::Context(context, &self.model.events);
        let accessor = accessors::resolve(&path, start, &self.model.types, resolver.diagnostics)?;
        let Value::Type(ty) = value else { return None };
        if *ty.required() != accessor.ty {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidAccessor, path.span, "this path leads to something of another type")
                    .label("not of the type of the value")
                    .help("continue the path, or change the type of the value"),
            );
            return None;
        }
        Some(ContextSource::Path(accessor))
    }

    /// The one context of the client, and what stands behind its name.
    fn split(&mut self, written: &Text, resolver: &mut Resolver<'_>) -> Option<(&'a Context, Text)> {
        let Some((name, _)) = written.value.split_once('.') else {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidSource, written.span, "this does not say what of the context is meant")
                    .label("a path is missing")
                    .help(format!("write the path behind the context: `{}.name`", written.value)),
            );
            return None;
        };
        let part = |range: std::ops::Range<usize>| Text {
            value: written.value[range.clone()].to_owned(),
            span: written.part(range),
        };
        let (name, path) = (part(0..name.len()), part(name.len() + 1..written.value.len()));
        let id = match resolver.symbol(&name)? {
            Symbol::Context(id) => id,
            other => {
                resolver.wrong_kind(&name, "a context", other);
                return None;
            }
        };
        let (known, first) = *self.context.get_or_insert((id, name.span));
        if known != id {
            resolver.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, name.span, "the values of a client come from one context")
                    .label("another one")
                    .related(first, "this one is read already")
                    .help("make two clients, or let the program give the value"),
            );
            return None;
        }
        Some((self.model.contexts.get(id)?, path))
    }

    /// What an argument takes of the client, and what it then is. What is wrong has been told when there is nothing.
    pub(super) fn taken(
        &self,
        from: &RawFrom,
        ty: Option<&Expression>,
        resolver: &mut Resolver<'_>,
    ) -> Option<(Value, Taken)> {
        let (at, held) = self.find(&from.value, resolver)?;
        let value = match ty {
            None => held.value.clone(),
            Some(ty) => self.given(held, ty, resolver)?,
        };
        let only = match &from.only {
            Some(only) => self.members(only, held, resolver)?,
            None => Vec::new(),
        };
        Some((value, Taken { value: at, is_parameter: ty.is_some(), only }))
    }

    fn find(&self, name: &Text, resolver: &mut Resolver<'_>) -> Option<(usize, &HeldValue)> {
        let found = self.values.iter().enumerate().find(|(_, held)| held.name.as_written() == name.value);
        // Of a value that is there and was wrong enough has been said.
        if found.is_none() && !self.raw.iter().any(|named| named.name.value == name.value) {
            let message = format!("the client has no value `{}`", name.value);
            let help = suggest::help(&name.value, self.values.iter().map(|held| held.name.as_written()));
            let help =
                help.unwrap_or_else(|| format!("write `values: {{ {}: string }}` beside `operations`", name.value));
            resolver.diagnostics.push(
                Diagnostic::new(Code::UnresolvedReference, name.span, message)
                    .label("not under `values` of the client")
                    .help(help),
            );
        }
        found
    }

    /// What a call gives in the place of a value, which is of the same type.
    fn given(&self, held: &HeldValue, written: &Expression, resolver: &mut Resolver<'_>) -> Option<Value> {
        let value = value_of(written, resolver)?;
        let is_same = match (&value, &held.value) {
            (Value::Type(ty), Value::Type(known)) => {
                ty.required().unaliased(&self.model.types) == known.required().unaliased(&self.model.types)
            }
            (Value::Selector { id, .. }, Value::Selector { id: known, .. }) => id == known,
            _ => false,
        };
        if !is_same {
            let message = format!("`{}` of the client is of another type", held.name.as_written());
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidTypeExpression, written.span, message)
                    .label("not the type of the value")
                    .help("write its type, with `?` where the server does without; or leave `type` out"),
            );
        }
        is_same.then_some(value)
    }

    fn members(&self, only: &[Text], held: &HeldValue, resolver: &mut Resolver<'_>) -> Option<Vec<usize>> {
        let Value::Selector { id, .. } = &held.value else {
            let span = only.first().map(|first| first.span)?;
            let message = format!("`{}` is no selector, and has no members", held.name.as_written());
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, span, message).label("no member of it").help("remove `only`"),
            );
            return None;
        };
        let selector = &self.model.selectors[*id];
        let span = selector.declaration.span;
        only.iter().map(|name| selector.family.position(name, span, resolver)).collect()
    }
}

/// The selector or type that an expression stands for.
fn value_of(expression: &Expression, resolver: &mut Resolver<'_>) -> Option<Value> {
    let (optional, named) = match &expression.kind {
        ExpressionKind::Optional(inner) => (true, &**inner),
        _ => (false, expression),
    };
    if let ExpressionKind::Name(name) = &named.kind
        && !Type::PRIMITIVES.iter().any(|(word, _)| word == name)
    {
        let written = Text { value: name.clone(), span: named.span };
        match resolver.symbol(&written)? {
            Symbol::Selector(id) => return Some(Value::Selector { id, optional }),
            Symbol::Type(_) => {}
            other => {
                resolver.wrong_kind(&written, "a type or a selector", other);
                return None;
            }
        }
    }
    resolver.known_ty(expression).map(Value::Type)
}
