//! Where the lines of the log go: to standard error, some at a time.
//!
//! A system call for each line took a tenth of what an answer from memory takes, and a channel to a thread that writes
//! (tracing-appender) nearly as much, for waking it. So lines come together, and a thread looks for them a few times a
//! second; what is a warning or worse is written at once, with all that came before it.

use std::{
    io::{self, Write as _},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

/// How long a line may wait for others.
const WAIT: Duration = Duration::from_millis(50);

/// So many bytes wait at most: who brings more writes them.
const ROOM: usize = 64 * 1024;

/// The lines that were not written yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Arc<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    bytes: Mutex<Vec<u8>>,
    /// Told when the first line comes.
    some: Condvar,
}

impl Lines {
    /// Begins to write, from a thread that ends with the process.
    pub(super) fn to_stderr() -> io::Result<Self> {
        let lines = Self::default();
        let written = lines.clone();
        thread::Builder::new().name("log".to_owned()).spawn(move || {
            loop {
                written.0.until_there_are_some();
                thread::sleep(WAIT);
                written.write();
            }
        })?;
        Ok(lines)
    }

    /// Writes what waits.
    pub(super) fn write(&self) {
        write(self.0.lock());
    }
}

impl Waiting {
    fn until_there_are_some(&self) {
        let waited = self.some.wait_while(self.lock(), |bytes| bytes.is_empty());
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        // Bytes are whole at every step.
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes what waits; nobody adds a line meanwhile, so they keep their order.
fn write(mut bytes: MutexGuard<'_, Vec<u8>>) {
    // Nobody could be told that the log cannot be written.
    let _ = io::stderr().write_all(&bytes);
    bytes.clear();
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { lines: &self.0, is_urgent: true }
    }

    fn make_writer_for(&'a self, metadata: &Metadata<'_>) -> Line<'a> {
        Line { lines: &self.0, is_urgent: *metadata.level() <= Level::WARN }
    }
}

/// Takes a line, which comes whole.
pub(super) struct Line<'a> {
    lines: &'a Waiting,
    is_urgent: bool,
}

impl io::Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut bytes = self.lines.lock();
        if bytes.is_empty() && !self.is_urgent {
            self.lines.some.notify_one();
        }
        bytes.extend_from_slice(line);
        if self.is_urgent || bytes.len() >= ROOM {
            write(bytes);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
