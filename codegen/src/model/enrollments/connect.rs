//! What a client is connected with.

use std::collections::BTreeSet;

use super::resolve::Work;
use super::{Connect, EnrollmentOption, Given, Secret};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::clients::Auth;
use crate::model::forms::{self, Form, Parameter};
use crate::model::types::Type;
use crate::raw::enrollments::RawGiven;
use crate::raw::forms::{RawValue, RawValueKind};
use crate::raw::{Named, Text};

/// The key that is no name of credentials.
const BASE_URL: &str = "base_url";

impl Work<'_, '_, '_> {
    /// Resolves a mapping from `base_url`, names of credentials and of what the client holds to values.
    pub(super) fn connect(&mut self, raw: &[Named<RawGiven>], parameters: &[Parameter]) -> Connect {
        let mut connect = Connect::default();
        for Named { name, value } in raw {
            if name.value == BASE_URL {
                let RawGiven::Value(value) = value else {
                    self.misfit(name, "is no URL", "write `base_url: $stored.url`");
                    continue;
                };
                connect.base_url =
                    forms::text(name, parameters.to_vec(), value, self.around(), self.resolver).or(connect.base_url);
                continue;
            }
            let held = self.model.clients[self.client].values.iter();
            if let Some(at) = held.clone().position(|held| held.name.as_written() == name.value) {
                connect.values.extend(self.held(at, name, value, parameters).map(|form| (at, form)));
                continue;
            }
            let given = self.credentials(name).and_then(|at| Some((at, self.given(at, name, value, parameters)?)));
            connect.credentials.extend(given);
        }
        connect
    }

    /// What the client holds, which is a text here.
    fn held(&mut self, at: usize, name: &Text, raw: &RawGiven, parameters: &[Parameter]) -> Option<Form> {
        let held = &self.model.clients[self.client].values[at];
        let is_text = held.value.ty().is_some_and(|ty| *ty.required().unaliased(&self.model.types) == Type::String);
        let RawGiven::Value(value) = raw else {
            self.misfit(name, "is one value", "write what is held: `$stored.id`");
            return None;
        };
        if !is_text {
            self.misfit(name, "is no text", "give it to the client afterwards");
            return None;
        }
        let given = (value, &Type::Optional(Box::new(Type::String)));
        let (around, resolver) = (self.around(), &mut *self.resolver);
        forms::resolve(name, parameters.to_vec(), given, around, &mut BTreeSet::new(), resolver)
    }

    /// The credentials of the client that are called so.
    fn credentials(&mut self, name: &Text) -> Option<usize> {
        let client = &self.model.clients[self.client];
        let found = client.auth.iter().position(|auth| auth.called() == name.value);
        if found.is_none() {
            let values = client.values.iter().map(|held| held.name.as_written());
            let names = client.auth.iter().map(Auth::called).chain(values).chain([BASE_URL]);
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedReference,
                    name.span,
                    format!("the client has no credentials `{}`", name.value),
                )
                .label("not in its `auth`")
                .related(client.declaration.span, "the client is declared here")
                .help(suggest::help(&name.value, names)),
            );
        }
        found
    }

    fn given(&mut self, at: usize, name: &Text, raw: &RawGiven, parameters: &[Parameter]) -> Option<Given> {
        let model = self.model;
        match (&model.clients[self.client].auth[at], raw) {
            (Auth::Signature(_), RawGiven::Signature { key_id, key, .. }) => {
                let (key_id, key) = (self.secret(name, key_id, parameters), self.secret(name, key, parameters));
                Some(Given::Signature { key_id: key_id?, key: key? })
            }
            (Auth::Bearer(bearer), _) if bearer.refresh.is_none() => {
                self.misfit(name, "comes from an operation", "leave it to the settings of the client");
                None
            }
            (Auth::Signature(_), RawGiven::Value(_)) => {
                self.misfit(name, "is no key", "write `signature: { key_id: $stored.id, key: $stored.key }`");
                None
            }
            (_, RawGiven::Signature { .. }) => {
                self.misfit(name, "is one value", "write what is sent: `$api_key`");
                None
            }
            (_, RawGiven::Value(value)) => self.secret(name, value, parameters).map(Given::Secret),
        }
    }

    /// A text that may be secret: an option, or a reference.
    fn secret(&mut self, name: &Text, raw: &RawValue, parameters: &[Parameter]) -> Option<Secret> {
        if let RawValueKind::Reference(path) = &raw.kind {
            let is_meant = |option: &EnrollmentOption| option.secret && option.name.as_written() == path.value;
            if let Some(at) = self.options.iter().position(is_meant) {
                return Some(Secret::Option(at));
            }
        }
        forms::text(name, parameters.to_vec(), raw, self.around(), self.resolver).map(Box::new).map(Secret::Value)
    }

    fn misfit(&mut self, name: &Text, problem: &'static str, help: &'static str) {
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, name.span, format!("`{}` cannot be given so", name.value))
                .label(problem)
                .help(help),
        );
    }
}
