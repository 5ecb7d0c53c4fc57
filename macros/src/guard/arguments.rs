//! What is written between the parentheses of `#[guard(…)]`.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprAssign, ExprCall, ExprLit, Lit, Path, Token};
use typeloom::diagnostic::suggest;

/// The guard and what it is told.
pub(super) struct Arguments {
    /// The expression of the guard.
    pub(super) guard: Expr,
    /// `action = …`
    pub(super) action: Option<Expr>,
    /// `resource = …`
    pub(super) resource: Option<Expr>,
    /// `attributes(name = …)`
    pub(super) attributes: Vec<(String, Expr)>,
    /// `crate = …`
    runtime: Option<Path>,
}

const KEYS: [&str; 4] = ["action", "resource", "attributes", "crate"];

impl Arguments {
    /// Reads them, or says all that is wrong with them.
    pub(super) fn parse(tokens: TokenStream) -> syn::Result<Self> {
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens)?;
        let mut arguments = arguments.into_iter();
        let guard = match arguments.next() {
            Some(Expr::Assign(assign)) => return Err(no_guard(assign.span())),
            Some(guard) => guard,
            None => return Err(no_guard(Span::call_site())),
        };
        let mut reader = Reader {
            read: Self { guard, action: None, resource: None, attributes: Vec::new(), runtime: None },
            errors: None,
        };
        for argument in arguments {
            reader.argument(argument);
        }
        reader.errors.map_or(Ok(reader.read), Err)
    }

    /// The path of the runtime.
    pub(super) fn runtime(&self) -> syn::Result<TokenStream> {
        crate::runtime::path(self.runtime.as_ref())
    }
}

fn no_guard(span: Span) -> syn::Error {
    syn::Error::new(
        span,
        "the guard is missing\n  help: write it first, a parameter, a field or a static: `#[guard(self.guard, action = \"db:read\")]`",
    )
}

struct Reader {
    read: Arguments,
    errors: Option<syn::Error>,
}

impl Reader {
    fn argument(&mut self, argument: Expr) {
        let span = argument.span();
        match argument {
            Expr::Assign(assign) => self.assigned(assign),
            Expr::Call(call) if name(&call.func).is_some_and(|name| name == "attributes") => self.attributes(call),
            Expr::Call(call) if name(&call.func).is_some() => self.unknown(&call.func),
            _ => self.report(
                span,
                "this is no argument of `guard`\n  help: the guard stands first; then come `action = …`, `resource = …` and `attributes(…)`",
            ),
        }
    }

    fn assigned(&mut self, assign: ExprAssign) {
        let ExprAssign { left, right, .. } = assign;
        let slot = match name(&left).as_deref() {
            Some("action") => {
                if matches!(&*right, Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.value().trim().is_empty()) {
                    self.report(right.span(), "an action has a name\n  help: write it, or leave `action` out: the name of the function is the default");
                }
                &mut self.read.action
            }
            Some("resource") => &mut self.read.resource,
            Some("crate") => return self.runtime(&left, &right),
            Some("attributes") => {
                return self.report(left.span(), "attributes have names\n  help: write `attributes(name = value)`");
            }
            _ => return self.unknown(&left),
        };
        if slot.replace(*right).is_some() {
            self.twice(&left);
        }
    }

    fn runtime(&mut self, key: &Expr, path: &Expr) {
        let Expr::Path(path) = path else {
            return self.report(
                path.span(),
                "`crate` is the path of the runtime\n  help: write it like `crate = acme_sdk::runtime`",
            );
        };
        if self.read.runtime.replace(path.path.clone()).is_some() {
            self.twice(key);
        }
    }

    fn attributes(&mut self, call: ExprCall) {
        for argument in call.args {
            let span = argument.span();
            let attribute = match argument {
                Expr::Assign(assign) => name(&assign.left).map(|name| (name, *assign.right, assign.left.span())),
                _ => None,
            };
            let Some((name, value, at)) = attribute else {
                self.report(span, "an attribute is a name and a value\n  help: write `attributes(row = id)`");
                continue;
            };
            if self.read.attributes.iter().any(|(known, _)| *known == name) {
                self.report(at, &format!("the attribute `{name}` is written twice\n  help: remove one of them"));
            }
            self.read.attributes.push((name, value));
        }
    }

    fn unknown(&mut self, key: &Expr) {
        let text = key.to_token_stream().to_string();
        let help = suggest::help(&text, KEYS.into_iter()).map(|help| format!("\n  help: {help}")).unwrap_or_default();
        self.report(key.span(), &format!("`guard` has no key `{text}`{help}"));
    }

    fn twice(&mut self, key: &Expr) {
        let text = key.to_token_stream();
        self.report(key.span(), &format!("the key `{text}` is written twice\n  help: remove one of them"));
    }

    fn report(&mut self, span: Span, message: &str) {
        let error = syn::Error::new(span, message);
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }
}

/// The name that an expression is, if it is one word; `crate` is one, too.
fn name(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Path(path) => path.path.get_ident().map(|ident| ident.to_string().trim_start_matches("r#").to_owned()),
        _ => None,
    }
}
