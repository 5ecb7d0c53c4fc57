//! Signatures of operations: what is an `async fn` in the trait as it is written, and a future on the heap behind that.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::visit_mut::{self, VisitMut};
use syn::{FnArg, Ident, Lifetime, Pat, ReceiverKind, ReturnType, Type, parse_quote};
use typeloom::rust::identifiers::identifier;

/// The signature of an operation.
pub(super) struct Signature<'s> {
    written: &'s syn::Signature,
}

impl<'s> Signature<'s> {
    pub(super) fn of(written: &'s syn::Signature) -> Self {
        Self { written }
    }

    /// The arguments but for `self`, each with its name if it has one.
    pub(super) fn arguments(&self) -> impl Iterator<Item = (&'s syn::PatType, Option<&'s Ident>)> {
        self.written.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(argument) => Some((argument, name(argument))),
            FnArg::Receiver(_) => None,
        })
    }

    /// Whether an argument is given, not lent.
    pub(super) fn owns(&self, argument: &str) -> bool {
        self.arguments().any(|(given, name)| {
            name.is_some_and(|name| name.unraw() == argument) && !matches!(*given.ty, Type::Reference(_))
        })
    }

    /// The type behind the arrow.
    pub(super) fn returned(&self) -> Option<TokenStream> {
        match &self.written.output {
            ReturnType::Type(_, ty) => Some(quote!(#ty)),
            ReturnType::Default => None,
        }
    }

    /// The signature that the trait has.
    pub(super) fn of_trait(&self, runtime: &TokenStream) -> syn::Signature {
        self.boxed(runtime)
    }

    /// The signature in the implementation, where names of arguments mean what emitted code means by them.
    pub(super) fn of_stub(&self) -> syn::Signature {
        let mut signature = self.boxed(&quote!(runtime));
        for input in &mut signature.inputs {
            if let FnArg::Typed(argument) = input
                && let Some(name) = name(argument)
            {
                let mut plain = identifier(&name.unraw().to_string());
                plain.set_span(Span::call_site().located_at(name.span()));
                *argument.pat = parse_quote!(#plain);
            }
        }
        signature
    }

    fn boxed(&self, runtime: &TokenStream) -> syn::Signature {
        let mut signature = self.written.clone();
        signature.asyncness = None;
        let mut lifetimes = Lifetimes { found: false };
        for input in &mut signature.inputs {
            if let FnArg::Typed(argument) = input {
                argument.attrs.clear();
                if name(argument).is_none() {
                    *argument.pat = parse_quote!(_);
                }
                lifetimes.visit_type_mut(&mut argument.ty);
            }
        }
        let returned = self.returned().unwrap_or_else(|| quote!(()));
        let borrows = signature.receiver().is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)));
        let lifetime: Lifetime = match (borrows, lifetimes.found) {
            // Reported, and no reason to tell of a lifetime that is nowhere.
            (false, _) => parse_quote!('static),
            (true, true) => parse_quote!('call),
            (true, false) => parse_quote!('_),
        };
        if lifetimes.found {
            signature.generics = parse_quote!(<'call>);
            if let Some(FnArg::Receiver(receiver)) = signature.inputs.first_mut()
                && borrows
            {
                *receiver = parse_quote!(&'call self);
            }
        }
        signature.output = parse_quote!(-> #runtime::BoxFuture<#lifetime, #returned>);
        signature
    }
}

/// The name of an argument that is nothing but a name.
fn name(argument: &syn::PatType) -> Option<&Ident> {
    match &*argument.pat {
        Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => Some(&pattern.ident),
        _ => None,
    }
}

/// Gives references of arguments the lifetime of the call, so that an implementation may hold on to them in its future.
struct Lifetimes {
    found: bool,
}

impl VisitMut for Lifetimes {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(parse_quote!('call));
            self.found = true;
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = parse_quote!('call);
            self.found = true;
        }
    }
}
