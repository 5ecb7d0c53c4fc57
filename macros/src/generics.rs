//! Generic types: what implementations say about their parameters.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Data, DeriveInput, Ident};
use typeloom::rust::target::Target;

/// The type with its parameters; those that stand in its fields get `bound`.
pub(crate) fn target(input: &DeriveInput, bound: &TokenStream) -> Target {
    let ident = &input.ident;
    if input.generics.params.is_empty() {
        return Target::new(TokenStream::new(), quote!(#ident), TokenStream::new());
    }
    let (parameters, arguments, given) = input.generics.split_for_impl();
    let held = held(&input.data);
    let bounded = input.generics.type_params().map(|parameter| &parameter.ident).filter(|name| mentions(&held, name));
    let bounds = bounded.map(|name| quote!(#name: #bound,));
    let given = given.map(|clause| &clause.predicates).into_iter().flatten().map(|predicate| quote!(#predicate,));
    let bounds: TokenStream = given.chain(bounds).collect();
    let bounds = if bounds.is_empty() { bounds } else { quote!(where #bounds) };
    Target::new(parameters.to_token_stream(), quote!(#ident #arguments), bounds)
}

/// The tokens of the types of all fields.
fn held(data: &Data) -> TokenStream {
    let types = |fields: &syn::Fields| fields.iter().map(|field| field.ty.to_token_stream()).collect::<TokenStream>();
    match data {
        Data::Struct(data) => types(&data.fields),
        Data::Enum(data) => data.variants.iter().map(|variant| types(&variant.fields)).collect(),
        Data::Union(_) => TokenStream::new(),
    }
}

fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}
