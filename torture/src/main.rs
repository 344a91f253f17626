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

/// Every part, by name.
const PARTS: [&str; 9] = ["failover", "feed", "hostile", "idle", "kill", "overload", "person", "soak", "terms"];

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = wanted.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(format!("There is no part {unknown}; the parts are {}.", PARTS.join(", ")).into());
    }
    for part in PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == part) {
            continue;
        }
        println!("{part} …");
        match part {
            "failover" => failover::run().await?,
            "feed" => feed::run().await?,
            "hostile" => hostile::run().await?,
            "idle" => idle::run().await?,
            "kill" => kill::run().await?,
            "overload" => overload::run().await?,
            "person" => person::run().await?,
            "soak" => soak::run().await?,
            _ => terms::run().await?,
        }
    }
    Ok(())
}
