//! The `subjects` section, resolved: closed sets of addressees.

use super::families::{Family, Section, kebab};
use super::fragments::Fragment;
use super::names::Case;
use super::resolver::Resolver;
use super::symbols::Declaration;
use crate::raw::subjects::RawSubjects;

/// A set of subjects.
#[derive(Clone, Debug)]
pub struct SubjectSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The members.
    pub family: Family,
    /// How parameters are spelled in an input object, if there is one.
    pub input: Option<Case>,
    /// How a subject becomes part of a name, if it does.
    pub fragment: Option<Fragment>,
}

const SECTION: Section = Section {
    what: "subject",
    reserved: &[
        "kind",
        "value",
        "values",
        "path",
        "parse_path",
        "uri",
        "parse_uri",
        "topic",
        "parse_topic",
        "header",
        "parse_header",
        "name_fragment",
        "to_input",
        "from_context",
        "to_string",
        "clone",
        "eq",
        "cmp",
        "hash",
        "fmt",
        "write_path",
        "path_capacity",
    ],
    wire: kebab,
};

/// Resolves one declaration.
pub fn resolve(declaration: Declaration, raw: &RawSubjects, resolver: &mut Resolver<'_>) -> SubjectSet {
    let family = Family::resolve(&raw.family, &SECTION, resolver);
    let fragment = raw.fragment.as_ref().map(|fragment| Fragment::resolve(fragment, resolver));
    SubjectSet { declaration, family, input: raw.input, fragment }
}
