//! The message over `jiter`, for its tag in first place: what the reader would cost at least.

use std::error::Error;

use jiter::{Jiter, Peek};

type JiterResult<T> = Result<T, Box<dyn Error>>;

#[derive(Debug)]
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct Sender {
    id: String,
    display_name: String,
    bot: bool,
    timezone: Option<String>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct Conversation {
    id: String,
    kind: String,
    name: String,
}

#[derive(Debug)]
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct Metadata {
    trace_id: String,
    span_id: String,
    sampled: bool,
}

#[derive(Debug)]
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct Message {
    id: String,
    user_id: String,
    text: String,
    direct: bool,
    edited: bool,
    thread_id: Option<String>,
    network: String,
    sender: Sender,
    conversation: Conversation,
    metadata: Option<Metadata>,
    locale: Option<String>,
    received_at: String,
}

fn owned(reader: &mut Jiter<'_>) -> JiterResult<String> {
    Ok(reader.next_str()?.to_owned())
}

pub(crate) fn decode(json: &[u8]) -> JiterResult<Message> {
    let mut reader = Jiter::new(json);
    reader.next_object()?;
    let known = reader.next_str()? == "message";
    assert!(known);
    let message = Message::rest(&mut reader)?;
    reader.finish()?;
    Ok(message)
}

impl Sender {
    fn decode(reader: &mut Jiter<'_>) -> JiterResult<Self> {
        const NAMES: &[&str] = &["id", "displayName", "bot", "timezone"];
        let mut id = None;
        let mut display_name = None;
        let mut bot = None;
        let mut timezone = None;
        let mut key = reader.next_object()?.map(|key| index(NAMES, key));
        while let Some(index_of_key) = key {
            match index_of_key {
                Some(0) => id = Some(owned(reader)?),
                Some(1) => display_name = Some(owned(reader)?),
                Some(2) => bot = Some(reader.next_bool()?),
                Some(3) if reader.peek()? == Peek::Null => {
                    reader.next_null()?;
                    timezone = None;
                }
                Some(3) => timezone = Some(owned(reader)?),
                _ => reader.next_skip()?,
            }
            key = reader.next_key()?.map(|key| index(NAMES, key));
        }
        Ok(Self {
            id: id.ok_or("a field is missing")?,
            display_name: display_name.ok_or("a field is missing")?,
            bot: bot.ok_or("a field is missing")?,
            timezone,
        })
    }
}

impl Conversation {
    fn decode(reader: &mut Jiter<'_>) -> JiterResult<Self> {
        const NAMES: &[&str] = &["id", "kind", "name"];
        let mut id = None;
        let mut kind = None;
        let mut name = None;
        let mut key = reader.next_object()?.map(|key| index(NAMES, key));
        while let Some(index_of_key) = key {
            match index_of_key {
                Some(0) => id = Some(owned(reader)?),
                Some(1) => kind = Some(owned(reader)?),
                Some(2) => name = Some(owned(reader)?),
                _ => reader.next_skip()?,
            }
            key = reader.next_key()?.map(|key| index(NAMES, key));
        }
        Ok(Self {
            id: id.ok_or("a field is missing")?,
            kind: kind.ok_or("a field is missing")?,
            name: name.ok_or("a field is missing")?,
        })
    }
}

impl Metadata {
    fn decode(reader: &mut Jiter<'_>) -> JiterResult<Self> {
        const NAMES: &[&str] = &["traceId", "spanId", "sampled"];
        let mut trace_id = None;
        let mut span_id = None;
        let mut sampled = None;
        let mut key = reader.next_object()?.map(|key| index(NAMES, key));
        while let Some(index_of_key) = key {
            match index_of_key {
                Some(0) => trace_id = Some(owned(reader)?),
                Some(1) => span_id = Some(owned(reader)?),
                Some(2) => sampled = Some(reader.next_bool()?),
                _ => reader.next_skip()?,
            }
            key = reader.next_key()?.map(|key| index(NAMES, key));
        }
        Ok(Self {
            trace_id: trace_id.ok_or("a field is missing")?,
            span_id: span_id.ok_or("a field is missing")?,
            sampled: sampled.ok_or("a field is missing")?,
        })
    }
}

impl Message {
    fn rest(reader: &mut Jiter<'_>) -> JiterResult<Self> {
        const NAMES: &[&str] = &[
            "id",
            "userId",
            "text",
            "direct",
            "edited",
            "threadId",
            "network",
            "sender",
            "conversation",
            "metadata",
            "locale",
            "receivedAt",
        ];
        let mut id = None;
        let mut user_id = None;
        let mut text = None;
        let mut direct = None;
        let mut edited = None;
        let mut thread_id = None;
        let mut network = None;
        let mut sender = None;
        let mut conversation = None;
        let mut metadata = None;
        let mut locale = None;
        let mut received_at = None;
        let mut key = reader.next_key()?.map(|key| index(NAMES, key));
        while let Some(index_of_key) = key {
            match index_of_key {
                Some(0) => id = Some(owned(reader)?),
                Some(1) => user_id = Some(owned(reader)?),
                Some(2) => text = Some(owned(reader)?),
                Some(3) => direct = Some(reader.next_bool()?),
                Some(4) => edited = Some(reader.next_bool()?),
                Some(5) if reader.peek()? == Peek::Null => {
                    reader.next_null()?;
                    thread_id = None;
                }
                Some(5) => thread_id = Some(owned(reader)?),
                Some(6) => network = Some(owned(reader)?),
                Some(7) => sender = Some(Sender::decode(reader)?),
                Some(8) => conversation = Some(Conversation::decode(reader)?),
                Some(9) if reader.peek()? == Peek::Null => {
                    reader.next_null()?;
                    metadata = None;
                }
                Some(9) => metadata = Some(Metadata::decode(reader)?),
                Some(10) if reader.peek()? == Peek::Null => {
                    reader.next_null()?;
                    locale = None;
                }
                Some(10) => locale = Some(owned(reader)?),
                Some(11) => received_at = Some(owned(reader)?),
                _ => reader.next_skip()?,
            }
            key = reader.next_key()?.map(|key| index(NAMES, key));
        }
        Ok(Self {
            id: id.ok_or("a field is missing")?,
            user_id: user_id.ok_or("a field is missing")?,
            text: text.ok_or("a field is missing")?,
            direct: direct.ok_or("a field is missing")?,
            edited: edited.ok_or("a field is missing")?,
            thread_id,
            network: network.ok_or("a field is missing")?,
            sender: sender.ok_or("a field is missing")?,
            conversation: conversation.ok_or("a field is missing")?,
            metadata,
            locale,
            received_at: received_at.ok_or("a field is missing")?,
        })
    }
}

fn index(names: &[&str], key: &str) -> Option<usize> {
    names.iter().position(|name| *name == key)
}
