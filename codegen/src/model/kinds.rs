//! The `kinds` section, resolved: what can be addressed, and how it is spelled in a path.

use super::families::not_a_member;
use super::names::{Name, Scope, WireScope};
use super::resolver::Resolver;
use super::symbols::Declaration;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::Text;
use crate::raw::kinds::RawKinds;

/// A set of kinds.
#[derive(Clone, Debug)]
pub struct KindSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The kinds in order.
    pub members: Vec<Kind>,
}

/// A kind.
#[derive(Clone, Debug)]
pub struct Kind {
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
    /// The spelling in a path, if it has one.
    pub segment: Option<String>,
}

impl KindSet {
    /// The position of the kind with this name, or a finding.
    pub(super) fn position(&self, name: &Text, resolver: &mut Resolver<'_>) -> Option<usize> {
        let names = || self.members.iter().map(|member| member.name.as_written());
        let position = names().position(|known| known == name.value);
        if position.is_none() {
            not_a_member(name, names(), self.declaration.span, resolver);
        }
        position
    }

    /// The position of a kind that is to stand in a path, or a finding.
    pub(super) fn addressed(&self, name: &Text, resolver: &mut Resolver<'_>) -> Option<usize> {
        let position = self.position(name, resolver)?;
        let kind = &self.members[position];
        if kind.segment.is_none() {
            resolver.diagnostics.push(
                Diagnostic::new(Code::KindWithoutSegment, name.span, format!("the kind `{}` has no path", name.value))
                    .label("has no segment")
                    .related(kind.span, "declared without `segment:`")
                    .help("give it a `segment:`, or leave it out here"),
            );
            return None;
        }
        Some(position)
    }
}

/// Resolves one declaration.
pub fn resolve(declaration: Declaration, raw: &RawKinds, resolver: &mut Resolver<'_>) -> KindSet {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the value");
    let mut segments = WireScope::new(Code::DuplicateSegment, "the segment")
        .help("a reader of paths could not tell them apart: give one of them another segment");
    let mut members = Vec::new();
    for named in &raw.members {
        let Some(name) = resolver.member(&named.name) else { continue };
        if !names.claim(name.pascal(), &named.name, "kind", resolver.diagnostics) {
            continue;
        }
        let wire = resolver.wire(named.value.wire.as_ref(), &named.name, &name, raw.case);
        wires.claim(&wire.value, wire.span, resolver.diagnostics);
        let segment = named.value.segment.as_ref().and_then(|written| segment(written, resolver));
        if let (Some(segment), Some(written)) = (&segment, &named.value.segment) {
            segments.claim(segment, written.span, resolver.diagnostics);
        }
        members.push(Kind {
            name,
            span: named.name.span,
            doc: named.value.about.doc_text(),
            deprecated: named.value.about.deprecated_text(),
            wire: wire.value,
            segment,
        });
    }
    KindSet { declaration, members }
}

/// A segment stands in paths as it is written.
fn segment(written: &Text, resolver: &mut Resolver<'_>) -> Option<String> {
    let segment = resolver.interpolate(written);
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '~');
    if !segment.is_empty() && segment.chars().all(is_plain) && !matches!(segment.as_str(), "." | "..") {
        return Some(segment);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidTemplate, written.span, format!("`{segment}` cannot be a segment of a path"))
            .label("not one segment")
            .help("write letters, digits, `-`, `_`, `.` or `~`"),
    );
    None
}
