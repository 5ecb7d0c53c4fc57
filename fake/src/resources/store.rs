//! What was created, by the paths of collections.

use std::collections::BTreeMap;

use serde_json::Value;

/// The state of a fake server: items by the path of their collection, such as `/orders`, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Store {
    collections: BTreeMap<String, Vec<Item>>,
    serial: u64,
}

/// A created thing.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Grows from one item to the next, also when others were deleted between.
    pub(super) position: u64,
    id: String,
    pub(super) value: Value,
}

impl Store {
    /// Puts an item into a collection, in place of the one with the same identifier.
    pub fn insert(&mut self, collection: &str, id: &str, value: Value) {
        let position = self.next_serial();
        let items = self.collections.entry(collection.to_owned()).or_default();
        match items.iter_mut().find(|item| item.id == id) {
            Some(item) => item.value = value,
            None => items.push(Item { position, id: id.to_owned(), value }),
        }
    }

    /// The item with an identifier.
    #[must_use]
    pub fn find(&self, collection: &str, id: &str) -> Option<&Value> {
        self.items(collection).iter().find(|item| item.id == id).map(|item| &item.value)
    }

    /// The items of a collection.
    pub fn values(&self, collection: &str) -> impl Iterator<Item = &Value> {
        self.items(collection).iter().map(|item| &item.value)
    }

    /// Takes an item out.
    pub fn remove(&mut self, collection: &str, id: &str) -> Option<Value> {
        let items = self.collections.get_mut(collection)?;
        let at = items.iter().position(|item| item.id == id)?;
        Some(items.remove(at).value)
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.collections.clear();
    }

    /// A number that was not given before, for identifiers.
    pub fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    pub(super) fn serial(&self) -> u64 {
        self.serial
    }

    pub(super) fn items(&self, collection: &str) -> &[Item] {
        self.collections.get(collection).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn is_empty(&self, collection: &str) -> bool {
        self.items(collection).is_empty()
    }
}
