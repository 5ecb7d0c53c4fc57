//! The inbound message that a thread is bound to.

use proc_macro2::TokenStream;
use quote::quote;

use super::{operations, properties};
use crate::model::threads::{Message, MessageOperation, Thread};
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::pascal;
use crate::rust::scope::Scope;

/// The type of the message, and of what it begins.
pub(super) fn emit(scope: &Scope<'_>, thread: &Thread, message: &Message) -> TokenStream {
    let (name, thread_ty) = (pascal(&message.name), pascal(&thread.declaration.name));
    let about = docs(message.doc.as_deref(), "The inbound message that a thread is bound to.");
    let deprecation = deprecated(message.deprecated.as_deref());
    let getters =
        message.properties.iter().map(|property| properties::of_message(scope, &message.properties, property));
    let begun = message.operations.iter().map(|operation| match operation {
        MessageOperation::OfThread { name, operation } => {
            let operation = &thread.operations[*operation];
            operations::of_message(scope, thread, &message.name, (name, operation), false)
        }
        MessageOperation::Own(operation) => {
            operations::of_message(scope, thread, &message.name, (&operation.name, operation), true)
        }
    });
    let builders = message.operations.iter().filter_map(|operation| match operation {
        MessageOperation::Own(operation) => Some(operations::builder(scope, thread, &message.name, operation)),
        MessageOperation::OfThread { .. } => None,
    });
    quote! {
        #about
        #deprecation
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'t> {
            thread: &'t #thread_ty,
        }

        impl<'t> #name<'t> {
            /// The thread.
            #[must_use]
            pub fn thread(self) -> &'t #thread_ty {
                self.thread
            }
            #(#getters)*
            #(#begun)*
        }

        #(#builders)*
    }
}
