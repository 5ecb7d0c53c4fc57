//! What endpoints are called: texts with parts of the reference in them.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::names::Name;
use crate::model::references::Reference;
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::raw::clients::endpoints::RawName;

/// What an endpoint is called, in some cases.
#[derive(Clone, Debug)]
pub struct EndpointName {
    /// Whether the reference has a subject, where that matters.
    pub subject: Option<bool>,
    /// The keys that the reference has.
    pub key: KeyCondition,
    /// The text.
    pub pieces: Vec<NamePiece>,
}

/// Which keys a case is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyCondition {
    /// All.
    Any,
    /// Any but the primary one.
    Concrete,
    /// These, of which none is the primary one.
    Of(Vec<Option<String>>),
}

/// A part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamePiece {
    /// A text.
    Text(String),
    /// The subject.
    Subject,
    /// The key.
    Key,
    /// The reference as a whole.
    Reference,
}

impl NamePiece {
    const WORDS: [(&'static str, Self); 3] =
        [("subject", Self::Subject), ("key", Self::Key), ("reference", Self::Reference)];
}

impl EndpointName {
    /// The name of an endpoint that has no other.
    pub(super) fn of(name: &Name) -> Self {
        let pieces = vec![NamePiece::Text(name.as_written().to_owned())];
        Self { subject: None, key: KeyCondition::Any, pieces }
    }
}

/// Resolves one case.
pub(super) fn resolve(
    raw: &RawName,
    reference: Option<&Reference>,
    resolver: &mut Resolver<'_>,
) -> Option<EndpointName> {
    let key = match &raw.keys {
        None => KeyCondition::Any,
        Some(keys) => condition(keys, resolver),
    };
    let pieces = pieces(&raw.text, resolver)?;
    let problem = match reference {
        None if raw.subject.is_some() || raw.keys.is_some() => {
            Some(("an endpoint at a path has one name", "remove `subject` and `key`"))
        }
        None if pieces.iter().any(|piece| !matches!(piece, NamePiece::Text(_))) => {
            Some(("an endpoint at a path has no reference", "write a text without braces"))
        }
        Some(reference) if reference.fragment.is_none() && pieces.contains(&NamePiece::Reference) => {
            Some(("the references have no names", "add `fragment` to the references"))
        }
        Some(_) if pieces.contains(&NamePiece::Subject) && raw.subject != Some(true) => {
            Some(("there may be no subject", "add `subject: some` to the case"))
        }
        _ => None,
    };
    if let Some((problem, help)) = problem {
        resolver
            .diagnostics
            .push(Diagnostic::new(Code::InvalidValue, raw.text.span, problem).label("cannot be the name").help(help));
        return None;
    }
    Some(EndpointName { subject: raw.subject, key, pieces })
}

/// `primary` is the primary key, and `concrete`, alone, all others.
fn condition(keys: &[Text], resolver: &mut Resolver<'_>) -> KeyCondition {
    if let [only] = keys
        && only.value == "concrete"
    {
        return KeyCondition::Concrete;
    }
    let key = |key: &Text| (key.value != "primary").then(|| resolver.interpolate(key));
    KeyCondition::Of(keys.iter().map(key).collect())
}

fn pieces(text: &Text, resolver: &mut Resolver<'_>) -> Option<Vec<NamePiece>> {
    let value = resolver.interpolate(text);
    let (mut pieces, mut rest) = (Vec::new(), value.as_str());
    let mut refuse = |message: String, help: Option<String>| {
        let found = Diagnostic::new(Code::InvalidTemplate, text.span, message).label("not a name");
        let help = help.unwrap_or_else(|| "write `{subject}`, `{key}` or `{reference}`".to_owned());
        resolver.diagnostics.push(found.help(help));
        None
    };
    while let Some((literal, behind)) = rest.split_once('{') {
        let Some((word, behind)) = behind.split_once('}') else {
            return refuse("a brace is not closed".to_owned(), None);
        };
        let Some((_, piece)) = NamePiece::WORDS.iter().find(|(known, _)| *known == word) else {
            let help = suggest::help(word, NamePiece::WORDS.iter().map(|(known, _)| *known));
            return refuse(format!("a reference has no part `{word}`"), help);
        };
        if !literal.is_empty() {
            pieces.push(NamePiece::Text(literal.to_owned()));
        }
        pieces.push(piece.clone());
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(NamePiece::Text(rest.to_owned()));
    }
    if pieces.is_empty() {
        return refuse("the name is empty".to_owned(), None);
    }
    Some(pieces)
}
