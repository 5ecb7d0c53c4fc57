//! URLs that are derived from settings.

use super::{DerivedUrl, Setting};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::accessors;
use crate::model::arena::Arena;
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::types::TypeDeclaration;
use crate::raw::Text;
use crate::raw::settings::{RawSchemes, RawUrl};

/// Resolves one URL; `None` when its setting cannot be found or used.
pub(super) fn resolve(
    raw: &RawUrl,
    name: Name,
    fields: &[Setting],
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<DerivedUrl> {
    let path = raw.path.as_ref().map(|path| checked_path(path, resolver)).unwrap_or_default();
    let schemes = raw.scheme.as_ref().map(|schemes| checked_schemes(schemes, resolver)).unwrap_or_default();
    let from = source(&raw.from, fields, types, resolver)?;
    Some(DerivedUrl { name, doc: raw.about.doc_text(), deprecated: raw.about.deprecated_text(), from, path, schemes })
}

fn invalid(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidUrlRule, span, message)
}

/// The setting that holds the URL: text that is always there.
fn source(
    from: &Text,
    fields: &[Setting],
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<usize> {
    let Some(position) = fields.iter().position(|field| field.name.as_written() == from.value) else {
        let names = fields.iter().map(|field| field.name.as_written());
        resolver.diagnostics.push(
            invalid(from.span, format!("no setting is called `{}`", from.value))
                .label("not found among the fields")
                .help(suggest::help(&from.value, names)),
        );
        return None;
    };
    let field = &fields[position];
    let problem = if !accessors::is_text(field.ty.required(), types) {
        Some(("is no text", "a URL is derived from a `string`"))
    } else if field.ty.is_optional() {
        Some(("may be absent", "make it required, or give it a default"))
    } else if field.secret {
        Some(("is secret, and a URL is not", "remove `secret`; user information in a URL is hidden anyway"))
    } else {
        None
    };
    if let Some((problem, help)) = problem {
        resolver.diagnostics.push(
            invalid(from.span, format!("the setting `{}` {problem}", from.value))
                .label("no URL can be derived from it")
                .related(field.span, "declared here")
                .help(help),
        );
        return None;
    }
    Some(position)
}

fn checked_path(path: &Text, resolver: &mut Resolver<'_>) -> String {
    let text = resolver.interpolate(path);
    let is_plain = text.chars().all(|character| character.is_ascii_graphic() && !"\\\"<>^`{|}#?".contains(character));
    if !text.starts_with('/') || text.starts_with("//") || !is_plain {
        resolver.diagnostics.push(
            invalid(path.span, format!("`{text}` is no path of a URL"))
                .label("is appended to scheme, host and port")
                .help("begin it with one `/`, and leave out spaces, `?` and `#`"),
        );
    }
    text
}

fn checked_schemes(schemes: &RawSchemes, resolver: &mut Resolver<'_>) -> Vec<(String, String)> {
    if schemes.pairs.is_empty() {
        resolver.diagnostics.push(
            invalid(schemes.span, "no scheme is replaced")
                .label("is empty")
                .help("write pairs such as `{ http: ws, https: wss }`, or leave `scheme` out"),
        );
    }
    for text in schemes.pairs.iter().flat_map(|pair| [&pair.name, &pair.value]) {
        let is_scheme = text.value.starts_with(|first: char| first.is_ascii_lowercase())
            && text.value.chars().all(|character| {
                character.is_ascii_lowercase() || character.is_ascii_digit() || "+-.".contains(character)
            });
        if !is_scheme {
            resolver.diagnostics.push(
                invalid(text.span, format!("`{}` is no scheme", text.value))
                    .label("needs a letter first, then letters, digits, `+`, `-` or `.`")
                    .help("write it in lower case and without `://`, as in `https`"),
            );
        }
    }
    schemes.pairs.iter().map(|pair| (pair.name.value.clone(), pair.value.value.clone())).collect()
}
