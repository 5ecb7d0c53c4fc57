//! Default values as Rust expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::identifiers::pascal;
use super::scope::Scope;
use crate::model::defaults::Default;
use crate::model::types::{Shape, Type};

/// The expression for a default of type `ty`.
pub(super) fn default(scope: &Scope<'_>, value: &Default, ty: &Type) -> TokenStream {
    let ty = ty.unaliased(&scope.model.types);
    match value {
        Default::Duration(duration) => {
            let seconds = Literal::u64_unsuffixed(duration.as_secs());
            let nanoseconds = Literal::u32_unsuffixed(duration.subsec_nanos());
            quote!(runtime::Duration::from(::std::time::Duration::new(#seconds, #nanoseconds)))
        }
        Default::Text(text) => {
            let string = scope.prelude("String");
            if text.is_empty() { quote!(#string::new()) } else { quote!(#string::from(#text)) }
        }
        Default::Bool(flag) => quote!(#flag),
        Default::Integer(integer) => {
            let literal = Literal::i128_unsuffixed(integer.unsigned_abs().try_into().unwrap_or(i128::MAX));
            if *integer < 0 { quote!(-#literal) } else { quote!(#literal) }
        }
        Default::Number(number) => {
            let literal = Literal::f64_unsuffixed(number.abs());
            if *number < 0.0 { quote!(-#literal) } else { quote!(#literal) }
        }
        Default::Member(id, position) => {
            let declared = scope.declared(*id);
            let path = scope.path(&declared.declaration);
            let Shape::Enum(declaration) = &declared.shape else { return TokenStream::new() };
            let member = pascal(&declaration.members[*position].name);
            quote!(#path::#member)
        }
        Default::Empty if matches!(ty, Type::List(_)) => {
            let vec = scope.prelude("Vec");
            quote!(#vec::new())
        }
        Default::Empty => quote!(::std::collections::BTreeMap::new()),
        Default::Rust => quote!(::std::default::Default::default()),
        Default::Json(value) => {
            let text = value.to_string();
            quote!(runtime::json::constant(#text))
        }
    }
}
