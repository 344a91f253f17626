//! What takes too long for the tests: the release binary, as a process of its own, under load and failure.
//!
//! Knows Cuenta from outside: its command line, its HTTP and its WebSocket, and its tables where a million rows must be
//! there before anything is asked. Each part writes a report into `docs/torture`, which is committed.

mod failover;
mod feed;
mod hostile;
mod idle;
mod kill;
mod ledger;
mod load;
mod overload;
mod person;
mod report;
mod service;
mod soak;
mod socket;
mod terms;

/// What can go wrong: whatever it is ends the part, and is told.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// How much of it: what is measured, or just enough to see that it works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Minutes to an hour; a report is written.
    Full,
    /// Seconds, for the tests: nothing is asked of times, and no report is written.
    Short,
}

impl Length {
    fn pick<T>(self, full: T, short: T) -> T {
        match self {
            Self::Full => full,
            Self::Short => short,
        }
    }
}

/// Every part, by name.
const PARTS: [&str; 9] = ["failover", "feed", "hostile", "idle", "kill", "overload", "person", "soak", "terms"];

/// The parts that have a short version here. The others are what tests of the service do, in small.
const SHORT: [&str; 4] = ["idle", "overload", "person", "soak"];

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let (options, wanted): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let length = match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Length::Full,
        ["--short"] => Length::Short,
        _ => return Err("The only option is --short.".into()),
    };
    if let Some(whole) = wanted.iter().find(|part| length == Length::Short && !SHORT.contains(&part.as_str())) {
        return Err(format!("{whole} has no short version; those that have: {}.", SHORT.join(", ")).into());
    }
    if let Some(unknown) = wanted.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(format!("There is no part {unknown}; the parts are {}.", PARTS.join(", ")).into());
    }
    for part in PARTS {
        let is_meant = length == Length::Full || SHORT.contains(&part);
        if !is_meant || !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == part) {
            continue;
        }
        println!("{part} …");
        match part {
            "failover" => failover::run().await?,
            "feed" => feed::run().await?,
            "hostile" => hostile::run().await?,
            "idle" => idle::run(length).await?,
            "kill" => kill::run().await?,
            "overload" => overload::run(length).await?,
            "person" => person::run(length).await?,
            "soak" => soak::run(length).await?,
            _ => terms::run().await?,
        }
    }
    Ok(())
}
