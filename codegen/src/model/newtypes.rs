//! Newtypes, resolved: values with rules.

use super::resolver::Resolver;
use super::rules::Rules;
use super::types::Type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::Literal;
use crate::raw::newtypes::RawNewtype;
use crate::raw::rules::RawRules;

/// A newtype.
#[derive(Clone, Debug)]
pub struct Newtype {
    /// The type inside.
    pub inner: Type,
    /// Where the type inside is written, without the containers around it.
    pub inner_span: Span,
    /// Rules for text.
    pub rules: Rules,
    /// The least number.
    pub min: Option<Limit>,
    /// The greatest number.
    pub max: Option<Limit>,
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

/// A limit of numbers, exact for whole ones.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Limit {
    /// Of whole numbers.
    Integer(i128),
    /// Of numbers with a fraction.
    Number(f64),
}

/// Resolves a newtype.
pub(super) fn resolve(raw: &RawNewtype, resolver: &mut Resolver<'_>) -> Newtype {
    let inner = resolver.ty(&raw.inner);
    let rules = text_rules(&raw.rules, &inner, "newtype", resolver.diagnostics);
    let (min, max) = limits((&raw.min, &raw.max), &inner, "newtype", resolver.diagnostics);
    Newtype { inner, inner_span: raw.inner.innermost(), rules, min, max, secret: raw.secret }
}

/// Rules for text, of a newtype or another `holder` of a value of this type.
pub(super) fn text_rules(raw: &RawRules, ty: &Type, holder: &str, diagnostics: &mut Diagnostics) -> Rules {
    let rules = Rules::resolve(raw, diagnostics);
    if let Some(span) = raw.first_span()
        && *ty != Type::String
    {
        let found = Diagnostic::new(Code::InvalidLimit, span, "this rule is for text")
            .label(format!("the {holder} holds no `string`"));
        let is_number = ty.is_integer() || *ty == Type::F64;
        diagnostics.push(found.help(if is_number {
            "remove it; the limits of numbers are `min` and `max`".to_owned()
        } else {
            format!("remove it, or make it a {holder} of `string`")
        }));
    }
    rules
}

/// The least and the greatest number, of a newtype or another `holder` of a value of this type.
pub(super) fn limits(
    (above, below): (&Option<Literal>, &Option<Literal>),
    ty: &Type,
    holder: &str,
    diagnostics: &mut Diagnostics,
) -> (Option<Limit>, Option<Limit>) {
    let mut limit =
        |written: &Option<Literal>| written.as_ref().and_then(|written| limit(written, ty, holder, diagnostics));
    let (min, max) = (limit(above), limit(below));
    if let (Some(least), Some(greatest), Some(above), Some(below)) = (min, max, above, below)
        && least > greatest
    {
        diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, below.0.span, "no number satisfies both limits")
                .label("less than `min`")
                .related(above.0.span, "`min` is here")
                .help("exchange them"),
        );
    }
    (min, max)
}

/// A limit that fits the type that it limits.
fn limit(written: &Literal, ty: &Type, holder: &str, diagnostics: &mut Diagnostics) -> Option<Limit> {
    let node = &written.0;
    let number = node.number(diagnostics)?.value;
    let misfit = |message: &str, label: String, help: &str| {
        Diagnostic::new(Code::InvalidLimit, node.span, message).label(label).help(help)
    };
    let found = if let Some(range) = ty.integers() {
        let whole =
            node.json(diagnostics).and_then(|value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)));
        match whole.filter(|whole| range.contains(whole)) {
            Some(whole) => return Some(Limit::Integer(whole)),
            None if number.fract() != 0.0 => {
                misfit("this limit has a fraction", format!("the {holder} holds whole numbers"), "write a whole number")
            }
            None => {
                let label = format!("the type goes from {} to {}", range.start(), range.end());
                misfit(
                    "this limit is no value of the type",
                    label,
                    "write a whole number that the type can hold, or leave the limit out",
                )
            }
        }
    } else if *ty == Type::F64 {
        return Some(Limit::Number(number));
    } else {
        let help = if *ty == Type::String { "use `min_length` and `max_length` for text" } else { "remove it" };
        misfit("this limit is for numbers", format!("the {holder} holds no number"), help)
    };
    diagnostics.push(found);
    None
}
