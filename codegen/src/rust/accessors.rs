//! Accessors: paths into records and contexts as straight-line expressions.

use proc_macro2::TokenStream;
use quote::quote;

use super::identifiers::{affixed, identifier, pascal, snake};
use super::scope::Scope;
use crate::model::accessors::{Accessor, Step};
use crate::model::arena::Id;
use crate::model::events::EventSet;
use crate::model::records::Field;
use crate::model::types::{Shape, Type, TypeDeclaration};

/// What an accessor gives, as a return type: a reference, in an `Option` where nothing may be reached.
pub(super) fn return_type(scope: &Scope<'_>, accessor: &Accessor) -> TokenStream {
    let ty = borrowed(scope, &accessor.ty);
    if accessor.optional {
        let option = scope.prelude("Option");
        quote!(#option<#ty>)
    } else {
        ty
    }
}

/// A value of a type as getters give it: `&str`, `&[T]`, a copy of what is small, a reference to the rest.
pub(super) fn borrowed(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    borrowed_for(scope, ty, &TokenStream::new())
}

/// The same with a lifetime, where it is not that of the receiver.
pub(super) fn borrowed_for(scope: &Scope<'_>, ty: &Type, lifetime: &TokenStream) -> TokenStream {
    match ty {
        Type::String => quote!(&#lifetime str),
        Type::List(item) => {
            let item = scope.ty(item);
            quote!(&#lifetime [#item])
        }
        copied if is_copy(copied) => scope.ty(copied),
        other => {
            let ty = scope.ty(other);
            quote!(&#lifetime #ty)
        }
    }
}

/// The body of a function that returns [`return_type`]; `start` is a value or reference that the path begins at.
pub(super) fn body(scope: &Scope<'_>, accessor: &Accessor, start: TokenStream) -> TokenStream {
    let Some((last, steps)) = accessor.steps.split_last() else { return start };
    let mut base = start;
    for step in steps {
        let (value, optional) = follow(scope, step, &base, End::Middle);
        base = if optional { quote!(#value?) } else { value };
    }
    let (value, optional) = follow(scope, last, &base, End::Last);
    if accessor.optional && !optional { quote!(Some(#value)) } else { value }
}

/// The same as an expression without `?`, for use inside of other functions.
pub(super) fn expression(scope: &Scope<'_>, accessor: &Accessor, start: &TokenStream) -> TokenStream {
    chain(scope, &accessor.steps, start, End::Last).0
}

/// The same without a borrow at the end, for calling a method on what is always there.
pub(super) fn place(scope: &Scope<'_>, accessor: &Accessor, start: &TokenStream) -> TokenStream {
    chain(scope, &accessor.steps, start, End::Middle).0
}

fn chain(scope: &Scope<'_>, steps: &[Step], base: &TokenStream, last: End) -> (TokenStream, bool) {
    let Some((step, rest)) = steps.split_first() else { return (base.clone(), false) };
    let end = if rest.is_empty() { last } else { End::Middle };
    let (value, optional) = follow(scope, step, base, end);
    if rest.is_empty() {
        return (value, optional);
    }
    if !optional {
        return chain(scope, rest, &value, last);
    }
    let (then, nested) = chain(scope, rest, &quote!(value), last);
    let combined = if nested { quote!(#value.and_then(|value| #then)) } else { quote!(#value.map(|value| #then)) };
    (combined, true)
}

/// Whether something on the way from a value that is there may be missing.
pub(super) fn is_nested(scope: &Scope<'_>, accessor: &Accessor) -> bool {
    chain(scope, &accessor.steps, &quote!(value), End::Last).1
}

/// Whether the result of a step is what the path gives, or is followed further.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// The result is the base of another step or of a method.
    Middle,
    /// The result is what the path gives.
    Last,
}

/// One step from `base`, and whether it gives an `Option`.
fn follow(scope: &Scope<'_>, step: &Step, base: &TokenStream, end: End) -> (TokenStream, bool) {
    match step {
        Step::Getter { name, optional } => {
            let name = snake(name);
            (quote!(#base.#name()), *optional)
        }
        Step::Field { record, field } => match field_of(scope, *record, *field) {
            Some(field) => (read(field, base, end), field.ty.is_optional()),
            None => (base.clone(), false),
        },
        Step::Payload { events, fields } => (payload(scope, *events, fields, base), true),
        Step::Member { union, variant } => {
            let declared = scope.declared(*union);
            let path = scope.path(&declared.declaration);
            let getter = match &declared.shape {
                Shape::Union(union) => affixed("as_", &union.variants[*variant].name, ""),
                _ => identifier("as_ref"),
            };
            (quote!(#base.iter().find_map(#path::#getter)), true)
        }
    }
}

/// A field of whichever payload an event has.
fn payload(scope: &Scope<'_>, events: Id<EventSet>, fields: &[Option<usize>], base: &TokenStream) -> TokenStream {
    let set = &scope.model.events[events];
    let payload = scope.item(set.declaration.module, &pascal(&set.payload_name()));
    let found: Vec<(_, &Field)> = set
        .kinds
        .iter()
        .zip(fields)
        .filter_map(|(kind, position)| Some((kind, field_of(scope, kind.payload, (*position)?)?)))
        .collect();
    let is_always = found.len() == fields.len() && !found.iter().any(|(_, field)| field.ty.is_optional());
    let method = identifier(if is_always { "map" } else { "and_then" });
    let found = found.into_iter().map(|(kind, field)| {
        let variant = pascal(&kind.name);
        let value = read(field, &quote!(payload), End::Last);
        let value = if is_always || field.ty.is_optional() { value } else { quote!(Some(#value)) };
        quote!(#payload::#variant(payload) => #value,)
    });
    // Within the crate that declares them the kinds are all there are.
    let other = fields.contains(&None).then(|| quote!(_ => None,));
    quote! {
        #base.payload().#method(|payload| match payload {
            #(#found)*
            #other
        })
    }
}

fn field_of<'m>(scope: &Scope<'m>, record: Id<TypeDeclaration>, field: usize) -> Option<&'m Field> {
    match &scope.declared(record).shape {
        Shape::Record(record) => record.fields.get(field),
        _ => None,
    }
}

fn read(field: &Field, base: &TokenStream, end: End) -> TokenStream {
    let name = snake(&field.name);
    let place = quote!(#base.#name);
    match field.ty.is_optional() {
        true if field.boxed => quote!(#place.as_deref()),
        false if end == End::Middle => place,
        false if field.boxed => quote!(#place.as_ref()),
        _ => borrow(&field.ty, &place),
    }
}

/// A stored value as getters give it; see [`borrowed`].
pub(super) fn borrow(ty: &Type, place: &TokenStream) -> TokenStream {
    match (ty.is_optional(), ty.required()) {
        (_, copied) if is_copy(copied) => place.clone(),
        (true, Type::String | Type::List(_)) => quote!(#place.as_deref()),
        (true, _) => quote!(#place.as_ref()),
        (false, Type::String) => quote!(#place.as_str()),
        (false, _) => quote!(&#place),
    }
}

pub(super) fn is_copy(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::F64 | Type::Duration | Type::Timestamp | Type::Uuid) || ty.is_integer()
}
