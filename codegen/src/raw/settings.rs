//! The `settings` section as written.

use super::expression::Expression;
use super::rules::RawRules;
use super::{About, Literal, Named, Text, flag, members, text};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Fields, Node};

/// A group of settings.
#[derive(Clone, Debug)]
pub struct RawSettings {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `fields`
    pub fields: Vec<Named<RawSetting>>,
    /// `urls`: derived from fields that are URLs.
    pub urls: Vec<Named<RawUrl>>,
}

/// One setting.
#[derive(Clone, Debug)]
pub struct RawSetting {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub ty: Expression,
    /// `env`: the environment variable.
    pub env: Text,
    /// `default`
    pub default: Option<Literal>,
    /// `secret`: the value never shows in `Debug`.
    pub secret: bool,
    /// Normalisation and checks of text.
    pub rules: RawRules,
}

/// A URL that is derived from a setting.
#[derive(Clone, Debug)]
pub struct RawUrl {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `from`: the setting.
    pub from: Text,
    /// `path`: what is appended to the origin.
    pub path: Option<Text>,
    /// `scheme`: schemes and what replaces them.
    pub scheme: Option<RawSchemes>,
}

/// Schemes and what replaces them.
#[derive(Clone, Debug)]
pub struct RawSchemes {
    /// Where the mapping is.
    pub span: Span,
    /// The pairs.
    pub pairs: Vec<Named<Text>>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawSettings>> {
    members(node, "settings", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "settings", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let settings = fields.require("fields", diagnostics);
        let settings = settings.map(|node| members(node, "the settings", diagnostics, read_setting));
        let urls = fields.take("urls").map(|node| members(node, "the URLs", diagnostics, read_url));
        fields.finish(diagnostics);
        Some(RawSettings { about, fields: settings?, urls: urls.unwrap_or_default() })
    })
}

fn read_setting(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawSetting> {
    let mut fields = Fields::of(node, "a setting", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let env = fields.require("env", diagnostics).and_then(|node| node.text("a variable", diagnostics));
    let default = fields.take("default").cloned().map(Literal);
    let secret = flag(&mut fields, "secret", diagnostics).is_some_and(|flag| flag.value);
    let rules = RawRules::read(&mut fields, diagnostics);
    fields.finish(diagnostics);
    Some(RawSetting { about, ty: ty?, env: env?, default, secret, rules })
}

fn read_url(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawUrl> {
    let mut fields = Fields::of(node, "a URL", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let from = fields.require("from", diagnostics).and_then(|node| node.text("a setting", diagnostics));
    let path = text(&mut fields, "path", diagnostics);
    let scheme = fields.take("scheme").map(|node| RawSchemes {
        span: node.span,
        pairs: members(node, "the schemes", diagnostics, |node, diagnostics| node.text("a scheme", diagnostics)),
    });
    fields.finish(diagnostics);
    Some(RawUrl { about, from: from?, path, scheme })
}
