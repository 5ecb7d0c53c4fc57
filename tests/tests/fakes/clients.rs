//! A generated client and the fake of the same description.

use std::collections::BTreeMap;

use serde_json::json;
use typeloom_fake::{FakeServer, Reply};
use typeloom_runtime::Model;
use typeloom_runtime::client::ClientError;

use super::desk::{Clerk, NewNote, Notes, Slug};
use super::{TestResult, description, http};

#[tokio::test]
async fn notes_are_kept_and_burnt() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let notes = Notes::new(http(&fake)?);

    let mut draft = NewNote::new("milk and tea");
    draft.slug = Some(Slug::new("milk-tea")?);
    let first = notes.write(&draft).await?;
    assert_eq!((first.title.as_str(), first.slug.as_ref()), ("milk and tea", draft.slug.as_ref()));
    let second = notes.write(&NewNote::new("bread")).await?;
    assert_ne!(first.note_id, second.note_id);
    assert_eq!(second.slug, None);

    assert_eq!(notes.find(&first.note_id).await?.as_ref(), Some(&first));
    let page = notes.list(Some(1), None).await?;
    assert_eq!((&page.notes[..], page.total), (&[first.clone()][..], 2));
    let rest = notes.list(Some(1), page.next.as_deref()).await?;
    assert_eq!((&rest.notes[..], rest.next), (&[second][..], None));

    let changed = notes.change(&first.note_id, &NewNote::new("tea"), Some("v1")).await?;
    assert_eq!((changed.title.as_str(), changed.note_id), ("tea", first.note_id));
    assert!(!notes.print(&first.note_id, &2).await?.is_empty());

    notes.burn(&first.note_id).await?;
    assert_eq!(notes.find(&first.note_id).await?, None);
    let gone = notes.burn(&first.note_id).await;
    assert!(matches!(gone, Err(ClientError::Status { status: 404, .. })), "{gone:?}");
    assert_eq!(fake.requests_for("Notes::change")?[0].header("if-match"), Some("v1"));
    Ok(())
}

#[tokio::test]
async fn a_client_sees_what_a_script_does() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let notes = Notes::new(http(&fake)?);
    fake.on("Notes::list")?.once().status(503);
    let busy = notes.list(None, None).await.err().ok_or("it answered")?;
    assert!(busy.is_retryable() && busy.to_string().contains("this answer was scripted"), "{busy}");
    fake.on("Notes::list")?.once().malformed();
    let malformed = notes.list(None, None).await;
    assert!(matches!(malformed, Err(ClientError::Decode { .. })), "{malformed:?}");
    fake.on("Notes::list")?.once().drop_connection();
    let dropped = notes.list(None, None).await;
    assert!(matches!(dropped, Err(ClientError::Transport { .. })), "{dropped:?}");
    assert_eq!(notes.list(None, None).await?.total, 0);
    Ok(())
}

#[tokio::test]
async fn methods_are_called() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let clerk = Clerk::new(http(&fake)?);
    let described = clerk.describe(&NewNote::new("tea"), 7).await?.ok_or("no note")?;
    assert_eq!(described.title, "tea");
    clerk.ring().await?;
    let sent = fake.requests_for("describe")?;
    assert_eq!((sent[0].path(), sent[0].header("x-desk")), ("/", Some("7")));
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "DescribeNote", "params": { "title": "tea" } });
    assert_eq!(sent[0].json(), Some(body));

    let error = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32001, "message": "no such desk" } });
    fake.on("ring")?.times(2).reply(Reply::json(500, &error));
    for called in [clerk.ring().await, clerk.clone().ring().await] {
        let failed = called.err().ok_or("it answered")?;
        assert_eq!(failed.rpc_error().map(|error| error.code), Some(-32001), "{failed}");
    }
    fake.on("ring")?.once().malformed();
    assert!(matches!(clerk.ring().await, Err(ClientError::Decode { .. })));
    Ok(())
}

#[tokio::test]
async fn all_pages_are_one_stream() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let notes = Notes::new(http(&fake)?);
    let mut written = Vec::new();
    for title in ["a", "b", "c", "d", "e"] {
        written.push(notes.write(&NewNote::new(title)).await?);
    }
    assert_eq!(notes.list_all().all().await?, written);
    let cursors = |from: usize| -> TestResult<Vec<bool>> {
        Ok(fake.requests_for("Notes::list")?[from..]
            .iter()
            .map(|request| request.query_value("cursor").is_some())
            .collect())
    };
    assert_eq!(cursors(0)?, [false, true, true]);
    assert_eq!(notes.list_all().page_size(4).all().await?, written);
    assert_eq!(cursors(3)?, [false, true]);
    fake.on("Notes::list")?.once().answer(|_, _| typeloom_fake::Reply::error(503, "busy", "later"));
    let mut stream = notes.list_all();
    assert!(stream.next_item().await.is_some_and(|item| item.is_err_and(|error| error.is_retryable())));
    assert!(stream.next_item().await.is_none());
    Ok(())
}

#[tokio::test]
async fn streams_are_listened_to() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let clerk = Clerk::new(http(&fake)?);
    let slug = Slug::new("milk-tea")?;
    let mut lines = clerk.lines(&slug, Some(3)).await?;
    let mut count = 0;
    while let Some(line) = lines.next_item().await {
        assert!(!line?.is_empty());
        count += 1;
    }
    assert_eq!((count, fake.requests_for("lines")?[0].path()), (3, "/lines/milk-tea:all"));

    let mut watched = clerk.watch(&BTreeMap::new()).await?;
    let note = watched.next_item().await.ok_or("no note")??;
    fake.on("watch")?.once().items([serde_json::from_str(&note.to_json())?]);
    let mut watched = clerk.watch(&BTreeMap::new()).await?;
    assert_eq!(watched.next_item().await.transpose()?, Some(note));
    assert!(watched.next_item().await.is_none());

    let mut dictated = clerk.dictate(&NewNote::new("bread")).await?;
    assert!(dictated.next_item().await.ok_or("no note")?.is_ok());
    fake.on("dictate")?.once().cut_body(10);
    let mut cut = clerk.dictate(&NewNote::new("bread")).await?;
    assert!(matches!(cut.next_item().await, Some(Err(_))));
    fake.on_any().times(2).status(503);
    assert!(clerk.dictate(&NewNote::new("bread")).await.is_err_and(|error| error.is_retryable()));
    assert!(matches!(clerk.watch(&BTreeMap::new()).await, Err(ClientError::Status { status: 503, .. })));
    Ok(())
}

#[tokio::test]
async fn an_example_of_a_page_is_the_last_one() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let notes = Notes::new(http(&fake)?);
    let one = notes.prints(0, None).await?;
    assert_eq!((one.in_all, one.goes_on), (Some(u32::try_from(one.sheets.len())?), Some(false)));
    assert!(notes.prints(1, Some(1)).await?.sheets.is_empty());
    assert_eq!(notes.prints_all().all().await?.len(), one.sheets.len());
    Ok(())
}
