//! What was measured, as it is stored until a report is made of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use torture::{Fault, report::said, service::binary};

/// The figures of a part, and of what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Figures {
    /// SHA-256 of the binary that was measured.
    pub(crate) binary: String,
    /// The commit, as far as one stands for it.
    pub(crate) commit: String,
    /// The day.
    pub(crate) date: String,
    /// How PostgreSQL was set up.
    pub(crate) settings: String,
    /// Answers a second, by load.
    pub(crate) throughputs: Vec<Throughput>,
    /// Times of answers at a fixed rate.
    pub(crate) latencies: Vec<Latency>,
    /// What servers hold in memory.
    pub(crate) memories: Vec<Memory>,
    /// Starts, by how many accounts there are.
    pub(crate) starts: Vec<Start>,
    /// Databases, by how many accounts there are.
    pub(crate) databases: Vec<DatabaseSize>,
    /// Revisions on their way to many subscribers.
    pub(crate) fanout: Option<Fanout>,
    /// The script that pgbench ran for a change.
    pub(crate) update_script: Option<String>,
}

/// One load on several contenders in turn.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Throughput {
    /// Which load.
    pub(crate) load: String,
    /// For how long each was measured in a round.
    pub(crate) seconds: u64,
    /// One for each contender and round.
    pub(crate) samples: Vec<Sample>,
    /// Bytes of an answer's body, by contender.
    pub(crate) bytes: BTreeMap<String, f64>,
    /// SQL statements a request, by contender.
    pub(crate) statements: BTreeMap<String, f64>,
}

/// A contender in a round.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sample {
    /// Which one.
    pub(crate) contender: String,
    /// From 1.
    pub(crate) round: usize,
    /// Answers a second.
    pub(crate) per_second: f64,
    /// What the server's processes took of the processors for an answer, in microseconds.
    pub(crate) server_us: f64,
    /// The same of PostgreSQL's.
    pub(crate) database_us: f64,
}

/// Times of answers at a fixed rate, in milliseconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Latency {
    /// Which server.
    pub(crate) contender: String,
    /// From 1.
    pub(crate) round: usize,
    /// How many were answered.
    pub(crate) answers: usize,
    /// Half of them took less.
    pub(crate) p50: f64,
    /// 99 of a hundred took less.
    pub(crate) p99: f64,
    /// 999 of a thousand took less.
    pub(crate) p999: f64,
}

/// What a server holds in memory, in MB.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// Which server.
    pub(crate) contender: String,
    /// After it was ready and nobody asked anything.
    pub(crate) idle: f64,
    /// The most, under the load of pages.
    pub(crate) most: f64,
    /// A while after that load.
    pub(crate) after: f64,
    /// What Cuenta says of it that it remembers, by cache.
    pub(crate) cached: BTreeMap<String, f64>,
}

/// How long Cuenta takes from its start until it is ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Start {
    /// How many accounts there are.
    pub(crate) accounts: u32,
    /// Each start, in milliseconds.
    pub(crate) milliseconds: Vec<f64>,
}

/// How large a database is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DatabaseSize {
    /// How many accounts there are.
    pub(crate) accounts: u32,
    /// With its indexes, in MB.
    pub(crate) megabytes: f64,
}

/// Revisions on their way to many subscribers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Fanout {
    /// How many subscribers there are.
    pub(crate) subscribers: usize,
    /// From a change's answer until the last one had it, in milliseconds, change by change.
    pub(crate) until_last: Vec<f64>,
    /// Events a second, while changes follow each other.
    pub(crate) per_second: f64,
    /// How many events that was.
    pub(crate) events: usize,
}

impl Figures {
    /// Figures of the binary that is measured now, without any yet.
    pub(crate) fn new(settings: &str) -> Result<Self, Fault> {
        // The report of the parts before this one is no other code.
        let is_clean = said("git", &["status", "--porcelain", "--untracked-files=no", ":!docs/bench"]).is_empty();
        let commit = said("git", &["rev-parse", "--short", "HEAD"]);
        Ok(Self {
            binary: digest()?,
            commit: if is_clean { commit } else { format!("{commit} with changes that are not committed") },
            date: said("date", &["-u", "+%Y-%m-%d"]),
            settings: settings.to_owned(),
            ..Self::default()
        })
    }

    /// Keeps them for a report.
    pub(crate) fn store(&self, part: &str) -> Result<(), Fault> {
        std::fs::create_dir_all(folder())?;
        Ok(std::fs::write(folder().join(format!("{part}.json")), serde_json::to_vec_pretty(self)?)?)
    }

    /// All that are kept of the binary that is there now, part by part.
    pub(crate) fn stored(parts: &[&str]) -> Result<Vec<Self>, Fault> {
        let binary = digest()?;
        let mut all = Vec::new();
        for part in parts {
            let Ok(text) = std::fs::read(folder().join(format!("{part}.json"))) else { continue };
            let figures: Self = serde_json::from_slice(&text)?;
            if figures.binary == binary {
                all.push(figures);
            } else {
                println!("  the figures of {part} are of another binary, and are left out of the report");
            }
        }
        Ok(all)
    }
}

impl Throughput {
    /// Who was measured, in the order of the first round.
    pub(crate) fn contenders(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.samples.iter().map(|sample| sample.contender.as_str()).filter(|name| seen.insert(*name)).collect()
    }

    /// What a contender's rounds say of something, in their order.
    pub(crate) fn rounds(&self, contender: &str, what: impl Fn(&Sample) -> f64) -> Vec<f64> {
        self.samples.iter().filter(|sample| sample.contender == contender).map(what).collect()
    }

    /// The median of a contender's answers a second.
    pub(crate) fn median(&self, contender: &str) -> Option<f64> {
        median(&self.rounds(contender, |sample| sample.per_second))
    }

    /// By how much one is above the other: the ratio of their medians, and the least and the most of any round.
    pub(crate) fn ratio(&self, one: &str, other: &str) -> Option<Ratio> {
        let (ones, others) =
            (self.rounds(one, |sample| sample.per_second), self.rounds(other, |sample| sample.per_second));
        let each: Vec<f64> = ones.iter().zip(&others).map(|(one, other)| one / other).collect();
        Some(Ratio {
            of_medians: median(&ones)? / median(&others)?,
            least: each.iter().copied().reduce(f64::min)?,
            most: each.iter().copied().reduce(f64::max)?,
        })
    }
}

/// One thing measured by another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratio {
    /// Of the medians.
    pub(crate) of_medians: f64,
    /// In the round where it was least.
    pub(crate) least: f64,
    /// In the round where it was most.
    pub(crate) most: f64,
}

/// The one in the middle, or between the two in the middle.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// The value that so many of a thousand are below.
pub(crate) fn quantile(sorted: &[f64], of_thousand: usize) -> f64 {
    sorted.get(sorted.len() * of_thousand / 1000).or(sorted.last()).copied().unwrap_or_default()
}

fn digest() -> Result<String, Fault> {
    let digest = Sha256::digest(std::fs::read(binary())?);
    Ok(digest.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}")))
}

/// Where figures are kept: beside the binary's folder.
fn folder() -> PathBuf {
    let binary = PathBuf::from(binary());
    binary.parent().and_then(std::path::Path::parent).map_or_else(PathBuf::new, PathBuf::from).join("bench")
}
