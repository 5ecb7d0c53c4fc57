//! Variables: what they hold, and how GraphQL writes their types.

use super::{Shared, Taken, Value, Variable, graphql_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::arena::Arena;
use crate::model::names::Case;
use crate::model::resolver::Resolver;
use crate::model::symbols::Symbol;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::clients::graphql::RawVariable;
use crate::raw::expression::{Expression, ExpressionKind};
use crate::raw::{Named, Text};

/// What is wrong has been told.
struct Told;

pub(super) struct Resolved {
    pub(super) variable: Variable,
    pub(super) argument: Text,
    pub(super) ty: String,
}

impl Shared<'_> {
    pub(super) fn variable(&self, named: &Named<RawVariable>, resolver: &mut Resolver<'_>) -> Option<Resolved> {
        let raw = &named.value;
        let name = resolver.member(&named.name)?;
        let (value, from) = self.value(raw, resolver).ok()?;
        let inner = self.type_name(&value, raw, resolver);
        let ty = inner.map(|inner| match &value {
            Value::Type(ty) => spelled(ty, &inner, self.types),
            address => format!("{inner}{}", if address.is_optional() { "" } else { "!" }),
        });
        let case = Some(self.case.unwrap_or(Case::Camel));
        let argument = resolver.wire(raw.wire.as_ref(), &named.name, &name, case);
        let variable = raw.variable.as_ref().unwrap_or(&argument);
        let (argument_name, wire) = (graphql_name(&argument, resolver), graphql_name(variable, resolver));
        if let Some(as_null) = raw.as_null
            && !value.is_optional()
        {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, as_null.span, "this variable is never missing")
                    .label("says what is sent then")
                    .help("remove it, or put `?` behind the type"),
            );
        }
        let argument = Text { value: argument_name?, span: argument.span };
        let as_null = raw.as_null.is_some_and(|as_null| as_null.value);
        let doc = raw.doc.as_ref().map(|doc| doc.value.clone());
        Some(Resolved { variable: Variable { name, doc, value, wire: wire?, as_null, from }, argument, ty: ty? })
    }

    /// What a variable holds, and where that comes from when a call does not give it.
    fn value(&self, raw: &RawVariable, resolver: &mut Resolver<'_>) -> Result<(Value, Option<Taken>), Told> {
        if let Some(from) = &raw.from {
            let (value, taken) = self.held.taken(from, raw.ty.as_ref(), resolver).ok_or(Told)?;
            return self.with_form(value, &from.value, resolver).map(|value| (value, Some(taken)));
        }
        let ty = raw.ty.as_ref().ok_or(Told)?;
        let address = self.address(ty, resolver)?;
        Ok((address.unwrap_or_else(|| Value::Type(resolver.ty(ty))), None))
    }

    /// The name of the type inside of lists, as it is written or follows from the type.
    fn type_name(&self, value: &Value, raw: &RawVariable, resolver: &mut Resolver<'_>) -> Option<String> {
        if let Some(written) = &raw.graphql {
            return graphql_name(written, resolver);
        }
        let known = match value {
            Value::Selector { .. } => Some("String"),
            Value::Subject { .. } => None,
            Value::Type(ty) => match innermost(ty, self.types) {
                Type::String => Some("String"),
                Type::Bool => Some("Boolean"),
                Type::I32 => Some("Int"),
                Type::F64 => Some("Float"),
                _ => None,
            },
        };
        if known.is_none() {
            let span = raw.ty.as_ref().map(|ty| ty.span).or(raw.from.as_ref().map(|from| from.value.span))?;
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, span, "nothing says what this type is called in GraphQL")
                    .label("needs the key `graphql` beside it")
                    .help("write `{ type: …, graphql: NameOfTheServer }`, without `!` and brackets"),
            );
        }
        known.map(str::to_owned)
    }

    /// The selector or subject that an expression names, if it does: both have a form in GraphQL.
    fn address(&self, expression: &Expression, resolver: &mut Resolver<'_>) -> Result<Option<Value>, Told> {
        let (optional, named) = match &expression.kind {
            ExpressionKind::Optional(inner) => (true, &**inner),
            _ => (false, expression),
        };
        let ExpressionKind::Name(name) = &named.kind else { return Ok(None) };
        if Type::PRIMITIVES.iter().any(|(word, _)| word == name) {
            return Ok(None);
        }
        let written = Text { value: name.clone(), span: named.span };
        let value = match resolver.symbol(&written).ok_or(Told)? {
            Symbol::Selector(id) => Value::Selector { id, optional },
            Symbol::Subjects(id) => Value::Subject { id, optional },
            _ => return Ok(None),
        };
        self.with_form(value, &written, resolver).map(Some)
    }

    /// A value that has a form in GraphQL, as every value of a type has.
    fn with_form(&self, value: Value, written: &Text, resolver: &mut Resolver<'_>) -> Result<Value, Told> {
        let (has_form, help) = match &value {
            Value::Type(_) => return Ok(value),
            Value::Selector { id, .. } => (self.selectors[*id].graphql, "add `graphql: true` to the selector"),
            Value::Subject { id, .. } => (self.subjects[*id].input.is_some(), "add `input: camelCase` to the subjects"),
        };
        if has_form {
            return Ok(value);
        }
        let message = format!("`{}` has no form in GraphQL", written.value);
        resolver
            .diagnostics
            .push(Diagnostic::new(Code::InvalidValue, written.span, message).label("cannot be a variable").help(help));
        Err(Told)
    }
}

/// How many lists are in each other at most; an alias for a list of itself is told elsewhere.
const DEEPEST: usize = 16;

/// The type inside of what may be missing and of lists.
fn innermost<'t>(mut ty: &'t Type, types: &'t Arena<TypeDeclaration>) -> &'t Type {
    for _ in 0..2 * DEEPEST {
        match ty.unaliased(types) {
            Type::Optional(inner) | Type::List(inner) => ty = inner,
            other => return other,
        }
    }
    ty
}

/// A type as GraphQL writes it, `!` behind what is never missing.
fn spelled(ty: &Type, inner: &str, types: &Arena<TypeDeclaration>) -> String {
    let (mut ty, mut brackets, mut ends) = (ty, 0, Vec::new());
    while brackets < DEEPEST {
        let unaliased = ty.unaliased(types);
        let held = unaliased.required();
        ends.push(if unaliased.is_optional() { "" } else { "!" });
        let Type::List(item) = held.unaliased(types) else { break };
        (ty, brackets) = (item, brackets + 1);
    }
    ends.reverse();
    format!("{}{inner}{}", "[".repeat(brackets), ends.join("]"))
}
