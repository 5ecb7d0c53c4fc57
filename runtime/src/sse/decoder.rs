//! From bytes to events.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use super::SseError;
use super::lines::Lines;

/// As long as an event may be if nothing is said.
const EVENT_LIMIT: usize = 8 << 20;

/// The mark that a text may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SseEvent {
    /// Its type; `message` if the server named none.
    pub event: String,
    /// Its data, lines separated by LF.
    pub data: String,
    /// The id that was given last, with this event or one before it.
    pub id: Option<String>,
}

/// Turns bytes into events, with whatever cuts between them.
///
/// ```
/// use typeloom_runtime::sse::SseDecoder;
///
/// let mut decoder = SseDecoder::new();
/// for piece in [b"event: pl".as_slice(), b"aced\r", b"\ndata: 7\r\n\r\n"] {
///     decoder.feed(piece)?;
/// }
/// let event = decoder.next_event().unwrap();
/// assert_eq!((event.event.as_str(), event.data.as_str()), ("placed", "7"));
/// decoder.finish()?;
/// # Ok::<(), typeloom_runtime::sse::SseError>(())
/// ```
pub struct SseDecoder {
    lines: Lines,
    is_first_line: bool,
    /// The type and the data of the event so far; each line of data ends with an LF.
    event: String,
    data: String,
    id: Option<String>,
    retry: Option<Duration>,
    ready: VecDeque<SseEvent>,
    limit: usize,
}

impl SseDecoder {
    /// A decoder at the start of a stream, for events of 8 MiB at most.
    pub fn new() -> Self {
        Self::with_limit(EVENT_LIMIT)
    }

    /// A decoder that refuses events of more than `limit` bytes.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            lines: Lines::default(),
            is_first_line: true,
            event: String::new(),
            data: String::new(),
            id: None,
            retry: None,
            ready: VecDeque::new(),
            limit,
        }
    }

    /// Takes the next bytes of the stream. The events in them are given by [`next_event`](Self::next_event).
    ///
    /// # Errors
    /// [`SseError`] when a line is not UTF-8 or an event too long; events before that are there all the same.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), SseError> {
        while !bytes.is_empty() {
            let (taken, is_complete) = self.lines.take(bytes);
            bytes = bytes.get(taken..).unwrap_or_default();
            if self.lines.len() + self.data.len() > self.limit {
                return Err(SseError::TooLarge { limit: self.limit });
            }
            if is_complete {
                self.line()?;
                self.lines.clear();
            }
        }
        Ok(())
    }

    /// The next event, if one is complete.
    pub fn next_event(&mut self) -> Option<SseEvent> {
        self.ready.pop_front()
    }

    /// Says that no more bytes come.
    ///
    /// # Errors
    /// [`SseError::Incomplete`] when an event was begun and not ended.
    pub fn finish(&self) -> Result<(), SseError> {
        if self.lines.len() == 0 && self.data.is_empty() { Ok(()) } else { Err(SseError::Incomplete) }
    }

    /// The id that was given last: what a server is told that shall go on from there.
    pub fn last_event_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// How long to wait before connecting again, if the server has said so.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn line(&mut self) -> Result<(), SseError> {
        let mut line = self.lines.line();
        if std::mem::take(&mut self.is_first_line) {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        let line = std::str::from_utf8(line).map_err(|_| SseError::NotUtf8)?;
        if line.is_empty() {
            self.dispatch();
            return Ok(());
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, whose name is empty, and fields that nobody knows.
            _ => {}
        }
        Ok(())
    }

    fn dispatch(&mut self) {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // Without data it is no event. The LF behind the last line is none of the data's.
        if data.pop().is_some() {
            let event = if event.is_empty() { "message".to_owned() } else { event };
            self.ready.push_back(SseEvent { event, data, id: self.id.clone() });
        }
    }
}

/// Shows nothing of the events.
impl fmt::Debug for SseDecoder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SseDecoder").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

impl Default for SseDecoder {
    fn default() -> Self {
        Self::new()
    }
}
