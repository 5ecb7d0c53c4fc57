//! Kinds of content, and what is sent for each.

use super::resolve::Work;
use super::{Content, ContentKind, Store, StreamContent, ValueContent};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::accessors::{self, Path, Start, described};
use crate::model::arena::Id;
use crate::model::forms::{Form, Parameter, ParameterType};
use crate::model::names::{Name, Scope};
use crate::model::symbols::Symbol;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::forms::RawValue;
use crate::raw::threads::{RawContent, RawContentKind, RawStore};
use crate::raw::{Named, Text};

/// Names of what stands beside content where it is sent.
pub(super) const BESIDE: [&str; 5] = ["target", "metadata", "version", "append", "content"];

impl Work<'_, '_> {
    /// One kind of content.
    pub(super) fn content(&mut self, named: &Named<RawContent>) -> Option<Content> {
        let mut own = Scope::default();
        super::resolve::member_name(&named.name, "content", &mut own, &BESIDE, self.resolver)?;
        let name = self.claim(&named.name, "content_")?;
        let raw = &named.value;
        let kind = match &raw.kind {
            RawContentKind::Value { ty, non_empty, store, gives } => {
                self.value_content(&named.name, ty, non_empty, store.as_ref(), gives.as_ref())?
            }
            RawContentKind::Stream(stream) => {
                let delta = [parameter("text", Type::String), parameter("append", Type::Bool)];
                let delta = self.sent(&named.name, delta, &stream.delta);
                let end = self.sent(&named.name, [], &stream.end);
                let whole = self.sent(&named.name, [parameter("text", Type::String)], &stream.whole);
                ContentKind::Stream(Box::new(StreamContent { delta: delta?, end: end?, whole: whole? }))
            }
        };
        Some(Content { name, span: named.name.span, doc: raw.about.doc_text(), kind })
    }

    fn value_content(
        &mut self,
        name: &Text,
        ty: &Text,
        non_empty: &[Text],
        store: Option<&RawStore>,
        gives: Option<&RawValue>,
    ) -> Option<ContentKind> {
        let subject = name.value.clone();
        if ty.value == "string" {
            let Some(gives) = gives else { return self.nothing_sent(name) };
            if let Some(field) = non_empty.first() {
                self.invalid(
                    field.span,
                    "nothing is sent for an empty text anyway",
                    "says nothing new",
                    "leave it out",
                );
            }
            return self.sent(name, [parameter(&subject, Type::String)], gives).map(ContentKind::Text);
        }
        let id = match self.resolver.symbol(ty)? {
            Symbol::Type(id) => id,
            Symbol::Document(document) => {
                let Some(gives) = gives else { return self.nothing_sent(name) };
                if !non_empty.is_empty() || store.is_some() {
                    self.invalid(
                        ty.span,
                        "a document is never empty, and not stored",
                        "is a document",
                        "leave out `non_empty` and `store`",
                    );
                }
                let parameter =
                    Parameter { ty: ParameterType::Document(document), ..parameter(&subject, Type::String) };
                return self.sent(name, [parameter], gives).map(|form| ContentKind::Document(document, form));
            }
            other => {
                self.resolver.wrong_kind(ty, "a type or a document", other);
                return None;
            }
        };
        let Some(gives) = gives else {
            return if id == self.emits { Some(ContentKind::AsIs) } else { self.nothing_sent(name) };
        };
        let non_empty: Vec<_> = non_empty.iter().map(|field| self.list_or_text(field, id)).collect();
        let whole = Type::Named(id);
        let stored = match store {
            Some(store) => Some(self.store(name, &subject, &whole, store)?),
            None => None,
        };
        let version = stored.is_some().then(|| parameter("version", Type::String));
        let parameters = [parameter(&subject, whole)].into_iter().chain(version);
        let form = self.sent(name, parameters, gives)?;
        let non_empty = non_empty.into_iter().collect::<Option<_>>()?;
        Some(ContentKind::Value(Box::new(ValueContent { ty: id, non_empty, store: stored, form })))
    }

    fn store(&mut self, name: &Text, subject: &str, ty: &Type, raw: &RawStore) -> Option<Store> {
        let mut text = |raw: &RawValue| {
            let mut form = self.form(name, vec![parameter(subject, ty.clone())], (raw, &Type::String))?;
            // What is stored is sent afterwards, so that it is never moved here.
            form.parameters.iter_mut().filter(|parameter| parameter.uses > 0).for_each(|parameter| parameter.uses += 1);
            Some(form)
        };
        let (scope, name) = (text(&raw.scope), text(&raw.name));
        Some(Store { scope: scope?, name: name? })
    }

    /// A field that can be empty.
    fn list_or_text(&mut self, field: &Text, record: Id<TypeDeclaration>) -> Option<accessors::Accessor> {
        let path = Path::read(field, self.resolver.diagnostics)?;
        let types = self.around.types;
        let accessor = accessors::resolve(&path, Start::Record(record), types, self.resolver.diagnostics)?;
        if matches!(accessor.ty.unaliased(types), Type::String | Type::List(_) | Type::Map(_)) && !accessor.optional {
            return Some(accessor);
        }
        let label = format!(
            "is {}{}",
            described(&accessor.ty, types),
            if accessor.optional { " that may be missing" } else { "" }
        );
        self.invalid(field.span, "this is never empty", &label, "name a text, list or map that is always there");
        None
    }

    /// What is sent, made of what is given and, wherever it is asked for, the target and the metadata.
    pub(super) fn sent(
        &mut self,
        name: &Text,
        given: impl IntoIterator<Item = Parameter>,
        raw: &RawValue,
    ) -> Option<Form> {
        let target = self.target.map(|record| parameter("target", Type::Optional(Box::new(Type::Named(record)))));
        let metadata = Type::Optional(Box::new(Type::Map(Box::new(Type::Json))));
        let parameters = given.into_iter().chain(target).chain([parameter("metadata", metadata)]);
        let emits = Type::Named(self.emits);
        self.form(name, parameters.collect(), (raw, &emits))
    }

    fn nothing_sent<T>(&mut self, name: &Text) -> Option<T> {
        self.resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, name.span, format!("the content `{}` needs the key `gives`", name.value))
                .label("`gives` is missing")
                .help("write what is sent for it under `gives:`"),
        );
        None
    }
}

pub(super) fn parameter(name: &str, ty: Type) -> Parameter {
    Parameter { name: Name::new(name), ty: ParameterType::Value(ty), uses: 0 }
}
