//! Pages: lists that a server gives piece by piece, read as one stream.
//!
//! ```
//! use typeloom_runtime::client::ClientError;
//! use typeloom_runtime::future::BoxFuture;
//! use typeloom_runtime::page::{Page, PagePlan, PageRequest, Pages};
//!
//! const PLAN: PagePlan = PagePlan::by_offset("Orders::list").size(2);
//!
//! struct OrderList {
//!     orders: Vec<u32>,
//!     total: Option<i64>,
//! }
//!
//! let ask = |at: &PageRequest| -> BoxFuture<'_, Result<OrderList, ClientError>> {
//!     let orders = (at.offset()..5).take(2).collect();
//!     Box::pin(async move { Ok(OrderList { orders, total: Some(5) }) })
//! };
//! let orders = Pages::new(PLAN, ask, |list| Page::new(list.orders).given_total(list.total));
//! assert_eq!(pollster::block_on(orders.all())?, [0, 1, 2, 3, 4]);
//! # Ok::<(), ClientError>(())
//! ```
//!
//! A page is asked for when its first item is. Nothing is read ahead.

mod course;
mod plan;
mod request;

pub use plan::PagePlan;
pub use request::PageRequest;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::client::ClientError;
use crate::future::BoxFuture;
use course::Course;

/// One page: some of the items, and what the server says about the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    items: Vec<T>,
    told: Told,
}

/// What a server says about the pages that follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Told {
    total: Option<i128>,
    next: Option<String>,
    more: Option<bool>,
}

impl<T> Page<T> {
    /// A page of these items.
    pub fn new(items: Vec<T>) -> Self {
        Self { items, told: Told::default() }
    }

    /// So many items there are on all pages.
    #[must_use]
    pub fn total(self, total: impl Into<i128>) -> Self {
        self.given_total(Some(total))
    }

    /// So many items there are on all pages, if that is said.
    #[must_use]
    pub fn given_total(mut self, total: Option<impl Into<i128>>) -> Self {
        self.told.total = total.map(Into::into);
        self
    }

    /// The cursor of the next page. None, and an empty one, say that there is no other page.
    #[must_use]
    pub fn next(mut self, cursor: impl Into<Option<String>>) -> Self {
        self.told.next = cursor.into().filter(|cursor| !cursor.is_empty());
        self
    }

    /// Whether there is another page, if that is said.
    #[must_use]
    pub fn more(mut self, more: impl Into<Option<bool>>) -> Self {
        self.told.more = more.into();
        self
    }
}

/// Why pages cannot be followed to their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The server gave a cursor that it had given before: following it would never end.
    #[error("the server gave the same cursor twice")]
    RepeatedCursor,
    /// There are more items than an offset can count.
    #[error("there are more items than an offset can count")]
    TooMany,
}

/// The items of all pages, in the order in which the server gives them.
///
/// Pages are asked for one after the other, each when its first item is asked for; dropping the stream drops the request.
/// An error ends the stream.
///
/// - **By offset**, the last page is the one that reaches the total, or says that there are no more. Where the server says
///   neither, it is one with fewer items than the description asks for, or with more than were asked for: such a server
///   gives everything at once. An empty page is always the last one.
/// - **By cursor**, the last page is the one without a next cursor, or that says that there are no more. It may be empty,
///   and so may others. A cursor that comes twice is an error: [`PageError::RepeatedCursor`].
#[must_use = "pages are asked for when their items are"]
pub struct Pages<'c, T, E = ClientError> {
    ask: Box<Ask<'c, T, E>>,
    asked: Option<Asked<'c, T, E>>,
    items: std::vec::IntoIter<T>,
    course: Course,
}

/// A page that is asked for.
type Asked<'c, T, E> = BoxFuture<'c, Result<Page<T>, E>>;

/// What asks for one.
type Ask<'c, T, E> = dyn FnMut(&PageRequest) -> Asked<'c, T, E> + Send + 'c;

impl<'c, T, E> Pages<'c, T, E> {
    /// Follows the plan: `ask` asks for a page, and `read` says what is in it.
    pub fn new<P>(
        plan: PagePlan,
        mut ask: impl FnMut(&PageRequest) -> BoxFuture<'c, Result<P, E>> + Send + 'c,
        read: fn(P) -> Page<T>,
    ) -> Self
    where
        P: 'c,
        E: 'c,
        T: 'c,
    {
        let ask = move |at: &PageRequest| -> Asked<'c, T, E> {
            let answer = ask(at);
            Box::pin(async move { answer.await.map(read) })
        };
        Self { ask: Box::new(ask), asked: None, items: Vec::new().into_iter(), course: Course::new(plan) }
    }

    /// Asks for so many items at a time, where the server can be asked that; a server may give fewer.
    pub fn page_size(mut self, items: u32) -> Self {
        self.course.resize(items);
        self
    }
}

impl<T, E: From<ClientError>> Pages<'_, T, E> {
    /// The next item; `None` at the end.
    pub async fn next_item(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// The items that are left, all at once.
    ///
    /// # Errors
    /// When a page cannot be had. The items before it are lost.
    pub async fn all(mut self) -> Result<Vec<T>, E> {
        let mut items = Vec::new();
        while let Some(item) = self.next_item().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(problem) = self.course.problem() {
                return Poll::Ready(Some(Err(problem.into())));
            }
            let mut asked = match (self.asked.take(), self.course.next()) {
                (Some(asked), _) => asked,
                (None, Some(at)) => (self.ask)(at),
                (None, None) => return Poll::Ready(None),
            };
            let Poll::Ready(answer) = asked.as_mut().poll(context) else {
                self.asked = Some(asked);
                return Poll::Pending;
            };
            match answer {
                Ok(page) => {
                    self.items = page.items.into_iter();
                    self.course.passed(self.items.len(), page.told);
                }
                Err(error) => {
                    self.course.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

// Items are not pinned: they are moved out.
impl<T, E> Unpin for Pages<'_, T, E> {}

impl<T, E: From<ClientError>> Stream for Pages<'_, T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.items.len(), None)
    }
}

impl<T, E> fmt::Debug for Pages<'_, T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("plan", &self.course.plan()).finish_non_exhaustive()
    }
}
