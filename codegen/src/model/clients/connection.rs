//! How a client connects: where its server is, and what every request has.

use std::time::Duration;

use super::durations;
use super::header_names::{is_header_name, is_reserved_header};
use super::sources::{SettingSource, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names::WireScope;
use crate::model::places::Place;
use crate::model::resolver::Resolver;
use crate::raw::clients::connection::{RawBaseUrl, RawConnection};
use crate::raw::{Named, Text};
use crate::source::quoted;

/// How a client connects to its server; what is not said here is the runtime's to know.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    /// Where the server is when nothing else says so.
    pub base_url: Option<String>,
    /// The setting that goes before that.
    pub base_setting: Option<SettingSource>,
    /// How long a call may take.
    pub timeout: Option<Duration>,
    /// How long it may take to connect.
    pub connect_timeout: Option<Duration>,
    /// The name that the client goes by.
    pub user_agent: Option<String>,
    /// How many bytes the body of a response may have.
    pub body_limit: Option<u32>,
    /// The headers of every request.
    pub headers: Vec<(String, String)>,
}

/// Headers that other keys are there for.
const ELSEWHERE: [(&str, &str); 2] = [
    ("authorization", "say under `auth` where the credentials come from"),
    ("user-agent", "write `user_agent` instead"),
];

/// Resolves the key `connection`.
pub(super) fn resolve(raw: &RawConnection, sources: &mut Sources<'_>, resolver: &mut Resolver<'_>) -> Connection {
    let (base_url, base_setting) = match &raw.base_url {
        Some(raw) => base_url(raw, sources, resolver),
        None => (None, None),
    };
    let body_limit = raw.body_limit.and_then(|limit| {
        let bytes = u32::try_from(limit.value).ok().filter(|bytes| *bytes > 0);
        if bytes.is_none() {
            let message = format!("a body cannot be limited to {} bytes", limit.value);
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, limit.span, message)
                    .label("no such limit")
                    .help("write a number of bytes from 1 to 4294967295"),
            );
        }
        bytes
    });
    let mut duration = |text: &Option<Text>| durations::some(text.as_ref()?, resolver.diagnostics);
    let (timeout, connect_timeout) = (duration(&raw.timeout), duration(&raw.connect_timeout));
    let user_agent = raw.user_agent.as_ref().and_then(|text| header_value(text, resolver));
    Connection {
        base_url,
        base_setting,
        timeout,
        connect_timeout,
        user_agent,
        body_limit,
        headers: headers(&raw.headers, resolver),
    }
}

fn base_url(
    raw: &RawBaseUrl,
    sources: &mut Sources<'_>,
    resolver: &mut Resolver<'_>,
) -> (Option<String>, Option<SettingSource>) {
    let literal = raw.literal.as_ref().and_then(|literal| {
        let url = resolver.interpolate(literal);
        let problem = base_problem(&url);
        if let Some(problem) = problem {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, literal.span, format!("{} is no base URL", quoted(&url)))
                    .label(problem)
                    .help("write one such as `https://api.example/v1`"),
            );
        }
        problem.is_none().then_some(url)
    });
    let setting = raw.setting.as_ref().and_then(|written| sources.url(written, resolver));
    (literal, setting)
}

/// What is wrong with a base URL.
fn base_problem(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return Some("does not begin with `https://` or `http://`");
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() {
        Some("has no host")
    } else if host.contains('@') {
        Some("holds a user or a password")
    } else if url.contains(|character: char| character.is_whitespace() || character.is_control()) {
        Some("holds white space")
    } else if url.contains(['?', '#']) {
        Some("has a query or a fragment")
    } else {
        None
    }
}

fn headers(raw: &[Named<Text>], resolver: &mut Resolver<'_>) -> Vec<(String, String)> {
    let mut scope = WireScope::new(Code::DuplicateWireValue, "the header").help("remove one of them");
    let mut headers = Vec::new();
    for Named { name, value } in raw {
        let folded = name.value.to_ascii_lowercase();
        if let Some((_, help)) = ELSEWHERE.iter().find(|(known, _)| *known == folded) {
            let message = format!("the header `{}` is not written here", name.value);
            resolver.diagnostics.push(
                Diagnostic::new(Code::ReservedName, name.span, message).label("has a key of its own").help(*help),
            );
            continue;
        }
        if !is_header_name(name, resolver) || is_reserved_header(name, resolver) {
            continue;
        }
        scope.claim(&folded, name.span, resolver.diagnostics);
        headers.extend(header_value(value, resolver).map(|value| (name.value.clone(), value)));
    }
    headers
}

/// A text that can stand in a header.
pub(super) fn header_value(written: &Text, resolver: &mut Resolver<'_>) -> Option<String> {
    let value = resolver.interpolate(written);
    let problem = if value.is_empty() {
        Some("is empty")
    } else if value.trim().len() != value.len() {
        Some("has white space at an end")
    } else {
        value.chars().find_map(|character| Place::Header.refuses(character)).map(|_| "holds what headers cannot carry")
    };
    if let Some(problem) = problem {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("{} cannot stand in a header", quoted(&value)))
                .label(problem)
                .help("write visible characters of ASCII, with single spaces between words"),
        );
    }
    problem.is_none().then_some(value)
}
