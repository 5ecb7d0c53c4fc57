//! Pages: which are asked for, and where they end.
#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use pollster::block_on;
use typeloom_runtime::client::{ClientError, TransportError, TransportErrorKind};
use typeloom_runtime::future::BoxFuture;
use typeloom_runtime::page::{Page, PageError, PagePlan, PageRequest, Pages};

const OFFSET: PagePlan = PagePlan::by_offset("Orders::list").size(2);
const CURSOR: PagePlan = PagePlan::by_cursor("Orders::list");

type Asked = Arc<Mutex<Vec<PageRequest>>>;

/// Pages that a function makes of requests, and the requests.
fn pages(
    plan: PagePlan,
    serve: impl Fn(&PageRequest) -> Page<u32> + Send + 'static,
) -> (Pages<'static, u32, ClientError>, Asked) {
    let asked = Asked::default();
    let requests = asked.clone();
    let ask = move |at: &PageRequest| -> BoxFuture<'static, Result<Page<u32>, ClientError>> {
        requests.lock().unwrap().push(at.clone());
        let page = serve(at);
        Box::pin(async move { Ok(page) })
    };
    (Pages::new(plan, ask, |page| page), asked)
}

fn offsets(asked: &Asked) -> Vec<u32> {
    asked.lock().unwrap().iter().map(PageRequest::offset).collect()
}

/// A server with so many items, that gives no more than `most` at a time.
fn slice(at: &PageRequest, count: u32, most: u32) -> Vec<u32> {
    let size = at.size().unwrap_or(most).min(most);
    (at.offset()..count).take(usize::try_from(size).unwrap()).collect()
}

#[test]
fn a_short_page_is_the_last_one() {
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 5, 100)));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1, 2, 3, 4]);
    assert_eq!(offsets(&asked), [0, 2, 4]);
}

#[test]
fn after_a_last_page_that_is_full_comes_an_empty_one() {
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 4, 100)));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1, 2, 3]);
    assert_eq!(offsets(&asked), [0, 2, 4]);
}

#[test]
fn the_total_ends_pages_and_a_short_page_does_not() {
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 4, 1)).total(4_u32));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1, 2, 3]);
    assert_eq!(offsets(&asked), [0, 1, 2, 3]);
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 2, 100)).given_total(Some(9_i64)));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1], "an empty page ends it, whatever the total");
    assert_eq!(offsets(&asked), [0, 2]);
}

#[test]
fn more_is_believed() {
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 3, 1)).more(at.offset() < 2));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1, 2]);
    assert_eq!(offsets(&asked), [0, 1, 2]);
}

#[test]
fn a_server_that_knows_no_pages_gives_everything_at_once() {
    let (items, asked) = pages(OFFSET, |_| Page::new(vec![1, 2, 3]));
    assert_eq!(block_on(items.all()).unwrap(), [1, 2, 3]);
    assert_eq!(offsets(&asked), [0]);
}

#[test]
fn a_larger_page_than_the_server_gives_is_not_the_last_one_when_it_is_short() {
    let (items, asked) = pages(OFFSET, |at| Page::new(slice(at, 7, 3)));
    assert_eq!(block_on(items.page_size(50).all()).unwrap(), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(offsets(&asked), [0, 3, 6]);
    assert!(asked.lock().unwrap().iter().all(|at| at.size() == Some(50)));
}

#[test]
fn pages_without_a_known_size_end_with_an_empty_one() {
    let (items, asked) = pages(PagePlan::by_offset("Orders::list"), |at| Page::new(slice(at, 3, 2)));
    assert_eq!(block_on(items.all()).unwrap(), [0, 1, 2]);
    assert_eq!(offsets(&asked), [0, 2, 3]);
}

#[test]
fn cursors_are_followed_until_there_is_none() {
    let serve = |at: &PageRequest| match at.cursor() {
        None => Page::new(vec![1]).next("a".to_owned()),
        Some("a") => Page::new(vec![]).next(Some("b".to_owned())),
        Some("b") => Page::new(vec![2]).next(String::new()),
        Some(other) => panic!("{other}"),
    };
    let (items, asked) = pages(CURSOR, serve);
    assert_eq!(block_on(items.all()).unwrap(), [1, 2], "an empty page is not the last one");
    assert_eq!(asked.lock().unwrap().len(), 3);
    let (items, asked) = pages(CURSOR, |_| Page::new(vec![1]).next("a".to_owned()).more(false));
    assert_eq!(block_on(items.all()).unwrap(), [1]);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn a_cursor_that_comes_twice_is_told_behind_what_was_given() {
    let serve = |at: &PageRequest| match at.cursor() {
        Some("a") => Page::new(vec![2]).next("b".to_owned()),
        Some("b") => Page::new(vec![3]).next("a".to_owned()),
        _ => Page::new(vec![1]).next("a".to_owned()),
    };
    let (mut items, asked) = pages(CURSOR, serve);
    let mut seen = Vec::new();
    let error = loop {
        match block_on(items.next_item()) {
            Some(Ok(item)) => seen.push(item),
            Some(Err(error)) => break error,
            None => panic!("it ended"),
        }
    };
    assert_eq!(seen, [1, 2, 3]);
    assert!(matches!(error, ClientError::Pages { source: PageError::RepeatedCursor, .. }), "{error}");
    assert_eq!((error.operation(), error.is_retryable()), ("Orders::list", false));
    assert!(block_on(items.next_item()).is_none(), "an error ends the stream");
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[test]
fn an_error_ends_the_stream_and_is_of_the_type_of_the_client() {
    #[derive(Debug)]
    struct ShopError(ClientError);
    impl From<ClientError> for ShopError {
        fn from(error: ClientError) -> Self {
            Self(error)
        }
    }
    let ask = |at: &PageRequest| -> BoxFuture<'static, Result<Page<u32>, ShopError>> {
        let page = match at.offset() {
            0 => Ok(Page::new(vec![1, 2])),
            _ => {
                let source = TransportError::new(TransportErrorKind::Interrupted);
                Err(ShopError(ClientError::Transport { operation: "Orders::list", source }))
            }
        };
        Box::pin(async move { page })
    };
    let mut items = Pages::new(OFFSET, ask, |page| page);
    assert_eq!([block_on(items.next_item()), block_on(items.next_item())].map(|item| item.unwrap().unwrap()), [1, 2]);
    assert!(matches!(block_on(items.next_item()), Some(Err(ShopError(error))) if error.is_retryable()));
    assert!(block_on(items.next_item()).is_none());
}

#[test]
fn nothing_is_asked_for_ahead_and_cursors_do_not_show() {
    let (mut items, asked) = pages(CURSOR, |_| Page::new(vec![1, 2]).next("sesame".to_owned()));
    assert!(asked.lock().unwrap().is_empty());
    block_on(async { (items.next_item().await, items.next_item().await) }).1.unwrap().unwrap();
    assert_eq!(asked.lock().unwrap().len(), 1);
    block_on(items.next_item()).unwrap().unwrap();
    assert_eq!(asked.lock().unwrap().len(), 2);
    assert!(!format!("{items:?} {:?}", asked.lock().unwrap()).contains("sesame"));
}
