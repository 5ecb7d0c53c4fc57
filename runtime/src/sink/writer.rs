//! A sink that writes JSON.

use std::fmt::{self, Debug, Formatter};
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use super::{Sink, SinkError};
use crate::future::BoxFuture;
use crate::model::Model;

/// Writes events as JSON, each in a frame of its own, and flushes behind each.
///
/// Writing blocks the thread, so the writer is a buffer, a file, the standard output or a pipe whose reader keeps up. A
/// writer that failed may have written half an event; so the sink is closed from then on, and nothing is written behind it.
///
/// ```
/// use typeloom_runtime::sink::{Sink, SinkError, WriterSink};
///
/// # pollster::block_on(async {
/// let sink = WriterSink::server_sent_events(Vec::new());
/// for text in ["started", "line\nbreak"] {
///     sink.send(text.to_owned()).await?;
/// }
/// let written = sink.into_inner();
/// assert_eq!(String::from_utf8_lossy(&written), "data: \"started\"\n\ndata: \"line\\nbreak\"\n\n");
/// # Ok::<(), SinkError>(())
/// # })?;
/// # Ok::<(), SinkError>(())
/// ```
pub struct WriterSink<W> {
    framing: Framing,
    output: Mutex<Output<W>>,
}

struct Output<W> {
    writer: W,
    failed: bool,
}

#[derive(Debug, Clone, Copy)]
enum Framing {
    Lines,
    ServerSentEvents,
}

impl<W> WriterSink<W> {
    /// Each event is a line.
    pub const fn lines(writer: W) -> Self {
        Self::new(Framing::Lines, writer)
    }

    /// Each event is a server-sent event with nothing but `data`, as in `text/event-stream` of the HTML standard.
    pub const fn server_sent_events(writer: W) -> Self {
        Self::new(Framing::ServerSentEvents, writer)
    }

    const fn new(framing: Framing, writer: W) -> Self {
        Self { framing, output: Mutex::new(Output { writer, failed: false }) }
    }

    /// The writer.
    pub fn into_inner(self) -> W {
        self.output.into_inner().unwrap_or_else(PoisonError::into_inner).writer
    }
}

impl<W> Debug for WriterSink<W> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WriterSink").field("framing", &self.framing).finish_non_exhaustive()
    }
}

impl Framing {
    /// The event in its frame, all that is written of it.
    fn frame(self, json: &str) -> String {
        let (before, after) = match self {
            Self::Lines => ("", "\n"),
            Self::ServerSentEvents => ("data: ", "\n\n"),
        };
        let mut frame = String::with_capacity(before.len() + json.len() + after.len());
        frame.push_str(before);
        frame.push_str(json);
        // A break would end the frame. In a string JSON has it escaped; between tokens, where a codec written by hand may
        // put one, a space means the same.
        if json.contains(['\n', '\r']) {
            frame = frame.replace(['\n', '\r'], " ");
        }
        frame.push_str(after);
        frame
    }
}

impl<W: Write> Output<W> {
    /// Writes the frame, or nothing.
    fn write(&mut self, frame: &str) -> Result<(), SinkError> {
        if self.failed {
            return Err(SinkError::Closed);
        }
        // Also where the writer panics.
        self.failed = true;
        self.writer.write_all(frame.as_bytes()).and_then(|()| self.writer.flush()).map_err(Self::error)?;
        self.failed = false;
        Ok(())
    }

    /// A reader that went away is what a closed sink is, whatever the writer calls it.
    fn error(error: io::Error) -> SinkError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => SinkError::Closed,
            _ => SinkError::Io(error),
        }
    }
}

impl<E: Model, W: Write + Send> Sink<E> for WriterSink<W> {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        let frame = self.framing.frame(&event.to_json());
        Box::pin(async move { self.output.lock().unwrap_or_else(PoisonError::into_inner).write(&frame) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{DecodeError, Reader, Writer};

    /// Writes so many bytes, then fails once, then writes again.
    struct Failing {
        room: usize,
        kind: Option<io::ErrorKind>,
        written: Vec<u8>,
    }

    impl Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let written = bytes.len().min(self.room);
            if written == 0 {
                self.room = usize::MAX;
                return self.kind.take().map_or(Ok(bytes.len()), |kind| Err(kind.into()));
            }
            self.room -= written;
            self.written.extend(&bytes[..written]);
            Ok(written)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn send<E: Model, W: Write + Send>(sink: &WriterSink<W>, event: E) -> Result<(), SinkError> {
        pollster::block_on(sink.send(event))
    }

    #[test]
    fn nothing_is_written_behind_half_an_event() {
        for (kind, is_closed) in [(io::ErrorKind::StorageFull, false), (io::ErrorKind::BrokenPipe, true)] {
            let sink = WriterSink::lines(Failing { room: 10, kind: Some(kind), written: Vec::new() });
            assert!(send(&sink, 12_u32).is_ok());
            let error = send(&sink, "half of this".to_owned()).unwrap_err();
            assert_eq!(matches!(error, SinkError::Closed), is_closed, "{error:?}");
            assert_eq!(matches!(error, SinkError::Io(_)), !is_closed, "{error:?}");
            assert!(matches!(send(&sink, 13_u32), Err(SinkError::Closed)));
            assert_eq!(sink.into_inner().written, b"12\n\"half o");
        }
    }

    #[test]
    fn each_event_is_flushed() {
        let sink = WriterSink::lines(io::BufWriter::new(Vec::new()));
        for number in 0..3_u32 {
            assert!(send(&sink, number).is_ok());
        }
        let buffered = sink.into_inner();
        assert_eq!((buffered.buffer(), buffered.get_ref().as_slice()), (&b""[..], &b"0\n1\n2\n"[..]));
    }

    #[test]
    fn an_event_is_written_when_its_future_is_polled() {
        let sink = WriterSink::lines(Vec::new());
        drop(sink.send(1_u32));
        assert!(send(&sink, 2_u32).is_ok());
        assert_eq!(sink.into_inner(), b"2\n");
    }

    /// A codec written by hand may break lines between tokens.
    struct Broken;

    impl Model for Broken {
        fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
            reader.value().map(|_| Self)
        }

        fn encode(&self, writer: &mut Writer) {
            writer.literal("[1,\r\n\n2]");
        }
    }

    #[test]
    fn no_event_breaks_its_frame() {
        let lines = WriterSink::lines(Vec::new());
        let events = WriterSink::server_sent_events(Vec::new());
        assert!(send(&lines, Broken).is_ok());
        assert!(send(&events, Broken).is_ok());
        assert!(send(&events, "a\n\ndata: b\r".to_owned()).is_ok());
        assert_eq!(lines.into_inner(), b"[1,   2]\n");
        assert_eq!(events.into_inner(), b"data: [1,   2]\n\ndata: \"a\\n\\ndata: b\\r\"\n\n");
    }
}
