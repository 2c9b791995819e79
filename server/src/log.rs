//! The log: one JSON object a line, times in UTC, plain ASCII. Whatever stands in a value, a line ends where its object
//! ends: nobody who sends text to this server can forge a line, or colour the operator's terminal.
//!
//! It is written by a thread of its own. When nobody takes the lines (a closed pipe, a full disk, a reader that hangs),
//! lines are lost, never requests or saves: what must not be lost stands in the audit, in the database.

use std::io::{self, Write};

use tracing::Subscriber;
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// So many lines wait to be written at most; the next ones are lost.
const WAITING: usize = 4096;

/// Keeps the log going; when it is dropped, what waits is written if that goes at once.
#[derive(Debug)]
#[must_use = "the log ends when it is dropped"]
pub struct Log {
    _worker: WorkerGuard,
}

/// Sends the log of this process to standard error.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(filter: &str) -> Result<Log, ParseError> {
    let filter = EnvFilter::try_new(filter)?;
    let (writer, worker) = apart(io::stderr());
    // Fails only when somebody else in this process logs already: then theirs is good.
    if lines(filter, writer).try_init().is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            // Not its message: that may hold what somebody typed. The usual hook would also wait for standard error.
            let place = panic.location().map(ToString::to_string);
            tracing::error!(place, "a panic");
        }));
    }
    Ok(Log { _worker: worker })
}

/// A writer that never waits for `sink`: a thread of its own writes, and what it cannot take is lost.
fn apart(sink: impl Write + Send + 'static) -> (NonBlocking, WorkerGuard) {
    let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING).thread_name("log");
    builder.finish(sink)
}

/// What turns events into lines.
pub fn lines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(Ascii(writer))
        .finish()
}

/// Writes everything beyond plain ASCII as `\u….`: in JSON, text is the only place where it can stand. So no line ends at
/// a U+2028, and no control of a terminal (U+009B) or of the direction of writing gets through.
#[derive(Debug)]
struct Ascii<W>(W);

impl<'w, W: MakeWriter<'w>> MakeWriter<'w> for Ascii<W> {
    type Writer = Ascii<W::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        Ascii(self.0.make_writer())
    }

    fn make_writer_for(&'w self, meta: &tracing::Metadata<'_>) -> Self::Writer {
        Ascii(self.0.make_writer_for(meta))
    }
}

impl<W: Write> Write for Ascii<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            self.0.write_all(line)?;
        } else {
            self.0.write_all(escaped(&String::from_utf8_lossy(line)).as_bytes())?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len() * 2);
    for character in line.chars() {
        match character {
            ' '..='~' | '\n' => text.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    text.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, mpsc};

    use super::*;

    /// A sink that is never done with its first line.
    struct Stuck(mpsc::Receiver<()>, Arc<Mutex<usize>>);

    impl Write for Stuck {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            *self.1.lock().unwrap() += 1;
            let _ = self.0.recv();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// With a writer that waits, such as standard error itself, the second line would never return: the test would not
    /// end.
    #[test]
    fn a_sink_that_takes_nothing_holds_nobody_up_and_the_rest_is_lost() {
        let (release, held) = mpsc::channel();
        let written = Arc::new(Mutex::new(0));
        let (mut writer, worker) = apart(Stuck(held, written.clone()));
        let lost = writer.error_counter();
        for _ in 0..3 * WAITING {
            writer.write_all(b"{}\n").unwrap();
        }
        assert!(lost.dropped_lines() >= 2 * WAITING - 1, "{} lines were lost", lost.dropped_lines());
        assert!(*written.lock().unwrap() <= 1);
        drop(release);
        drop(worker);
    }

    #[test]
    fn a_sink_that_refuses_is_no_error_for_who_logs() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::StorageFull.into())
            }
        }
        let (mut writer, worker) = apart(Full);
        for _ in 0..10 {
            writer.write_all(b"{}\n").unwrap();
        }
        drop(worker);
    }

    #[test]
    fn everything_beyond_ascii_is_escaped_and_means_the_same() {
        for text in ["plain", "Արեւիկ", "\u{2028}\u{9b}31m\u{202e}\u{7f}\u{85}", "𝄞", "\0\u{1b}[31m\r\n\t\"\\"]
        {
            let line = serde_json::to_string(text).unwrap();
            let ascii = escaped(&line);
            assert!(ascii.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{ascii}");
            assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
        }
    }
}
