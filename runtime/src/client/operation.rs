//! What is known about an operation before it is called.

use super::{Method, ProfileNames};
use crate::json::JsonForm;
#[cfg(feature = "signature")]
use crate::signature::BodySignature;
use crate::template::Template;

/// An operation of a client: its name, and where and how it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    name: &'static str,
    method: Method,
    path: Template,
    absence: Absence,
    repetition: Repetition,
    is_open: bool,
    credentials: &'static [&'static str],
    may_lack_credentials: bool,
    body_form: Option<JsonForm>,
    profiles: &'static [ProfileNames],
    #[cfg(feature = "signature")]
    body_signature: Option<&'static BodySignature>,
    successes: &'static [u16],
    meanings: &'static [(u16, Meaning)],
}

/// What it means that a server does not know what a request names: status 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Absence {
    /// It is an error as any other status.
    #[default]
    IsAnError,
    /// It is an answer: none. So is an answer without a body.
    IsNone,
}

/// What a status means that would otherwise be an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// The body holds what the operation returns. One that does not is the error of its status.
    Body,
    /// There is nothing: no value where one may be absent, and success where none is returned.
    Nothing,
    /// What this JSON document holds is returned, whatever the body says.
    Value(&'static str),
}

/// Whether an operation that is called twice does what it does when called once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Repetition {
    /// As its method says: [`Method::is_idempotent`].
    #[default]
    ByMethod,
    /// It does, whatever its method: the server knows a request that it has seen.
    Harmless,
    /// It does not, whatever its method.
    Harmful,
}

impl Operation {
    /// The operation `name`, called with this method at the paths of this template.
    pub const fn new(name: &'static str, method: Method, path: Template) -> Self {
        Self {
            name,
            method,
            path,
            absence: Absence::IsAnError,
            repetition: Repetition::ByMethod,
            is_open: false,
            credentials: &[],
            may_lack_credentials: false,
            body_form: None,
            profiles: &[],
            #[cfg(feature = "signature")]
            body_signature: None,
            successes: &[],
            meanings: &[],
        }
    }

    /// The same operation, whose answer is none where a server knows nothing by its path.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.absence = Absence::IsNone;
        self
    }

    /// The same operation, of which more is known than its method says.
    #[must_use]
    pub const fn repetition(mut self, repetition: Repetition) -> Self {
        self.repetition = repetition;
        self
    }

    /// The same operation, which anybody may call: without credentials.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// The same operation, called with the credentials of these names and with no others: the first that is there.
    #[must_use]
    pub const fn credentials(mut self, names: &'static [&'static str]) -> Self {
        self.credentials = names;
        self
    }

    /// The same operation, called without credentials where there are none.
    #[must_use]
    pub const fn or_none(mut self) -> Self {
        self.may_lack_credentials = true;
        self
    }

    /// The same operation, whose body is sent in this form.
    #[must_use]
    pub const fn json(mut self, form: JsonForm) -> Self {
        self.body_form = Some(form);
        self
    }

    /// The same operation, the members of whose body are called differently by servers of these profiles.
    #[must_use]
    pub const fn profiles(mut self, profiles: &'static [ProfileNames]) -> Self {
        self.profiles = profiles;
        self
    }

    /// The same operation, whose body carries a signature, which credentials that have a key put there.
    #[cfg(feature = "signature")]
    #[must_use]
    pub const fn signed(mut self, signature: &'static BodySignature) -> Self {
        self.body_signature = Some(signature);
        self
    }

    /// The same operation, of which only these statuses are successes, and no others from 200 to 299.
    #[must_use]
    pub const fn successes(mut self, statuses: &'static [u16]) -> Self {
        self.successes = statuses;
        self
    }

    /// The same operation, where these statuses have a meaning of their own. It comes before all else that is known.
    #[must_use]
    pub const fn statuses(mut self, meanings: &'static [(u16, Meaning)]) -> Self {
        self.meanings = meanings;
        self
    }

    /// The name, for errors and logs: `Orders::get`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The template of its paths.
    pub const fn path(&self) -> &Template {
        &self.path
    }

    /// What status 404 means.
    pub const fn absence(&self) -> Absence {
        self.absence
    }

    /// What a status means by itself, if that is described.
    pub fn meaning(&self, status: u16) -> Option<Meaning> {
        self.meanings.iter().find(|(known, _)| *known == status).map(|(_, meaning)| *meaning)
    }

    /// Whether a status is that of success.
    pub fn is_success(&self, status: u16) -> bool {
        if self.successes.is_empty() { matches!(status, 200..=299) } else { self.successes.contains(&status) }
    }

    /// Whether it is called without credentials.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// The names of the credentials that it is called with; none where it is those of its client.
    pub const fn credential_names(&self) -> &'static [&'static str] {
        self.credentials
    }

    /// Whether it is called without credentials where there are none.
    pub const fn may_lack_credentials(&self) -> bool {
        self.may_lack_credentials
    }

    /// How the members of its body are called in a profile, where that differs.
    pub(super) fn names(&self, profile: usize) -> Option<&'static [(&'static str, &'static str)]> {
        ProfileNames::of(self.profiles, profile)
    }

    /// The form that its body is brought into.
    pub const fn body_form(&self) -> Option<JsonForm> {
        self.body_form
    }

    /// The signature that its body carries.
    #[cfg(feature = "signature")]
    pub const fn body_signature(&self) -> Option<&'static BodySignature> {
        self.body_signature
    }

    /// Whether a request may be sent again when nobody knows what became of it.
    pub const fn is_repeatable(&self) -> bool {
        match self.repetition {
            Repetition::ByMethod => self.method.is_idempotent(),
            Repetition::Harmless => true,
            Repetition::Harmful => false,
        }
    }
}

/// Operations are equal when they are called the same and are sent to the same place.
impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.method == other.method && self.path.text() == other.path.text()
    }
}

impl Eq for Operation {}
