//! Operations that are asked until something has come to its end.

use super::{backoff, shown};
use crate::command::model::outline::Object;
use crate::model::Model;
use crate::model::clients::poll::{Ends, Poll, Tolerance};
use crate::model::types::Shape;

pub(super) fn poll(model: &Model, poll: &Poll) -> Object {
    let object = Object::default().with("method", poll.method.as_written());
    let Shape::Record(record) = &model.types[poll.record].shape else { return object };
    let object = object.with("field", record.fields[poll.field].name.as_written());
    let object = match &poll.until {
        Ends::Texts(texts) => object.with_list("until", texts.iter().map(String::as_str)),
        Ends::Members(id, members) => {
            let Shape::Enum(declared) = &model.types[*id].shape else { return object };
            object.with_list("until", members.iter().map(|at| declared.members[*at].name.as_written()))
        }
    };
    let object = object.with("interval", backoff(&poll.interval)).with("limit", shown(poll.limit));
    match &poll.tolerance {
        Tolerance::Word(word) => object.with("tolerate", word.word()),
        Tolerance::AllBut(statuses) => {
            object.with("tolerate", Object::default().with_list("all_but", statuses.iter().copied()))
        }
    }
}
