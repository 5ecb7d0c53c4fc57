//! `#[derive(Settings)]`: a struct read from the environment.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Fields, GenericArgument, Ident, PathArguments, Type};
use typeloom::diagnostic::{Code, Diagnostic, Span};
use typeloom::rust::derives;
use typeloom::source::{Entry, Node, NodeValue, RustNode, Spanned};

use super::reading::Reading;
use super::{expansion, generics, keys, nodes, rust_types};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let Some(node) = description(&input, &mut reading) else {
        return reading.check().map(|()| TokenStream::new());
    };
    let model = reading.resolve("settings", &input.ident, node)?;
    let target = generics::target(&input, &quote!(::std::str::FromStr));
    expansion::emit(&model, &reading, |scope| {
        model.settings.iter().map(|(_, settings)| derives::settings(scope, &target, settings)).collect()
    })
}

/// The struct as the `settings` section would have it.
fn description(input: &DeriveInput, reading: &mut Reading) -> Option<Node> {
    let at = reading.places.token(input.ident.span());
    let said = nodes::arguments(&input.attrs, "settings", reading);
    let said = keys::allowed(said, "settings", &["prefix"], reading);
    let prefix = said.first().map(|entry| prefix(entry, reading)).unwrap_or_default();
    let fields = match &input.data {
        Data::Struct(data) if !matches!(data.fields, Fields::Unnamed(_)) => &data.fields,
        _ => {
            reading.findings.push(
                Diagnostic::new(Code::WrongShape, at, "settings are a struct whose fields have names")
                    .label("has no named fields")
                    .help(format!("write `struct {} {{ host: String }}`", input.ident)),
            );
            return None;
        }
    };
    let fields = fields.iter().filter_map(|field| {
        let ident = field.ident.as_ref()?;
        let key = nodes::name(ident, &mut reading.places);
        let said = nodes::arguments(&field.attrs, "settings", reading);
        let value = nodes::mapping(setting(ident, &field.ty, said, &prefix, reading)?, key.span);
        Some(Entry { key, value })
    });
    let fields: Vec<_> = fields.collect();
    // All of them were reported.
    if fields.is_empty() && !reading.findings.is_empty() {
        return None;
    }
    let fields = nodes::mapping(fields, at);
    Some(nodes::mapping(vec![nodes::entry("fields", at, fields)], at))
}

/// What stands before the names of variables; one that cannot is reported here, not at every field.
fn prefix(entry: &Entry, reading: &mut Reading) -> String {
    let Some(prefix) = entry.value.text("a prefix", &mut reading.findings) else { return String::new() };
    let is_word = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    if prefix.value.bytes().all(is_word) && !prefix.value.starts_with(|first: char| first.is_ascii_digit()) {
        return prefix.value;
    }
    let message = format!("`{}` begins no name of an environment variable", prefix.value);
    reading.findings.push(
        Diagnostic::new(Code::InvalidVariable, prefix.span, message)
            .label("needs capital letters, digits and `_`, no digit first")
            .help("write it like `SHOP_`"),
    );
    String::new()
}

/// The keys of one setting.
fn setting(ident: &Ident, ty: &Type, said: Vec<Entry>, prefix: &str, reading: &mut Reading) -> Option<Vec<Entry>> {
    const OWN: [&str; 2] = ["env", "default"];
    let allowed: Vec<_> = OWN.iter().chain(keys::RULES).copied().collect();
    let (is_secret, said): (Vec<Entry>, Vec<Entry>) = said.into_iter().partition(|entry| entry.key.value == "secret");
    for entry in is_secret {
        reading.findings.push(
            Diagnostic::new(Code::UnknownKey, entry.key.span, "`secret` is no key of an attribute")
                .label("the type of the field says it")
                .help("write `Secret<String>` for the type of the field"),
        );
    }
    let mut entries = keys::allowed(said, "a setting", &allowed, reading);
    let name = reading.places.text(format!("{prefix}{}", ident.unraw().to_string().to_uppercase()), ident.span());
    let at = name.span;
    if entries.iter().all(|entry| entry.key.value != "env") {
        entries.push(nodes::entry("env", at, nodes::text(name)));
    }
    entries.extend(described(ty, at, reading)?);
    Some(entries)
}

/// Words of the language for types of settings.
const SETTINGS: [&str; 8] = ["string", "bool", "i32", "i64", "u32", "u64", "f64", "duration"];

/// `url` as Rust has it.
fn pascal(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

/// The type of a setting, and whether it is a secret.
fn described(ty: &Type, at: Span, reading: &mut Reading) -> Option<Vec<Entry>> {
    let is_optional = inside(ty, "Option");
    let secret = inside(is_optional.unwrap_or(ty), "Secret");
    let mut node = rust_types::node(secret.or(is_optional).unwrap_or(ty), reading);
    // Types that the language has words for, and no variable of a schema can hold: here they read themselves.
    if let Some(word) = node.as_text().filter(|word| !SETTINGS.contains(word)) {
        node.value = NodeValue::Rust(RustNode::Type(pascal(word)));
    }
    if matches!(node.value, NodeValue::Sequence(_) | NodeValue::Mapping(_)) {
        reading.findings.push(
            Diagnostic::new(Code::InvalidValue, node.span, "one variable does not hold several values")
                .label("cannot be read from a variable")
                .help("use a `String`, `bool`, number or `Duration`, or a type of your own with `FromStr`"),
        );
        return None;
    }
    if is_optional.is_some() {
        let span = reading.places.of(ty);
        node = nodes::rust(RustNode::Option(Box::new(node)), span);
    }
    let mut entries = vec![nodes::entry("type", at, node)];
    if secret.is_some() {
        entries.push(nodes::entry("secret", at, nodes::word(Spanned::new("true".to_owned(), at))));
    }
    Some(entries)
}

/// The type in the angle brackets of one that is called `name`.
fn inside<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(inner),
        _ => None,
    }
}
