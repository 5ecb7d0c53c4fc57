//! Operations: what a thread or its message does.

use super::contents::{BESIDE, parameter};
use super::names::content_name;
use super::resolve::Work;
use super::{Argument, Content, ContentKind, ContentSet, Operation, Required, Sends, TargetUse};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::accessors::{self, Path, Start};
use crate::model::forms::{ParameterType, literal};
use crate::model::names::{Name, Scope};
use crate::model::types::Type;
use crate::raw::forms::RawValueKind;
use crate::raw::threads::{RawArgument, RawOperation};
use crate::raw::{Named, Text};

impl Work<'_, '_> {
    /// One operation, whose name is claimed.
    pub(super) fn operation(
        &mut self,
        name: Name,
        named: &Named<RawOperation>,
        contents: &[Content],
        sets: &mut Vec<ContentSet>,
    ) -> Option<Operation> {
        let raw = &named.value;
        let kinds: Vec<_> = raw.contents.iter().map(|content| self.kind_of(content, contents)).collect();
        let kinds: Vec<usize> = kinds.into_iter().collect::<Option<_>>()?;
        let sends = match &raw.gives {
            None => {
                self.apart(&raw.contents, &kinds, contents)?;
                Sends::Contents(self.set(&name, kinds, sets))
            }
            Some(_) if kinds.is_empty() => self.event(named)?,
            Some(gives) => {
                let [kind] = kinds.as_slice() else { return self.not_text(&raw.contents) };
                if !matches!(contents[*kind].kind, ContentKind::Text(_)) {
                    return self.not_text(&raw.contents);
                }
                let text = parameter(contents[*kind].name.as_written(), Type::String);
                Sends::Text(self.sent(&named.name, [text], gives)?)
            }
        };
        if let (Some(target), None) = (&raw.target, self.target) {
            self.invalid(
                target.span,
                "the thread has no target",
                "nothing to deliver to",
                "add `target:` to the thread",
            );
        }
        let asked = |parameter: &str| match &sends {
            Sends::Contents(set) => {
                sets[*set].contents.iter().flat_map(|kind| contents[*kind].forms()).any(|form| form.uses(parameter))
            }
            Sends::Text(form) | Sends::Event { form, .. } => form.uses(parameter),
        };
        let metadata = asked("metadata");
        if let Some(target) = raw.target.as_ref().filter(|_| self.target.is_some() && !asked("target")) {
            let help = "leave it out, or write `$target` into what is sent";
            self.invalid(target.span, "the target is not part of what is sent", "changes nothing", help);
        }
        Some(Operation {
            name,
            doc: raw.about.doc_text(),
            deprecated: raw.about.deprecated_text(),
            target: raw.target.as_ref().map(|target: &crate::source::Spanned<TargetUse>| target.value),
            metadata,
            sends,
        })
    }

    fn kind_of(&mut self, name: &Text, contents: &[Content]) -> Option<usize> {
        let names = || contents.iter().map(|content| content.name.as_written());
        let found = names().position(|known| known == name.value);
        if found.is_none() && !self.around.unusable.contains(&name.value) {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnknownFormName, name.span, format!("no content is called `{}`", name.value))
                    .label("not one of `contents`")
                    .help(suggest::help(&name.value, names())),
            );
        }
        self.used_contents.extend(found);
        found
    }

    /// The type for a list of kinds of content.
    fn set(&mut self, operation: &Name, contents: Vec<usize>, sets: &mut Vec<ContentSet>) -> usize {
        if let Some(known) = sets.iter().position(|set| set.contents == contents) {
            return known;
        }
        let operation = Some(operation).filter(|_| !sets.is_empty());
        sets.push(ContentSet { name: content_name(&self.name, operation), contents });
        sets.len() - 1
    }

    /// What callers give decides which kind of content it is, so that each has a type of its own.
    fn apart(&mut self, names: &[Text], kinds: &[usize], contents: &[Content]) -> Option<()> {
        let mut seen: Vec<Option<ParameterType>> = Vec::new();
        for (name, kind) in names.iter().zip(kinds) {
            let value = |ty: Type| Some(ParameterType::Value(ty.unaliased(self.around.types).clone()));
            let ty = match &contents[*kind].kind {
                ContentKind::Text(_) => value(Type::String),
                ContentKind::Value(content) => value(Type::Named(content.ty)),
                ContentKind::Document(document, _) => Some(ParameterType::Document(*document)),
                ContentKind::AsIs => value(Type::Named(self.emits)),
                ContentKind::Stream(_) => None,
            };
            if seen.contains(&ty) {
                let help = "leave one of them out, or give it another type";
                self.invalid(
                    name.span,
                    "two contents of an operation have one type",
                    "cannot be told from the one before",
                    help,
                );
                return None;
            }
            seen.push(ty);
        }
        Some(())
    }

    fn not_text<T>(&mut self, contents: &[Text]) -> Option<T> {
        let span = contents.first()?.span.to(contents.last()?.span);
        let help = "name one content of the type `string`, or leave out `gives`";
        self.invalid(
            span,
            "an operation with `gives` sends the same for one kind of text",
            "is not one kind of text",
            help,
        );
        None
    }

    /// An operation without content.
    fn event(&mut self, named: &Named<RawOperation>) -> Option<Sends> {
        let raw = &named.value;
        let mut claimed = Scope::default();
        let mut requires = Vec::new();
        for Named { name: written, value: path } in &raw.requires {
            let name = super::resolve::member_name(written, "value", &mut claimed, &BESIDE, self.resolver)?;
            let path = Path::read(path, self.resolver.diagnostics)?;
            let start = Start::Context(self.around.context, self.around.events);
            let accessor = accessors::resolve(&path, start, self.around.types, self.resolver.diagnostics)?;
            requires.push(Required { name, accessor });
        }
        let arguments: Vec<_> = raw.arguments.iter().map(|argument| self.argument(argument, &mut claimed)).collect();
        let arguments: Vec<Argument> = arguments.into_iter().collect::<Option<_>>()?;
        let given = requires.iter().map(|required| (&required.name, required.accessor.ty.clone()));
        let given = given.chain(arguments.iter().map(|argument| (&argument.name, argument.ty.clone())));
        let given: Vec<_> = given.map(|(name, ty)| parameter(name.as_written(), ty)).collect();
        let form = self.sent(&named.name, given, raw.gives.as_ref()?)?;
        let written = raw.requires.iter().map(|named| &named.name).chain(raw.arguments.iter().map(|named| &named.name));
        for name in written.filter(|name| !form.uses(&name.value)) {
            self.unused(name, "is not part of what is sent", "write it into `gives`, or remove it");
        }
        Some(Sends::Event { requires, arguments, form })
    }

    fn argument(&mut self, named: &Named<RawArgument>, claimed: &mut Scope) -> Option<Argument> {
        let taken: Vec<&str> = BESIDE.into_iter().chain(["send", "thread"]).collect();
        let name = super::resolve::member_name(&named.name, "argument", claimed, &taken, self.resolver)?;
        let ty = self.resolver.ty(&named.value.ty);
        let default = match &named.value.default {
            Some(raw) => {
                let RawValueKind::Literal(value) = &raw.kind else {
                    self.invalid(
                        raw.span,
                        "a default is a literal",
                        "is none",
                        "write a value, or make the type optional: `T?`",
                    );
                    return None;
                };
                Some(literal(value, ty.required(), self.around.types, self.resolver)?)
            }
            None => None,
        };
        let (doc, deprecated) = (named.value.about.doc_text(), named.value.about.deprecated_text());
        Some(Argument { name, doc, deprecated, ty, default })
    }
}
