//! Where the time goes: what perf saw of Cuenta's process under load, by component and by function.

use std::{collections::BTreeMap, fmt::Write as _, path::Path, process::Stdio};

use torture::{Fault, report::said};

use crate::{
    measure::Rounds,
    page::reading,
    request::Load,
    server::Server,
    world::World,
    wrk::{self, float},
};

/// The paths that are looked at: a part of the benchmark, and what it is called here.
const PATHS: [(&str, &str); 3] = [
    ("page", "Warm: the whole page, its answer remembered"),
    ("executed", "Executed: settings remembered, GraphQL executed"),
    ("cold", "Cold: nothing remembered, one statement"),
];

/// How often a second perf looks.
const FREQUENCY: &str = "1999";

/// How many functions are told by name.
const FUNCTIONS: usize = 15;

/// Which crates make a component. What none of them is stands under its own name, or with the rest.
const COMPONENTS: [(&str, &[&str]); 10] = [
    (
        "HTTP",
        &[
            "hyper",
            "hyper_util",
            "http",
            "http_body",
            "http_body_util",
            "httparse",
            "axum",
            "axum_core",
            "h2",
            "mime",
            "tower",
        ],
    ),
    ("the runtime", &["tokio", "futures_util", "futures_channel", "mio", "parking_lot", "parking_lot_core"]),
    ("GraphQL, the library", &["async_graphql", "async_graphql_parser", "async_graphql_value", "indexmap"]),
    ("GraphQL, ours", &["schema"]),
    ("transport, ours", &["api"]),
    ("the domain, ours", &["domain", "entity"]),
    ("the caches, the limits", &["quick_cache", "governor", "dashmap", "sha2", "ahash"]),
    ("the database's client", &["sqlx_core", "sqlx_postgres", "sqlx", "sea_orm", "sea_query", "sea_query_sqlx"]),
    ("JSON", &["serde_json", "serde", "serde_core", "ryu", "itoa"]),
    (
        "log, metrics and traces",
        &["tracing", "tracing_core", "tracing_subscriber", "metrics", "metrics_exporter_prometheus", "opentelemetry"],
    ),
];

/// Samples of one path.
struct Profile {
    /// Processor time of an answer, in microseconds.
    microseconds: f64,
    /// The part of the samples in each component, in percent.
    components: BTreeMap<String, f64>,
    /// The functions in which most of the time was spent, with theirs.
    functions: Vec<(f64, String)>,
}

/// Looks at every path, and writes `docs/bench/profile.md`.
pub(crate) async fn run(world: &World, rounds: Rounds, folder: &Path) -> Result<(), Fault> {
    let mut text = String::from(
        "# Profile\n\nThis page is written by `make bench PART=profile`.\n\n\
         perf looked at Cuenta's process, the benchmark's release build over 10,000 accounts on PostgreSQL, while 32 \
         connections asked for the pages of random accounts; samples are of the function that ran, and told as a part \
         of the processor time that an answer takes.\n\
         Functions of the standard library that were not inlined are counted where they stand, and not with their callers.\n",
    );
    for (part, title) in PATHS {
        let profile = look(part, world, rounds, folder).await?;
        write!(text, "\n## {title}\n\n{:.0} µs of processor time an answer.\n\n", profile.microseconds)?;
        text.push_str("| component | part | µs |\n|---|---:|---:|\n");
        let mut components: Vec<_> = profile.components.iter().collect();
        components.sort_by(|one, other| other.1.total_cmp(one.1));
        for (component, percent) in components {
            writeln!(text, "| {component} | {percent:.1} % | {:.1} |", profile.microseconds * percent / 100.0)?;
        }
        text.push_str("\n| function | part |\n|---|---:|\n");
        for (percent, function) in &profile.functions {
            writeln!(text, "| `{function}` | {percent:.1} % |")?;
        }
    }
    writeln!(text, "\n{}.", said("perf", &["--version"]))?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/bench/profile.md");
    std::fs::create_dir_all(file.parent().ok_or("a folder")?)?;
    std::fs::write(file, text)?;
    println!("the profile is docs/bench/profile.md");
    Ok(())
}

async fn look(part: &str, world: &World, rounds: Rounds, folder: &Path) -> Result<Profile, Fault> {
    println!("  {part} …");
    let options = reading(part)?.options()?;
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let server = Server::cuenta("cuenta", &world.url, &options, folder).await?;
    let requests = Load::Page.file(&server, world, folder).await?;
    wrk::each(&server.addresses, &requests, rounds.seconds).await?;
    let process = server.processes.first().ok_or("a process")?.id().to_string();
    let file = folder.join("perf.data");
    let before = server.processor_time()?;
    let recording = tokio::process::Command::new("perf")
        .args(["record", "--quiet", "--freq", FREQUENCY, "--pid", &process, "--output"])
        .arg(&file)
        .args(["--", "sleep", &rounds.seconds.to_string()])
        .stdout(Stdio::null())
        .status();
    let (recorded, ran) = tokio::join!(recording, wrk::random(&server.addresses, &requests, rounds.seconds));
    let spent = server.processor_time()? - before;
    if !recorded?.success() {
        return Err("perf cannot look at a process: it needs the kernel's leave (kernel.perf_event_paranoid)".into());
    }
    let report = tokio::process::Command::new("perf")
        .args(["report", "--stdio", "--no-children", "--sort", "dso,symbol", "--field-separator", "\t", "--input"])
        .arg(&file)
        .output()
        .await?;
    let mut profile = read(&String::from_utf8_lossy(&report.stdout));
    profile.microseconds = 1000.0 * float(spent) / float(ran?.answers);
    Ok(profile)
}

/// Reads what perf reports: lines of a percentage, a file and a function.
fn read(report: &str) -> Profile {
    let mut profile = Profile { microseconds: 0.0, components: BTreeMap::new(), functions: Vec::new() };
    for line in report.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t').map(str::trim);
        let (Some(percent), Some(file), Some(function)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Ok(percent) = percent.trim_end_matches('%').parse::<f64>() else { continue };
        let name = function.get(4..).unwrap_or(function).trim();
        *profile.components.entry(component(file, name)).or_default() += percent;
        if profile.functions.len() < FUNCTIONS {
            profile.functions.push((percent, name.replace('`', "'").replace('|', "\\|")));
        }
    }
    profile
}

/// What a function belongs to.
fn component(file: &str, function: &str) -> String {
    if file.starts_with("[kernel") || file.starts_with("[guest") {
        return "Linux: the network, waking and waiting".to_owned();
    }
    if function.starts_with("mi_") || function.starts_with("_mi_") {
        return "memory: the allocator".to_owned();
    }
    if function.starts_with("__mem") {
        return "memory: copying and comparing".to_owned();
    }
    // The first crate that a name names is whose code it is: `<domain::cache::Cache<K> as core::…>::get`.
    let words = function.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    let is_crate = |word: &&str| COMPONENTS.iter().any(|(_, crates)| crates.contains(word));
    let found = words.filter(|word| !word.is_empty()).find(is_crate);
    let component = found.and_then(|found| COMPONENTS.iter().find(|(_, crates)| crates.contains(&found)));
    component.map_or_else(|| "the rest".to_owned(), |(component, _)| (*component).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_told_by_component() {
        let report = "# Overhead\n     9.27%\t[kernel.kallsyms]\t[k] _raw_spin_unlock_irqrestore\n\
                      1.92%\tcuenta\t[.] domain::bounded::Bounded<K,V>::get_or_look_up::{{closure}}\n\
                      1.00%\tcuenta\t[.] <T as hyper::service::http::HttpService<B1>>::call\n\
                      0.50%\tcuenta\t[.] mi_free\n0.25%\tlibc.so.6\t[.] __memcmp_evex_movbe\n0.1%\tcuenta\t[.] core::fmt::write\n";
        let profile = read(report);
        let told: Vec<(&str, f64)> =
            profile.components.iter().map(|(name, percent)| (name.as_str(), *percent)).collect();
        assert_eq!(
            told,
            [
                ("HTTP", 1.0),
                ("Linux: the network, waking and waiting", 9.27),
                ("memory: copying and comparing", 0.25),
                ("memory: the allocator", 0.5),
                ("the domain, ours", 1.92),
                ("the rest", 0.1),
            ]
        );
        assert_eq!(profile.functions[1].1, "domain::bounded::Bounded<K,V>::get_or_look_up::{{closure}}");
    }
}
