//! Newtypes, resolved: values with rules.

use super::resolver::Resolver;
use super::rules::Rules;
use super::types::Type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::Literal;
use crate::raw::newtypes::RawNewtype;

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
    let rules = Rules::resolve(&raw.rules, resolver.diagnostics);
    if let Some(span) = raw.rules.first_span()
        && inner != Type::String
    {
        let found =
            Diagnostic::new(Code::InvalidLimit, span, "this rule is for text").label("the newtype holds no `string`");
        let is_number = inner.is_integer() || inner == Type::F64;
        resolver.diagnostics.push(found.help(if is_number {
            "remove it; the limits of numbers are `min` and `max`"
        } else {
            "remove it, or make it a newtype of `string`"
        }));
    }
    let mut limit =
        |written: &Option<Literal>| written.as_ref().and_then(|written| limit(written, &inner, resolver.diagnostics));
    let (min, max) = (limit(&raw.min), limit(&raw.max));
    if let (Some(least), Some(greatest), Some(above), Some(below)) = (min, max, &raw.min, &raw.max)
        && least > greatest
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, below.0.span, "no number satisfies both limits")
                .label("less than `min`")
                .related(above.0.span, "`min` is here")
                .help("exchange them"),
        );
    }
    Newtype { inner, inner_span: raw.inner.innermost(), rules, min, max, secret: raw.secret }
}

/// A limit that fits the type that it limits.
fn limit(written: &Literal, ty: &Type, diagnostics: &mut Diagnostics) -> Option<Limit> {
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
            None if number.fract() != 0.0 => misfit(
                "this limit has a fraction",
                "the newtype holds whole numbers".to_owned(),
                "write a whole number",
            ),
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
        misfit("this limit is for numbers", "the newtype holds no number".to_owned(), help)
    };
    diagnostics.push(found);
    None
}
