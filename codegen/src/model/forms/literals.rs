//! Literals of forms: read as values of the type that their place has.

use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::model::accessors::described;
use crate::model::arena::Arena;
use crate::model::defaults::{self, Default};
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::Literal;
use crate::source::Spanned;

/// Reads a literal as a value of a type; one that does not fit is reported.
pub(in crate::model) fn literal(
    raw: &Literal,
    ty: &Type,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Default> {
    let node = &raw.0;
    let scalar = node.as_scalar()?;
    let text = Spanned::new(scalar.text.clone(), node.span);
    match ty.unaliased(types) {
        Type::String => Some(Default::Text(resolver.interpolate(&text))),
        Type::Json => Some(Default::Json(match node.json(resolver.diagnostics)? {
            Json::String(_) => Json::String(resolver.interpolate(&text)),
            other => other,
        })),
        Type::Named(id) => match &types[*id].shape {
            Shape::Enum(declared) => {
                let is_meant = |name: &str, wire: &str| name == text.value || wire == text.value;
                let found = declared.members.iter().position(|one| is_meant(one.name.as_written(), &one.wire));
                if found.is_none() {
                    let names = declared.members.iter().map(|member| member.name.as_written());
                    let name = types[*id].declaration.name.as_written();
                    resolver.diagnostics.push(
                        Diagnostic::new(
                            Code::UnknownFormName,
                            node.span,
                            format!("`{name}` has no member `{}`", text.value),
                        )
                        .label("not a word of this enum")
                        .related(types[*id].declaration.span, "declared here")
                        .help(suggest::help(&text.value, names)),
                    );
                }
                found.map(|position| Default::Member(*id, position))
            }
            _ => unfit(node.span, ty, types, resolver.diagnostics),
        },
        plain @ (Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 | Type::Duration) => {
            let found = defaults::resolve(raw, plain, types, &mut Diagnostics::new());
            found.or_else(|| unfit(node.span, ty, types, resolver.diagnostics))
        }
        _ => unfit(node.span, ty, types, resolver.diagnostics),
    }
}

fn unfit(span: Span, ty: &Type, types: &Arena<TypeDeclaration>, diagnostics: &mut Diagnostics) -> Option<Default> {
    diagnostics.push(
        Diagnostic::new(Code::UnfitFormValue, span, "this value does not fit its place")
            .label(format!("expected {}", described(ty, types)))
            .help("write such a value, or `$` and the name of one that is there"),
    );
    None
}
