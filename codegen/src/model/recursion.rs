//! Types that contain themselves: where a box is needed, and where no finite value exists.

use super::arena::{Arena, Id};
use super::infinite;
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::Diagnostics;

/// Boxes fields and variants on cycles, only where a cycle closes. Types without an end are reported; says whether there
/// are none.
pub fn check(types: &mut Arena<TypeDeclaration>, diagnostics: &mut Diagnostics) -> bool {
    if !infinite::check(types, diagnostics) {
        return false;
    }
    for (holder, position) in closing_edges(types) {
        match &mut types[holder].shape {
            Shape::Record(record) => record.fields[position].boxed = true,
            Shape::Union(union) => union.variants[position].boxed = true,
            Shape::Newtype(_) | Shape::Alias(_) | Shape::Enum(_) => {}
        }
    }
    true
}

/// The types that a value of `id` contains without a list or map between, by position of field or variant.
fn direct(types: &Arena<TypeDeclaration>, id: Id<TypeDeclaration>) -> Vec<(usize, Id<TypeDeclaration>)> {
    let edges = |list: &mut dyn Iterator<Item = &Type>| {
        list.enumerate().filter_map(|(position, ty)| Some((position, ty.contains_directly()?))).collect()
    };
    match &types[id].shape {
        Shape::Record(record) => edges(&mut record.fields.iter().map(|field| &field.ty)),
        Shape::Union(union) => edges(&mut union.variants.iter().map(|variant| &variant.ty)),
        Shape::Newtype(newtype) => edges(&mut std::iter::once(&newtype.inner)),
        Shape::Alias(ty) => edges(&mut std::iter::once(ty)),
        Shape::Enum(_) => Vec::new(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Edges that lead back to a type that is still being visited, found depth first without recursion.
fn closing_edges(types: &Arena<TypeDeclaration>) -> Vec<(Id<TypeDeclaration>, usize)> {
    let mut state = vec![Visit::New; types.len()];
    let mut closing = Vec::new();
    for start in types.ids() {
        if state[start.index()] != Visit::New {
            continue;
        }
        state[start.index()] = Visit::Open;
        // Each frame: the type, its edges, the next edge, and the last edge on the path that can hold a box.
        let mut path = vec![(start, direct(types, start), 0, None)];
        while let Some((id, edges, next, inherited)) = path.last_mut() {
            let Some(&(position, target)) = edges.get(*next) else {
                state[id.index()] = Visit::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let holds = matches!(types[*id].shape, Shape::Record(_) | Shape::Union(_));
            let edge = if holds { Some((*id, position)) } else { *inherited };
            match state[target.index()] {
                Visit::Open => closing.extend(edge),
                Visit::New => {
                    state[target.index()] = Visit::Open;
                    path.push((target, direct(types, target), 0, edge));
                }
                Visit::Done => {}
            }
        }
    }
    closing.sort_unstable();
    closing.dedup();
    closing
}
