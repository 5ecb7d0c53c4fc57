//! Lists: which items a request asks for, and what stands around them in an answer.

use serde_json::{Map, Value};

use super::overlay::{as_text, canonical, find, onto, projected};
use super::store::Item;
use crate::description::{Field, Operation, Pages, Record, Type, Types};
use crate::examples::Examples;

/// Names of query parameters, without what spellings differ in.
const LIMITS: &[&str] = &["limit", "pagesize", "perpage", "size", "maxresults", "first", "count", "take"];
const OFFSETS: &[&str] = &["offset", "skip"];
const PAGES: &[&str] = &["page", "pagenumber"];
const CURSORS: &[&str] = &["cursor", "pagetoken", "nexttoken", "after", "startingafter", "continuationtoken"];

/// The names of fields beside a list.
const TOTALS: &[&str] = &["total", "totalcount", "totalsize", "totalitems", "count"];
const NEXTS: &[&str] = &["next", "nextcursor", "nextpagetoken", "nexttoken", "cursor", "continuationtoken"];
const MORES: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more"];

/// What the parts of a list are called: as its description says, or as most are.
#[derive(Clone, Copy, Default)]
pub(super) struct Words<'d>(Option<&'d Pages>);

impl<'d> Words<'d> {
    pub(super) fn of(operation: &'d Operation) -> Self {
        Self(operation.pages.as_ref())
    }

    /// Whether a name is the described one, or one of the usual ones where none is described.
    fn is(self, name: &str, part: fn(&Pages) -> &Option<String>, usual: &[&str]) -> bool {
        match self.0.and_then(|pages| part(pages).as_deref()) {
            Some(described) => described == name,
            None => usual.contains(&canonical(name).as_str()),
        }
    }

    fn is_limit(self, name: &str) -> bool {
        self.is(name, |pages| &pages.limit, LIMITS)
    }

    fn is_offset(self, name: &str) -> bool {
        self.is(name, |pages| &pages.offset, OFFSETS)
    }

    fn is_cursor(self, name: &str) -> bool {
        self.is(name, |pages| &pages.cursor, CURSORS)
    }

    fn is_page(name: &str) -> bool {
        PAGES.contains(&canonical(name).as_str())
    }

    fn is_about_pages(self, name: &str) -> bool {
        self.is_limit(name) || self.is_offset(name) || self.is_cursor(name) || Self::is_page(name)
    }

    /// What a field beside a list says of a page; none of a field that is about something else.
    fn beside(self, field: &Field, page: &Page<'_>) -> Option<Value> {
        let is = |part: fn(&Pages) -> &Option<String>, usual: &[&str]| self.is(&field.name, part, usual);
        Some(match () {
            () if is(|pages| &pages.total, TOTALS) => Value::from(page.total),
            // Where there must be a cursor, an empty one is none.
            () if is(|pages| &pages.next, NEXTS) => match &page.next {
                None if field.ty.is_optional() => Value::Null,
                next => Value::from(next.clone().unwrap_or_default()),
            },
            () if is(|pages| &pages.more, MORES) => Value::from(page.next.is_some()),
            () if is(|pages| &pages.limit, LIMITS) => page.limit.map_or(Value::Null, Value::from),
            () if is(|pages| &pages.offset, OFFSETS) => Value::from(page.offset),
            () => return None,
        })
    }
}

/// The items that a request asks for.
pub(super) struct Page<'s> {
    items: Vec<&'s Value>,
    words: Words<'s>,
    /// How many there are on all pages.
    total: usize,
    limit: Option<usize>,
    offset: usize,
    /// What the next page is asked for with, if there is one.
    next: Option<String>,
}

impl<'s> Page<'s> {
    /// Filters by the fields that the query names, then takes the page.
    pub(super) fn of(items: &'s [Item], query: &[(String, String)], words: Words<'s>) -> Self {
        let given = |is: &dyn Fn(&str) -> bool| {
            let value = query.iter().find(|(name, _)| is(name)).map(|(_, value)| value.as_str());
            value.filter(|value| !value.is_empty())
        };
        let number = |is: &dyn Fn(&str) -> bool| given(is).and_then(|value| value.parse::<usize>().ok());
        let matching: Vec<&Item> = items.iter().filter(|item| is_wanted(item, query, words)).collect();
        let limit = number(&|name| words.is_limit(name));
        let after = given(&|name| words.is_cursor(name));
        let after = after.and_then(|cursor| cursor.strip_prefix("after-")?.parse::<u64>().ok());
        let offset = match (after, number(&|name| words.is_offset(name)), number(&Words::is_page)) {
            (Some(after), ..) => matching.partition_point(|item| item.position <= after),
            (_, Some(offset), _) => offset,
            (_, _, Some(page)) => page.saturating_sub(1).saturating_mul(limit.unwrap_or(0)),
            _ => 0,
        };
        let page = matching.iter().skip(offset).take(limit.unwrap_or(usize::MAX));
        let page: Vec<&Item> = page.copied().collect();
        let has_more = offset.saturating_add(page.len()) < matching.len();
        let next = page.last().filter(|_| has_more).map(|item| format!("after-{}", item.position));
        let items = page.into_iter().map(|item| &item.value).collect();
        Self { items, words, total: matching.len(), limit, offset, next }
    }
}

/// Whether an item has what the query asks for under the names of its fields.
fn is_wanted(item: &Item, query: &[(String, String)], words: Words<'_>) -> bool {
    let Some(fields) = item.value.as_object() else { return true };
    let mut wanted = query.iter().filter(|(name, _)| !words.is_about_pages(name));
    wanted.all(|(name, wanted)| find(fields, name).and_then(as_text).is_none_or(|value| value == *wanted))
}

/// The page as an operation returns it: a list, or a record around one.
pub(super) fn answer(types: &Types, returns: &Type, page: &Page<'_>, serial: u64) -> Value {
    let examples = Examples::new(types, serial).sparse();
    let elements = |element: &Type| {
        let items = page.items.iter().map(|item| projected(types, element, item, &examples));
        Value::Array(items.collect())
    };
    if let Some(element) = types.element(returns) {
        return elements(element);
    }
    let mut value = examples.value(returns.required(), "value");
    let (Some(record), Value::Object(fields)) = (types.record(returns), &mut value) else { return value };
    let Some(list) = list(types, record, page.words) else { return value };
    for field in &record.fields {
        let around = match types.element(&field.ty) {
            Some(element) if field.name == list => {
                fields.insert(field.name.clone(), elements(element));
                continue;
            }
            _ => page.words.beside(field, page),
        };
        let around = around.map(|around| (field.name.clone(), around));
        onto(types, record, fields, &Map::from_iter(around));
    }
    value
}

/// Makes an example the first and last page: who asks for pages comes to an end.
pub(super) fn end(types: &Types, returns: &Type, value: &mut Value, query: &[(String, String)], words: Words<'_>) {
    let is_behind = |(name, value): &(String, String)| {
        let is_begin = value.is_empty() || value == "0";
        !is_begin && (words.is_offset(name) || words.is_cursor(name))
    };
    let is_behind = query.iter().any(is_behind);
    let (record, fields) = match (types.record(returns), value) {
        (Some(record), Value::Object(fields)) => (record, fields),
        (_, Value::Array(items)) if is_behind => return items.clear(),
        _ => return,
    };
    let Some(list) = list(types, record, words) else { return };
    let Some(Value::Array(items)) = fields.get_mut(list) else { return };
    if is_behind {
        items.clear();
    }
    let page = Page { items: Vec::new(), words, total: items.len(), limit: None, offset: 0, next: None };
    for field in record.fields.iter().filter(|field| field.name != list) {
        let around = words.beside(field, &page).map(|around| (field.name.clone(), around));
        onto(types, record, fields, &Map::from_iter(around));
    }
}

/// The field with the items: the described one, or else the first list of records.
fn list<'r>(types: &Types, record: &'r Record, words: Words<'_>) -> Option<&'r str> {
    let described = words.0.and_then(|pages| pages.items.as_deref());
    let is_list = |field: &&Field| match described {
        Some(name) => field.name == name,
        None => types.element(&field.ty).is_some_and(|element| types.record(element).is_some()),
    };
    record.fields.iter().find(is_list).map(|field| field.name.as_str())
}
