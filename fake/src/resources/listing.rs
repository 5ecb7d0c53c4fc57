//! Lists: which items a request asks for, and what stands around them in an answer.

use serde_json::{Map, Value};

use super::overlay::{as_text, canonical, find, onto, projected};
use super::store::Item;
use crate::description::{Type, Types};
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

/// The items that a request asks for.
pub(super) struct Page<'s> {
    items: Vec<&'s Value>,
    /// How many there are on all pages.
    total: usize,
    limit: Option<usize>,
    offset: usize,
    /// What the next page is asked for with, if there is one.
    next: Option<String>,
}

impl<'s> Page<'s> {
    /// Filters by the fields that the query names, then takes the page.
    pub(super) fn of(items: &'s [Item], query: &[(String, String)]) -> Self {
        let given = |names: &[&str]| {
            let value = query.iter().find(|(name, _)| names.contains(&canonical(name).as_str()));
            value.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
        };
        let number = |names| given(names).and_then(|value| value.parse::<usize>().ok());
        let matching: Vec<&Item> = items.iter().filter(|item| is_wanted(item, query)).collect();
        let limit = number(LIMITS);
        let after = given(CURSORS).and_then(|cursor| cursor.strip_prefix("after-")?.parse::<u64>().ok());
        let offset = match (after, number(OFFSETS), number(PAGES)) {
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
        Self { items, total: matching.len(), limit, offset, next }
    }
}

/// Whether an item has what the query asks for under the names of its fields.
fn is_wanted(item: &Item, query: &[(String, String)]) -> bool {
    let Some(fields) = item.value.as_object() else { return true };
    let mut wanted = query.iter().filter(|(name, _)| !is_about_pages(name));
    wanted.all(|(name, wanted)| find(fields, name).and_then(as_text).is_none_or(|value| value == *wanted))
}

fn is_about_pages(name: &str) -> bool {
    let name = canonical(name);
    [LIMITS, OFFSETS, PAGES, CURSORS].iter().any(|names| names.contains(&name.as_str()))
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
    let mut has_list = false;
    for field in &record.fields {
        let list = types.element(&field.ty).filter(|element| !has_list && types.record(element).is_some());
        let name = canonical(&field.name);
        let is = |names: &[&str]| names.contains(&name.as_str());
        let around = match list {
            Some(element) => {
                has_list = true;
                fields.insert(field.name.clone(), elements(element));
                continue;
            }
            None if is(TOTALS) => Value::from(page.total),
            // Where there must be a cursor, an empty one is none.
            None if is(NEXTS) && !field.ty.is_optional() => Value::from(page.next.clone().unwrap_or_default()),
            None if is(NEXTS) => page.next.clone().map_or(Value::Null, Value::from),
            None if is(MORES) => Value::from(page.next.is_some()),
            None if is(LIMITS) => page.limit.map_or(Value::Null, Value::from),
            None if is(OFFSETS) => Value::from(page.offset),
            None => continue,
        };
        onto(types, record, fields, &Map::from_iter([(field.name.clone(), around)]));
    }
    value
}
