//! Operations over GraphQL, as written.

use super::cache::{self, RawOperationCache};
use super::rate_limit::{self, RawRateLimit};
use super::reconnect::{self, RawReconnect, RawReconnectPolicy};
use super::values::{self, RawFrom};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::model::clients::Method;
use crate::model::clients::graphql::Kind;
use crate::raw::expression::Expression;
use crate::raw::templates::RawTemplate;
use crate::raw::{About, Named, Text, flag, optional_members, required, text};
use crate::source::{Fields, Node, NodeValue, Spanned};

/// Where a server speaks GraphQL.
#[derive(Clone, Debug)]
pub struct RawEndpoint {
    /// `path`: where queries and mutations are sent.
    pub path: RawTemplate,
    /// `socket`: where subscriptions are opened.
    pub socket: Option<RawTemplate>,
    /// `reconnect`: when subscriptions connect again that do not say so themselves.
    pub reconnect: Option<RawReconnectPolicy>,
}

/// One operation over GraphQL.
#[derive(Clone, Debug)]
pub struct RawGraphqlOperation {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `query`, `mutation` or `subscription`, with the place of the key.
    pub kind: Spanned<Kind>,
    /// What stands behind it: the field that is asked for.
    pub field: Text,
    /// `name`: what the operation is called in the document.
    pub name: Option<Text>,
    /// `variables`
    pub variables: Vec<Named<RawVariable>>,
    /// `aliases`: fields that are asked for under another name.
    pub aliases: Vec<Named<Text>>,
    /// `returns`: what the field holds.
    pub returns: Expression,
    /// `reconnect`: when the subscription connects again, with the place of what is said.
    pub reconnect: Option<Spanned<RawReconnect>>,
    /// `resume`: variables that have the value of a field of the last result then.
    pub resume: Vec<Named<Text>>,
    /// `rate_limit`: how often it may be called.
    pub rate_limit: Option<RawRateLimit>,
    /// `cache`: whether its answers are kept.
    pub cache: Option<RawOperationCache>,
}

/// A variable, which is an argument of the field.
#[derive(Clone, Debug)]
pub struct RawVariable {
    /// `doc`
    pub doc: Option<Text>,
    /// `type`: of a value, or the name of a selector or of subjects; only a variable that takes a value of the client can be
    /// without.
    pub ty: Option<Expression>,
    /// `from`: where it comes from when a call does not give it.
    pub from: Option<RawFrom>,
    /// `graphql`: the name of its type there.
    pub graphql: Option<Text>,
    /// `wire`: the name of the argument.
    pub wire: Option<Text>,
    /// `variable`: its name in the document.
    pub variable: Option<Text>,
    /// `as_null`: whether one that is missing is sent as `null`.
    pub as_null: Option<Spanned<bool>>,
}

/// Reads the key `graphql` of a client.
pub(super) fn read_endpoint(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawEndpoint> {
    let mut fields = Fields::of(node, "an endpoint of GraphQL", diagnostics)?;
    let path = required(&mut fields, "path", diagnostics);
    let socket = text(&mut fields, "socket", diagnostics);
    let reconnect = fields.take("reconnect").and_then(|node| reconnect::read_policy(node, diagnostics));
    fields.finish(diagnostics);
    let socket = socket.and_then(|socket| RawTemplate::parse(socket, diagnostics));
    Some(RawEndpoint { path: RawTemplate::parse(path?, diagnostics)?, socket, reconnect })
}

/// Whether an operation is one over GraphQL. `query` with a text behind it is; with a mapping, it is a part of a URL.
pub(super) fn is_graphql(node: &Node) -> bool {
    let has = |key: &str| node.get(key).is_some();
    if Method::WORDS.iter().any(|(key, _)| has(key)) {
        return false;
    }
    let is_mistyped = |key: &str| suggest::closest(key, ["mutation", "subscription"].into_iter()).is_some();
    has("mutation")
        || has("subscription")
        || node.get("query").is_some_and(|query| query.as_scalar().is_some())
        || node.as_mapping().is_some_and(|entries| entries.iter().any(|entry| is_mistyped(entry.key.as_str())))
}

/// Reads an operation that is one over GraphQL.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawGraphqlOperation> {
    let mut fields = Fields::of(node, "an operation over GraphQL", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let root = read_root(&mut fields, diagnostics);
    let name = text(&mut fields, "name", diagnostics);
    let variables = optional_members(&mut fields, "variables", diagnostics, read_variable);
    let aliases =
        optional_members(&mut fields, "aliases", diagnostics, |node, diagnostics| node.text("a field", diagnostics));
    let returns = fields.require("returns", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let reconnect =
        fields.take("reconnect").and_then(|node| Some(Spanned::new(reconnect::read(node, diagnostics)?, node.span)));
    let resume =
        optional_members(&mut fields, "resume", diagnostics, |node, diagnostics| node.text("a field", diagnostics));
    let rate_limit = fields.take("rate_limit").and_then(|node| rate_limit::read(node, diagnostics));
    let cache = fields.take("cache").and_then(|node| cache::read_of_operation(node, diagnostics));
    fields.finish(diagnostics);
    let (kind, field) = root?;
    let returns = returns?;
    Some(RawGraphqlOperation {
        about,
        kind,
        field,
        name,
        variables,
        aliases,
        returns,
        reconnect,
        resume,
        rate_limit,
        cache,
    })
}

/// The one kind of an operation, and the field behind it.
fn read_root(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<(Spanned<Kind>, Text)> {
    let mut found = Vec::new();
    for (key, kind) in Kind::WORDS {
        found.extend(fields.entry(key).map(|entry| (kind, entry)));
    }
    let ((kind, entry), others) = found.split_first()?;
    if let Some((_, other)) = others.first() {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, other.key.span, "an operation over GraphQL is of one kind")
                .label("one too many")
                .related(entry.key.span, format!("it is a `{}` already", entry.key.value))
                .help("remove one of them, or make two operations"),
        );
    }
    let field = entry.value.text("a field", diagnostics)?;
    Some((Spanned::new(*kind, entry.key.span), field))
}

fn read_variable(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawVariable> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let ty = Some(Expression::read(node, diagnostics)?);
        return Some(RawVariable {
            doc: None,
            ty,
            from: None,
            graphql: None,
            wire: None,
            variable: None,
            as_null: None,
        });
    }
    let mut fields = Fields::of(node, "a variable", diagnostics)?;
    let doc = text(&mut fields, "doc", diagnostics);
    let from = values::read_from(&mut fields, diagnostics);
    let ty = values::read_type(&mut fields, from.as_ref(), diagnostics);
    let mut optional = |key| text(&mut fields, key, diagnostics);
    let (graphql, wire, variable) = (optional("graphql"), optional("wire"), optional("variable"));
    let as_null = flag(&mut fields, "as_null", diagnostics);
    fields.finish(diagnostics);
    let variable = RawVariable { doc, ty, from, graphql, wire, variable, as_null };
    (variable.ty.is_some() || variable.from.is_some()).then_some(variable)
}
