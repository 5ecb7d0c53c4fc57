//! A trait as the declaration that the `clients` section would have.

use proc_macro2::Span as TokenSpan;
use quote::ToTokens as _;
use syn::spanned::Spanned as _;
use syn::{
    Attribute, GenericArgument, Ident, ItemTrait, LitStr, PathArguments, ReceiverKind, ReturnType, TraitItem,
    TraitItemFn, Type,
};
use typeloom::diagnostic::suggest;
use typeloom::model::clients::Method;
use typeloom::source::{Entry, Node, RustNode};

use super::signature::Signature;
use crate::reading::Reading;
use crate::{nodes, rust_types};

/// A trait, described.
pub(super) struct Described {
    /// The declaration of the client, if it has operations.
    pub(super) node: Option<Node>,
    /// What the struct is to be called.
    pub(super) name: Option<Ident>,
}

/// Attributes of arguments, each with the key of the language.
const PLACES: [(&str, &str); 3] = [("query", "query"), ("header", "headers"), ("body", "body")];

/// What can be said about a client beside `crate`.
const KEYS: [&str; 2] = ["case", "name"];

/// Describes a trait, and says what no client can have.
pub(super) fn describe(declared: &ItemTrait, said: &Attribute, reading: &mut Reading) -> Described {
    let at = reading.places.token(declared.ident.span());
    let mut said = nodes::arguments(std::slice::from_ref(said), "client", reading);
    let name = said.iter().position(|entry| entry.key.value == "name").map(|at| said.remove(at));
    let name = name.and_then(|name| struct_name(&name, reading));
    let unknown = said.extract_if(.., |entry| !KEYS.contains(&entry.key.as_str())).collect::<Vec<_>>();
    for Entry { key, .. } in unknown {
        let help = suggest::help(&key.value, KEYS.into_iter()).unwrap_or_default();
        let message = format!("`client` has no key `{}`\n  help: {help}", key.value);
        reading.fail(syn::Error::new(reading.places.find(key.span).0, message));
    }
    if !declared.generics.params.is_empty() {
        let message = "the trait of a client is not generic\n  help: give the operations the types that the server has";
        reading.fail(syn::Error::new_spanned(&declared.generics.params, message));
    }
    let (mut operations, mut has_operations) = (Vec::new(), false);
    for item in &declared.items {
        match item {
            TraitItem::Fn(function) if is_operation(function) => {
                has_operations = true;
                operations.extend(operation(function, reading));
            }
            TraitItem::Fn(_) => {}
            other => {
                let message =
                    "the trait of a client has methods only\n  help: remove this, or put it into a trait of its own";
                reading.fail(syn::Error::new_spanned(other, message));
            }
        }
    }
    if !has_operations {
        let message =
            "this client has no operations\n  help: add one: `#[get(\"/path\")] async fn name(&self) -> Result<T, E>;`";
        reading.fail(syn::Error::new(declared.ident.span(), message));
    }
    let node = (!operations.is_empty()).then(|| {
        let operations = nodes::entry("operations", at, nodes::mapping(operations, at));
        nodes::mapping(said.into_iter().chain([operations]).collect(), at)
    });
    Described { node, name }
}

/// Whether a method is an operation: any but those with a body and without a method of requests.
pub(super) fn is_operation(function: &TraitItemFn) -> bool {
    function.default.is_none() || function.attrs.iter().any(is_method)
}

/// Whether an attribute names a method of requests: `#[get("/orders")]`.
pub(super) fn is_method(attribute: &Attribute) -> bool {
    Method::WORDS.iter().any(|(word, _)| attribute.path().is_ident(word))
}

/// Method and path of an operation, as people write them: `GET /orders/{id}`.
pub(super) fn address(function: &TraitItemFn) -> Option<String> {
    let attribute = function.attrs.iter().find(|attribute| is_method(attribute))?;
    let path = attribute.parse_args::<LitStr>().ok()?;
    Some(format!("{} {}", attribute.path().get_ident()?.to_string().to_uppercase(), path.value()))
}

fn struct_name(entry: &Entry, reading: &mut Reading) -> Option<Ident> {
    let span = reading.places.find(entry.value.span).0;
    let name = entry.value.as_text().and_then(|text| syn::parse_str::<Ident>(text).ok());
    if name.is_none() {
        reading.fail(syn::Error::new(span, "this is no name of a struct\n  help: write `name = \"OrdersClient\"`"));
    }
    name.map(|mut name| {
        name.set_span(TokenSpan::call_site().located_at(span));
        name
    })
}

fn operation(function: &TraitItemFn, reading: &mut Reading) -> Option<Entry> {
    check(function, reading);
    let key = nodes::name(&function.sig.ident, &mut reading.places);
    let at = key.span;
    let methods: Vec<&Attribute> = function.attrs.iter().filter(|attribute| is_method(attribute)).collect();
    let mut entries: Vec<Entry> = methods.iter().filter_map(|attribute| method(attribute, reading)).collect();
    if methods.is_empty() {
        undescribed(function, reading);
    }
    if entries.is_empty() {
        return None;
    }
    let mut places: Vec<(&str, Vec<Entry>)> = Vec::new();
    for (argument, name) in Signature::of(&function.sig).arguments() {
        let Some(name) = name else {
            reading.fail(syn::Error::new_spanned(&argument.pat, "an argument of an operation is a name"));
            continue;
        };
        let (place, entry) = described(argument, name, reading);
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, entries)) => entries.push(entry),
            None => places.push((place, vec![entry])),
        }
    }
    entries.extend(places.into_iter().map(|(place, arguments)| nodes::entry(place, at, nodes::mapping(arguments, at))));
    entries.extend(returns(function, reading).map(|node| nodes::entry("returns", at, node)));
    Some(Entry { key, value: nodes::mapping(entries, at) })
}

/// What the language has no words for, because a schema cannot say it.
fn check(function: &TraitItemFn, reading: &mut Reading) {
    let signature = &function.sig;
    if signature.asyncness.is_none() {
        let message = "an operation is an `async fn`\n  help: write `async` before `fn`, or give the method a body: then it is no operation";
        reading.fail(syn::Error::new(signature.fn_token.span, message));
    }
    if !signature.generics.params.is_empty() {
        let message = "an operation is not generic\n  help: write the types that are sent and returned; references need no names for lifetimes";
        reading.fail(syn::Error::new_spanned(&signature.generics.params, message));
    }
    match signature.receiver() {
        Some(receiver) if matches!(receiver.kind, ReceiverKind::Reference(_, _, None)) => {}
        Some(receiver) => {
            reading.fail(syn::Error::new_spanned(receiver, "an operation borrows its client\n  help: write `&self`"));
        }
        None => reading
            .fail(syn::Error::new(signature.ident.span(), "an operation borrows its client\n  help: add `&self`")),
    }
    if let Some(body) = &function.default {
        let message =
            "an operation has no body: the macro writes it\n  help: remove the body, or the attribute with the path";
        reading.fail(syn::Error::new_spanned(body, message));
    }
}

/// An attribute with a method and a path as the entry that it stands for.
fn method(attribute: &Attribute, reading: &mut Reading) -> Option<Entry> {
    let word = attribute.path().get_ident()?;
    match attribute.parse_args::<LitStr>() {
        Ok(path) => {
            let key = nodes::name(word, &mut reading.places);
            let value = nodes::text(reading.places.text(path.value(), path.span()));
            Some(Entry { key, value })
        }
        Err(_) => {
            let message = format!("`{word}` needs a path\n  help: write `#[{word}(\"/orders/{{id}}\")]`");
            reading.fail(syn::Error::new_spanned(attribute, message));
            None
        }
    }
}

/// The method that an attribute was probably meant to name.
fn meant(attribute: &Attribute) -> Option<&'static str> {
    let name = attribute.path().get_ident()?.to_string();
    suggest::closest(&name, Method::WORDS.into_iter().map(|(word, _)| word))
}

/// Whether an attribute was probably meant to name a method of requests.
pub(super) fn is_meant(attribute: &Attribute) -> bool {
    meant(attribute).is_some()
}

/// Reports an operation without a method. What is wrong with its path is unknown, so that nothing else is said of it.
fn undescribed(function: &TraitItemFn, reading: &mut Reading) {
    let help = match function.attrs.iter().find_map(meant) {
        Some(word) => format!("did you mean `#[{word}(…)]`?"),
        None => "write `#[get(\"/path\")]` above it; there are `get`, `post`, `put`, `patch` and `delete`".to_owned(),
    };
    let message = format!("this operation does not say how it is called\n  help: {help}");
    reading.fail(syn::Error::new(function.sig.ident.span(), message));
}

/// Where an argument is told to go, and the argument.
fn described(argument: &syn::PatType, name: &Ident, reading: &mut Reading) -> (&'static str, Entry) {
    let key = nodes::name(name, &mut reading.places);
    let at = key.span;
    let mut entries = vec![nodes::entry("type", at, value(&argument.ty, reading))];
    let mut place = "arguments";
    for attribute in &argument.attrs {
        let Some(word) = attribute.path().get_ident() else { continue };
        let Some((_, key)) = PLACES.iter().find(|(known, _)| word == known) else {
            let help = suggest::help(&word.to_string(), PLACES.iter().map(|(known, _)| *known)).unwrap_or_default();
            reading.fail(syn::Error::new_spanned(attribute, format!("no place is called `{word}`\n  help: {help}")));
            continue;
        };
        if place != "arguments" {
            let message = "an argument goes to one place\n  help: remove one of the attributes";
            reading.fail(syn::Error::new_spanned(attribute, message));
            continue;
        }
        place = key;
        if !matches!(attribute.meta, syn::Meta::Path(_)) {
            match attribute.parse_args::<LitStr>() {
                Ok(wire) => {
                    let wire = nodes::text(reading.places.text(wire.value(), wire.span()));
                    entries.push(nodes::entry("wire", at, wire));
                }
                Err(_) => {
                    let message =
                        format!("expected a name in quotes\n  help: write `#[{word}(\"name\")]`, or `#[{word}]`");
                    reading.fail(syn::Error::new_spanned(attribute, message));
                }
            }
        }
    }
    (place, Entry { key, value: nodes::mapping(entries, at) })
}

/// The type of an argument, whether it is given or lent: only what may be absent and what is a list make a difference.
fn value(ty: &Type, reading: &mut Reading) -> Node {
    match ty {
        Type::Reference(reference) => value(&reference.elem, reading),
        Type::Group(group) => value(&group.elem, reading),
        Type::Paren(paren) => value(&paren.elem, reading),
        Type::Slice(slice) => list(ty, &slice.elem, reading),
        Type::Path(path) => match rust_types::container(path) {
            Some((name, inner)) if name == "Option" => {
                let inner = Box::new(value(inner, reading));
                nodes::rust(RustNode::Option(inner), reading.places.of(ty))
            }
            Some((name, inner)) if name == "Vec" => list(ty, inner, reading),
            _ => plain(ty, reading),
        },
        _ => plain(ty, reading),
    }
}

fn list(ty: &Type, item: &Type, reading: &mut Reading) -> Node {
    let item = value(item, reading);
    nodes::sequence(vec![item], reading.places.of(ty))
}

fn plain(ty: &Type, reading: &mut Reading) -> Node {
    let place = reading.places.of(ty);
    nodes::rust(RustNode::Type(ty.to_token_stream().to_string()), place)
}

/// What an operation returns: the first type in its `Result`, at the place of the whole.
fn returns(function: &TraitItemFn, reading: &mut Reading) -> Option<Node> {
    let help = "help: write `Result<T, E>`, or an alias of it such as `Result<T>`";
    let ReturnType::Type(_, ty) = &function.sig.output else {
        let message = format!("an operation returns a `Result`\n  {help}");
        reading.fail(syn::Error::new(function.sig.ident.span(), message));
        return None;
    };
    let Some(returned) = first_type(ty) else {
        reading.fail(syn::Error::new(ty.span(), format!("this does not say what the operation returns\n  {help}")));
        return None;
    };
    Some(value(returned, reading))
}

fn first_type(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
