//! Constants: `pub const`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::screaming;
use crate::model::constants::{Constant, ConstantValue};

/// One constant.
pub(super) fn emit(constant: &Constant) -> TokenStream {
    let name = screaming(&constant.declaration.name);
    let docs = docs(constant.declaration.doc.as_deref(), &format!("The {}.", constant.declaration.name.words()));
    let deprecated = deprecated(constant.declaration.deprecated.as_deref());
    let (ty, value) = match &constant.value {
        ConstantValue::Text(text) => (quote!(&str), quote!(#text)),
        ConstantValue::Integer(integer) => {
            let literal = Literal::u64_unsuffixed(integer.unsigned_abs());
            (quote!(i64), if *integer < 0 { quote!(-#literal) } else { quote!(#literal) })
        }
        ConstantValue::Number(number) => {
            let literal = Literal::f64_unsuffixed(number.abs());
            (quote!(f64), if *number < 0.0 { quote!(-#literal) } else { quote!(#literal) })
        }
        ConstantValue::Bool(flag) => (quote!(bool), quote!(#flag)),
    };
    quote! {
        #docs
        #deprecated
        pub const #name: #ty = #value;
    }
}
