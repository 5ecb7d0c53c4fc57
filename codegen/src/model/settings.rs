//! The `settings` section, resolved: values from the environment, and URLs derived from them.

mod urls;

use super::accessors;
use super::arena::Arena;
use super::defaults::{self, Default};
use super::names::{Name, Scope, WireScope};
use super::resolver::Resolver;
use super::rules::Rules;
use super::symbols::Declaration;
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::Named;
use crate::raw::settings::{RawSetting, RawSettings};
use crate::source::Naming;

/// A group of settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The settings in order.
    pub fields: Vec<Setting>,
    /// The URLs derived from them.
    pub urls: Vec<DerivedUrl>,
}

/// One setting.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The environment variable.
    pub env: String,
    /// The type.
    pub ty: Type,
    /// Where the type is written.
    pub type_span: Span,
    /// What stands in for a variable that is not set.
    pub default: Option<Default>,
    /// Whether the value is redacted in `Debug`.
    pub secret: bool,
    /// Normalisation and checks of text.
    pub rules: Rules,
}

impl Setting {
    /// Whether a value must be given.
    #[must_use]
    pub fn is_required(&self) -> bool {
        !self.ty.is_optional() && self.default.is_none()
    }

    /// Whether values are normalised or refused, so that they cannot be set freely.
    #[must_use]
    pub fn has_rules(&self) -> bool {
        self.rules.can_fail() || self.rules.normalises()
    }
}

/// A URL that is derived from a setting.
#[derive(Clone, Debug)]
pub struct DerivedUrl {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The setting, by position.
    pub from: usize,
    /// What is appended to the origin.
    pub path: String,
    /// Schemes and what replaces them.
    pub schemes: Vec<(String, String)>,
}

impl Settings {
    /// The settings that URLs are derived from, by position, in the order of the URLs.
    #[must_use]
    pub fn url_sources(&self) -> Vec<usize> {
        let mut sources = Vec::new();
        for url in &self.urls {
            if !sources.contains(&url.from) {
                sources.push(url.from);
            }
        }
        sources
    }
}

/// Method names that every group of settings has.
const TAKEN: [&str; 4] = ["new", "from_env", "from_environment", "origin"];

/// Resolves one declaration.
pub fn resolve(
    declaration: Declaration,
    raw: &RawSettings,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Settings {
    if raw.fields.is_empty() {
        let empty =
            super::events::empty(declaration.span, "no setting is declared here", "add a setting under `fields:`");
        resolver.diagnostics.push(empty);
    }
    let mut names = Scope::default();
    let mut variables = WireScope::new(Code::DuplicateVariable, "the variable")
        .help("let each setting read a variable of its own, or remove one of the settings");
    let mut fields: Vec<Setting> = Vec::new();
    for named in &raw.fields {
        let Some(name) = resolver.member(&named.name) else { continue };
        // The fields of Rust code have no getters and setters, which could be called like others.
        let is_free = resolver.naming() == Naming::Rust
            || !is_taken(&name, named.name.span, resolver)
                && names.claim(name.snake(), &named.name, "setting", resolver.diagnostics)
                && names.claim(format!("with_{}", name.snake()), &named.name, "setting", resolver.diagnostics);
        if !is_free {
            continue;
        }
        check_variable(&named.value, resolver);
        variables.claim(&named.value.env.value, named.value.env.span, resolver.diagnostics);
        fields.push(resolve_field(named, name, types, resolver));
    }
    let mut urls = Vec::new();
    for named in &raw.urls {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if is_taken(&name, named.name.span, resolver)
            || !names.claim(name.snake(), &named.name, "URL", resolver.diagnostics)
        {
            continue;
        }
        urls.extend(urls::resolve(&named.value, name, &fields, types, resolver));
    }
    Settings { declaration, fields, urls }
}

fn is_taken(name: &Name, span: Span, resolver: &mut Resolver<'_>) -> bool {
    let taken = TAKEN.contains(&name.snake().as_str());
    if taken {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, span, format!("all settings have a method `{}`", name.snake()))
                .label("taken by a generated method")
                .help("choose another name"),
        );
    }
    taken
}

/// Letters, digits and underscores, no digit first: what every shell can set.
fn check_variable(raw: &RawSetting, resolver: &mut Resolver<'_>) {
    let name = &raw.env.value;
    let is_word = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '_';
    if !name.is_empty() && name.chars().all(is_word) && !name.starts_with(|first: char| first.is_ascii_digit()) {
        return;
    }
    let better: String = name
        .to_ascii_uppercase()
        .chars()
        .map(|character| if is_word(character) { character } else { '_' })
        .skip_while(char::is_ascii_digit)
        .collect();
    let better = (!better.is_empty()).then(|| format!("write `{better}`"));
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidVariable, raw.env.span, format!("`{name}` is no name of an environment variable"))
            .label("needs capital letters, digits and `_`, no digit first")
            .help(better),
    );
}

fn resolve_field(
    raw: &Named<RawSetting>,
    name: Name,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Setting {
    let setting = &raw.value;
    let ty = resolver.ty(&setting.ty);
    check_type(&ty, setting, types, resolver);
    let rules = Rules::resolve(&setting.rules, resolver.diagnostics);
    if let Some(span) = setting.rules.first_span()
        && *ty.required() != Type::String
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, span, "this rule is for text".to_owned())
                .label("the setting is no `string`")
                .help("put rules for other types into a newtype"),
        );
    }
    Setting {
        default: default(setting, &ty, &rules, types, resolver),
        name,
        span: raw.name.span,
        doc: setting.about.doc_text(),
        deprecated: setting.about.deprecated_text(),
        env: setting.env.value.clone(),
        ty,
        type_span: setting.ty.span,
        secret: setting.secret,
        rules,
    }
}

fn check_type(ty: &Type, raw: &RawSetting, types: &Arena<TypeDeclaration>, resolver: &mut Resolver<'_>) {
    if is_setting(ty.required(), types) {
        return;
    }
    resolver.diagnostics.push(
        Diagnostic::new(
            Code::InvalidValue,
            raw.ty.span,
            format!("a setting cannot be {}", accessors::described(ty, types)),
        )
        .label("cannot be read from a variable")
        .help("it can be `string`, `bool`, a number, `duration`, an enum, or a newtype of one of these"),
    );
}

/// Whether one environment variable can hold a value of the type.
fn is_setting(ty: &Type, types: &Arena<TypeDeclaration>) -> bool {
    match ty {
        // A type of Rust reads itself from text, or the compiler says that it cannot.
        Type::String | Type::Bool | Type::F64 | Type::Duration | Type::Rust(_) => true,
        Type::Named(id) => match &types[*id].shape {
            Shape::Enum(_) => true,
            Shape::Newtype(newtype) => !matches!(newtype.inner, Type::Named(_)) && is_setting(&newtype.inner, types),
            _ => false,
        },
        other => other.is_integer(),
    }
}

/// The default, normalised; one that breaks the rules of its setting is reported.
fn default(
    raw: &RawSetting,
    ty: &Type,
    rules: &Rules,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Default> {
    let literal = raw.default.as_ref()?;
    if let (Type::Rust(_), Some(text)) = (ty.required(), literal.0.as_text()) {
        return Some(Default::Text(text.to_owned()));
    }
    let value = defaults::resolve(literal, ty, types, resolver.diagnostics)?;
    let (Default::Text(text), Type::String) = (&value, ty.required()) else { return Some(value) };
    match rules.apply(text) {
        Ok(text) => Some(Default::Text(text)),
        Err(broken) => {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::InvalidDefault,
                    literal.0.span,
                    "the default breaks a rule of its setting".to_owned(),
                )
                .label(broken)
                .help("change the default or the rule"),
            );
            None
        }
    }
}
