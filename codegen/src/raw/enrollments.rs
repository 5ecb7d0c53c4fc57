//! The `enrollments` section as written.

use super::expression::Expression;
use super::forms::{RawValue, required_value};
use super::{
    About, Named, Text, flag, members, optional_members, required, required_members, required_texts, text, texts,
};
use crate::diagnostic::{Diagnostics, Span};
use crate::model::enrollments::FileNames;
use crate::source::{Fields, Node, NodeValue};

/// How a client comes to an identity of its own.
#[derive(Clone, Debug)]
pub struct RawEnrollment {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `function`: the function that begins one.
    pub function: Option<Text>,
    /// `client`: what there is in the end.
    pub client: Text,
    /// `options`: what a program can say.
    pub options: Vec<Named<RawOption>>,
    /// `record`: what is stored.
    pub record: Text,
    /// `store`: where.
    pub store: Option<RawStore>,
    /// `check`: whether what is stored is still known.
    pub check: Option<RawCheck>,
    /// `register`: ways to get what is stored.
    pub register: Vec<Named<RawWay>>,
    /// `connect`: what the client is connected with.
    pub connect: Vec<Named<RawGiven>>,
}

/// Something that a program can say.
#[derive(Clone, Debug)]
pub struct RawOption {
    /// `doc`
    pub doc: Option<Text>,
    /// `type`
    pub ty: Expression,
    /// `secret`
    pub secret: bool,
    /// `setting`: where it comes from when settings are given.
    pub setting: Option<Text>,
}

/// Where credentials are stored.
#[derive(Clone, Debug)]
pub struct RawStore {
    /// `directory`, below that of the user.
    pub directory: Text,
    /// `names`: how a name becomes that of a file.
    pub names: Option<FileNames>,
}

/// One call of an operation.
#[derive(Clone, Debug)]
pub struct RawCall {
    /// `operation`
    pub operation: Text,
    /// `arguments`
    pub arguments: Vec<Named<RawValue>>,
    /// `connect`: what it is called with.
    pub connect: Vec<Named<RawGiven>>,
    /// `timeout`
    pub timeout: Option<Text>,
}

/// A check of what is stored.
#[derive(Clone, Debug)]
pub struct RawCheck {
    /// The call.
    pub call: RawCall,
    /// `stale`: statuses which say that it is known no more.
    pub stale: Vec<Text>,
    /// `then`: what the client is connected with besides.
    pub then: Vec<Named<RawGiven>>,
}

/// A way to get what is stored.
#[derive(Clone, Debug)]
pub struct RawWay {
    /// The call.
    pub call: RawCall,
    /// `when`: the options that have to be given.
    pub when: Vec<Text>,
    /// `new_key`: the newtype of a key that is made for it.
    pub new_key: Option<Text>,
    /// `keep`: what is stored.
    pub keep: RawValue,
    /// `then`: what the client is connected with besides.
    pub then: Vec<Named<RawGiven>>,
}

/// What a client is connected with.
#[derive(Clone, Debug)]
pub enum RawGiven {
    /// A value.
    Value(RawValue),
    /// `key_id` and `key`
    Signature {
        /// Where it is written.
        span: Span,
        /// `key_id`
        key_id: RawValue,
        /// `key`
        key: RawValue,
    },
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawEnrollment>> {
    members(node, "the enrollments", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "an enrollment", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let function = text(&mut fields, "function", diagnostics);
        let (client, record) =
            (required(&mut fields, "client", diagnostics), required(&mut fields, "record", diagnostics));
        let options = optional_members(&mut fields, "options", diagnostics, read_option);
        let store = fields.require("store", diagnostics).and_then(|node| read_store(node, diagnostics));
        let check = fields.take("check").and_then(|node| read_check(node, diagnostics));
        let register = required_members(&mut fields, "register", diagnostics, read_way);
        let connect = required_members(&mut fields, "connect", diagnostics, read_given);
        fields.finish(diagnostics);
        let (client, record) = (client?, record?);
        Some(RawEnrollment { about, function, client, options, record, store, check, register, connect })
    })
}

fn read_option(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOption> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        return Some(RawOption { doc: None, ty: Expression::read(node, diagnostics)?, secret: false, setting: None });
    }
    let mut fields = Fields::of(node, "an option", diagnostics)?;
    let doc = text(&mut fields, "doc", diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let secret = flag(&mut fields, "secret", diagnostics).is_some_and(|flag| flag.value);
    let setting = text(&mut fields, "setting", diagnostics);
    fields.finish(diagnostics);
    Some(RawOption { doc, ty: ty?, secret, setting })
}

fn read_store(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawStore> {
    let mut fields = Fields::of(node, "a store", diagnostics)?;
    let directory = required(&mut fields, "directory", diagnostics);
    let names = fields.take("names").and_then(|node| node.keyword(&FileNames::WORDS, diagnostics));
    fields.finish(diagnostics);
    Some(RawStore { directory: directory?, names })
}

fn read_call(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawCall> {
    let operation = required(fields, "operation", diagnostics);
    let arguments = optional_members(fields, "arguments", diagnostics, RawValue::read);
    let connect = optional_members(fields, "connect", diagnostics, read_given);
    let timeout = text(fields, "timeout", diagnostics);
    Some(RawCall { operation: operation?, arguments, connect, timeout })
}

fn read_check(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawCheck> {
    let mut fields = Fields::of(node, "a check", diagnostics)?;
    let call = read_call(&mut fields, diagnostics);
    let stale = fields.require("stale", diagnostics).map(|node| required_texts(node, "statuses", diagnostics));
    let then = optional_members(&mut fields, "then", diagnostics, read_given);
    fields.finish(diagnostics);
    Some(RawCheck { call: call?, stale: stale?, then })
}

fn read_way(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawWay> {
    let mut fields = Fields::of(node, "a way to register", diagnostics)?;
    let when = texts(&mut fields, "when", diagnostics);
    let call = read_call(&mut fields, diagnostics);
    let new_key = text(&mut fields, "new_key", diagnostics);
    let keep = required_value(&mut fields, "keep", diagnostics);
    let then = optional_members(&mut fields, "then", diagnostics, read_given);
    fields.finish(diagnostics);
    Some(RawWay { call: call?, when, new_key, keep: keep?, then })
}

fn read_given(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawGiven> {
    if node.get("key_id").is_none() && node.get("key").is_none() {
        return RawValue::read(node, diagnostics).map(RawGiven::Value);
    }
    let mut fields = Fields::of(node, "a key to sign with", diagnostics)?;
    let mut value = |key| required_value(&mut fields, key, diagnostics);
    let (key_id, key) = (value("key_id"), value("key"));
    fields.finish(diagnostics);
    Some(RawGiven::Signature { span: node.span, key_id: key_id?, key: key? })
}
