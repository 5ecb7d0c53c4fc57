//! Which operation a request is for: templates of paths, matched against the path as it came.

use percent_encoding::percent_decode_str;

use crate::description::{Call, Description, PathPiece};
use crate::graphql;
use crate::reply::Reply;
use crate::{requests, rpc};

/// What the path and method of a request lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The operation at this position of the description.
    Operation(usize, Vec<Capture>),
    /// The endpoint is there and knows no such operation, which it tells in its own way.
    Refused(Reply),
    /// Other methods than this one are known for the path.
    OtherMethods(Vec<String>),
    /// Nothing is known for the path.
    Nothing,
}

/// The value of a parameter in the path of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Capture {
    /// The name of the parameter.
    pub(crate) name: String,
    /// The value, decoded.
    pub(crate) value: String,
    /// Where the value begins in the path.
    pub(crate) start: usize,
}

/// The templates, those that say most first.
#[derive(Clone, Debug)]
pub(crate) struct Routes {
    order: Vec<usize>,
}

impl Routes {
    pub(crate) fn new(description: &Description) -> Self {
        let mut order: Vec<usize> = (0..description.operations.len()).collect();
        // The sort is stable: of two that say as much the one that is declared first is the first.
        order.sort_by_key(|at| std::cmp::Reverse(literal_length(description.operations[*at].call.path())));
        Self { order }
    }

    /// The operation for a request; where several share an endpoint, its body says which.
    pub(crate) fn find(&self, description: &Description, method: &str, path: &str, body: &[u8]) -> Found {
        let mut others = Vec::new();
        let mut refusal = None;
        let mut alike: Vec<(usize, Vec<Capture>)> = Vec::new();
        for at in &self.order {
            let call = &description.operations[*at].call;
            let Some(captures) = captures(call.path(), path) else { continue };
            let says_less =
                |first: usize| literal_length(call.path()) < literal_length(description.operations[first].call.path());
            if alike.first().is_some_and(|(first, _)| says_less(*first)) {
                break;
            }
            if call.method() != method {
                if !others.iter().any(|other| other == call.method()) {
                    others.push(call.method().to_owned());
                }
                continue;
            }
            let refused = match call {
                Call::Http(_) => {
                    alike.push((*at, captures));
                    continue;
                }
                Call::Graphql(call) => graphql::is_for(call, body).err(),
                Call::Rpc(call) => rpc::is_for(call, body).err(),
            };
            match refused {
                None => return Found::Operation(*at, captures),
                Some(reply) => refusal = Some(reply),
            }
        }
        if let Some((at, captures)) = told_by_body(description, alike, body) {
            return Found::Operation(at, captures);
        }
        match refusal {
            Some(reply) => Found::Refused(reply),
            None if others.is_empty() => Found::Nothing,
            None => Found::OtherMethods(others),
        }
    }

    /// Whether sockets are opened at a path: there is an endpoint of GraphQL.
    pub(crate) fn has_socket(description: &Description, path: &str) -> bool {
        let is_graphql = |call: &Call| matches!(call, Call::Graphql(_)) && captures(call.path(), path).is_some();
        description.operations.iter().any(|operation| is_graphql(&operation.call))
    }
}

/// Of operations with one method and path the first whose body this is, or else the first.
fn told_by_body(
    description: &Description,
    mut alike: Vec<(usize, Vec<Capture>)>,
    body: &[u8],
) -> Option<(usize, Vec<Capture>)> {
    let fits = |(at, _): &(usize, _)| match &description.operations[*at].call {
        Call::Http(call) => requests::has_body(&description.types, call, body),
        Call::Graphql(_) | Call::Rpc(_) => false,
    };
    let at = if alike.len() > 1 { alike.iter().position(fits).unwrap_or(0) } else { 0 };
    (at < alike.len()).then(|| alike.swap_remove(at))
}

/// The values of the parameters, if the path fits the template.
fn captures(template: &[PathPiece], path: &str) -> Option<Vec<Capture>> {
    let mut captures = Vec::new();
    let pieces: Vec<&PathPiece> = template.iter().collect();
    matches(&pieces, path, 0, &mut captures).then_some(captures)
}

/// Whether the path from `at` fits the pieces. Paths are short, so every way to divide them is tried.
fn matches(pieces: &[&PathPiece], path: &str, at: usize, captures: &mut Vec<Capture>) -> bool {
    let rest = &path[at..];
    let Some((first, others)) = pieces.split_first() else { return rest.is_empty() };
    match first {
        PathPiece::Literal(text) => rest.starts_with(text.as_str()) && matches(others, path, at + text.len(), captures),
        PathPiece::Optional { optional } => {
            let with: Vec<&PathPiece> = optional.iter().chain(others.iter().copied()).collect();
            matches(&with, path, at, captures) || matches(others, path, at, captures)
        }
        PathPiece::Parameter { parameter } => {
            let end = rest.find('/').unwrap_or(rest.len());
            let ends = rest.char_indices().map(|(position, _)| position).chain([rest.len()]);
            let mut ends = ends.filter(|position| (1..=end).contains(position));
            let count = captures.len();
            ends.any(|length| {
                captures.truncate(count);
                let value = percent_decode_str(&rest[..length]).decode_utf8_lossy().into_owned();
                captures.push(Capture { name: parameter.clone(), value, start: at });
                matches(others, path, at + length, captures)
            }) || {
                captures.truncate(count);
                false
            }
        }
    }
}

fn literal_length(pieces: &[PathPiece]) -> usize {
    let length = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => text.len(),
        PathPiece::Parameter { .. } => 0,
        PathPiece::Optional { optional } => literal_length(optional),
    };
    pieces.iter().map(length).sum()
}

#[cfg(test)]
mod tests {
    use super::{captures, matches};
    use crate::description::PathPiece;

    fn literal(text: &str) -> PathPiece {
        PathPiece::Literal(text.to_owned())
    }

    fn parameter(name: &str) -> PathPiece {
        PathPiece::Parameter { parameter: name.to_owned() }
    }

    fn values(template: &[PathPiece], path: &str) -> Option<Vec<String>> {
        captures(template, path).map(|found| found.into_iter().map(|capture| capture.value).collect())
    }

    #[test]
    fn parameters_are_one_segment_or_what_stands_before_a_literal() {
        let order = [literal("/orders/"), parameter("id")];
        assert_eq!(values(&order, "/orders/7%2F8"), Some(vec!["7/8".to_owned()]));
        assert_eq!(values(&order, "/orders/7/8"), None);
        assert_eq!(values(&order, "/orders/"), None);
        let cancel = [literal("/tasks/"), parameter("id"), literal(":cancel")];
        assert_eq!(values(&cancel, "/tasks/a:b:cancel"), Some(vec!["a:b".to_owned()]));
        assert_eq!(values(&cancel, "/tasks/a:b"), None);
    }

    #[test]
    fn what_is_optional_may_be_left_out() {
        let optional = PathPiece::Optional { optional: vec![literal("/"), parameter("key")] };
        let template = [literal("/configs"), optional];
        assert_eq!(values(&template, "/configs"), Some(Vec::new()));
        assert_eq!(values(&template, "/configs/a"), Some(vec!["a".to_owned()]));
        assert!(!matches(&[&template[0]], "/configs/a", 0, &mut Vec::new()));
    }
}
