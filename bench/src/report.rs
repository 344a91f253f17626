//! The report: every figure in tables, and what it means.

use std::{fmt::Write as _, path::Path};

use torture::{Fault, report::said};

use crate::{
    figures::{Figures, Throughput, median},
    latency::RATE,
    million::LARGE,
    page::versions,
    targets::{All, best_peer, targets},
};

/// What each load is called, and what is to be known of it.
const LOADS: [(&str, &str, &str); 9] = [
    (
        "page",
        "Whole page, warm",
        "The whole page of a random account, of which each was read before.\n\
         Cuenta is as shipped: it checks the token of each request, its limits, metrics, log and headers are on.\n\
         The peers are sent the token and do not look at it.\n\
         The constant answer is axum that sends one account's page to whoever asks.",
    ),
    (
        "group",
        "One parameter group, warm, its row alone",
        "The tab \"environment\" of a random account; the peers are asked for the one row of its table, by its key, which \
         Cuenta does not offer. The target is of what is asked alike, in the next table; this one shows what a \
         peer gains by asking so, and what the constant answer leaves.",
    ),
    (
        "nested",
        "One parameter group, warm, asked through the account",
        "The same, but the peers are asked as Cuenta is: for the account, and the tab of its parameters.",
    ),
    (
        "executed",
        "Whole page, executed",
        "Cuenta with `answers_cache` off: settings are remembered, and GraphQL is executed each time.",
    ),
    (
        "cold",
        "Whole page, cold",
        "Cuenta with `answers_cache` off, and `callers_cache` and `settings_cache` of two mebibytes, which hold the settings of \
         about 400 of 10,000 accounts: nearly each request is like the first of its account.\n\
         pgbench shows what PostgreSQL itself would do, by prepared statements: one look-up by a key; an account and its stored \
         settings, which is what Cuenta reads; and an account and the seven tables of the page, one after the other or in a pipeline.",
    ),
    (
        "staff",
        "A hundred accounts for platform staff",
        "The whole pages of a hundred accounts in one answer, from a random place of the list.\n\
         500 members of staff ask in turn, for each may spend only so much a second.",
    ),
    (
        "update",
        "Changes",
        "`updateCompany` of a random account with another name, on a copy of the database.\n\
         pgbench runs the statements that Cuenta was seen to send for one such change, in the same transaction, `NOTIFY` \
         included, on another copy; the script stands at the end.\n\
         It takes the account and its new revision from the first statement, so that no look-up is charged to it.",
    ),
    (
        "million",
        "A million accounts, warm",
        "The whole page, drawn from 10,000 accounts in both; those of the million lie evenly among the others.",
    ),
    ("million-cold", "A million accounts, cold", "The same with caches of two mebibytes."),
];

/// Writes the report of all figures.
pub(crate) fn write(all: &[Figures]) -> Result<(), Fault> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("report.md");
    std::fs::write(&file, text(All(all))?)?;
    println!("the report is docs/bench/report.md");
    Ok(())
}

fn text(all: All<'_>) -> Result<String, Fault> {
    let mut text = String::from(
        "# Benchmark\n\n\
         This page is written by `make bench` and `make bench PART=million`.\n\n\
         Cuenta, PostGraphile and Mercurius run side by side over one PostgreSQL with the same tables, on one machine that \
         the generator of the load shares.\n\
         Each account has a company, 3 contacts, 3 other contacts, 2 addresses and every parameter, and was filled by one \
         change through `domain`; `cuenta verify` found nothing afterwards, and before anything was timed the answers of the \
         peers were compared with Cuenta's, value by value.\n\
         A machine's speed drifts, so contenders take turns, round after round, and what counts is the ratio of medians; the \
         least and the most ratio of any round stand behind it.\n\
         Each peer is measured in one process and in two, and the better form counts.\n",
    );
    wanted(&mut text, all)?;
    for (load, title, meaning) in LOADS {
        if let Some(throughput) = all.throughput(load) {
            loads(&mut text, throughput, title, meaning)?;
        }
    }
    latencies(&mut text, all)?;
    memories(&mut text, all)?;
    fanout(&mut text, all)?;
    setting(&mut text, all)?;
    rounds(&mut text, all)?;
    for script in all.0.iter().filter_map(|figures| figures.update_script.as_ref()) {
        write!(text, "\n## What pgbench runs for a change\n\n```sql\n{script}```\n")?;
    }
    Ok(text)
}

fn wanted(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    text.push_str("\n## What it must reach\n\n| | target | measured | |\n|---|---|---|---|\n");
    for target in targets(all) {
        let (measured, verdict) = match target.measured {
            Some((measured, true)) => (measured, "met"),
            Some((measured, false)) => (measured, "**not met**"),
            None => ("not measured".to_owned(), ""),
        };
        writeln!(text, "| {} | {} | {measured} | {verdict} |", target.what, target.asked)?;
    }
    Ok(())
}

fn loads(text: &mut String, throughput: &Throughput, title: &str, meaning: &str) -> Result<(), Fault> {
    write!(
        text,
        "\n## {title}\n\n{meaning}\n{} rounds of {} s each, 32 connections.\n\n\
         | | answers a second | least to most | Cuenta to it | processor time of the server | of PostgreSQL | statements | bytes |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n",
        throughput.samples.iter().map(|sample| sample.round).max().unwrap_or_default(),
        throughput.seconds
    )?;
    for contender in throughput.contenders() {
        let per_second = throughput.rounds(contender, |sample| sample.per_second);
        let least = per_second.iter().copied().reduce(f64::min).unwrap_or_default();
        let most = per_second.iter().copied().reduce(f64::max).unwrap_or_default();
        let ratio = throughput.ratio("cuenta", contender).filter(|_| contender != "cuenta");
        let ratio = ratio.map_or(String::new(), |ratio| {
            format!("{:.2} ({:.2} to {:.2})", ratio.of_medians, ratio.least, ratio.most)
        });
        let server = median(&throughput.rounds(contender, |sample| sample.server_us)).unwrap_or_default();
        let server = if contender.starts_with("pgbench") { String::new() } else { format!("{server:.0} µs") };
        let database = median(&throughput.rounds(contender, |sample| sample.database_us)).unwrap_or_default();
        let statements = throughput.statements.get(contender).map_or(String::new(), |count| format!("{count:.2}"));
        let bytes = throughput.bytes.get(contender).map_or(String::new(), |bytes| thousands(*bytes));
        writeln!(
            text,
            "| {} | {} | {} to {} | {ratio} | {server} | {database:.0} µs | {statements} | {bytes} |",
            name(contender),
            thousands(throughput.median(contender).unwrap_or_default()),
            thousands(least),
            thousands(most)
        )?;
    }
    if let Some(peer) = best_peer(throughput) {
        writeln!(text, "\nThe better peer is {}.", name(peer))?;
    }
    Ok(())
}

fn latencies(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    let latencies: Vec<_> = all.0.iter().flat_map(|figures| &figures.latencies).collect();
    if latencies.is_empty() {
        return Ok(());
    }
    write!(
        text,
        "\n## Times at {RATE} pages a second\n\n\
         By oha with `--latency-correction`: a time counts from when the request was due, so that a server that stalls is charged \
         for all that it lets wait.\nMedians of the rounds, in milliseconds.\n\n\
         | | p50 | p99 | p99.9 |\n|---|---:|---:|---:|\n"
    )?;
    for first in latencies.iter().filter(|latency| latency.round == 1) {
        let of = |what: fn(&crate::figures::Latency) -> f64| all.latency(&first.contender, what).unwrap_or_default();
        writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.2} |",
            name(&first.contender),
            of(|latency| latency.p50),
            of(|latency| latency.p99),
            of(|latency| latency.p999)
        )?;
    }
    Ok(())
}

fn memories(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    let memories: Vec<_> = all.0.iter().flat_map(|figures| &figures.memories).collect();
    if !memories.is_empty() {
        text.push_str(
            "\n## Memory\n\n\
             What is resident of all processes of a server, in MB of 1,000,000 bytes: ten seconds after it was ready, the most \
             under a minute of the page load, and ten seconds after that.\n\n\
             | | idle | under load | after it | of which Cuenta says that it is remembered |\n|---|---:|---:|---:|---|\n",
        );
    }
    for memory in memories {
        let cached: Vec<String> = memory.cached.iter().map(|(cache, size)| format!("{cache} {size:.1}")).collect();
        let (name, cached) = (name(&memory.contender), cached.join(", "));
        writeln!(text, "| {name} | {:.1} | {:.1} | {:.1} | {cached} |", memory.idle, memory.most, memory.after)?;
    }
    let mut starts: Vec<_> = all.0.iter().flat_map(|figures| &figures.starts).collect();
    starts.sort_by_key(|start| start.accounts);
    if !starts.is_empty() {
        text.push_str(
            "\n## Start to ready\n\n\
             From the start of the process until `/health/ready` answers 200.\n\n| accounts | median | least to most |\n|---:|---:|---:|\n",
        );
    }
    for start in starts {
        let accounts = thousands(f64::from(start.accounts));
        let least = start.milliseconds.iter().copied().reduce(f64::min).unwrap_or_default();
        let most = start.milliseconds.iter().copied().reduce(f64::max).unwrap_or_default();
        let median = median(&start.milliseconds).unwrap_or_default();
        writeln!(text, "| {accounts} | {median:.0} ms | {least:.0} to {most:.0} ms |")?;
    }
    Ok(())
}

fn fanout(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    for fanout in all.0.iter().filter_map(|figures| figures.fanout.as_ref()) {
        let mut sorted = fanout.until_last.clone();
        sorted.sort_by(f64::total_cmp);
        write!(
            text,
            "\n## Revisions to {} subscribers\n\n\
             WebSocket subscribers of one account; the generator that reads them all runs on the same two cores.\n\n\
             - From a change's answer until the last subscriber had its revision, over {} changes: median {:.1} ms, most {:.1} ms.\n\
             - While changes follow each other, {} events came at {} a second.\n",
            thousands(f64::from(u32::try_from(fanout.subscribers)?)),
            fanout.until_last.len(),
            median(&sorted).unwrap_or_default(),
            sorted.last().copied().unwrap_or_default(),
            thousands(f64::from(u32::try_from(fanout.events)?)),
            thousands(fanout.per_second)
        )?;
    }
    Ok(())
}

fn setting(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    text.push_str("\n## The machine, the versions and the settings\n\n| | |\n|---|---|\n");
    let processor = said("sh", &["-c", "sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1"]);
    let memory = said("sh", &["-c", "awk '/^MemTotal/ {printf \"%.0f GB\", $2 * 1024 / 1e9}' /proc/meminfo"]);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    writeln!(
        text,
        "| machine | {cores} cores of {processor}, {memory} of memory; {} |",
        said("sh", &["-c", "echo \"$(uname -s) $(uname -r | cut -d. -f1,2)\""])
    )?;
    let mut commits: Vec<String> =
        all.0.iter().map(|figures| format!("{} on {}", figures.commit, figures.date)).collect();
    commits.dedup();
    writeln!(text, "| Cuenta | release build at commit {} |", commits.join(", "))?;
    for (what, version) in versions() {
        writeln!(text, "| {what} | {version} |")?;
    }
    if let Some(figures) = all.0.first() {
        writeln!(text, "| PostgreSQL's settings | {} |", figures.settings)?;
    }
    let mut databases: Vec<_> = all.0.iter().flat_map(|figures| &figures.databases).collect();
    databases.sort_by_key(|database| database.accounts);
    databases.dedup_by_key(|database| database.accounts);
    for database in databases {
        let accounts = thousands(f64::from(database.accounts));
        writeln!(text, "| database of {accounts} accounts | {} MB |", thousands(database.megabytes))?;
    }
    text.push_str(
        "\nPostGraphile has only the tables of the page, no mutations, no GraphiQL, no watching and no explaining; it answers with \
         text that Grafast writes, and prepares its statements.\n\
         Mercurius has a schema written for the page, queries compiled by graphql-jit from the first time on, loaders without a \
         cache, and named statements that PostgreSQL plans once; neither logs requests, and each has a pool of eight connections a process.\n\
         wrk draws from whole requests that were written beforehand, with the same script for every server; the last run of \
         the warm-up looks at each answer, and what is answered under load has the same size.\n\
         Processor time is what Linux says of the server's and of PostgreSQL's processes, by the answers of the same run.\n\
         Statements are counted by `pg_stat_statements`, which counts nothing while times are taken; what begins and ends a \
         transaction is counted too.\n",
    );
    Ok(())
}

fn rounds(text: &mut String, all: All<'_>) -> Result<(), Fault> {
    text.push_str("\n## Each round\n\nAnswers a second.\n\n| load | | rounds |\n|---|---|---|\n");
    for (load, _, _) in LOADS {
        let Some(throughput) = all.throughput(load) else { continue };
        for contender in throughput.contenders() {
            let rounds = throughput.rounds(contender, |sample| sample.per_second);
            let rounds: Vec<String> = rounds.into_iter().map(thousands).collect();
            writeln!(text, "| {load} | {} | {} |", name(contender), rounds.join(" · "))?;
        }
    }
    let latencies: Vec<_> = all.0.iter().flat_map(|figures| &figures.latencies).collect();
    for first in latencies.iter().filter(|latency| latency.round == 1) {
        let own = latencies.iter().filter(|latency| latency.contender == first.contender);
        let rounds: Vec<String> = own.map(|latency| format!("{:.2} / {:.2}", latency.p50, latency.p99)).collect();
        writeln!(text, "| p50 / p99 in ms | {} | {} |", name(&first.contender), rounds.join(" · "))?;
    }
    Ok(())
}

/// A contender's name for people.
fn name(contender: &str) -> String {
    let (name, processes) = contender.split_once("-2").map_or((contender, ""), |(name, _)| (name, ", two processes"));
    match name {
        "cuenta" => "Cuenta".to_owned(),
        LARGE => "Cuenta of a million".to_owned(),
        "constant" => "constant answer".to_owned(),
        "postgraphile" => format!("PostGraphile{processes}"),
        "mercurius" => format!("Mercurius{processes}"),
        other => other.to_owned(),
    }
}

/// A number as people read it: `12,345`.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut written = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}
