//! What an answer says about an action: where its word is, and what the words mean.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::accessors::{self, Accessor, Path, Start, described};
use crate::model::arena::Arena;
use crate::model::clients::Operation;
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::as_record;
use crate::raw::Text;
use crate::raw::guards::RawCheck;
use crate::source::quoted;

/// What is read of an answer.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Leads to the word, an enum or a text.
    pub status: Accessor,
    /// Leads to the id under which it is remembered.
    pub permit: Option<Accessor>,
    /// Lead to why; the first that is there.
    pub reasons: Vec<Accessor>,
}

/// What is read of the answer of an operation, and the type of its word.
pub(super) fn reading(
    raw: &RawCheck,
    (written, operation): (&Text, &Operation),
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<(Reading, Type)> {
    let record = operation.returns.as_ref().and_then(|ty| as_record(ty.required(), types));
    let Some((record, _)) = record else {
        resolver.diagnostics.push(
            Diagnostic::new(Code::NotARecord, written.span, format!("`{}` returns no record", written.value))
                .label("says nothing about an action")
                .help("name an operation that returns a record with a word for what was decided"),
        );
        return None;
    };
    let start = || Start::Record(record);
    let status = Path::read(&raw.status, resolver.diagnostics)
        .and_then(|path| accessors::resolve(&path, start(), types, resolver.diagnostics));
    let mut text = |written: &Text| {
        let path = Path::read(written, resolver.diagnostics)?;
        accessors::resolve_text(&path, start(), types, resolver.diagnostics)
    };
    let permit = raw.permit.as_ref().map(&mut text);
    let reasons: Vec<Option<Accessor>> = raw.reason.iter().map(text).collect();
    let status = status.filter(|status| is_word(status, &raw.status, types, resolver))?;
    let has_permit = permit.is_some();
    let permit = permit.flatten();
    if has_permit && permit.is_none() {
        return None;
    }
    let ty = status.ty.unaliased(types).clone();
    Some((Reading { status, permit, reasons: reasons.into_iter().collect::<Option<_>>()? }, ty))
}

/// Whether a path leads to a word, which is an enum or a text.
fn is_word(status: &Accessor, written: &Text, types: &Arena<TypeDeclaration>, resolver: &mut Resolver<'_>) -> bool {
    let is_word = match status.ty.unaliased(types) {
        Type::String => true,
        Type::Named(id) => matches!(types[*id].shape, Shape::Enum(_)),
        _ => false,
    };
    if !is_word {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidAccessor, written.span, "this path leads to no word")
                .label(format!("is {}", described(&status.ty, types)))
                .help("name a field whose type is an enum, or `string`"),
        );
    }
    is_word
}

/// Reads words of one type, each of which has one meaning.
pub(super) struct Words<'a, 'r> {
    ty: Type,
    types: &'a Arena<TypeDeclaration>,
    known: Vec<(String, Span)>,
    resolver: &'a mut Resolver<'r>,
}

impl<'a, 'r> Words<'a, 'r> {
    pub(super) fn new(ty: Type, types: &'a Arena<TypeDeclaration>, resolver: &'a mut Resolver<'r>) -> Self {
        Self { ty, types, known: Vec::new(), resolver }
    }

    /// Words as they are on the wire.
    pub(super) fn read(&mut self, written: &[Text]) -> Option<Vec<String>> {
        let words: Vec<_> = written.iter().map(|word| self.word(word)).collect();
        words.into_iter().collect()
    }

    fn word(&mut self, written: &Text) -> Option<String> {
        let wire = self.wire(written)?;
        if let Some((_, span)) = self.known.iter().find(|(known, _)| *known == wire) {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, written.span, format!("`{}` has two meanings", written.value))
                    .label("is here again")
                    .related(*span, "it has a meaning already")
                    .help("remove one of them"),
            );
            return None;
        }
        self.known.push((wire.clone(), written.span));
        Some(wire)
    }

    fn wire(&mut self, written: &Text) -> Option<String> {
        let Type::Named(id) = self.ty else { return Some(written.value.clone()) };
        let declared = &self.types[id];
        let Shape::Enum(words) = &declared.shape else { return Some(written.value.clone()) };
        let is_meant = |text: &str| text == written.value;
        let found = words.members.iter().find(|one| is_meant(one.name.as_written()) || is_meant(&one.wire));
        if found.is_none() {
            let name = declared.declaration.name.as_written();
            let message = format!("`{name}` has no member {}", quoted(&written.value));
            let names = words.members.iter().map(|member| member.name.as_written());
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, written.span, message)
                    .label("not a word of this enum")
                    .related(declared.declaration.span, "declared here")
                    .help(suggest::help(&written.value, names)),
            );
        }
        found.map(|member| member.wire.clone())
    }
}
