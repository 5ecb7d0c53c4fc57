//! Families, resolved: closed sets of members, each with a template; what subjects and selectors are made of.

mod resolve;

use super::names::{Case, Name};
use super::places::Place;
use super::resolver::Resolver;
use super::templates::{Dots, Template};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::raw::Text;

/// Members with templates of one place.
#[derive(Clone, Debug)]
pub struct Family {
    /// Where the texts stand.
    pub place: Place,
    /// Whether `.` and `..` are values.
    pub dots: Dots,
    /// The members in declared order.
    pub members: Vec<Member>,
    /// The positions of the members in the order in which a reader tries them.
    pub order: Vec<usize>,
}

/// A member of a family.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The spelling of the kind on the wire.
    pub wire: String,
    /// Further names of the constructor.
    pub aliases: Vec<Name>,
    /// The template.
    pub template: Template,
}

/// What differs between the sections that have families.
pub(super) struct Section {
    /// What a member is called: `subject`.
    pub what: &'static str,
    /// Method names that constructors cannot have.
    pub reserved: &'static [&'static str],
    /// The wire name of a member that has neither `wire` nor `case`.
    pub wire: fn(&Name, &Template) -> String,
}

impl Family {
    /// Whether every member has exactly one parameter, which is no optional one.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.members.iter().all(|member| matches!(member.template.parameters.as_slice(), [one] if !one.optional))
    }

    /// The position of the member with this name, or a finding.
    pub(super) fn position(&self, name: &Text, declared: Span, resolver: &mut Resolver<'_>) -> Option<usize> {
        let names = || self.members.iter().map(|member| member.name.as_written());
        let position = names().position(|known| known == name.value);
        if position.is_none() {
            not_a_member(name, names(), declared, resolver);
        }
        position
    }

    /// Whether a constructor has this name.
    #[must_use]
    pub fn has_constructor(&self, snake: &str) -> bool {
        self.members
            .iter()
            .any(|member| std::iter::once(&member.name).chain(&member.aliases).any(|name| name.snake() == snake))
    }
}

/// A finding for a name that is no member of what is declared at `declared`.
pub(super) fn not_a_member<'n>(
    name: &Text,
    names: impl Iterator<Item = &'n str> + Clone,
    declared: Span,
    resolver: &mut Resolver<'_>,
) {
    resolver.diagnostics.push(
        Diagnostic::new(Code::UnresolvedReference, name.span, format!("no member is called `{}`", name.value))
            .label("not a member")
            .related(declared, "the members are declared here")
            .help(suggest::help(&name.value, names)),
    );
}

/// The wire name that subjects have by default.
pub(super) fn kebab(name: &Name, _: &Template) -> String {
    name.in_case(Case::Kebab)
}
