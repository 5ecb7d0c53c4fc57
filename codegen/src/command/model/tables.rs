//! The `tables` section of the outline.

use super::events::type_name;
use super::outline::Object;
use crate::model::Model;
use crate::model::enums::Enum;
use crate::model::tables::{Table, Words};
use crate::model::types::Shape;

/// A table.
pub(super) fn table(model: &Model, table: &Table, object: Object) -> Object {
    let object = object.with("gives", type_name(model, table.gives));
    let Shape::Enum(given) = &model.types[table.gives].shape else { return object };
    let whole = words(given, &table.whole);
    object
        .with_list("normalize", table.normalize.iter().map(|step| step.word()))
        .with_some("whole", (!whole.is_empty()).then_some(whole))
        .with_some("split", (!table.parts.is_empty()).then_some(table.split.as_str()))
        .with_members("parts", &table.parts, |part| (part.name.as_written(), words(given, &part.words)))
        .with("combine", table.combine.word())
        .with("default", given.members[table.default].name.as_written())
}

/// The words of each member, in the order of the enum.
fn words(given: &Enum, words: &Words) -> Object {
    given.members.iter().enumerate().fold(Object::default(), |all, (position, member)| {
        let words = words.iter().filter(|(_, of)| *of == position).map(|(word, _)| word.as_str());
        all.with_list(member.name.as_written(), words)
    })
}
