//! A generated client and the fake of the same description.

use typeloom_fake::FakeServer;
use typeloom_runtime::client::ClientError;

use super::desk::{NewNote, Notes, Slug};
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
async fn an_example_of_a_page_is_the_last_one() -> TestResult {
    let fake = FakeServer::start(description()?).await?;
    let notes = Notes::new(http(&fake)?);
    let one = notes.prints(0, None).await?;
    assert_eq!((one.in_all, one.goes_on), (Some(u32::try_from(one.sheets.len())?), Some(false)));
    assert!(notes.prints(1, Some(1)).await?.sheets.is_empty());
    assert_eq!(notes.prints_all().all().await?.len(), one.sheets.len());
    Ok(())
}
