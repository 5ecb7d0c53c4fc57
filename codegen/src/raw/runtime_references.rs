//! References whose subject is read from a context, as written.

use super::{About, Named, Text, required, required_members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// A reference whose subject is read from a context.
#[derive(Clone, Debug)]
pub struct RawRuntime {
    /// `name`: of the type.
    pub name: Text,
    /// `doc`
    pub about: About,
    /// `source`: the name of the enum of sources.
    pub source: Text,
    /// `context`: the context that is read.
    pub context: Text,
    /// `sources`
    pub sources: Vec<Named<RawSource>>,
}

/// A place of a context that names a subject.
#[derive(Clone, Debug)]
pub struct RawSource {
    /// `doc`
    pub about: About,
    /// `subject`: the member of the set of subjects.
    pub subject: Text,
    /// `from`: the path of the value.
    pub from: Text,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRuntime> {
    let mut fields = Fields::of(node, "a runtime reference", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let about = About::read(&mut fields, diagnostics);
    let source = required(&mut fields, "source", diagnostics);
    let context = required(&mut fields, "context", diagnostics);
    let sources = required_members(&mut fields, "sources", diagnostics, source_member);
    fields.finish(diagnostics);
    Some(RawRuntime { name: name?, about, source: source?, context: context?, sources })
}

fn source_member(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawSource> {
    let mut fields = Fields::of(node, "a source", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let subject = required(&mut fields, "subject", diagnostics);
    let from = required(&mut fields, "from", diagnostics);
    fields.finish(diagnostics);
    Some(RawSource { about, subject: subject?, from: from? })
}
