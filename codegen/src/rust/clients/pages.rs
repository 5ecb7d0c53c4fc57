//! Lists that are given piece by piece: a method for all items, which is a stream.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::derived::Derived;
use super::operations::{local, qualified, some};
use super::{examples, in_order};
use crate::model::clients::pages::{Around, Pages, Step};
use crate::model::clients::{Client, Operation};
use crate::model::records::Field;
use crate::model::types::{Shape, Type};
use crate::rust::docs::own;
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The method for all items.
pub(super) fn method(scope: &Scope<'_>, client: &Client, operation: &Operation, pages: &Pages) -> TokenStream {
    let given: Vec<usize> = [pages.limit, Some(pages.step.argument())].into_iter().flatten().collect();
    let derived = Derived::new(scope, client, operation, |at| given.contains(&at));
    let (name, of) = (snake(&pages.method), qualified(client, &operation.name));
    let about = own(&format!(
        "All items of [`{0}`](Self::{0}), page by page: a stream, which asks for a page when its first item is asked for.",
        operation.name.snake(),
    ));
    let example = examples::pages(scope, client, operation, pages);
    let (explained, attributes) = (derived.explained(scope), derived.attributes());
    let (lifetime, parameters, life) = (derived.lifetime(), derived.parameters(), derived.life());
    let (item, error, lasting) = (scope.ty(&pages.item), super::error(scope, client), derived.lasting());
    let plan = plan(pages, &of);
    let ask = ask(scope, operation, pages);
    let read = read(scope, operation, pages);
    quote! {
        #about
        #explained
        #example
        #attributes
        pub fn #name #lifetime (& #life self #(, #parameters)*) -> runtime::page::Pages<#lasting, #item, #error> {
            runtime::page::Pages::new(#plan, #ask, #read)
        }
    }
}

fn plan(pages: &Pages, of: &str) -> TokenStream {
    let step = match pages.step {
        Step::Offset(_) => quote!(by_offset),
        Step::Cursor(_) => quote!(by_cursor),
    };
    let size = pages.size.map(Literal::u32_unsuffixed).map(|size| quote!(.size(#size)));
    quote!(runtime::page::PagePlan::#step(#of) #size)
}

/// The closure that asks for a page.
fn ask(scope: &Scope<'_>, operation: &Operation, pages: &Pages) -> TokenStream {
    let at = local("at", operation.arguments.iter().map(|argument| argument.name.snake()));
    let name = snake(&operation.name);
    let values = in_order(operation).filter(|argument| argument.is_parameter()).map(|argument| {
        let is = |position: usize| std::ptr::eq(argument, &raw const operation.arguments[position]);
        let ty = argument.ty.required().unaliased(&scope.model.types);
        let is_optional = argument.ty.is_optional() || argument.default.is_some() || argument.from.is_some();
        match pages.step {
            Step::Cursor(position) if is(position) => quote!(#at.cursor()),
            Step::Offset(position) if is(position) => {
                let offset = converted(scope, ty, &quote!(#at.offset()));
                let some = some(scope);
                if is_optional { quote!(#some(#offset)) } else { offset }
            }
            _ if pages.limit.is_some_and(is) => {
                let size = match pages.size.filter(|_| !is_optional).map(Literal::u32_unsuffixed) {
                    Some(known) => return converted(scope, ty, &quote!(#at.size().unwrap_or(#known))),
                    None => quote!(#at.size()),
                };
                if *ty == Type::U32 {
                    return size;
                }
                let ty = scope.ty(ty);
                quote!(#size.map(#ty::from))
            }
            _ => {
                let name = snake(&argument.name);
                quote!(#name)
            }
        }
    });
    quote!(move |#at| self.#name(#(#values),*))
}

/// A number of items as a number of this type.
fn converted(scope: &Scope<'_>, ty: &Type, number: &TokenStream) -> TokenStream {
    if *ty == Type::U32 {
        return number.clone();
    }
    let ty = scope.ty(ty);
    quote!(#ty::from(#number))
}

/// The function that says what is in a page.
fn read(scope: &Scope<'_>, operation: &Operation, pages: &Pages) -> TokenStream {
    let Some(around) = &pages.around else { return quote!(runtime::page::Page::new) };
    let Shape::Record(record) = &scope.model.types[around.record].shape else { return TokenStream::new() };
    let field = |at: usize| &record.fields[at];
    let (ty, said) = (operation.returns.as_ref().map(|ty| scope.ty(ty)), said(around, &field));
    let items = taken(field(around.items));
    let items = if field(around.items).ty.is_optional() { quote!(#items.unwrap_or_default()) } else { items };
    quote!(|page: #ty| runtime::page::Page::new(#items) #said)
}

/// What the fields beside the items say.
fn said<'f>(around: &Around, field: &dyn Fn(usize) -> &'f Field) -> TokenStream {
    let total = around.total.map(field).map(|total| {
        let value = taken(total);
        if total.ty.is_optional() { quote!(.given_total(#value)) } else { quote!(.total(#value)) }
    });
    let more = around.more.map(field).map(taken).map(|more| quote!(.more(#more)));
    let next = around.next.map(field).map(taken).map(|next| quote!(.next(#next)));
    quote!(#total #more #next)
}

fn taken(field: &Field) -> TokenStream {
    let name = snake(&field.name);
    quote!(page.#name)
}
