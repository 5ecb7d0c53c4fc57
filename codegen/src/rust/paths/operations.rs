//! Operations: what is done at the address of a reference, as an enum and the paths that it makes.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::url;
use crate::model::names::Case;
use crate::model::paths::Operation;
use crate::rust::docs::own;
use crate::rust::identifiers::{identifier, pascal};
use crate::rust::references::Emitter;
use crate::rust::scope::Scope;
use crate::rust::words::{self, Word};

fn operation_name(emitter: &Emitter<'_>) -> Ident {
    identifier(&format!("{}Operation", emitter.reference.stem().pascal()))
}

/// The method for the path of an operation.
pub(super) fn method(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let (name, operation) = (&emitter.name, operation_name(emitter));
    let url = url(
        scope,
        &identifier("operation_path"),
        "an operation of a reference",
        &quote!(, reference: &#name, operation: #operation),
        &quote!(reference, operation),
    );
    quote! {
        /// The path of an operation of a reference.
        ///
        /// # Errors
        /// When the reference has no path, or is of a kind without this operation.
        pub fn operation_path(&self, reference: &#name, operation: #operation) -> #result<#string, runtime::ReferenceError> {
            if reference.kind() != operation.kind() {
                return Err(runtime::ReferenceError::WrongKind {
                    expected: operation.kind().as_str(),
                    found: reference.kind().as_str(),
                });
            }
            let mut path = reference.path()?;
            path.push_str(operation.suffix());
            Ok(path)
        }

        #url
    }
}

/// The enum of operations.
pub(super) fn definition(scope: &Scope<'_>, emitter: &Emitter<'_>, operations: &[Operation]) -> TokenStream {
    let name = operation_name(emitter);
    let wires: Vec<String> = operations.iter().map(|operation| operation.name.in_case(Case::Kebab)).collect();
    let members: Vec<_> = operations
        .iter()
        .zip(&wires)
        .map(|(operation, wire)| Word {
            name: &operation.name,
            wire,
            doc: operation.doc.as_deref(),
            deprecated: operation.deprecated.as_deref(),
        })
        .collect();
    let about = own("What is done at the address of a reference: its path with a suffix.");
    let words = words::emit(scope, &name, &about, &members);
    let kind = &emitter.kind;
    let kinds = operations.iter().map(|operation| {
        let (member, kind) = (pascal(&operation.name), emitter.kind_member(operation.kind));
        quote!(Self::#member => #kind,)
    });
    let suffixes = operations.iter().map(|operation| {
        let (member, suffix) = (pascal(&operation.name), &operation.suffix);
        quote!(Self::#member => #suffix,)
    });
    quote! {
        #words

        impl #name {
            /// The kind that has the operation.
            #[must_use]
            pub const fn kind(self) -> #kind {
                match self {
                    #(#kinds)*
                }
            }

            /// What follows the path of the reference.
            #[must_use]
            pub const fn suffix(self) -> &'static str {
                match self {
                    #(#suffixes)*
                }
            }
        }
    }
}
