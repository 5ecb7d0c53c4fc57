//! How a thread is resolved: each part may use the parts above it.

use std::collections::BTreeSet;

use super::properties::Properties;
use super::{History, PropertySource, Target, Thread};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::Model;
use crate::model::accessors::is_text;
use crate::model::arena::Id;
use crate::model::contexts::Context;
use crate::model::events;
use crate::model::forms::{self, Form, Parameter, ParameterType, Surroundings};
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::symbols::{Declaration, Symbol};
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::forms::{RawForm, RawValue};
use crate::raw::threads::{RawHistory, RawThread};
use crate::raw::{Named, Text};

/// Names of methods that threads have.
const TAKEN: [&str; 9] = [
    "clone",
    "context",
    "from_context",
    "history",
    "inbound_target",
    "message",
    "with_artifacts",
    "with_history",
    "with_ids",
];

/// What the parts of one thread are resolved with.
pub(super) struct Work<'a, 'r> {
    pub(super) name: Name,
    pub(super) around: Surroundings<'a>,
    pub(super) emits: Id<TypeDeclaration>,
    pub(super) target: Option<Id<TypeDeclaration>>,
    pub(super) names: Scope,
    pub(super) used_forms: BTreeSet<usize>,
    pub(super) used_contents: BTreeSet<usize>,
    pub(super) resolver: &'a mut Resolver<'r>,
}

/// Resolves one declaration.
pub(in crate::model) fn resolve(
    declaration: Declaration,
    raw: &RawThread,
    model: &Model,
    defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>,
    resolver: &mut Resolver<'_>,
) -> Option<Thread> {
    let emits = resolver.type_named(&raw.emits);
    let context_id = context(raw, resolver)?;
    // A context that could not be resolved was reported.
    let (context, emits) = (model.contexts.get(context_id)?, emits?);
    let (types, events) = (&model.types, &model.events);
    let mut names = Scope::default();
    let mut unusable = BTreeSet::new();
    let properties = Properties { types, events, context, keeps_ids: true, unusable: &mut unusable, resolver }.resolve(
        &raw.properties,
        &mut names,
        &TAKEN,
    );
    let known = unusable.clone();
    let around =
        Surroundings { types, events, context, defaults, properties: &properties, forms: &[], unusable: &known };
    let name = declaration.name.clone();
    let (used_forms, used_contents) = (BTreeSet::new(), BTreeSet::new());
    let mut work = Work { name, around, emits, target: None, names, used_forms, used_contents, resolver };
    let target = work.target(raw);
    work.target = target.as_ref().map(|target| target.record);
    let reserved = raw.reserved.as_ref().map(|text| work.resolver.interpolate(text));
    let history = raw.history.as_ref().and_then(|history| work.history(history));
    let forms = work.forms(&raw.forms, &mut unusable);
    let known = unusable.clone();
    (work.around.forms, work.around.unusable) = (&forms, &known);
    let contents = keep(&raw.contents, &mut unusable, |named| work.content(named));
    let known = unusable.clone();
    work.around.unusable = &known;
    let mut sets = Vec::new();
    let operations = keep(&raw.operations, &mut unusable, |named| {
        let name = member_name(&named.name, "operation", &mut work.names, &TAKEN, work.resolver)?;
        work.operation(name, named, &contents, &mut sets)
    });
    let is_complete = unusable.is_empty();
    work.around.unusable = &unusable;
    let message = raw.message.as_ref();
    let message = message.and_then(|message| work.message(message, &operations, &contents, &mut sets));
    if is_complete {
        work.all_used(raw, &forms);
    }
    Some(Thread {
        declaration,
        context: context_id,
        emits,
        reserved,
        message,
        target,
        history,
        contents,
        content_sets: sets,
        operations,
        forms,
        properties,
    })
}

fn context(raw: &RawThread, resolver: &mut Resolver<'_>) -> Option<Id<Context>> {
    match resolver.symbol(&raw.context)? {
        Symbol::Context(id) => Some(id),
        other => {
            resolver.wrong_kind(&raw.context, "a context", other);
            None
        }
    }
}

impl Work<'_, '_> {
    pub(super) fn invalid(&mut self, span: Span, message: &str, label: &str, help: &str) {
        self.resolver.diagnostics.push(Diagnostic::new(Code::InvalidThread, span, message).label(label).help(help));
    }

    pub(super) fn unused(&mut self, name: &Text, label: &str, help: &str) {
        let message = format!("`{}` is never used", name.value);
        self.resolver.diagnostics.push(Diagnostic::new(Code::UnusedForm, name.span, message).label(label).help(help));
    }

    /// The name of something that becomes a private method.
    pub(super) fn claim(&mut self, written: &Text, prefix: &str) -> Option<Name> {
        let name = Name::checked(written, self.resolver.diagnostics)?;
        let form = format!("{prefix}{}", name.snake());
        self.names.claim(form, written, prefix.trim_end_matches('_'), self.resolver.diagnostics).then_some(name)
    }

    /// Resolves a form that gives a value of a type.
    pub(super) fn form(
        &mut self,
        name: &Text,
        parameters: Vec<Parameter>,
        (raw, ty): (&RawValue, &Type),
    ) -> Option<Form> {
        forms::resolve(name, parameters, (raw, ty), self.around, &mut self.used_forms, self.resolver)
    }

    /// The forms with names; each may use those above it.
    fn forms(&mut self, raw: &[Named<RawForm>], unusable: &mut BTreeSet<String>) -> Vec<Form> {
        let mut resolved: Vec<Form> = Vec::new();
        for named in raw {
            let form = self.claim(&named.name, "form_").and_then(|_| {
                let parameters = self.parameters(&named.value);
                let ty = match &named.value.ty {
                    Some(ty) => self.resolver.ty(ty),
                    None => Type::Named(self.emits),
                };
                let around = Surroundings { forms: &resolved, unusable, ..self.around };
                let value = (&named.value.gives, &ty);
                forms::resolve(&named.name, parameters?, value, around, &mut self.used_forms, self.resolver)
            });
            if form.is_none() {
                unusable.insert(named.name.value.clone());
            }
            if let Some(form) = &form {
                for (parameter, named) in form.parameters.iter().zip(&named.value.takes) {
                    if parameter.uses == 0 {
                        self.unused(&named.name, "is taken and not looked at", "use it in `gives`, or remove it");
                    }
                }
            }
            let doc = named.value.about.doc_text();
            resolved.extend(form.map(|form| Form { doc, ..form }));
        }
        resolved
    }

    fn parameters(&mut self, raw: &RawForm) -> Option<Vec<Parameter>> {
        let mut names = Scope::default();
        let parameters: Vec<_> = raw
            .takes
            .iter()
            .map(|named| {
                let name = Name::checked(&named.name, self.resolver.diagnostics)?;
                let claimed = names.claim(name.snake(), &named.name, "parameter", self.resolver.diagnostics);
                claimed.then(|| Parameter { name, ty: ParameterType::Value(self.resolver.ty(&named.value)), uses: 0 })
            })
            .collect();
        parameters.into_iter().collect()
    }

    fn target(&mut self, raw: &RawThread) -> Option<Target> {
        let raw = raw.target.as_ref()?;
        let record = events::record(&raw.ty, self.around.types, self.resolver)?;
        let ty = Type::Optional(Box::new(Type::Named(record)));
        let inbound = self.form(&raw.ty, Vec::new(), (&raw.inbound, &ty))?;
        Some(Target { record, inbound })
    }

    fn history(&mut self, raw: &RawHistory) -> Option<History> {
        let item = self.resolver.type_named(&raw.item);
        let properties = self.around.properties;
        let of = properties.iter().position(|property| property.name.as_written() == raw.of.value);
        let Some(of) = of else {
            if self.around.unusable.contains(&raw.of.value) {
                return None;
            }
            let names = properties.iter().map(|property| property.name.as_written());
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownFormName,
                    raw.of.span,
                    format!("no property is called `{}`", raw.of.value),
                )
                .label("not one of `properties`")
                .help(suggest::help(&raw.of.value, names)),
            );
            return None;
        };
        let is_first = matches!(properties[of].source, PropertySource::First { .. });
        if properties[of].ty != Type::String || !is_text(&properties[of].ty, self.around.types) || !is_first {
            self.invalid(
                raw.of.span,
                "a conversation is named by a text",
                "is no `string` of the context",
                "name another property",
            );
            return None;
        }
        let Ok(limit) = u32::try_from(raw.limit.value) else {
            self.invalid(raw.limit.span, "a limit is a number of messages", "is out of range", "write a number from 0");
            return None;
        };
        let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
        Some(History { doc, deprecated, item: item?, of, limit })
    }

    /// Forms and contents that nothing uses are probably misspelled elsewhere.
    fn all_used(&mut self, raw: &RawThread, forms: &[Form]) {
        for (position, form) in forms.iter().enumerate() {
            if self.used_forms.contains(&position) {
                continue;
            }
            let name = Text::new(form.name.as_written().to_owned(), form.span);
            self.unused(&name, "no form, content or operation uses it", "use it as `{ $name: { … } }`, or remove it");
        }
        for (position, named) in raw.contents.iter().enumerate() {
            if !self.used_contents.contains(&position) {
                self.unused(&named.name, "no operation takes it", "add it to `contents` of an operation, or remove it");
            }
        }
    }
}

/// What can be resolved; the names of the rest are kept, so that they are not reported again where they are missing.
fn keep<R, T>(
    raw: &[Named<R>],
    unusable: &mut BTreeSet<String>,
    mut resolve: impl FnMut(&Named<R>) -> Option<T>,
) -> Vec<T> {
    let mut resolved = Vec::new();
    for named in raw {
        match resolve(named) {
            Some(one) => resolved.push(one),
            None => {
                unusable.insert(named.name.value.clone());
            }
        }
    }
    resolved
}

/// A checked name of a method, claimed.
pub(super) fn member_name(
    written: &Text,
    what: &str,
    names: &mut Scope,
    taken: &[&str],
    resolver: &mut Resolver<'_>,
) -> Option<Name> {
    let name = Name::checked(written, resolver.diagnostics)?;
    if taken.contains(&name.snake().as_str()) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, format!("there already is a method `{}`", name.snake()))
                .label("taken by a generated method")
                .help("choose another name"),
        );
        return None;
    }
    names.claim(name.snake(), written, what, resolver.diagnostics).then_some(name)
}
