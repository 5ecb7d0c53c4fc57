//! The `selectors` section, resolved: values that travel as URIs, topics or headers.

use super::families::{Family, Section};
use super::names::{Case, Name};
use super::places::Place;
use super::resolver::Resolver;
use super::symbols::Declaration;
use super::templates::{Template, uri_head};
use crate::diagnostic::{Code, Diagnostic};
use crate::raw::Text;
use crate::raw::selectors::RawSelector;

/// A selector.
#[derive(Clone, Debug)]
pub struct Selector {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The members.
    pub family: Family,
    /// The header that carries it.
    pub header: Option<String>,
    /// Whether it is also a GraphQL value.
    pub graphql: bool,
}

const SECTION: Section = Section {
    what: "selector",
    reserved: &[
        "kind",
        "value",
        "values",
        "path",
        "parse_path",
        "to_path",
        "to_uri",
        "from_resource_uri",
        "to_topic",
        "from_topic",
        "to_header",
        "from_header",
        "header_value",
        "from_header_value",
        "to_headers",
        "to_graphql_value",
        "to_string",
        "clone",
        "eq",
        "cmp",
        "hash",
        "fmt",
        "from_str",
        "write",
    ],
    wire,
};

/// Authority and literal path of a URI; of anything else the name.
fn wire(name: &Name, template: &Template) -> String {
    match uri_head(template.head()) {
        Some((_, authority, path)) if template.place == Place::Uri => {
            let path = path.rsplit_once('/').map_or("", |(path, _)| path);
            format!("{authority}{path}")
        }
        _ => name.in_case(Case::Kebab),
    }
}

/// Resolves one declaration.
pub fn resolve(declaration: Declaration, raw: &RawSelector, resolver: &mut Resolver<'_>) -> Selector {
    let family = Family::resolve(&raw.family, &SECTION, resolver);
    let header = raw.header.as_ref().and_then(|header| header_name(header, resolver));
    Selector { declaration, family, header, graphql: raw.graphql }
}

fn header_name(written: &Text, resolver: &mut Resolver<'_>) -> Option<String> {
    let name = resolver.interpolate(written);
    let is_token = |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character);
    if !name.is_empty() && name.chars().all(is_token) {
        return Some(name);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidValue, written.span, format!("`{name}` cannot be the name of a header"))
            .label("not a header name")
            .help("write letters, digits and dashes, such as `Acme-Selector`"),
    );
    None
}
