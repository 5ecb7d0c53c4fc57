//! Tables: a type without values, with functions from texts to words of an enum.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{identifier, pascal};
use super::scope::Scope;
use crate::model::tables::{Combination, Normalization, Table, Words};
use crate::model::types::Shape;

/// The items of a table, in reading order.
pub(super) fn emit(scope: &Scope<'_>, table: &Table) -> TokenStream {
    let declaration = &table.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("A table: {}.", declaration.name.words()));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let given = scope.declared(table.gives);
    let (ty, member) = (scope.path(&given.declaration), member(scope, table));
    let described = described(table);
    quote! {
        #about
        #deprecation
        #[derive(Clone, Copy, Debug)]
        pub enum #name {}

        impl #name {
            /// What the table says of a text.
            #[must_use]
            pub fn of(text: &str) -> #ty {
                Self::explain(text).value
            }

            /// What the table says of a text, and what decided.
            #[must_use]
            pub fn explain(text: &str) -> runtime::table::Explained<#ty> {
                static TABLE: runtime::table::Table = #described;
                let (rank, rule) = TABLE.look_up(text);
                runtime::table::Explained::new(#member, rule)
            }
        }
    }
}

/// The member of the enum with the position `rank`.
fn member(scope: &Scope<'_>, table: &Table) -> TokenStream {
    let given = scope.declared(table.gives);
    let ty = scope.path(&given.declaration);
    let Shape::Enum(shape) = &given.shape else { return TokenStream::new() };
    let name = |position: usize| pascal(&shape.members[position].name);
    let default = name(table.default);
    let arms = used(table).into_iter().map(|position| {
        let (rank, member) = (Literal::usize_unsuffixed(position), name(position));
        quote!(#rank => #ty::#member,)
    });
    quote!(match rank { #(#arms)* _ => #ty::#default })
}

/// The positions of the members that texts have, but for that of the default.
fn used(table: &Table) -> std::collections::BTreeSet<usize> {
    let parts = table.parts.iter().flat_map(|part| &part.words);
    let positions = table.whole.iter().chain(parts).map(|(_, position)| *position);
    positions.filter(|position| *position != table.default).collect()
}

/// The expression for what the description says.
fn described(table: &Table) -> TokenStream {
    let default = Literal::usize_unsuffixed(table.default);
    let normalize = table.normalize.iter().map(|step| match step {
        Normalization::Lower => quote!(.lower()),
        Normalization::Trim => quote!(.trim()),
    });
    let whole = (!table.whole.is_empty()).then(|| words(&table.whole)).map(|words| quote!(.whole(#words)));
    let parts = (!table.parts.is_empty()).then(|| {
        let split = &table.split;
        let parts = table.parts.iter().map(|part| {
            let (name, words) = (part.name.as_written(), words(&part.words));
            quote!(runtime::table::Part::new(#name, #words))
        });
        quote!(.parts(#split, &[#(#parts),*]))
    });
    let combination = match table.combine {
        Combination::First => None,
        Combination::Highest => Some(identifier("Highest")),
        Combination::Lowest => Some(identifier("Lowest")),
    };
    let combination = combination.map(|word| quote!(.combination(runtime::table::Combination::#word)));
    quote!(runtime::table::Table::new(#default) #(#normalize)* #whole #parts #combination)
}

fn words(words: &Words) -> TokenStream {
    let words = words.iter().map(|(text, position)| {
        let position = Literal::usize_unsuffixed(*position);
        quote!((#text, #position))
    });
    quote!(&[#(#words),*])
}
