//! Resolves a family: its members one by one, then what holds between them.

use super::{Family, Member, Section};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::names::{Name, Scope, WireScope};
use crate::model::overlap::{Relation, relation};
use crate::model::places::Place;
use crate::model::resolver::Resolver;
use crate::model::rules::Rules;
use crate::model::templates::{Dots, Template, uri_head};
use crate::raw::families::{RawFamily, RawFamilyMember};
use crate::raw::{Named, Text};
use crate::source::Naming;

impl Family {
    /// Checks the members as written.
    pub(in crate::model) fn resolve(raw: &RawFamily, section: &Section, resolver: &mut Resolver<'_>) -> Self {
        let rules = Rules::resolve(&raw.rules, resolver.diagnostics);
        let mut names = Scope::default();
        let mut wires = WireScope::new(Code::DuplicateWireValue, "the kind");
        let mut members: Vec<Member> = Vec::new();
        let place = raw.members.first().map_or(Place::Path, |member| member.value.place);
        for named in &raw.members {
            let Some(name) = resolver.member(&named.name) else { continue };
            if !claim_constructors(&name, named, section, &mut names, resolver)
                || !same_place(place, raw, named, resolver)
            {
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
        if resolver.naming() == Naming::Schema {
            family.check_getters(section, resolver);
        }
        family
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
        doc: named.value.about.doc_text(),
        deprecated: named.value.about.deprecated_text(),
        wire,
        aliases: named.value.aliases.iter().map(|alias| Name::new(alias.value.as_str())).collect(),
        template,
    }
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
    // Rust code has members of its own, and no constructors beside them.
    let constructors = std::iter::once(&member.name).chain(&member.value.aliases);
    for written in constructors.filter(|_| resolver.naming() == Naming::Schema).collect::<Vec<_>>() {
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
            Diagnostic::new(
                Code::UnusedParameter,
                named.name.span,
                format!("the template has no parameter `{}`", named.name.value),
            )
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
                .help(
                    "URL libraries fold `.` and `..` away, so they are no values of paths; elsewhere they need no rule",
                ),
        );
    }
}

/// A family of URIs is read by its one scheme and authority.
fn check_authorities(members: &[Member], resolver: &mut Resolver<'_>) {
    let head = |member: &Member| {
        uri_head(member.template.head()).map(|(scheme, authority, _)| format!("{scheme}://{authority}"))
    };
    let Some((first, others)) = members.split_first() else { return };
    if first.template.place != Place::Uri {
        return;
    }
    for member in others.iter().filter(|member| head(member) != head(first)) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidTemplate,
                member.template.span,
                "a family of URIs has one scheme and authority".to_owned(),
            )
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
