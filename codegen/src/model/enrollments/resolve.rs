//! How enrollments are resolved.

use std::collections::BTreeSet;

use super::{ANSWER, Call, Check, Enrollment, EnrollmentOption, NAME, PRIVATE_KEY, PUBLIC_KEY, STORED, Store, Way};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::clients::{self, Client, Operation};
use crate::model::forms::{self, Form, Parameter, ParameterType, Surroundings};
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::settings::Settings;
use crate::model::symbols::{Declaration, Symbol};
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::enrollments::{RawCall, RawCheck, RawEnrollment, RawOption, RawStore, RawWay};
use crate::raw::{Named, Text};

/// Names that functions of an enrollment and parameters of its forms have.
const TAKEN: [&str; 13] = [
    ANSWER,
    "connect",
    "connection",
    "default_store",
    "delete",
    "force_new",
    "list",
    NAME,
    "new",
    PRIVATE_KEY,
    PUBLIC_KEY,
    "store",
    STORED,
];

/// Resolves one declaration; none of one that names no client or record.
pub(in crate::model) fn resolve(
    declaration: Declaration,
    raw: &RawEnrollment,
    model: &Model,
    defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>,
    resolver: &mut Resolver<'_>,
) -> Option<Enrollment> {
    let client = client(&raw.client, model, resolver);
    let record = resolver.type_named(&raw.record).filter(|id| is_record(*id, &raw.record, model, resolver));
    let function = raw.function.as_ref().and_then(|name| Name::declared(name, resolver.diagnostics));
    let store = raw.store.as_ref().and_then(|raw| store(raw, resolver));
    let (options, settings) = options(&raw.options, model, resolver);
    let (client, record) = (client?, record?);
    let unusable = raw.options.iter().map(|named| named.name.value.clone());
    let unusable = unusable.filter(|name| !options.iter().any(|option| option.name.as_written() == name)).collect();
    let mut work = Work { model, defaults, client, options: &options, unusable: &unusable, resolver };
    let with_stored = work.parameters([(STORED, Type::Named(record))]);
    let check = raw.check.as_ref().map(|raw| work.check(raw, &with_stored));
    let ways: Vec<_> = raw.register.iter().map(|named| work.way(named, record, &with_stored)).collect();
    let connect = work.connect(&raw.connect, &with_stored);
    let check = match check {
        Some(check) => Some(check?),
        None => None,
    };
    let ways = ways.into_iter().collect::<Option<Vec<_>>>()?;
    refuse_unreachable(&raw.register, resolver);
    let enrollment = Enrollment {
        declaration,
        function,
        client,
        options: options.clone(),
        settings,
        record,
        store: store?,
        check,
        ways,
        connect,
    };
    unused(&enrollment, raw, resolver);
    Some(enrollment)
}

fn client(written: &Text, model: &Model, resolver: &mut Resolver<'_>) -> Option<Id<Client>> {
    let id = match resolver.symbol(written)? {
        Symbol::Client(id) => id,
        other => {
            resolver.wrong_kind(written, "a client", other);
            return None;
        }
    };
    if !model.clients[id].connects() {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                written.span,
                format!("`{}` is not said how to connect", written.value),
            )
            .label("has neither `connection` nor `auth`")
            .related(model.clients[id].declaration.span, "the client is declared here")
            .help("add `connection` to the client"),
        );
        return None;
    }
    Some(id)
}

fn is_record(id: Id<TypeDeclaration>, written: &Text, model: &Model, resolver: &mut Resolver<'_>) -> bool {
    let is_record = matches!(model.types[id].shape, Shape::Record(_));
    if !is_record {
        resolver.diagnostics.push(
            Diagnostic::new(Code::NotARecord, written.span, format!("`{}` is no record", written.value))
                .label("is what is stored")
                .related(model.types[id].declaration.span, "declared here")
                .help("name a record"),
        );
    }
    is_record
}

/// A directory that stays below that of the user.
fn store(raw: &RawStore, resolver: &mut Resolver<'_>) -> Option<Store> {
    let directory = &raw.directory.value;
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    if !directory.split('/').all(is_part) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, raw.directory.span, "this is no directory below that of the user")
                .label("needs names with `/` between them")
                .help("write a path such as `.shop/sellers`"),
        );
        return None;
    }
    Some(Store { directory: directory.clone(), names: raw.names.unwrap_or_default() })
}

fn options(
    raw: &[Named<RawOption>],
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> (Vec<EnrollmentOption>, Option<Id<Settings>>) {
    let mut sources = clients::Sources::new(&model.settings, &model.types, None);
    let (mut names, mut options) = (Scope::of_declarations(), Vec::new());
    for Named { name: written, value } in raw {
        let setting = value.setting.as_ref().and_then(|setting| sources.credential(setting, value.secret, resolver));
        let ty = resolver.known_ty(&value.ty);
        let Some(name) = Name::declared(written, resolver.diagnostics) else { continue };
        if TAKEN.contains(&name.snake().as_str()) || (name.snake() == "settings" && value.setting.is_none()) {
            resolver.diagnostics.push(
                Diagnostic::new(Code::ReservedName, written.span, format!("no option is called `{}`", written.value))
                    .label("means something else in enrollments")
                    .help("choose another name"),
            );
            continue;
        }
        let Some(ty) = ty else { continue };
        let is_free = names.claim(name.snake(), written, "option", resolver.diagnostics);
        let is_text = *ty.required().unaliased(&model.types) == Type::String;
        if is_free && fits(&ty, is_text, written, value, resolver) {
            let ty = ty.required().clone();
            options.push(EnrollmentOption {
                name,
                doc: value.doc.as_ref().map(|doc| doc.value.clone()),
                ty,
                secret: value.secret,
                setting,
            });
        }
    }
    (options, sources.group())
}

fn fits(ty: &Type, is_text: bool, written: &Text, raw: &RawOption, resolver: &mut Resolver<'_>) -> bool {
    let (problem, help) = if !ty.is_optional() {
        ("would have to be given", "add `?` to its type, and name what stands in for it where it is used")
    } else if raw.secret && !is_text {
        ("is secret, and no text", "give it the type `string?`")
    } else if raw.setting.is_some() && !is_text {
        ("comes from a setting, and is no text", "give it the type `string?`")
    } else {
        return true;
    };
    let message = format!("the option `{}` cannot be of this type", written.value);
    let found = Diagnostic::new(Code::InvalidValue, written.span, message).label(problem).help(help);
    resolver.diagnostics.push(found);
    false
}

/// Behind a way that needs nothing no other is ever gone.
fn refuse_unreachable(raw: &[Named<RawWay>], resolver: &mut Resolver<'_>) {
    let Some(at) = raw.iter().position(|named| named.value.when.is_empty()) else { return };
    for further in &raw[at + 1..] {
        let message = format!("the way `{}` is never gone", further.name.value);
        resolver.diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, further.name.span, message)
                .label("stands behind one that needs nothing")
                .related(raw[at].name.span, "this one is always gone")
                .help("add `when` to the first, or put it last"),
        );
    }
}

/// What is not looked at is probably misspelled elsewhere.
fn unused(enrollment: &Enrollment, raw: &RawEnrollment, resolver: &mut Resolver<'_>) {
    let calls = enrollment.check.iter().map(|check| &check.call).chain(enrollment.ways.iter().map(|way| &way.call));
    let thens = enrollment.check.iter().map(|check| &check.then).chain(enrollment.ways.iter().map(|way| &way.then));
    let connects: Vec<_> = calls.clone().map(|call| &call.connect).chain(thens).chain([&enrollment.connect]).collect();
    let forms =
        calls.flat_map(|call| call.arguments.iter().flatten()).chain(enrollment.ways.iter().map(|way| &way.keep));
    let forms: Vec<&Form> = forms.chain(connects.iter().flat_map(|connect| connect.forms())).collect();
    for (at, option) in enrollment.options.iter().enumerate() {
        let is_given = connects.iter().any(|connect| connect.options().any(|used| used == at));
        if is_given || forms.iter().any(|form| form.uses(option.name.as_written())) {
            continue;
        }
        let written = raw.options.iter().find(|named| named.name.value == option.name.as_written());
        let Some(named) = written else { continue };
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnusedForm, named.name.span, format!("`{}` is never used", named.name.value))
                .label("is taken and not looked at")
                .help("use it in a call, or remove it"),
        );
    }
}

/// What values can refer to.
pub(super) struct Work<'a, 's, 'r> {
    pub(super) model: &'a Model,
    defaults: &'a BTreeSet<(Id<TypeDeclaration>, usize)>,
    pub(super) client: Id<Client>,
    pub(super) options: &'a [EnrollmentOption],
    unusable: &'a BTreeSet<String>,
    pub(super) resolver: &'s mut Resolver<'r>,
}

impl<'a> Work<'a, '_, '_> {
    pub(super) fn around(&self) -> Surroundings<'a> {
        Surroundings {
            types: &self.model.types,
            events: &self.model.events,
            context: None,
            defaults: self.defaults,
            properties: &[],
            forms: &[],
            unusable: self.unusable,
        }
    }

    /// The name, the options that are not secret, and what else there is.
    fn parameters(&self, more: impl IntoIterator<Item = (&'static str, Type)>) -> Vec<Parameter> {
        let parameter = |name: Name, ty| Parameter { name, ty: ParameterType::Value(ty), uses: 0 };
        let shown = self.options.iter().filter(|option| !option.secret);
        let options = shown.map(|option| parameter(option.name.clone(), Type::Optional(Box::new(option.ty.clone()))));
        let more = more.into_iter().map(|(name, ty)| parameter(Name::new(name), ty));
        std::iter::once(parameter(Name::new(NAME), Type::String)).chain(options).chain(more).collect()
    }

    fn check(&mut self, raw: &RawCheck, parameters: &[Parameter]) -> Option<Check> {
        let stale =
            raw.stale.iter().filter_map(|written| clients::status(written, self.resolver.diagnostics)).collect();
        let call = self.call(&raw.call, parameters);
        let then = self.connect(&raw.then, parameters);
        Some(Check { call: call?.0, stale, then })
    }

    fn way(&mut self, named: &Named<RawWay>, record: Id<TypeDeclaration>, with_stored: &[Parameter]) -> Option<Way> {
        let raw = &named.value;
        let name = Name::declared(&named.name, self.resolver.diagnostics);
        let when = raw.when.iter().filter_map(|written| self.option(written)).collect();
        let then = self.connect(&raw.then, with_stored);
        let new_key = raw.new_key.as_ref().map(|written| self.newtype(written));
        let new_key = match new_key {
            Some(new_key) => Some(new_key?),
            None => None,
        };
        let public = new_key.map(|_| (PUBLIC_KEY, Type::String));
        let parameters = self.parameters(public.clone());
        let (call, operation) = self.call(&raw.call, &parameters)?;
        let private = new_key.map(|id| (PRIVATE_KEY, Type::Named(id)));
        let answer = operation.returns.clone().map(|ty| (ANSWER, ty));
        let parameters = self.parameters(public.into_iter().chain(private).chain(answer));
        let given = (&raw.keep, &Type::Named(record));
        let keep = forms::resolve(&named.name, parameters, given, self.around(), &mut BTreeSet::new(), self.resolver)?;
        Some(Way { name: name?, when, call, new_key, keep, then })
    }

    fn option(&mut self, written: &Text) -> Option<usize> {
        let found = self.options.iter().position(|option| option.name.as_written() == written.value);
        if found.is_none() && !self.unusable.contains(&written.value) {
            let names = self.options.iter().map(|option| option.name.as_written());
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedReference,
                    written.span,
                    format!("no option is called `{}`", written.value),
                )
                .label("not among the options")
                .help(suggest::help(&written.value, names)),
            );
        }
        found
    }

    /// A newtype of a text, for a key.
    fn newtype(&mut self, written: &Text) -> Option<Id<TypeDeclaration>> {
        let id = self.resolver.type_named(written)?;
        let is_right =
            matches!(&self.model.types[id].shape, Shape::Newtype(known) if known.inner == Type::String && known.secret);
        if !is_right {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, written.span, format!("`{}` is no secret text", written.value))
                    .label("is what a private key is")
                    .related(self.model.types[id].declaration.span, "declared here")
                    .help("name a newtype: `PrivateKey: { newtype: string, secret: true }`"),
            );
        }
        is_right.then_some(id)
    }

    fn call(&mut self, raw: &RawCall, parameters: &[Parameter]) -> Option<(Call, &'a Operation)> {
        let client = &self.model.clients[self.client];
        let connect = self.connect(&raw.connect, parameters);
        let timeout = raw.timeout.as_ref().and_then(|written| clients::duration(written, self.resolver.diagnostics));
        let names = || client.operations.iter().map(|operation| operation.name.as_written());
        let Some(position) = names().position(|known| known == raw.operation.value) else {
            let (name, client_name) = (&raw.operation.value, client.declaration.name.as_written());
            let message = format!("no operation of `{client_name}` is called `{name}`");
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnresolvedReference, raw.operation.span, message)
                    .label("not among the operations")
                    .related(client.declaration.span, "the client is declared here")
                    .help(suggest::help(name, names())),
            );
            return None;
        };
        let operation = &client.operations[position];
        let arguments = self.arguments(raw, operation, parameters)?;
        Some((Call { operation: position, arguments, connect, timeout }, operation))
    }

    /// A value for each argument that is given; one that has to be and is not is reported.
    fn arguments(
        &mut self,
        raw: &RawCall,
        operation: &Operation,
        parameters: &[Parameter],
    ) -> Option<Vec<Option<Form>>> {
        let mut is_complete = true;
        for named in &raw.arguments {
            let parameters = operation.arguments.iter().filter(|argument| argument.is_parameter());
            let names = parameters.map(|argument| argument.name.as_written());
            if !names.clone().any(|known| known == named.name.value) {
                is_complete = false;
                let message = format!("`{}` has no argument `{}`", raw.operation.value, named.name.value);
                self.resolver.diagnostics.push(
                    Diagnostic::new(Code::UnresolvedReference, named.name.span, message)
                        .label("not among its arguments")
                        .help(suggest::help(&named.name.value, names)),
                );
            }
        }
        let mut forms = Vec::new();
        for argument in &operation.arguments {
            let written = argument.name.as_written();
            let given = raw.arguments.iter().find(|named| named.name.value == written);
            let Some(given) = given else {
                if !argument.ty.is_optional() && argument.from.is_none() {
                    is_complete = false;
                    self.resolver.diagnostics.push(
                        Diagnostic::new(Code::MissingKey, raw.operation.span, format!("the call lacks `{written}`"))
                            .label("has an argument that is not given")
                            .help(format!("add `{written}` to `arguments`")),
                    );
                }
                forms.push(None);
                continue;
            };
            let ty = if argument.from.is_some() { argument.ty.required() } else { &argument.ty };
            let value = (&given.value, ty);
            let (around, resolver) = (self.around(), &mut *self.resolver);
            let form = forms::resolve(&given.name, parameters.to_vec(), value, around, &mut BTreeSet::new(), resolver);
            is_complete &= form.is_some();
            forms.push(form);
        }
        is_complete.then_some(forms)
    }
}
