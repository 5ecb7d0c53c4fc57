//! The `errors` section, resolved: which failures each variant stands for.

use super::names::{Name, Scope};
use super::resolver::Resolver;
use super::symbols::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::raw::errors::{RawCondition, RawErrors, RawVariant};
use crate::raw::{Named, Text};
use crate::source::quoted;

/// The error of clients.
#[derive(Clone, Debug)]
pub struct ErrorSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The variants; a failure is the first that stands for it.
    pub variants: Vec<Variant>,
}

/// One kind of error.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The failures that it stands for; without any it is only made by others.
    pub when: Vec<Condition>,
}

impl Variant {
    /// Whether it takes whatever is left.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        self.when.contains(&Condition::Any)
    }

    /// Whether no failure of a client becomes it.
    #[must_use]
    pub fn is_made_by_others(&self) -> bool {
        self.when.is_empty()
    }
}

impl ErrorSet {
    /// The variant for a client that cannot be made, if one is meant for that.
    #[must_use]
    pub fn for_configuration(&self) -> Option<&Variant> {
        let of = |wanted| self.variants.iter().find(|variant| variant.when.contains(&wanted));
        of(Condition::Configuration).or_else(|| of(Condition::Unsent))
    }

    /// The variant with this name, by position.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.variants.iter().position(|variant| variant.name.as_written() == name)
    }
}

/// A failure, or failures of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `unsent`
    Unsent,
    /// `configuration`
    Configuration,
    /// `connect`
    Connect,
    /// `timeout`
    Timeout,
    /// `tls`
    Tls,
    /// `interrupted`
    Interrupted,
    /// `unreadable`
    Unreadable,
    /// `credentials`
    Credentials,
    /// `rate_limited`
    RateLimited,
    /// `graphql`
    Graphql,
    /// `rpc`
    Rpc,
    /// `subscription`
    Subscription,
    /// `any`
    Any,
    /// `404`
    Status(u16),
    /// `4xx`
    StatusClass(u16),
    /// `{ code: NOT_FOUND }`
    Code(String),
}

impl Condition {
    /// The words for those that are no statuses.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("unsent", Self::Unsent),
        ("configuration", Self::Configuration),
        ("connect", Self::Connect),
        ("timeout", Self::Timeout),
        ("tls", Self::Tls),
        ("interrupted", Self::Interrupted),
        ("unreadable", Self::Unreadable),
        ("credentials", Self::Credentials),
        ("rate_limited", Self::RateLimited),
        ("graphql", Self::Graphql),
        ("rpc", Self::Rpc),
        ("subscription", Self::Subscription),
        ("any", Self::Any),
    ];

    fn parse(text: &str) -> Option<Self> {
        if let Some((_, word)) = Self::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(word.clone());
        }
        match text {
            "2xx" => Some(Self::StatusClass(2)),
            "3xx" => Some(Self::StatusClass(3)),
            "4xx" => Some(Self::StatusClass(4)),
            "5xx" => Some(Self::StatusClass(5)),
            _ => text.parse().ok().filter(|status| (200..600).contains(status)).map(Self::Status),
        }
    }

    /// How it is written.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::StatusClass(class) => format!("{class}xx"),
            Self::Code(code) => format!("code {code}"),
            word => Self::WORDS.iter().find(|(_, known)| known == word).map_or("", |(word, _)| word).to_owned(),
        }
    }

    /// Whether all that this one stands for is the other's already.
    fn is_part_of(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) => true,
            (Self::Status(status), Self::StatusClass(class)) => status / 100 == *class,
            (one, other) => one == other,
        }
    }
}

/// Methods of the generated enum, which functions that make variants stand beside.
const TAKEN: [&str; 6] = ["client_error", "failure", "is_retryable", "message", "operation", "status"];

/// Resolves one declaration.
pub(super) fn resolve(declaration: Declaration, raw: &RawErrors, resolver: &mut Resolver<'_>) -> ErrorSet {
    let mut work = Work { names: Scope::default(), seen: Vec::new() };
    let variants: Vec<Variant> = raw.variants.iter().filter_map(|named| work.variant(named, resolver)).collect();
    let is_total = variants.iter().any(Variant::is_rest);
    if !is_total && !raw.variants.is_empty() {
        let name = declaration.name.as_written();
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, declaration.span, format!("`{name}` does not stand for every failure"))
                .label("no variant takes the rest")
                .help("give the last variant `when: any`"),
        );
    }
    ErrorSet { declaration, variants }
}

struct Work {
    names: Scope,
    /// The failures that have a variant already.
    seen: Vec<(Condition, Span)>,
}

impl Work {
    fn variant(&mut self, named: &Named<RawVariant>, resolver: &mut Resolver<'_>) -> Option<Variant> {
        let name = resolver.member(&named.name)?;
        self.names.claim(name.pascal(), &named.name, "variant", resolver.diagnostics);
        let raw = &named.value;
        if raw.when.is_empty() && TAKEN.contains(&name.snake().as_str()) {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::ReservedName,
                    named.name.span,
                    format!("no variant is called `{}`", named.name.value),
                )
                .label("is a method of every error")
                .help("say what went wrong: `denied`"),
            );
        }
        Some(Variant {
            name,
            doc: raw.about.doc_text(),
            deprecated: raw.about.deprecated_text(),
            when: raw.when.iter().filter_map(|written| self.condition(written, resolver)).collect(),
        })
    }

    fn condition(&mut self, raw: &RawCondition, resolver: &mut Resolver<'_>) -> Option<Condition> {
        let (condition, written) = match raw {
            RawCondition::Word(written) => (word(written, resolver.diagnostics)?, written),
            RawCondition::Code(written) => (Condition::Code(resolver.interpolate(written)), written),
        };
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| condition.is_part_of(seen)) {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateName,
                    written.span,
                    format!("`{}` has a variant already", written.value),
                )
                .label("never reached")
                .related(*first, "taken here")
                .help("a failure is the first variant that stands for it: move this one up, or remove it"),
            );
            return None;
        }
        self.seen.push((condition.clone(), written.span));
        Some(condition)
    }
}

fn word(written: &Text, diagnostics: &mut Diagnostics) -> Option<Condition> {
    let condition = Condition::parse(&written.value);
    if condition.is_none() {
        let message = format!("{} is no failure of a client", quoted(&written.value));
        let words = Condition::WORDS.map(|(word, _)| word);
        let help = match suggest::closest(&written.value, words.into_iter()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => {
                let words = suggest::list(words.into_iter());
                format!("it can be {words}, a status such as `404`, all of a kind: `4xx`, or `{{ code: … }}`")
            }
        };
        let found = Diagnostic::new(Code::InvalidValue, written.span, message).label("unknown failure").help(help);
        diagnostics.push(found);
    }
    condition
}
