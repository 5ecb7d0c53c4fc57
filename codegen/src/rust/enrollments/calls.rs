//! Calls of the operations of the client.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Emitter;
use crate::model::clients::{Argument, Role};
use crate::model::enrollments::Call;
use crate::model::forms::Form;
use crate::model::types::Type;
use crate::rust::accessors::is_copy;
use crate::rust::clients::connection::duration;
use crate::rust::clients::in_order;
use crate::rust::identifiers::{affixed, snake};

impl Emitter<'_, '_> {
    /// The call of an operation, as a result.
    pub(super) fn call(&self, call: &Call) -> TokenStream {
        let operation = &self.client.operations[call.operation];
        let timeout = match call.timeout.map(duration) {
            Some(timeout) => quote!(Some(#timeout)),
            None => quote!(None),
        };
        let builder = self.builder(&call.connect);
        let given = operation.arguments.iter().zip(&call.arguments);
        let values = given.filter_map(|(argument, form)| {
            let (name, value) = (argument_local(argument), self.fitting(argument, form.as_ref()?));
            Some(quote!(let #name = #value;))
        });
        let is_given = |argument: &Argument| {
            let mut given = operation.arguments.iter().zip(&call.arguments);
            given.any(|(known, form)| known.name == argument.name && form.is_some())
        };
        let arguments = in_order(operation)
            .filter(|argument| argument.is_parameter())
            .map(|argument| if is_given(argument) { lent(argument) } else { quote!(None) });
        let name = snake(&operation.name);
        let status = if self.client.errors.is_some() { quote!(status) } else { quote!(status_code) };
        quote! {
            {
                let client = self.setup.caller(#builder, #timeout)?;
                #(#values)*
                client.#name(#(#arguments),*).await.map_err(|error| runtime::EnrollmentError::call(error.#status(), error))
            }
        }
    }

    /// The value of an argument, which is an `Option` where the argument may be missing.
    fn fitting(&self, argument: &Argument, form: &Form) -> TokenStream {
        let value = self.value(form);
        if argument.from.is_none() && argument.ty.is_optional() && !form.value.optional {
            quote!(Some(#value))
        } else {
            value
        }
    }
}

/// The local of an argument; it shadows nothing that values look at.
fn argument_local(argument: &Argument) -> Ident {
    affixed("given_", &argument.name, "")
}

/// An argument as the method of an operation takes it.
fn lent(argument: &Argument) -> TokenStream {
    let name = argument_local(argument);
    if argument.role == Role::Body {
        return quote!(&#name);
    }
    if argument.from.is_some() {
        return if is_plain(argument.ty.required()) { quote!(Some(#name)) } else { quote!(Some(&#name)) };
    }
    match &argument.ty {
        Type::Optional(inner) => match &**inner {
            Type::String | Type::List(_) => quote!(#name.as_deref()),
            inner if is_plain(inner) => quote!(#name),
            _ => quote!(#name.as_ref()),
        },
        ty if is_plain(ty) => quote!(#name),
        _ => quote!(&#name),
    }
}

fn is_plain(ty: &Type) -> bool {
    is_copy(ty) && matches!(ty, Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64)
}
