//! Lists that are given piece by piece, resolved: which arguments ask for a page, and which fields say what follows.

use super::derived::{Parts, method, unfit};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::arena::Id;
use crate::model::names::{Name, Scope};
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::clients::RawOperation;
use crate::raw::clients::pages::RawPages;
use crate::raw::{Named, Text};

/// A list that is given piece by piece.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The name of the method for all items.
    pub method: Name,
    /// The type of an item.
    pub item: Type,
    /// The record around the items of a page; none where a page is a list.
    pub around: Option<Around>,
    /// How the next page is asked for.
    pub step: Step,
    /// The argument, by position, that says how many items a page has.
    pub limit: Option<usize>,
    /// How many items a page has where nothing else is said.
    pub size: Option<u32>,
}

/// The record around the items of a page. Fields are known by their positions.
#[derive(Clone, Debug)]
pub struct Around {
    /// The record.
    pub record: Id<TypeDeclaration>,
    /// The field with the items.
    pub items: usize,
    /// The field that says how many there are in all.
    pub total: Option<usize>,
    /// The field that says whether there is another page.
    pub more: Option<usize>,
    /// The field with the cursor of the next page.
    pub next: Option<usize>,
}

/// How the next page is asked for: with an argument, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It holds the number of items before the page.
    Offset(usize),
    /// It holds what the server has given.
    Cursor(usize),
}

impl Step {
    /// The argument.
    #[must_use]
    pub fn argument(self) -> usize {
        match self {
            Self::Offset(at) | Self::Cursor(at) => at,
        }
    }
}

/// Resolves the key `pages` of an operation.
pub(super) fn resolve(
    named: &Named<RawOperation>,
    raw: &RawPages,
    parts: &Parts<'_>,
    methods: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> Option<Pages> {
    let method = method(raw.method.as_ref(), named, format!("{}_all", parts.name()), methods, resolver);
    let (item, around) = items(raw, parts, resolver)?;
    let step = step(raw, parts, resolver);
    let limit = raw.limit.as_ref().and_then(|written| number(written, parts, resolver));
    check_limit(raw, limit, parts, resolver);
    let size = raw.size.and_then(|size| {
        let known = u32::try_from(size.value).ok().filter(|size| *size > 0);
        if known.is_none() {
            let message = format!("a page cannot have {} items", size.value);
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, size.span, message)
                    .label("not a number of items")
                    .help("write how many items a page has: 1 or more"),
            );
        }
        known
    });
    Some(Pages { method: method?, item, around, step: step?, limit, size })
}

/// The type of an item, and the fields beside the items.
fn items(raw: &RawPages, parts: &Parts<'_>, resolver: &mut Resolver<'_>) -> Option<(Type, Option<Around>)> {
    let returns = parts.operation.returns.as_ref().map(|ty| ty.unaliased(parts.types));
    if let Some(Type::List(item)) = returns {
        let beside = [("items", &raw.items), ("next", &raw.next), ("total", &raw.total), ("more", &raw.more)];
        for (key, written) in beside {
            let Some(written) = written else { continue };
            let message = format!("what `{}` returns is a list, which has no fields", parts.name());
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidAccessor, written.span, message)
                    .label("leads nowhere")
                    .help(format!("remove `{key}`, or return a record that has the list in a field")),
            );
        }
        return Some(((**item).clone(), None));
    }
    let Some((id, record)) = parts.result() else {
        let message = format!("what `{}` returns has no pages", parts.name());
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, raw.span, message)
                .label("neither a list nor a record with one")
                .help("return a list, `returns: \"[Order]\"`, or a record that has one in a field"),
        );
        return None;
    };
    let Some(written) = &raw.items else {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, raw.span, "nothing says where the items of a page are")
                .label("needs the key `items`")
                .help("name the field with the list: `items: orders`"),
        );
        return None;
    };
    let mut fields = Beside { parts, record, resolver };
    let (total, more, next) = (fields.total(raw), fields.more(raw), fields.next(raw));
    let (items, field) = parts.field(written, record, resolver)?;
    let Type::List(item) = field.ty.required().unaliased(parts.types) else {
        unfit(written, "is no list", "name the field with the items", resolver);
        return None;
    };
    Some(((**item).clone(), Some(Around { record: id, items, total, more, next })))
}

/// Looks for the fields that say what follows a page.
struct Beside<'p, 's, 'r> {
    parts: &'p Parts<'p>,
    record: &'p Record,
    resolver: &'s mut Resolver<'r>,
}

impl Beside<'_, '_, '_> {
    fn total(&mut self, raw: &RawPages) -> Option<usize> {
        self.field(
            raw.total.as_ref()?,
            Type::is_integer,
            "is no whole number",
            "name the field with the number of items",
        )
    }

    fn more(&mut self, raw: &RawPages) -> Option<usize> {
        self.field(
            raw.more.as_ref()?,
            |ty| *ty == Type::Bool,
            "is no `bool`",
            "name the field that says whether there is more",
        )
    }

    fn next(&mut self, raw: &RawPages) -> Option<usize> {
        self.field(
            raw.next.as_ref()?,
            |ty| *ty == Type::String,
            "is no text",
            "name a field of the type `string` or `string?`",
        )
    }

    fn field(
        &mut self,
        written: &Text,
        fits: fn(&Type) -> bool,
        problem: &'static str,
        help: &'static str,
    ) -> Option<usize> {
        let (at, field) = self.parts.field(written, self.record, self.resolver)?;
        if fits(field.ty.required().unaliased(self.parts.types)) {
            return Some(at);
        }
        unfit(written, problem, help, self.resolver);
        None
    }
}

/// How the next page is asked for: either by offset or by cursor.
fn step(raw: &RawPages, parts: &Parts<'_>, resolver: &mut Resolver<'_>) -> Option<Step> {
    match (&raw.offset, &raw.cursor) {
        (None, None) => {
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, raw.span, "nothing says how the next page is asked for")
                    .label("needs the key `offset`, or `cursor` and `next`")
                    .help("name the argument: `offset: offset`, or `cursor: cursor` with `next: next_cursor`"),
            );
            None
        }
        (Some(offset), cursor) => {
            if let Some(written) = cursor.as_ref().or(raw.next.as_ref()) {
                resolver.diagnostics.push(
                    Diagnostic::new(
                        Code::ConflictingKeys,
                        written.span,
                        "pages follow by offset or by cursor, not both",
                    )
                    .label("belongs to cursors")
                    .related(offset.span, "the offset is here")
                    .help("remove one of them"),
                );
            }
            number(offset, parts, resolver).map(Step::Offset)
        }
        (None, Some(cursor)) => {
            check_cursor(raw, cursor, resolver);
            let (at, argument) = parts.argument(cursor, resolver)?;
            if *argument.ty.required().unaliased(parts.types) == Type::String && argument.ty.is_optional() {
                return Some(Step::Cursor(at));
            }
            let help = "make it `string?`: the first page is asked for without a cursor";
            unfit(cursor, "is not of the type `string?`", help, resolver);
            None
        }
    }
}

/// A cursor comes from a field; a total beside it would say the same twice.
fn check_cursor(raw: &RawPages, cursor: &Text, resolver: &mut Resolver<'_>) {
    if raw.next.is_none() {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, cursor.span, "nothing says where the next cursor comes from")
                .label("needs the key `next`")
                .help("name the field of the result: `next: next_cursor`"),
        );
    }
    if let Some(total) = &raw.total {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::ConflictingKeys,
                total.span,
                "by cursor, the last page is the one without a next one",
            )
            .label("belongs to offsets")
            .related(cursor.span, "the cursor is here")
            .help("remove it"),
        );
    }
}

/// An argument that holds a number of items, by position.
fn number(written: &Text, parts: &Parts<'_>, resolver: &mut Resolver<'_>) -> Option<usize> {
    let (at, argument) = parts.argument(written, resolver)?;
    if matches!(argument.ty.required().unaliased(parts.types), Type::U32 | Type::U64 | Type::I64) {
        return Some(at);
    }
    unfit(written, "is no number of items", "make it `u32`, `u64` or `i64`", resolver);
    None
}

/// How many items a page has is known where the server can be told.
fn check_limit(raw: &RawPages, limit: Option<usize>, parts: &Parts<'_>, resolver: &mut Resolver<'_>) {
    if let (Some(size), None) = (&raw.size, &raw.limit) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, size.span, "no argument says how many items a page has")
                .label("needs the key `limit`")
                .help("name the argument: `limit: limit`"),
        );
    }
    let is_required = limit.is_some_and(|at| !parts.operation.arguments[at].ty.is_optional());
    if let (Some(limit), None, true) = (&raw.limit, &raw.size, is_required) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::MissingKey,
                limit.span,
                "the limit is sent with each request, and nothing says what it is",
            )
            .label("needs the key `size`")
            .help("write how many items a page has, `size: 50`, or make the argument optional"),
        );
    }
}
