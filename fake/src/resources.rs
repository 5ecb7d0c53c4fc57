//! State: what was created is there, until it is deleted.
//!
//! Nothing of it is declared. An operation on a path that ends in a parameter, `/orders/{order_id}`, is about one item of
//! the collection `/orders` if the record that it returns has a field for that parameter. Operations on either path then do
//! what their method says. A collection in which nothing can be created answers with examples. Over GraphQL, records that a
//! mutation makes are found by queries.

mod graphql;
mod infer;
mod listing;
mod overlay;
mod store;

use infer::Effect;
pub(crate) use infer::{Resources, Target};
pub use store::Store;

use serde_json::{Map, Value};

use crate::description::{Description, Operation, Type};
use crate::examples::Examples;
use crate::reply::Reply;
use crate::routes::Capture;

/// A request that was found to be right.
pub(crate) struct Asked<'r> {
    pub(crate) description: &'r Description,
    pub(crate) operation: &'r Operation,
    /// What it is about, if that is something with a state.
    pub(crate) target: Option<Target<'r>>,
    pub(crate) captures: &'r [Capture],
    pub(crate) query: &'r [(String, String)],
    pub(crate) body: Option<&'r Value>,
}

impl Asked<'_> {
    /// Does what the operation does, and gives the answer.
    pub(crate) fn answer(&self, store: &mut Store) -> Reply {
        let Some(target) = &self.target else { return self.example(store) };
        match target.effect {
            Effect::Create => self.create(store, target, None),
            Effect::List => self.list(store, target),
            Effect::Read => self.with_item(store, target, |_, item| item),
            Effect::Change => self.change(store, target),
            Effect::Delete => self.with_item(store, target, |store, item| {
                store.remove(target.collection, target.id);
                item
            }),
            Effect::Below => self.below(store, target),
        }
    }

    /// The answer about an item that is there.
    fn with_item(&self, store: &mut Store, target: &Target<'_>, act: impl FnOnce(&mut Store, Value) -> Value) -> Reply {
        match existing(store, target) {
            Ok(Some(item)) => {
                let item = act(store, item);
                self.item(200, &item, store)
            }
            Ok(None) => self.example(store),
            Err(reply) => reply,
        }
    }

    fn create(&self, store: &mut Store, target: &Target<'_>, id: Option<&str>) -> Reply {
        let item = self.new_item(store, target, id);
        let Some(id) = overlay::id_of(&item, &target.resource.id) else { return self.example(store) };
        if store.find(target.collection, &id).is_some() {
            return Reply::error(409, "conflict", "there is one with this identifier already");
        }
        store.insert(target.collection, &id, item.clone());
        self.item(201, &item, store)
    }

    /// A new item: what the body says, and what only the server knows.
    fn new_item(&self, store: &mut Store, target: &Target<'_>, id: Option<&str>) -> Value {
        let (types, resource) = (&self.description.types, target.resource);
        let body = self.body.and_then(Value::as_object);
        let has_id = id.is_some() || body.is_some_and(|body| overlay::find(body, &resource.id).is_some());
        loop {
            let mut item = Examples::new(types, store.next_serial()).sparse().value(&resource.item, "item");
            if let (Some(record), Value::Object(fields)) = (types.record(&resource.item), &mut item) {
                overlay::onto(types, record, fields, body.unwrap_or(&Map::new()));
                let id = id.map(|id| (resource.id.clone(), Value::from(id)));
                overlay::onto(types, record, fields, &Map::from_iter(id));
            }
            // An identifier that a client has chosen may be one that examples come to later.
            let made = overlay::id_of(&item, &resource.id);
            if has_id || made.is_none_or(|made| store.find(target.collection, &made).is_none()) {
                return item;
            }
        }
    }

    fn list(&self, store: &mut Store, target: &Target<'_>) -> Reply {
        let Some(returns) = &self.operation.returns else { return self.empty(204) };
        if store.is_empty(target.collection) && !target.resource.is_creatable {
            return self.example(store);
        }
        let serial = store.serial();
        let words = listing::Words::of(self.operation);
        let page = listing::Page::of(store.items(target.collection), self.query, words);
        self.value(200, &listing::answer(&self.description.types, returns, &page, serial))
    }

    fn change(&self, store: &mut Store, target: &Target<'_>) -> Reply {
        let types = &self.description.types;
        let is_there = store.find(target.collection, target.id).is_some();
        if !is_there && target.resource.is_made_by_put {
            return self.create(store, target, Some(target.id));
        }
        self.with_item(store, target, |store, mut item| {
            let body = self.body.and_then(Value::as_object);
            if let (Some(record), Value::Object(fields), Some(body)) =
                (types.record(&target.resource.item), &mut item, body)
            {
                // Whatever the body calls it, it stays the item that the path names.
                let id = fields.get(&target.resource.id).cloned();
                overlay::onto(types, record, fields, body);
                fields.extend(id.map(|id| (target.resource.id.clone(), id)));
            }
            store.insert(target.collection, target.id, item.clone());
            item
        })
    }

    /// Something about an item that is none of its methods: `/orders/{order_id}/cancel`.
    fn below(&self, store: &mut Store, target: &Target<'_>) -> Reply {
        let returned = self.operation.returns.as_ref().map(Type::required);
        match existing(store, target) {
            Ok(Some(item)) if returned == Some(&target.resource.item) => self.item(200, &item, store),
            Ok(_) => self.example(store),
            Err(reply) => reply,
        }
    }

    /// An example of what the operation returns, in which values of the request stand where they have the same name.
    fn example(&self, store: &mut Store) -> Reply {
        self.example_value(store).map_or_else(|| self.empty(204), |value| self.value(200, &value))
    }

    /// The same as a value; none where nothing is returned.
    pub(crate) fn example_value(&self, store: &mut Store) -> Option<Value> {
        let returns = self.operation.returns.as_ref()?;
        let types = &self.description.types;
        let mut value = Examples::new(types, store.next_serial()).value(returns.required(), "value");
        if let (Some(record), Value::Object(fields)) = (types.record(returns), &mut value) {
            let named = |capture: &Capture| (capture.name.clone(), Value::from(capture.value.as_str()));
            overlay::onto(types, record, fields, &self.captures.iter().map(named).collect());
            if let Some(target) = self.target.as_ref().filter(|target| target.effect != Effect::List) {
                let id = Map::from_iter([(target.resource.id.clone(), Value::from(target.id))]);
                overlay::onto(types, record, fields, &id);
            }
            overlay::onto(types, record, fields, self.body.and_then(Value::as_object).unwrap_or(&Map::new()));
        }
        if self.operation.pages.is_some() {
            listing::end(types, returns, &mut value, self.query, listing::Words::of(self.operation));
        }
        Some(value)
    }

    /// An item as the operation returns it.
    fn item(&self, status: u16, item: &Value, store: &Store) -> Reply {
        match &self.operation.returns {
            Some(returns) => {
                let examples = Examples::new(&self.description.types, store.serial()).sparse();
                self.value(status, &overlay::projected(&self.description.types, returns, item, &examples))
            }
            None => self.empty(if status == 200 { 204 } else { status }),
        }
    }

    fn value(&self, status: u16, value: &Value) -> Reply {
        Reply::json(self.operation.status.unwrap_or(status), value)
    }

    fn empty(&self, status: u16) -> Reply {
        Reply::new(self.operation.status.unwrap_or(status))
    }
}

/// The item that a path names; none where items cannot be created, and a refusal where it is not there.
fn existing(store: &Store, target: &Target<'_>) -> Result<Option<Value>, Reply> {
    match store.find(target.collection, target.id) {
        Some(item) => Ok(Some(item.clone())),
        None if !target.resource.is_creatable && store.is_empty(target.collection) => Ok(None),
        None => Err(Reply::error(404, "not_found", "there is none with this identifier")),
    }
}
