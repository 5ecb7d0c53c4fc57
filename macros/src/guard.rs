//! `#[guard(…)]`: the body of a function between a check and a report.

mod arguments;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, ItemFn, ReturnType, Type};

use arguments::Arguments;

/// The guarded function; on a mistake the errors and the function as it was, so that nothing else is reported missing.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let error =
                syn::Error::new(error.span(), "a guard stands before a function with a body").into_compile_error();
            return quote!(#error #item);
        }
    };
    let arguments = Arguments::parse(arguments).and_then(|arguments| Ok((arguments.runtime()?, arguments)));
    match (arguments, check(&function)) {
        (Ok((runtime, arguments)), Ok(returned)) => guarded(&runtime, &arguments, &function, returned),
        (arguments, returned) => {
            let errors = arguments.err().into_iter().chain(returned.err()).map(syn::Error::into_compile_error);
            quote!(#(#errors)* #function)
        }
    }
}

/// The type that the function returns, if it is a function that can be guarded.
fn check(function: &ItemFn) -> syn::Result<&Type> {
    if let Some(token) = function.sig.constness {
        return Err(syn::Error::new(
            token.span,
            "a `const fn` cannot be guarded\n  help: remove `const`: the check happens when the function runs",
        ));
    }
    match &function.sig.output {
        ReturnType::Type(_, ty) => Ok(ty),
        ReturnType::Default => Err(syn::Error::new(
            function.sig.ident.span(),
            "a guarded function returns a `Result`, because the guard may refuse\n  \
             help: write `-> Result<(), E>` with an error `E: From<GuardError> + Display`",
        )),
    }
}

fn guarded(runtime: &TokenStream, arguments: &Arguments, function: &ItemFn, returned: &Type) -> TokenStream {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    let guard = borrowed(&arguments.guard);
    let action = action(arguments, function, runtime);
    let is_named = !has_impl(returned);
    let types = is_named.then(|| quote_spanned!(returned.span()=> ::<#returned>));
    let body = if sig.asyncness.is_some() {
        // Tells the block what it returns: `?` and coercions in it rely on that.
        let told = is_named.then(|| {
            quote! {
                if let ::core::option::Option::Some(result) = #runtime::guard::no_result::<#returned>() {
                    return result;
                }
            }
        });
        let statements = &block.stmts;
        quote! {
            #runtime::guard::guarded_async #types(#guard, &#action, async { #told #(#statements)* }).await
        }
    } else {
        let output = is_named.then(|| quote!(-> #returned));
        quote!(#runtime::guard::guarded #types(#guard, &#action, || #output #block))
    };
    quote!(#(#attrs)* #vis #sig { #body })
}

/// The expression of the action.
fn action(arguments: &Arguments, function: &ItemFn, runtime: &TokenStream) -> TokenStream {
    let name = match &arguments.action {
        Some(name) => quote!(#name),
        None => {
            let name = function.sig.ident.to_string();
            let name = name.strip_prefix("r#").unwrap_or(&name);
            quote!(#name)
        }
    };
    let resource = arguments.resource.as_ref().map(|resource| {
        let resource = borrowed(resource);
        quote!(.with_resource(#resource))
    });
    let function = function.sig.ident.to_string();
    let function = function.strip_prefix("r#").unwrap_or(&function);
    // Attributes are looked at, not taken away: the body may need them.
    let attributes = arguments.attributes.iter().map(|(name, value)| {
        let (span, value) = (value.span(), borrowed(value));
        let value = quote_spanned!(span=> ::core::clone::Clone::clone(#value));
        quote!(.with_attribute(#name, #value))
    });
    quote!(#runtime::guard::Action::new(#name).in_function(#function, ::core::module_path!()) #resource #(#attributes)*)
}

/// `&expression`, at the place of the expression.
fn borrowed(expression: &Expr) -> TokenStream {
    let is_operand = matches!(
        expression,
        Expr::Path(_)
            | Expr::Field(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Lit(_)
            | Expr::Macro(_)
            | Expr::Reference(_)
            | Expr::Index(_)
            | Expr::Paren(_)
            | Expr::Unary(_)
    );
    if is_operand {
        quote_spanned!(expression.span()=> &#expression)
    } else {
        quote_spanned!(expression.span()=> &(#expression))
    }
}

/// Whether a type says `impl Trait` somewhere, which can stand in a signature only.
fn has_impl(ty: &Type) -> bool {
    fn search(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => ident == "impl",
            proc_macro2::TokenTree::Group(group) => search(group.stream()),
            _ => false,
        })
    }
    search(quote!(#ty))
}
