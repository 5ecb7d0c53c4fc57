//! A schema file.

use super::words::Text;
use super::{
    Members, addresses, clients, constants, contexts, documents, enrollments, errors, events, guards, keys, references,
    settings, tables, threads, types,
};

keys! {
    /// A schema file of Typeloom; it becomes a Rust module.
    File {
        /// The version of the language.
        typeloom: Version,
        /// The package that the file belongs to, such as `acme.orders`; all files of a folder name the same one.
        #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"))]
        package: String,
        /// What the file is about, in Markdown; becomes the documentation of the module.
        doc: Option<Text>,
        /// The files whose names this file uses, relative to it.
        import: Option<Vec<String>>,
        /// Named values.
        constants: Option<Members<constants::Constant>>,
        /// Values that are read from the environment.
        settings: Option<Members<settings::Settings>>,
        /// Records, enums, unions, newtypes and aliases.
        types: Option<Members<types::Type>>,
        /// Sets of addressees, each with a path.
        subjects: Option<Members<addresses::Subjects>>,
        /// Sets of protocol surfaces.
        kinds: Option<Members<addresses::Kinds>>,
        /// Addresses of a subject, a kind and a key.
        references: Option<Members<references::Reference>>,
        /// Values that travel as URIs, headers or topics.
        selectors: Option<Members<addresses::Selector>>,
        /// Sets of events and how messages carry them.
        events: Option<Members<events::Events>>,
        /// Typed views of requests.
        contexts: Option<Members<contexts::Context>>,
        /// Documents of components.
        documents: Option<Members<documents::Document>>,
        /// What agents say in conversations.
        threads: Option<Members<threads::Thread>>,
        /// The errors of clients.
        errors: Option<Members<errors::Errors>>,
        /// Stubs for the operations of servers.
        clients: Option<Members<clients::Client>>,
        /// Ways of clients to identities of their own.
        enrollments: Option<Members<enrollments::Enrollment>>,
        /// Classifications of texts by the words in them.
        tables: Option<Members<tables::Table>>,
        /// What decides whether actions may be done.
        guards: Option<Members<guards::Guard>>,
    }
}

/// The version of the language.
pub(super) struct Version;

impl schemars::JsonSchema for Version {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": 1 })
    }
}
