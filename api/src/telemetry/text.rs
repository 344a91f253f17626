//! How the lines of the log are written where no terminal reads them.
//!
//! They are the library's lines to the letter. There is one for each request, and the library, which looks for a colour
//! around every word, took a third of all instructions of an answer from memory for it. So the usual fields are written
//! here; what is rare (spans, texts that have to be escaped, causes) is left to the library.

use std::{
    cell::RefCell,
    error::Error,
    fmt::{self, Debug, Write as _},
    mem,
};

use chrono::{DateTime, Utc};
use domain::clock::{Clock as _, SystemClock};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    field::VisitOutput as _,
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::{DefaultVisitor, Format, Full, Writer},
        time::FormatTime,
    },
    registry::LookupSpan,
};

/// Writes a line of text about each event.
#[derive(Debug)]
pub(super) struct Text<T> {
    timer: T,
    library: Format<Full, T>,
}

impl<T: Clone> Text<T> {
    pub(super) fn new(timer: T) -> Self {
        Self { library: Format::default().with_timer(timer.clone()), timer }
    }
}

/// The field that a line begins with, without its name.
const MESSAGE: &str = "message";

/// What the library calls events that were logged with the crate `log`; they say in fields of their own where.
const OF_LOG: &str = "log";

impl<S, N, T> FormatEvent<S, N> for Text<T>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    T: FormatTime,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let metadata = event.metadata();
        let is_in_span = context.event_scope().is_some_and(|mut spans| spans.next().is_some());
        if is_in_span || writer.has_ansi_escapes() || metadata.target() == OF_LOG {
            return self.library.format_event(context, writer, event);
        }
        // What the library writes to is a trait object, so it is called once for the whole line.
        let mut line = String::with_capacity(LINE);
        if self.timer.format_time(&mut Writer::new(&mut line)).is_err() {
            line.push_str("<unknown time>");
        }
        line.push_str(match *metadata.level() {
            Level::ERROR => " ERROR ",
            Level::WARN => "  WARN ",
            Level::INFO => "  INFO ",
            Level::DEBUG => " DEBUG ",
            Level::TRACE => " TRACE ",
        });
        line.push_str(metadata.target());
        line.push_str(": ");
        let mut fields = Fields { line, is_empty: true, result: Ok(()) };
        event.record(&mut fields);
        let Fields { mut line, result, .. } = fields;
        result?;
        line.push('\n');
        writer.write_str(&line)
    }
}

/// So many bytes a line has, about.
const LINE: usize = 256;

/// Writes the fields of an event.
struct Fields {
    line: String,
    is_empty: bool,
    result: fmt::Result,
}

impl Fields {
    /// Writes a field here.
    fn write(&mut self, field: &Field, value: impl FnOnce(&mut String) -> fmt::Result) {
        if self.is_told(field) {
            self.begin(field.name());
            self.result = value(&mut self.line);
        }
    }

    /// Whether a field belongs to the line; the fields in which the crate `log` says where something was logged do not.
    fn is_told(&self, field: &Field) -> bool {
        self.result.is_ok() && !field.name().starts_with("log.")
    }

    fn begin(&mut self, name: &str) {
        if !mem::take(&mut self.is_empty) {
            self.line.push(' ');
        }
        if name != MESSAGE {
            self.line.push_str(name.strip_prefix("r#").unwrap_or(name));
            self.line.push('=');
        }
    }

    /// Leaves a field to the library.
    fn leave(&mut self, field: &Field, write: impl FnOnce(&mut DefaultVisitor<'_>)) {
        if self.is_told(field) {
            let mut library = DefaultVisitor::new(Writer::new(&mut self.line), mem::take(&mut self.is_empty));
            write(&mut library);
            self.result = library.finish();
        }
    }
}

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field, |line| write!(line, "{value}"));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.write(field, |line| write!(line, "{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let is_itself = |byte| is_shown(byte) && !matches!(byte, b'"' | b'\\');
        if field.name() == MESSAGE || !value.bytes().all(is_itself) {
            return self.leave(field, |library| library.record_str(field, value));
        }
        self.write(field, |line| {
            line.push('"');
            line.push_str(value);
            line.push('"');
            Ok(())
        });
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.leave(field, |library| library.record_error(field, value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let (before, was_empty) = (self.line.len(), self.is_empty);
        self.write(field, |line| write!(line, "{value:?}"));
        // What is not plain is left to the library, which escapes some of it.
        if !self.line.bytes().skip(before).all(is_shown) {
            self.line.truncate(before);
            self.is_empty = was_empty;
            self.leave(field, |library| library.record_debug(field, value));
        }
    }
}

/// Whether a byte is a character of ASCII that is printed as it is.
fn is_shown(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Tells the time in UTC, to the microsecond.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time;

thread_local! {
    /// The second that was told last, as it stands in the log.
    static TOLD: RefCell<(Option<i64>, String)> = const { RefCell::new((None, String::new())) };
}

impl FormatTime for Time {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        tell(SystemClock.now(), writer)
    }
}

fn tell(now: DateTime<Utc>, writer: &mut impl fmt::Write) -> fmt::Result {
    TOLD.with_borrow_mut(|(second, told)| {
        if *second != Some(now.timestamp()) {
            *second = Some(now.timestamp());
            told.clear();
            write!(told, "{}", now.format("%Y-%m-%dT%H:%M:%S"))?;
        }
        writer.write_str(told)
    })?;
    write!(writer, ".{:06}Z", now.timestamp_subsec_micros())
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex, MutexGuard},
    };

    use tracing::{Value, subscriber::with_default};
    use tracing_log::log::{self, Record};
    use tracing_subscriber::{
        fmt::{MakeWriter, format::DefaultFields, layer},
        layer::SubscriberExt as _,
        registry,
    };

    use super::*;

    /// What was written.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl<'a> MakeWriter<'a> for Lines {
        type Writer = Locked<'a>;

        fn make_writer(&'a self) -> Locked<'a> {
            Locked(self.0.lock().unwrap())
        }
    }

    struct Locked<'a>(MutexGuard<'a, Vec<u8>>);

    impl io::Write for Locked<'_> {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.write(line)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn noon(writer: &mut Writer<'_>) -> fmt::Result {
        tell("2026-11-25T12:00:00.000042Z".parse().unwrap(), writer)
    }

    /// What is written of the events of a closure.
    fn written<E>(format: E, is_colourful: bool, events: impl FnOnce()) -> String
    where
        E: FormatEvent<registry::Registry, DefaultFields> + Send + Sync + 'static,
    {
        let lines = Lines::default();
        let layer = layer().event_format(format).with_ansi(is_colourful).with_writer(lines.clone());
        with_default(registry().with(layer), events);
        String::from_utf8(lines.0.lock().unwrap().clone()).unwrap()
    }

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Broken(&'static str, #[source] Option<Box<Broken>>);

    fn events() {
        let none: Option<&str> = None;
        let name: Option<&str> = Some("Página");
        tracing::info!(request_id = "4b38e192", method = "POST", name, none, status = 200_u16, took = 0.07, "answered");
        tracing::info!(whole = 12.0, tiny = 1e-9, large = 1e300, no_number = f64::NAN, "numbers");
        tracing::warn!(below = -5, yes = true, huge = u128::MAX, "more of them");
        for text in ["", "a b", "it's", "a \"b\"", "\\", "a\nb", "\u{1b}[31m", "\u{7f}", "ñ", "\u{200b}", "\u{301}"] {
            tracing::error!(text, %text, ?text, "{text}");
        }
        tracing::debug!(r#type = "Group", r#in = 3, "{} of {}", 1, 2);
        tracing::trace!(message = "a message of its own", a = 1);
        tracing::trace!(a = "no message");
        tracing::info!(target: "elsewhere", "it is told {}", "\u{1b}[31mred");
        let broken = Broken("it broke", Some(Box::new(Broken("\u{1b} for this", None))));
        let cause: &(dyn Error + 'static) = &broken;
        tracing::error!(cause, %broken, "failed");
        tracing::error!(cause = &Broken("alone", None) as &(dyn Error + 'static), "failed");
        tracing::info_span!("outer", a = "b").in_scope(|| tracing::info!(in_span = "c", "within"));
        tracing::info!(display = tracing::field::display(5), debug = tracing::field::debug("x"), "values");
        let recorded: &dyn Value = &"dyn";
        tracing::info!(recorded, "values");
        tracing::info!(log.first = "x", a = "b", "fields of log");
        tracing::info!(log.first = 5, log.file = %"\u{1b}", "fields of log");
        let logged = format_args!("it was logged");
        let record = Record::builder().args(logged).level(log::Level::Warn).target("elsewhere").line(Some(5)).build();
        tracing_log::format_trace(&record).unwrap();
    }

    #[test]
    fn its_lines_are_the_librarys() {
        let timer = noon as fn(&mut Writer<'_>) -> fmt::Result;
        for is_colourful in [false, true] {
            let ours = written(Text::new(timer), is_colourful, events);
            assert_eq!(ours.lines().filter(|line| line.contains("12:00:00.000042Z")).count(), 26);
            let theirs = written(Format::default().with_timer(timer), is_colourful, events);
            for (ours, theirs) in ours.lines().zip(theirs.lines()) {
                assert_eq!(ours, theirs);
            }
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_line_without_a_time_is_written() {
        let never = (|_: &mut Writer<'_>| Err(fmt::Error)) as fn(&mut Writer<'_>) -> fmt::Result;
        let event = || tracing::info!("it happens");
        let ours = written(Text::new(never), false, event);
        assert_eq!(ours, "<unknown time>  INFO api::telemetry::text::tests: it happens\n");
        assert_eq!(ours, written(Format::default().with_timer(never), false, event));
    }

    #[test]
    fn its_time_is_the_librarys() {
        let told = |timer: &dyn FormatTime| {
            let mut text = String::new();
            timer.format_time(&mut Writer::new(&mut text)).unwrap();
            text
        };
        let library = tracing_subscriber::fmt::time::SystemTime;
        // The library tells only what time it is: ours lies between two of its times, which sort as texts.
        for _ in 0..1_000 {
            let times = [told(&library), told(&Time), told(&library)];
            assert!(times.is_sorted() && times.iter().all(|time| time.len() == times[0].len()), "{times:?}");
        }
    }

    #[test]
    fn each_second_is_told_anew() {
        let told = |time: &str| {
            let mut text = String::new();
            tell(time.parse().unwrap(), &mut text).unwrap();
            text
        };
        for time in ["2026-12-31T23:59:59.999999Z", "2027-01-01T00:00:00.000000Z", "2026-12-31T23:59:59.100000Z"] {
            assert_eq!(told(time), time);
        }
    }
}
