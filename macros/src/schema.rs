//! `schema!`: the generated file, as tokens.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitBool, LitStr, Token};
use typeloom::diagnostic::suggest;
use typeloom::{Builder, Loaded};

use super::runtime;

/// What is written between the parentheses.
struct Input {
    schema: LitStr,
    builder: Builder,
    /// Whether it is said where the runtime is.
    has_runtime: bool,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let schema: LitStr = input.parse()?;
        let mut builder = Builder::new().schema(schema.value());
        let mut has_runtime = false;
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            builder = match name.to_string().as_str() {
                "runtime" => {
                    has_runtime = true;
                    builder.runtime(path(&input.parse()?))
                }
                "serde" => builder.serde(input.parse::<LitBool>()?.value),
                "schemars" => builder.schemars(input.parse::<LitBool>()?.value),
                other => {
                    let help = suggest::help(other, SETTINGS.iter().copied()).unwrap_or_default();
                    let message = format!("`schema!` has no setting `{other}`\n  help: {help}");
                    return Err(syn::Error::new(name.span(), message));
                }
            };
        }
        Ok(Self { schema, builder, has_runtime })
    }
}

/// What can be said behind the path.
const SETTINGS: &[&str] = &["runtime", "serde", "schemars"];

/// A path as people write it; tokens print with spaces between.
fn path(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let Input { schema, mut builder, has_runtime } = syn::parse2(input)?;
    if !has_runtime {
        builder = builder.runtime(runtime::name()?);
    }
    let fail = |message: String| syn::Error::new(schema.span(), message);
    let (text, loaded) = apart_from_the_compiler(|| builder.text()).map_err(|error| fail(format!("{error:?}")))?;
    let code: TokenStream = text.parse().map_err(|error| fail(format!("a mistake in Typeloom itself: {error}")))?;
    let watched = watched(&loaded).map_err(fail)?;
    Ok(quote!(#watched #code))
}

/// Runs the generator, whose tokens are its own.
///
/// Tokens of the compiler belong to the thread of the macro and are slow to walk through; the generator works on all
/// cores and walks much.
fn apart_from_the_compiler<T>(work: impl FnOnce() -> T) -> T {
    /// Goes back to the compiler's tokens, also when a panic passes by.
    struct Apart;
    impl Drop for Apart {
        fn drop(&mut self) {
            proc_macro2::fallback::unforce();
        }
    }
    proc_macro2::fallback::force();
    let _apart = Apart;
    work()
}

/// Constants without names that make the compiler depend on every file that was read.
fn watched(loaded: &Loaded) -> Result<TokenStream, String> {
    let absolute = |path: &Path| {
        let path = std::path::absolute(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        path.to_str().map(ToOwned::to_owned).ok_or_else(|| format!("`{}` is not a path in UTF-8", path.display()))
    };
    let mut watched = TokenStream::new();
    for file in &loaded.files {
        let path = absolute(file)?;
        watched.extend(quote!(
            const _: &[u8] = include_bytes!(#path);
        ));
    }
    Ok(watched)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;
    use typeloom::Builder;

    use super::expand;

    #[test]
    fn the_macro_gives_what_a_build_script_writes() {
        let (text, loaded) = Builder::new().schema("../tests/schema/shop").text().unwrap();
        let written: TokenStream = text.parse().unwrap();
        let expanded = expand(quote!("../tests/schema/shop",)).unwrap().to_string();
        assert!(expanded.ends_with(&written.to_string()));
        assert_eq!(expanded.matches("include_bytes !").count(), loaded.files.len());
    }

    #[test]
    fn settings_are_those_of_the_builder() {
        let builder = Builder::new().schema("../tests/schema/shop").runtime("acme::runtime").serde(true);
        let written: TokenStream = builder.text().unwrap().0.parse().unwrap();
        let input = quote!("../tests/schema/shop", runtime = acme::runtime, serde = true);
        assert!(expand(input).unwrap().to_string().ends_with(&written.to_string()));
    }

    #[test]
    fn mistakes_are_explained() {
        let message = |input| expand(input).unwrap_err().to_string();
        assert!(message(quote!("../tests/schema/shopp")).contains("did you mean `shop`?"));
        assert!(message(quote!("../tests/schema/shop", sered = true)).contains("did you mean `serde`?"));
    }
}
