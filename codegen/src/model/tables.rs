//! The `tables` section, resolved: classifications of texts by the words in them.

use super::arena::{Arena, Id};
use super::enums::Enum;
use super::names::{Name, Scope};
use super::resolver::Resolver;
use super::symbols::Declaration;
use super::types::{Shape, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::raw::tables::RawTable;
use crate::raw::{Named, Text};
use crate::source::quoted;

/// A classification of texts: which word of an enum each has.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The enum, whose members stand in an order.
    pub gives: Id<TypeDeclaration>,
    /// What is done to a text before it is looked up, each once.
    pub normalize: Vec<Normalization>,
    /// Whole texts and their members, sorted by text.
    pub whole: Words,
    /// Where texts are taken apart; empty without parts.
    pub split: String,
    /// The parts, in the order in which they stand in a text.
    pub parts: Vec<Part>,
    /// Which member a text has whose parts have several.
    pub combine: Combination,
    /// The member of everything else.
    pub default: usize,
}

/// Texts and their members, sorted by text.
pub type Words = Vec<(String, usize)>;

/// Words for one part of a text.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name.
    pub name: Name,
    /// Texts and their members, sorted by text.
    pub words: Words,
}

/// What is done to a text before it is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normalization {
    /// `lower`
    Lower,
    /// `trim`
    Trim,
}

impl Normalization {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] = [("lower", Self::Lower), ("trim", Self::Trim)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }

    fn apply(self, text: &str) -> String {
        match self {
            Self::Lower => text.to_lowercase(),
            Self::Trim => text.trim().to_owned(),
        }
    }
}

/// Which member a text has whose parts have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Combination {
    /// `first`: that of the first part that has one.
    #[default]
    First,
    /// `highest`: the last of them in the order of the enum.
    Highest,
    /// `lowest`: the first of them in the order of the enum.
    Lowest,
}

impl Combination {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 3] =
        [("first", Self::First), ("highest", Self::Highest), ("lowest", Self::Lowest)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// Resolves one declaration.
pub(super) fn resolve(
    declaration: Declaration,
    raw: &RawTable,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Table> {
    let gives = resolver.type_named(&raw.gives)?;
    let Shape::Enum(words) = &types[gives].shape else {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::WrongKindOfReference,
                raw.gives.span,
                format!("a table gives words of an enum, and `{}` is none", raw.gives.value),
            )
            .label("no enum")
            .related(types[gives].declaration.span, "declared here")
            .help("name an enum: its words are ordered from the lowest to the highest"),
        );
        return None;
    };
    let normalize: Vec<Normalization> = raw.normalize.iter().map(|word| word.value).collect();
    let mut work = Work { given: words, of: &types[gives].declaration, normalize: &normalize, resolver };
    let default = work.member(&raw.default);
    let whole = work.words(&raw.whole, None);
    let split = work.split(raw);
    let parts = work.parts(raw, split.as_deref());
    if raw.whole.is_empty() && raw.parts.is_empty() {
        work.resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, declaration.span, "this table has no words")
                .label("has neither `whole` nor `parts`")
                .help("add `whole:` for whole texts, or `split:` and `parts:` for parts of them"),
        );
    }
    Some(Table {
        declaration,
        gives,
        whole,
        split: split.unwrap_or_default(),
        parts,
        combine: raw.combine.unwrap_or_default(),
        default: default?,
        normalize,
    })
}

struct Work<'a, 'r> {
    given: &'a Enum,
    /// The declaration of the enum.
    of: &'a Declaration,
    normalize: &'a [Normalization],
    resolver: &'a mut Resolver<'r>,
}

impl Work<'_, '_> {
    /// The member of the enum with this name or spelling.
    fn member(&mut self, written: &Text) -> Option<usize> {
        let is_meant = |text: &str| text == written.value;
        let members = &self.given.members;
        let found = members.iter().position(|one| is_meant(one.name.as_written()) || is_meant(&one.wire));
        if found.is_none() {
            let message = format!("`{}` has no member {}", self.of.name.as_written(), quoted(&written.value));
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, written.span, message)
                    .label("not a word of this enum")
                    .related(self.of.span, "declared here")
                    .help(suggest::help(&written.value, members.iter().map(|member| member.name.as_written()))),
            );
        }
        found
    }

    /// Texts by members as members by texts; those of a part that is not the last one hold no separator.
    fn words(&mut self, raw: &[Named<Vec<Text>>], separator: Option<&str>) -> Words {
        let mut words: Vec<(&Text, usize)> = Vec::new();
        for Named { name, value } in raw {
            let Some(member) = self.member(name) else { continue };
            for text in value {
                match words.iter().find(|(known, _)| known.value == text.value) {
                    Some((known, _)) => self.resolver.diagnostics.push(
                        Diagnostic::new(Code::DuplicateName, text.span, format!("`{}` is here twice", text.value))
                            .label("has a word already")
                            .related(known.span, "it is here, too")
                            .help("remove one of them"),
                    ),
                    None => words.push((text, member)),
                }
                self.check_reachable(text, separator);
            }
        }
        let mut words: Words = words.into_iter().map(|(text, member)| (text.value.clone(), member)).collect();
        words.sort();
        words
    }

    /// A text that is looked up is normalized, and has no separator where it is a part.
    fn check_reachable(&mut self, text: &Text, separator: Option<&str>) {
        let normal = self.normalize.iter().fold(text.value.clone(), |text, step| step.apply(&text));
        let (label, help) = match separator {
            _ if normal != text.value => ("is never looked up like this", format!("write it as {}", quoted(&normal))),
            Some(separator) if text.value.contains(separator) => {
                ("holds what texts are split at", "write the part alone, or the whole text under `whole`".to_owned())
            }
            _ => return,
        };
        let message = format!("{} matches nothing", quoted(&text.value));
        self.resolver
            .diagnostics
            .push(Diagnostic::new(Code::UnusedSelector, text.span, message).label(label).help(help));
    }

    /// Where texts are taken apart; it is there when parts are.
    fn split(&mut self, raw: &RawTable) -> Option<String> {
        let finding = match (&raw.split, raw.parts.first()) {
            (None, Some(part)) => Diagnostic::new(Code::MissingKey, part.name.span, "parts of texts have a separator")
                .label("`split` is missing")
                .help("add `split: \":\"`"),
            (Some(split), None) => Diagnostic::new(Code::MissingKey, split.span, "nothing is looked up of the parts")
                .label("`parts` is missing")
                .help("add `parts:`, or remove `split`"),
            (Some(split), Some(_)) if split.value.is_empty() => {
                Diagnostic::new(Code::InvalidValue, split.span, "texts are split at something")
                    .label("is empty")
                    .help("write a separator: `split: \":\"`")
            }
            (split, _) => return split.as_ref().map(|split| split.value.clone()),
        };
        self.resolver.diagnostics.push(finding);
        None
    }

    fn parts(&mut self, raw: &RawTable, split: Option<&str>) -> Vec<Part> {
        let mut names = Scope::of_declarations();
        let last = raw.parts.len().saturating_sub(1);
        let mut parts = Vec::new();
        for (position, Named { name: written, value }) in raw.parts.iter().enumerate() {
            let words = self.words(value, split.filter(|_| position < last));
            let Some(name) = self.resolver.member(written) else { continue };
            names.claim(name.snake(), written, "part", self.resolver.diagnostics);
            parts.push(Part { name, words });
        }
        parts
    }
}
