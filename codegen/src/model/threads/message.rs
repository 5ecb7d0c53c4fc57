//! The inbound message of a thread.

use std::collections::BTreeSet;

use super::properties::Properties;
use super::resolve::{Work, member_name};
use super::{Content, ContentSet, Message, MessageOperation, Operation};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::forms::Surroundings;
use crate::model::names::{Name, Scope};
use crate::raw::Named;
use crate::raw::threads::{RawMessage, RawMessageOperation};

/// Names of what messages have.
const TAKEN: [&str; 1] = ["thread"];

impl Work<'_, '_> {
    /// The message, whose operations may be those of the thread.
    pub(super) fn message(
        &mut self,
        raw: &RawMessage,
        operations: &[Operation],
        contents: &[Content],
        sets: &mut Vec<ContentSet>,
    ) -> Option<Message> {
        let name = Name::checked(&raw.name, self.resolver.diagnostics)?;
        let mut names = Scope::default();
        let Surroundings { types, events, context, .. } = self.around;
        let (keeps_ids, unusable) = (false, &mut BTreeSet::new());
        let properties = Properties { types, events, context, keeps_ids, unusable, resolver: &mut *self.resolver }
            .resolve(&raw.properties, &mut names, &TAKEN);
        let mut own = Vec::new();
        for named in &raw.operations {
            let operation = member_name(&named.name, "operation", &mut names, &TAKEN, self.resolver);
            let Some(operation_name) = operation else { continue };
            match &named.value {
                RawMessageOperation::OfThread(of) => {
                    let known = || operations.iter().map(|operation| operation.name.as_written());
                    let Some(position) = known().position(|known| known == of.value) else {
                        if self.around.unusable.contains(&of.value) {
                            continue;
                        }
                        self.resolver.diagnostics.push(
                            Diagnostic::new(
                                Code::UnknownFormName,
                                of.span,
                                format!("the thread has no operation `{}`", of.value),
                            )
                            .label("not one of `operations`")
                            .help(suggest::help(&of.value, known())),
                        );
                        continue;
                    };
                    own.push(MessageOperation::OfThread { name: operation_name, operation: position });
                }
                RawMessageOperation::Own(raw) => {
                    let own_operation = Named { name: named.name.clone(), value: (**raw).clone() };
                    let operation = self.operation(operation_name, &own_operation, contents, sets);
                    own.extend(operation.map(Box::new).map(MessageOperation::Own));
                }
            }
        }
        let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
        Some(Message { name, doc, deprecated, properties, operations: own })
    }
}
