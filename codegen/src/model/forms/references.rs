//! References in forms: `$parameter.field`, `$property`, and paths into the context.

use super::resolve::Values;
use super::{DocumentPart, ParameterType, Reference, Root, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::accessors::{self, Accessor, Path, Start, described};
use crate::model::types::Type;
use crate::model::unions::as_record;
use crate::raw::Text;
use crate::source::Spanned;

/// The name that stands for a fresh id wherever it is written.
pub(in crate::model) const NEW_ID: &str = "new_id";

impl Values<'_, '_> {
    /// What a path leads to.
    pub(super) fn reference(&mut self, path: &Text) -> Option<Value> {
        if path.value == NEW_ID {
            return Some(Value { ty: Type::String, optional: false, kind: ValueKind::NewId });
        }
        let (root, accessor) = self.root(path)?;
        if let Root::Parameter(position) | Root::Document(position, _) = root {
            self.parameters[position].uses += 1;
        }
        let Accessor { steps, ty, optional } = accessor;
        let reference = Reference { root, steps, ty: ty.clone(), optional };
        Some(Value { ty, optional, kind: ValueKind::Reference(reference) })
    }

    fn root(&mut self, path: &Text) -> Option<(Root, Accessor)> {
        let found = self.found.iter().enumerate().rev().find_map(|(depth, (known, ty))| {
            let rest = path.value.strip_prefix(known.as_str())?;
            (rest.is_empty() || rest.starts_with('.')).then(|| (depth, known.len(), ty.clone()))
        });
        if let Some((depth, length, ty)) = found {
            return Some((Root::Found(depth), self.from(path, length, &ty)?));
        }
        let first = path.value.split(['.', '[']).next().unwrap_or_default();
        let parameter = self.parameters.iter().position(|parameter| parameter.name.as_written() == first);
        if let Some(position) = parameter {
            return match self.parameters[position].ty.clone() {
                ParameterType::Value(ty) => Some((Root::Parameter(position), self.from(path, first.len(), &ty)?)),
                ParameterType::Document(_) => self.document(path, first.len(), position),
            };
        }
        let property = self.around.properties.iter().position(|property| property.name.as_written() == first);
        if let Some(position) = property {
            let property = &self.around.properties[position];
            let ty = property.ty.clone();
            let ty = if property.optional { Type::Optional(Box::new(ty)) } else { ty };
            return Some((Root::Property(position), self.from(path, first.len(), &ty)?));
        }
        if self.around.context.member(first).is_none() {
            self.nothing(path, first);
            return None;
        }
        let parsed = Path::read(path, self.resolver.diagnostics)?;
        let start = Start::Context(self.around.context, self.around.events);
        let accessor = accessors::resolve(&parsed, start, self.around.types, self.resolver.diagnostics)?;
        Some((Root::Context, accessor))
    }

    /// What stands behind the first `length` bytes of a path, followed from a value of `ty`.
    fn from(&mut self, path: &Text, length: usize, ty: &Type) -> Option<Accessor> {
        let required = ty.required().clone();
        if length >= path.value.len() {
            return Some(Accessor { steps: Vec::new(), ty: required, optional: ty.is_optional() });
        }
        let rest = Spanned::new(path.value[length + 1..].to_owned(), path.part(length + 1..path.value.len()));
        let Some((record, _)) = as_record(&required, self.around.types) else {
            let message = format!("{} has no fields", described(&required, self.around.types));
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::NotARecord, rest.span, message)
                    .label("looked for a field here")
                    .help("end the path before this name"),
            );
            return None;
        };
        let parsed = Path::read(&rest, self.resolver.diagnostics)?;
        let accessor =
            accessors::resolve(&parsed, Start::Record(record), self.around.types, self.resolver.diagnostics)?;
        Some(Accessor { optional: accessor.optional || ty.is_optional(), ..accessor })
    }

    /// A part of a document.
    fn document(&mut self, path: &Text, length: usize, position: usize) -> Option<(Root, Accessor)> {
        let word = path.value.get(length + 1..).unwrap_or_default();
        let Some((_, part)) = DocumentPart::WORDS.iter().find(|(known, _)| *known == word) else {
            let span = if word.is_empty() { path.span } else { path.part(length + 1..path.value.len()) };
            let words = DocumentPart::WORDS.iter().map(|(word, _)| *word);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnknownFormName, span, "a form names a part of a document")
                    .label(if word.is_empty() { "is the whole document" } else { "not a part of documents" })
                    .help(suggest::help(word, words)),
            );
            return None;
        };
        let accessor = Accessor { steps: Vec::new(), ty: Type::String, optional: part.is_optional() };
        Some((Root::Document(position, *part), accessor))
    }

    fn nothing(&mut self, path: &Text, first: &str) {
        if self.around.unusable.contains(first) {
            return;
        }
        let parameters = self.parameters.iter().map(|parameter| parameter.name.as_written());
        let properties = self.around.properties.iter().map(|property| property.name.as_written());
        let names: Vec<&str> =
            parameters.chain(properties).chain(self.around.context.member_names()).chain([NEW_ID]).collect();
        self.resolver.diagnostics.push(
            Diagnostic::new(
                Code::UnknownFormName,
                path.part(0..first.len()),
                format!("nothing is called `${first}` here"),
            )
            .label("not found")
            .help(suggest::help(first, names.into_iter())),
        );
    }
}
