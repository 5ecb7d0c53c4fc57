//! Enums, resolved: sets of words.

use super::names::{Name, Scope, WireScope};
use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::enums::RawEnum;

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The members in order.
    pub members: Vec<Member>,
    /// Whether unknown words are kept.
    pub open: bool,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The spelling on the wire.
    pub wire: String,
    /// Further spellings accepted on input.
    pub aliases: Vec<String>,
}

/// Resolves an enum.
pub(super) fn resolve(raw: &RawEnum, resolver: &mut Resolver<'_>) -> Enum {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the value");
    let mut members = Vec::new();
    for named in &raw.members {
        let Some(name) = resolver.member(&named.name) else { continue };
        if raw.open && name.pascal() == "Unknown" {
            resolver.diagnostics.push(reserved_unknown(named.name.span, "enum"));
            continue;
        }
        if !names.claim(name.pascal(), &named.name, "member", resolver.diagnostics) {
            continue;
        }
        let wire = resolver.wire(named.value.wire.as_ref(), &named.name, &name, raw.case);
        wires.claim(&wire.value, wire.span, resolver.diagnostics);
        for alias in &named.value.aliases {
            wires.claim(&alias.value, alias.span, resolver.diagnostics);
        }
        members.push(Member {
            name,
            span: named.name.span,
            doc: named.value.about.doc_text(),
            deprecated: named.value.about.deprecated_text(),
            wire: wire.value,
            aliases: named.value.aliases.iter().map(|alias| alias.value.clone()).collect(),
        });
    }
    Enum { members, open: raw.open }
}

/// The finding about a member of an open type with the name of the generated one.
pub(super) fn reserved_unknown(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::ReservedName, span, format!("an open {what} already has a member `Unknown`"))
        .label("this name is taken by the generated member for unknown values")
        .help("choose another name and keep the spelling with `wire: unknown`, or set `open: false`")
}
