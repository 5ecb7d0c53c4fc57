//! `JsonSchema` impls: one call of a function of the runtime each.

use proc_macro2::TokenStream;
use quote::quote;

use super::identifiers::pascal;
use super::scope::Scope;
use crate::model::enums::Enum;
use crate::model::newtypes::Newtype;
use crate::model::records::Record;
use crate::model::types::{Type, TypeDeclaration};
use crate::model::unions::{Tagging, Union};
use crate::raw::records::UnknownFields;

/// The impl for a record.
pub(super) fn record(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let fields = record.fields.iter().map(|field| {
        let (name, required) = (&field.wire, field.is_required());
        let doc = first_line(field.doc.as_deref());
        let ty = scope.ty(&field.ty);
        quote! {
            runtime::compat::schema::Field {
                name: #name,
                schema: generator.subschema_for::<#ty>(),
                required: #required,
                doc: #doc,
            },
        }
    });
    let doc = first_line(declared.declaration.doc.as_deref());
    let closed = record.unknown == UnknownFields::Refuse;
    implement(scope, declared, &quote!(runtime::compat::schema::record(#doc, vec![#(#fields)*], #closed)))
}

/// The impl for an enum.
pub(super) fn enumeration(scope: &Scope<'_>, declared: &TypeDeclaration, declaration: &Enum) -> TokenStream {
    let words = declaration.members.iter().map(|member| &member.wire);
    let doc = first_line(declared.declaration.doc.as_deref());
    let body = if declaration.open {
        quote!(runtime::compat::schema::open_enumeration(#doc, &[#(#words),*]))
    } else {
        quote!(runtime::compat::schema::closed_enumeration(#doc, &[#(#words),*]))
    };
    implement(scope, declared, &body)
}

/// The impl for a union.
pub(super) fn union(scope: &Scope<'_>, declared: &TypeDeclaration, union: &Union) -> TokenStream {
    let variants = union.variants.iter().map(|variant| {
        let (wire, ty) = (&variant.wire, scope.ty(&variant.ty));
        quote!((#wire, generator.subschema_for::<#ty>()),)
    });
    let variants = quote!(vec![#(#variants)*]);
    let doc = first_line(declared.declaration.doc.as_deref());
    let open = union.open;
    let body = match &union.tagging {
        Tagging::Internal { tag } => quote!(runtime::compat::schema::internal_union(#doc, #tag, #variants, #open)),
        Tagging::Adjacent { tag, content } => {
            quote!(runtime::compat::schema::adjacent_union(#doc, #tag, #content, #variants, #open))
        }
        Tagging::External => quote!(runtime::compat::schema::external_union(#doc, #variants, #open)),
    };
    implement(scope, declared, &body)
}

/// The impl for a newtype: the schema of what is inside.
pub(super) fn newtype(scope: &Scope<'_>, declared: &TypeDeclaration, newtype: &Newtype) -> TokenStream {
    let inner = scope.ty(&newtype.inner);
    implement(scope, declared, &quote!(generator.subschema_for::<#inner>()))
}

/// Whether schemars knows the type by itself; the runtime implements the trait for the others.
fn implement(scope: &Scope<'_>, declared: &TypeDeclaration, body: &TokenStream) -> TokenStream {
    let Some(gate) = scope.gate(scope.options.schemars, "schemars") else { return TokenStream::new() };
    let name = pascal(&declared.declaration.name);
    let title = name.to_string();
    let package = &scope.model.packages[scope.model.modules[scope.module].package].name;
    let id = format!("{package}.{title}");
    let generator = if body.to_string().contains("generator") { quote!(generator) } else { quote!(_) };
    quote! {
        #gate
        impl runtime::compat::schemars::JsonSchema for #name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                #title.into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                #id.into()
            }

            fn json_schema(
                #generator: &mut runtime::compat::schemars::SchemaGenerator,
            ) -> runtime::compat::schemars::Schema {
                #body
            }
        }
    }
}

/// The `impl_serde!` line of a module: which types get serde's traits.
pub(super) fn serde<'t>(scope: &Scope<'_>, types: impl Iterator<Item = &'t TypeDeclaration>) -> TokenStream {
    let Some(gate) = scope.gate(scope.options.serde, "serde") else { return TokenStream::new() };
    let names: Vec<_> = types
        .filter(|declared| !matches!(declared.shape, crate::model::types::Shape::Alias(_)))
        .map(|declared| pascal(&declared.declaration.name))
        .collect();
    if names.is_empty() {
        return TokenStream::new();
    }
    quote!(#gate runtime::impl_serde!(#(#names),*);)
}

fn first_line(doc: Option<&str>) -> String {
    doc.and_then(|doc| doc.trim().lines().next()).unwrap_or_default().to_owned()
}

/// The runtime features that a type needs.
pub(super) fn runtime_feature(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Timestamp => Some("timestamp"),
        Type::Uuid => Some("uuid"),
        Type::Url => Some("url"),
        Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => runtime_feature(inner),
        _ => None,
    }
}
