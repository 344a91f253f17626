//! A million acceptances of terms: pages, counts and exports, on both databases.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::text;
use entity::{account, terms_acceptance, terms_count, terms_document, terms_person};
use rand::RngCore as _;
use sea_orm::{ActiveModelTrait as _, DatabaseConnection, EntityTrait as _, Set, TransactionTrait as _};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Fault,
    report::Report,
    service::{Database, Node, administrator, command},
};

const RECORDS: u32 = 1_000_000;

/// Rows that are added by one statement.
const BATCH: u32 = 2000;

/// How often each question is asked.
const ASKED: usize = 50;

const GIVEN_NAMES: [&str; 10] =
    ["Ana", "Bruno", "Carla", "Diego", "Elena", "Felipe", "Gabriela", "Hugo", "Inês", "João"];
const FAMILY_NAMES: [&str; 10] =
    ["Silva", "Souza", "Gómez", "Pérez", "Rojas", "Lima", "Costa", "Díaz", "Núñez", "Alves"];

pub(crate) async fn run() -> Result<(), Fault> {
    let mut report = Report::new(
        "terms",
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
    let token = administrator(&database.url, "acme")?;
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
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        let slowest = times.last().copied().unwrap_or_default();
        report.line(&format!("| {name} | {} | {} |", shown(median), shown(slowest)));
    }
    report.line("");
    report.line("| export | records | size | time | memory before | most |");
    report.line("|---|---|---|---|---|---|");
    for format in ["csv", "jsonl"] {
        let (before, _) = node.memory()?;
        node.forget_peak()?;
        let begun = Instant::now();
        let (bytes, lines) = export(&node, &http, &token, format).await?;
        let (_, most) = node.memory()?;
        let records = if format == "csv" { lines - 1 } else { lines };
        if records != u64::from(RECORDS) {
            return Err(format!("the export has {records} records").into());
        }
        let took = begun.elapsed().as_secs_f64();
        report
            .line(&format!("| {format} | {records} | {} MiB | {took:.1} s | {before} MiB | {most} MiB |", bytes >> 20));
    }
    Ok(())
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Adds the acceptances as `acceptTerms` would have, over five years.
async fn fill(connection: &DatabaseConnection) -> Result<(), Fault> {
    let account = account::Entity::find().one(connection).await?.ok_or("the account")?.id;
    let start: DateTime<Utc> = "2021-01-01T00:00:00Z".parse()?;
    let mut random = rand::rng();
    let mut id = |time: DateTime<Utc>| -> Result<Uuid, Fault> {
        let mut bytes = [0; 10];
        random.fill_bytes(&mut bytes);
        Ok(uuid::Builder::from_unix_timestamp_millis(u64::try_from(time.timestamp_millis())?, &bytes).into_uuid())
    };
    let mut documents = Vec::new();
    for (number, kind) in ["TERMS_OF_USE", "PRIVACY_POLICY"].into_iter().enumerate() {
        let document = terms_document::ActiveModel {
            id: Set(id(start)?),
            kind: Set(kind.to_owned()),
            version: Set("1".to_owned()),
            language: Set("PT".to_owned()),
            url: Set("https://terms.example/1".to_owned()),
            sha256: Set(format!("{number:064}")),
            published_at: Set(start),
        };
        documents.push((document.insert(connection).await?.id, kind));
    }
    for batch in 0..RECORDS / BATCH {
        let (mut acceptances, mut people) = (Vec::new(), Vec::new());
        for number in batch * BATCH..(batch + 1) * BATCH {
            let at = start + TimeDelta::seconds(i64::from(number) * 157);
            let (document, kind) = documents.get(usize::try_from(number % 2)?).copied().ok_or("a document")?;
            let name = |names: [&'static str; 10], at: u32| names.get(usize::try_from(at % 10).unwrap_or(0)).copied();
            let given = name(GIVEN_NAMES, number / 2).ok_or("a name")?;
            let family = name(FAMILY_NAMES, number / 20).ok_or("a name")?;
            let (name, email) = (format!("{given} {family} {number}"), format!("person{number}@people.example"));
            let (id, subject) = (id(at)?, format!("subject-{number}"));
            acceptances.push(terms_acceptance::ActiveModel {
                account_id: Set(account),
                id: Set(id),
                document_id: Set(document),
                kind: Set(kind.to_owned()),
                subject_key: Set(text::key(&subject)),
                subject: Set(subject),
                role: Set(Some("AGENT".to_owned())),
                accepted_at: Set(at),
            });
            people.push(terms_person::ActiveModel {
                account_id: Set(account),
                acceptance_id: Set(id),
                name_key: Set(Some(text::key(&name))),
                name: Set(Some(name)),
                email_key: Set(Some(text::key(&email))),
                email: Set(Some(email)),
                ip_address: Set(Some("203.0.113.9".to_owned())),
                user_agent: Set(Some("Mozilla/5.0 (X11; Linux x86_64)".to_owned())),
            });
        }
        let transaction = connection.begin().await?;
        terms_acceptance::Entity::insert_many(acceptances).exec_without_returning(&transaction).await?;
        terms_person::Entity::insert_many(people).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
    }
    for (_, kind) in documents {
        let count = terms_count::ActiveModel {
            account_id: Set(account),
            kind: Set(kind.to_owned()),
            shard: Set(0),
            count: Set(i64::from(RECORDS / 2)),
        };
        terms_count::Entity::insert(count).exec_without_returning(connection).await?;
    }
    if connection.get_database_backend() == sea_orm::DatabaseBackend::Postgres {
        // As autovacuum would have done over five years.
        sea_orm::ConnectionTrait::execute_unprepared(connection, "VACUUM ANALYZE").await?;
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
