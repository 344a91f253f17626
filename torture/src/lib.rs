//! What the torture and the benchmark share: `cuenta` and others as processes that are measured, databases for them, a
//! client of its streams, and what a report says of the machine.

pub mod process;
pub mod report;
pub mod service;
pub mod socket;

/// What can go wrong: whatever it is ends the part, and is told.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// How much of it: what is measured, or just enough to see that it works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Minutes to an hour; a report is written.
    Full,
    /// Seconds, for the tests: nothing is asked of times, and no report is written.
    Short,
}

impl Length {
    /// The one or the other.
    pub fn pick<T>(self, full: T, short: T) -> T {
        match self {
            Self::Full => full,
            Self::Short => short,
        }
    }

    /// What the command line asks for: a length, and parts of these, all of them where none is named.
    ///
    /// # Errors
    /// An option other than `--short`, or a part that there is not.
    pub fn and_parts(parts: &[&'static str]) -> Result<(Self, Vec<String>), Fault> {
        let (options, wanted): (Vec<String>, Vec<String>) =
            std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
        let length = match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Self::Full,
            ["--short"] => Self::Short,
            _ => return Err("The only option is --short.".into()),
        };
        if let Some(unknown) = wanted.iter().find(|part| !parts.contains(&part.as_str())) {
            return Err(format!("There is no part {unknown}; the parts are {}.", parts.join(", ")).into());
        }
        Ok((length, wanted))
    }
}
