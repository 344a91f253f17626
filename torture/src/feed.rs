//! Many subscribers on two nodes, while the database connections of one are cut again and again.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::{SinkExt as _, StreamExt as _};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _};

use crate::{
    Fault, Length,
    report::Report,
    service::{Database, Node, command, token_of},
};

const SUBSCRIBERS: usize = 1000;
const CHANGES: i32 = 1000;

/// How often the connections of the second node are cut.
const CUT_EACH: Duration = Duration::from_millis(500);

/// How long a subscriber may wait for the next revision before the part has failed.
const PATIENCE: Duration = Duration::from_mins(3);

/// What all subscribers count together.
#[derive(Debug, Default)]
struct Counts {
    connected: AtomicUsize,
    reconnected: AtomicUsize,
    errors: AtomicUsize,
    /// The number of the last revision; 0 until it is known.
    last: AtomicI32,
}

pub(crate) async fn run() -> Result<(), Fault> {
    let database = Database::postgres().await?;
    let folder = tempfile::tempdir()?;
    command(&database.url, &["account", "create", "--slug", "acme", "--trade-name", "Acme", "--language", "en"])?;
    let token = token_of(&database.url, "admin", "acme")?;
    let node = |name: &str| {
        let (url, log) = (format!("{}?application_name={name}", database.url), folder.path().join(name));
        async move { Node::serve(&url, &log).await }
    };
    let nodes = [node("node-a").await?, node("node-b").await?];
    let counts = Arc::new(Counts::default());

    let mut subscribers = JoinSet::new();
    for number in 0..SUBSCRIBERS {
        let address = nodes.get(number % 2).ok_or("a node")?.address.clone();
        let (token, counts) = (token.clone(), Arc::clone(&counts));
        subscribers.spawn(async move { subscribe(&address, &token, &counts).await });
    }
    while counts.connected.load(Ordering::Relaxed) < SUBSCRIBERS {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    let begun = Instant::now();
    let connection = database.connect().await?;
    let cutting = Arc::new(AtomicBool::new(true));
    let cutter = tokio::spawn(cut(database.connect().await?, Arc::clone(&cutting)));
    let failed = change(&nodes, &token).await?;
    let changed = begun.elapsed();
    cutting.store(false, Ordering::Relaxed);
    let (cuts, terminated) = cutter.await??;
    // Some that were not acknowledged were made all the same: the table knows which was the last.
    let last = number(&connection).await?;
    counts.last.store(last, Ordering::Relaxed);
    // One more, for those who had the last one before it was known to be that.
    rename(nodes.first().ok_or("a node")?, &reqwest::Client::new(), &token, "The last").await?;
    let mut wrong = BTreeMap::new();
    while let Some(numbers) = subscribers.join_next().await {
        let numbers = numbers??;
        let had = numbers.last().copied().unwrap_or(last).max(last);
        if !numbers.iter().copied().eq(1..=had) {
            *wrong.entry(first_difference(&numbers)).or_insert(0) += 1;
        }
    }
    let told = begun.elapsed();
    let (memory_a, memory_b) = (nodes[0].process.memory()?.1, nodes[1].process.memory()?.1);

    let mut report = Report::new(
        "feed",
        Length::Full,
        "The change feed on two nodes",
        &format!(
            "{SUBSCRIBERS} WebSocket subscribers of one account follow `revisions(after: 0)`, half on each of two nodes over one \
             PostgreSQL.\n{CHANGES} changes are acknowledged, on both nodes in turn, while every database connection of the second \
             node is terminated each {} ms.\nA subscriber whose connection ends comes back with the last number it saw.",
            CUT_EACH.as_millis()
        ),
    );
    report.heading("What came of it");
    report.line(&format!(
        "- Revisions at the end: {last}; subscribers that had each of them once and in order: {} of {SUBSCRIBERS}.",
        SUBSCRIBERS - wrong.values().sum::<usize>()
    ));
    report.line(&format!("- Cuts: {cuts}, which terminated {terminated} connections; changes that were not acknowledged and made again: {failed}."));
    report.line(&format!(
        "- Errors that subscribers were told within their streams: {}; connections that ended and were made again: {}.",
        counts.errors.load(Ordering::Relaxed),
        counts.reconnected.load(Ordering::Relaxed)
    ));
    report.line(&format!(
        "- {} messages in {:.1} s; the last subscriber had the last revision {:.1} s after the last change.",
        i64::from(last) * i64::try_from(SUBSCRIBERS)?,
        told.as_secs_f64(),
        told.saturating_sub(changed).as_secs_f64()
    ));
    report.line(&format!("- The most memory that the nodes held: {memory_a} MiB and {memory_b} MiB."));
    report.write()?;
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("subscribers with a gap or a double, by where it begins: {wrong:?}").into())
    }
}

/// Follows the feed until the last revision, coming back where it was whenever the connection ends.
async fn subscribe(address: &str, token: &str, counts: &Counts) -> Result<Vec<i32>, Fault> {
    let mut numbers: Vec<i32> = Vec::new();
    let mut is_first = true;
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        // Whatever ends a connection, the next one goes on; what counts is that every number comes.
        let _ended = follow(address, token, counts, &mut numbers, &mut is_first).await;
        if has_all(&numbers, counts) {
            return Ok(numbers);
        }
        counts.reconnected.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("a subscriber waited too long after {:?}", numbers.last()).into())
}

fn has_all(numbers: &[i32], counts: &Counts) -> bool {
    let last = counts.last.load(Ordering::Relaxed);
    last > 0 && numbers.last().is_some_and(|number| *number >= last)
}

async fn follow(
    address: &str,
    token: &str,
    counts: &Counts,
    numbers: &mut Vec<i32>,
    is_first: &mut bool,
) -> Result<(), Fault> {
    let mut request = format!("ws://{address}/graphql").into_client_request()?;
    request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let init = json!({"type": "connection_init", "payload": {"authorization": format!("Bearer {token}")}});
    socket.send(Message::text(init.to_string())).await?;
    let after = numbers.last().copied().unwrap_or(0);
    let query = format!("subscription {{ revisions(after: {after}) {{ number }} }}");
    while let Some(message) = tokio::time::timeout(PATIENCE, socket.next()).await? {
        let Message::Text(text) = message? else { continue };
        let message: Value = serde_json::from_str(&text)?;
        match message["type"].as_str() {
            Some("connection_ack") => {
                let subscribe = json!({"type": "subscribe", "id": "1", "payload": {"query": query}});
                socket.send(Message::text(subscribe.to_string())).await?;
                if std::mem::take(is_first) {
                    counts.connected.fetch_add(1, Ordering::Relaxed);
                }
            }
            Some("ping") => socket.send(Message::text(json!({"type": "pong"}).to_string())).await?,
            Some("next") => match message["payload"]["data"]["revisions"]["number"].as_i64() {
                Some(number) => {
                    numbers.push(i32::try_from(number)?);
                    if has_all(numbers, counts) {
                        socket.close(None).await?;
                        return Ok(());
                    }
                }
                None => {
                    counts.errors.fetch_add(1, Ordering::Relaxed);
                }
            },
            Some("error" | "complete") => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// Makes the changes on both nodes in turn; one that is not acknowledged is made again. Answers how many were not.
async fn change(nodes: &[Node; 2], token: &str) -> Result<usize, Fault> {
    let http = reqwest::Client::new();
    let (mut acknowledged, mut failed) = (0, 0);
    while acknowledged < CHANGES {
        let node = nodes.get((usize::try_from(acknowledged)? + failed) % 2).ok_or("a node")?;
        match rename(node, &http, token, &format!("Acme {acknowledged} {failed}")).await {
            Ok(()) => acknowledged += 1,
            Err(_) => failed += 1,
        }
    }
    Ok(failed)
}

async fn rename(node: &Node, http: &reqwest::Client, token: &str, name: &str) -> Result<(), Fault> {
    let mutation = "mutation($name: String!) { updateCompany(input: {tradeName: $name}) { revision { number } } }";
    let answer = node.ask(http, token, mutation, &json!({"name": name})).await?;
    let number = &answer["updateCompany"]["revision"]["number"];
    if number.is_number() { Ok(()) } else { Err("a change was not acknowledged".into()) }
}

/// Terminates every connection of the second node, again and again. Answers how often, and how many connections.
async fn cut(connection: DatabaseConnection, cutting: Arc<AtomicBool>) -> Result<(usize, usize), Fault> {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'node-b'";
    let (mut cuts, mut terminated) = (0, 0);
    while cutting.load(Ordering::Relaxed) {
        let rows = connection.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
        cuts += 1;
        terminated += rows.len();
        tokio::time::sleep(CUT_EACH).await;
    }
    Ok((cuts, terminated))
}

async fn number(connection: &DatabaseConnection) -> Result<i32, Fault> {
    let sql = "SELECT revision FROM account";
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    Ok(row.ok_or("the account")?.try_get_by_index(0)?)
}

/// Where numbers are not 1, 2, 3 …
fn first_difference(numbers: &[i32]) -> i32 {
    let differing = numbers.iter().zip(1..).find(|(number, expected)| *number != expected);
    differing.map_or(i32::try_from(numbers.len()).unwrap_or(i32::MAX), |(_, expected)| expected)
}
