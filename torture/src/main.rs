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
mod soak;
mod terms;

use torture::{Fault, Length, report, service, socket};

/// Every part, by name.
const PARTS: [&str; 9] = ["failover", "feed", "hostile", "idle", "kill", "overload", "person", "soak", "terms"];

/// The parts that have a short version here. The others are what tests of the service do, in small.
const SHORT: [&str; 4] = ["idle", "overload", "person", "soak"];

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let (length, wanted) = Length::and_parts(&PARTS)?;
    if let Some(whole) = wanted.iter().find(|part| length == Length::Short && !SHORT.contains(&part.as_str())) {
        return Err(format!("{whole} has no short version; those that have: {}.", SHORT.join(", ")).into());
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
