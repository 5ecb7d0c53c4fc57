//! The `enrollments` section, resolved: how a client comes to an identity of its own.

mod connect;
mod resolve;

pub(super) use resolve::resolve;

use std::time::Duration;

use super::arena::Id;
use super::clients::Client;
use super::forms::{Form, Parameter};
use super::names::Name;
use super::settings::Settings;
use super::symbols::Declaration;
use super::types::{Type, TypeDeclaration};

/// From a name and options to a client, over what is stored.
#[derive(Clone, Debug)]
pub struct Enrollment {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The function that begins one.
    pub function: Option<Name>,
    /// The client that there is in the end.
    pub client: Id<Client>,
    /// What a program can say.
    pub options: Vec<EnrollmentOption>,
    /// The settings that options come from.
    pub settings: Option<Id<Settings>>,
    /// The record that is stored.
    pub record: Id<TypeDeclaration>,
    /// Where.
    pub store: Store,
    /// How it is checked that what is stored is still known.
    pub check: Option<Check>,
    /// Ways to register, of which the first is gone whose options are given; never empty.
    pub ways: Vec<Way>,
    /// What the client is connected with.
    pub connect: Connect,
}

/// Something that a program can say, and need not.
#[derive(Clone, Debug)]
pub struct EnrollmentOption {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The type of what is said.
    pub ty: Type,
    /// Whether it is shown nowhere; it is a text then.
    pub secret: bool,
    /// The setting that it comes from where settings are given.
    pub setting: Option<usize>,
}

/// Where credentials are stored.
#[derive(Clone, Debug)]
pub struct Store {
    /// The directory, below that of the user.
    pub directory: String,
    /// How names become those of files.
    pub names: FileNames,
}

/// How the name of credentials becomes the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FileNames {
    /// `encoded`: each name has a file of its own.
    #[default]
    Encoded,
    /// `underscored`: what is no letter or digit becomes `_`.
    Underscored,
}

impl FileNames {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] = [("encoded", Self::Encoded), ("underscored", Self::Underscored)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, names)| *names == self).map_or("", |(word, _)| word)
    }
}

/// One call of an operation of the client.
#[derive(Clone, Debug)]
pub struct Call {
    /// The operation, by position.
    pub operation: usize,
    /// A value for each argument of the operation, in their order; none where it is left out.
    pub arguments: Vec<Option<Form>>,
    /// What it is called with.
    pub connect: Connect,
    /// How long it may take.
    pub timeout: Option<Duration>,
}

/// How it is checked that what is stored is still known.
#[derive(Clone, Debug)]
pub struct Check {
    /// What is called.
    pub call: Call,
    /// The statuses which say that it is known no more.
    pub stale: Vec<u16>,
    /// What the client is connected with besides.
    pub then: Connect,
}

/// A way to register.
#[derive(Clone, Debug)]
pub struct Way {
    /// The name.
    pub name: Name,
    /// The options that have to be given.
    pub when: Vec<usize>,
    /// What is called.
    pub call: Call,
    /// The newtype of the private key that is made for it.
    pub new_key: Option<Id<TypeDeclaration>>,
    /// From the answer to what is stored.
    pub keep: Form,
    /// What the client is connected with besides.
    pub then: Connect,
}

/// What a client is connected with.
#[derive(Clone, Debug, Default)]
pub struct Connect {
    /// Where the server is, if it is said here.
    pub base_url: Option<Form>,
    /// Credentials of the client, by position.
    pub credentials: Vec<(usize, Given)>,
    /// Values that the client holds, by position.
    pub values: Vec<(usize, Form)>,
}

/// The value of credentials.
#[derive(Clone, Debug)]
pub enum Given {
    /// A key or token.
    Secret(Secret),
    /// What is signed with.
    Signature {
        /// The name of the key.
        key_id: Secret,
        /// The key.
        key: Secret,
    },
}

/// A text that may be secret.
#[derive(Clone, Debug)]
pub enum Secret {
    /// What an option says, by position.
    Option(usize),
    /// A reference to a text, or to a newtype of one.
    Value(Box<Form>),
}

/// The name under which forms find the name that is enrolled.
pub const NAME: &str = "name";
/// The name under which forms find what is stored.
pub const STORED: &str = "stored";
/// The name under which forms find the answer to a registration.
pub const ANSWER: &str = "answer";
/// The name under which forms find the public half of a new key.
pub const PUBLIC_KEY: &str = "public_key";
/// The name under which forms find a new key.
pub const PRIVATE_KEY: &str = "private_key";

impl Enrollment {
    /// The option that a parameter of a form stands for.
    #[must_use]
    pub fn option(&self, parameter: &Parameter) -> Option<&EnrollmentOption> {
        self.options.iter().find(|option| option.name == parameter.name)
    }

    /// The types that it uses directly.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        visit(self.record);
        self.options.iter().for_each(|option| option.ty.mentions(visit));
        for way in &self.ways {
            way.new_key.iter().for_each(|id| visit(*id));
        }
    }
}

impl Call {
    /// What is said to it, and with what.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.arguments.iter().flatten().chain(self.connect.forms())
    }
}

impl Connect {
    /// The values in it.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        let given = self.credentials.iter().flat_map(|(_, given)| given.secrets());
        let values = self.values.iter().map(|(_, form)| form);
        self.base_url.iter().chain(given.filter_map(Secret::form)).chain(values)
    }

    /// The secret options in it.
    pub fn options(&self) -> impl Iterator<Item = usize> {
        self.credentials.iter().flat_map(|(_, given)| given.secrets()).filter_map(|secret| match secret {
            Secret::Option(at) => Some(*at),
            Secret::Value(_) => None,
        })
    }
}

impl Given {
    fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let (first, second) = match self {
            Self::Secret(secret) => (secret, None),
            Self::Signature { key_id, key } => (key_id, Some(key)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Secret {
    fn form(&self) -> Option<&Form> {
        match self {
            Self::Option(_) => None,
            Self::Value(form) => Some(form),
        }
    }
}
