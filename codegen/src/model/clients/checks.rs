//! What is known about an argument beside its type: what is sent without it, and what it must be like.

use super::Role;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::arena::Arena;
use crate::model::defaults::{self, Default};
use crate::model::newtypes::{self, Limit};
use crate::model::resolver::Resolver;
use crate::model::rules::Rules;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::clients::RawArgument;

/// What an argument must be like.
#[derive(Clone, Debug, std::default::Default)]
pub struct Checks {
    /// The rules of a text.
    pub rules: Rules,
    /// The least number.
    pub min: Option<Limit>,
    /// The greatest number.
    pub max: Option<Limit>,
}

impl Checks {
    /// Whether a number has limits.
    #[must_use]
    pub fn limits(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// Whether a text has rules.
    #[must_use]
    pub fn rules(&self) -> bool {
        self.rules.can_fail() || self.rules.normalises()
    }

    /// Why a default breaks them, in words.
    fn broken_by(&self, default: &Default) -> Option<String> {
        let outside =
            |number: Limit| self.min.is_some_and(|min| number < min) || self.max.is_some_and(|max| number > max);
        let is_outside = match default {
            Default::Text(text) => return self.rules.apply(text).err(),
            Default::Integer(integer) => outside(Limit::Integer(*integer)),
            Default::Number(number) => outside(Limit::Number(*number)),
            _ => false,
        };
        is_outside.then(|| "must be within the limits".to_owned())
    }
}

/// Resolves the rules and limits of an argument.
pub(super) fn resolve(
    raw: &RawArgument,
    ty: &Type,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Checks {
    let held = ty.required().unaliased(types);
    let rules = newtypes::text_rules(&raw.rules, held, "argument", resolver.diagnostics);
    let (min, max) = newtypes::limits((&raw.min, &raw.max), held, "argument", resolver.diagnostics);
    Checks { rules, min, max }
}

/// Resolves what is sent when an argument is not given.
pub(super) fn default(
    raw: &RawArgument,
    (ty, role, checks): (&Type, &Role, &Checks),
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Default> {
    let literal = raw.default.as_ref()?;
    let span = literal.0.span;
    let refused = |message: String, label: &str, help: &str| {
        Diagnostic::new(Code::InvalidDefault, span, message).label(label).help(help)
    };
    if ty.is_optional() {
        let found = refused("this argument may be missing already".to_owned(), "is sent or left out", "remove `?`");
        resolver.diagnostics.push(match &raw.ty {
            Some(ty) => found.related(ty.span, "the type is here"),
            None => found,
        });
        return None;
    }
    if raw.from.is_some() {
        let message = "this argument is what the client holds when it is not given".to_owned();
        resolver.diagnostics.push(refused(message, "is never asked for", "remove `default`, or `from`"));
        return None;
    }
    if *role == Role::Body {
        let found =
            refused("a body is always given".to_owned(), "has no default", "give fields of the record defaults");
        resolver.diagnostics.push(found);
        return None;
    }
    let default = defaults::resolve(literal, ty, types, resolver.diagnostics)?;
    if matches!(default, Default::Empty | Default::Json(_) | Default::Rust) {
        resolver.diagnostics.push(not_single(span));
        return None;
    }
    if let Some(problem) = checks.broken_by(&default) {
        let message = format!("the default breaks a rule of its argument: it {problem}");
        resolver.diagnostics.push(refused(message, "is never sent", "change the default or the rule"));
        return None;
    }
    Some(default)
}

fn not_single(span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidDefault, span, "a list cannot be the default of an argument")
        .label("not a single value")
        .help("an empty list is not sent: remove it")
}
