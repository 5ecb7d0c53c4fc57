//! The `errors` section of the outline.

use super::outline::Object;
use crate::model::errors::{Condition, ErrorSet, Variant};

/// The error of clients.
pub(super) fn errors(errors: &ErrorSet, object: Object) -> Object {
    object.with_members("variants", &errors.variants, |known| (known.name.as_written(), variant(known)))
}

fn variant(variant: &Variant) -> Object {
    Object::default()
        .about(variant.doc.as_ref(), variant.deprecated.as_ref())
        .with_list("when", variant.when.iter().map(Condition::text))
}
