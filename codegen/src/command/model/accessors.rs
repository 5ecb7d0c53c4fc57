//! Paths into records and contexts, as the outline shows them.

use super::outline::Object;
use super::types::expression;
use crate::model::Model;
use crate::model::accessors::{Accessor, Step};
use crate::model::types::Shape;

/// The path, and what it leads to.
pub(super) fn accessor(model: &Model, accessor: &Accessor) -> Object {
    Object::default()
        .with("path", path(model, accessor))
        .with("type", expression(model, &accessor.ty))
        .with_flag("optional", accessor.optional)
}

/// The path as the language writes it.
pub(super) fn path(model: &Model, accessor: &Accessor) -> String {
    let mut path = String::new();
    for step in &accessor.steps {
        let name = match step {
            Step::Getter { name, .. } => name.as_written(),
            Step::Field { record, field } => {
                let Shape::Record(record) = &model.types[*record].shape else { continue };
                record.fields[*field].name.as_written()
            }
            Step::Payload { events, fields } => {
                let kinds = &model.events[*events].kinds;
                let found = kinds.iter().zip(fields).find_map(|(kind, field)| Some((kind.payload, (*field)?)));
                let Some((payload, field)) = found else { continue };
                let Shape::Record(record) = &model.types[payload].shape else { continue };
                path.extend([".payload.", record.fields[field].name.as_written()]);
                continue;
            }
            Step::Member { union, variant } => {
                if let Shape::Union(union) = &model.types[*union].shape {
                    path.extend(["[", union.variants[*variant].name.as_written(), "]"]);
                }
                continue;
            }
        };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
    path
}
