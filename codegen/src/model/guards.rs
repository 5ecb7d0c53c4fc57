//! The `guards` section, resolved: which operations decide whether an action may be done, and hear how it went.

mod asking;
mod denials;
mod options;
mod verdicts;

pub use asking::{Ask, passed_type};
pub use denials::Denial;
pub(super) use denials::check as check_denials;
pub use options::{GuardOption, OptionSource};
pub use verdicts::Reading;

use std::collections::BTreeSet;
use std::time::Duration;

use self::asking::{Asking, ERROR, PERMIT, Reported};
use self::verdicts::Words;
use super::Model;
use super::arena::Id;
use super::clients::{Backoff, Client, durations, retry};
use super::resolver::Resolver;
use super::symbols::{Declaration, Symbol};
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::raw::Text;
use crate::raw::guards::{RawCheck, RawGuard, RawRegister, RawReport, RawWait};
use crate::source::quoted;

/// A guard that is made of operations of a client.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The client.
    pub client: Id<Client>,
    /// What a denial is among the errors of the client.
    pub denied: Option<Denial>,
    /// What a program can choose, in the order of the declaration.
    pub options: Vec<GuardOption>,
    /// How `$now` is written.
    pub timestamp: TimestampForm,
    /// What is called once for each action.
    pub register: Option<Register>,
    /// What decides.
    pub check: Check,
    /// What is asked while nothing is decided.
    pub wait: Option<Wait>,
    /// What hears how an action went.
    pub report: Option<Report>,
}

/// How the time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimestampForm {
    /// `iso_utc`
    #[default]
    IsoUtc,
    /// `iso_offset`
    IsoOffset,
}

impl TimestampForm {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] = [("iso_utc", Self::IsoUtc), ("iso_offset", Self::IsoOffset)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// What is called once for each action, before the check.
#[derive(Clone, Debug)]
pub struct Register {
    /// The operation.
    pub ask: Ask,
    /// The option that says whether it is called, by position.
    pub when: Option<usize>,
    /// Statuses after which it is not called again.
    pub settled: Vec<u16>,
}

/// What decides about an action.
#[derive(Clone, Debug)]
pub struct Check {
    /// The operation.
    pub ask: Ask,
    /// What is read of its answer.
    pub reading: Reading,
    /// Words on the wire that allow the action.
    pub allowed: Vec<String>,
    /// Words that deny it.
    pub denied: Vec<String>,
    /// Words of what is not decided yet.
    pub pending: Vec<String>,
}

/// What is asked while nothing is decided.
#[derive(Clone, Debug)]
pub struct Wait {
    /// The operation.
    pub ask: Ask,
    /// What is read of its answer.
    pub reading: Reading,
    /// How long apart the questions are.
    pub interval: Backoff,
    /// For how long it is asked.
    pub limit: Limit,
}

/// For how long something is asked.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// So long.
    Fixed(Duration),
    /// As long as the option at this position says.
    Chosen(usize),
}

/// What hears how an action went.
#[derive(Clone, Debug)]
pub struct Report {
    /// After a success.
    pub succeeded: Option<Ask>,
    /// After a failure.
    pub failed: Option<Ask>,
    /// After an end that is neither.
    pub aborted: Option<Ask>,
}

impl Guard {
    /// The operations with their arguments.
    pub fn asks(&self) -> impl Iterator<Item = &Ask> {
        let report = self.report.iter().flat_map(|report| [&report.succeeded, &report.failed, &report.aborted]);
        let register = self.register.iter().map(|register| &register.ask);
        let wait = self.wait.iter().map(|wait| &wait.ask);
        register.chain([&self.check.ask]).chain(wait).chain(report.flatten())
    }

    /// An option that nothing looks at is probably misspelled where it should be.
    fn check_options(&self, raw: &RawGuard, resolver: &mut Resolver<'_>) {
        let switch = self.register.as_ref().and_then(|register| register.when);
        let limit = self.wait.as_ref().and_then(|wait| match wait.limit {
            Limit::Chosen(position) => Some(position),
            Limit::Fixed(_) => None,
        });
        let forms = || self.asks().flat_map(|ask| ask.arguments.iter().flatten());
        for (position, option) in self.options.iter().enumerate() {
            let name = option.name.as_written();
            if [switch, limit].contains(&Some(position)) || forms().any(|form| form.uses(name)) {
                continue;
            }
            let Some(named) = raw.options.iter().find(|named| named.name.value == name) else { continue };
            resolver.diagnostics.push(
                Diagnostic::new(Code::UnusedForm, named.name.span, format!("`{name}` is never used"))
                    .label("can be chosen and is not looked at")
                    .help(format!("use `${name}` in arguments, or remove it")),
            );
        }
    }

    /// The types that it uses directly.
    pub(super) fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        self.options.iter().for_each(|option| option.ty.mentions(visit));
    }
}

/// Resolves one declaration.
pub(super) fn resolve(
    declaration: Declaration,
    raw: &RawGuard,
    model: &Model,
    defaults: &BTreeSet<(Id<TypeDeclaration>, usize)>,
    resolver: &mut Resolver<'_>,
) -> Option<Guard> {
    let client = client(&raw.client, resolver);
    let options = options::resolve(&raw.options, model, resolver);
    let denied = part(raw.denied.as_ref(), |written| denials::resolve(written, client?, model, resolver));
    let mut work = Work { raw, asking: Asking { client: client?, options: &options, model, defaults, resolver } };
    let register = part(raw.register.as_ref(), |raw| work.register(raw));
    let check = work.check(&raw.check);
    let wait = part(raw.wait.as_ref(), |raw| work.wait(raw));
    let report = part(raw.report.as_ref(), |raw| work.report(raw));
    work.check_pending(check.as_ref());
    let guard = Guard {
        declaration,
        client: client?,
        denied: denied.ok()?,
        timestamp: raw.timestamp.unwrap_or_default(),
        register: register.ok()?,
        check: check?,
        wait: wait.ok()?,
        report: report.ok()?,
        options,
    };
    guard.check_options(raw, resolver);
    Some(guard)
}

/// A part that may be left out, and is wrong only where it is there.
fn part<R, T>(raw: Option<&R>, resolve: impl FnOnce(&R) -> Option<T>) -> Result<Option<T>, Reported> {
    raw.map(|raw| resolve(raw).ok_or(Reported)).transpose()
}

fn client(written: &Text, resolver: &mut Resolver<'_>) -> Option<Id<Client>> {
    match resolver.symbol(written)? {
        Symbol::Client(id) => Some(id),
        other => {
            resolver.wrong_kind(written, "a client", other);
            None
        }
    }
}

struct Work<'a, 'r> {
    raw: &'a RawGuard,
    asking: Asking<'a, 'r>,
}

impl Work<'_, '_> {
    fn register(&mut self, raw: &RawRegister) -> Option<Register> {
        let ask = self.asking.ask(&raw.ask.operation, &raw.ask.arguments, &[]);
        let when = part(raw.when.as_ref(), |written| self.option(written, &Type::Bool, "a `bool`"));
        let settled = raw.settled.iter().map(|written| settled(written, self.asking.resolver.diagnostics));
        let settled: Option<Vec<u16>> = settled.collect::<Vec<_>>().into_iter().collect();
        Some(Register { ask: ask?, when: when.ok()?, settled: settled? })
    }

    fn check(&mut self, raw: &RawCheck) -> Option<Check> {
        let ask = self.asking.ask(&raw.ask.operation, &raw.ask.arguments, &[])?;
        let (reading, words) = self.reading(&ask, &raw.ask.operation)?;
        let mut words = Words::new(words, &self.asking.model.types, self.asking.resolver);
        let [allowed, denied, pending] = [&raw.allowed, &raw.denied, &raw.pending].map(|written| words.read(written));
        if raw.allowed.is_empty() {
            self.asking.resolver.diagnostics.push(
                Diagnostic::new(Code::WrongShape, raw.status.span, "no answer allows an action")
                    .label("`allowed` has no entries")
                    .help("write the words that allow one: `allowed: [approved]`"),
            );
        }
        Some(Check { ask, reading, allowed: allowed?, denied: denied?, pending: pending? })
    }

    /// What is read of an answer, and the type of its word.
    fn reading(&mut self, ask: &Ask, operation: &Text) -> Option<(Reading, Type)> {
        let (raw, model) = (&self.raw.check, self.asking.model);
        let operation = (operation, self.asking.operation(ask));
        verdicts::reading(raw, operation, &model.types, self.asking.resolver)
    }

    fn wait(&mut self, raw: &RawWait) -> Option<Wait> {
        let ask = self.asking.ask(&raw.ask.operation, &raw.ask.arguments, &[PERMIT])?;
        self.needs_permit(&raw.ask.operation);
        let reading = self.reading(&ask, &raw.ask.operation).map(|(reading, _)| reading);
        let interval = retry::backoff(&raw.interval, self.asking.resolver.diagnostics);
        let limit = match raw.limit.value.strip_prefix('$') {
            Some(name) => {
                let name = Text { value: name.to_owned(), span: raw.limit.part(1..raw.limit.value.len()) };
                self.option(&name, &Type::Duration, "a `duration`").map(Limit::Chosen)
            }
            None => durations::some(&raw.limit, self.asking.resolver.diagnostics).map(Limit::Fixed),
        };
        Some(Wait { ask, reading: reading?, interval: interval?, limit: limit? })
    }

    fn report(&mut self, raw: &RawReport) -> Option<Report> {
        self.needs_permit(&raw.operation);
        let [succeeded, failed, aborted] = &raw.outcomes;
        let mut ask = |arguments: &Option<_>, given: &[_]| {
            part(arguments.as_ref(), |arguments| self.asking.ask(&raw.operation, arguments, given))
        };
        let succeeded = ask(succeeded, &[PERMIT]);
        let failed = ask(failed, &[PERMIT, ERROR]);
        let aborted = ask(aborted, &[PERMIT]);
        if raw.outcomes.iter().all(Option::is_none) {
            self.asking.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, raw.operation.span, "this operation is never called")
                    .label("for no outcome")
                    .help("add `succeeded`, `failed` or `aborted` with the arguments of the operation"),
            );
        }
        Some(Report { succeeded: succeeded.ok()?, failed: failed.ok()?, aborted: aborted.ok()? })
    }

    /// An option of this type that is always there.
    fn option(&mut self, written: &Text, ty: &Type, expected: &str) -> Option<usize> {
        let options = self.asking.options;
        let found = options.iter().position(|option| option.name.as_written() == written.value);
        let Some(position) = found else {
            let names = options.iter().map(|option| option.name.as_written());
            self.asking.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownFormName,
                    written.span,
                    format!("no option is called `{}`", written.value),
                )
                .label("not an option of this guard")
                .help(suggest::help(&written.value, names)),
            );
            return None;
        };
        if options[position].ty.unaliased(&self.asking.model.types) == ty {
            return Some(position);
        }
        self.asking.resolver.diagnostics.push(
            Diagnostic::new(Code::UnfitFormValue, written.span, format!("`{}` is not {expected}", written.value))
                .label("has another type")
                .help(format!("name an option that is {expected} and has a default")),
        );
        None
    }

    /// What asks or reports later on has to know under which id.
    fn needs_permit(&mut self, operation: &Text) {
        if self.raw.check.permit.is_none() {
            self.asking.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, operation.span, "this is called about something without an id")
                    .label("needs `permit` of the check")
                    .related(self.raw.check.ask.operation.span, "the check is here")
                    .help("add `permit:` to the check: where its answer has the id under which it is remembered"),
            );
        }
    }

    /// What is pending is waited for.
    fn check_pending(&mut self, check: Option<&Check>) {
        let (Some(check), pending) = (check, self.raw.check.pending.first()) else { return };
        let finding = match (pending, &self.raw.wait) {
            (Some(word), None) => Diagnostic::new(Code::MissingKey, word.span, "nobody waits for what is pending")
                .label("`wait` is missing")
                .help("add `wait:`, or leave `pending` out: what is neither allowed nor denied is not done"),
            (None, Some(wait)) if check.pending.is_empty() => {
                Diagnostic::new(Code::MissingKey, wait.ask.operation.span, "nothing is waited for")
                    .label("`pending` of the check is missing")
                    .help("add the words of what is not decided yet: `pending: [pending]`")
            }
            _ => return,
        };
        self.asking.resolver.diagnostics.push(finding);
    }
}

/// A status after which nothing has to be registered any more.
fn settled(written: &Text, diagnostics: &mut Diagnostics) -> Option<u16> {
    let status = retry::status(&written.value);
    if status.is_none() {
        let message = format!("{} is no status of a failure", quoted(&written.value));
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, message)
                .label("no such status")
                .help("write a status such as `409`"),
        );
    }
    status
}
