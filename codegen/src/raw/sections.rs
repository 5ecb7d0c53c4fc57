//! The sections of one file as written.

use super::{
    Named, Text, clients, constants, contexts, documents, enrollments, errors, events, guards, kinds, references,
    selectors, settings, subjects, tables, threads, types,
};
use crate::diagnostic::Diagnostics;
use crate::source::File;

/// The declarations of one file, by section.
#[derive(Debug, Default)]
pub struct Sections {
    /// `constants`
    pub constants: Vec<Named<constants::RawConstant>>,
    /// `settings`
    pub settings: Vec<Named<settings::RawSettings>>,
    /// `types`
    pub types: Vec<Named<types::RawType>>,
    /// `subjects`
    pub subjects: Vec<Named<subjects::RawSubjects>>,
    /// `kinds`
    pub kinds: Vec<Named<kinds::RawKinds>>,
    /// `references`
    pub references: Vec<Named<references::RawReference>>,
    /// `selectors`
    pub selectors: Vec<Named<selectors::RawSelector>>,
    /// `events`
    pub events: Vec<Named<events::RawEvents>>,
    /// `contexts`
    pub contexts: Vec<Named<contexts::RawContext>>,
    /// `documents`
    pub documents: Vec<Named<documents::RawDocument>>,
    /// `errors`
    pub errors: Vec<Named<errors::RawErrors>>,
    /// `clients`
    pub clients: Vec<Named<clients::RawClient>>,
    /// `enrollments`
    pub enrollments: Vec<Named<enrollments::RawEnrollment>>,
    /// `threads`
    pub threads: Vec<Named<threads::RawThread>>,
    /// `guards`
    pub guards: Vec<Named<guards::RawGuard>>,
    /// `tables`
    pub tables: Vec<Named<tables::RawTable>>,
}

impl Sections {
    /// Reads every section.
    pub fn read(file: &File, diagnostics: &mut Diagnostics) -> Self {
        let mut sections = Self::default();
        for section in &file.sections {
            let node = &section.node;
            match section.name.value.as_str() {
                "constants" => sections.constants = constants::read(node, diagnostics),
                "settings" => sections.settings = settings::read(node, diagnostics),
                "types" => sections.types = types::read(node, diagnostics),
                "subjects" => sections.subjects = subjects::read(node, diagnostics),
                "kinds" => sections.kinds = kinds::read(node, diagnostics),
                "references" => sections.references = references::read(node, diagnostics),
                "selectors" => sections.selectors = selectors::read(node, diagnostics),
                "events" => sections.events = events::read(node, diagnostics),
                "contexts" => sections.contexts = contexts::read(node, diagnostics),
                "documents" => sections.documents = documents::read(node, diagnostics),
                "errors" => sections.errors = errors::read(node, diagnostics),
                "clients" => sections.clients = clients::read(node, diagnostics),
                "enrollments" => sections.enrollments = enrollments::read(node, diagnostics),
                "threads" => sections.threads = threads::read(node, diagnostics),
                "guards" => sections.guards = guards::read(node, diagnostics),
                "tables" => sections.tables = tables::read(node, diagnostics),
                // The loader has reported unknown sections.
                _ => {}
            }
        }
        sections
    }

    /// The types that declarations add to their own.
    #[must_use]
    pub fn further_names(&self) -> Vec<Text> {
        let kind = |name: &Text| name.clone().map(|name| format!("{name}Kind"));
        let subjects = self.subjects.iter().map(|named| kind(&named.name));
        let selectors = self.selectors.iter().map(|named| kind(&named.name));
        let references = self.references.iter().flat_map(|named| named.value.further_names(&named.name));
        subjects.chain(selectors).chain(references).collect()
    }
}
