//! Methods that are made of the method of an operation: they have its parameters, but for those that they give themselves.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::{MANY, explained_of, in_order, parameter};
use crate::model::clients::{Argument, Client, Operation};
use crate::rust::docs::deprecated;
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The signature of such a method. What it returns calls the operation again and again, and so keeps what it borrows.
pub(super) struct Derived<'o> {
    client: &'o Client,
    operation: &'o Operation,
    arguments: Vec<&'o Argument>,
    parameters: Vec<TokenStream>,
    borrows: bool,
}

impl<'o> Derived<'o> {
    /// Of an operation, without the arguments, by position, that `is_given`.
    pub(super) fn new(
        scope: &Scope<'_>,
        client: &'o Client,
        operation: &'o Operation,
        is_given: impl Fn(usize) -> bool,
    ) -> Self {
        let is_left = |argument: &&Argument| {
            let at = operation.arguments.iter().position(|known| std::ptr::eq(known, *argument));
            !at.is_some_and(&is_given)
        };
        let arguments: Vec<&Argument> =
            in_order(operation).filter(|known| known.is_parameter()).filter(is_left).collect();
        let mut borrows = false;
        let parameters = arguments.iter().map(|argument| {
            let (name, ty) = (snake(&argument.name), kept(parameter(scope, client, argument), &mut borrows));
            quote!(#name: #ty)
        });
        let parameters = parameters.collect();
        Self { client, operation, arguments, parameters, borrows }
    }

    pub(super) fn parameters(&self) -> &[TokenStream] {
        &self.parameters
    }

    /// The generics of the method.
    pub(super) fn lifetime(&self) -> Option<TokenStream> {
        self.borrows.then(|| quote!(<'c>))
    }

    /// The lifetime of what it returns.
    pub(super) fn life(&self) -> Option<TokenStream> {
        self.borrows.then(|| quote!('c))
    }

    /// The same where it has to be written.
    pub(super) fn lasting(&self) -> TokenStream {
        self.life().unwrap_or_else(|| quote!('_))
    }

    /// What is said about the parameters.
    pub(super) fn explained(&self, scope: &Scope<'_>) -> TokenStream {
        explained_of(scope, self.client, self.arguments.iter().copied())
    }

    /// The attributes of the method.
    pub(super) fn attributes(&self) -> TokenStream {
        let deprecation = deprecated(self.operation.deprecated.as_deref());
        let many = (self.parameters.len() > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        quote!(#deprecation #many)
    }
}

/// A type whose references live as long as what the method returns.
fn kept(ty: TokenStream, borrows: &mut bool) -> TokenStream {
    let mut kept = TokenStream::new();
    for token in ty {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                *borrows = true;
                let life = [Punct::new('\'', Spacing::Joint).into(), Ident::new("c", Span::call_site()).into()];
                kept.extend(std::iter::once(TokenTree::Punct(punct)).chain(life));
            }
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                let mut inner = Group::new(group.delimiter(), self::kept(group.stream(), borrows));
                inner.set_span(group.span());
                kept.extend([TokenTree::Group(inner)]);
            }
            other => kept.extend([other]),
        }
    }
    kept
}
