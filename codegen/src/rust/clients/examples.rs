//! Examples of operations in the documentation, which `cargo test` runs against the fake.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;

use super::in_order;
use crate::model::arena::Id;
use crate::model::clients::graphql::{GraphqlOperation, Kind, Value};
use crate::model::clients::pages::Pages;
use crate::model::clients::poll::Poll;
use crate::model::clients::rpc::RpcOperation;
use crate::model::clients::{Argument, Client, Delivery, Operation, Role, Taken};
use crate::model::records::Record;
use crate::model::subjects::SubjectSet;
use crate::model::symbols::Declaration;
use crate::model::types::{Shape, Type};
use crate::rust::docs::own;
use crate::rust::fakes;
use crate::rust::identifiers::{pascal, snake};
use crate::rust::options::Layout;
use crate::rust::scope::Scope;

/// The example of an operation; none where an argument cannot be written simply, and where the crate has no fakes.
pub(super) fn http(scope: &Scope<'_>, client: &Client, operation: &Operation) -> TokenStream {
    called(scope, client, operation, is_certain(operation))
}

/// The example of an operation over JSON-RPC.
pub(super) fn rpc(scope: &Scope<'_>, client: &Client, operation: &RpcOperation) -> TokenStream {
    called(scope, client, &operation.request, true)
}

/// The example of the method for all items of an operation, which gives the arguments at these positions itself.
pub(super) fn pages(scope: &Scope<'_>, client: &Client, operation: &Operation, pages: &Pages) -> TokenStream {
    let given: Vec<usize> = [pages.limit, Some(pages.step.argument())].into_iter().flatten().collect();
    let mut example = Example::of(scope, client);
    let Some((arguments, held)) = example.arguments(operation, &given) else { return TokenStream::new() };
    let items = format!("let mut items = client.{}({arguments});", snake(&pages.method));
    let each = if is_certain(operation) {
        "println!(\"{:?}\", item?);".to_owned()
    } else {
        decided("item", "Ok(item) => println!(\"{item:?}\"),").replace('\n', "\n    ")
    };
    example.finish(&held, &format!("{items}\n{}", for_each(&each)), Run::Now)
}

/// The example of the method that waits for the end of something. It is not run: a fake does not come to an end by itself.
pub(super) fn poll(scope: &Scope<'_>, client: &Client, operation: &Operation, poll: &Poll) -> TokenStream {
    let mut example = Example::of(scope, client);
    let Some((arguments, held)) = example.arguments(operation, &[]) else { return TokenStream::new() };
    let waited = format!("let answer = client.{}({arguments}).await?;", snake(&poll.method));
    example.finish(&held, &format!("{waited}\nprintln!(\"{{answer:?}}\");"), Run::Never)
}

fn called(scope: &Scope<'_>, client: &Client, operation: &Operation, is_certain: bool) -> TokenStream {
    let mut example = Example::of(scope, client);
    let Some((arguments, held)) = example.arguments(operation, &[]) else { return TokenStream::new() };
    let call = format!("client.{}({arguments}).await", snake(&operation.name));
    let statements = match (operation.delivery, &operation.returns, is_certain) {
        // Streams are of examples, whatever is there.
        (Delivery::Events, _, _) => {
            format!("let mut items = {call}?;\n{}", for_each("println!(\"{:?}\", item?);"))
        }
        (Delivery::Whole, Some(_), true) => format!("let answer = {call}?;\nprintln!(\"{{answer:?}}\");"),
        (Delivery::Whole, None, true) => format!("{call}?;"),
        (Delivery::Whole, Some(_), false) => decided(&call, "Ok(answer) => println!(\"{answer:?}\"),"),
        (Delivery::Whole, None, false) => decided(&call, "Ok(()) => println!(\"done\"),"),
    };
    if is_alike(client, operation) {
        return example.finish(&held, &statements, Run::Now);
    }
    let asked = format!("# assert_eq!(fake.requests_for(\"{}\")?.len(), 1);", operation.name.as_written());
    example.finish(&held, &format!("{statements}\n{asked}"), Run::Now)
}

/// Whether another operation is asked for at the same place, so that a fake may take one for the other.
fn is_alike(client: &Client, operation: &Operation) -> bool {
    let alike = |known: &&Operation| known.method == operation.method && known.path.text == operation.path.text;
    client.operations.iter().filter(alike).count() > 1
}

/// Whether a fake certainly has what is asked for: what a path leads to may not be there, as nothing has made it.
fn is_certain(operation: &Operation) -> bool {
    operation.path.parameters.is_empty() || operation.may_be_absent()
}

fn for_each(statement: &str) -> String {
    format!("while let Some(item) = items.next_item().await {{\n    {statement}\n}}")
}

/// The example of an operation over GraphQL.
pub(super) fn graphql(scope: &Scope<'_>, client: &Client, operation: &GraphqlOperation) -> TokenStream {
    let mut example = Example::of(scope, client);
    let given = operation.variables.iter().filter(|variable| variable.is_parameter());
    let arguments: Option<Vec<String>> = given
        .map(|variable| match (&variable.from, &variable.value) {
            (Some(_), _) => Some("None".to_owned()),
            (None, value) if value.is_optional() => Some("None".to_owned()),
            (None, Value::Type(ty)) => example.borrowed(ty, &variable.name.snake()),
            (None, Value::Subject { id, .. }) => example.subject(*id),
            (None, Value::Selector { .. }) => None,
        })
        .collect();
    let held = operation.variables.iter().map(|variable| (variable.from.as_ref(), variable.value.is_optional()));
    let held = example.held(held);
    let (Some(arguments), Some(held)) = (arguments, held) else { return TokenStream::new() };
    let call = format!("client.{}({})", snake(&operation.name), arguments.join(", "));
    let statements = match operation.kind {
        Kind::Query | Kind::Mutation => format!("let answer = {call}.await?;\nprintln!(\"{{answer:?}}\");"),
        Kind::Subscription => format!("let mut items = {call};\n{}", for_each("println!(\"{:?}\", item?);")),
    };
    example.finish(&held, &statements, Run::Now)
}

fn decided(call: &str, success: &str) -> String {
    format!("match {call} {{\n    {success}\n    Err(error) => println!(\"{{error}}\"),\n}}")
}

/// When an example runs.
#[derive(Clone, Copy)]
enum Run {
    /// With the tests.
    Now,
    /// It is only compiled.
    Never,
}

impl Run {
    /// The word at the beginning of a block of code.
    fn word(self) -> &'static str {
        match self {
            Self::Now => "",
            Self::Never => "no_run",
        }
    }
}

struct Example<'s, 'm> {
    scope: &'s Scope<'m>,
    client: &'s Client,
    /// What is imported of the crate.
    uses: BTreeSet<String>,
    /// Arguments that have a line of their own.
    lines: Vec<String>,
}

/// The locals of every example.
const LOCALS: [&str; 5] = ["answer", "client", "fake", "item", "items"];

impl<'s, 'm> Example<'s, 'm> {
    fn of(scope: &'s Scope<'m>, client: &'s Client) -> Self {
        Self { scope, client, uses: BTreeSet::new(), lines: Vec::new() }
    }

    /// The arguments of a call, but for those at the positions that are `given`, and what the client has to hold for it.
    fn arguments(&mut self, operation: &Operation, given: &[usize]) -> Option<(String, String)> {
        let is_given =
            |argument: &Argument| given.iter().any(|at| std::ptr::eq(argument, &raw const operation.arguments[*at]));
        let arguments: Option<Vec<String>> = in_order(operation)
            .filter(|argument| argument.is_parameter() && !is_given(argument))
            .map(|argument| self.argument(argument))
            .collect();
        let held = operation.arguments.iter().map(|argument| (argument.from.as_ref(), argument.ty.is_optional()));
        Some((arguments?.join(", "), self.held(held)?))
    }

    fn argument(&mut self, argument: &Argument) -> Option<String> {
        if argument.from.is_some() || argument.default.is_some() {
            return Some("None".to_owned());
        }
        let name = argument.name.snake();
        if argument.role == Role::Body {
            return self.owned(&argument.ty, &name).map(|value| self.local(&name, &value));
        }
        self.borrowed(&argument.ty, &name)
    }

    /// A reference to a value, which has a line of its own.
    fn local(&mut self, name: &str, value: &str) -> String {
        if LOCALS.contains(&name) {
            return format!("&{value}");
        }
        self.lines.push(format!("let {name} = {value};"));
        format!("&{name}")
    }

    /// A value as methods take it.
    fn borrowed(&mut self, ty: &Type, name: &str) -> Option<String> {
        match ty {
            Type::String => Some(text(name)),
            Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 | Type::Optional(_) => {
                self.owned(ty, name)
            }
            Type::List(item) => self.owned(item, name).map(|item| format!("&[{item}]")),
            _ => self.owned(ty, name).map(|value| self.local(name, &value)),
        }
    }

    /// An expression of a type.
    fn owned(&mut self, ty: &Type, name: &str) -> Option<String> {
        Some(match ty.unaliased(&self.scope.model.types) {
            Type::String => format!("String::from({})", text(name)),
            Type::Bool => "true".to_owned(),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => "1".to_owned(),
            Type::F64 => "0.5".to_owned(),
            Type::Optional(_) => "None".to_owned(),
            Type::List(item) => format!("vec![{}]", self.owned(item, name)?),
            Type::Map(_) => "std::collections::BTreeMap::new()".to_owned(),
            Type::Json => self.of_runtime("json::Value", "Value::Null"),
            Type::Timestamp => self.of_runtime("Timestamp", "Timestamp::now()"),
            Type::Named(id) => {
                let declared = self.scope.declared(*id);
                match &declared.shape {
                    Shape::Record(record) => self.record(&declared.declaration, record)?,
                    Shape::Enum(words) => {
                        let (ty, word) = (self.named(&declared.declaration), pascal(&words.members.first()?.name));
                        format!("{ty}::{word}")
                    }
                    Shape::Newtype(newtype) if newtype.inner == Type::String && newtype.rules.pattern.is_none() => {
                        format!("{}::new({})?", self.named(&declared.declaration), text(name))
                    }
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    fn record(&mut self, declaration: &Declaration, record: &Record) -> Option<String> {
        let required = record.fields.iter().filter(|field| field.is_required());
        let values: Option<Vec<String>> = required
            .map(|field| match &field.ty {
                Type::String => Some(text(&field.name.snake())),
                ty => self.owned(ty, &field.name.snake()),
            })
            .collect();
        Some(format!("{}::new({})", self.named(declaration), values?.join(", ")))
    }

    fn subject(&mut self, id: Id<SubjectSet>) -> Option<String> {
        let subjects = &self.scope.model.subjects[id];
        let member = subjects.family.members.first()?;
        let [parameter] = member.template.parameters.as_slice() else { return None };
        let ty = self.named(&subjects.declaration);
        // A constructor that checks nothing cannot fail.
        parameter.rules.non_empty.then(|| format!("&{ty}::{}({})?", snake(&member.name), text(&parameter.name.snake())))
    }

    /// How a declared type is written; it is imported.
    fn named(&mut self, declaration: &Declaration) -> String {
        let name = pascal(&declaration.name).to_string();
        self.uses.insert(self.scope.exported(declaration.module, &name));
        name
    }

    fn of_runtime(&mut self, path: &str, expression: &str) -> String {
        self.uses.insert(format!("runtime::{path}"));
        expression.to_owned()
    }

    /// What the client has to hold, as calls of its methods.
    fn held<'t>(&mut self, taken: impl Iterator<Item = (Option<&'t Taken>, bool)>) -> Option<String> {
        let needed: BTreeSet<usize> =
            taken.filter(|(_, optional)| !optional).filter_map(|(taken, _)| Some(taken?.value)).collect();
        let mut calls = String::new();
        for at in needed {
            let held = &self.client.values[at];
            let name = held.name.snake();
            let value = match held.value.ty()?.required() {
                Type::String => text(&name),
                ty => self.owned(ty, &name)?,
            };
            let _ = write!(calls, ".with_{name}({value})");
        }
        Some(calls)
    }

    fn finish(mut self, held: &str, statements: &str, run: Run) -> TokenStream {
        let Layout::Crate(manifest) = &self.scope.options.layout else { return TokenStream::new() };
        if manifest.fake.is_none() || !self.client.connects() {
            return TokenStream::new();
        }
        let (name, fake) = (manifest.name.replace('-', "_"), pascal(&self.client.fake_name()));
        let declaration = &self.client.declaration;
        self.uses.insert(self.scope.exported(declaration.module, &fake.to_string()));
        let uses: Vec<String> = self.uses.into_iter().collect();
        let statements = self.lines.iter().map(String::as_str).chain([statements]).collect::<Vec<_>>().join("\n");
        let imported = match uses.as_slice() {
            [one] => one.clone(),
            several => format!("{{{}}}", several.join(", ")),
        };
        let features = format!("all(feature = \"{}\", feature = \"http\")", fakes::FEATURE);
        own(&format!(
            "\n# Examples\nAgainst its fake, with the features `fake` and `http`:\n\n```{}\n# #[cfg(not({features}))]\n\
             # fn main() {{}}\n# #[cfg({features})]\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
             use {name}::{imported};\n\n# {name}::runtime::blocking::Blocking::start()?.wait(async {{\n\
             let fake = {fake}::start().await?;\nlet client = {fake}::client(&fake)?{held};\n{statements}\n\
             # Ok(())\n# }})\n# }}\n```",
            run.word()
        ))
    }
}

/// A text for an example, long enough for what wants more than a word.
fn text(name: &str) -> String {
    format!("\"example-{}\"", name.replace('_', "-"))
}
