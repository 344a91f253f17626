//! A million acceptances of terms: pages, counts and exports, on both databases.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use entity::terms_document;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait as _, DatabaseBackend, DatabaseConnection, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Fault, Length,
    report::Report,
    service::{Database, Node, command, token_of},
};

const RECORDS: u32 = 1_000_000;

/// When the first was made.
const START: &str = "2021-01-01T00:00:00Z";

/// One was made every so many seconds.
const EACH: u32 = 157;

/// How often each question is asked.
const ASKED: usize = 50;

const GIVEN_NAMES: [&str; 10] =
    ["Ana", "Bruno", "Carla", "Diego", "Elena", "Felipe", "Gabriela", "Hugo", "Irene", "Jorge"];
const FAMILY_NAMES: [&str; 10] =
    ["Silva", "Souza", "Gomes", "Prado", "Rojas", "Lima", "Costa", "Torres", "Nunes", "Alves"];

pub(crate) async fn run() -> Result<(), Fault> {
    let mut report = Report::new(
        "terms",
        Length::Full,
        "A million acceptances of terms",
        &format!(
            "One account has {RECORDS} acceptances, each by another person.\nEach question is asked {ASKED} times, one after the other, \
             over HTTP; the times are of the whole request.\nAn export is read to its end; the memory is the process's, and \
             \"most\" is its peak during the export (`VmHWM`)."
        ),
    );
    for database in [Database::sqlite()?, Database::postgres().await?] {
        measure(&database, &mut report).await?;
    }
    report.write()
}

async fn measure(database: &Database, report: &mut Report) -> Result<(), Fault> {
    report.heading(if database.is_sqlite() { "SQLite" } else { "PostgreSQL" });
    command(&database.url, &["account", "create", "--slug", "acme", "--trade-name", "Acme", "--language", "pt"])?;
    fill(&database.connect().await?).await?;
    let token = token_of(&database.url, "admin", "acme")?;
    let folder = tempfile::tempdir()?;
    let node = Node::serve(&database.url, &folder.path().join("log")).await?;
    let http = reqwest::Client::new();

    report.line("| question | median | slowest |");
    report.line("|---|---|---|");
    let page = "query($first: Int!, $after: String, $filter: TermsAcceptanceFilter) { account { \
        termsAcceptances(first: $first, after: $after, filter: $filter) { nodes { id acceptedAt \
        name email } pageInfo { endCursor hasNextPage } } } }";
    let count = "query($filter: TermsAcceptanceFilter) { account { termsAcceptances(first: 1, filter: $filter) { totalCount } } }";
    let middle = middle(&node, &http, &token, page).await?;
    for (name, query, variables) in [
        ("the first 100", page, json!({"first": 100})),
        ("100 from the middle", page, json!({"first": 100, "after": middle})),
        ("100 by the beginning of a name", page, json!({"first": 100, "filter": {"search": "gabriela n"}})),
        ("one person by e-mail", page, json!({"first": 10, "filter": {"search": "person777777@"}})),
        (
            "100 of one kind in one month",
            page,
            json!({"first": 100, "filter": {"kind": "PRIVACY_POLICY", "from": "2024-03-01T00:00:00Z", "to": "2024-04-01T00:00:00Z"}}),
        ),
        ("totalCount of all", count, json!({})),
        ("totalCount of one kind", count, json!({"filter": {"kind": "TERMS_OF_USE"}})),
        ("totalCount of the beginning of a name", count, json!({"filter": {"search": "gabriela n"}})),
    ] {
        let mut times = Vec::new();
        for _ in 0..ASKED {
            let begun = Instant::now();
            node.ask(&http, &token, query, &variables).await?;
            times.push(begun.elapsed());
        }
        report.line(&row(name, times));
    }
    let accept =
        "mutation($id: ID!) { acceptTerms(input: {documentId: $id}) { acceptance { id } userErrors { code } } }";
    let documents = node.ask(&http, &token, "{ termsDocuments { id } }", &json!({})).await?;
    let mut times = Vec::new();
    for person in 0..ASKED {
        let token = token_of(&database.url, &format!("person-{person}"), "acme")?;
        let begun = Instant::now();
        let accepted = node.ask(&http, &token, accept, &json!({"id": documents["termsDocuments"][0]["id"]})).await?;
        times.push(begun.elapsed());
        if !accepted["acceptTerms"]["acceptance"].is_object() {
            return Err(format!("an acceptance was not made: {accepted}").into());
        }
    }
    report.line(&row("accepting one more", times));
    report.line("");
    report.line("| export | records | size | time | memory before | most |");
    report.line("|---|---|---|---|---|---|");
    for format in ["csv", "jsonl"] {
        let (before, _) = node.process.memory()?;
        node.process.forget_peak()?;
        let begun = Instant::now();
        let (bytes, lines) = export(&node, &http, &token, format).await?;
        let (_, most) = node.process.memory()?;
        let records = if format == "csv" { lines - 1 } else { lines };
        if records != u64::from(RECORDS) + ASKED as u64 {
            return Err(format!("the export has {records} records").into());
        }
        let took = begun.elapsed().as_secs_f64();
        report
            .line(&format!("| {format} | {records} | {} MiB | {took:.1} s | {before} MiB | {most} MiB |", bytes >> 20));
    }
    Ok(())
}

/// A row of the table of questions.
fn row(name: &str, mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let slowest = times.last().copied().unwrap_or_default();
    format!("| {name} | {} | {} |", shown(median), shown(slowest))
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Adds two documents, and the acceptances of both as `acceptTerms` would have, over five years.
async fn fill(connection: &DatabaseConnection) -> Result<(), Fault> {
    let start: DateTime<Utc> = START.parse()?;
    for (number, kind) in (1..).zip(["TERMS_OF_USE", "PRIVACY_POLICY"]) {
        let document = terms_document::ActiveModel {
            id: Set(Uuid::from_u128(number)),
            kind: Set(kind.to_owned()),
            version: Set("1".to_owned()),
            language: Set("PT".to_owned()),
            url: Set("https://terms.example/1".to_owned()),
            sha256: Set(format!("{number:064}")),
            published_at: Set(start),
        };
        document.insert(connection).await?;
    }
    // Ids are version 7 UUIDs of the time of acceptance, as the list and its filters expect.
    let milliseconds = start.timestamp_millis();
    let (numbers, id, at) = if connection.get_database_backend() == DatabaseBackend::Sqlite {
        (
            format!(
                "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {RECORDS} - 1)"
            ),
            format!("unhex(printf('%012x70008000%012x', {milliseconds} + n * {EACH} * 1000, n))"),
            format!("strftime('%Y-%m-%dT%H:%M:%S+00:00', {} + n * {EACH}, 'unixepoch')", start.timestamp()),
        )
    } else {
        (
            format!("WITH numbers AS (SELECT generate_series(0, {RECORDS} - 1)::bigint AS n)"),
            format!(
                "(lpad(to_hex({milliseconds} + n * {EACH} * 1000), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid"
            ),
            format!("to_timestamp({} + n * {EACH})", start.timestamp()),
        )
    };
    let one_of = |names: &[&str], each: u32| {
        let cases: Vec<String> = (0..).zip(names).map(|(n, name)| format!("WHEN {n} THEN '{name}'")).collect();
        format!("CASE (n / {each}) % {} {} END", names.len(), cases.join(" "))
    };
    let name = format!("{} || ' ' || {} || ' ' || n", one_of(&GIVEN_NAMES, 2), one_of(&FAMILY_NAMES, 20));
    let acceptances = format!(
        "INSERT INTO terms_acceptance (account_id, id, document_id, kind, subject, subject_key, role, accepted_at) {numbers} \
         SELECT account.id, {id}, terms_document.id, terms_document.kind, 'subject-' || n, 'subject-' || n, 'AGENT', {at} \
         FROM numbers CROSS JOIN account JOIN terms_document \
         ON terms_document.kind = CASE n % 2 WHEN 0 THEN 'TERMS_OF_USE' ELSE 'PRIVACY_POLICY' END"
    );
    let people = format!(
        "INSERT INTO terms_person (account_id, acceptance_id, name, name_key, email, email_key, ip_address, user_agent) \
         {numbers} SELECT account.id, {id}, {name}, lower({name}), 'person' || n || '@people.example', \
         'person' || n || '@people.example', '203.0.113.9', 'Mozilla/5.0 (X11; Linux x86_64)' FROM numbers CROSS JOIN account"
    );
    let counts = format!(
        "INSERT INTO terms_count (account_id, kind, shard, count) SELECT account.id, kind, 0, {RECORDS} / 2 \
         FROM terms_document CROSS JOIN account"
    );
    for statement in [acceptances, people, counts] {
        connection.execute_unprepared(&statement).await?;
    }
    if connection.get_database_backend() == DatabaseBackend::Postgres {
        // As autovacuum would have done over five years.
        connection.execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(())
}

/// The cursor of an acceptance in the middle of the list.
async fn middle(node: &Node, http: &reqwest::Client, token: &str, page: &str) -> Result<Value, Fault> {
    let variables = json!({"first": 1, "filter": {"to": "2023-06-01T00:00:00Z"}});
    let answer = node.ask(http, token, page, &variables).await?;
    Ok(answer["account"]["termsAcceptances"]["pageInfo"]["endCursor"].clone())
}

/// Reads an export to its end, and answers its bytes and lines.
async fn export(node: &Node, http: &reqwest::Client, token: &str, format: &str) -> Result<(u64, u64), Fault> {
    let address = format!("http://{}/terms-acceptances.{format}", node.address);
    let mut answer = http.get(address).bearer_auth(token).send().await?.error_for_status()?;
    let (mut bytes, mut lines) = (0, 0);
    while let Some(chunk) = answer.chunk().await? {
        bytes += chunk.len() as u64;
        lines += chunk.split(|byte| *byte == b'\n').skip(1).count() as u64;
    }
    Ok((bytes, lines))
}
