//! Settings that a client reads: `ApiSettings.api_key`.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::arena::{Arena, Id};
use crate::model::resolver::Resolver;
use crate::model::settings::{Setting, Settings};
use crate::model::symbols::Symbol;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::Text;

/// What a client reads of its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingSource {
    /// The setting at this position.
    Field(usize),
    /// The derived URL at this position.
    Url(usize),
}

/// The one group of settings that a client reads.
pub(in crate::model) struct Sources<'a> {
    groups: &'a Arena<Settings>,
    types: &'a Arena<TypeDeclaration>,
    /// The group, and where it was named first.
    group: Option<(Id<Settings>, Span)>,
}

impl<'a> Sources<'a> {
    /// A client that reads this group already, which is named there.
    pub(in crate::model) fn new(
        groups: &'a Arena<Settings>,
        types: &'a Arena<TypeDeclaration>,
        group: Option<(Id<Settings>, Span)>,
    ) -> Self {
        Self { groups, types, group }
    }

    /// The group that was named.
    pub(in crate::model) fn group(&self) -> Option<Id<Settings>> {
        self.group.map(|(group, _)| group)
    }

    /// A derived URL, or a setting that holds one.
    pub(super) fn url(&mut self, written: &Text, resolver: &mut Resolver<'_>) -> Option<SettingSource> {
        let (group, name) = self.split(written, resolver)?;
        if let Some(at) = group.urls.iter().position(|url| url.name.as_written() == name.value) {
            return Some(SettingSource::Url(at));
        }
        let urls = group.urls.iter().map(|url| url.name.as_written());
        let (at, setting) = find(group, &name, urls, resolver)?;
        let problem = if setting.secret { Some("is secret, and a URL is shown") } else { self.not_a_text(setting) };
        report(&name, problem, "name a derived URL, or a setting of the type `string`", resolver)
            .then_some(SettingSource::Field(at))
    }

    /// A setting that is put on a request; one that is a proof by itself has to be secret.
    pub(in crate::model) fn credential(
        &mut self,
        written: &Text,
        proof: bool,
        resolver: &mut Resolver<'_>,
    ) -> Option<usize> {
        let (group, name) = self.split(written, resolver)?;
        let (at, setting) = find(group, &name, std::iter::empty(), resolver)?;
        let (problem, help) = match self.not_a_text(setting) {
            None if proof && !setting.secret => (Some("would show in `Debug`"), "add `secret: true` to the setting"),
            problem => (problem, "name a setting of the type `string` or `string?`"),
        };
        report(&name, problem, help, resolver).then_some(at)
    }

    /// A setting whose text is a part of requests, which people see.
    pub(super) fn shown(&mut self, written: &Text, resolver: &mut Resolver<'_>) -> Option<usize> {
        let (group, name) = self.split(written, resolver)?;
        let (at, setting) = find(group, &name, std::iter::empty(), resolver)?;
        let problem = if setting.secret { Some("is secret, and a value is shown") } else { self.not_a_text(setting) };
        report(&name, problem, "name a setting of the type `string` or `string?`", resolver).then_some(at)
    }

    fn not_a_text(&self, setting: &Setting) -> Option<&'static str> {
        (*setting.ty.required().unaliased(self.types) != Type::String).then_some("is no `string`")
    }

    /// The group of settings, and what stands behind its name.
    fn split(&mut self, written: &Text, resolver: &mut Resolver<'_>) -> Option<(&'a Settings, Text)> {
        let Some(dot) = written.value.rfind('.') else {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedReference,
                    written.span,
                    format!("`{}` does not say of which settings it is", written.value),
                )
                .label("no setting")
                .help(format!("write the settings before it: `ApiSettings.{}`", written.value)),
            );
            return None;
        };
        let part = |range: std::ops::Range<usize>| Text {
            value: written.value[range.clone()].to_owned(),
            span: written.part(range),
        };
        let (name, setting) = (part(0..dot), part(dot + 1..written.value.len()));
        let id = match resolver.symbol(&name)? {
            Symbol::Settings(id) => id,
            other => {
                resolver.wrong_kind(&name, "settings", other);
                return None;
            }
        };
        let (known, first) = *self.group.get_or_insert((id, name.span));
        if known != id {
            resolver.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, name.span, "a client reads one group of settings")
                    .label("another one")
                    .related(first, "this one is read already")
                    .help("put all that the client needs into one group"),
            );
        }
        Some((self.groups.get(id)?, setting))
    }
}

fn find<'a>(
    group: &'a Settings,
    name: &Text,
    others: impl Iterator<Item = &'a str> + Clone,
    resolver: &mut Resolver<'_>,
) -> Option<(usize, &'a Setting)> {
    let found = group.fields.iter().enumerate().find(|(_, field)| field.name.as_written() == name.value);
    if found.is_none() {
        let names = others.chain(group.fields.iter().map(|field| field.name.as_written()));
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnresolvedReference, name.span, format!("no setting is called `{}`", name.value))
                .label("not among these settings")
                .related(group.declaration.span, "the settings are declared here")
                .help(suggest::help(&name.value, names)),
        );
    }
    found
}

/// Says whether there is no problem.
fn report(name: &Text, problem: Option<&'static str>, help: &'static str, resolver: &mut Resolver<'_>) -> bool {
    if let Some(problem) = problem {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, name.span, format!("the setting `{}` cannot be used here", name.value))
                .label(problem)
                .help(help),
        );
    }
    problem.is_none()
}
