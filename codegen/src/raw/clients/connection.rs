//! How a client connects, as written.

use crate::diagnostic::Diagnostics;
use crate::raw::{Named, Text, integer, optional_members, required, text};
use crate::source::{Fields, Node, NodeValue, Spanned};

/// How a client connects to its server.
#[derive(Clone, Debug, Default)]
pub struct RawConnection {
    /// `base_url`: a URL, or the setting that holds one.
    pub base_url: Option<RawBaseUrl>,
    /// `timeout`: how long a call may take.
    pub timeout: Option<Text>,
    /// `connect_timeout`: how long it may take to connect.
    pub connect_timeout: Option<Text>,
    /// `user_agent`: the name that the client goes by.
    pub user_agent: Option<Text>,
    /// `body_limit`: how many bytes the body of a response may have.
    pub body_limit: Option<Spanned<i64>>,
    /// `headers`: those of every request.
    pub headers: Vec<Named<Text>>,
}

/// Where a server is.
#[derive(Clone, Debug)]
pub struct RawBaseUrl {
    /// A text alone, or `default`.
    pub literal: Option<Text>,
    /// `setting`: the setting that goes before it.
    pub setting: Option<Text>,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawConnection> {
    let mut fields = Fields::of(node, "a connection", diagnostics)?;
    let base_url = fields.take("base_url").and_then(|node| read_base_url(node, diagnostics));
    let timeout = text(&mut fields, "timeout", diagnostics);
    let connect_timeout = text(&mut fields, "connect_timeout", diagnostics);
    let user_agent = text(&mut fields, "user_agent", diagnostics);
    let body_limit = integer(&mut fields, "body_limit", diagnostics);
    let headers = optional_members(&mut fields, "headers", diagnostics, |node, diagnostics| {
        node.text("the value of a header", diagnostics)
    });
    fields.finish(diagnostics);
    Some(RawConnection { base_url, timeout, connect_timeout, user_agent, body_limit, headers })
}

fn read_base_url(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawBaseUrl> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return Some(RawBaseUrl { literal: Some(node.text("a URL", diagnostics)?), setting: None });
    }
    let mut fields = Fields::of(node, "a base URL", diagnostics)?;
    let setting = required(&mut fields, "setting", diagnostics);
    let literal = text(&mut fields, "default", diagnostics);
    fields.finish(diagnostics);
    Some(RawBaseUrl { literal, setting: Some(setting?) })
}
