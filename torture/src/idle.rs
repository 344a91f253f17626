//! Ten thousand subscriptions that wait.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    Fault, Length,
    report::Report,
    service::{Database, Node, command, token_of},
    socket::Socket,
};

/// How long each step may take.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) async fn run(length: Length) -> Result<(), Fault> {
    let (subscriptions, accounts): (usize, usize) = length.pick((10_000, 100), (200, 4));
    // A round of pings, and then long enough to see what pings cost.
    let (settles, waits) = length.pick((20, 30), (1, 1));
    let database = Database::sqlite()?;
    let mut tokens = Vec::new();
    for number in 0..accounts {
        let slug = format!("account-{number:03}");
        command(&database.url, &["account", "create", "--slug", &slug, "--trade-name", &slug, "--language", "en"])?;
        tokens.push(token_of(&database.url, "admin", &slug)?);
    }
    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log");
    let options = ["--connections-per-address", "20000"];
    let node = Node::serve_with(&database.url, &log, &options).await?;
    let (memory_before, _) = node.process.memory()?;
    let files_before = node.process.files()?;

    let waiting = Arc::new(AtomicUsize::new(0));
    let told = Arc::new(AtomicUsize::new(0));
    let mut subscribers = Vec::new();
    for number in 0..subscriptions {
        let token = tokens.get(number % accounts).ok_or("a token")?;
        let mut socket = Socket::open(&node.address, token).await?;
        socket.subscribe("1", "subscription { revisions { number } }").await?;
        let (waiting, told) = (Arc::clone(&waiting), Arc::clone(&told));
        subscribers.push(tokio::spawn(async move {
            waiting.fetch_add(1, Ordering::Relaxed);
            while let Ok(message) = socket.next().await {
                if message["type"] == "next" && message["payload"]["data"]["revisions"]["number"].is_number() {
                    told.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    tokio::time::sleep(Duration::from_secs(settles)).await;
    let (memory_with, _) = node.process.memory()?;
    let files_with = node.process.files()?;
    let time_before = node.process.processor_time()?;
    tokio::time::sleep(Duration::from_secs(waits)).await;
    let idle_time = node.process.processor_time()? - time_before;

    let begun = Instant::now();
    let http = reqwest::Client::new();
    for token in &tokens {
        let query = "mutation { updateCompany(input: {tradeName: \"Told\"}) { revision { number } } }";
        node.ask(&http, token, query, &json!({})).await?;
    }
    while told.load(Ordering::Relaxed) < subscriptions && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let (reached, took) = (told.load(Ordering::Relaxed), begun.elapsed());
    let (_, memory_peak) = node.process.memory()?;
    for subscriber in subscribers {
        subscriber.abort();
    }
    let ended = Instant::now();
    while node.process.files()? > files_before + 20 && ended.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (memory_after, _) = node.process.memory()?;

    let mut report = Report::new(
        "idle",
        length,
        "Ten thousand subscriptions that wait",
        &format!(
            "{subscriptions} WebSocket connections, each with one `revisions` subscription, of {accounts} accounts, on one \
             node over SQLite.\nThen one change is made in each account, and each subscriber must be told."
        ),
    );
    report.heading("What came of it");
    let kibibytes = (memory_with - memory_before) * 1024 / u64::try_from(subscriptions)?;
    report.line(&format!(
        "- Memory before: {memory_before} MiB; with {subscriptions} that wait: {memory_with} MiB, {kibibytes} KiB each; at \
         most, while all are told: {memory_peak} MiB; after they left: {memory_after} MiB."
    ));
    report.line(&format!(
        "- Open files before, with them, and after: {files_before}, {files_with}, {}.",
        node.process.files()?
    ));
    report.line(&format!("- Processor time while nothing happens but pings, in {waits} s: {idle_time} ms."));
    report.line(&format!(
        "- Told: {reached} of {subscriptions}, {:.2} s after the first of {accounts} changes was sent.",
        took.as_secs_f64()
    ));
    report.write()?;
    if reached == subscriptions { Ok(()) } else { Err(format!("only {reached} were told").into()) }
}
