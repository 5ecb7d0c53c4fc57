//! Names: the text as written, and every form that is derived from it.

use std::collections::HashMap;

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::source::{Spanned, quoted};

/// A name in a schema. Its Rust and wire forms are derived from the same words, so they cannot diverge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    written: String,
    /// Whether it is an identifier of Rust code already, which stays as it is.
    is_rust: bool,
}

/// How names are spelled on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `parentContextId`
    Camel,
    /// `parent_context_id`
    Snake,
    /// `ParentContextId`
    Pascal,
    /// `parent-context-id`
    Kebab,
    /// `PARENT_CONTEXT_ID`
    Screaming,
    /// Exactly as written in the schema.
    AsWritten,
}

impl Case {
    /// The words that select a case in a schema.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("PascalCase", Self::Pascal),
        ("kebab-case", Self::Kebab),
        ("SCREAMING_SNAKE_CASE", Self::Screaming),
        ("as_written", Self::AsWritten),
    ];
}

impl Name {
    /// A name as written in a schema; [`Name::checked`] also checks it.
    #[must_use]
    pub fn new(written: impl Into<String>) -> Self {
        Self { written: written.into(), is_rust: false }
    }

    /// The name that a type, field or variant has in Rust code, without `r#`: every form of it in Rust is itself.
    #[must_use]
    pub fn of_rust(written: impl Into<String>) -> Self {
        Self { written: written.into(), is_rust: true }
    }

    /// Whether it is an identifier of Rust code already.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.is_rust
    }

    /// The name of a member, whose spelling on the wire can be another; a diagnostic if it is no identifier in every form.
    pub fn checked(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::check(written, "", ", and give the spelling on the wire with `wire:`", diagnostics)
    }

    /// The name of a declaration, which is not on the wire; a diagnostic if it is no identifier in every form.
    pub fn declared(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::check(written, "", "", diagnostics)
    }

    /// The name of a file, which stands nowhere in it; a diagnostic if it is no identifier in every form.
    pub fn of_file(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::check(written, "the name of this file ", "", diagnostics)
    }

    fn check(written: &Spanned<String>, subject: &str, further: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = Self::new(written.value.as_str());
        if is_identifier(&name.snake()) && is_identifier(&name.pascal()) {
            return Some(name);
        }
        let message = format!("{} cannot be made into a Rust name", quoted(&written.value));
        let diagnostic = Diagnostic::new(Code::InvalidName, written.span, message)
            .label(format!("{subject}{}", obstacle(&written.value)));
        diagnostics.push(match suggestion(&written.value) {
            Some(better) => diagnostic.help(format!("write `{better}`{further}")),
            None => diagnostic.help(format!("choose a name of the letters `a` to `z` and digits{further}")),
        });
        None
    }

    /// The name exactly as written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// `parent_context_id`: fields, methods, modules.
    #[must_use]
    pub fn snake(&self) -> String {
        if self.is_rust { self.written.clone() } else { self.written.to_snake_case() }
    }

    /// `ParentContextId`: types and variants.
    #[must_use]
    pub fn pascal(&self) -> String {
        if self.is_rust { self.written.clone() } else { self.written.to_pascal_case() }
    }

    /// `PARENT_CONTEXT_ID`: constants.
    #[must_use]
    pub fn screaming(&self) -> String {
        self.written.to_shouty_snake_case()
    }

    /// The spelling in a wire case.
    #[must_use]
    pub fn in_case(&self, case: Case) -> String {
        match case {
            Case::Camel => self.written.to_lower_camel_case(),
            Case::Snake => self.written.to_snake_case(),
            Case::Pascal => self.written.to_pascal_case(),
            Case::Kebab => self.written.to_kebab_case(),
            Case::Screaming => self.screaming(),
            Case::AsWritten => self.written.clone(),
        }
    }

    /// The name in words, for prose in generated documentation: `parent context id`.
    #[must_use]
    pub fn words(&self) -> String {
        self.written.to_snake_case().replace('_', " ")
    }
}

fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// Why a text is no name, as a label.
fn obstacle(written: &str) -> String {
    let is_plain = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    match written.chars().find(|character| !is_plain(character)) {
        Some(' ') => "has a space".to_owned(),
        Some(foreign) => format!("has a `{}`", foreign.escape_debug()),
        None if written.starts_with(|first: char| first.is_ascii_digit()) => "begins with a digit".to_owned(),
        None => "does not begin with a letter".to_owned(),
    }
}

/// A usable name near an unusable one: `1.0.0` becomes `v1_0_0`, `+1` becomes `plus_1`.
fn suggestion(written: &str) -> Option<String> {
    let spelled: Option<String> = written
        .chars()
        .map(|character| match character {
            '+' => Some("plus_".to_owned()),
            '-' | '.' | ' ' | '/' | ':' | '_' => Some("_".to_owned()),
            '<' => Some("less_".to_owned()),
            '>' => Some("greater_".to_owned()),
            '=' => Some("equal_".to_owned()),
            other => other.is_ascii_alphanumeric().then(|| other.to_string()),
        })
        .collect();
    let spelled = spelled?.to_snake_case();
    let spelled =
        if spelled.starts_with(|first: char| first.is_ascii_digit()) { format!("v{spelled}") } else { spelled };
    is_identifier(&spelled).then_some(spelled)
}

/// Names claimed in one Rust scope (the fields of a record, the types of a package); a second claim is a diagnostic
/// that shows both places.
#[derive(Debug, Default)]
pub struct Scope {
    claimed: HashMap<String, (String, Span)>,
    /// Whether the names are those of declarations or files, which are not on the wire.
    of_declarations: bool,
}

impl Scope {
    /// A scope of declarations or files.
    #[must_use]
    pub fn of_declarations() -> Self {
        Self { of_declarations: true, ..Self::default() }
    }

    /// Claims `form` (the name after case conversion) for `written`; reports a collision and returns `false`.
    pub fn claim(
        &mut self,
        form: String,
        written: &Spanned<String>,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some((first, place)) = self.claimed.get(&form) else {
            self.claimed.insert(form, (written.value.clone(), written.span));
            return true;
        };
        let diagnostic = if *first == written.value {
            Diagnostic::new(Code::DuplicateName, written.span, format!("`{}` is declared twice", written.value))
                .label("declared again here")
                .help("rename or remove one of them")
        } else {
            Diagnostic::new(
                Code::NameCollision,
                written.span,
                format!("{what} `{}` and {what} `{first}` are both `{form}` in Rust", written.value),
            )
            .label(format!("also becomes `{form}`"))
            .help(if self.of_declarations {
                "rename one of them"
            } else {
                "rename one of them and keep its spelling on the wire with `wire:`"
            })
        };
        diagnostics.push(diagnostic.related(*place, format!("`{first}` is here")));
        false
    }
}

/// Wire spellings claimed by the members of one declaration.
#[derive(Debug)]
pub struct WireScope {
    code: Code,
    what: &'static str,
    help: &'static str,
    claimed: HashMap<String, Span>,
}

impl WireScope {
    /// A scope whose collisions are reported with `code` and called `what`.
    #[must_use]
    pub fn new(code: Code, what: &'static str) -> Self {
        let help = "a reader could not tell them apart: give one of them another spelling with `wire:`";
        Self { code, what, help, claimed: HashMap::new() }
    }

    /// Says in its own way what would repair a collision.
    #[must_use]
    pub fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// Claims a wire spelling; reports a second claim and returns `false`.
    pub fn claim(&mut self, wire: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        let Some(first) = self.claimed.get(wire) else {
            self.claimed.insert(wire.to_owned(), span);
            return true;
        };
        diagnostics.push(
            Diagnostic::new(self.code, span, format!("{} {} is used twice", self.what, quoted(wire)))
                .label("used again here")
                .related(*first, "first used here")
                .help(self.help),
        );
        false
    }
}

/// Reports a member name that JSON would have to escape: codecs compare and write names byte by byte.
pub fn check_member_name(wire: &str, span: Span, diagnostics: &mut Diagnostics) {
    let label = if wire.is_empty() {
        "is empty".to_owned()
    } else {
        let obstacle = |character: &char| matches!(character, '"' | '\\') || character.is_control();
        let Some(obstacle) = wire.chars().find(obstacle) else { return };
        if obstacle.is_control() {
            format!("has a `{}`", obstacle.escape_default())
        } else {
            format!("has a `{obstacle}`")
        }
    };
    diagnostics.push(
        Diagnostic::new(Code::InvalidValue, span, "this cannot be the name of a member on the wire")
            .label(label)
            .help("write a name without quotes, backslashes and control characters"),
    );
}

/// Names of the prelude that emitted code uses without a path, so that no declaration can have them.
const PRELUDE: &[&str] = &["AsRef", "Default", "Err", "From", "None", "Ok", "Send", "Some", "Sync"];

/// Reports a declaration that would hide a name of Rust's prelude from the code around it, and returns `false`.
pub fn check_prelude(name: &Name, span: Span, diagnostics: &mut Diagnostics) -> bool {
    let form = name.pascal();
    let is_free = !PRELUDE.contains(&form.as_str());
    if !is_free {
        diagnostics.push(
            Diagnostic::new(Code::ReservedName, span, format!("no declaration can be called `{form}`"))
                .label("Rust itself has this name everywhere, and generated code uses it")
                .help(format!("choose a longer name, such as `{form}Value`")),
        );
    }
    is_free
}
