//! Which page is next: the part that is the same for all items.

use std::collections::HashSet;

use super::plan::Step;
use super::{PageError, PagePlan, PageRequest, Told};
use crate::client::ClientError;

/// Where in the pages a stream is.
pub(super) struct Course {
    plan: PagePlan,
    /// None behind the last page.
    next: Option<PageRequest>,
    /// The cursors that were followed.
    followed: HashSet<String>,
    /// Why there is no next page, to be told behind the items of the last one.
    problem: Option<PageError>,
}

impl Course {
    pub(super) fn new(plan: PagePlan) -> Self {
        let first = PageRequest { size: plan.size, ..PageRequest::default() };
        Self { plan, next: Some(first), followed: HashSet::new(), problem: None }
    }

    pub(super) fn plan(&self) -> PagePlan {
        self.plan
    }

    pub(super) fn resize(&mut self, items: u32) {
        if let Some(next) = &mut self.next {
            next.size = Some(items.max(1));
        }
    }

    pub(super) fn next(&self) -> Option<&PageRequest> {
        self.next.as_ref()
    }

    pub(super) fn problem(&mut self) -> Option<ClientError> {
        let operation = self.plan.operation;
        self.problem.take().map(|source| ClientError::Pages { operation, source })
    }

    pub(super) fn end(&mut self) {
        self.next = None;
    }

    /// Goes on behind a page with so many items.
    pub(super) fn passed(&mut self, items: usize, told: Told) {
        let Some(mut at) = self.next.take() else { return };
        let has_next = match self.plan.step {
            Step::Offset => self.advance(&mut at, items, &told),
            Step::Cursor => self.follow(&mut at, told),
        };
        match has_next {
            Ok(has_next) => self.next = has_next.then_some(at),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Whether there is a page behind this one, and where.
    fn advance(&self, at: &mut PageRequest, items: usize, told: &Told) -> Result<bool, PageError> {
        if items == 0 || told.more == Some(false) {
            return Ok(false);
        }
        let after = u32::try_from(items).ok().and_then(|items| at.offset.checked_add(items));
        let is_last = match (told.total, told.more) {
            (Some(total), _) => after.is_some_and(|after| i128::from(after) >= total),
            (None, Some(_)) => false,
            (None, None) => self.is_unlike_others(at, items),
        };
        if is_last {
            return Ok(false);
        }
        at.offset = after.ok_or(PageError::TooMany)?;
        Ok(true)
    }

    /// Whether a page has fewer items than the server gives where there are more, or more than it was asked for.
    fn is_unlike_others(&self, at: &PageRequest, items: usize) -> bool {
        let (Some(asked), Some(known)) = (at.size, self.plan.size) else { return false };
        let is = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        items < is(asked.min(known)) || items > is(asked)
    }

    fn follow(&mut self, at: &mut PageRequest, told: Told) -> Result<bool, PageError> {
        let Some(cursor) = told.next.filter(|_| told.more != Some(false)) else { return Ok(false) };
        if !self.followed.insert(cursor.clone()) {
            return Err(PageError::RepeatedCursor);
        }
        at.cursor = Some(cursor);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_that_cannot_be_counted_is_told() {
        let mut course = Course::new(PagePlan::by_offset("Orders::list"));
        course.passed(usize::try_from(u32::MAX).unwrap_or(usize::MAX), Told::default());
        assert_eq!(course.next().map(PageRequest::offset), Some(u32::MAX));
        course.passed(1, Told::default());
        assert!(course.next().is_none());
        assert!(matches!(course.problem(), Some(ClientError::Pages { source: PageError::TooMany, .. })));
        assert!(course.problem().is_none(), "it is told once");
    }

    #[test]
    fn a_page_has_at_least_one_item() {
        let mut course = Course::new(PagePlan::by_cursor("Orders::list"));
        course.resize(0);
        assert_eq!(course.next().and_then(PageRequest::size), Some(1));
    }
}
