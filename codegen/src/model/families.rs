//! Families, resolved: closed sets of members, each with a template; what subjects and selectors are made of.

use super::names::{Case, Name, Scope, WireScope};
use super::overlap::{Relation, relation};
use super::rules::Rules;
use super::symbols::Resolver;
use super::templates::{Dots, Place, Template};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::raw::families::{RawFamily, RawFamilyMember};
use crate::raw::fragments::RawFragment;
use crate::raw::{Named, Text};

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

    pub(super) fn resolve(raw: &RawFamily, section: &Section, resolver: &mut Resolver<'_>) -> Self {
        let rules = Rules::resolve(&raw.rules, resolver.diagnostics);
        let mut names = Scope::default();
        let mut wires = WireScope::new(Code::DuplicateWireValue, "the kind");
        let mut members: Vec<Member> = Vec::new();
        let place = raw.members.first().map_or(Place::Path, |member| member.value.place);
        for named in &raw.members {
            let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
            if !claim_constructors(&name, named, section, &mut names, resolver) || !same_place(place, raw, named, resolver) {
                continue;
            }
            let Some(mut template) = Template::resolve(&named.value.template, place, resolver) else { continue };
            resolve_rules(&rules, &named.value, &mut template, resolver);
            let wire = match (&named.value.wire, raw.case) {
                (Some(wire), _) => resolver.interpolate(wire),
                (None, Some(case)) => name.in_case(case),
                (None, None) => (section.wire)(&name, &template),
            };
            let span = named.value.wire.as_ref().map_or(named.name.span, |wire| wire.span);
            wires.claim(&wire, span, resolver.diagnostics);
            members.push(member(name, named, wire, template));
        }
        refuse_useless_dots(raw, place, resolver);
        check_authorities(&members, resolver);
        let order = order(&members, resolver);
        let family = Self { place, dots: raw.dots.as_ref().map(|dots| dots.value).unwrap_or_default(), members, order };
        family.check_getters(section, resolver);
        family
    }

    /// Whether a constructor has this name.
    #[must_use]
    pub fn has_constructor(&self, snake: &str) -> bool {
        self.members.iter().any(|member| std::iter::once(&member.name).chain(&member.aliases).any(|name| name.snake() == snake))
    }

    /// Parameters have getters where members have several values.
    fn check_getters(&self, section: &Section, resolver: &mut Resolver<'_>) {
        let parameters = self.members.iter().flat_map(|member| &member.template.parameters);
        for parameter in parameters.filter(|_| !self.is_single()) {
            if section.reserved.contains(&parameter.name.snake().as_str()) {
                let written = Text { value: parameter.name.as_written().to_owned(), span: parameter.span };
                reserved(&written, "getter", section, resolver);
            }
        }
    }
}

/// Reports a name that every member has a method of.
fn reserved(written: &Text, what: &str, section: &Section, resolver: &mut Resolver<'_>) {
    let snake = Name::new(written.value.as_str()).snake();
    resolver.diagnostics.push(
        Diagnostic::new(Code::ReservedName, written.span, format!("a {} already has a method `{snake}`", section.what))
            .label(format!("becomes a {what} of this name"))
            .help("choose another name; of a member, `wire:` keeps the spelling on the wire"),
    );
}

fn member(name: Name, named: &Named<RawFamilyMember>, wire: String, template: Template) -> Member {
    Member {
        name,
        span: named.name.span,
        doc: named.value.about.doc.as_ref().map(|doc| doc.value.clone()),
        deprecated: named.value.about.deprecated.as_ref().map(|text| text.value.clone()),
        wire,
        aliases: named.value.aliases.iter().map(|alias| Name::new(alias.value.as_str())).collect(),
        template,
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

fn claim_constructors(
    name: &Name,
    member: &Named<RawFamilyMember>,
    section: &Section,
    names: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> bool {
    let mut sound = names.claim(name.snake(), &member.name, "member", resolver.diagnostics);
    for alias in &member.value.aliases {
        let Some(alias_name) = Name::checked(alias, resolver.diagnostics) else { continue };
        sound &= names.claim(alias_name.snake(), alias, "alias", resolver.diagnostics);
    }
    for written in std::iter::once(&member.name).chain(&member.value.aliases) {
        let snake = Name::new(written.value.as_str()).snake();
        if section.reserved.contains(&snake.as_str()) {
            reserved(written, "constructor", section, resolver);
            sound = false;
        }
    }
    sound
}

fn same_place(place: Place, raw: &RawFamily, named: &Named<RawFamilyMember>, resolver: &mut Resolver<'_>) -> bool {
    if named.value.place == place {
        return true;
    }
    let message = format!("this member has a {}, and the first one a {}", named.value.place.word(), place.word());
    let mut diagnostic = Diagnostic::new(Code::ConflictingKeys, named.value.place_span, message).label("another place");
    if let Some(first) = raw.members.first() {
        diagnostic = diagnostic.related(first.value.place_span, "the first one is here");
    }
    resolver.diagnostics.push(diagnostic.help("all members of a declaration have one place: declare the others apart"));
    false
}

/// The rules of the declaration, of the member, and of the parameter: each overrides the ones before.
fn resolve_rules(rules: &Rules, raw: &RawFamilyMember, template: &mut Template, resolver: &mut Resolver<'_>) {
    let own = Rules::resolve(&raw.rules, resolver.diagnostics);
    let common = rules.overridden(&raw.rules, &own);
    for parameter in &mut template.parameters {
        parameter.rules = common.clone();
    }
    for named in &raw.parameters {
        let own = Rules::resolve(&named.value, resolver.diagnostics);
        let known = template.parameters.iter_mut().find(|parameter| parameter.name.as_written() == named.name.value);
        if let Some(parameter) = known {
            parameter.rules = common.overridden(&named.value, &own);
            continue;
        }
        let names = template.parameters.iter().map(|parameter| parameter.name.as_written());
        let help = suggest::help(&named.name.value, names);
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnusedParameter, named.name.span, format!("the template has no parameter `{}`", named.name.value))
                .label("a rule for nothing")
                .related(template.span, "the template is here")
                .help(help.or_else(|| Some("remove the rule, or add the parameter to the template".to_owned()))),
        );
    }
}

fn refuse_useless_dots(raw: &RawFamily, place: Place, resolver: &mut Resolver<'_>) {
    if let Some(dots) = &raw.dots
        && dots.value == Dots::Keep
        && place != Place::Uri
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, dots.span, format!("a {} cannot keep dots", place.word()))
                .label("for URIs only")
                .help("URL libraries fold `.` and `..` away, so they are no values of paths; elsewhere they need no rule"),
        );
    }
}

/// A family of URIs is read by its one scheme and authority.
fn check_authorities(members: &[Member], resolver: &mut Resolver<'_>) {
    let head = |member: &Member| {
        super::templates::uri_head(member.template.head()).map(|(scheme, authority, _)| format!("{scheme}://{authority}"))
    };
    let Some((first, others)) = members.split_first() else { return };
    if first.template.place != Place::Uri {
        return;
    }
    for member in others.iter().filter(|member| head(member) != head(first)) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTemplate, member.template.span, "a family of URIs has one scheme and authority".to_owned())
                .label("another scheme or authority")
                .related(first.template.span, "the first one is here")
                .help("declare URIs of another scheme or authority as a family of their own"),
        );
    }
}

/// Reports overlapping members, and gives the order in which a reader tries them: the narrower first.
fn order(members: &[Member], resolver: &mut Resolver<'_>) -> Vec<usize> {
    let mut narrower = vec![0_usize; members.len()];
    for (at, one) in members.iter().enumerate() {
        for (other_at, other) in members.iter().enumerate().skip(at + 1) {
            match relation(&one.template, &other.template) {
                Relation::Apart => {}
                // A member comes after all those that lie within it.
                Relation::Within => narrower[other_at] += 1,
                Relation::Around => narrower[at] += 1,
                Relation::Overlapping => resolver.diagnostics.push(
                    Diagnostic::new(
                        Code::OverlappingTemplates,
                        other.template.span,
                        format!("a text can be both `{}` and `{}`", one.name.as_written(), other.name.as_written()),
                    )
                    .label(format!("`{}` is read from the same text", other.name.as_written()))
                    .related(one.template.span, format!("as `{}` is", one.name.as_written()))
                    .help("give one of them a literal that no value of the other can be"),
                ),
            }
        }
    }
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|at| narrower[*at]);
    order
}

/// The wire name that subjects have by default.
pub(super) fn kebab(name: &Name, _: &Template) -> String {
    name.in_case(Case::Kebab)
}

/// How values become part of names: single characters and what stands for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The table in written order.
    pub replace: Vec<(char, String)>,
}

impl Fragment {
    pub(super) fn resolve(raw: &RawFragment, resolver: &mut Resolver<'_>) -> Self {
        let mut replace = Vec::new();
        for named in &raw.replace {
            let mut characters = named.name.value.chars();
            if let (Some(character), None) = (characters.next(), characters.next()) {
                replace.push((character, named.value.value.clone()));
            } else {
                resolver.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, named.name.span, "only single characters are replaced".to_owned())
                        .label("not one character")
                        .help("write one entry for each character"),
                );
            }
        }
        Self { replace }
    }

    /// A text that is known now, with its characters replaced.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        for character in text.chars() {
            match self.replace.iter().find(|(listed, _)| *listed == character) {
                Some((_, replacement)) => result.push_str(replacement),
                None => result.push(character),
            }
        }
        result
    }
}
