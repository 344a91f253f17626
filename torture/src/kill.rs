//! `kill -9` at any instant, under writes: what was acknowledged is there, and nothing twice.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    Fault, Length,
    ledger::{Ledger, Totals},
    report::Report,
    service::{Database, Node, command},
};

const ROUNDS: u32 = 200;
const WRITERS: usize = 6;

pub(crate) async fn run() -> Result<(), Fault> {
    let mut report = Report::new(
        "kill",
        Length::Full,
        "Killed at any instant",
        &format!(
            "{WRITERS} writers change the names of as many accounts, each as soon as the change before was answered.\n\
             After 0 to 400 ms `cuenta serve` is ended with SIGKILL, started anew, and asked for every revision since the \
             last round; that is done {ROUNDS} times on each database.\nWhat is killed is Cuenta, so the report holds for \
             PostgreSQL whatever its `fsync` is; SQLite is written with `synchronous=FULL`."
        ),
    );
    let mut clean = true;
    for (name, database) in [("SQLite", Database::sqlite()?), ("PostgreSQL", Database::postgres().await?)] {
        report.heading(name);
        clean &= rounds(&database, &mut report).await?;
    }
    report.write()?;
    if clean { Ok(()) } else { Err("changes were lost, doubled or left out".into()) }
}

async fn rounds(database: &Database, report: &mut Report) -> Result<bool, Fault> {
    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log");
    let mut ledgers = Vec::new();
    for number in 0..WRITERS {
        ledgers.push(Ledger::open(&database.url, &format!("account-{number}"))?);
    }
    let mut node = Node::serve(&database.url, &log).await?;
    let mut most_unacknowledged = 0;
    for round in 0..ROUNDS {
        // Instants that are spread over the time that a round takes, and never the same: 0 to 400 ms.
        let instant = Duration::from_micros(u64::from(round) * 7919 * 1009 % 400_000);
        let going = Arc::new(AtomicBool::new(true));
        let writers: Vec<_> =
            ledgers.drain(..).map(|ledger| ledger.write(vec![node.address.clone()], Arc::clone(&going))).collect();
        tokio::time::sleep(instant).await;
        node.kill()?;
        going.store(false, Ordering::Relaxed);
        for writer in writers {
            ledgers.push(writer.await?);
        }
        node = Node::serve(&database.url, &log).await?;
        most_unacknowledged = most_unacknowledged.max(check(&mut ledgers, &node).await?);
    }
    drop(node);
    let mut totals = Totals::default();
    for ledger in &ledgers {
        totals.add(ledger.total());
    }
    report.line(&format!("- Rounds: {ROUNDS}. {}", totals.line()));
    report.line(&format!("- The most of those in one round, of {WRITERS} writers: {most_unacknowledged}."));
    report.line(&format!("- `cuenta verify` afterwards: {}", verified(&database.url, &log)?));
    Ok(totals.are_clean() && most_unacknowledged <= WRITERS)
}

/// Looks at all accounts; answers how many changes were made that nobody was told of.
async fn check(ledgers: &mut [Ledger], node: &Node) -> Result<usize, Fault> {
    let http = reqwest::Client::new();
    let mut unacknowledged = 0;
    for ledger in ledgers {
        unacknowledged += ledger.check(node, &http).await?.unacknowledged;
    }
    Ok(unacknowledged)
}

/// What `cuenta verify` says; what it finds is a fault.
fn verified(database: &str, log: &Path) -> Result<String, Fault> {
    let said = command(database, &["verify"]).map_err(|fault| format!("{fault} (the log is {})", log.display()))?;
    Ok(said.trim().replace('\n', " "))
}
