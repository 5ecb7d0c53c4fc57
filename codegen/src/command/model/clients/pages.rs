//! Lists that are given piece by piece.

use crate::command::model::outline::Object;
use crate::model::Model;
use crate::model::clients::Operation;
use crate::model::clients::pages::{Pages, Step};
use crate::model::types::Shape;

pub(super) fn pages(model: &Model, operation: &Operation, pages: &Pages) -> Object {
    let argument = |at: usize| operation.arguments[at].name.as_written();
    let object = Object::default().with("method", pages.method.as_written());
    let object = match &pages.around {
        None => object,
        Some(around) => {
            let Shape::Record(record) = &model.types[around.record].shape else { return object };
            let field = |at: usize| record.fields[at].name.as_written();
            object
                .with("items", field(around.items))
                .with_some("total", around.total.map(field))
                .with_some("more", around.more.map(field))
                .with_some("next", around.next.map(field))
        }
    };
    let object = match pages.step {
        Step::Offset(at) => object.with("offset", argument(at)),
        Step::Cursor(at) => object.with("cursor", argument(at)),
    };
    object.with_some("limit", pages.limit.map(argument)).with_some("size", pages.size)
}
